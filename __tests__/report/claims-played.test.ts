// What the comment promises of a cancel and of a rollback, played from where it promises it.
import { describe, expect, test } from '@jest/globals';
import { beginReport, endReport, type Report } from '../../src/domain/common/report/report.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { claimStories } from '../support/claim-stories.ts';
import { another, commandPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, type Run } from '../support/fake-release.ts';

interface Promised {
  /** After how many steps of the run. */
  readonly steps: number;
  readonly words: string;
}

const live = (aws: FakeAws): string =>
  aws
    .live()
    .map(({ n }) => String(n))
    .join();

/** Calls back with each comment that a person can read: between two steps of which the first one waits. */
function follow(aws: FakeAws, request: Request, onComment: (text: string, steps: number) => void): Report {
  let report: Report = beginReport(request, aws.nowMs);
  let steps = 0;
  const { ending, reason } = runRelease(aws, request, {
    onStep: (step, world, memory) => {
      steps++;
      report = continueReport(report, step, world, memory);
      if (step.act.kind === 'wait') onComment(commentOf(report), steps);
    },
  });
  if (ending === null || reason === null) throw new Error('the run has no end');
  return endReport(report, { ...ending, reason }, aws.nowMs);
}

/** The first and the last step at which each promise is made, in each phase. */
function promisesOf(begin: () => FakeAws, request: Request): readonly Promised[] {
  const found = new Map<string, Promised[]>();
  follow(begin(), request, (text, steps) => {
    const words = /Cancelling the run (.*?)\./.exec(text)?.[1];
    const title = /^### .*/.exec(text)?.[0] ?? '';
    if (words === undefined) return;
    const key = title + words;
    found.set(key, [...(found.get(key) ?? []).slice(0, 1), { steps, words }]);
  });
  return [...found.values()].flat();
}

const soonMs = 15_000;

/** What a cancel did, in the words of the promise; or what it did instead. */
function cancelled(aws: FakeAws, request: Request, { steps, words }: Promised): string {
  let taken = 0;
  let before = { live: '', sets: 0, atMs: 0 };
  const moves: number[] = [];
  const written: string[] = [];
  const run = runRelease(aws, request, {
    cancelAtStep: steps,
    onStep: ({ act }) => {
      taken++;
      if (taken === steps) before = { live: live(aws), sets: aws.sets().length, atMs: aws.nowMs };
      if (taken <= steps) return;
      if (live(aws) !== before.live) moves.push(aws.nowMs);
      if (act.kind !== 'wait' && act.kind !== 'look' && act.kind !== 'end') written.push(act.kind);
    },
  });
  if (run.violations.length > 0) return run.violations.join();
  const after = live(aws);
  const hasGreen =
    run.memory.green !== null &&
    aws
      .sets()
      .some(({ n, deletedAtMs }) => deletedAtMs === null && run.memory.green?.endsWith(`/${String(n)}`));
  const tookMs = (moves[0] ?? aws.nowMs) - before.atMs;
  switch (words) {
    case 'removes green':
      return after === before.live && !hasGreen
        ? words
        : `live ${after}, green is there: ${String(hasGreen)}`;
    case 'leaves everything as it is':
      return written.length === 0 ? words : `wrote ${written.join()}`;
    case 'rolls back within seconds':
      return after !== before.live && tookMs <= soonMs
        ? words
        : `live ${before.live}, then ${after} in ${String(tookMs)} ms`;
    default:
      return after === before.live && hasGreen ? words : `live ${before.live}, then ${after}`;
  }
}

describe('a cancel does what the comment says at that moment', () => {
  test.each(claimStories())('of %s', (_, begin, request) => {
    for (const promised of promisesOf(begin, request)) {
      expect([promised.steps, cancelled(begin(), request, promised)]).toEqual([
        promised.steps,
        promised.words,
      ]);
    }
  });

  test('in each of its ways', () => {
    const all = claimStories().flatMap(([, begin, request]) => promisesOf(begin, request));
    expect([...new Set(all.map(({ words }) => words))].toSorted()).toEqual([
      'keeps green',
      'leaves everything as it is',
      'removes green',
      'rolls back within seconds',
    ]);
  });
});

/** What a rollback did, in the words of the comment's line. */
function rolledBack(aws: FakeAws): string {
  const before = live(aws);
  // Its content is read from the revision that the tag of the live set names.
  const revision = aws.live()[0]?.tags['previous-revision'];
  aws.state.wayBackTo = revision === undefined ? null : Number(revision.split(':').at(-1));
  aws.candidate = 'good';
  const created: string[] = [];
  const run: Run = runRelease(aws, another(commandPlan('rollback'), 900), {
    onStep: ({ act }) => {
      if (act.kind === 'create-green') created.push(act.request.taskDefinition.split('/').at(-1) ?? '');
    },
  });
  if (run.violations.length > 0) return run.violations.join();
  if (live(aws) === before) return 'not possible';
  return created.length === 0 ? `ready: web:${live(aws)}` : `releases ${created.join()} again`;
}

/** The same of what the comment says. `null`: it says nothing that a rollback could show. */
function lineOf(comment: string): string | null {
  const line = /^\*\*Rollback\*\*: (.*)$/m.exec(comment)?.[1]?.replaceAll('`', '') ?? '';
  const [, blue] = /^ready, .*Blue ([\w:-]+) is/.exec(line) ?? [];
  const [, again] = /The command rollback releases (\S+) again/.exec(line) ?? [];
  if (blue !== undefined) return `ready: ${blue}`;
  if (again !== undefined) return `releases ${again} again`;
  return line.startsWith('not ') ? 'not possible' : null;
}

describe('a rollback does what the last comment says of it', () => {
  test.each(claimStories())('of %s', (_, begin, request) => {
    const aws = begin();
    const line = lineOf(commentOf(follow(aws, request, () => undefined)));
    if (line !== null) expect(rolledBack(aws)).toBe(line);
  });

  test('and while green has the traffic', () => {
    for (const [, begin, request] of claimStories()) {
      const aws = begin();
      const seen = new Map<string, FakeAws>();
      follow(aws, request, (text) => {
        const line = lineOf(text);
        if (line !== null && !seen.has(line)) seen.set(line, aws.copy());
      });
      for (const [line, then] of seen) {
        expect(rolledBack(then)).toBe(line);
      }
    }
  });
});
