// Starting and removing tasks, so that each task set runs what it should.
import { ecsArn, hexId } from '../aws/context.ts';
import { computedCount, existingTaskDefinition, tasksOf } from '../aws/ecs/find.ts';
import { containersOf, fixedPortsOf, networkModeOf } from '../aws/ecs/task-definition-document.ts';
import type { ContainerDocument } from '../aws/ecs/task-definition-document.ts';
import type {
  ContainerInstanceState,
  ContainerState,
  ServiceState,
  TaskDefinitionState,
  TaskSetState,
  TaskState,
} from '../aws/state.ts';
import { serviceOf, addTaskSetEvent, addRareEvent } from './deps.ts';
import type { Turn } from './deps.ts';
import { requestStop } from './lifecycle.ts';

function launchTypeOf(set: TaskSetState): 'EC2' | 'FARGATE' | 'EXTERNAL' {
  if (set.launchType === 'FARGATE' || set.launchType === 'EXTERNAL') return set.launchType;
  const onFargate = set.capacityProviderStrategy.some(
    (one) => one.capacityProvider?.startsWith('FARGATE') === true,
  );
  return onFargate ? 'FARGATE' : 'EC2';
}

/**
 * The instance with the fewest tasks on which the ports are free. `null`: none is needed, on Fargate. Without an
 * instance, the end of the event that says why.
 */
function instanceFor(turn: Turn, set: TaskSetState): ContainerInstanceState | null | string {
  const launchType = launchTypeOf(set);
  if (launchType === 'FARGATE') return null;
  const tasksOn = (one: ContainerInstanceState): readonly TaskState[] =>
    turn.state.tasks.filter((task) => task.containerInstanceArn === one.arn && task.status !== 'STOPPED');
  const wanted = fixedPortsOf(existingTaskDefinition(turn.state, set.taskDefinitionArn).document);
  const isFree = (one: ContainerInstanceState): boolean =>
    !tasksOn(one).some(
      ({ awsvpc, containers }) =>
        !awsvpc &&
        containers.some(({ bindings }) => bindings.some(({ hostPort }) => wanted.includes(hostPort))),
    );
  const all = turn.state.containerInstances.filter((one) => one.clusterArn === set.clusterArn);
  const inOrder = all.toSorted((a, b) => tasksOn(a).length - tasksOn(b).length);
  const [closest] = inOrder;
  if (closest === undefined) return noCapacity[launchType];
  return inOrder.find(isFree) ?? portTaken(closest);
}

function hasRoom(turn: Turn): boolean {
  const { capacity } = turn.settings;
  return capacity === null || turn.state.tasks.filter((one) => one.status !== 'STOPPED').length < capacity;
}

const noCapacity = {
  FARGATE:
    'was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
  EC2: 'was unable to place a task because no container instance met all of its requirements. The closest matching container instance has insufficient CPU units available.',
  EXTERNAL: 'was unable to place a task because no container instance met all of its requirements.',
} as const;

const portTaken = ({ arn }: ContainerInstanceState): string =>
  `was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance ${arn.split('/').at(-1) ?? ''}) is already using a port required by your task.`;

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

function newTask(
  turn: Turn,
  service: ServiceState,
  set: TaskSetState,
  instance: ContainerInstanceState | null,
): TaskState | null {
  const definition = existingTaskDefinition(turn.state, set.taskDefinitionArn);
  const awsvpc = networkModeOf(definition.document) === 'awsvpc';
  const containers = newContainers(turn, definition, instance, awsvpc);
  if (containers === null) return null;
  const id = hexId(16);
  return {
    id,
    arn: ecsArn(turn.settings, `task/${service.clusterName}/${id}`),
    clusterArn: service.clusterArn,
    serviceName: service.name,
    taskSetId: set.id,
    taskDefinitionArn: definition.arn,
    launchType: launchTypeOf(set),
    awsvpc,
    address: awsvpc || instance === null ? turn.addresses.takeForTask() : instance.address,
    containerInstanceArn: instance?.arn ?? null,
    createdAt: turn.now,
    containers,
    desiredStatus: 'RUNNING',
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

function startMissing(turn: Turn, service: ServiceState, set: TaskSetState, missing: number): void {
  const started: TaskState[] = [];
  for (let count = 0; count < missing; count++) {
    const instance = instanceFor(turn, set);
    const why =
      typeof instance === 'string' ? instance : hasRoom(turn) ? null : noCapacity[launchTypeOf(set)];
    if (typeof instance === 'string' || why !== null) {
      addRareEvent(turn, service, set, why ?? '');
      break;
    }
    const task = newTask(turn, service, set, instance);
    if (task === null) break;
    turn.state.tasks.push(task);
    started.push(task);
  }
  if (started.length === 0) return;
  const names = started.map((one) => `(task ${one.id})`).join(' ');
  addTaskSetEvent(turn, service, set, `has started ${started.length} tasks: ${names}.`);
}

function stopSurplus(
  turn: Turn,
  service: ServiceState,
  set: TaskSetState,
  surplus: readonly TaskState[],
): void {
  if (surplus.length === 0) return;
  for (const task of surplus) {
    requestStop(
      turn,
      task,
      'ServiceSchedulerInitiated',
      `Scaling activity initiated by (deployment ${set.id})`,
    );
  }
  addTaskSetEvent(turn, service, set, `has begun draining connections on ${surplus.length} tasks.`);
}

/** One set: failed tasks are replaced for ever, only those that could not even start with a growing pause (fact 5). */
export function placeTasks(turn: Turn, set: TaskSetState): void {
  const service = serviceOf(turn, set);
  if (service === null) return;
  const wanted = tasksOf(turn.state, set).filter((one) => one.desiredStatus === 'RUNNING');
  const missing = computedCount(service, set) - wanted.length;
  if (missing > 0 && turn.now >= set.nextStartAt) startMissing(turn, service, set, missing);
  if (missing < 0) stopSurplus(turn, service, set, wanted.slice(missing));
}
