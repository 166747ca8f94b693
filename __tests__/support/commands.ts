import type { Goal, Plan } from '../../src/domain/plan.ts';
import type { EndResult, Step } from '../../src/domain/step.ts';
import type { FakeAws } from './fake-aws.ts';
import { runRelease, standing, type Run } from './fake-release.ts';
import { aFakeSet, type Behaviour, type FakeState } from './fake-state.ts';
import { anAws, testRule } from './scenarios.ts';
import { a, aPlan, aRule, b } from './worlds.ts';

type Changes = Parameters<typeof aPlan>[0];

/** A plan of this command as run 200 would be given it; deploys and stages of the stories before it are run 100's. */
export const commandPlan = (
  command: Plan['command'],
  changes: Changes & { readonly goal?: never } = {},
  goal: Partial<Goal> = {},
): Plan => ({
  ...aPlan({
    command,
    ...changes,
    release: {
      id: command === 'rollback' ? '200-shop-rollback' : '200-shop',
      runId: 200,
      runUrl: 'https://github.com/acme/shop/actions/runs/200',
      ...changes.release,
    },
  }),
  goal: { ...aPlan().goal, ...goal },
});

/** What run 100 does before the command under test. */
export const stagePlan = (changes: Changes = {}): Plan => aPlan({ command: 'stage', ...changes });
export const warmPlan = (changes: Changes = {}): Plan => aPlan({ warmSeconds: 900, ...changes });

export const withTestRule = (state: FakeState): void => {
  state.rules.push(
    aRule(
      [
        [a, 100],
        [b, 0],
      ],
      { port: 8443, priority: 1, paths: ['/*'] },
    ),
  );
};
export const scaled = (state: FakeState): void => {
  state.scaling = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: true };
};

/** The account after run 100 was at it, until it was about to take such a step. */
export function after(
  plan: Plan,
  dieBefore: (step: Step) => boolean = () => false,
  behaviour: Behaviour = 'good',
  change: (state: FakeState) => void = () => undefined,
): FakeAws {
  const aws = anAws(behaviour, change);
  aws.testRule = plan.traffic.testRule;
  const run = runRelease(aws, plan, { dieBefore });
  if (run.violations.length > 0) throw new Error(run.violations.join('\n'));
  aws.state.wayBackTo = 1;
  aws.candidate = 'good';
  return aws;
}

function isAt(reason: Step['reason']): (step: Step) => boolean {
  return (step) => step.reason === reason;
}

export const staged = (
  behaviour: Behaviour = 'good',
  change?: (state: FakeState) => void,
  changes: Changes = {},
): FakeAws => after(stagePlan(changes), undefined, behaviour, change);
/** Nobody promoted it in time; `again`: how its revision behaves when it is started anew. */
export function expired(
  behaviour: Behaviour = 'good',
  change?: (state: FakeState) => void,
  changes: Changes = {},
  again: Behaviour = 'good',
): FakeAws {
  const aws = staged(behaviour, change, changes);
  aws.nowMs += 80 * 3_600_000;
  aws.candidate = again;
  return aws;
}
export const warm = (change?: (state: FakeState) => void, changes: Changes = {}): FakeAws =>
  after(warmPlan(changes), isAt('warm'), 'good', change);
export const baking = (behaviour: Behaviour = 'good'): FakeAws =>
  after(warmPlan(), isAt('baking'), behaviour);
export const released = (): FakeAws => after(aPlan());
/** The revision before is a bad one by now. */
function releasedBeforeBad(): FakeAws {
  const aws = released();
  aws.candidate = 'fails-smoke';
  return aws;
}
/** Two rules of three on green when run 100 died. */
export function halfSwitched(): FakeAws {
  let count = 0;
  return after(warmPlan(), (step) => step.reason === 'switching' && ++count === 2);
}
/** Warm blue was lowered: one task of four. */
export function scaledDown(): FakeAws {
  const aws = warm((state) => {
    state.desired = 4;
  });
  aws.meddle(({ sets }) => {
    for (const set of sets) if (set.n === 1) set.scale = 25;
  });
  return aws;
}
/** The world in which the live set says of itself that its irreversible step has run. */
export function forwardOnly(aws: FakeAws): FakeAws {
  aws.meddle((state) => {
    state.sets = state.sets.map((set) =>
      set.n === 2 ? { ...set, tags: { ...set.tags, 'forward-only': 'migration 12' } } : set,
    );
  });
  return aws;
}

/** Two sets that some other tool made: 2 is live, 1 was before. */
export const foreignMade = (): FakeAws =>
  anAws('good', (state) => {
    state.sets = [
      aFakeSet(1, { tags: {}, group: b }),
      aFakeSet(2, { tags: {}, status: 'PRIMARY', liveSinceMs: 0 }),
    ];
    state.rules = [state.rules[0]!];
  });

/** A command on a story, and how it has to end however often it is interrupted. */
export interface CommandStory {
  readonly name: string;
  readonly aws: () => FakeAws;
  readonly plan: Plan;
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
const lowPlan = (changes: Changes = {}): Plan => aPlan({ warmScalePercent: 25, warmSeconds: 60, ...changes });
const deferPlan = (changes: Changes = {}): Plan => aPlan({ teardown: 'defer', warmSeconds: 900, ...changes });
/** Run 100 ended after its bake; blue stands beside green, at a quarter if it was lowered. */
export const deferred = (changes: Changes = {}): FakeAws =>
  after(deferPlan(changes), undefined, 'good', four);
const lowDeferred = (): FakeAws => deferred({ warmScalePercent: 25 });
const nextPlan = (): Plan => commandPlan('deploy');
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
  { name: 'deploy after the bake of a dead run', aws: () => baking(), plan: nextPlan(), ...nextAlone },
];

/** A promotion that comes too late. Apart, since a sweep may remove what has expired while the promotion goes on. */
export const restageStories: readonly CommandStory[] = [
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
];

export const stories: readonly CommandStory[] = [
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
    plan: commandPlan('rollback', {}, { keepGreenSeconds: 3600 }),
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
];

function withTestListener(): FakeAws {
  const aws = anAws('good', withTestRule);
  aws.testRule = testRule;
  return aws;
}

/** What differs from the end that the story asks for: nothing, if all is well. */
export function wrongWith({ result, standing: expected }: CommandStory, aws: FakeAws, run: Run): string[] {
  const stands = standing(aws);
  return [
    ...run.violations,
    ...(run.ending?.result === result
      ? []
      : [`ends ${run.ending?.result ?? 'never'}: ${run.ending?.message ?? ''}`]),
    ...(stands === expected ? [] : [`stands ${stands}`]),
  ];
}

/** A run on the account, which must have broken no invariant. */
export function cleanRun(aws: FakeAws, plan: Plan): Run {
  const done = runRelease(aws, plan);
  if (done.violations.length > 0) throw new Error(done.violations.join('\n'));
  return done;
}

export const said = ({ ending }: Run): string => [ending?.message, ...(ending?.details ?? [])].join('\n');
export const kinds = ({ writes }: Run): readonly string[] => writes.map(({ kind }) => kind);
export const another = (plan: Plan, runId: number): Plan => ({
  ...plan,
  release: { ...plan.release, id: `${String(runId)}-shop`, runId },
});
