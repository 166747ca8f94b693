// The failures of a migration. Green does not exist yet, and blue has all traffic.
import { usualTimeoutSeconds } from '../../common/migrations/migration.ts';
import { parseNote, type TryNote } from '../../common/migrations/note.ts';
import { taskOf } from '../../common/migrations/next-of-try.ts';
import { describeEnd } from '../../common/migrations/try-end.ts';
import { failedOneOff, type FailedTask } from '../../common/tasks/failed-task.ts';
import { describeStop } from '../../common/tasks/stops.ts';
import type { Failure } from '../../common/run/failure.ts';
import { describeLimit, outlasts } from '../../common/run/time-limit.ts';
import { isAccepted } from '../../common/request/risks.ts';
import { lastPart } from '../../common/values/arn.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { formatMoment } from '../../common/values/moment.ts';
import { failure } from '../model/failure-at.ts';
import type { Scene } from '../roles/scene.ts';
import { failedAfter } from './blue-test.ts';
import { expandOf, nextOf } from './sight.ts';

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
      return unborne(scene, noted);
    case 'nothing':
    case 'note':
    case 'start':
    case undefined:
      return null;
  }
}

function failed(scene: Scene, noted: TryNote): Failure {
  const task = taskOf(scene.world.migrationTasks, noted);
  const how = task?.stop == null ? describeEnd(noted.end ?? 'none') : describeStop(task.stop);
  const name = noted.task === null ? '' : ` (task ${noted.task})`;
  return failure(
    scene,
    'migration-failed',
    `the migration ${noted.id}${name} did not end well: ${how}`,
    'The database may be changed in part, and blue runs on it. Find the reason in its log, repair what it left, and run the ' +
      'release again: that starts the migration again.',
  );
}

function unknown(scene: Scene, noted: TryNote): Failure {
  const { nowMs } = scene.world;
  const which = noted.task === null ? 'ECS shows no task of it' : `ECS no longer shows task ${noted.task}`;
  return failure(
    scene,
    'migration-unknown',
    `nobody saw how the migration ${noted.id} of ${formatMoment(noted.notedAtMs, nowMs)} ended: ${which}, and no exit code was noted`,
    'It is not started again automatically. Look at its log and at the database. Then release with migration-answer: ' +
      `${noted.id}=done if it has ended well, or migration-answer: ${noted.id}=again to start it once more.`,
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
function unborne(scene: Scene, noted: TryNote): Failure | null {
  const found = isAccepted(scene.request, 'blue-fails-on-new-schema') ? null : failedAfter(scene, noted.blue);
  return found === null
    ? null
    : failure(
        scene,
        'blue-fails-on-new-schema',
        `blue fails on the new schema: before the migration ${noted.id} it passed ${found.name}, and now it does not (${found.why})`,
        'Users are on blue, so they may have errors now. Repair the database so that the version of blue can run on it. If ' +
          'only the new version can, release again with ignore: blue-fails-on-new-schema. Then a rollback brings errors.',
      );
}

/** The task of the migration that failed, with what its log may show. `null`: ECS does not show it. */
export function failedMigrationTask({ world }: Pick<Scene, 'world'>): FailedTask | null {
  const noted = parseNote(world.service.tags.migration);
  const task = noted === null ? null : taskOf(world.migrationTasks, noted);
  return task === null
    ? null
    : failedOneOff({ arn: task.arn, definition: task.taskDefinition, stop: task.stop }, task.container);
}

/** For what an end lists. */
export const describeOpenMigration = (scene: Pick<Scene, 'world'>): readonly string[] => {
  const running = describeRunning(scene);
  return running === null ? [] : [running];
};

/** `null`: none is known to run. */
function describeRunning({ world }: Pick<Scene, 'world'>): string | null {
  const noted = parseNote(world.service.tags.migration);
  if (noted === null || noted.end !== null) return null;
  const task = taskOf(world.migrationTasks, noted);
  const name = noted.task ?? (task === null ? null : lastPart(task.arn));
  return name === null
    ? `the migration ${noted.id} may run: it is never stopped. The next deploy or stage of this service finds it`
    : `the migration ${noted.id} (task ${name}) goes on: it is never stopped. The next deploy or stage of this service waits for it`;
}
