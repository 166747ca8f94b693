// What memory keeps of the proof of the switch, and how results change it.
import { barrierOf } from './barring.ts';
import type { CheckResult, Fault } from './check-job.ts';

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
  saysNothing: false,
};

/** Tries before what gives no answer is left out. One lost answer must not end a release. */
const versionTries = 3;

const faultsOf = (result: CheckResult): readonly Fault[] =>
  result.kind === 'failed' ? (result.faults ?? []) : [];

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
  const hasAnswer = faultsOf(result).some((fault) => !isSilent(fault));
  return hasAnswer
    ? { ...noProof, before: 'differs', left }
    : { ...before, lastMs: nowMs, failuresInRow, lastFailure, before: 'unreachable' };
}

export function evolveProof(before: ProofMemory, result: CheckResult, nowMs: number): ProofMemory {
  const isRunning = result.kind === 'running';
  const next = { ...before, startedAtMs: before.startedAtMs ?? nowMs, lastMs: nowMs, isRunning };
  if (result.kind === 'passed') return { ...next, passesInRow: before.passesInRow + 1, failuresInRow: 0 };
  if (result.kind === 'running') return next;
  const faults = faultsOf(result);
  const failed = { ...next, passesInRow: 0, lastFailure: result.what, saysNothing: false };
  // A run that has not asked before the switch can't know whether what is silent ever answers.
  const isSilentHere = before.before === 'unknown' && faults.length > 0 && faults.every(isSilent);
  if (isSilentHere && result.isAnyPassed) return { ...next, left: faults.map(({ place }) => place) };
  const barrier = barrierOf(faults.map(({ status }) => status));
  // A limiter lets some requests through: what it refuses neither proves the switch nor disproves it.
  if (barrier === 'rate limit') return { ...next, lastFailure: result.what, saysNothing: true };
  return isSilentHere || barrier !== null
    ? { ...failed, saysNothing: true }
    : { ...failed, failuresInRow: before.failuresInRow + 1 };
}
