// How messages name a task set.
import { shortName } from '../../common/values/arn.ts';
import type { TaskSetView } from '../model/world.ts';

/** `ecs-svc/123 (web:42)` */
export const formatSet = (set: TaskSetView): string => `${set.id} (${shortName(set.taskDefinition)})`;
