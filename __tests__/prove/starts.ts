import type { Request } from '../../src/domain/common/request/request.ts';
import { migratingPlan } from '../support/scenarios.ts';
import { noon, setArn } from '../support/worlds.ts';
import { newActor } from './runs.ts';
import {
  account,
  aSet,
  asCommand,
  blue,
  coldPlan,
  dead,
  firstPlan,
  leftTest,
  onA,
  onB,
  plan,
  start,
  testPlan,
  warmTags,
  type Start,
} from './start-parts.ts';
import { commandStarts } from './starts-commands.ts';
import { sessionStarts } from './starts-sessions.ts';
import { servingStarts } from './starts-serving.ts';
import type { State } from './state.ts';

/** Which commands may follow a killed deploy, in addition to its next attempt. */
const heirs = [asCommand('rollback'), asCommand('teardown'), asCommand('sweep')];

const deployStarts: readonly Start[] = [
  start('blue is ours, the idle group is free', account(), {
    heirs,
    slow: ['changes', 'unread', 'bad-and-unread'],
  }),
  start(
    'blue was made by another tool, one rule does not hold the idle group',
    account({ sets: [{ ...blue, release: null }], rules: [onA, { a: 70 }] }),
  ),
  start('no set yet', account({ sets: [] }), { plan: firstPlan, slow: ['unread'] }),
  start('no set yet, and others serve from the live group', account({ sets: [], stranger: 'a' }), {
    plan: firstPlan,
    slow: ['unread'],
  }),
  start('a killed release left its green in the idle group', account({ sets: [blue, dead] })),
  start(
    'a killed release left its green, and a task that tests it',
    account({ sets: [blue, dead], oneOff: [leftTest] }),
  ),
  start(
    'a killed release left its green labelled PRIMARY, without traffic',
    account({
      sets: [
        { ...blue, label: 'ACTIVE' },
        { ...dead, label: 'PRIMARY' },
      ],
    }),
  ),
  start(
    'a killed release left production split',
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
    'another release is in its bake, and its run was killed',
    account({
      sets: [
        { ...blue, label: 'ACTIVE', liveUntilMs: noon - 2000, replacedBy: '95-shop' },
        aSet(3, { label: 'PRIMARY', side: 'b', release: '95-shop', blue: 'ecs-svc/1', wasLive: true }),
      ],
      rules: [onB, { a: 0, b: 70 }],
      tags: { ...warmTags, 'bake-until': new Date(noon + 4000).toISOString() },
    }),
  ),
  start('the tags of the service are wiped, and the run is killed', account(), {
    heirs,
    isWipedOnly: true,
  }),
  start(
    'an alarm goes red, or is OK again, and the run is killed',
    account({ alarm: { isRed: false, sinceMs: noon - 3_600_000 } }),
    {
      plan: { ...plan, alarms: ['orders'] },
      isAlarmedOnly: true,
    },
  ),
  start('another tool resets weights, and they are restored', account(), {
    plan: { ...plan, onDrift: 'restore' },
  }),
  start('blue is kept warm at half its scale', account(), {
    plan: { ...plan, warmScalePercent: 50 },
    slow: ['changes', 'bad-and-unread'],
  }),
  start('blue is drained in steps', account(), {
    plan: { ...plan, drain: { percents: [50, 0], everySeconds: 20 } },
    heirs: [asCommand('rollback', plan)],
  }),
  start(
    'a foreign set stands in the idle group',
    account({ sets: [blue, aSet(4, { side: 'b', release: null })] }),
    {
      ends: 'refused',
    },
  ),
  start(
    'a foreign set stands next to a half-done release',
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
  start(
    'users keep sessions, and testers come through a test rule',
    account({ rules: [onA, { a: 70, b: 0, isSticky: true }, onA], cookies: { a: Infinity } }),
    { plan: testPlan },
  ),
  start('no warm time', account(), { plan: coldPlan }),
  start('a contract runs once blue is gone', account(), { plan: migratingPlan('contract', plan), heirs }),
  start('a migration runs before green is made', account(), {
    plan: migratingPlan('expand', plan),
  }),
];

/** Green has time to get ready for a raised count. Nothing but scaling happens, so no run may end otherwise than without it. */
const patientPlan: Request = { ...plan, readyTimeoutSeconds: 300 };
export const scaledStarts: readonly Start[] = [
  start('scaling changes the count of a release', account(), { plan: patientPlan, isScaledOnly: true }),
  start('scaling changes the count of a release that keeps blue at half its scale', account(), {
    plan: { ...patientPlan, warmScalePercent: 50 },
    isScaledOnly: true,
  }),
  start(
    'scaling changes the count of a promotion',
    account({ sets: [blue, { ...dead, more: { expires: '2026-12-31T00:00:00.000Z', run: '95.1' } }] }),
    { plan: asCommand('promote', patientPlan), isScaledOnly: true },
  ),
];

const slowNames = {
  changes: 'and something changes during a look',
  unread: "and a part can't be read",
  'bad-and-unread': "and what watches an unhealthy set can't be read",
  'one-group': 'and a rule loses a group',
} as const;

/** The slow disturbances of a start, each in a start of its own: together their worlds would not fit into memory. */
const apart = (one: Start): readonly Start[] => [
  { ...one, slow: [] },
  ...one.slow.map((kind): Start => ({
    ...one,
    name: `${one.name}, ${slowNames[kind]}`,
    slow: [kind],
    heirs: [],
  })),
];

export const starts: readonly Start[] = [
  ...deployStarts,
  ...scaledStarts,
  ...commandStarts,
  ...sessionStarts,
  ...servingStarts,
].flatMap(apart);

export const initial = ({ account: world, plan: own, swaps }: Start, disturbances: number): State => ({
  nowMs: noon,
  account: world,
  before: null,
  unread: null,
  actors: [newActor(own, noon)],
  flights: [],
  disturbancesLeft: disturbances,
  swapsLeft: swaps,
});
