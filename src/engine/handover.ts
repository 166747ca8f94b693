// What main saves for the post step.
import { handoverOf, type Handover } from '../domain/task-sets/roles/handover.ts';
import type { Memory } from '../domain/task-sets/model/memory.ts';
import { failureOf, isFailureReason } from '../domain/common/run/failure.ts';
import { isWrite, type Step } from '../domain/task-sets/model/step.ts';
import type { World } from '../domain/task-sets/model/world.ts';

/** Keeps the state that main saves for post up to date, starting just before the first write. Saves only when it has changed. */
export function createHandover(
  save: (text: string) => void,
): (step: Step, world: World, memory: Memory) => void {
  let saved: string | null = null;
  return (step, world, memory) => {
    if (saved === null && !isWrite(step.act)) return;
    const text = JSON.stringify(handoverOf(step, world, memory));
    if (text === saved) return;
    saved = text;
    save(text);
  };
}

/** Reads what main saved as `handover`. `null`: main had written nothing, or main did not write the text. */
export function parseHandover(text: string | null): Handover | null {
  if (text === null) return null;
  try {
    const left = JSON.parse(text) as Partial<Handover> | null;
    if (typeof left !== 'object' || left === null) return null;
    return {
      fence: left.fence ?? null,
      foundFence: left.foundFence ?? null,
      green: left.green ?? null,
      blue: left.blue ?? null,
      failure: failureIn(left.failure),
      isBakePassed: left.isBakePassed === true,
      areChecksOver: left.areChecksOver === true,
      hasGreenBeenLive: left.hasGreenBeenLive === true,
      unopened: left.unopened ?? null,
      scalingBefore: left.scalingBefore ?? null,
      isCreating: left.isCreating === true,
      testTask: left.testTask ?? null,
    };
  } catch {
    return null;
  }
}

function failureIn(failure: Handover['failure'] | undefined): Handover['failure'] {
  return failure != null && isFailureReason(failure.reason) ? failureOf(failure) : null;
}
