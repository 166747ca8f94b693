// Many services of one account, behind one load balancer, and somebody else who reads there.
import {
  DescribeTargetGroupsCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { runAction, type ActionResult } from '../../sandbox/runner/run-action.ts';
import { webTaskDefinition } from '../../sandbox/seeds.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';

/** What AWS lets an account read of its load balancers, in all regions' words (fact 19). */
export const readsOfAccount = {
  service: 'elasticloadbalancing',
  calls: 'reads',
  size: 40,
  perSecond: 10,
} as const;

const check = {
  path: '/ready',
  intervalSeconds: 1,
  timeoutSeconds: 5,
  healthyThreshold: 2,
  unhealthyThreshold: 2,
};
const app = (file: string): { command: readonly string[] } => ({ command: ['node', file] });

/** Each with a pair of groups and a rule of its own. Pages are as large as those of AWS. */
export function crowdOf(names: readonly string[]): SandboxSpec {
  return {
    strict: true,
    containers: 'inside',
    buckets: [readsOfAccount],
    taskDefinitions: [webTaskDefinition('web:v1')],
    apps: { 'web:v1': app('sandbox/apps/v1.ts'), 'web:v2': app('sandbox/apps/v2.ts') },
    targetGroups: names.flatMap((name) =>
      ['a', 'b'].map((side) => ({ name: `${name}-${side}`, port: 8080, healthCheck: check })),
    ),
    loadBalancers: [
      {
        name: 'shared',
        listeners: [
          {
            name: 'http',
            defaultActions: [{ type: 'fixed-response', statusCode: 404, body: 'nothing here' }],
            rules: names.map((name, index) => ({
              name,
              priority: index + 1,
              hosts: [`${name}.example.com`],
              actions: [{ type: 'forward', groups: { [`${name}-a`]: 100, [`${name}-b`]: 0 } }],
            })),
          },
        ],
      },
    ],
    services: names.map((name) => ({
      name,
      desiredCount: 1,
      healthCheckGracePeriodSeconds: 10,
      taskSets: [{ taskDefinition: 'web:1', targetGroup: `${name}-a`, primary: true }],
    })),
  };
}

/** One release of this service, started as a runner starts it. */
export const releaseOf = (
  sandbox: Sandbox,
  service: string,
  more: { readonly runId: number; readonly inputs: Readonly<Record<string, string>> },
): Promise<ActionResult> => {
  const bundle = process.env['ACTION_BUNDLE'];
  return runAction({
    inputs: { cluster: 'demo', service, image: 'web:v2', ...more.inputs },
    environment: sandbox.env(),
    run: { repository: 'acme/shop', runId: more.runId, attempt: 1, sha: 'c'.repeat(40), pull: null },
    ...(bundle === undefined ? {} : { bundle }),
  });
};

interface Reader {
  /** Ends the reading. Resolves with how many reads were sent, and what the others failed with. */
  readonly stop: () => Promise<{ readonly sent: number; readonly failures: readonly string[] }>;
}

/** A client that reads once a second, whatever happens, and never again what failed. */
export function startNaiveReader(sandbox: Sandbox): Reader {
  const client = new ElasticLoadBalancingV2Client({
    endpoint: sandbox.awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIANAIVE', secretAccessKey: 'naive' },
    maxAttempts: 1,
    customUserAgent: 'naive-reader',
  });
  const reads: Promise<string | null>[] = [];
  const timer = setInterval(() => {
    const read = client.send(new DescribeTargetGroupsCommand({ PageSize: 1 }));
    reads.push(
      read.then(
        () => null,
        (error: unknown) => String(error),
      ),
    );
  }, 1000);
  return {
    async stop() {
      clearInterval(timer);
      const outcomes = await Promise.all(reads);
      client.destroy();
      return { sent: outcomes.length, failures: outcomes.filter((outcome) => outcome !== null) };
    },
  };
}
