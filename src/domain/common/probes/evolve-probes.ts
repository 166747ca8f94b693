// Folds the answers of probes into memory.
import { acceptsStatus, successCodes } from '../load-balancer/health-check.ts';
import { barrierOf, countsAgainstGreen, ownAnswer, recounted, type OwnAnswer } from './barring.ts';
import { countConnections } from './connections.ts';
import type { ProbePurpose } from '../run/step.ts';
import { pathsOfBlue } from './usual-paths.ts';
import {
  wasBlueBarred,
  type BaselineMemory,
  type Probed,
  type ProbeMemories,
  type ProbeMemory,
  type SmokeMemory,
} from './probe-memory.ts';

const isPass = ({ answer, codes }: Probed): boolean =>
  answer.status !== null && acceptsStatus(codes, answer.status);

const hasNoAnswer = (answers: readonly Probed[]): boolean =>
  answers.length > 0 && answers.every(({ answer }) => answer.status === null);

/**
 * One round of probes. `isAskedFor`: inputs name it, so it has to be possible. `canAskOwn`: green's own targets can be asked
 * the same. `nowMs`: after the last answer.
 */
interface ProbeRound {
  readonly purpose: ProbePurpose;
  readonly isAskedFor: boolean;
  readonly canAskOwn: boolean;
  readonly answers: readonly Probed[];
  readonly nowMs: number;
}

/** What the round changes in memory. A round passes if all its requests do. */
export function evolveProbes(memory: ProbeMemories, round: ProbeRound): Partial<ProbeMemories> {
  const { purpose, answers, nowMs } = round;
  switch (purpose) {
    case 'smoke':
      return { smoke: evolveSmoke(memory, round) };
    case 'own-smoke':
      return evolveOwnSmoke(memory, answers, nowMs);
    case 'blue-paths':
      return { bluePaths: pathsOfBlue(answers) };
    case 'connections':
      return { connections: countConnections(answers, nowMs) };
    case 'baseline':
      return { baseline: evolveBaseline(memory, answers, nowMs) };
    case 'bake':
      return { bakeProbe: evolveBake(memory, answers, nowMs) };
    case 'own':
      return evolveOwn(memory, answers, nowMs);
    case 'after-rollback':
      return { afterRollbackProbe: fold(memory.afterRollbackProbe, answers, nowMs) };
  }
}

/** Whether the last failure of production counts, by what green's own targets answered. */
const counts = (memory: ProbeMemories, own: OwnAnswer): boolean =>
  countsAgainstGreen(memory.bakeProbe.barredBy, own, wasBlueBarred(memory));

function evolveBake(memory: ProbeMemories, answers: readonly Probed[], nowMs: number): ProbeMemory {
  const next = fold(memory.bakeProbe, answers, nowMs);
  return next.failuresInRow === 0 || counts({ ...memory, bakeProbe: next }, 'unknown')
    ? next
    : { ...next, failuresInRow: memory.bakeProbe.failuresInRow };
}

/** The answer of green takes the place of the guess without it. */
function evolveOwn(memory: ProbeMemories, answers: readonly Probed[], nowMs: number): Partial<ProbeMemories> {
  const { bakeProbe } = memory;
  const ownProbe = fold(memory.ownProbe, answers, nowMs);
  const answer = ownAnswerOf(ownProbe);
  const failuresInRow = recounted(bakeProbe.failuresInRow, (own) => counts(memory, own), answer);
  return { ownProbe, bakeProbe: { ...bakeProbe, failuresInRow } };
}

export const ownAnswerOf = ({ passesInRow, hasConnected }: ProbeMemory): OwnAnswer =>
  ownAnswer(passesInRow > 0, hasConnected);

function fold(before: ProbeMemory, answers: readonly Probed[], nowMs: number): ProbeMemory {
  const failed = answers.filter((probed) => !isPass(probed));
  const [bad] = failed;
  return {
    lastMs: nowMs,
    failuresInRow: bad === undefined ? 0 : before.failuresInRow + 1,
    passesInRow: bad === undefined ? before.passesInRow + 1 : 0,
    hasConnected: before.hasConnected || answers.some(({ answer }) => answer.hasConnected),
    lastFailure: bad === undefined ? null : describeAnswer(bad),
    barredBy: barrierOf(failed.map(({ answer }) => answer.status)),
    asked: before.asked + answers.length,
    failed: before.failed + failed.length,
  };
}

/** An address that no input names and that never answered can't be reached from the runner. It isn't a fault of green. */
function evolveSmoke(
  { smoke }: ProbeMemories,
  { answers, isAskedFor, canAskOwn, nowMs }: ProbeRound,
): SmokeMemory {
  const isUnreachable = smoke.startedAtMs === null && hasNoAnswer(answers) && !isAskedFor;
  const next = fold(smoke, answers, nowMs);
  const isOpen = next.barredBy !== null && canAskOwn;
  return {
    ...next,
    passesInRow: isOpen ? smoke.passesInRow : next.passesInRow,
    startedAtMs: smoke.startedAtMs ?? nowMs,
    isSkipped: smoke.isSkipped || isUnreachable,
  };
}

/** The answer of green decides whether the round has passed. */
function evolveOwnSmoke(
  memory: ProbeMemories,
  answers: readonly Probed[],
  nowMs: number,
): Partial<ProbeMemories> {
  const ownProbe = fold(memory.ownProbe, answers, nowMs);
  const passesInRow = ownAnswerOf(ownProbe) === 'well' ? memory.smoke.passesInRow + 1 : 0;
  return { ownProbe, smoke: { ...memory.smoke, passesInRow } };
}

/** Failed probes of blue after which probes don't judge green: a firewall must not roll back a healthy release, and one lost answer must not disable the probe. */
export const baselineTries = 3;

function evolveBaseline(
  { baseline }: ProbeMemories,
  answers: readonly Probed[],
  nowMs: number,
): BaselineMemory {
  const next = fold(baseline, answers, nowMs);
  const verdict =
    next.passesInRow > 0 ? 'passed' : next.failuresInRow >= baselineTries ? 'unusable' : 'unknown';
  // One answer of a firewall is enough to know that there is one.
  return { ...next, barredBy: next.barredBy ?? baseline.barredBy, verdict };
}

function describeAnswer({ url, codes, answer: { status, error, excerpt } }: Probed): string {
  if (status === null) return `${url} ${error ?? 'gave no answer'}`;
  const instead = codes === successCodes || acceptsStatus(codes, status) ? '' : ` instead of ${codes}`;
  return `${url} answered ${String(status)}${instead}${formatExcerpt(excerpt)}`;
}

const formatExcerpt = (excerpt: string): string => (excerpt === '' ? '' : `: ${excerpt.slice(0, 80)}`);
