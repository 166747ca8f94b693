// What stands in the way of removing a task set, or tasks of it.
import { isQuiet, quietInMs, unlabelledInMs } from '../health/quiet.ts';
import { nothing, type Attempt } from '../model/attempt.ts';
import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import { isOnAnyRule } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';
import { endSessions } from '../sessions/cut.ts';

interface Guarded {
  readonly phase: Step['phase'];
  readonly because: string;
  /** `true` only if no rule can have sent the task set a request: then no load balancer node has to pick up a change. */
  readonly wasNeverLive?: boolean;
}

/**
 * `null`: nothing. No rule leads to its target group by weight or by cookie, none has for long enough that every node has
 * picked that up, it is not PRIMARY, and no rollback that gave it the label can be in flight (invariant 1).
 */
export function guardRemoval(
  scene: Scene,
  set: TaskSetView,
  { phase, because, wasNeverLive = false }: Guarded,
): Attempt | null {
  if (isOnAnyRule(scene.world, set) || set.status !== 'ACTIVE') return nothing;
  // What a rollback itself removes is what it takes traffic from.
  const labelledMs = scene.memory.failure === null ? unlabelledInMs(scene, set) : 0;
  if (labelledMs > 0) return { kind: 'not-yet', ms: labelledMs };
  const ending = endSessions(scene, set, { phase, because });
  if (ending !== null) return ending;
  const isAsked = !wasNeverLive || scene.memory.lastByCookiesMs[set.arn] !== undefined;
  if (isAsked && !isQuiet(scene, set)) return { kind: 'not-yet', ms: quietInMs(scene, set) };
  return null;
}
