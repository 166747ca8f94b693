// Whether green can take the next production rule, and how many healthy targets it has to have once it has traffic.
import { formatCount } from '../../common/values/count.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type { Memory } from '../model/memory.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { groupMates, describeUnhealthy, healthyOwn, isReady, strangers, type Verdict } from './readiness.ts';
import { isGreenLive } from './switch-state.ts';

export interface Hindrance {
  readonly reason: Extract<ReasonCode, 'waiting-for-ready' | 'waiting-for-group-to-empty'>;
  readonly why: string;
}

/** Invariant 2: why green can't take a production rule in this observation. `null`: it can. */
export function whyNotNext(scene: Scene, green: TaskSetView): Hindrance | null {
  const { world } = scene;
  const verdict = hasBegun(scene) ? hasCapacity(scene, green) : isReady(world, green);
  if (!verdict.isYes) return { reason: 'waiting-for-ready', why: `green ${green.id}: ${verdict.why}` };
  if (strangers(world, green).length + groupMates(world, green).length === 0) return null;
  return {
    reason: 'waiting-for-group-to-empty',
    why: "other targets or task sets are in green's target group",
  };
}

/** A production rule is on green, or this process saw one there. */
export function hasBegun(scene: Scene): boolean {
  const { switchCapacity, rulesOnGreen } = scene.memory;
  return isGreenLive(scene) || (switchCapacity !== null && rulesOnGreen.length > 0);
}

/** Scaling may change the counts at any moment, so green does not have to be steady once it serves (ADR 26). */
function hasCapacity({ world, memory }: Scene, green: TaskSetView): Verdict {
  if (green.status === 'DRAINING') return { isYes: false, why: 'it is draining' };
  const healthy = healthyOwn(world, green).length;
  const needed = Math.max(1, atMost(memory.switchCapacity, green));
  if (healthy >= needed) return { isYes: true };
  const why = `${formatCount(healthy, 'healthy target')}${describeUnhealthy(world, green)}, and it needs ${String(needed)} to take more traffic`;
  return { isYes: false, why };
}

/** The count, or the computed count of the task set if that is smaller now. `null`: the computed count. */
export const atMost = (count: number | null, { computedDesired }: TaskSetView): number =>
  Math.min(count ?? computedDesired, computedDesired);

/**
 * Tasks that scaling has added may fail their health checks until they have started. They count once they were healthy.
 * `count`: how many healthy targets green has to have, as far as this process knows.
 */
export const isShort = (world: World, green: TaskSetView, count: number | null): boolean =>
  healthyOwn(world, green).length < atMost(count, green);

type Known = Pick<Memory, 'switchCapacity' | 'healthyDue' | 'stalledSinceMs'>;

const nothingKnown: Known = { switchCapacity: null, healthyDue: null, stalledSinceMs: null };

/** What memory keeps of green's capacity. Another green begins from nothing. */
export function evolveCapacity(scene: Scene, green: TaskSetView): Known {
  const { memory: known, world } = scene;
  const isSame = known.green === null || known.green === green.arn;
  const memory = isSame ? known : { ...known, ...nothingKnown };
  if (!hasBegun({ ...scene, memory })) return { ...nothingKnown, switchCapacity: memory.switchCapacity };
  const healthy = healthyOwn(world, green).length;
  const switchCapacity = memory.switchCapacity ?? Math.max(1, healthy);
  const due = memory.healthyDue ?? memory.switchCapacity;
  const healthyDue = Math.max(atMost(due, green), atMost(healthy, green));
  const isStalled = whyNotNext({ ...scene, memory: { ...memory, switchCapacity } }, green) !== null;
  const stalledSinceMs = isStalled ? (memory.stalledSinceMs ?? world.nowMs) : null;
  return { switchCapacity, healthyDue, stalledSinceMs };
}
