// What to do about the contract of a release. It begins once, and only when no task can run the version before.
import { nextOfTry, type NextOfTry, type TrySight, type Wanted } from './next-of-try.ts';
import type { TryNote } from './note.ts';

export interface ContractSight extends Omit<TrySight, 'wanted'> {
  /** What this command is to run. `null`: it runs none, and only notes what it sees. */
  readonly wanted: Omit<Wanted, 'isDoneForAll'> | null;
  /** Why it may not begin yet. `null`: it may. */
  readonly notYet: string | null;
  /** Something shows that it has not begun: its release is still tagged as not over, or an older task set is left. */
  readonly hasNotBegun: boolean;
  /** What stands for its tag if nothing shows whether it has begun, so that a person can answer. */
  readonly lost: TryNote;
}

export type NextOfContract = NextOfTry | { readonly kind: 'not-yet'; readonly why: string };

export function nextOfContract({
  notYet,
  hasNotBegun,
  lost,
  wanted: asked,
  ...seen
}: ContractSight): NextOfContract {
  const wanted = asked === null ? null : { ...asked, isDoneForAll: true };
  const isRunning = seen.tasks.some(({ isToRun }) => isToRun);
  const isLost = seen.noted === null && !hasNotBegun && !isRunning;
  const next = nextOfTry({ ...seen, wanted, noted: isLost ? lost : seen.noted });
  const isBeginning = next.kind === 'start' || (next.kind === 'note' && next.why === 'new');
  return isBeginning && notYet !== null ? { kind: 'not-yet', why: notYet } : next;
}
