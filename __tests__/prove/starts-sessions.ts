// The starts of a service whose users stay on their target group by a cookie. Usually its cookies outlive every wait of a run.
import { noon, setArn } from '../support/worlds.ts';
import type { Account, Weights } from './account.ts';
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
  type Start,
} from './start-parts.ts';
import type { SetState } from './set-state.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const [rollback, teardown, sweep] = [asCommand('rollback'), asCommand('teardown'), asCommand('sweep')];

const cookieMs = 60_000;
const at = (afterMs: number): string => new Date(noon + afterMs).toISOString().replace('.000Z', 'Z');
const stickyOn = (weights: Weights): Account['rules'] => [
  weights.a === 0 ? onB : onA,
  { ...weights, isSticky: true },
];

/** Users get cookies of group `a`, and nobody has one of `b`. */
const onBlue = (changes: Partial<Account> = {}): Account =>
  account({ rules: stickyOn({ a: 70, b: 0 }), cookieMs, cookies: { a: Infinity }, ...changes });

/** The sessions of group `b` were cut, and its set is gone: until their time is over, the group stays out. */
const cutBefore = (rules: Account['rules'] = []): Account =>
  onBlue({
    rules: [onA, { a: 70, isSticky: false }, ...rules],
    cookies: { a: noon + 40_000, b: noon + 40_000 },
    tags: { fence: '1:95.1', sessions: `cut:10=60 a=open b=${at(60_000)} plain` },
  });

/** No rule could check the health of an unproven set. */
const cutEverywhere: Account = {
  ...cutBefore(),
  rules: [
    { a: 100, isSticky: false },
    { a: 70, isSticky: false },
  ],
  tags: { fence: '1:95.1', sessions: `cut:80=60 cut:10=60 a=open b=${at(60_000)} plain` },
};

const oldBlue: SetState = { ...blue, label: 'ACTIVE', liveUntilMs: noon - 60_000, replacedBy: '95-shop' };
const live = aSet(3, {
  label: 'PRIMARY',
  side: 'b',
  release: '95-shop',
  blue: 'ecs-svc/1',
  wasLive: true,
  more: { run: '95.1' },
});
const open = 'sticky:10=60 a=open b=open plain';
/** Green is live, and returning users stay on blue. */
const onBoth = (changes: Partial<Account> = {}, tags: Account['tags'] = {}): Account =>
  account({
    sets: [oldBlue, live],
    rules: stickyOn({ a: 0, b: 70 }),
    cookieMs,
    cookies: { a: Infinity, b: Infinity },
    tags: { ...warmTags, sessions: open, ...tags },
    ...changes,
  });
/** Nothing of blue is healthy, and users with its cookies stay there. */
const stranded = onBoth({ sets: [{ ...oldBlue, health: 'bad' }, live] });
const over = { 'lease-until': at(-10_000) };
/** A run was killed after its first write of a cut. */
const halfCut = onBoth(
  { rules: [onB, { a: 0, b: 70, isSticky: false }], cookies: { a: noon + 50_000, b: noon + 50_000 } },
  { ...over, sessions: `cut:10=60 a=${at(70_000)} b=open plain` },
);
/** The owner has turned off what kept users. Their cookies live on. */
const turnedOff = { cookies: { a: noon + 50_000, b: noon + 50_000 }, isTurnedOff: true } as const;
const offByOwner = onBoth({ ...turnedOff, rules: [onB, { a: 0, b: 70, isSticky: false }] });
const remembering = { sessions: 'sticky:80=60 sticky:10=60 plain', 'warm-time': '15s' };
/** A rollback was killed after its first rule. */
const halfBack = onBoth(
  {
    sets: [
      { ...oldBlue, label: 'PRIMARY', liveUntilMs: null, replacedBy: null, more: remembering },
      { ...live, label: 'ACTIVE', more: { ...live.more, ...remembering } },
    ],
    rules: [
      { a: 100, b: 0, isSticky: false },
      { a: 0, b: 70, isSticky: true },
    ],
  },
  { sessions: 'sticky:80=60 sticky:10=60 a=open b=open plain' },
);
/** A teardown has cut the sessions of `a`, and then somebody removed the tags: only the set knows of them. */
const wipedAfterCut = (rules: Account['rules'], sessions: string): Account =>
  account({
    sets: [{ ...live, createdAtMs: noon - 20_000, more: { ...live.more, sessions, 'warm-time': '15s' } }],
    rules,
    cookieMs,
    cookies: { a: noon + 40_000 },
    isWiped: true,
  });
const withTestRule = (world: Account, weights: Weights): Account => ({
  ...world,
  rules: [...world.rules.slice(0, 2), weights],
});
const back = { plan: rollback, ends: 'rolled-back', swaps: 1 } as const;

export const sessionStarts: readonly Start[] = [
  start('users keep sessions, and none on the idle group', onBlue()),
  start('users keep sessions on a blue that is warm', withTestRule(onBoth(), onB), { plan: testPlan }),
  start('old cookies lead to the idle group, and testers come through a test rule', cutBefore([onA]), {
    plan: testPlan,
  }),
  // The rules of a pair share the cookie.
  start('old cookies lead to the idle group, by one rule of two', cutBefore(), { ends: 'refused' }),
  start('old cookies lead to the idle group, by every rule', cutEverywhere, { ends: 'refused' }),
  start('old cookies lead to the idle group, by every rule, and a person forces the release', cutEverywhere, {
    plan: { ...plan, ignored: riskCodes },
  }),
  start('stage: old cookies lead to the idle group', cutBefore([onA]), {
    plan: asCommand('stage', testPlan),
    ends: 'staged',
  }),
  start('rollback: users keep sessions on both sides', onBoth(), {
    ...back,
    heirs: [teardown, asCommand('deploy', testPlan), sweep],
  }),
  start(
    'rollback: users keep sessions, and the groups have cookies of their own',
    {
      ...onBoth({ isOwnSticky: true }, { sessions: open.replace('plain', 'own') }),
    },
    back,
  ),
  start(
    'rollback: users keep sessions, and all tags of the service are gone',
    onBoth({ tags: {}, isWiped: true }),
    back,
  ),
  start('rollback: users keep sessions, and no tag says so', onBoth({ tags: warmTags, isWiped: true }), back),
  start('teardown: users keep long sessions on both sides', onBoth(), {
    plan: teardown,
    ends: 'torn-down',
    heirs: [rollback],
  }),
  start(
    'teardown: users keep sessions of seconds on both sides',
    onBoth({ cookieMs: 3000 }, { sessions: open.replace('=60', '=3') }),
    { plan: teardown, ends: 'torn-down', heirs: [rollback] },
  ),
  start('teardown: the owner has turned off what kept users', offByOwner, {
    plan: teardown,
    ends: 'torn-down',
    heirs: [rollback],
  }),
  start('rollback: the owner has turned off what kept users', offByOwner, back),
  start(
    'the owner has turned off what kept users on what is live',
    onBlue({
      ...turnedOff,
      cookies: { a: noon + 50_000 },
      rules: [onA, { a: 70, b: 0, isSticky: false }],
      tags: { fence: '1:95.1', sessions: 'sticky:10=60 a=open plain' },
    }),
  ),
  start('a rollback of users with sessions was killed after its first rule', halfBack, { ends: 'refused' }),
  start(
    'a rollback of users with sessions was killed after its first rule, and testers come through a test rule',
    withTestRule(halfBack, onA),
    { plan: testPlan },
  ),
  start('sweep: a rollback of users with sessions was killed after its first rule', halfBack, {
    plan: sweep,
    ends: 'swept',
  }),
  start(
    'the tags of a cut of sessions are gone',
    wipedAfterCut([onB, { b: 70, isSticky: false }], 'sticky:10=60 plain'),
    { ends: 'refused' },
  ),
  start(
    'the tags of a cut of sessions on every rule are gone',
    wipedAfterCut([{ b: 100, isSticky: false }, { b: 70, isSticky: false }], 'sticky:80=60 sticky:10=60 plain'), // prettier-ignore
    { ends: 'refused' },
  ),
  start('teardown: a run was killed in the middle of a cut', halfCut, { plan: teardown, ends: 'torn-down' }),
  start('sweep: the lease of blue is over, and users keep sessions', onBoth({}, over), {
    plan: sweep,
    ends: 'swept',
    heirs: [rollback],
  }),
  start('sweep: users keep sessions on a blue without a healthy target', stranded, {
    plan: sweep,
    ends: 'failed',
    heirs: [rollback],
  }),
  start('sweep: a run was killed in the middle of a cut', halfCut, { plan: sweep, ends: 'swept' }),
  start(
    'sweep: the cookies of a cut have expired',
    account({
      sets: [live],
      rules: [onB, { b: 70, isSticky: false }],
      cookieMs,
      tags: { fence: '1:95.1', green: setArn(3), sessions: `cut:10=60 a=${at(-1000)} b=open plain` },
    }),
    { plan: sweep, ends: 'swept' },
  ),
];
