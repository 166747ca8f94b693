// Releases and commands whose comments are judged at every step.
import type { Request } from '../../src/domain/common/request/request.ts';
import {
  baking,
  commandPlan,
  forwardOnly,
  halfSwitched,
  released,
  scaledDown,
  staged,
  stagePlan,
  warm,
  warmPlan,
} from './commands.ts';
import type { FakeAws } from './fake-aws.ts';
import { anAws } from './scenarios.ts';
import { a, aPlan, aRule, b } from './worlds.ts';

/** Whose migration ends well. */
const migrating = {
  ...warmPlan({ teardown: 'defer' }),
  migration: {
    ...{ kind: 'expand', command: ['node', 'migrate.js'], container: null, taskRole: null },
    timeoutSeconds: 600,
  },
} as const satisfies Request;

/** The usual rules give a share to a third group. */
function withoutThird(state: FakeAws['state']): void {
  state.rules = [aRule([[a, 100], [b, 0]])]; // prettier-ignore
}

export type ClaimStory = readonly [string, () => FakeAws, Request];

export function claimStories(): readonly ClaimStory[] {
  return [
    ['a release', () => anAws(), warmPlan()],
    ['a release whose rules hold the pair alone', () => anAws('good', withoutThird), warmPlan()],
    ['a rollback in such rules', () => anAws('fails-live', withoutThird), warmPlan()],
    ['a release without a bake', () => anAws(), warmPlan({ bake: { seconds: 0 } })],
    ['a release that keeps no blue', () => anAws(), aPlan({ warmSeconds: 0 })],
    ['a release that leaves blue to a later run', () => anAws(), warmPlan({ teardown: 'defer' })],
    ['a release that a cancel does not touch', () => anAws(), warmPlan({ onCancel: 'keep' })],
    ['a release with a migration', () => anAws(), migrating],
    ['a release whose tasks crash', () => anAws('crashes'), warmPlan()],
    ['a release that fails its tests', () => anAws('fails-smoke'), warmPlan()],
    ['a release that fails in its bake', () => anAws('fails-live'), warmPlan()],
    ['a release whose targets fail in its bake', () => anAws('unhealthy-live'), warmPlan()],
    ['a stage', () => anAws(), stagePlan()],
    ['a promote', () => staged(), commandPlan('promote')],
    ['a promote of nothing', () => released(), commandPlan('promote')],
    ['a rollback in the bake', () => baking(), commandPlan('rollback')],
    ['a rollback to warm blue', () => warm(), commandPlan('rollback')],
    ['a rollback to blue that was scaled down', () => scaledDown(), commandPlan('rollback')],
    ['a rollback of half a switch', () => halfSwitched(), commandPlan('rollback')],
    ['a rollback that releases again', () => released(), commandPlan('rollback')],
    ['a rollback of a forward-only release', () => forwardOnly(warm()), commandPlan('rollback')],
    ['a release over a warm one', () => warm(), commandPlan('deploy')],
  ];
}
