// What tasks take over time: vCPU-hours and GB-hours on Fargate, otherwise task-hours. Prices aren't known here.
import type { TaskSize } from './size.ts';

/** Hours of tasks of one size. */
export interface FleetHours {
  /** Hours of single tasks, added up. */
  readonly taskHours: number;
  /** vCPU-hours. `null`: the tasks don't run on Fargate, or their size is not known. */
  readonly vcpuHours: number | null;
  /** GB-hours of memory. `null` as above. */
  readonly gbHours: number | null;
}

const msPerHour = 3_600_000;

export function hoursOf(taskMs: number, size: TaskSize | null): FleetHours {
  const taskHours = taskMs / msPerHour;
  return {
    taskHours,
    vcpuHours: size === null ? null : taskHours * size.vcpu,
    gbHours: size === null ? null : taskHours * size.gb,
  };
}

/** A fleet without any hours changes nothing, whatever its size. */
export function addHours(one: FleetHours, other: FleetHours): FleetHours {
  if (one.taskHours === 0) return other;
  if (other.taskHours === 0) return one;
  const sum = (left: number | null, right: number | null): number | null =>
    left === null || right === null ? null : left + right;
  return {
    taskHours: one.taskHours + other.taskHours,
    vcpuHours: sum(one.vcpuHours, other.vcpuHours),
    gbHours: sum(one.gbHours, other.gbHours),
  };
}

/** `0.13 vCPU-hours and 0.25 GB-hours`, or `0.5 task-hours`. */
export function formatHours({ taskHours, vcpuHours, gbHours }: FleetHours): string {
  return vcpuHours === null || gbHours === null
    ? `${formatNumber(taskHours)} task-hours`
    : `${formatNumber(vcpuHours)} vCPU-hours and ${formatNumber(gbHours)} GB-hours`;
}

/** Two digits of what is small, and no digits that nobody needs of what is large. */
function formatNumber(value: number): string {
  if (value === 0) return '0';
  if (value < 0.001) return 'less than 0.001';
  return value < 10 ? String(Number(value.toPrecision(2))) : String(Math.round(value));
}
