// The task sets of a service that still run although what kept them is over, for reports.
import type { ListedStatus, SetBeyondLease } from '../../common/report/swept.ts';
import type { Request } from '../../common/request/request.ts';
import { shortName } from '../../common/values/arn.ts';
import { iso } from '../../common/values/moment.ts';
import { blankMemory } from '../model/blank-memory.ts';
import type { ServiceView, SetOutline, World } from '../model/world.ts';
import { sceneOf } from '../roles/scene.ts';
import { describeListedDeleting } from '../sweep/deleting.ts';
import {
  beyondLease,
  describeOverstay,
  whyNotSwept,
  type Overstay,
  type ServiceSets,
} from '../warm/beyond-lease.ts';

/** What a sweep left. */
export const sweptBeyondLease = (request: Request, world: World): readonly SetBeyondLease[] =>
  reported(world, sceneOf(request, world, blankMemory(world.nowMs)).roles.live);

/** For a service whose rules were not read: what has the PRIMARY label counts as live. */
export function listedStatus(nowMs: number, service: ServiceView, sets: readonly SetOutline[]): ListedStatus {
  const primary = sets.filter(({ status }) => status === 'PRIMARY');
  return {
    cluster: service.cluster,
    service: service.name,
    taskSets: sets.filter(({ status }) => status !== 'DRAINING').length,
    beyondLease: reported({ nowMs, service, taskSets: sets }, primary),
    deleting: sets.flatMap((set) => describeListedDeleting(nowMs, set) ?? []),
  };
}

const reported = (service: ServiceSets, live: readonly SetOutline[]): readonly SetBeyondLease[] =>
  beyondLease(service, live).map((overstay) => ({
    leftBecause: whyNotSwept(service, overstay.set),
    taskSetArn: overstay.set.arn,
    revision: shortName(overstay.set.taskDefinition),
    running: overstay.set.running,
    createdAt: iso(overstay.set.createdAtMs),
    endedAt: overstay.endedMs === null ? null : iso(overstay.endedMs),
    words: wordsOf(service, overstay),
  }));

function wordsOf(service: ServiceSets, overstay: Overstay): string {
  const why = whyNotSwept(service, overstay.set);
  return `${describeOverstay(service.nowMs, overstay)}${why === null ? '' : `. A sweep leaves it: ${why}`}`;
}
