// What memory keeps of checks, and how results change it.
import type { ForeignLine } from '../foreign/lines.ts';
import {
  barredBy,
  barrierOf,
  countsAgainstGreen,
  ownAnswer,
  recounted,
  stillAsked,
  type BarredAnswer,
  type Barrier,
  type OwnAnswer,
  type OwnReach,
} from './barring.ts';
import { faultsOf, type CheckJob, type CheckPurpose, type CheckResult } from './check-job.ts';
import { evolveBefore, evolveOwnProof, evolveProof, type ProofMemory } from './proof-memory.ts';

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
  /** Its task ended without showing anything. `again`: it is tried once more. `final`: it is not tried again. */
  readonly unproven: 'again' | 'final' | null;
  readonly hasConnected: boolean;
  readonly failuresInRow: number;
  readonly lastFailure: string | null;
  /** What to do about it, if it is known. */
  readonly advice: string | null;
  /** The last lines of the output of the check that failed. */
  readonly lines: readonly ForeignLine[];
  /** Production, or the address of the test, answered the check that is due with 403 or 429. */
  readonly barred: BarredAnswer | null;
  /** Checks before the switch that green's own targets passed, since the address of the test was barred. */
  readonly atOwn: readonly PassedAtOwn[];
  /** Checks of the bake that were left without a result. */
  readonly unchecked: readonly Unchecked[];
}

interface PassedAtOwn {
  /** Its place in the list. */
  readonly index: number;
  readonly by: Barrier;
  readonly lastFailure: string;
}

/** It has neither passed nor failed. */
export interface Unchecked {
  readonly name: string;
  /** After the name and "is not checked". */
  readonly why: string;
  /** What to do. `null`: nothing. */
  readonly advice: string | null;
}

export const noCheck: CheckMemory = {
  passed: 0,
  startedAtMs: null,
  lastMs: null,
  isRunning: false,
  isFailed: false,
  unproven: null,
  hasConnected: false,
  failuresInRow: 0,
  lastFailure: null,
  advice: null,
  lines: [],
  barred: null,
  atOwn: [],
  unchecked: [],
};

export interface CheckMemories {
  readonly checks: CheckMemory;
  readonly bakeChecks: CheckMemory;
  readonly proof: ProofMemory;
  readonly blueTest: BlueTestMemory;
  readonly ownReach: OwnReach;
}

/** Blue, asked the same before and after a migration. */
export interface BlueTestMemory {
  /** The ID of each question that is over → whether it passed. */
  readonly before: Readonly<Record<string, boolean>>;
  /** How often the next one has failed, and when it was last asked. */
  readonly failuresInRow: number;
  readonly lastMs: number | null;
  /** It has begun, and has neither passed nor failed. */
  readonly isRunning: boolean;
  readonly after: CheckMemory;
}

export const noBlueTest: BlueTestMemory = {
  before: {},
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
  /** The ID of the question, of `blue-before`. */
  readonly question?: string;
  readonly result: CheckResult;
  /** After the result. */
  readonly nowMs: number;
  /** Whether blue was answered 403 before the switch. */
  readonly wasBlueBarred: boolean;
}

export function evolveChecks(memory: CheckMemories, round: CheckRound): Partial<CheckMemories> {
  switch (round.purpose) {
    case 'gate':
      return { checks: { ...evolveCheck(memory.checks, round), barred: barredBy(barrierIn(round.result)) } };
    case 'gate-own': {
      const ownReach = evolveReach(memory.ownReach, round.result);
      return { ownReach, checks: evolveOwnGate(memory.checks, ownReach, round) };
    }
    case 'bake':
      return { bakeChecks: evolveBakeCheck(memory.bakeChecks, round) };
    case 'bake-own': {
      const ownReach = evolveReach(memory.ownReach, round.result);
      return { ownReach, bakeChecks: evolveOwnCheck(memory.bakeChecks, ownReach, round) };
    }
    case 'blue-before':
      return { blueTest: evolveBlueBefore(memory.blueTest, round) };
    case 'blue-after':
      return { blueTest: { ...memory.blueTest, after: evolveCheck(memory.blueTest.after, round) } };
    case 'version-before':
      return { proof: evolveBefore(memory.proof, round.result, round.nowMs) };
    case 'version-after':
      return { proof: evolveProof(memory.proof, round.result, round.nowMs) };
    case 'version-own': {
      const ownReach = evolveReach(memory.ownReach, round.result);
      return {
        ownReach,
        proof: evolveOwnProof(memory.proof, ownAnswerSoFar(ownReach, round.result), round.nowMs),
      };
    }
  }
}

function evolveReach(before: OwnReach, result: CheckResult): OwnReach {
  if (result.kind === 'running') return before;
  const isHeard = result.kind === 'passed' || result.hasConnected;
  return {
    hasConnected: before.hasConnected || isHeard,
    silentInRow: isHeard ? 0 : before.silentInRow + 1,
  };
}

const ownAnswerOf = ({ hasConnected }: OwnReach, { kind }: CheckResult): OwnAnswer =>
  ownAnswer(kind === 'passed', hasConnected);

/** `null`: none yet. */
const ownAnswerSoFar = (reach: OwnReach, result: CheckResult): OwnAnswer | null =>
  result.kind === 'running' ? null : ownAnswerOf(reach, result);

const barrierIn = (result: CheckResult): Barrier | null =>
  barrierOf(faultsOf(result).map(({ status }) => status));

/** What green's own targets pass has passed. Otherwise the check stays as it was, with what they answered. */
function evolveOwnGate(before: CheckMemory, reach: OwnReach, { result, nowMs }: CheckRound): CheckMemory {
  const { barred, passed: index } = before;
  if (barred === null) return before;
  if (result.kind === 'running') return { ...before, barred: stillAsked(barred, nowMs) };
  const lastFailure = before.lastFailure ?? '';
  if (result.kind === 'passed') {
    const atOwn = [...before.atOwn, { index, by: barred.by, lastFailure }];
    return { ...passedBy(before, nowMs), atOwn };
  }
  const own = ownAnswerOf(reach, result);
  return {
    ...before,
    barred: { ...barred, own },
    lastFailure: own === 'failed' ? withOwn(lastFailure, result.what) : lastFailure,
  };
}

const withOwn = (lastFailure: string, what: string): string =>
  `${lastFailure}; green's own targets, asked the same: ${what}`;

/** An answer that may be of a firewall or a rate limit counts only as far as green's own targets say so. */
function evolveBakeCheck(before: CheckMemory, round: CheckRound): CheckMemory {
  const next = evolveCheck(before, round);
  const by = barrierIn(round.result);
  const counted = { ...next, barred: barredBy(by) };
  return countsAgainstGreen(by, 'unknown', round.wasBlueBarred)
    ? counted
    : { ...counted, isFailed: false, failuresInRow: before.failuresInRow };
}

/** The answer of green takes the place of the guess without it. */
function evolveOwnCheck(before: CheckMemory, reach: OwnReach, round: CheckRound): CheckMemory {
  const { job, result, wasBlueBarred } = round;
  if (before.barred === null) return before;
  if (result.kind === 'running') return { ...before, barred: stillAsked(before.barred, round.nowMs) };
  const { by } = before.barred;
  const own = ownAnswerOf(reach, result);
  const counts = (answer: OwnAnswer): boolean => countsAgainstGreen(by, answer, wasBlueBarred);
  const lastFailure = before.lastFailure ?? '';
  return {
    ...before,
    barred: { ...before.barred, own },
    isFailed: counts(own) && !job.isRepeatable,
    failuresInRow: recounted(before.failuresInRow, counts, own),
    lastFailure:
      own === 'failed' && result.kind === 'failed' ? withOwn(lastFailure, result.what) : lastFailure,
  };
}

function evolveBlueBefore(
  before: BlueTestMemory,
  { question = '', result, nowMs }: CheckRound,
): BlueTestMemory {
  if (result.kind === 'running') return { ...before, lastMs: nowMs, isRunning: true };
  const memory = { ...before, isRunning: false };
  const failuresInRow = result.kind === 'failed' ? memory.failuresInRow + 1 : 0;
  const isOver = result.kind === 'passed' || failuresInRow >= triesBefore;
  return isOver
    ? {
        ...memory,
        before: { ...memory.before, [question]: result.kind === 'passed' },
        failuresInRow: 0,
        lastMs: null,
      }
    : { ...memory, failuresInRow, lastMs: nowMs };
}

/** The next one is due. */
export const passedBy = ({ passed, atOwn, unchecked }: CheckMemory, nowMs: number): CheckMemory => ({
  ...noCheck,
  passed: passed + 1,
  lastMs: nowMs,
  atOwn,
  unchecked,
});

function evolveCheck(before: CheckMemory, { job, result, nowMs }: CheckRound): CheckMemory {
  if (result.kind === 'passed') return passedBy(before, nowMs);
  const begun = { ...before, startedAtMs: before.startedAtMs ?? nowMs, lastMs: nowMs };
  if (result.kind === 'running')
    return { ...begun, isRunning: true, hasConnected: before.hasConnected || result.hasConnected };
  const { unproven } = result;
  return {
    ...begun,
    isRunning: false,
    unproven: unproven === 'again' && before.unproven !== null ? 'final' : (unproven ?? null),
    // What never left the runner may be sent again.
    isFailed: !job.isRepeatable && result.hasConnected,
    hasConnected: unproven === undefined && (before.hasConnected || result.hasConnected),
    failuresInRow: before.failuresInRow + 1,
    lastFailure: result.what,
    advice: result.advice ?? null,
    lines: result.lines ?? [],
  };
}
