// Releases with a contract, on the fake account.
import type { Migration, MigrationAnswer } from '../../src/domain/common/migrations/migration.ts';
import type { TryNote } from '../../src/domain/common/migrations/note.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { begunContract } from '../../src/domain/task-sets/tags/contract.ts';
import { another, commandPlan } from './commands.ts';
import type { FakeAws } from './fake-aws.ts';
import { runRelease, standing, type Run } from './fake-release.ts';
import { anAws } from './scenarios.ts';
import { aPlan } from './worlds.ts';

export const migration: Migration = {
  kind: 'contract',
  command: ['node', 'migrate.js', '--drop=name, address'],
  container: null,
  taskRole: null,
  timeoutSeconds: 600,
};
export const minute = 60_000;
export const runs = [100, 200].map((runId) => ({ runId, isOver: true }));

export const bringing = (changes: Partial<Request> = {}): Request => ({ ...aPlan(), migration, ...changes });
export const waiting = (changes: Partial<Request> = {}): Request =>
  bringing({ warmSeconds: 900, ...changes });
export const again = (request: Request): Request => ({
  ...request,
  release: { ...request.release, runAttempt: request.release.runAttempt + 1 },
});
export const teardown = commandPlan('teardown');
export const later = (request: Request, n: number): Request => another(request, n);
export const saying = (request: Request, tryId: string, says: MigrationAnswer['says']): Request => ({
  ...request,
  goal: { ...request.goal, migrationAnswer: { tryId, says } },
});
export const rollback = commandPlan('rollback');
export const forced = commandPlan(
  'rollback',
  { isForced: true },
  { writtenReason: 'the old version still works' },
);

export function lasting(lastsMs: number, exitCode = 0): FakeAws {
  const aws = anAws();
  aws.testTask = { lastsMs, exitCode };
  return aws;
}

/** A release with a contract whose blue is kept warm. Its run was killed. */
export function warm(lastsMs = 20_000, exitCode = 0): FakeAws {
  const aws = lasting(lastsMs, exitCode);
  runRelease(aws, waiting(), { dieBefore: ({ reason }) => reason === 'warm' });
  aws.state.wayBackTo = 1;
  return aws;
}

/** Its contract waits for its end: the run that started it was killed. */
export function begun(lastsMs = 20_000, exitCode = 0): FakeAws {
  const aws = warm(lastsMs, exitCode);
  runRelease(aws, teardown, {
    dieBefore: ({ reason, act, because }) =>
      reason === 'contracting' && act.kind === 'wait' && because.includes('is RUNNING'),
  });
  return aws;
}

export const noted = (aws: FakeAws): TryNote | null =>
  begunContract({ service: aws.observe('100-shop').service })?.note ?? null;
export const tries = (aws: FakeAws): readonly string[] =>
  aws.state.oneOff
    .filter(({ request }) => request.purpose === 'contract')
    .map(({ request }) => request.tryId);
export const endOf = (run: Run, aws: FakeAws): readonly unknown[] => [
  run.ending?.result,
  run.reason,
  standing(aws),
];
export const green = '2 PRIMARY; live: 2';

/** Where a run can't know how a migration or a contract has ended, a person does what it asks for, and repeats the run. */
export function answered(aws: FakeAws, run: Run, request: Request): Run {
  if (run.reason === 'migration-unknown') return declaredDone(aws, run, request);
  if (run.reason !== 'contract-unknown') return run;
  const [, tryId] = /migration-answer: (\S+)=again/.exec(run.ending?.message ?? '') ?? [];
  const next = later(teardown, 800);
  const answer = runRelease(aws, tryId === undefined ? next : saying(next, tryId, 'again'));
  if (request.command === 'teardown')
    return { ...answer, violations: [...run.violations, ...answer.violations] };
  const last = runRelease(aws, later(request, 801));
  return { ...last, violations: [...run.violations, ...answer.violations, ...last.violations] };
}

/** A person has looked at the database, and has done what was missing. */
function declaredDone(aws: FakeAws, run: Run, request: Request): Run {
  const [, tryId = ''] = /migration-answer: (\S+)=done/.exec(run.ending?.message ?? '') ?? [];
  const last = runRelease(aws, saying(later(request, 801), tryId, 'done'));
  return { ...last, violations: [...run.violations, ...last.violations] };
}

/** Nothing returns past it without force. */
export const hasBegun = (aws: FakeAws): boolean => aws.state.tags['contract']?.startsWith('try=') === true;
