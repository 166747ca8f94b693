// The starts of every command but deploy, and of two commands that meet.
import type { ServiceTags } from '../../src/domain/task-sets/model/world.ts';
import { formatContract } from '../../src/domain/common/migrations/plan-text.ts';
import { noon } from '../support/worlds.ts';
import type { Account } from './account.ts';
import type { SetState } from './set-state.ts';
import {
  account,
  aSet,
  asCommand,
  blue,
  onA,
  onB,
  plan,
  start,
  testPlan,
  warmTags,
  another,
  type Start,
} from './start-parts.ts';

const [deploy, stage, promote] = [plan, asCommand('stage'), asCommand('promote')];
const [rollback, teardown, sweep] = [asCommand('rollback'), asCommand('teardown'), asCommand('sweep')];

const inDays = (days: number): string => new Date(noon + days * 86_400_000).toISOString();
const staged = (expires: string): SetState =>
  aSet(3, { side: 'b', release: '95-shop', blue: 'ecs-svc/1', more: { expires, run: '95.1' } });
const withStaged = account({ sets: [blue, staged(inDays(2))], tags: { fence: '1:95.1' } });

/** Blue lost its traffic to the previous release, whose run is over or was killed. */
const oldBlue: SetState = { ...blue, label: 'ACTIVE', liveUntilMs: noon - 60_000, replacedBy: '95-shop' };
const live = aSet(3, {
  label: 'PRIMARY',
  side: 'b',
  release: '95-shop',
  blue: 'ecs-svc/1',
  wasLive: true,
  more: {
    run: '95.1',
    'previous-revision': 'arn:aws:ecs:eu-central-1:111122223333:task-definition/web:1',
  },
});
const warm = (changes: Partial<Account> = {}, tags: ServiceTags = warmTags): Account =>
  account({ sets: [oldBlue, live], rules: [onB, { a: 0, b: 70 }], tags, ...changes });
const lowered = warm({ sets: [{ ...oldBlue, scale: 50 }, live] }, { ...warmTags, 'lease-scale': '50/100' });
/** Its lease is over, and its first step was taken a moment ago. */
const drained = warm(
  { sets: [{ ...oldBlue, scale: 50 }, live] },
  {
    ...warmTags,
    'lease-until': new Date(noon - 10_000).toISOString(),
    'lease-scale': '50/100',
    drain: '50.0/20s',
    'drained-at': new Date(noon - 5000).toISOString(),
  },
);
/** What the release before plans to run once its blue is gone. */
const contract = formatContract({ command: ['x'], container: null, taskRole: null, timeoutSeconds: 600 });
const planning = { ...live, more: { ...live.more, contract } };
const withContract = warm({ sets: [oldBlue, planning] });
const alone = warm({ sets: [live] }, { fence: '1:95.1' });
const ofOthers = warm(
  {
    sets: [
      { ...oldBlue, release: null, replacedBy: null },
      { ...live, release: null, blue: null, more: {} },
    ],
  },
  {},
);
const split = warm({
  sets: [{ ...oldBlue, liveUntilMs: null, replacedBy: null }, live],
  rules: [onB, { a: 70, b: 0 }],
});

const stages: readonly Start[] = [
  start('stage: the idle group is free', account(), {
    plan: stage,
    ends: 'staged',
    heirs: [promote, rollback],
  }),
  start('stage: testers come through a test rule', account({ rules: [onA, { a: 70, b: 0 }, onA] }), {
    plan: asCommand('stage', testPlan),
    ends: 'staged',
  }),
];

const promotes: readonly Start[] = [
  start('promote: a green is staged', withStaged, { plan: promote, heirs: [rollback, teardown] }),
  start('promote: the staged green has expired', account({ sets: [blue, staged(inDays(-1))] }), {
    plan: promote,
    ends: 'refused',
  }),
  start('promote: nothing is staged', account(), { plan: promote, ends: 'refused' }),
];

/** Two rollbacks, or a rollback and a switch, may undo each other for as long as their turns keep coinciding. */
const swaps = 1;
const back = { plan: rollback, ends: 'rolled-back', swaps } as const;
const rollbacks: readonly Start[] = [
  start('rollback: blue is warm', warm(), {
    ...back,
    slow: ['changes', 'unread'],
    heirs: [teardown, deploy, sweep],
  }),
  start('rollback: blue is scaled down', lowered, { ...back, slow: ['unread'], heirs: [teardown] }),
  start('rollback: blue is drained', drained, { ...back, heirs: [teardown, sweep] }),
  start('rollback: blue is gone', alone, { plan: rollback, heirs: [deploy], swaps }),
  start('rollback: all tags of the service are gone', warm({}, {}), back),
  start('rollback: another tool made what is live', ofOthers, back),
  start('rollback: a killed release left production split', split, back),
];

const teardowns: readonly Start[] = [
  start('teardown: blue is warm', warm(), {
    slow: ['changes'],
    plan: teardown,
    ends: 'torn-down',
    heirs: [rollback, deploy],
  }),
  start(
    'teardown: users keep sessions on both sides',
    warm({
      rules: [onB, { a: 0, b: 70, isSticky: true }],
      cookies: { a: Infinity, b: Infinity },
      isWiped: true,
    }),
    { plan: teardown, ends: 'torn-down', heirs: [rollback] },
  ),
  start('teardown: blue is drained', drained, { plan: teardown, ends: 'torn-down', heirs: [rollback] }),
  start('teardown: blue is warm, and the release planned a contract', withContract, {
    plan: teardown,
    ends: 'torn-down',
    heirs: [rollback, deploy, sweep],
  }),
  start('teardown: nothing is warm', alone, { plan: teardown, ends: 'torn-down' }),
  start('teardown: a killed release left production split', split, { plan: teardown, ends: 'refused' }),
];

const over = { ...warmTags, 'lease-until': new Date(noon - 10_000).toISOString() };
const left = aSet(2, { side: 'b', release: '95-shop', blue: 'ecs-svc/1', more: { run: '95.1' } });
const sweeps: readonly Start[] = [
  start('sweep: blue is warm', warm(), { plan: sweep, ends: 'swept', heirs: [rollback] }),
  start('sweep: blue is drained', drained, { plan: sweep, ends: 'swept', heirs: [rollback, deploy] }),
  start('sweep: the lease of blue is over', warm({}, over), {
    slow: ['changes'],
    plan: sweep,
    ends: 'swept',
    heirs: [deploy],
  }),
  start(
    'sweep: a killed release left its green',
    account({ sets: [blue, left], tags: { fence: '1:95.1' } }),
    {
      plan: sweep,
      ends: 'swept',
    },
  ),
  start('sweep: a killed release left production split', split, { plan: sweep, ends: 'swept' }),
];

/** Release 95 is over. Then infrastructure code put the rules back, and PRIMARY has no traffic. */
const primary = aSet(3, {
  side: 'b',
  release: '95-shop',
  blue: 'ecs-svc/1',
  label: 'PRIMARY',
  wasLive: true,
});
const remembered: Account['tags'] = {
  fence: '1:95.1',
  rules: 'app/shop/0123456789abcdef 80 443/10',
  pair: 'b/0123456789abcdef a/0123456789abcdef',
};
const resetTo = (rules: Account['rules']): Account =>
  account({ sets: [{ ...primary, liveUntilMs: noon - 600_000 }], rules, tags: remembered });
const weightsBack = resetTo([onA, { a: 70, b: 0 }]);
const oneGroup = resetTo([{ a: 100 }, { a: 70 }]);
const restoring: Start['plan'] = { ...sweep, onDrift: 'restore' };
const resets: readonly Start[] = [
  start('rollback: the weights were reset between two releases', weightsBack, {
    plan: rollback,
    ends: 'repaired',
    slow: ['one-group'],
    most: 1,
  }),
  start('rollback: the rules have one group left', oneGroup, {
    plan: rollback,
    ends: 'repaired',
    slow: ['one-group'],
    most: 1,
  }),
  start('rollback: one of two rules was reset', resetTo([onA, { a: 0, b: 70 }]), {
    plan: rollback,
    ends: 'repaired',
    most: 1,
  }),
  start('sweep: the rules have one group left', oneGroup, { plan: restoring, ends: 'repaired', most: 1 }),
  start('deploy: the weights were reset between two releases', weightsBack, { ends: 'refused', most: 1 }),
];

const pair = (
  first: Start['plan'],
  second: Start['plan'],
  world: Account,
  where: string,
  more: Partial<Start> = {},
): Start =>
  start(`${first.command} and ${second.command}: ${where}`, world, {
    plan: first,
    second,
    swaps,
    isPair: true,
    ...more,
  });

const meetings: readonly Start[] = [
  pair(deploy, rollback, account(), 'the idle group is free'),
  pair(deploy, rollback, warm(), 'blue is warm'),
  pair(promote, rollback, withStaged, 'a green is staged'),
  pair(deploy, teardown, account(), 'the idle group is free'),
  pair(rollback, teardown, warm(), 'blue is warm', { ends: 'rolled-back' }),
  pair(rollback, teardown, withContract, 'blue is warm, and the release planned a contract', {
    ends: 'rolled-back',
  }),
  pair(promote, another(promote), withStaged, 'a green is staged'),
  pair(promote, deploy, withStaged, 'a green is staged'),
  pair(promote, sweep, withStaged, 'a green is staged'),
  pair(deploy, sweep, account(), 'the idle group is free'),
  pair(sweep, rollback, warm({}, over), 'the lease of blue is over', { ends: 'swept' }),
];

export const commandStarts: readonly Start[] = [
  ...stages,
  ...promotes,
  ...rollbacks,
  ...teardowns,
  ...sweeps,
  ...resets,
  ...meetings,
];
