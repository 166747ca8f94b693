// How messages name a task set.
import { shortName } from '../../common/values/arn.ts';
import type { SetOutline } from '../model/world.ts';

/** `ecs-svc/123 (web:42)` */
export const formatSet = (set: SetOutline): string => `${set.id} (${shortName(set.taskDefinition)})`;
