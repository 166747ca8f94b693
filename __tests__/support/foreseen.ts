// Accounts that a deploy comes upon, and what plan foresees for them.
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { DryRun } from '../../src/domain/common/report/plan.ts';
import { dryRunOf } from '../../src/domain/task-sets/dry-run/dry-run.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { another, halfSwitched, scaled, staged, warm, withTestRule } from './commands.ts';
import type { FakeAws } from './fake-aws.ts';
import { anAws, insidePlan, testRule } from './scenarios.ts';
import { aPlan } from './worlds.ts';

export const planOf = (request: Request): Request => ({ ...request, command: 'plan' });
export const dryRun = (world: World, request: Request = aPlan()): DryRun =>
  dryRunOf(sceneOf(planOf(request), world, blankMemory(world.nowMs)), decideNextStep);
/** What is planned for an account. */
export const foreseen = (aws: FakeAws, request: Request): DryRun =>
  dryRun(aws.observe(request.release.id), request);

export const firstRelease = (): FakeAws =>
  anAws('good', (state) => {
    state.sets = [];
  });
const withTests = (): FakeAws => {
  const aws = anAws('good', withTestRule);
  aws.testRule = testRule;
  return aws;
};
export const next = another(aPlan(), 300);

/** Accounts, and the deploy that comes upon them. */
export const accounts: readonly (readonly [string, () => FakeAws, Request])[] = [
  ['a service with blue alone', (): FakeAws => anAws(), next],
  ['a first deployment', firstRelease, { ...next, overrides: { ...next.overrides, subnets: ['subnet-1'] } }],
  ['a service that is scaled', (): FakeAws => anAws('good', scaled), next],
  ['a test rule', withTests, { ...next, traffic: { ...next.traffic, testRule } }],
  ['a staged green of another release', (): FakeAws => staged(), next],
  ['a warm release', (): FakeAws => warm(), next],
  ['a switch that a dead run left half done', (): FakeAws => halfSwitched(), next],
  ['a revision that is registered already', registeredBefore, next],
  ['a release that a task tests', (): FakeAws => anAws(), insidePlan],
];

function registeredBefore(): FakeAws {
  return anAws('good', (state) => {
    state.registered = [{ n: 7, hash: 'hash-2' }];
  });
}
