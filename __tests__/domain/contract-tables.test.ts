// What happens to a contract, by its tags and by what ECS shows.
import { describe, expect, test } from '@jest/globals';
import {
  nextOfContract,
  type ContractSight,
  type NextOfContract,
} from '../../src/domain/common/migrations/next-of-contract.ts';
import { showsWithinMs } from '../../src/domain/common/migrations/next-of-try.ts';
import type { TryNote } from '../../src/domain/common/migrations/note.ts';
import {
  formatContract,
  parseContract,
  type ContractPlan,
} from '../../src/domain/common/migrations/plan-text.ts';
import {
  formatBegun,
  formatPlanned,
  isContractTagOver,
  isLaterRelease,
  isOwed,
  whyForwardOnly,
} from '../../src/domain/task-sets/tags/contract.ts';
import { sightOf } from '../../src/domain/task-sets/migrations/tries.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aLook, unread } from '../support/looks.ts';
import { id, note, now, running, seenBy } from '../support/tries.ts';
import { aMemory, aPlan, aService, aSet, aWorld } from '../support/worlds.ts';

const attempt = '7002.1';
const lost = note({ id: '7000.1.0', digest: '', notedAtMs: now - 3_600_000 });
const sight = (more: Partial<ContractSight>): ContractSight => ({
  ...seenBy(attempt),
  notYet: null,
  hasNotBegun: true,
  lost,
  ...more,
});

function short(next: NextOfContract): string {
  if (next.kind === 'note') return `note ${next.why} ${next.note.id} ${next.note.end ?? ''}`.trim();
  return next.kind === 'not-yet' ? `not yet: ${next.why}` : next.kind;
}

const blocked = { notYet: 'blue runs' };
const unseen = { hasNotBegun: false };

const rows: readonly (readonly [string, Partial<ContractSight>, string])[] = [
  ['nothing has begun: it is noted first', {}, 'note new 7002.1.1'],
  ['something speaks against it', blocked, 'not yet: blue runs'],
  ['the note shows: it is started', { noted: note() }, 'start'],
  ['the note shows, and something speaks against it', { noted: note(), ...blocked }, 'not yet: blue runs'],
  [
    'it runs, whatever speaks against it',
    { noted: note({ task: id }), tasks: [running()], ...blocked },
    'await',
  ],
  ['it ended well, in another run', { noted: note({ end: '0' }) }, 'done'],
  ['it ended well, and would run something else now', { noted: note({ end: '0', digest: 'other' }) }, 'done'],
  ['a person said that it is done, to another run', { noted: note({ end: 'said-done' }) }, 'done'],
  ['it failed in another run', { noted: note({ end: '3' }) }, 'note new 7002.1.1'],
  [
    'it failed in another run, and something speaks against it',
    { noted: note({ end: '3' }), ...blocked },
    'not yet: blue runs',
  ],
  ['it failed in this attempt', { noted: note({ id: '7002.1.1', end: '3' }) }, 'failed'],
  ['nothing shows whether it has begun', unseen, 'unknown'],
  [
    'nothing shows whether it has begun, and it runs',
    { ...unseen, tasks: [running()] },
    'note found 7001.1.1',
  ],
  [
    'nothing shows it, and a person says done',
    { ...unseen, answer: { tryId: lost.id, says: 'done' } },
    'note said 7000.1.0 said-done',
  ],
  [
    'nothing shows it, and a person says again',
    { ...unseen, answer: { tryId: lost.id, says: 'again' } },
    'note new 7002.1.1',
  ],
  [
    'nothing shows it, and a person answers for another try',
    { ...unseen, answer: { tryId: '1.1.1', says: 'done' } },
    'unknown',
  ],
  ['a command that runs none', { wanted: null }, 'nothing'],
  ['a command that runs none, and one was noted', { wanted: null, noted: note(), startedAtMs: 0 }, 'unknown'],
  ['tasks could not be read since', { wanted: null, noted: note(), tasksReadAtMs: 0 }, 'await'],
];

test.each(rows)('%s', (_what, more, next) => {
  expect(short(nextOfContract(sight(more)))).toBe(next);
});

test('a try that was noted a moment ago may still be started by the run that noted it', () => {
  const noted = note({ notedAtMs: now - showsWithinMs + 1 });
  expect(short(nextOfContract(sight({ wanted: null, noted, startedAtMs: 0 })))).toBe('await');
});

test('a list of tasks is as old as its last read that AWS answered', () => {
  const world = { ...aWorld(), nowMs: now, look: aLook({ tasks: unread(40_000) }) };
  const seen = sightOf(sceneOf(aPlan(), world, aMemory()), []);
  expect([seen.nowMs, seen.tasksReadAtMs]).toEqual([now, now - 40_000]);
});

describe('the plan in a tag', () => {
  const plan = (more: Partial<ContractPlan> = {}): ContractPlan => ({
    command: ['npm', 'run', 'contract'],
    container: null,
    taskRole: null,
    timeoutSeconds: 3600,
    ...more,
  });
  test.each([
    plan(),
    plan({
      command: ['node', '-e', 'console.log("ü @40@ 🙂")', '--a=b c'],
      container: 'web',
      timeoutSeconds: 1,
    }),
    plan({ taskRole: 'arn:aws:iam::123456789012:role/path/with,comma@home' }),
    plan({ command: ['@', ' ', '\n', '@@'] }),
  ])('is read as it was written, and has only what a tag may hold: %j', (one) => {
    const text = formatContract(one);
    expect(parseContract(text)).toEqual(one);
    expect(text).toMatch(/^[A-Za-z0-9 +\-=._:/@]+$/);
  });
  test.each([undefined, '', 'npm run contract', 'timeout=1 command=', 'timeout=1 command=a@ffffff@'])(
    'that somebody else wrote is none: %s',
    (text) => {
      expect(parseContract(text)).toBeNull();
    },
  );
});

describe('a release with a planned contract is forward-only', () => {
  const contract = formatContract({ command: ['x'], container: null, taskRole: null, timeoutSeconds: 60 });
  const live = aSet(2, { createdAtMs: 2, tags: { release: '91-shop', run: '91.1', contract } });
  const blue = aSet(1, { createdAtMs: 1 });
  const of = (tags: object, ...others: readonly (typeof live)[]) => ({
    service: aService({ tags }),
    taskSets: [live, ...others],
  });
  const begun = (end: TryNote['end']) => formatBegun({ set: live.id, note: note({ end }) });

  test.each([
    ['the lease names it', of({ green: live.arn }), null, true],
    ['an older task set is left, without tags', of({}, blue), null, true],
    ['an older task set is being deleted, without tags', of({}, { ...blue, status: 'DRAINING' }), null, true],
    ['the tag says that it has not begun', of({ contract: formatPlanned(live) }), null, true],
    ['it has begun', of({ green: live.arn, contract: begun(null) }), 'contract 7001.1.1', true],
    ['it has ended well', of({ contract: begun('0') }), 'contract 7001.1.1', false],
    ['it has failed', of({ contract: begun('3') }), 'contract 7001.1.1', true],
    [
      'the tag is of another task set',
      of({ contract: formatPlanned(blue) }),
      expect.stringContaining('may have begun'),
      true,
    ],
    ['no tag is left, and no blue', of({}), expect.stringContaining('may have begun'), true],
  ] as const)('%s', (_what, world, why, owed) => {
    expect([whyForwardOnly(world, live), isOwed(world, live)]).toEqual([why, owed]);
  });

  test('not without a plan', () => {
    expect(whyForwardOnly(of({}), { ...live, tags: {} })).toBeNull();
  });

  test('and its tag is over once its task set is gone', () => {
    expect(isContractTagOver(of({ contract: begun('0') }))).toBe(false);
    expect(isContractTagOver(of({ contract: formatPlanned(blue) }))).toBe(true);
    expect(isContractTagOver(of({}))).toBe(false);
  });

  test.each([
    ['a later release', { createdAtMs: 3, tags: { release: '92-shop' } }, true],
    ['an earlier one', { createdAtMs: 1, tags: { release: '90-shop' } }, false],
    [
      'an earlier version that a rollback released again',
      { createdAtMs: 3, tags: { release: '92-shop-rollback' } },
      false,
    ],
    ['a task set of another tool', { createdAtMs: 3, tags: {} }, false],
  ])('%s: its tasks may run next to the contract', (_what, other, isLater) => {
    expect(isLaterRelease(live, other)).toBe(isLater);
  });
});
