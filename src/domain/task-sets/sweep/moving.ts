// When a sweep moves production traffic.
import { staleReadMs } from '../../common/run/refusal.ts';
import { doing, type Finding } from './finding.ts';
import type { Scene } from '../roles/scene.ts';
import { wait } from '../model/make-step.ts';

/** Whether the problem was seen for longer than a read may be stale. */
export const hasBeenAstray = ({ memory, world }: Scene): boolean =>
  memory.astraySinceMs !== null && world.nowMs - memory.astraySinceMs >= staleReadMs;

/** The same for a live set that can't serve. */
export const hasBeenUnserved = ({ memory, world }: Scene): boolean =>
  memory.unhealthyLiveSinceMs !== null && world.nowMs - memory.unhealthyLiveSinceMs >= staleReadMs;

export const readAgain: Finding = doing(
  wait('prepare', 'reading-back', 'what is live does not serve, so it is read again', 1000),
);
