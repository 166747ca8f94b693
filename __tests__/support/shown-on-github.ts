// What GitHub shows in an acceptance case, and the runs that change it.
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { TokenPermissions } from '../../sandbox/github/permissions.ts';
import type { Inputs, RunOptions, Stage } from './acceptance-stage.ts';

export const environment = 'production';

/** A release that is over as soon as it can be. */
export const quickRelease: Inputs = {
  ...{ image: 'web:v2', environment, 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' },
  'warm-time': '0',
};

/** Its run is over, and blue is kept. */
export const deferredRelease: Inputs = { ...quickRelease, 'warm-time': '10m', teardown: 'defer' };

/** All that docs/iam.md names, and no more. */
export const allPermissions: TokenPermissions = {
  ...{ contents: 'read', deployments: 'write', 'pull-requests': 'write', actions: 'read' },
};

/** A job of another run, started by hand. */
export const byHand = (stage: Stage, later = 1, more: RunOptions = {}): RunOptions => ({
  runId: stage.runId + later,
  pull: null,
  trigger: { eventName: 'workflow_dispatch', event: { inputs: {} } },
  ...more,
});

/** A release of another pull request, by a later run. */
export function ofPull(stage: Stage, number: number): RunOptions {
  const sha = String(number).repeat(40);
  stage.sandbox.github.others.openPull({ number, headSha: sha, headRef: `branch-${sha}`, fork: null });
  const event = { pull_request: { number, head: { sha } } };
  return { runId: stage.runId + number, pull: number, trigger: { eventName: 'pull_request', event, sha } };
}

/** The usual world, with one more version. */
export function withV3(): SandboxSpec {
  const spec = webService();
  return { ...spec, apps: { ...spec.apps, 'web:v3': { command: ['node', 'sandbox/apps/v2.ts'] } } };
}

/** The comments of this action on a pull request: one at most. `''`: none. */
export function commentOn(stage: Stage, pull = 1): string {
  const own = stage.sandbox.github
    .state()
    .comments.filter((one) => one.pull === pull && one.body.startsWith('<!-- ecs-blue-green'));
  expect(own.length).toBeLessThanOrEqual(1);
  return own[0]?.body ?? '';
}

/** Names the service `web` of the usual world among those of all places. */
export const webKey = 'eu-west-1/123456789012/demo/web';

/** Of each Deployment, oldest first. */
export const statesOf = (stage: Stage): readonly (string | undefined)[] =>
  stage.sandbox.github.state().deployments.map(({ statuses }) => statuses[0]?.state);

/** Of main and post. */
export const annotationsIn = ({ log, postLog }: ActionResult): readonly string[] =>
  `${log}\n${postLog}`.split('\n').filter((line) => /^::(warning|notice|error)/.test(line));

/** A Deployment in progress, as a run of this action that was killed has left it. */
export async function leaveDeployment({ sandbox: { github } }: Stage, payload: string): Promise<void> {
  const address = `${github.url}/repos/${github.repository}/deployments`;
  const answer = await fetch(address, {
    method: 'POST',
    headers: { authorization: 'token x', 'content-type': 'application/json' },
    body: JSON.stringify({
      ...{ ref: 'b'.repeat(40), environment, payload, description: '' },
      ...{ auto_merge: false, required_contexts: [] },
    }),
  });
  expect(answer.status).toBe(201);
}
