// Files that change the database, and a release that brings no migration.
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { dryRunOf } from '../../src/domain/task-sets/dry-run/dry-run.ts';
import { comparedCommits, undeclaredNotes } from '../../src/domain/task-sets/migrations/undeclared.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { preflightWarnings } from '../../src/domain/task-sets/warnings/warnings.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { changing, watchingFiles } from '../support/schema-changes.ts';
import { aMemory, aSet, aWorld, b } from '../support/worlds.ts';
import { calmPlan } from '../support/zone-warnings.ts';

const scene = (world: Partial<World>, request: Request = watchingFiles()): Scene =>
  sceneOf(request, aWorld(world), aMemory());
const changed = changing(['db/migrations/2.sql']);

describe('a service that asks for an error', () => {
  const refusing = watchingFiles(true);

  test('refuses the release in a plan, and shows what it would do all the same', () => {
    const planned = dryRunOf(scene(changed, refusing), decideNextStep);
    expect(planned.risks).toEqual([
      expect.stringMatching(
        /db\/migrations\/2\.sql\..* To release anyway, set ignore: migration-not-declared\.$/,
      ),
    ]);
    expect([planned.isReleasable, planned.creates === null]).toEqual([false, false]);
    expect(preflightWarnings(scene(changed, refusing))).toEqual([]);
  });

  test('accepts it if ignore names it', () => {
    const planned = dryRunOf(
      scene(changed, { ...refusing, ignored: ['migration-not-declared'] }),
      decideNextStep,
    );
    expect([planned.risks, planned.acceptedRisks.length, planned.isReleasable]).toEqual([[], 1, true]);
  });

  test.each([
    ['no such file is changed', changing(['README.md'])],
    ['the changes are not known', { changes: { kind: 'unread', why: 'x' } as const }],
    ['only some of the changes are known', changing(['README.md'], false)],
  ])('releases where %s', (_what, world) => {
    expect(dryRunOf(scene(world, refusing), decideNextStep).isReleasable).toBe(true);
  });
});

describe('what is not known of the changes', () => {
  const notesOf = (world: Partial<World>): readonly string[] => undeclaredNotes(scene(world));

  test('is one line in the log and in the plan', () => {
    const unread = { changes: { kind: 'unread', why: 'there is no github-token' } as const };
    const line =
      'migration.paths: the files of this release are not compared with those of blue: there is no github-token';
    expect(notesOf(unread)).toEqual([line]);
    expect(findings(scene(unread))).toContain(line);
    expect(dryRunOf(scene(unread), decideNextStep).notes).toContain(line);
  });

  test('is said of a comparison that is cut, unless it shows such a file', () => {
    expect(notesOf(changing(['README.md'], false))).toEqual([
      expect.stringContaining('only the first 300 files'),
    ]);
    expect(notesOf(changing(['db/migrations/2.sql'], false))).toEqual([]);
  });

  test('is nothing otherwise', () => {
    expect([notesOf({}), notesOf(changed), notesOf(changing([]))]).toEqual([[], [], []]);
  });
});

describe('the commits to compare', () => {
  const live = (tags: Readonly<Record<string, string>>) => ({ taskSets: [aSet(1, { tags })] });
  const { repository, commit } = calmPlan.release;

  test("are blue's and the released one", () => {
    expect(comparedCommits(scene(live({ repository, commit: 'b'.repeat(40) })))).toEqual({
      base: 'b'.repeat(40),
      head: commit,
    });
  });

  test.each([
    ['another repository', live({ repository: 'acme/other', commit: 'b'.repeat(40) }), '(acme/other)'],
    ['no commit', live({}), 'no tag names the commit of blue'],
  ])('are not known of a blue with %s', (_what, world, why) => {
    expect(comparedCommits(scene(world))).toEqual({ why: expect.stringContaining(why) });
  });

  test.each([
    ['the service names no files', live({ commit: 'b'.repeat(40) }), calmPlan],
    ['nothing is live', { taskSets: [] }, watchingFiles()],
    [
      'green exists',
      { taskSets: [aSet(1), aSet(2, { group: b, tags: { release: calmPlan.release.id } })] },
      watchingFiles(),
    ],
  ])('are none where %s', (_what, world, request) => {
    expect(comparedCommits(scene(world, request))).toBeNull();
  });
});
