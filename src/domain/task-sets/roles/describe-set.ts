// How messages name a task set.
import { shortName } from '../../common/values/arn.ts';
import { formatCount } from '../../common/values/count.ts';
import type { SetOutline, TaskSetView } from '../model/world.ts';

/** `ecs-svc/123 (web:42)` */
export const formatSet = (set: SetOutline): string => `${set.id} (${shortName(set.taskDefinition)})`;

/** Of a task set whose tasks outlive their time: ECS may stop protected ones only when their protection ends (fact 21e). */
export function describeProtected({ running, pending }: Pick<TaskSetView, 'running' | 'pending'>): string {
  const tasks = running + pending;
  return `${formatCount(tasks, 'task')} of it still ${tasks === 1 ? 'runs' : 'run'}, as a protected task may for up to 48 hours`;
}
