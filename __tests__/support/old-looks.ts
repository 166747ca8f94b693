// A run that is stopped, or hangs in a read, while somebody else acts.
import { expect } from '@jest/globals';
import type { Stage } from './acceptance.ts';
import { productionRules } from './serving.ts';

/** Holds the next such call before AWS answers it; resolves once it waits there. `end` lets it go on. */
export async function heldAt(
  stage: Stage,
  operation: string,
): Promise<{ readonly arrived: Promise<void>; readonly end: () => void }> {
  const { faults } = stage.sandbox;
  const hold = faults.add({ operation, kind: 'hold', when: 'before' });
  const hits = (): number => faults.list().find(({ id }) => id === hold)?.hits ?? 0;
  return Promise.resolve({
    arrived: stage.until(`a call of ${operation} is held`, () => hits() > 0),
    end: () => {
      faults.remove(hold);
    },
  });
}

/** Somebody moves every production rule to the group by hand. */
export function moveByHand(stage: Stage, to: string, from: string): void {
  for (const rule of productionRules)
    stage.sandbox.control.setWeights({ rule, weights: { [to]: 100, [from]: 0 } });
}

/** Passes while the process doesn't run: what a stopped machine does to it. */
export const stopped = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Blue was not deleted, not even asked for. */
export function expectNothingDeleted(stage: Stage): void {
  expect(stage.calls('DeleteTaskSet')).toEqual([]);
}
