// What a comment that is too long leaves out, and that it says so.
import { describe, expect, test } from '@jest/globals';
import { commentOf } from '../../src/report/messages/comment.ts';
import { always, fitted, goes, type Part } from '../../src/report/messages/markdown.ts';
import { markedComment } from '../../src/adapters/github/text.ts';
import { stampedComment } from '../../src/report/stamp.ts';
import { planGallery } from './plan-stories.ts';
import { ended, gallery, goodFrames, told } from './stories.ts';

const filled = (length: number): string => 'x'.repeat(length);
/** The third goes first, then the first. */
const ranks = [2, 3, 1];
const parts = (...lengths: readonly number[]): readonly Part[] => [
  always('first'),
  ...lengths.map((length, n) => goes(ranks[n] ?? 9, `part ${String(n)}`, filled(length))),
  always(null),
];

describe('a comment that is too long', () => {
  test('leaves out the least important part, and says which', () => {
    expect(fitted(parts(10, 30_000, 40_000))).toBe(
      `first\n\n${filled(10)}\n\n${filled(30_000)}\n\n*Left out, because a comment holds 65,536 characters: part 2. The log of the run has all of it.*`,
    );
  });

  test('leaves out as many as needed, in that order', () => {
    const text = fitted(parts(30_000, 50_000, 40_000));
    expect(text).toContain(filled(50_000));
    expect(text).toContain(': part 2, part 0. The log');
  });

  test('never leaves out what has no name', () => {
    expect(fitted([always(filled(90_000)), ...parts(1)])).toContain(filled(90_000));
  });

  test('leaves out nothing that fits', () => {
    expect(fitted(parts(10, 10, 10))).not.toContain('Left out');
  });
});

describe('the comment of a release', () => {
  const long = {
    ...gallery['warm']!,
    findings: Array.from({ length: 2000 }, (_, n) => `finding ${String(n)} ${filled(40)}`),
  };

  test('keeps its rollback, its phases and its version where the findings do not fit', () => {
    const text = commentOf(long);
    expect(text).not.toContain('finding 1');
    expect(text).toContain('65,536 characters: what the run found.');
    expect(text).toMatch(/\*\*Rollback\*\*: ready[^]*\| Phase[^]*\*\*Version\*\*/);
  });

  test('of a plan keeps what a release would do where its permissions and changes do not fit', () => {
    const planned = planGallery['planned']!;
    const dryRun = planned.dryRun!;
    const many = Array.from({ length: 900 }, (_, n) => `thing ${String(n)} ${filled(70)}`);
    const text = commentOf({
      ...planned,
      dryRun: {
        ...dryRun,
        permissions: { ...dryRun.permissions, used: many },
        notes: many,
        revision: dryRun.revision && { ...dryRun.revision, changes: many },
      },
    });
    expect(markedComment('<!-- m -->', text)).not.toContain('*Truncated');
    expect(text).toMatch(/\*\*Rules\*\*[^]*\*\*How long\*\*[^]*\*\*Rollback\*\*/);
    expect(text).toContain(
      '*Left out, because a comment holds 65,536 characters: the IAM actions, how long each phase takes, the notes, the revision.',
    );
  });

  test('is not cut once more, whatever its parts', () => {
    const details = Array.from({ length: 400 }, (_, n) => `detail ${String(n)} ${filled(100)}`);
    const text = stampedComment(ended(told(goodFrames), { details, message: 'It failed.' }, 1001));
    expect(markedComment('<!-- m -->', text)).not.toContain('*Truncated');
    expect(text).toContain('- detail 399');
  });

  test('keeps the rollback where the end of the run has too much to say, and shows all commands or none', () => {
    const many = (count: number, what: string): readonly string[] =>
      Array.from({ length: count }, (_, n) => `${what} ${String(n)} ${filled(700)}`);
    const text = stampedComment(
      ended(
        told(goodFrames),
        { reason: 'drift', result: 'failed', details: many(100, 'detail'), commands: many(100, 'aws') },
        1001,
      ),
    );
    expect(markedComment('<!-- m -->', text)).not.toContain('*Truncated');
    expect(text).toMatch(/^> - detail 0 /m);
    expect(text).toMatch(/^> - \d+ more: the log of the run has all of them\.$/m);
    expect(text).toContain('The commands are too long for a comment.');
    expect(text).not.toMatch(/^> aws/m);
    expect(text).toMatch(/\*\*Rollback\*\*: .*[^]*<sub>As of /);
  });
});
