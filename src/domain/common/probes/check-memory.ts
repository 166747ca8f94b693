// What memory keeps of checks, and how results change it.
import type { CheckJob, CheckPurpose, CheckResult } from './check-job.ts';

/** Checks run in order: this is how far they are, and how the one that is due stands. */
export interface CheckMemory {
  /** How many have passed. The one after them is due. */
  readonly passed: number;
  /** When the one that is due was begun. */
  readonly startedAtMs: number | null;
  /** When a check was last begun or asked. */
  readonly lastMs: number | null;
  /** It has begun, and has neither passed nor failed. */
  readonly isRunning: boolean;
  /** It is not tried again. */
  readonly isFailed: boolean;
  readonly hasConnected: boolean;
  readonly failuresInRow: number;
  readonly lastFailure: string | null;
  /** What to do about it, if it is known. */
  readonly advice: string | null;
  /** The last lines of the output of the check that failed. */
  readonly lines: readonly string[];
}

export const noCheck: CheckMemory = {
  passed: 0,
  startedAtMs: null,
  lastMs: null,
  isRunning: false,
  isFailed: false,
  hasConnected: false,
  failuresInRow: 0,
  lastFailure: null,
  advice: null,
  lines: [],
};

/** Whether production answers with the version of green. */
export interface ProofMemory {
  /** What production answered before the switch. same: blue's answer doesn't differ, so it proves nothing. */
  readonly before: 'unknown' | 'differs' | 'same' | 'unreachable';
  readonly startedAtMs: number | null;
  readonly lastMs: number | null;
  readonly passesInRow: number;
  readonly failuresInRow: number;
  readonly lastFailure: string | null;
}

export const noProof: ProofMemory = {
  before: 'unknown',
  startedAtMs: null,
  lastMs: null,
  passesInRow: 0,
  failuresInRow: 0,
  lastFailure: null,
};

export interface CheckMemories {
  readonly checks: CheckMemory;
  readonly bakeChecks: CheckMemory;
  readonly proof: ProofMemory;
}

interface CheckRound {
  readonly purpose: CheckPurpose;
  readonly job: Pick<CheckJob, 'isRepeatable'>;
  readonly result: CheckResult;
  /** After the result. */
  readonly nowMs: number;
}

export function evolveChecks(memory: CheckMemories, round: CheckRound): Partial<CheckMemories> {
  switch (round.purpose) {
    case 'gate':
      return { checks: evolveCheck(memory.checks, round) };
    case 'bake':
      return { bakeChecks: evolveCheck(memory.bakeChecks, round) };
    case 'version-before':
      return { proof: evolveBefore(memory.proof, round) };
    case 'version-after':
      return { proof: evolveProof(memory.proof, round) };
  }
}

function evolveCheck(before: CheckMemory, { job, result, nowMs }: CheckRound): CheckMemory {
  if (result.kind === 'passed') return { ...noCheck, passed: before.passed + 1, lastMs: nowMs };
  const begun = { ...before, startedAtMs: before.startedAtMs ?? nowMs, lastMs: nowMs };
  if (result.kind === 'running') return { ...begun, isRunning: true };
  return {
    ...begun,
    isRunning: false,
    // What never left the runner may be sent again.
    isFailed: !job.isRepeatable && result.hasConnected,
    hasConnected: before.hasConnected || result.hasConnected,
    failuresInRow: before.failuresInRow + 1,
    lastFailure: result.what,
    advice: result.advice ?? null,
    lines: result.lines ?? [],
  };
}

/** Tries before production counts as unreachable. One lost answer must not end a release. */
const versionTries = 3;

/** No answer of blue is the version of green yet. Without any connection, none after the switch could prove it. */
function evolveBefore(before: ProofMemory, { result, nowMs }: CheckRound): ProofMemory {
  if (result.kind === 'passed' || (result.kind === 'failed' && result.isAnyPassed))
    return { ...noProof, before: 'same' };
  if (result.kind === 'failed' && result.hasConnected) return { ...noProof, before: 'differs' };
  const failuresInRow = before.failuresInRow + 1;
  const lastFailure = result.kind === 'failed' ? result.what : null;
  return {
    ...before,
    lastMs: nowMs,
    failuresInRow,
    lastFailure,
    before: failuresInRow >= versionTries ? 'unreachable' : 'unknown',
  };
}

function evolveProof(before: ProofMemory, { result, nowMs }: CheckRound): ProofMemory {
  const isPassed = result.kind === 'passed';
  return {
    ...before,
    startedAtMs: before.startedAtMs ?? nowMs,
    lastMs: nowMs,
    passesInRow: isPassed ? before.passesInRow + 1 : 0,
    failuresInRow: isPassed ? 0 : before.failuresInRow + 1,
    lastFailure: result.kind === 'failed' ? result.what : before.lastFailure,
  };
}
