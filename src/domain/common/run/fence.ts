// The fence: the tag that says which run holds the service.
/** Its text is `<n>:<run id>.<attempt>`. It is compared as a whole, never by the number alone. */
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

const formatFence = ({ n, runId, attempt }: Fence): string =>
  `${String(n)}:${String(runId)}.${String(attempt)}`;

/** The value that takes the fence from the run that holds it now. An unreadable value counts as none. */
export const nextFence = (current: string | undefined, runId: number, attempt: number): string =>
  formatFence({ n: (parseFence(current)?.n ?? 0) + 1, runId, attempt });

/**
 * Whether `found` takes the service from the run that wrote `ours`. Of two attempts of one run, the later one wins:
 * numbers restart if the tags are deleted, and a write of a killed attempt may land late. Of two runs, the higher
 * number wins, then the later run. Any other value is stale or unreadable.
 */
export function outranks(found: string, ours: string): boolean {
  const [theirs, own] = [parseFence(found), parseFence(ours)];
  if (theirs === null || own === null) return theirs !== null;
  if (theirs.runId === own.runId) return theirs.attempt > own.attempt;
  return theirs.n === own.n ? theirs.runId > own.runId : theirs.n > own.n;
}

/** Whether another run wrote the same number, because it read the tag before ours was visible. */
export function isTie(found: string | undefined, ours: string): boolean {
  const [theirs, own] = [parseFence(found), parseFence(ours)];
  return theirs !== null && own !== null && theirs.n === own.n && theirs.runId !== own.runId;
}

/** Whether this attempt wrote the value: an earlier process of it was killed, and this one continues. */
export function isOwnFence(value: string | undefined, runId: number, attempt: number): boolean {
  const fence = parseFence(value);
  return fence?.runId === runId && fence.attempt === attempt;
}

/** Whether any attempt of the run wrote it. */
export const isOwnRun = (value: string | undefined, runId: number): boolean =>
  parseFence(value)?.runId === runId;

export interface FenceMemory {
  readonly value: string;
  /** `null`: an earlier process of the same attempt wrote it. */
  readonly writtenAtMs: number | null;
  readonly isHeld: boolean;
}

/** How long after writing the fence it counts as held. The write of a second run would show by then. */
export const fenceSettleMs = 2000;
