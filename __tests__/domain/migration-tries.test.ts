// What happens to a migration, by the tag of its try and by what ECS shows.
import { describe, expect, it, test } from '@jest/globals';
import type { MigrationAnswer } from '../../src/domain/common/migrations/migration.ts';
import {
  nextOfTry,
  showsWithinMs,
  tokenHoldsMs,
  type NextOfTry,
  type TrySight,
} from '../../src/domain/common/migrations/next-of-try.ts';
import { formatNote, nextId, parseNote } from '../../src/domain/common/migrations/note.ts';
import type { TryEnd } from '../../src/domain/common/migrations/try-end.ts';
import type { OneOffTask } from '../../src/domain/common/one-off-tasks/task.ts';
import { aStop } from '../support/stops.ts';
import { id, note, now, running, seenBy } from '../support/tries.ts';

const attempt = '7001.1';
const wanted = { attempt, digest: 'same' };

const ended = (exitCode: number | null, more: Parameters<typeof aStop>[1] = {}): OneOffTask =>
  running({
    lastStatus: 'STOPPED',
    isToRun: false,
    stop: aStop(0, {
      stopCode: 'EssentialContainerExited',
      containers: [
        { name: 'web', exitCode, reason: null, isUnhealthy: false, digest: null },
        { name: 'log-router', exitCode: 143, reason: null, isUnhealthy: false, digest: null },
      ],
      ...more,
    }),
  });

const sight = (more: Partial<TrySight>): TrySight => ({
  ...seenBy(attempt),
  ...more,
});

/** In one word, with what it would write. */
function short(next: NextOfTry): string {
  if (next.kind === 'note') return `note ${next.why}: ${formatNote(next.note).replace(/ at=\S+/, '')}`;
  return next.kind === 'failed' ? `failed ${next.end}` : next.kind;
}

const other = { attempt: '7002.1', digest: 'other' };
const says = (what: MigrationAnswer['says'], tryId = '7001.1.1'): { readonly answer: MigrationAnswer } => ({
  answer: { tryId, says: what },
});
const lateBy = (ms: number): Partial<TrySight> => ({ noted: note({ notedAtMs: now - tokenHoldsMs - ms }) });

type Row = readonly [what: string, sight: Partial<TrySight>, next: string];

const rows: readonly Row[] = [
  ['nothing is noted: the try is noted before anything starts', {}, 'note new: try=7001.1.1 request=same'],
  ['nothing is noted and nothing is to run', { wanted: null }, 'nothing'],
  ['the note shows: it is started', { noted: note() }, 'start'],
  [
    'the start was answered and the task shows',
    { noted: note(), tasks: [running()] },
    `note found: try=7001.1.1 request=same task=${id}`,
  ],
  ['the task is noted and runs', { noted: note({ task: id }), tasks: [running()] }, 'await'],
  [
    'the task is noted and runs, without its own tag',
    { noted: note({ task: id }), tasks: [running({ tryId: '' })] },
    'await',
  ],
  [
    'it ended well',
    { noted: note({ task: id }), tasks: [ended(0)] },
    `note ended: try=7001.1.1 request=same task=${id} end=0`,
  ],
  [
    'it ended before its task was noted',
    { noted: note(), tasks: [ended(0)] },
    `note ended: try=7001.1.1 request=same task=${id} end=0`,
  ],
  [
    'it ended with another code',
    { noted: note({ task: id }), tasks: [ended(137)] },
    `note ended: try=7001.1.1 request=same task=${id} end=137`,
  ],
  [
    'it ended without a code',
    { noted: note({ task: id }), tasks: [ended(null)] },
    `note ended: try=7001.1.1 request=same task=${id} end=none`,
  ],
  [
    'somebody stopped it, and it exited with 0',
    { noted: note({ task: id }), tasks: [ended(0, { stopCode: 'UserInitiated' })] },
    `note ended: try=7001.1.1 request=same task=${id} end=none`,
  ],
  ['the end is noted', { noted: note({ task: id, end: '0' }) }, 'done'],
  [
    'the end is noted, in the next attempt',
    { noted: note({ end: '0' }), wanted: { ...wanted, attempt: '7001.2' } },
    'done',
  ],
  [
    'another run had the same migration',
    { noted: note({ end: '0' }), wanted: { ...wanted, attempt: '7002.1' } },
    'note new: try=7002.1.1 request=same',
  ],
  [
    'another run had another migration',
    { noted: note({ end: '0' }), wanted: other },
    'note new: try=7002.1.1 request=other',
  ],
  [
    'this attempt had another migration',
    { noted: note({ end: '0' }), wanted: { attempt, digest: 'other' } },
    'note new: try=7001.1.2 request=other',
  ],
  ['a bad end of this attempt', { noted: note({ end: '3' }) }, 'failed 3'],
  ['no code in this attempt', { noted: note({ end: 'none' }) }, 'failed none'],
  ['AWS refused to start it in this attempt', { noted: note({ end: 'not-started' }) }, 'failed not-started'],
  [
    'a bad end of an earlier attempt',
    { noted: note({ end: '3' }), wanted: { ...wanted, attempt: '7001.2' } },
    'note new: try=7001.2.1 request=same',
  ],
  [
    'an earlier one runs: it is awaited',
    { noted: note({ task: id }), tasks: [running()], wanted: other },
    'await',
  ],
  [
    'an earlier one runs, and nothing is to run',
    { noted: note({ task: id }), tasks: [running()], wanted: null },
    'await',
  ],
  [
    'an earlier one ended, and nothing is to run',
    { noted: note({ task: id }), tasks: [ended(1)], wanted: null },
    `note ended: try=7001.1.1 request=same task=${id} end=1`,
  ],
  [
    'the tags of the service were wiped while it ran',
    { tasks: [running()] },
    `note found: try=7001.1.1 request=same task=${id}`,
  ],
  [
    'the tags of the service were wiped while the migration of another run ran',
    { noted: null, wanted: { attempt: '7002.1', digest: 'same' }, tasks: [running()] },
    `note found: try=7001.1.1 task=${id}`,
  ],
  [
    'all tags were wiped while it ran',
    { tasks: [running({ tryId: '' })], wanted: null },
    `note found: try=${id} task=${id}`,
  ],
  [
    'the note was overwritten while another one runs',
    { noted: note({ id: '7001.1.2' }), tasks: [running()] },
    'await',
  ],
  ['the note is younger than the hour', lateBy(-1), 'start'],
  [
    'the note is younger, and somebody says done: it is not started any more',
    { ...lateBy(-1), ...says('done') },
    'note said: try=7001.1.1 request=same end=said-done',
  ],
  [
    'the note is younger, and somebody says again: its own token',
    { ...lateBy(-1), ...says('again') },
    'start',
  ],
  ['the note is older: its task may have run and be gone', lateBy(0), 'unknown'],
  [
    'the note is older, and somebody says done',
    { ...lateBy(0), ...says('done') },
    'note said: try=7001.1.1 request=same end=said-done',
  ],
  [
    'the note is older, and somebody says again',
    { ...lateBy(0), ...says('again') },
    'note new: try=7001.1.2 request=same',
  ],
  ['an answer for another try counts nothing', { ...lateBy(0), ...says('again', '7001.1.2') }, 'unknown'],
  [
    'an answer counts nothing while the task runs',
    { noted: note({ task: id }), tasks: [running()], ...says('again') },
    'await',
  ],
  [
    'an answer counts nothing once the end is noted',
    { noted: note({ end: '3' }), ...says('done') },
    'failed 3',
  ],
  ['again, and nothing is to run', { ...lateBy(0), ...says('again'), wanted: null }, 'unknown'],
  [
    'done, in the run that was given the answer',
    { noted: note({ end: 'said-done' }), wanted: { ...wanted, attempt: '7002.1' }, ...says('done') },
    'done',
  ],
  [
    'done, in a later run',
    { noted: note({ end: 'said-done' }), wanted: { ...wanted, attempt: '7002.1' } },
    'note new: try=7002.1.1 request=same',
  ],
  ['a noted task is gone', { noted: note({ task: id }) }, 'unknown'],
  [
    'a noted task may show in a moment',
    {
      noted: note({ task: id }),
      started: { tryId: '7001.1.1', sentAtMs: now - showsWithinMs + 1, task: null, isRefused: false },
    },
    'await',
  ],
  ['another request never uses the token', { noted: note(), wanted: other }, 'unknown'],
  [
    'what another process sent may show in a moment',
    { noted: note(), wanted: other, startedAtMs: now - showsWithinMs + 1 },
    'await',
  ],
];

describe('a migration', () => {
  test.each(rows)('%s', (_what, more, next) => {
    expect(short(nextOfTry(sight(more)))).toBe(next);
  });

  it('is never started unless its own try is noted, without an end and without a task', () => {
    const ends: readonly (TryEnd | null)[] = [null, '0', '3', 'none', 'not-started', 'said-done'];
    const notes = [
      null,
      ...ends.flatMap((end) =>
        [null, id].flatMap((task) =>
          ['same', 'other'].flatMap((digest) =>
            [0, tokenHoldsMs].map((ms) => note({ end, task, digest, notedAtMs: now - ms })),
          ),
        ),
      ),
    ];
    const tasks = [[], [running()], [running({ tryId: 'x' })], [ended(0)], [ended(null)]];
    const answers = [null, says('done').answer, says('again').answer];
    const all = notes.flatMap((noted) =>
      tasks.flatMap((seen) =>
        answers.flatMap((answer) =>
          [wanted, other, null].map((one) => sight({ noted, tasks: seen, answer, wanted: one })),
        ),
      ),
    );
    const started = all.filter((one) => nextOfTry(one).kind === 'start');
    expect(started.length).toBeGreaterThan(0);
    for (const { noted, tasks: seen, wanted: one } of started) {
      expect(noted).toMatchObject({ end: null, task: null, digest: one?.digest });
      expect(now - (noted?.notedAtMs ?? 0)).toBeLessThan(tokenHoldsMs);
      expect(seen.filter(({ isToRun }) => isToRun)).toEqual([]);
    }
    const again = all.filter(({ noted }) => noted !== null && noted.end === null);
    const replaced = again.filter((one) => {
      const next = nextOfTry(one);
      return next.kind === 'note' && next.why === 'new';
    });
    // Only a person lets a try without a known end be followed by another.
    for (const { answer, tasks: seen } of replaced) {
      expect(answer?.says).toBe('again');
      expect(seen.filter(({ tryId }) => tryId === '7001.1.1')).toEqual([]);
    }
  });
});

describe('the tag of a try', () => {
  it('holds what was written, in characters that AWS allows', () => {
    const all = note({ blue: '110', task: id, end: '137' });
    expect(parseNote(formatNote(all))).toEqual(all);
    expect(parseNote(formatNote(note()))).toEqual(note());
    expect(formatNote(all)).toMatch(/^[\w .:/=+@-]{1,256}$/);
  });

  it('is read with care', () => {
    expect(parseNote(undefined)).toBeNull();
    expect(parseNote('whatever')).toBeNull();
    expect(parseNote('try=7001.1.1 at=yesterday')).toBeNull();
    expect(parseNote(`${formatNote(note())} end=maybe`)?.end).toBe('none');
  });

  it('counts the tries of an attempt', () => {
    expect(nextId('7001.1', null)).toBe('7001.1.1');
    expect(nextId('7001.1', '7001.1.1')).toBe('7001.1.2');
    expect(nextId('7001.2', '7001.1.4')).toBe('7001.2.1');
    expect(nextId('7001.1', id)).toBe('7001.1.1');
  });
});
