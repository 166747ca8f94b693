// The status of clusters: which of their services still run a version beyond its lease. Reads only.
import type { Request } from '../domain/common/request/request.ts';
import type { ListedStatus, UnreadStatus } from '../domain/common/report/swept.ts';
import { lastPart } from '../domain/common/values/arn.ts';
import type { ListedService } from '../domain/task-sets/model/world.ts';
import { listedStatus } from '../domain/task-sets/report/beyond-lease.ts';
import { fewAtOnce } from '../few-at-once.ts';
import type { SweepScope } from '../inputs/sweep-scope.ts';
import type { ServicesPort } from '../ports.ts';
import { finishClusterStatus, type ClusterContext } from '../report/cluster/finish.ts';
import { messageOf } from '../errors.ts';

export interface StatusOfClusters extends ClusterContext {
  readonly request: Request;
  readonly scope: SweepScope;
  readonly services: Pick<ServicesPort, 'externalServices' | 'taggedSets'>;
}

/** One summary and one result for all services. What can't be read is named and doesn't stop the others. Never rejects. */
export async function statusOfClusters(asking: StatusOfClusters): Promise<void> {
  const { request, scope, services: port, clock } = asking;
  const startedAtMs = clock.now();
  const listed = await fewAtOnce(scope.clusters, (cluster) => listIn(port, cluster));
  const read = await fewAtOnce(
    listed.flatMap(({ services }) => services),
    (service) => statusOf(port, clock.now(), service),
  );
  await finishClusterStatus(
    asking,
    { request, startedAtMs },
    {
      clusters: scope.clusters.map(lastPart),
      services: read.flatMap((one) => ('beyondLease' in one ? one : [])),
      unread: [
        ...listed.flatMap(({ unread }) => unread),
        ...read.flatMap((one) => ('why' in one ? one : [])),
      ],
    },
  );
}

async function listIn(
  port: StatusOfClusters['services'],
  cluster: string,
): Promise<{ readonly services: readonly ListedService[]; readonly unread: readonly UnreadStatus[] }> {
  try {
    const { services, unread } = await port.externalServices(cluster);
    return { services, unread: unread.map((one) => ({ cluster: lastPart(cluster), ...one })) };
  } catch (error) {
    return { services: [], unread: [{ cluster: lastPart(cluster), service: null, why: messageOf(error) }] };
  }
}

/** A service with one task set has nothing beyond its lease, so its tags aren't asked for. */
async function statusOf(
  port: StatusOfClusters['services'],
  nowMs: number,
  listed: ListedService,
): Promise<ListedStatus | UnreadStatus> {
  const { service, sets } = listed;
  const isAlone = sets.filter(({ status }) => status !== 'DRAINING').length <= 1;
  try {
    return listedStatus(nowMs, service, isAlone ? sets : await port.taggedSets(listed));
  } catch (error) {
    return { cluster: service.cluster, service: service.name, why: messageOf(error) };
  }
}
