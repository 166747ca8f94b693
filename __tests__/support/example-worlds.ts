// Where the example workflows are played: the services that they name, and a checkout with the files that they name.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';

/** The newest commit of pull request 1. */
export const commit = 'b'.repeat(40);
/** What pull request 2 is merged as. */
export const mergedCommit = 'c'.repeat(40);
const pulls = [
  { number: 1, headSha: commit, headRef: 'feature', fork: null },
  { number: 2, headSha: '2'.repeat(40), headRef: 'basket', fork: null },
];
const registry = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

/** The usual world, with the images that the workflows build for these commits, for a runner of GitHub's. */
export function exampleWorld(options: WebServiceOptions = {}): SandboxSpec {
  const spec = webService(options);
  const v2 = { command: ['node', 'sandbox/apps/v2.ts'] };
  const built = [commit, mergedCommit].flatMap((sha) =>
    ['web', 'api'].map((name) => [`${registry}/${name}:${sha}`, v2] as const),
  );
  const apps = { ...spec.apps, ...Object.fromEntries(built) };
  return { ...spec, runner: 'outside', github: { pulls }, apps };
}

const apiTaskDefinition = (): Record<string, unknown> => {
  const web = webTaskDefinition('web:v1') as { readonly containerDefinitions: readonly object[] };
  return {
    ...web,
    family: 'api',
    containerDefinitions: web.containerDefinitions.map((one) => ({ ...one, name: 'api' })),
  };
};

/** The same with a second service, `api`, behind a load balancer of its own. Both have a test listener. */
export function twoServices(): SandboxSpec {
  const spec = exampleWorld({ hasTestListener: true });
  const [first] = spec.targetGroups ?? [];
  const groups = { 'api-a': 100, 'api-b': 0 };
  return {
    ...spec,
    taskDefinitions: [...(spec.taskDefinitions ?? []), apiTaskDefinition()],
    targetGroups: [...(spec.targetGroups ?? []), ...Object.keys(groups).map((name) => ({ ...first, name }))],
    loadBalancers: [
      ...(spec.loadBalancers ?? []),
      {
        name: 'api',
        listeners: [
          { name: 'api', defaultActions: [{ type: 'forward', groups }] },
          { name: 'api-test', defaultActions: [{ type: 'forward', groups: { 'api-a': 0, 'api-b': 100 } }] },
        ],
      },
    ],
    services: [
      ...(spec.services ?? []),
      {
        name: 'api',
        desiredCount: 1,
        healthCheckGracePeriodSeconds: 3,
        taskSets: [{ taskDefinition: 'api:1', targetGroup: 'api-a', primary: true }],
      },
    ],
  };
}

interface Checkout {
  readonly folder: string;
  readonly remove: () => void;
}

/** Of the service `web`, with probes that are quicker than the default. */
const config = {
  network: { subnets: ['subnet-1', 'subnet-2'], 'security-groups': ['sg-1'], 'launch-type': 'fargate' },
  tests: { 'smoke-interval': '1s' },
  bake: { 'probe-interval': '1s' },
};

/** What actions/checkout would leave: the files that the workflows name. */
export function checkout(): Checkout {
  const folder = mkdtempSync(path.join(tmpdir(), 'checkout-'));
  mkdirSync(path.join(folder, 'deploy'));
  const files = { web: webTaskDefinition('web:v1'), api: apiTaskDefinition() };
  for (const [name, content] of Object.entries(files))
    writeFileSync(path.join(folder, 'deploy', `${name}.json`), JSON.stringify(content));
  writeFileSync(path.join(folder, 'deploy', 'web.yml'), JSON.stringify(config));
  return {
    folder,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
