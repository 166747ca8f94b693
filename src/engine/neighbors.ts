// Observes the other services that a Terraform plan may change, for the command plan.
import { formatNamed } from '../domain/common/report/apply.ts';
import {
  isAboutServices,
  mentionsIn,
  type Mentions,
  type NamedService,
} from '../domain/common/terraform/mentions.ts';
import type { TerraformPlan } from '../domain/common/terraform/plan.ts';
import type { LoadBalancerArn, TargetGroupArn } from '../domain/common/values/arn.ts';
import type { Request } from '../domain/common/request/request.ts';
import { blankMemory } from '../domain/task-sets/model/blank-memory.ts';
import type { ListedService, Neighbors, UnreadNeighbors, World } from '../domain/task-sets/model/world.ts';
import { sceneOf, type Scene } from '../domain/task-sets/roles/scene.ts';
import {
  groupsOf,
  isMentioned,
  isOfThisAction,
  isOther,
  isOutOfReach,
  nameOf,
  neighborRequest,
  sharedChanges,
} from '../domain/task-sets/terraform/neighbors.ts';
import { PortError } from '../errors.ts';
import type { LoadBalancerPort, ServicesPort } from '../ports.ts';
import { fewAtOnce } from '../few-at-once.ts';
import type { ReadingPorts } from './observe-parts.ts';
import { createObserver, type Observe } from './observe.ts';

/** Where other services are read. */
export interface NeighborSource {
  readonly services: Pick<ServicesPort, 'clusters' | 'externalServices'>;
  readonly loadBalancer: Pick<LoadBalancerPort, 'readListedGroups'>;
  readonly portsFor: (request: Request) => ReadingPorts;
}

/** Adds the neighbors to each observation. They are read once: a plan ends with its first observation. */
export function withNeighbors(observe: Observe, from: NeighborSource, request: Request): Observe {
  const plan = request.goal.terraformPlan;
  if (plan === null) return observe;
  let neighbors: Promise<Neighbors> | null = null;
  return async (memory, last, wanted) => {
    const world = await observe(memory, last, wanted);
    neighbors ??= readNeighbors(from, sceneOf(request, world, memory), plan);
    return { ...world, neighbors: await neighbors };
  };
}

async function readNeighbors(from: NeighborSource, scene: Scene, plan: TerraformPlan): Promise<Neighbors> {
  const changes = sharedChanges(scene, plan).filter((change) => !isOutOfReach(scene, change));
  const mentions = mentionsIn(changes);
  if (!isAboutServices(mentions)) return { worlds: [], unread: [] };
  const clusters = await clustersFor(from, scene, mentions);
  const lists = await fewAtOnce(clusters.names, (cluster) => candidatesIn(from, mentions, cluster));
  const candidates = lists.flatMap(({ services }) => services).filter((named) => isOther(scene, named));
  const read = await fewAtOnce(candidates, (named) => readNeighbor(from, scene.request, named));
  return {
    worlds: read.flatMap((one) => ('world' in one && isOfThisAction(one.world) ? one.world : [])),
    unread: [
      ...clusters.unread,
      ...lists.flatMap(({ unread }) => unread),
      ...read.flatMap((one) => ('what' in one ? one : [])),
    ],
  };
}

/** All clusters: a rule or a target group doesn't show in which of them its service is. Otherwise those that are known. */
async function clustersFor(
  { services }: NeighborSource,
  scene: Scene,
  mentions: Mentions,
): Promise<{ readonly names: readonly string[]; readonly unread: readonly UnreadNeighbors[] }> {
  const own = scene.world.service.cluster;
  try {
    return { names: [...new Set([own, ...(await services.clusters())])], unread: [] };
  } catch (error) {
    const names = [own, ...mentions.services.map(({ cluster }) => cluster)];
    return { names: [...new Set(names)], unread: [unreadBecause(error, 'services of other clusters')] };
  }
}

/** The services of the cluster that use what the plan names. If they can't be listed, those that it names itself. */
async function candidatesIn(
  from: NeighborSource,
  mentions: Mentions,
  cluster: string,
): Promise<{ readonly services: readonly NamedService[]; readonly unread: readonly UnreadNeighbors[] }> {
  try {
    const { services: listed, unread } = await from.services.externalServices(cluster);
    const balancers = await balancersOf(from, listed);
    const found = listed.filter((one) =>
      isMentioned(
        mentions,
        one,
        groupsOf(one).flatMap((group) => balancers.get(group) ?? []),
      ),
    );
    return {
      services: found.map(({ service }) => nameOf(service)),
      unread: unread.map(({ service, why }) => ({ what: formatNamed({ cluster, service }), why })),
    };
  } catch (error) {
    const services = mentions.services.filter((named) => named.cluster === cluster);
    return { services, unread: [unreadBecause(error, `other services of cluster ${cluster}`)] };
  }
}

async function balancersOf(
  { loadBalancer }: NeighborSource,
  listed: readonly ListedService[],
): Promise<ReadonlyMap<TargetGroupArn, readonly LoadBalancerArn[]>> {
  const found = await loadBalancer.readListedGroups([...new Set(listed.flatMap(groupsOf))]);
  return new Map(found.map(({ arn, loadBalancers }) => [arn, loadBalancers]));
}

async function readNeighbor(
  { portsFor }: NeighborSource,
  request: Request,
  named: NamedService,
): Promise<{ readonly world: World } | UnreadNeighbors> {
  const own = neighborRequest(request, named);
  const ports = portsFor(own);
  // What only a release asks for is left out.
  const memory = { ...blankMemory(ports.clock.now()), isPreflightPassed: true };
  try {
    return { world: await createObserver(ports, own)(memory) };
  } catch (error) {
    return unreadBecause(error, formatNamed(named));
  }
}

function unreadBecause(error: unknown, what: string): UnreadNeighbors {
  if (!(error instanceof PortError)) throw error;
  const { action, code } = error.trouble;
  return { what, why: `${action}: ${code}` };
}
