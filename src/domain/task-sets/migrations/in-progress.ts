// A release in progress that migrates: its green is made once its migration has ended.
import { showsWithinMs, taskOf } from '../../common/migrations/next-of-try.ts';
import { parseNote, runOf } from '../../common/migrations/note.ts';
import { parseFence } from '../../common/run/fence.ts';
import { hasNoHealthyTarget } from '../health/readiness.ts';
import type { World } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';

/** The run that holds the service while its migration runs, or is about to. `null`: none does. */
function migratingRun({ service, migrationTasks, nowMs }: World): string | null {
  const noted = parseNote(service.tags.migration);
  if (noted === null || noted.end !== null) return null;
  const runId = runOf(noted.id);
  if (String(parseFence(service.tags.fence)?.runId) !== runId) return null;
  const task = taskOf(migrationTasks, noted);
  const isAboutToStart = task === null && noted.task === null && nowMs - noted.notedAtMs < showsWithinMs;
  return task?.isToRun === true || isAboutToStart ? runId : null;
}

/**
 * Another run is at its migration, so that nothing shows of its release: a rollback that is meant to stop it would roll back
 * the live version instead. `null`: that is not so, or somebody has said which version is meant, or the live version can't
 * serve.
 */
export function describeMigrating({ request, world, roles }: Scene): string | null {
  const runId = migratingRun(world);
  const { isForced, goal, release } = request;
  if (runId === null || runId === String(release.runId) || isForced || goal.rollbackTo !== null) return null;
  if (roles.live.every(({ attachment }) => hasNoHealthyTarget(world, attachment?.group))) return null;
  return `run ${runId} migrates the database for a release whose green is not made yet`;
}
