// A service whose migrations run elsewhere: which files change its database, and a release that changes one of them.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs, RunOptions } from '../support/acceptance-stage.ts';
import { endOf, released, v2 } from '../support/bad-luck.ts';
import { nextRun } from '../support/command-steps.ts';

const watched = JSON.stringify({ paths: ['db/migrations', 'libs/**/schema.sql'] });
const refusing = JSON.stringify({ paths: ['db/migrations'], undeclared: 'refuse' });
const plan: Inputs = { command: 'plan', image: 'web:v2', migration: watched };
const planned = { exitCode: 0, result: 'planned', reason: 'planned' };

/** What the sandbox's repository begins with. */
const begun = 'a'.repeat(40);
const blueTags = { 'ecs-blue-green:commit': begun, 'ecs-blue-green:repository': 'acme/shop' };
const world = (tags: Readonly<Record<string, string>> = blueTags): SandboxSpec =>
  webService({ blueTags: tags });
const quiet = { world: world(), hasTraffic: false, tagsLeft: [] };

/** The commit that merges a pull request which changes these files. */
function merged(stage: Stage, files: readonly string[]): string {
  const { others } = stage.sandbox.github;
  others.openPull({ number: 2, headSha: '2'.repeat(40), headRef: 'feature', fork: null, files });
  return others.mergePull(2, 'squash');
}

/** A run for a push of the commit. */
const pushOf = (sha: string): RunOptions => ({ pull: null, environment: { GITHUB_SHA: sha } });

/** A plan for that commit, on the pull request of the run. */
const planOf = (stage: Stage, files: readonly string[], more: Inputs = {}): Promise<ActionResult> =>
  stage.release({ ...plan, commit: merged(stage, files), ...more });

const commentOf = (stage: Stage): string =>
  stage.sandbox.github.state().comments.findLast(({ body }) => body.startsWith('<!-- ecs-blue-green'))
    ?.body ?? '';
const placesOf = (stage: Stage, run: ActionResult): readonly string[] => [
  run.log,
  run.summary,
  commentOf(stage),
];
const comparisons = (stage: Stage): number =>
  stage.sandbox.github.state().calls.filter(({ operation }) => operation?.startsWith('repos/compare')).length;

const code = 'migration-not-declared: ';
const unread = 'migration.paths: the files of this release are not compared with those of blue: ';

chapter('a release that changes the database', () => {
  // Covers: migration-not-declared
  acceptance(
    'without a migration warns in the log, the summary and the comment, and GitHub is asked once',
    { world: world(), hasTraffic: false },
    async (stage) => {
      const run = await stage.release(
        { ...v2, 'smoke-passes': '1', migration: watched },
        pushOf(merged(stage, ['src/web.ts', 'db/migrations/7.sql'])),
      );
      expect(endOf(run)).toEqual(released);
      for (const shown of placesOf(stage, run)) {
        expect(shown).toContain(code);
        expect(shown).toContain('db/migrations/7.sql');
      }
      expect(comparisons(stage)).toBe(1);
    },
  );

  // Covers: migration-not-declared
  acceptance('without a migration warns in a plan', quiet, async (stage) => {
    const run = await planOf(stage, ['libs/db/old.sql => libs/db/schema.sql']);
    expect(endOf(run)).toEqual(planned);
    for (const shown of placesOf(stage, run)) expect(shown).toContain(code);
  });

  // Covers: migration-not-declared
  acceptance('is refused if the service asks for that, unless ignore names it', quiet, async (stage) => {
    const commit = merged(stage, ['db/migrations/7.sql']);
    const inputs = { ...v2, commit, migration: refusing };
    const refused = await stage.release(inputs);
    expect(endOf(refused)).toMatchObject({ exitCode: 1, reason: 'preflight-failed' });
    expect(refused.log).toContain('To release anyway, set ignore: migration-not-declared.');
    expect(stage.writes()).toEqual([]);
    const accepted = { ...inputs, command: 'plan', ignore: 'migration-not-declared' };
    expect(endOf(await stage.release(accepted, nextRun(stage)))).toEqual(planned);
  });

  // Covers: migration-not-declared
  acceptance('and brings its migration has no warning, and asks nothing', quiet, async (stage) => {
    const migration = JSON.stringify({ command: ['migrate'], paths: ['db/migrations'] });
    const run = await planOf(stage, ['db/migrations/7.sql'], { migration });
    expect(endOf(run)).toEqual(planned);
    for (const shown of placesOf(stage, run)) expect(shown).not.toContain(code);
    expect(comparisons(stage)).toBe(0);
  });
});

chapter('a release that changes other files', () => {
  // Covers: migration-not-declared
  acceptance('has no warning', quiet, async (stage) => {
    const run = await planOf(stage, ['src/web.ts', 'db/seeds/1.sql']);
    expect(endOf(run)).toEqual(planned);
    for (const shown of placesOf(stage, run))
      for (const words of [code, 'migration.paths']) expect(shown).not.toContain(words);
  });

  const many = Array.from({ length: 301 }, (_, at) => `src/${String(at)}.ts`);
  // Covers: migration-history-unread
  acceptance('of which GitHub shows only some says so', quiet, async (stage) => {
    const run = await planOf(stage, many);
    expect(endOf(run)).toEqual(planned);
    for (const shown of placesOf(stage, run))
      expect(shown).toContain('GitHub shows only the first 300 files that differ from the commit of blue');
  });
});

chapter('a history that can not be read', () => {
  const rows: readonly (readonly [string, SandboxSpec, (stage: Stage) => void, string])[] = [
    ['since blue names no commit', world({}), () => undefined, 'no tag names the commit of blue'],
    [
      'since blue is of another repository',
      world({ ...blueTags, 'ecs-blue-green:repository': 'acme/other' }),
      () => undefined,
      'blue was released from another repository (acme/other)',
    ],
    [
      "since the repository lacks blue's commit",
      world({ ...blueTags, 'ecs-blue-green:commit': '9'.repeat(40) }),
      () => undefined,
      'the repository does not have one of the commits',
    ],
    [
      'since the job may not',
      world(),
      ({ sandbox }) => {
        sandbox.github.faults.add({ kind: 'forbidden', on: 'repos/compare-commits-with-basehead' });
      },
      'permissions: contents: read',
    ],
    [
      'since GitHub does not answer',
      world(),
      ({ sandbox }) => {
        sandbox.github.faults.add({
          kind: 'slow',
          delayMs: 60_000,
          on: 'repos/compare-commits-with-basehead',
        });
      },
      'GitHub did not answer within 5 s',
    ],
  ];
  for (const [why, spec, disturb, words] of rows)
    // Covers: migration-history-unread
    acceptance(`${why} is said in one line, and stops nothing`, { ...quiet, world: spec }, async (stage) => {
      disturb(stage);
      const run = await planOf(stage, ['db/migrations/7.sql'], { migration: refusing });
      expect(endOf(run)).toEqual(planned);
      for (const shown of placesOf(stage, run)) {
        expect(shown).toContain(unread);
        expect(shown).toContain(words);
      }
    });
});
