// What each demo runs on: a sandbox, live traffic and a checkout.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startTraffic, type Traffic } from '../meter/spawn.ts';
import { runAction, type ActionResult } from '../runner/run-action.ts';
import { startSandbox, type Sandbox } from '../sandbox.ts';
import { webService, webTaskDefinition } from '../seeds.ts';
import type { SandboxSpec } from '../spec.ts';

/** A sandbox with v1 of the web app behind a load balancer, real clients, and a folder as the workflow's checkout. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly traffic: Traffic;
  /** Runs the bundle on a pull request, with short times as ordinary inputs. */
  release(inputs: Readonly<Record<string, string>>, onLine?: (line: string) => void): Promise<ActionResult>;
  /** Writes the task definition of the next version to the checkout. Returns its path there. */
  writeTaskDefinition(image: string, environment: Readonly<Record<string, string>>): string;
  close(): Promise<void>;
}

/** Of the version that is released. */
export const commit = '6f1c0de5ca1ab1e0ddba11facade0ff1cebab1e5';
const pull = 1;
const firstRunId = 4711;

export async function openStage(
  requestsPerSecond: number,
  more: SandboxSpec = {},
  webSockets = 4,
): Promise<Stage> {
  const github = { pulls: [{ number: pull, headSha: commit, headRef: 'new-basket', fork: null }] };
  const sandbox = await startSandbox(webService({}, { github, logGroups: [{ name: logGroup }], ...more }));
  const workspace = mkdtempSync(path.join(tmpdir(), 'workspace-'));
  const url = sandbox.listenerUrl('http');
  const traffic = await startTraffic({
    urls: [url, sandbox.listenerUrl('https')],
    rate: requestsPerSecond,
    keepsCookies: true,
    webSockets: { url: `${url.replace('http:', 'ws:')}/ws`, count: webSockets },
  });
  let runs = 0;
  await traffic.waitUntil(({ answered }) => answered > 0, 15_000);
  return {
    sandbox,
    traffic,
    release: (inputs, onLine) =>
      runAction({
        inputs: { cluster: 'demo', service: 'web', ...shortTimes, ...inputs },
        environment: sandbox.env(),
        run: {
          repository: sandbox.github.repository,
          runId: firstRunId + runs++,
          attempt: 1,
          sha: commit,
          pull,
        },
        workspace,
        ...(onLine === undefined ? {} : { onLine }),
      }),
    writeTaskDefinition: (image, environment) => {
      writeFileSync(
        path.join(workspace, 'web.json'),
        JSON.stringify(withLog(webTaskDefinition(image, { environment })), null, 2),
      );
      return 'web.json';
    },
    close: async () => {
      await sandbox.stop();
      rmSync(workspace, { recursive: true, force: true });
    },
  };
}

const logGroup = '/ecs/web';

/** Its container's output goes to CloudWatch Logs. */
function withLog(definition: Record<string, unknown>): Record<string, unknown> {
  const options = {
    'awslogs-group': logGroup,
    'awslogs-region': 'eu-west-1',
    'awslogs-stream-prefix': 'web',
  };
  const logConfiguration = { logDriver: 'awslogs', options };
  const containers = definition['containerDefinitions'] as readonly object[];
  return { ...definition, containerDefinitions: containers.map((one) => ({ ...one, logConfiguration })) };
}

const shortTimes = {
  'bake-time': '8s',
  'warm-time': '16s',
  'probe-interval': '1s',
  'smoke-interval': '1s',
  'ready-timeout': '20s',
};
