// The failures of a migration. Green does not exist yet, and blue has all traffic.
import { usualTimeoutSeconds } from '../../common/migrations/migration.ts';
import { parseNote, type TryNote } from '../../common/migrations/note.ts';
import { describeEnd, endOf } from '../../common/migrations/try-end.ts';
import { taskOf } from '../../common/migrations/next-of-try.ts';
import type { FailedTask } from '../../common/tasks/failed-task.ts';
import type { Failure } from '../../common/run/failure.ts';
import { describeLimit, outlasts } from '../../common/run/time-limit.ts';
import { lastPart } from '../../common/values/arn.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { failure } from '../model/failure-at.ts';
import type { Scene } from '../roles/scene.ts';
import { failedAfter } from './blue-test.ts';
import { dueTest, isFailureAccepted } from './owed-test.ts';
import { expandOf, nextOf } from './sight.ts';
import { adviseAnswer, describeFailed, describeUnseen, failedTaskOf, isUnseen } from './tries.ts';

/** Judged by a run that holds the service and is about to make green. */
export function migrationFailure(scene: Scene): Failure | null {
  const { memory, world, roles } = scene;
  const noted = parseNote(world.service.tags.migration);
  if (roles.green !== null || memory.fence?.isHeld !== true || noted === null) return null;
  if (memory.pending !== null) return null;
  const next = nextOf(scene);
  switch (next?.kind) {
    case 'failed':
      return failed(scene, noted);
    case 'unknown':
      return unknown(scene, noted);
    case 'await':
      return late(scene, noted);
    case 'done':
    case 'nothing':
      return unborne(scene);
    case 'note':
    case 'start':
    case undefined:
      return null;
  }
}

function failed(scene: Scene, noted: TryNote): Failure {
  return failure(
    scene,
    'migration-failed',
    describeFailed('migration', scene.world.migrationTasks, noted),
    'The database may be changed in part, and blue runs on it. Find the reason in its log, repair what it left, and run the ' +
      'release again: that starts the migration again.',
  );
}

function unknown(scene: Scene, noted: TryNote): Failure {
  return failure(
    scene,
    'migration-unknown',
    describeUnseen('migration', noted, scene.world.nowMs),
    adviseAnswer(noted.id, 'release', expandOf(scene) !== null),
  );
}

/** The run stops waiting. The migration goes on. */
function late(scene: Scene, noted: TryNote): Failure | null {
  const { request, world, memory } = scene;
  const limitSeconds = expandOf(scene)?.timeoutSeconds ?? usualTimeoutSeconds;
  const sinceMs = Math.max(noted.notedAtMs, memory.startedAtMs);
  const isLate = world.nowMs - sinceMs >= limitSeconds * 1000;
  if (!isLate && !outlasts(request, world.nowMs)) return null;
  const why = isLate
    ? `it takes longer than ${formatDuration(limitSeconds)}`
    : `this run has to end by ${describeLimit(request, world.nowMs) ?? ''}`;
  return failure(
    scene,
    'migration-goes-on',
    `the migration ${noted.id} is not over, and ${why}`,
    'It is not stopped. Run the release again: it waits for this migration and goes on when it has ended. To wait longer, ' +
      'raise its timeout, and give the job the time.',
  );
}

/** A person may decide to go on: then the release says that a rollback brings errors. */
function unborne(scene: Scene): Failure | null {
  const noted = dueTest(scene);
  const found = noted === null ? null : failedAfter(scene, noted.blue);
  return noted === null || found === null || isFailureAccepted(scene, noted)
    ? null
    : failure(
        scene,
        'blue-fails-on-new-schema',
        `blue fails on the new schema: before the migration ${noted.id} it passed ${found.name}, and now it does not (${found.why})`,
        'Users are on blue, so they may have errors now. Repair the database so that the version of blue can run on it. If ' +
          'only the new version can, release again with ignore: blue-fails-on-new-schema. Then a rollback brings errors.',
      );
}

export const failedMigrationTask = ({ world }: Pick<Scene, 'world'>): FailedTask | null =>
  failedTaskOf(world.migrationTasks, parseNote(world.service.tags.migration));

/** For what an end lists. */
export const describeOpenMigration = (scene: Pick<Scene, 'world'>): readonly string[] => {
  const running = describeRunning(scene);
  return running === null ? [] : [running];
};

/** `null`: none is known to be open. */
function describeRunning({ world }: Pick<Scene, 'world'>): string | null {
  const noted = parseNote(world.service.tags.migration);
  if (noted === null || noted.end !== null) return null;
  if (isUnseen({ world }, world.migrationTasks, noted))
    return `${describeUnseen('migration', noted, world.nowMs)}. The next deploy or stage of this service asks for an answer`;
  const task = taskOf(world.migrationTasks, noted);
  const name = noted.task ?? (task === null ? null : lastPart(task.arn));
  const ended = task === null ? null : endOf(task);
  if (ended !== null)
    return `the migration ${noted.id} has ended (${describeEnd(ended)}), which no tag notes yet. The next deploy or stage of this service notes it`;
  return name === null
    ? `the migration ${noted.id} may run: it is never stopped. The next deploy or stage of this service finds it`
    : `the migration ${noted.id} (task ${name}) goes on: it is never stopped. The next deploy or stage of this service waits for it`;
}
