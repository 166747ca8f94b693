// What a release learns of its files before the first write.
import { expect, test } from '@jest/globals';
import type { CommitRange } from '../../src/domain/common/report/others.ts';
import { withChanges } from '../../src/engine/parts/changes.ts';
import { watchingFiles } from '../support/schema-changes.ts';
import { aMemory, aSet, aWorld, noon } from '../support/worlds.ts';
import { calmPlan } from '../support/zone-warnings.ts';

const head = calmPlan.release.commit;
const base = 'b'.repeat(40);
const range: CommitRange = {
  commits: [head],
  isWhole: true,
  sinceMs: 0,
  files: { names: ['db/1.sql'], isWhole: true },
};

type Answer = CommitRange | null | 'never' | Error;

/** Each answer is that of one more observation. */
async function seen(answers: readonly Answer[], from = base, request = watchingFiles()) {
  const asked: string[] = [];
  let left = answers;
  const github = {
    commitsBetween(one: string, other: string): Promise<CommitRange | null> {
      asked.push(`${one}...${other}`);
      const [answer = null, ...rest] = left;
      left = rest;
      if (answer instanceof Error) return Promise.reject(answer);
      return answer === 'never' ? new Promise(() => undefined) : Promise.resolve(answer);
    },
  };
  const within = <T>(_ms: number, work: Promise<T>): Promise<T | null> =>
    answers.includes('never') ? Promise.resolve(null) : work;
  const world = aWorld({
    taskSets: [aSet(1, { tags: { commit: from, repository: calmPlan.release.repository } })],
  });
  const observe = withChanges(
    () => Promise.resolve(world),
    { github, timing: { within }, clock: { now: () => noon + 5000 } },
    request,
  );
  const worlds = [await observe(aMemory()), await observe(aMemory())];
  const later = await observe(aMemory({ isPreflightPassed: true }));
  return {
    asked,
    changes: worlds.map(({ changes }) => changes),
    nowMs: worlds[0]?.nowMs,
    later: later.changes,
  };
}

test('GitHub is asked once, for what differs from the commit of blue', async () => {
  const { asked, changes, nowMs, later } = await seen([range]);
  expect(asked).toEqual([`${base}...${head}`]);
  const read = { kind: 'read', base, head, files: ['db/1.sql'], isWhole: true };
  expect(changes).toEqual([read, read]);
  expect([nowMs, later]).toEqual([noon + 5000, null]);
});

test.each<readonly [string, Answer, string]>([
  ['does not have the commit', null, `the repository does not have one of the commits ${base} and ${head}`],
  ['does not answer', 'never', 'GitHub did not answer within 5 s'],
  ['refuses', new Error('no permission'), 'no permission'],
])('a GitHub that %s stops no release', async (_what, answer, why) => {
  const { asked, changes } = await seen([answer]);
  expect([asked.length, changes[0]]).toEqual([1, { kind: 'unread', why }]);
});

test('nothing is asked of the same commit, or for a service that names no files', async () => {
  expect(await seen([], head)).toMatchObject({ asked: [], changes: [{ files: [], isWhole: true }, {}] });
  expect(await seen([], base, calmPlan)).toMatchObject({ asked: [], changes: [null, null] });
});

test('without a token, nothing is compared', async () => {
  const world = aWorld({ taskSets: [aSet(1, { tags: { commit: base } })] });
  const source = {
    github: null,
    timing: { within: () => Promise.resolve(null) },
    clock: { now: () => noon },
  };
  const observe = withChanges(() => Promise.resolve(world), source, watchingFiles());
  expect((await observe(aMemory())).changes).toEqual({ kind: 'unread', why: 'there is no github-token' });
});
