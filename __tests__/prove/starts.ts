import type { Plan } from '../../src/domain/plan.ts';
import type { ServiceTags } from '../../src/domain/world.ts';
import { aPlan, listener, noon, ruleArn, setArn } from '../support/worlds.ts';
import type { Account, SetState, Weights } from './account.ts';
import { newActor } from './runs.ts';
import type { State } from './state.ts';

/** A world in which a run begins, what it is asked to do, and how it ends when nobody disturbs. */
export interface Start {
  readonly name: string;
  readonly account: Account;
  readonly plan: Plan;
  /** Who may join: another run of the same job. */
  readonly second: Plan;
  readonly ends: 'released' | 'refused' | 'rolled-back' | 'failed';
  /** The short form leaves it out. */
  readonly isLong?: boolean;
}

const hourAgo = noon - 3_600_000;

const aSet = (n: number, changes: Partial<SetState> = {}): SetState => ({
  n,
  side: 'a',
  label: 'ACTIVE',
  release: `${String(90 + n)}-shop`,
  blue: null,
  scale: 100,
  health: 'good',
  createdAtMs: hourAgo,
  deletedAtMs: null,
  wasLive: false,
  wasSeenLive: true,
  liveUntilMs: null,
  replacedBy: null,
  ...changes,
});
const blue = aSet(1, { label: 'PRIMARY', wasLive: true });

const onA: Weights = { a: 100, b: 0 };
const onB: Weights = { a: 0, b: 100 };
const account = (changes: Partial<Account> = {}): Account => ({
  sets: [blue],
  rules: [onA, { a: 70, b: 0 }],
  tags: {},
  stranger: null,
  tokens: {},
  next: 5,
  ...changes,
});

/** Short times, all whole ticks, so that paths are short; each still longer than what it has to outlast. */
const plan = aPlan({
  readyTimeoutSeconds: 20,
  warmSeconds: 15,
  smoke: { paths: [], passes: 1, intervalSeconds: 1, timeoutSeconds: 10 },
  bake: { seconds: 6, probeIntervalSeconds: 3, probeFailures: 2 },
});
const firstPlan: Plan = {
  ...plan,
  overrides: { ...plan.overrides, subnets: ['subnet-1'] },
  traffic: { ...plan.traffic, productionListeners: [listener(80), listener(443)] },
};
const testPlan: Plan = { ...plan, traffic: { ...plan.traffic, testRule: ruleArn(8443, 1) } };
const coldPlan: Plan = { ...plan, warmSeconds: 0, isForced: true };

const another = (of: Plan): Plan => ({ ...of, release: { ...of.release, id: '101-shop', runId: 101 } });

const start = (
  name: string,
  world: Account,
  changes: Partial<Omit<Start, 'name' | 'account' | 'second'>> = {},
): Start => {
  const own = changes.plan ?? plan;
  return { name, account: world, ends: 'released', ...changes, plan: own, second: another(own) };
};

const warmTags: ServiceTags = {
  fence: '1:95.1',
  green: setArn(3),
  blue: setArn(1),
  'switched-at': new Date(noon - 2000).toISOString(),
  'lease-until': new Date(noon + 60_000).toISOString(),
  'lease-scale': '100',
};
const dead = aSet(2, { side: 'b', release: '95-shop', blue: 'ecs-svc/1' });

export const starts: readonly Start[] = [
  start('blue is ours, the idle group is free', account()),
  start(
    'blue was made by another tool, one rule does not hold the idle group',
    account({ sets: [{ ...blue, release: null }], rules: [onA, { a: 70 }] }),
  ),
  start('no set yet', account({ sets: [] }), { plan: firstPlan }),
  start('no set yet, and others serve from the live group', account({ sets: [], stranger: 'a' }), {
    plan: firstPlan,
  }),
  start('a dead release left its green in the idle group', account({ sets: [blue, dead] })),
  start(
    'a dead release left its green labelled PRIMARY, without traffic',
    account({
      sets: [
        { ...blue, label: 'ACTIVE' },
        { ...dead, label: 'PRIMARY' },
      ],
    }),
  ),
  start(
    'a dead release left production split',
    account({
      sets: [
        { ...blue, label: 'ACTIVE' },
        { ...dead, label: 'PRIMARY', wasLive: true },
      ],
      rules: [onB, { a: 70, b: 0 }],
      tags: { ...warmTags, green: setArn(2) },
    }),
  ),
  start(
    'the release before keeps its blue warm',
    account({
      sets: [
        { ...blue, label: 'ACTIVE', liveUntilMs: noon - 2000, replacedBy: '95-shop' },
        aSet(3, { label: 'PRIMARY', side: 'b', release: '95-shop', blue: 'ecs-svc/1', wasLive: true }),
      ],
      rules: [onB, { a: 0, b: 70 }],
      tags: warmTags,
    }),
  ),
  start(
    'another release is in its bake, and its run is dead',
    account({
      sets: [
        { ...blue, label: 'ACTIVE', liveUntilMs: noon - 2000, replacedBy: '95-shop' },
        aSet(3, { label: 'PRIMARY', side: 'b', release: '95-shop', blue: 'ecs-svc/1', wasLive: true }),
      ],
      rules: [onB, { a: 0, b: 70 }],
      tags: { ...warmTags, 'bake-until': new Date(noon + 4000).toISOString() },
    }),
  ),
  start('somebody resets weights, and they are put back', account(), {
    plan: { ...plan, onDrift: 'restore' },
  }),
  start('blue is kept warm at half its scale', account(), { plan: { ...plan, warmScalePercent: 50 } }),
  start(
    'a set of others stands in the idle group',
    account({ sets: [blue, aSet(4, { side: 'b', release: null })] }),
    {
      ends: 'refused',
    },
  ),
  start(
    'a set of others stands beside a half-done release',
    account({
      sets: [
        blue,
        aSet(4, { side: 'b', release: null }),
        aSet(3, { side: 'b', release: '100-shop', blue: 'ecs-svc/1' }),
      ],
      tags: { fence: '1:100.1' },
    }),
    { ends: 'refused' },
  ),
  start('testers come through a test rule', account({ rules: [onA, { a: 70, b: 0 }, onA] }), {
    plan: testPlan,
  }),
  start('no warm time', account(), { plan: coldPlan }),
];

export const initial = ({ account: world, plan: own }: Start, disturbances: number): State => ({
  nowMs: noon,
  account: world,
  before: null,
  actors: [newActor(own, noon)],
  flights: [],
  disturbancesLeft: disturbances,
});
