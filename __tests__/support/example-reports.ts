// What GitHub shows once an example workflow has run.
import { expect } from '@jest/globals';
import type { Stage } from './acceptance-stage.ts';
import { mergedCommit } from './example-worlds.ts';

/** On the merged pull request and its commit: where traffic is, how a rollback would be, and one Deployment. */
export function expectReleased(stage: Stage): void {
  const { comments, deployments } = stage.sandbox.github.state();
  const [set] = stage.service().taskSets;
  const revision = set?.taskDefinition.split('/').at(-1) ?? '';
  const body = comments[0]?.body ?? '';
  expect(body).toContain('### ✅ `web` in `demo`: released\n');
  expect(body).toContain(`\n**All production traffic is on green ${set?.id ?? ''} (${revision}) since `);
  expect(body).toMatch(/^\*\*Rollback\*\*: blue is gone\. The command rollback releases `web:1` again, /m);
  expect(body).toContain(`/commit/${mergedCommit})`);
  expect(body).not.toContain('<!-- in progress');
  expect(
    deployments.map(({ environment, sha, statuses: [last] }) => [
      ...[environment, sha, last?.state],
      last?.environmentUrl.startsWith(stage.sandbox.listenerUrl('http')),
    ]),
  ).toEqual([['production', mergedCommit, 'success', true]]);
}

/** That GitHub made for the job, with the phases of the release. */
export function expectOneDeployment({ sandbox }: Stage, environment: string): void {
  const shown = sandbox.github
    .state()
    .deployments.map((one) => [one.environment, one.statuses[0]?.state, one.statuses.length > 4]);
  expect(shown).toEqual([[environment, 'success', true]]);
}
