import { lastPart } from '../context.ts';
import type { AwsContext } from '../context.ts';
import { AwsError, clientError, invalidParameter } from '../error.ts';
import type {
  AwsState,
  ClusterState,
  ServiceState,
  TaskDefinitionState,
  TaskSetState,
  TaskState,
} from '../state.ts';

/** By name or ARN; AWS falls back to `default` where the request names none. */
export function clusterOf(state: AwsState, nameOrArn: string | undefined): ClusterState {
  const name = lastPart(nameOrArn ?? 'default');
  const found = state.clusters.find((one) => one.name === name);
  if (found === undefined) throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
  return found;
}

export function findService(state: AwsState, cluster: ClusterState, nameOrArn: string): ServiceState | null {
  const name = lastPart(nameOrArn);
  return state.services.find((one) => one.clusterArn === cluster.arn && one.name === name) ?? null;
}

export function activeService(state: AwsState, cluster: ClusterState, nameOrArn: string): ServiceState {
  const found = findService(state, cluster, nameOrArn);
  if (found === null) throw new AwsError('ServiceNotFoundException', 'Service not found.');
  if (found.status !== 'ACTIVE') throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
  return found;
}

export function externalService(state: AwsState, cluster: ClusterState, nameOrArn: string): ServiceState {
  const service = activeService(state, cluster, nameOrArn);
  if (service.controller !== 'EXTERNAL') {
    throw invalidParameter(
      `Task sets can only be managed on services with the EXTERNAL deployment controller; this service has ${service.controller}.`,
    );
  }
  return service;
}

export function taskSetsOf(state: AwsState, service: ServiceState): TaskSetState[] {
  return state.taskSets.filter((one) => one.serviceArn === service.arn);
}

/** Task sets are named by id (`ecs-svc/123`) or ARN. */
export function findTaskSet(state: AwsState, service: ServiceState, idOrArn: string): TaskSetState | null {
  const found = taskSetsOf(state, service).find((one) => one.arn === idOrArn || one.id === idOrArn);
  return found ?? null;
}

export function existingTaskSet(state: AwsState, service: ServiceState, idOrArn: string): TaskSetState {
  const found = findTaskSet(state, service, idOrArn);
  if (found === null) throw new AwsError('TaskSetNotFoundException', 'The specified task set was not found.');
  return found;
}

/** By ARN, `family:revision`, or `family` for its latest active revision. */
export function findTaskDefinition(state: AwsState, name: string): TaskDefinitionState | null {
  const [family = '', revision] = lastPart(name).split(':');
  const ofFamily = state.taskDefinitions.filter((one) => one.family === family);
  if (revision !== undefined) return ofFamily.find((one) => String(one.revision) === revision) ?? null;
  return ofFamily.filter((one) => one.status === 'ACTIVE').sort((a, b) => b.revision - a.revision)[0] ?? null;
}

export function existingTaskDefinition(state: AwsState, name: string): TaskDefinitionState {
  const found = findTaskDefinition(state, name);
  if (found === null) throw clientError('Unable to describe task definition.');
  return found;
}

export function tasksOf(state: AwsState, set: TaskSetState): TaskState[] {
  return state.tasks.filter((one) => one.taskSetId === set.id);
}

/** How many tasks a set is to run: ceil(desiredCount × scale), none while it drains (fact 3). */
export function computedCount(service: ServiceState, set: TaskSetState): number {
  return set.status === 'DRAINING' ? 0 : Math.ceil((service.desiredCount * set.scale) / 100);
}

interface TaskCounts {
  readonly running: number;
  readonly pending: number;
}

export function taskCounts(state: AwsState, set: TaskSetState): TaskCounts {
  const wanted = tasksOf(state, set).filter((one) => one.desiredStatus === 'RUNNING');
  const running = wanted.filter((one) => one.status === 'RUNNING').length;
  return { running, pending: wanted.length - running };
}

export function addEvent(
  context: Pick<AwsContext, 'now'>,
  service: ServiceState,
  id: string,
  message: string,
): void {
  service.events = [{ id, at: context.now, message }, ...service.events].slice(0, 100);
}
