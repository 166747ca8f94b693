import { blankMemory, type Memory } from '../model/memory.ts';
import type { Step } from '../model/step.ts';
import type { World } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { TaskSetArn } from '../model/world.ts';

/**
 * What a run leaves before each of its writes, for the process that has to finish in its stead. The world says the rest,
 * and a part that is lost costs the truth of a sentence at most: who is live and who is PRIMARY is never in it.
 */
export interface Handover {
  /** The fence that the run held. `null`: it had not taken it yet. */
  readonly fence: string | null;
  /** The fence that stood on the service then, whoever's. */
  readonly foundFence: string | null;
  readonly green: TaskSetArn | null;
  readonly blue: TaskSetArn | null;
  /** Why the run had begun to go back. */
  readonly failure: Failure | null;
  readonly isBakePassed: boolean;
  readonly hasGreenBeenLive: boolean;
  readonly scalingBefore: string | null;
  /** The write was green's creation: it may show only in a moment. */
  readonly isCreating: boolean;
}

export const handoverOf = (step: Step, world: World, memory: Memory): Handover => ({
  fence: memory.fence?.value ?? null,
  foundFence: world.service.tags.fence ?? null,
  green: memory.green,
  blue: memory.blue,
  failure: memory.failure,
  isBakePassed: memory.isBakePassed,
  hasGreenBeenLive: memory.hasGreenBeenLive,
  scalingBefore: memory.scalingBefore,
  isCreating: step.act.kind === 'create-green',
});

/**
 * What the process knows that finishes for another: it counts as cancelled from its first observation on, so it never
 * goes forward, and preflight is behind it, since the other had written. `why`: what became of that one, in words.
 */
export const inheritedMemory = (handover: Handover, why: string, startedAtMs: number): Memory => ({
  ...blankMemory(startedAtMs),
  isCancelled: true,
  isPreflightPassed: true,
  fence: handover.fence === null ? null : { value: handover.fence, writtenAtMs: null, isHeld: true },
  green: handover.green,
  blue: handover.blue,
  failure: handover.failure,
  isBakePassed: handover.isBakePassed,
  hasGreenBeenLive: handover.hasGreenBeenLive,
  scalingBefore: handover.scalingBefore,
  interrupted: { why, foundFence: handover.foundFence, isCreating: handover.isCreating },
});
