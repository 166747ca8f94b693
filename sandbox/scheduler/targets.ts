// Registering tasks with their target group, draining them, and what an unhealthy target means for its task.
import { initialHealth } from '../aws/elb/initial-health.ts';
import type { TargetGroupState, TargetState, TaskSetState, TaskState } from '../aws/state.ts';
import { shortIpv6 } from '../tasks/ipv6.ts';
import { shownAddress } from '../tasks/shown-address.ts';
import { serviceOf, addTaskSetEvent } from './deps.ts';
import type { Turn } from './deps.ts';
import { requestStop } from './lifecycle.ts';

interface Registration {
  readonly group: TargetGroupState;
  /** What identifies the target in its group. */
  readonly id: string;
  readonly port: number;
}

/** Where a task belongs in its set's target group; null without a load balancer. */
export function registrationOf(
  turn: Pick<Turn, 'state' | 'settings'>,
  set: TaskSetState,
  task: TaskState,
): Registration | null {
  const [balancer] = set.loadBalancers;
  const group = turn.state.targetGroups.find((one) => one.arn === balancer?.targetGroupArn);
  if (balancer === undefined || group === undefined) return null;
  const container = task.containers.find((one) => one.name === balancer.containerName);
  const port = container?.bindings.find((one) => one.containerPort === balancer.containerPort)?.hostPort;
  if (port === undefined) return null;
  const instance = turn.state.containerInstances.find((one) => one.arn === task.containerInstanceArn);
  const address = shownAddress(turn.settings, task.address);
  return { group, id: targetId(group, address, instance?.ec2InstanceId ?? ''), port };
}

function targetId(group: TargetGroupState, address: string, instanceId: string): string {
  if (group.targetType === 'instance') return instanceId;
  return group.ipAddressType === 'ipv6' ? shortIpv6(address) : address;
}

export function targetOf(registration: Registration): TargetState | null {
  const { group, id, port } = registration;
  return group.targets.find((one) => one.id === id && one.port === port) ?? null;
}

function register(turn: Turn, set: TaskSetState, task: TaskState, registration: Registration): void {
  const { group, id, port } = registration;
  const { now } = turn;
  group.targets = group.targets.filter((one) => one.id !== id || one.port !== port);
  const health = initialHealth(now, turn.settings.delays.health);
  const { address, zone } = task;
  const begun = { registeredAt: now, drainedAt: null, slowStartAt: null, ...health };
  group.targets.push({ id, port, address, zone, ...begun });
  task.registered = true;
  const service = serviceOf(turn, set);
  if (service !== null)
    addTaskSetEvent(turn, service, set, `registered 1 targets in (target-group ${group.arn})`);
}

/** Starts the draining and says when SIGTERM is due: only after the whole delay (fact 17). */
function deregister(turn: Turn, task: TaskState, registration: Registration | null): void {
  const { group } = registration ?? { group: null };
  const target = registration === null ? null : targetOf(registration);
  let drainedAt = turn.now;
  if (target !== null && group !== null && task.registered) {
    const delayMs = group.deregistrationDelayMs ?? turn.settings.delays.draining;
    drainedAt = group.usedSince === null ? turn.now : turn.now + delayMs;
    target.drainedAt ??= drainedAt;
  }
  task.registered = false;
  task.stopAt = drainedAt;
}

function replaceIfUnhealthy(
  turn: Turn,
  set: TaskSetState,
  task: TaskState,
  registration: Registration,
): void {
  const { group } = registration;
  const target = targetOf(registration);
  const service = serviceOf(turn, set);
  if (
    target?.health !== 'unhealthy' ||
    target.drainedAt !== null ||
    group.usedSince === null ||
    service === null
  )
    return;
  if (turn.now < (task.startedAt ?? 0) + service.healthCheckGracePeriodSeconds * 1000) return;
  addTaskSetEvent(
    turn,
    service,
    set,
    `(task ${task.id}) (port ${target.port}) is unhealthy in (target-group ${group.arn}) due to (reason ${target.description ?? ''})`,
  );
  requestStop(
    turn,
    task,
    'ServiceSchedulerInitiated',
    `Task failed ELB health checks in (target-group ${group.arn})`,
  );
}

/** One task's place in its target group, this turn. */
export function advanceTarget(turn: Turn, set: TaskSetState, task: TaskState): void {
  const registration = registrationOf(turn, set, task);
  if (task.deregisterAt !== null) {
    if (turn.now >= task.deregisterAt && task.stopAt === null) deregister(turn, task, registration);
    return;
  }
  if (registration === null || task.status !== 'RUNNING' || task.startedAt === null) return;
  if (task.registered) replaceIfUnhealthy(turn, set, task, registration);
  else if (turn.now >= task.startedAt + turn.settings.delays.registration)
    register(turn, set, task, registration);
}

export function removeDrained(turn: Turn): void {
  for (const group of turn.state.targetGroups) {
    group.targets = group.targets.filter((one) => one.drainedAt === null || turn.now < one.drainedAt);
  }
}
