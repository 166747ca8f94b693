// What ECS shows of a task that failed: the facts that a person needs first, and the container whose log shows why.
import { lastPart } from '../values/arn.ts';
import type { TargetView } from '../load-balancer/view.ts';
import { isUnhealthyStop } from './stop-causes.ts';
import type { StoppedTask, TaskView } from './view.ts';

export interface FailedTask {
  /** Its ARN. */
  readonly arn: string;
  /** Its revision. */
  readonly definition: string;
  /** `null`: ECS shows none. */
  readonly container: string | null;
  /** Whether the container ran, so that it may have written a log. */
  readonly hasRun: boolean;
  readonly facts: readonly Fact[];
}

export interface Fact {
  readonly name:
    'task' | 'stop code' | 'stop reason' | 'container' | 'exit code' | 'container reason' | 'health check';
  readonly value: string;
}

interface Whose {
  readonly definition: string;
  /** The container behind the load balancer. `null`: there is none, as in a one-off task. */
  readonly served: string | null;
}

type Stop = Pick<StoppedTask, 'stopCode' | 'stoppedReason' | 'containers'>;
type Container = StoppedTask['containers'][number];

/** What ECS sends to the other containers when one of them ends a task: SIGKILL and SIGTERM. */
const killed = new Set([128 + 9, 128 + 15]);

/**
 * The container that ended the task. `null`: ECS shows none. The exit codes of those that were killed with it say nothing,
 * nor does any if ECS stopped the task.
 */
export function failedContainer(stop: Stop, served: string | null): Container | null {
  const { containers } = stop;
  const own = containers.find(({ name }) => name === served);
  const ended = containers.filter(({ exitCode }) => exitCode !== null);
  const found = isUnhealthyStop(stop)
    ? (containers.find(({ isUnhealthy }) => isUnhealthy) ?? own)
    : (containers.find(({ reason }) => reason !== null) ??
      ended.find(({ exitCode }) => exitCode !== 0 && !killed.has(exitCode ?? 0)) ??
      ended.find(({ name }) => name === served) ??
      ended.find(({ exitCode }) => exitCode !== 0) ??
      ended[0] ??
      own);
  return found ?? containers[0] ?? null;
}

/** `health`: why its targets were unhealthy, as last seen. `null`: not known. */
export function failedTask(
  stop: StoppedTask,
  { definition, served }: Whose,
  health: string | null,
): FailedTask {
  const container = failedContainer(stop, served);
  const wasUnhealthy = isUnhealthyStop(stop);
  return {
    arn: stop.arn,
    definition,
    container: container?.name ?? null,
    hasRun: stop.stopCode !== 'TaskFailedToStart' && container !== null,
    facts: factsOf({
      task: lastPart(stop.arn),
      'stop code': stop.stopCode,
      'stop reason': stop.stoppedReason,
      container: container?.name ?? null,
      'exit code': container?.exitCode ?? null,
      'container reason': container?.reason === stop.stoppedReason ? null : (container?.reason ?? null),
      'health check': wasUnhealthy ? health : null,
    }),
  };
}

/** A task that runs, and whose target is unhealthy. */
export const unhealthyTask = (
  task: Pick<TaskView, 'arn'>,
  { definition, served }: Whose,
  target: Pick<TargetView, 'reason' | 'description'>,
): FailedTask => ({
  arn: task.arn,
  definition,
  container: served,
  hasRun: true,
  facts: factsOf({
    task: `${lastPart(task.arn)} (still running)`,
    container: served,
    'health check': describeHealth(target),
  }),
});

/** A one-off task that ended, or that had to be stopped: `container` did its work. `stop` null: it has not ended. */
export function failedOneOff(
  { arn, taskDefinition: definition, stop, hasRun, lastStatus }: OneOff,
  container: string | null,
): FailedTask {
  if (stop === null)
    return {
      ...{ arn, definition, container, hasRun },
      facts: factsOf({ task: `${lastPart(arn)} (${hasRun ? 'still running' : lastStatus})`, container }),
    };
  const own = stop.containers.filter(({ name }) => name === container);
  const failed = own.some(({ exitCode }) => exitCode !== null && exitCode !== 0);
  return failedTask(failed ? { ...stop, containers: own } : stop, { definition, served: container }, null);
}

interface OneOff {
  readonly arn: string;
  readonly taskDefinition: string;
  readonly hasRun: boolean;
  readonly lastStatus: string;
  readonly stop: StoppedTask | null;
}

/** `null`: the load balancer gives no reason. */
export function describeHealth({
  reason,
  description,
}: Pick<TargetView, 'reason' | 'description'>): string | null {
  const words = [reason, description].filter((part) => part !== null && part !== '');
  return words.length === 0 ? null : words.join(': ');
}

function factsOf(values: Readonly<Partial<Record<Fact['name'], string | number | null>>>): readonly Fact[] {
  return Object.entries(values).flatMap(([name, value]): readonly Fact[] =>
    value === null || value === '' ? [] : [{ name: name as Fact['name'], value: String(value) }],
  );
}
