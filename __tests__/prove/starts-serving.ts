// The starts in which what a rollback or a repair would return to does not serve well.
import { noon } from '../support/worlds.ts';
import type { Account } from './account.ts';
import { account, aSet, asCommand, blue, onB, start, warmTags, type Start } from './start-parts.ts';
import type { Health, SetState } from './set-state.ts';

const [rollback, sweep] = [asCommand('rollback'), asCommand('sweep')];

const live = aSet(3, {
  label: 'PRIMARY',
  side: 'b',
  release: '95-shop',
  blue: 'ecs-svc/1',
  wasLive: true,
  more: { run: '95.1' },
});
const warm = (health: Health, ofGreen: Health = 'good'): Account => {
  const oldBlue: SetState = { ...blue, label: 'ACTIVE', liveUntilMs: noon - 60_000, replacedBy: '95-shop' };
  return account({
    sets: [
      { ...oldBlue, health },
      { ...live, health: ofGreen },
    ],
    rules: [onB, { a: 0, b: 70 }],
    tags: warmTags,
  });
};
const back = { plan: rollback, swaps: 1 } as const;

/** The new tasks of blue become healthy so late that rules read now are too old by then. */
const starting = warm('good', 'bad');
const blueStarts: Account = {
  ...starting,
  sets: starting.sets.map((set) =>
    set.n === blue.n ? { ...set, raised: { atMs: noon - 45_000, from: 0, isSlow: true } } : set,
  ),
};

/** Infrastructure code has left one group in the rules, and PRIMARY stands in the other one. */
const oneGroup = (changes: Partial<Account> = {}, health: Health = 'good'): Account =>
  account({
    sets: [{ ...live, health, liveUntilMs: noon - 600_000 }],
    rules: [{ a: 100 }, { a: 70 }],
    tags: {
      fence: '1:95.1',
      rules: 'app/shop/0123456789abcdef 80 443/10',
      pair: 'b/0123456789abcdef a/0123456789abcdef',
    },
    ...changes,
  });
const restoring: Start['plan'] = { ...sweep, onDrift: 'restore' };

/** Production was rolled back to set 1, which fails since. Set 3 is kept for this case. */
const keptGreen = (ofLive: Health, ofKept: Health = 'good'): Account =>
  account({
    sets: [
      { ...blue, health: ofLive },
      {
        ...live,
        label: 'ACTIVE',
        health: ofKept,
        liveUntilMs: noon - 60_000,
        replacedBy: '94-shop-rollback',
      },
    ],
    tags: {
      fence: '1:94.1',
      'rolled-back': '94:ecs-svc/3',
      'kept-green': `ecs-svc/3:${new Date(noon + 240_000).toISOString()} fallback`,
    },
  });

export const servingStarts: readonly Start[] = [
  start('rollback: what is live is down, and a green is kept that serves', keptGreen('bad'), {
    ...back,
    ends: 'rolled-back',
    heirs: [sweep],
    most: 1,
  }),
  start('sweep: what is live is down, and a green is kept that serves', keptGreen('bad'), {
    plan: sweep,
    ends: 'failed',
    most: 1,
  }),
  start('rollback: the tasks of blue live for seconds', warm('looping'), { ...back, ends: 'refused' }),
  start('rollback: the tasks of blue live for seconds, and a person forces it', warm('looping'), {
    ...back,
    plan: { ...rollback, isForced: true },
    ends: 'rolled-back',
  }),
  start('rollback: half of blue is healthy', warm('half'), { ...back, ends: 'rolled-back' }),
  start('rollback: half of blue is healthy, and green is down', warm('half', 'bad'), {
    ...back,
    ends: 'rolled-back',
  }),
  start('rollback: green is down, and the tasks of blue are starting', blueStarts, {
    ...back,
    ends: 'rolled-back',
    slow: ['unread'],
  }),
  start('sweep: green is down, and blue is warm', warm('good', 'bad'), { plan: sweep, ends: 'swept' }),
  start('sweep: green is down, and the tasks of blue live for seconds', warm('looping', 'bad'), {
    plan: sweep,
    ends: 'swept',
  }),
  start('rollback: the rules have one group left, and PRIMARY is unhealthy', oneGroup({}, 'bad'), {
    plan: rollback,
    ends: 'failed',
    most: 1,
  }),
  start('sweep: the rules have one group left, and PRIMARY is unhealthy', oneGroup({}, 'bad'), {
    plan: restoring,
    ends: 'failed',
    most: 1,
  }),
  start(
    'rollback: the rules have one group left, and users keep sessions',
    oneGroup({
      rules: [{ a: 100 }, { a: 70, isSticky: true }],
      cookieMs: 60_000,
      cookies: { b: noon + 20_000 },
    }),
    { plan: rollback, ends: 'repaired', most: 1 },
  ),
];
