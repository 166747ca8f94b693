import type { Settings } from '../aws/context.ts';
import type { AwsState, ServiceState, TaskSetState } from '../aws/state.ts';
import { addEvent } from '../aws/ecs/find.ts';
import { uuid } from '../aws/context.ts';
import type { Addresses } from '../tasks/addresses.ts';
import type { PortPool } from '../tasks/ports.ts';
import type { TaskProcesses } from '../tasks/task-processes.ts';

/** What the scheduler works with in one turn. */
export interface Turn {
  readonly state: AwsState;
  readonly settings: Settings;
  readonly now: number;
  readonly addresses: Addresses;
  readonly processes: TaskProcesses;
  /** By container instance ARN. */
  readonly ports: ReadonlyMap<string, PortPool>;
}

export function serviceOf(turn: Turn, set: TaskSetState): ServiceState | null {
  return turn.state.services.find((one) => one.arn === set.serviceArn) ?? null;
}

/** A service event, with the task set named as ECS does. */
export function addTaskSetEvent(turn: Turn, service: ServiceState, set: TaskSetState, message: string): void {
  addEvent(turn, service, uuid(), `(service ${service.name}, taskSet ${set.id}) ${message}`);
}

/** The same, but not over and over. */
export function addRareEvent(turn: Turn, service: ServiceState, set: TaskSetState, message: string): void {
  const full = `(service ${service.name}, taskSet ${set.id}) ${message}`;
  const isFresh = service.events.some((one) => one.message === full && turn.now - one.at < 5000);
  if (!isFresh) addTaskSetEvent(turn, service, set, message);
}
