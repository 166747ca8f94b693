// How much users may lose in a cell. Where probes judge, it is a number of requests. In a rollback by hand users lose
// requests until it has moved traffic, as many as the machine is slow: what is bounded there is what the run does.
import type { Cell, ReleaseName } from './cells.ts';
import { faultKinds } from './fault-kinds.ts';
import type { Move } from './move.ts';

/** Users send 20 requests a second, one of five to a page that the bad version still answers. */
export const requestsPerSecond = 20;
export const failingPerSecond = 16;
export const probeIntervalMs = 2000;

/** How much longer than undisturbed a bad version may serve, whatever reads fail; and two probes more. */
const slack = 1.2;
const probesMore = 2;

/** As many looks more than undisturbed; and a look that fails is followed by a wait of this time. */
const looksMore = 2;
const failedLookMs = 2000;

/** A write that may have been carried out is looked for before it is sent again, twice a second. */
const resendMs = 5000;
const unshownLookMs = 500;

const inABake = ['DescribeRules', 'DescribeListeners', 'DescribeServices', 'DescribeTaskSets'] as const;
const byHand = [...inABake, 'DescribeTargetHealth', 'DescribeTargetGroups'] as const;

/**
 * Reads that a rollback can't do without, so that a bound of their own is fixed (ADR 24): a bad version may live at most
 * until the reads answer again, plus the time of an undisturbed rollback. In a bake, the rules and the service decide
 * where traffic may go; only last known rules of at most 60 s may stand in for them. A rollback by hand has no earlier
 * look, and needs to know that what it returns to can serve.
 */
const needed: Readonly<Record<ReleaseName, readonly string[]>> = {
  good: [],
  bad: inABake,
  hand: byHand,
  'rollback-returning': byHand,
  ...{ tested: [], migrating: [], contracting: [], draining: [], 'failing-test': [] },
};

/** Faults that last longer than this have the bound of a read that is needed: last known values may have become too old. */
const bridgedMs = 40_000;

function isBridged({ release, call, isRead, fault }: Cell): boolean {
  return isRead && !needed[release].includes(call) && faultKinds[fault].silentMs <= bridgedMs;
}

export const isByHand = ({ release }: Pick<Cell, 'release'>): boolean =>
  release === 'hand' || release === 'rollback-returning';

/** Whether looks and pauses count only once the fault is over: nothing can be done earlier. */
export const isWaitedFor = (cell: Cell): boolean => !isBridged(cell) && faultKinds[cell.fault].forMs !== null;

/** Users never see a version that fails. */
export const losesNone = (release: ReleaseName): boolean =>
  ['good', 'tested', 'migrating', 'contracting', 'draining', 'failing-test'].includes(release);

/** How many requests users may lose in a cell where probes judge. */
export function boundOf(cell: Cell, undisturbedLoss: number): number {
  if (losesNone(cell.release)) return 0;
  const { silentMs } = faultKinds[cell.fault];
  const base = slack * undisturbedLoss + (probesMore * probeIntervalMs * failingPerSecond) / 1000;
  if (cell.isGitHub || isBridged(cell)) return Math.round(base);
  const waitMs = silentMs + (cell.isRead ? 0 : resendMs);
  return Math.round(base + (waitMs * failingPerSecond) / 1000);
}

/** What a rollback by hand may do until it has moved traffic. Once it has, users lose nothing. */
export function moveBoundOf(cell: Cell, undisturbed: Move): Move {
  const { silentMs, forMs } = faultKinds[cell.fault];
  const callMs = forMs === null ? silentMs : 0;
  const writeMs = cell.isRead ? 0 : resendMs;
  return {
    looks:
      undisturbed.looks + looksMore + Math.ceil(callMs / failedLookMs) + Math.ceil(writeMs / unshownLookMs),
    pausedMs: undisturbed.pausedMs + probesMore * probeIntervalMs + callMs + writeMs,
    lostAfter: 0,
  };
}

/** Of one play, or the medians of several. */
export interface Measured {
  /** By users, from the start of the command on. */
  readonly lost: number;
  readonly move: Move;
}

const inSeconds = (ms: number): string => (ms / 1000).toFixed(1);

/** What was measured and its bound, for the table. */
export function boundWords(cell: Cell, { lost, move }: Measured, undisturbed: Measured): string {
  if (!isByHand(cell)) return `${String(lost)} of ${String(boundOf(cell, undisturbed.lost))} requests`;
  const { looks, pausedMs } = moveBoundOf(cell, undisturbed.move);
  return `${String(move.looks)} of ${String(looks)} looks, pauses of ${inSeconds(move.pausedMs)} of ${inSeconds(pausedMs)} s`;
}

/** A sentence for each bound that is passed. */
export function lossProblems(cell: Cell, { lost, move }: Measured, undisturbed: Measured): readonly string[] {
  if (!isByHand(cell)) {
    const bound = boundOf(cell, undisturbed.lost);
    return lost <= bound ? [] : [`users lost ${String(lost)} requests, more than ${String(bound)}`];
  }
  const bound = moveBoundOf(cell, undisturbed.move);
  const { looks, pausedMs, lostAfter } = move;
  return [
    ...(looks <= bound.looks
      ? []
      : [`traffic moved after ${String(looks)} looks, more than ${String(bound.looks)}`]),
    ...(pausedMs <= bound.pausedMs
      ? []
      : [`traffic moved after pauses of ${inSeconds(pausedMs)} s, more than ${inSeconds(bound.pausedMs)} s`]),
    ...(lostAfter === 0 ? [] : [`users lost ${String(lostAfter)} requests after traffic had moved`]),
  ];
}

/** The one in the middle; of two the higher. */
export function medianOf(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

export function mediansOf(plays: readonly Measured[]): Measured {
  const median = (of: (play: Measured) => number): number => medianOf(plays.map(of));
  const move = {
    looks: median((play) => play.move.looks),
    pausedMs: median((play) => play.move.pausedMs),
    lostAfter: median((play) => play.move.lostAfter),
  };
  return { lost: median(({ lost }) => lost), move };
}
