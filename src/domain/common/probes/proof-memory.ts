// What memory keeps of the proof of the switch, and how results change it.
import {
  barredBy,
  barrierOf,
  countsAgainstGreen,
  recounted,
  stillAsked,
  type BarredAnswer,
  type OwnAnswer,
} from './barring.ts';
import { faultsOf, type CheckResult, type Fault } from './check-job.ts';

/** Whether production answers with the version of green. */
export interface ProofMemory {
  /** What production answered before the switch. same: blue's answer doesn't differ, so it proves nothing. */
  readonly before: 'unknown' | 'differs' | 'same' | 'unreachable';
  /** Requests without any answer before the switch: they prove nothing after it either. */
  readonly left: readonly string[];
  readonly startedAtMs: number | null;
  readonly lastMs: number | null;
  /** Production has been asked, and has not answered yet. */
  readonly isRunning: boolean;
  readonly passesInRow: number;
  readonly failuresInRow: number;
  readonly lastFailure: string | null;
  /** Before the switch, production answered with 403, too. */
  readonly wasBarred: boolean;
  /** The last answer after the switch was 403 or 429. */
  readonly barred: BarredAnswer | null;
  /** Since the last wrong answer, some said nothing about the version: a firewall, a rate limit, or no way there. */
  readonly saysNothing: boolean;
}

export const noProof: ProofMemory = {
  before: 'unknown',
  left: [],
  startedAtMs: null,
  lastMs: null,
  isRunning: false,
  passesInRow: 0,
  failuresInRow: 0,
  lastFailure: null,
  wasBarred: false,
  barred: null,
  saysNothing: false,
};

/** Tries before what gives no answer is left out. One lost answer must not end a release. */
const versionTries = 3;

const isSilent = ({ status }: Fault): boolean => status === null;

/** No answer of blue is the version of green yet. Without any answer, none after the switch could prove it. */
export function evolveBefore(memory: ProofMemory, result: CheckResult, nowMs: number): ProofMemory {
  if (result.kind === 'running') return { ...memory, lastMs: nowMs, isRunning: true };
  const before = { ...memory, isRunning: false };
  const silent = faultsOf(result).filter(isSilent);
  const failuresInRow = before.failuresInRow + 1;
  const lastFailure = result.kind === 'failed' ? result.what : null;
  if (silent.length > 0 && failuresInRow < versionTries)
    return { ...before, lastMs: nowMs, failuresInRow, lastFailure };
  const left = silent.map(({ place }) => place);
  if (result.kind === 'passed' || result.isAnyPassed) return { ...noProof, before: 'same', left };
  const answered = faultsOf(result).filter((fault) => !isSilent(fault));
  const wasBarred = answered.some(({ status }) => status === 403);
  return answered.length > 0
    ? { ...noProof, before: 'differs', left, wasBarred }
    : { ...before, lastMs: nowMs, failuresInRow, lastFailure, before: 'unreachable' };
}

/** A run that has not asked before the switch can't know what blue was answered. */
const countsAgainst = ({ before, wasBarred, barred }: ProofMemory, own: OwnAnswer): boolean =>
  countsAgainstGreen(barred?.by ?? null, own, before === 'unknown' || wasBarred);

export function evolveProof(before: ProofMemory, result: CheckResult, nowMs: number): ProofMemory {
  const isRunning = result.kind === 'running';
  const asked = { ...before, startedAtMs: before.startedAtMs ?? nowMs, lastMs: nowMs, isRunning };
  if (result.kind === 'running') return asked;
  if (result.kind === 'passed')
    return { ...asked, passesInRow: before.passesInRow + 1, failuresInRow: 0, barred: null };
  const faults = faultsOf(result);
  const by = barrierOf(faults.map(({ status }) => status));
  const next = { ...asked, lastFailure: result.what, barred: barredBy(by) };
  // A limiter lets some requests through: what it refuses neither proves the switch nor disproves it.
  if (by === 'rate limit') return { ...next, saysNothing: true };
  const failed = { ...next, passesInRow: 0, saysNothing: true };
  // Nor can such a run know whether what is silent ever answers.
  const isSilentHere = before.before === 'unknown' && faults.length > 0 && faults.every(isSilent);
  if (isSilentHere)
    return result.isAnyPassed
      ? { ...failed, saysNothing: false, left: faults.map(({ place }) => place) }
      : failed;
  return countsAgainst(next, 'unknown')
    ? { ...failed, saysNothing: false, failuresInRow: before.failuresInRow + 1 }
    : failed;
}

/** The answer of green's own targets takes the place of the guess without it. `own` null: none yet. */
export function evolveOwnProof(before: ProofMemory, own: OwnAnswer | null, nowMs: number): ProofMemory {
  const { barred, failuresInRow, passesInRow } = before;
  if (barred === null) return before;
  if (own === null) return { ...before, barred: stillAsked(barred, nowMs) };
  const isCounted = countsAgainst(before, own);
  return {
    ...before,
    barred: { ...barred, own },
    saysNothing: !isCounted,
    passesInRow: isCounted ? 0 : passesInRow,
    failuresInRow: recounted(failuresInRow, (answer) => countsAgainst(before, answer), own),
  };
}
