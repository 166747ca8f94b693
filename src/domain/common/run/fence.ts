/** The fence: which run holds the service. `<n>:<run id>.<attempt>`; compared as a whole, never by the number alone. */
export interface Fence {
  readonly n: number;
  readonly runId: number;
  readonly attempt: number;
}

export function parseFence(value: string | undefined): Fence | null {
  const match = /^(\d+):(\d+)\.(\d+)$/.exec(value ?? '');
  if (match === null) return null;
  return { n: Number(match[1]), runId: Number(match[2]), attempt: Number(match[3]) };
}

export const formatFence = ({ n, runId, attempt }: Fence): string =>
  `${String(n)}:${String(runId)}.${String(attempt)}`;

/** The value that takes the fence from whoever holds it now. An unreadable value counts as none. */
export const nextFence = (current: string | undefined, runId: number, attempt: number): string =>
  formatFence({ n: (parseFence(current)?.n ?? 0) + 1, runId, attempt });

/**
 * Whether the value found takes the service from whoever wrote `ours`. Of two attempts of one run always the later:
 * the numbers begin anew when tags were wiped, and what a dead attempt wrote may land late. Of two runs the higher
 * number, then the later run. Anything else is what an older run wrote before it died, or nonsense.
 */
export function outranks(found: string, ours: string): boolean {
  const [theirs, own] = [parseFence(found), parseFence(ours)];
  if (theirs === null || own === null) return theirs !== null;
  if (theirs.runId === own.runId) return theirs.attempt > own.attempt;
  return theirs.n === own.n ? theirs.runId > own.runId : theirs.n > own.n;
}

/** Whether another run wrote the same number: it had looked before ours showed. */
export function isTie(found: string | undefined, ours: string): boolean {
  const [theirs, own] = [parseFence(found), parseFence(ours)];
  return theirs !== null && own !== null && theirs.n === own.n && theirs.runId !== own.runId;
}

/** Whether the value was written by this very attempt: then an earlier process of it died, and this one goes on. */
export function isOwnFence(value: string | undefined, runId: number, attempt: number): boolean {
  const fence = parseFence(value);
  return fence?.runId === runId && fence.attempt === attempt;
}

/** Whether any attempt of the run wrote it. */
export const isOwnRun = (value: string | undefined, runId: number): boolean =>
  parseFence(value)?.runId === runId;

export interface FenceMemory {
  readonly value: string;
  /** `null`: found as ours, an earlier process of the same attempt wrote it. */
  readonly writtenAtMs: number | null;
  readonly isHeld: boolean;
}

/** The time between writing the fence and believing it: a second run's write would show by then. */
export const fenceSettleMs = 2000;
