// Whether a newer run reports on the same pull request.
import { parseFence } from '../../common/run/fence.ts';
import type { Memory } from '../model/memory.ts';
import type { ReleaseIdentity } from '../../common/request/request.ts';
import type { World } from '../model/world.ts';
import { runIdOf } from '../tags/run.ts';

/**
 * There is one comment for both runs, and the newer run has the current state. `isFollowed`: this process held the fence, so
 * any other value is a newer run's. Otherwise the run's number decides.
 */
export function isReportedByNewerRun(
  release: ReleaseIdentity,
  { service, taskSets }: World,
  { fence: own }: Pick<Memory, 'fence'>,
  isFollowed: boolean,
): boolean {
  const fence = parseFence(service.tags.fence);
  if (fence === null) return false;
  const { runId, runAttempt, pull } = release;
  const isNewer = fence.runId > runId || (fence.runId === runId && fence.attempt > runAttempt);
  const isLost = isFollowed ? own !== null && service.tags.fence !== own.value : isNewer;
  if (!isLost) return false;
  return (
    fence.runId === runId ||
    taskSets.some(({ tags }) => runIdOf(tags.run) === fence.runId && tags.pull === String(pull))
  );
}
