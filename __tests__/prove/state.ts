import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { Account } from './account.ts';
import type { Side } from './set-state.ts';
import type { EndResult } from '../../src/domain/common/run/step.ts';

/** A run: a process with its memory. The account outlives it. */
export interface Actor {
  readonly plan: Request;
  /** Ghost of a rollback: what there was to roll back in the first observation of its first process. */
  readonly from: Taken | null;
  readonly memory: Memory;
  /** When it looks next. */
  readonly wakeMs: number;
  /** `sent`: it waits for the answer of its write. */
  readonly phase: 'awake' | 'sent' | 'ended';
  readonly ending: Ending | null;
  readonly hasWritten: boolean;
  /** Ghost of a rollback: it sent something that shows its next process what was to be rolled back. */
  readonly hasBegun: boolean;
  /** How often in a row it waited for the same. */
  readonly waited: { readonly reason: Step['reason']; readonly times: number } | null;
  /** Ghost of the switch: what this process knows of its green's capacity. */
  readonly capacity: Capacity | null;
  /** Ghost of the bake: since when this process has seen production on its green, and how many good looks in a row. */
  readonly watched: { readonly sinceMs: number; readonly goodInRow: number } | null;
}

/** How many healthy targets green had at its first rule, or when the process first saw it live. */
export interface Capacity {
  readonly n: number;
  readonly count: number;
  /** Whether the process has seen it live. */
  readonly isSeen: boolean;
}

/** A set, by its number and the side where it stands. */
export interface Taken {
  readonly n: number;
  readonly side: Side;
}

/** How a run ended, and the rules that it saw last. */
export interface Ending {
  readonly result: EndResult;
  readonly reason: Step['reason'];
  readonly rules: Account['rules'];
  /** A sweep that lists what it left alone, and why, leaves it to the next one. */
  readonly isTold: boolean;
}

/** A write between sent and landed. */
export interface Flight {
  /** Which run sent it. The run may have been killed since. */
  readonly sender: string;
  readonly plan: Request;
  readonly write: Write;
  readonly step: Step;
  readonly world: World;
  /** The account as it stood where the sender looked. */
  readonly seen: Account;
  readonly seenMs: number;
  /** When the process that sent it looked first. */
  readonly lookedFromMs: number;
  /** Ghost of the switch, as the sender knew it. */
  readonly capacity: Capacity | null;
  /** It does not land before. */
  readonly landsMs: number;
  /** Whether the sender still waits for its answer. */
  readonly isAwaited: boolean;
  /** Another run has taken a step in between: one such step is allowed. */
  readonly isOvertaken: boolean;
  /** Ghost of a rollback: nothing else shows its next process what was to be rolled back. */
  readonly isFirstMark: boolean;
  /** What was wrong with it already when it was decided. */
  readonly wrong: readonly string[];
}

/** A world of the check: the account, the runs with their memory, and the writes that are on their way. */
export interface State {
  readonly nowMs: number;
  readonly account: Account;
  /** As it stood before the last write: what a stale read may still show. */
  readonly before: { readonly account: Account; readonly untilMs: number } | null;
  /** What one of the runs can't read any more. */
  readonly unread: Unread | null;
  readonly actors: readonly Actor[];
  readonly flights: readonly Flight[];
  /** How many disturbances may still happen on this path. */
  readonly disturbancesLeft: number;
  /** How often one run may still take its turn before another one that is due, or between its write and the landing. */
  readonly swapsLeft: number;
}

/** A part that a run can't read, and what it knows of it. */
export interface Unread {
  readonly index: number;
  readonly part: 'rules' | 'service' | 'targets';
  readonly kind: 'busy' | 'denied';
  readonly account: Account;
  readonly readAtMs: number;
  readonly untilMs: number;
}

/** One way on from a state. */
export interface Move {
  /** A sentence for the story. */
  readonly text: () => string;
  readonly next: State;
  /** Invariants that this move breaks, each beginning with its number. */
  readonly wrong: readonly string[];
  /** Invariants that only what happened since the sender looked has broken: beyond what AWS lets anybody prevent. */
  readonly races: readonly Race[];
}
export interface Race {
  readonly what: string;
  readonly windowMs: number;
}

/** One turn of the loop, and what a write needs to be carried out, in model time. */
export const tickMs = 1000;
/** How long a read may show the state before the last write (fact 14 gives no guarantee; this is the bound). */
export const staleMs = 2000;
/** How much later a write is carried out that no process waits for any more. */
export const lateMs = 4000;

export const runName = ({ release }: Request): string =>
  `${String(release.runId)}.${String(release.runAttempt)}`;
