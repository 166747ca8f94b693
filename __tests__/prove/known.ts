// What a run that can't read a part knows of its own writes.
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import { carryOut } from './account.ts';
import { runName, type Flight, type State } from './state.ts';

/** The last known rules and labels with what the run itself has written since. */
export function withOwnWrite(state: State, { sender, write }: Flight, outcome: Outcome): State {
  const { unread, actors, nowMs } = state;
  const isOwn =
    unread !== null && actors[unread.index] !== undefined && runName(actors[unread.index]!.plan) === sender;
  if (!isOwn || outcome.kind !== 'done' || (write.kind !== 'label' && write.kind !== 'write-rule'))
    return state;
  const { account } = carryOut(unread.account, write, nowMs);
  return account === null ? state : { ...state, unread: { ...unread, account } };
}
