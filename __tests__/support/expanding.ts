// Releases that bring a migration, on the fake account.
import { expect } from '@jest/globals';
import type { Migration, MigrationAnswer } from '../../src/domain/common/migrations/migration.ts';
import { parseNote } from '../../src/domain/common/migrations/note.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from './fake-aws.ts';
import { standing, type Run } from './fake-release.ts';
import { anAws } from './scenarios.ts';
import { aPlan } from './worlds.ts';

export const migration: Migration = {
  kind: 'expand',
  command: ['node', 'migrate.js'],
  container: null,
  taskRole: null,
  timeoutSeconds: 600,
};

export const bringing = (changes: Partial<Request> = {}): Request => ({ ...aPlan(), migration, ...changes });
export const again = (request: Request): Request => ({
  ...request,
  release: { ...request.release, runAttempt: request.release.runAttempt + 1 },
});
export const saying = (request: Request, says: MigrationAnswer['says'], tryId = '100.1.1'): Request => ({
  ...request,
  goal: { ...request.goal, migrationAnswer: { tryId, says } },
});

export function migrating(lastsMs: number, exitCode = 0): FakeAws {
  const aws = anAws();
  aws.testTask = { lastsMs, exitCode };
  return aws;
}

export const noted = (aws: FakeAws): ReturnType<typeof parseNote> => parseNote(aws.state.tags.migration);
export const endOf = (run: Run, aws: FakeAws): readonly unknown[] => [
  run.ending?.result,
  run.reason,
  standing(aws),
];
export const untouched: unknown = expect.stringMatching(/^1 PRIMARY; live: 1$/);
export const released = ['released', 'released', '2 PRIMARY; live: 2'];

/** Its task runs, and nothing else is done. */
export const isAwaited = ({ reason, because }: Step): boolean =>
  reason === 'migrating' && because.includes('is RUNNING');
