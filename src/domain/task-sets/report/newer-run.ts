// Whether a newer run reports on the same pull request.
import { parseFence } from '../../common/run/fence.ts';
import type { Memory } from '../model/memory.ts';
import type { ReleaseIdentity } from '../../common/request/request.ts';
import type { World } from '../model/world.ts';

/**
 * Whether a newer run that holds the service tells the same pull request: there is one comment for both, and what that
 * run says is what is true. `isFollowed`: this process held the fence itself, so any other value is a newer one; else
 * the newer run is told by its number.
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
  const isOfRun = (run: string | undefined): boolean => run?.split('.')[0] === String(fence.runId);
  return (
    fence.runId === runId || taskSets.some(({ tags }) => isOfRun(tags.run) && tags.pull === String(pull))
  );
}
