// What memory keeps of checks, and how results change it.
import type { ForeignLine } from '../foreign/lines.ts';
import type { CheckJob, CheckPurpose, CheckResult } from './check-job.ts';
import { evolveBefore, evolveProof, type ProofMemory } from './proof-memory.ts';

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
  readonly lines: readonly ForeignLine[];
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

export interface CheckMemories {
  readonly checks: CheckMemory;
  readonly bakeChecks: CheckMemory;
  readonly proof: ProofMemory;
  readonly blueTest: BlueTestMemory;
}

/** Blue, asked the same before and after a migration. */
export interface BlueTestMemory {
  /** One character for each question that is over: `1` if it passed. */
  readonly before: string;
  /** How often the next one has failed, and when it was last asked. */
  readonly failuresInRow: number;
  readonly lastMs: number | null;
  /** It has begun, and has neither passed nor failed. */
  readonly isRunning: boolean;
  readonly after: CheckMemory;
}

export const noBlueTest: BlueTestMemory = {
  before: '',
  failuresInRow: 0,
  lastMs: null,
  isRunning: false,
  after: noCheck,
};

/** A question that fails as often before the migration says nothing about it. */
const triesBefore = 3;

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
    case 'blue-before':
      return { blueTest: evolveBlueBefore(memory.blueTest, round) };
    case 'blue-after':
      return { blueTest: { ...memory.blueTest, after: evolveCheck(memory.blueTest.after, round) } };
    case 'version-before':
      return { proof: evolveBefore(memory.proof, round.result, round.nowMs) };
    case 'version-after':
      return { proof: evolveProof(memory.proof, round.result, round.nowMs) };
  }
}

function evolveBlueBefore(before: BlueTestMemory, { result, nowMs }: CheckRound): BlueTestMemory {
  if (result.kind === 'running') return { ...before, lastMs: nowMs, isRunning: true };
  const memory = { ...before, isRunning: false };
  const failuresInRow = result.kind === 'failed' ? memory.failuresInRow + 1 : 0;
  const isOver = result.kind === 'passed' || failuresInRow >= triesBefore;
  return isOver
    ? {
        ...memory,
        before: memory.before + (result.kind === 'passed' ? '1' : '0'),
        failuresInRow: 0,
        lastMs: null,
      }
    : { ...memory, failuresInRow, lastMs: nowMs };
}

function evolveCheck(before: CheckMemory, { job, result, nowMs }: CheckRound): CheckMemory {
  if (result.kind === 'passed') return { ...noCheck, passed: before.passed + 1, lastMs: nowMs };
  const begun = { ...before, startedAtMs: before.startedAtMs ?? nowMs, lastMs: nowMs };
  if (result.kind === 'running')
    return { ...begun, isRunning: true, hasConnected: before.hasConnected || result.hasConnected };
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
