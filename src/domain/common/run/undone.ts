import type { Memory } from '../../task-sets/model/memory.ts';
import type { Trouble } from '../values/trouble.ts';
import { isRefusedForScale } from '../../task-sets/evolve/trouble-verdict.ts';

/** What AWS would not take, each with the right or the reason that was missing. */
export const leftUndone = (memory: Memory): readonly string[] =>
  Object.entries(memory.abandoned)
    .filter(([key, trouble]) => !isAnsweredByScaling(key, trouble))
    .map(
      ([key, trouble]) =>
        `${key}: ${trouble.action} on ${trouble.resource} failed: ${trouble.code}: ${trouble.message}` +
        (trouble.kind === 'denied' ? `; allow ${trouble.action} for the role of this job` : ''),
    );

/** ECS wanted the set at scale 0 first and got it; what may have failed after that stands under its own key. */
const isAnsweredByScaling = (key: string, trouble: Trouble): boolean =>
  isRefusedForScale(trouble) && !key.endsWith(' at 0 %');
