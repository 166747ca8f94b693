import { at } from './place.ts';
import type { TaskView } from '../../src/domain/common/tasks/view.ts';

export const aTask = (set: number, k: number, changes: Partial<TaskView> = {}): TaskView => ({
  ...plainTask(set, k),
  ...changes,
});

/** Where task `k` of set `set` listens, and how its target is known. */
export const endpointOf = (set: number, k: number): { id: string; port: number } => ({
  id: `10.0.${String(set)}.${String(k)}`,
  port: 8080,
});

const plainTasks = new Map<number, TaskView>();

/** Made once: worlds are looked at some million times. */
export function plainTask(set: number, k: number): TaskView {
  const number = set * 1000 + k;
  const known = plainTasks.get(number);
  if (known !== undefined) return known;
  const task: TaskView = {
    arn: `arn:aws:ecs:${at}:task/main/${String(set)}-${String(k)}`,
    lastStatus: 'RUNNING',
    createdAtMs: null,
    endpoint: endpointOf(set, k),
    ipv6Endpoint: null,
    zone: null,
    images: [],
  };
  plainTasks.set(number, task);
  return task;
}
