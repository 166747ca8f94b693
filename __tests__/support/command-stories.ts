import type { Request } from '../../src/domain/common/request/request.ts';

import type { FakeAws } from './fake-aws.ts';
import type { FakeState } from './fake-state.ts';
import { anAws, keptForAnHour, migratingPlan, testRule } from './scenarios.ts';
import { aPlan } from './worlds.ts';
import {
  commandPlan,
  stagePlan,
  withTestRule,
  scaled,
  after,
  staged,
  expired,
  warm,
  baking,
  released,
  releasedBeforeBad,
  halfSwitched,
  scaledDown,
  foreignMade,
  type Changes,
} from './commands.ts';
import type { EndResult } from '../../src/domain/common/run/step.ts';

/** A command on a story, and how it has to end however often it is interrupted. */
export interface CommandStory {
  readonly name: string;
  readonly aws: () => FakeAws;
  readonly plan: Request;
  readonly result: EndResult;
  /** Who is left and live. */
  readonly standing: string;
}

const testPlan = { traffic: { testRule } };
const [blueAlone, greenAlone] = ['1 PRIMARY; live: 1', '2 PRIMARY; live: 2'];
const good = { result: 'released', standing: greenAlone } as const;
const restaged = { result: 'released', standing: '3 PRIMARY; live: 3' } as const;
const back = { result: 'rolled-back', standing: blueAlone } as const;
const torn = { result: 'torn-down', standing: greenAlone } as const;
const isStaged = { result: 'staged', standing: '1 PRIMARY, 2 ACTIVE; live: 1' } as const;

/** Four tasks of blue, of which one is kept warm. */
const four = (state: FakeState): void => void (state.desired = 4);
const lowPlan = (changes: Changes = {}): Request =>
  aPlan({ warmScalePercent: 25, warmSeconds: 60, ...changes });
const deferPlan = (changes: Changes = {}): Request =>
  aPlan({ teardown: 'defer', warmSeconds: 900, ...changes });
/** Run 100 ended after its bake. Blue still runs next to green, at a quarter if it was lowered. */
export const deferred = (changes: Changes = {}): FakeAws =>
  after(deferPlan(changes), undefined, 'good', four);
const lowDeferred = (): FakeAws => deferred({ warmScalePercent: 25 });
/** Four tasks of blue, of which two stop at a time once its warm time is over. */
export const drainPlan = (changes: Changes = {}): Request =>
  aPlan({ drain: { percents: [50, 0], everySeconds: 130 }, ...changes });
/** Run 100 was killed while blue was at half of its scale. */
export const draining = (changes: Changes = {}): FakeAws =>
  after(
    drainPlan(changes),
    ({ reason, act }) => reason === 'draining-blue' && act.kind === 'wait',
    'good',
    four,
  );
const nextPlan = (): Request => commandPlan('deploy');
const nextAlone = { result: 'released', standing: '3 PRIMARY; live: 3' } as const;
const isKept = { result: 'released', standing: '1 ACTIVE, 2 PRIMARY; live: 2' } as const;

/** What the end of the warm time is left to, how much of blue is kept, and who waits for whom. */
const warmStories: readonly CommandStory[] = [
  { name: 'deploy that defers its teardown', aws: () => anAws(), plan: deferPlan(), ...isKept },
  {
    name: 'deploy of a scaled service that defers',
    aws: () => anAws('good', scaled),
    plan: deferPlan(),
    ...isKept,
  },
  { name: 'deploy with a low warm scale', aws: () => anAws('good', four), plan: lowPlan(), ...good },
  {
    name: 'deploy with a low warm scale that defers',
    aws: () => anAws('good', four),
    plan: deferPlan({ warmScalePercent: 25 }),
    ...isKept,
  },
  {
    name: 'rollback of a deferred, lowered release',
    aws: lowDeferred,
    plan: commandPlan('rollback'),
    ...back,
  },
  {
    name: 'teardown of a deferred, lowered release',
    aws: lowDeferred,
    plan: commandPlan('teardown'),
    ...torn,
  },
  { name: 'deploy over a deferred release', aws: () => deferred(), plan: nextPlan(), ...nextAlone },
  { name: 'deploy over a deferred, lowered release', aws: lowDeferred, plan: nextPlan(), ...nextAlone },
  {
    name: 'stage over a deferred release',
    aws: () => deferred(),
    plan: commandPlan('stage'),
    result: 'staged',
    standing: '2 PRIMARY, 3 ACTIVE; live: 2',
  },
  { name: 'deploy that drains its blue', aws: () => anAws('good', four), plan: drainPlan(), ...good },
  {
    name: 'deploy that drains its blue and defers',
    aws: () => anAws('good', four),
    plan: drainPlan({ teardown: 'defer' }),
    ...isKept,
  },
  {
    name: 'rollback to a blue that is drained',
    aws: () => draining(),
    plan: commandPlan('rollback'),
    ...back,
  },
  {
    name: 'teardown of a blue that is drained',
    aws: () => draining(),
    plan: commandPlan('teardown'),
    ...torn,
  },
  {
    name: 'teardown with a contract',
    aws: () => after(deferPlan({ migration: migratingPlan('contract').migration }), undefined),
    plan: commandPlan('teardown'),
    ...torn,
  },
  { name: 'deploy over a blue that is drained', aws: () => draining(), plan: nextPlan(), ...nextAlone },
  { name: 'deploy after the bake of a killed run', aws: () => baking(), plan: nextPlan(), ...nextAlone },
];

/** A promotion that comes too late. Apart, since a sweep may remove what has expired while the promotion goes on. */
export const restageStories: readonly CommandStory[] = quickly([
  {
    name: 'promote of what has expired, which is staged again',
    aws: () => expired(),
    plan: commandPlan('promote', {}, { isRestaging: true }),
    ...restaged,
  },
  {
    name: 'promote of what has expired, with a test rule',
    aws: () => expired('good', withTestRule, testPlan),
    plan: commandPlan('promote', testPlan, { isRestaging: true }),
    ...restaged,
  },
  {
    name: 'promote of what has expired, by the run that staged it',
    aws: () => expired(),
    plan: { ...stagePlan(), command: 'promote', goal: { ...stagePlan().goal, isRestaging: true } },
    ...restaged,
  },
  {
    name: 'promote of what has expired and does not pass its gates again',
    aws: () => expired('good', undefined, {}, 'fails-smoke'),
    plan: commandPlan('promote', {}, { isRestaging: true }),
    ...back,
  },
]);

export const stories: readonly CommandStory[] = quickly([
  ...warmStories,
  { name: 'stage', aws: () => anAws(), plan: stagePlan(), ...isStaged },
  {
    name: 'stage with a test rule',
    aws: () => withTestListener(),
    plan: stagePlan(testPlan),
    ...isStaged,
  },
  { name: 'stage of a scaled service', aws: () => anAws('good', scaled), plan: stagePlan(), ...isStaged },
  { name: 'stage of a version that fails', aws: () => anAws('fails-smoke'), plan: stagePlan(), ...back },
  { name: 'promote', aws: () => staged(), plan: commandPlan('promote'), ...good },
  {
    name: 'promote with a test rule',
    aws: () => staged('good', withTestRule, testPlan),
    plan: commandPlan('promote', testPlan),
    ...good,
  },
  {
    name: 'promote in a scaled service',
    aws: () => staged('good', scaled),
    plan: commandPlan('promote'),
    ...good,
  },
  {
    name: 'promote of a version that fails its bake',
    aws: () => staged('unhealthy-live'),
    plan: commandPlan('promote'),
    ...back,
  },
  {
    name: 'promote of a healthy version that fails its bake',
    aws: () => staged('fails-live'),
    plan: commandPlan('promote'),
    ...back,
  },
  {
    name: 'promote of a healthy version that fails its bake, with a green that is kept after the run',
    aws: () => keptForAnHour(staged('fails-live')),
    plan: commandPlan('promote', { isKeptGreenAwaited: false }),
    result: 'rolled-back',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
  },
  {
    name: 'rollback with a green that is kept after the run',
    aws: () => keptForAnHour(warm()),
    plan: commandPlan('rollback', { isKeptGreenAwaited: false }),
    result: 'rolled-back',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
  },
  { name: 'rollback of a warm release', aws: () => warm(), plan: commandPlan('rollback'), ...back },
  {
    name: 'rollback of a warm release with a test rule',
    aws: () => warm(withTestRule, testPlan),
    plan: commandPlan('rollback', testPlan),
    ...back,
  },
  {
    name: 'rollback of a warm release of a scaled service',
    aws: () => warm(scaled),
    plan: commandPlan('rollback'),
    ...back,
  },
  { name: 'rollback in the bake', aws: () => baking(), plan: commandPlan('rollback'), ...back },
  {
    name: 'rollback of a bad release in its bake',
    aws: () => baking('unhealthy-live'),
    plan: commandPlan('rollback'),
    ...back,
  },
  { name: 'rollback of half a switch', aws: () => halfSwitched(), plan: commandPlan('rollback'), ...back },
  {
    name: 'rollback that keeps green',
    aws: () => warm(),
    plan: commandPlan('rollback', {}, { keepRolledBackSeconds: 3600 }),
    result: 'rolled-back',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
  },
  {
    name: 'rollback that keeps green of a scaled service',
    aws: () => warm(scaled),
    plan: commandPlan('rollback', {}, { keepRolledBackSeconds: 3600 }),
    result: 'rolled-back',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
  },
  {
    name: 'rollback to a blue that was scaled down',
    aws: scaledDown,
    plan: commandPlan('rollback'),
    ...back,
  },
  {
    name: 'rollback without a blue',
    aws: () => released(),
    plan: commandPlan('rollback'),
    result: 'released',
    standing: '3 PRIMARY; live: 3',
  },
  {
    name: 'rollback without a blue to a version that fails',
    aws: releasedBeforeBad,
    plan: commandPlan('rollback'),
    result: 'rolled-back',
    standing: greenAlone,
  },
  {
    name: 'rollback of what another tool made',
    aws: foreignMade,
    plan: commandPlan('rollback'),
    result: 'rolled-back',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
  },
  { name: 'teardown', aws: () => warm(), plan: commandPlan('teardown'), ...torn },
  { name: 'teardown in a scaled service', aws: () => warm(scaled), plan: commandPlan('teardown'), ...torn },
]);

function withTestListener(): FakeAws {
  const aws = anAws('good', withTestRule);
  aws.testRule = testRule;
  return aws;
}

/** What stands before a command is played once; each run has a copy of its own. */
function quickly(slow: readonly CommandStory[]): readonly CommandStory[] {
  return slow.map((story) => {
    let before: FakeAws | undefined;
    return { ...story, aws: () => (before ??= story.aws()).copy() };
  });
}
