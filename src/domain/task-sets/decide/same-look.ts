// Several rules on one look: each has been read, and users wait for all of them.
import type { Acted } from '../evolve/outcome.ts';
import { endedMs } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import type { Step } from '../model/step.ts';
import { withActions, withLabel } from '../model/after-write.ts';
import type { World } from '../model/world.ts';

/** What a step is decided on. `memory` is for that decision only: the write in it counts as seen. */
export interface Ground {
  readonly world: World;
  readonly memory: Memory;
}

/** A label may take 1 s. One that took longer was held up, and blue may have been deleted since. */
const longestLabelMs = 2000;

/**
 * The look that the write was decided on, with the write in it, for the next rule of the same switch or rollback. `null`:
 * AWS is read first. It is after any failure. `timely` says when the look has become too old.
 */
export function onSameLook({ world, step, outcome, nowMs }: Acted, memory: Memory): Ground | null {
  const { act } = step;
  if (outcome.kind !== 'done' || !isSeries(step)) return null;
  if (act.kind !== 'write-rule' && act.kind !== 'label') return null;
  if (act.kind === 'label' && nowMs - endedMs(world) > longestLabelMs) return null;
  const written = act.kind === 'label' ? withLabel(world, act.set) : withActions(world, act);
  return { world: { ...written, nowMs }, memory: { ...memory, pending: null } };
}

/** Whether the step may be carried out on a look that an earlier write was decided on. Any other step needs a new look. */
export const mayFollow = (step: Step): boolean => step.act.kind === 'look' || isSeries(step);

const isSeries = ({ aim }: Step): boolean => aim === 'restore-traffic' || aim === 'switch';
