// A new task: on which instance there is room for it, and what it consists of.
import { ecsArn, hexId } from '../aws/context.ts';
import { existingTaskDefinition } from '../aws/ecs/find.ts';
import { containersOf, fixedPortsOf, networkModeOf } from '../aws/ecs/task-definition-document.ts';
import type { ContainerDocument } from '../aws/ecs/task-definition-document.ts';
import type {
  ContainerInstanceState,
  ContainerState,
  Placement,
  TaskDefinitionState,
  TaskOwner,
  TaskState,
} from '../aws/state.ts';
import { emptiestZone, zoneOfSubnet } from '../tasks/zones.ts';
import type { Turn } from './deps.ts';

export function launchTypeOf(placement: Placement): 'EC2' | 'FARGATE' | 'EXTERNAL' {
  const { launchType } = placement;
  if (launchType === 'FARGATE' || launchType === 'EXTERNAL') return launchType;
  const onFargate = placement.capacityProviderStrategy.some(
    (one) => one.capacityProvider?.startsWith('FARGATE') === true,
  );
  return onFargate ? 'FARGATE' : 'EC2';
}

interface Place {
  /** `null`: none is needed, on Fargate. */
  readonly instance: ContainerInstanceState | null;
  readonly zone: string;
}

/** There is no instance, its ports are taken on the closest one, or no zone of its subnets has room. */
export type NoPlace =
  { readonly why: 'none' | 'zones' } | { readonly why: 'ports'; readonly closest: ContainerInstanceState };

/** On Fargate, the zone with the fewest tasks of the same owner. Else the instance with the fewest tasks on which the ports are free. */
export function placeFor(turn: Turn, placement: Placement, owner: TaskOwner): Place | NoPlace {
  if (launchTypeOf(placement) === 'FARGATE') return fargateZone(turn, placement, owner);
  const tasksOn = (one: ContainerInstanceState): readonly TaskState[] =>
    turn.state.tasks.filter((task) => task.containerInstanceArn === one.arn && task.status !== 'STOPPED');
  const wanted = fixedPortsOf(existingTaskDefinition(turn.state, placement.taskDefinitionArn).document);
  const isFree = (one: ContainerInstanceState): boolean =>
    !tasksOn(one).some(
      ({ awsvpc, containers }) =>
        !awsvpc &&
        containers.some(({ bindings }) => bindings.some(({ hostPort }) => wanted.includes(hostPort))),
    );
  const all = turn.state.containerInstances.filter((one) => one.clusterArn === placement.clusterArn);
  const inOrder = all.toSorted((a, b) => tasksOn(a).length - tasksOn(b).length);
  const [closest] = inOrder;
  if (closest === undefined) return { why: 'none' };
  const instance = inOrder.find(isFree);
  return instance === undefined ? { why: 'ports', closest } : { instance, zone: instance.zone };
}

function fargateZone(
  { state, settings }: Turn,
  { network }: Placement,
  { taskSetId }: TaskOwner,
): Place | NoPlace {
  const zones = (network?.subnets ?? []).map((subnet) => zoneOfSubnet(settings, subnet));
  const running = state.tasks.filter(({ status }) => status !== 'STOPPED');
  const hasRoom = (zone: string): boolean =>
    running.filter((one) => one.zone === zone).length < (settings.zoneCapacity[zone] ?? Infinity);
  const own = running.filter((one) => one.taskSetId === taskSetId && one.desiredStatus === 'RUNNING');
  const zone = emptiestZone(zones, own, hasRoom);
  return zone === null ? { why: 'zones' } : { instance: null, zone };
}

export function hasRoom(turn: Turn): boolean {
  const { capacity } = turn.settings;
  return capacity === null || turn.state.tasks.filter((one) => one.status !== 'STOPPED').length < capacity;
}

/** Host ports of a container; null while the instance has no free one at hand. */
function bindingsOf(
  turn: Turn,
  document: ContainerDocument,
  instance: ContainerInstanceState | null,
  isAwsvpc: boolean,
): ContainerState['bindings'] | null {
  const bindings: { containerPort: number; hostPort: number }[] = [];
  for (const { containerPort, hostPort } of document.ports) {
    const pool = instance === null ? undefined : turn.ports.get(instance.arn);
    const port = isAwsvpc ? containerPort : hostPort > 0 ? hostPort : (pool?.take() ?? null);
    if (port === null) return null;
    bindings.push({ containerPort, hostPort: port });
  }
  return bindings;
}

function newContainers(
  turn: Turn,
  definition: TaskDefinitionState,
  instance: ContainerInstanceState | null,
  isAwsvpc: boolean,
): ContainerState[] | null {
  const containers: ContainerState[] = [];
  for (const document of containersOf(definition.document)) {
    const bindings = bindingsOf(turn, document, instance, isAwsvpc);
    if (bindings === null) return null;
    const { name, image, essential } = document;
    containers.push({
      name,
      image,
      essential,
      bindings,
      status: 'PENDING',
      exitCode: null,
      reason: null,
      imageDigest: null,
      isUp: false,
      pid: null,
    });
  }
  return containers;
}

/** Null while its instance has no free port at hand. */
export function newTask(
  turn: Turn,
  placement: Placement,
  { instance, zone }: Place,
  owner: TaskOwner,
): TaskState | null {
  const definition = existingTaskDefinition(turn.state, placement.taskDefinitionArn);
  const awsvpc = networkModeOf(definition.document) === 'awsvpc';
  const containers = newContainers(turn, definition, instance, awsvpc);
  const cluster = turn.state.clusters.find(({ arn }) => arn === placement.clusterArn);
  if (containers === null || cluster === undefined) return null;
  const id = hexId(16);
  return {
    id,
    arn: ecsArn(turn.settings, `task/${cluster.name}/${id}`),
    clusterArn: cluster.arn,
    ...owner,
    taskDefinitionArn: definition.arn,
    launchType: launchTypeOf(placement),
    awsvpc,
    zone,
    address: awsvpc || instance === null ? turn.addresses.takeForTask() : instance.address,
    containerInstanceArn: instance?.arn ?? null,
    createdAt: turn.now,
    containers,
    desiredStatus: 'RUNNING',
    protectedUntil: null,
    status: 'PROVISIONING',
    startAt: turn.now + turn.settings.delays.taskStart,
    startedAt: null,
    registered: false,
    deregisterAt: null,
    stopAt: null,
    stoppingAt: null,
    stoppedAt: null,
    stopCode: null,
    stoppedReason: null,
  };
}
