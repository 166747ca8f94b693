// Folds the answers of probes into memory.
import type { Request } from '../request/request.ts';
import type { ProbePurpose } from '../run/step.ts';
import type { BaselineMemory, Probed, ProbeMemories, ProbeMemory, SmokeMemory } from './probe-memory.ts';

const isPass = ({ answer }: Probed): boolean =>
  answer.status !== null && answer.status >= 200 && answer.status < 300;

const hasNoAnswer = (answers: readonly Probed[]): boolean =>
  answers.length > 0 && answers.every(({ answer }) => answer.status === null);

/** One round of probes: its purpose and its answers. `nowMs`: after the last answer. */
interface ProbeRound {
  readonly purpose: ProbePurpose;
  readonly answers: readonly Probed[];
  readonly nowMs: number;
}

/** What the round changes in memory. A round passes if all its requests do. */
export function evolveProbes(
  request: Request,
  memory: ProbeMemories,
  { purpose, answers, nowMs }: ProbeRound,
): Partial<ProbeMemories> {
  switch (purpose) {
    case 'smoke':
      return { smoke: evolveSmoke(request, memory, answers, nowMs) };
    case 'baseline':
      return { baseline: evolveBaseline(memory, answers, nowMs) };
    case 'bake':
      return { bakeProbe: fold(memory.bakeProbe, answers, nowMs) };
    case 'after-rollback':
      return { afterRollbackProbe: fold(memory.afterRollbackProbe, answers, nowMs) };
  }
}

function fold(before: ProbeMemory, answers: readonly Probed[], nowMs: number): ProbeMemory {
  const bad = answers.find((probed) => !isPass(probed));
  return {
    lastMs: nowMs,
    failuresInRow: bad === undefined ? 0 : before.failuresInRow + 1,
    passesInRow: bad === undefined ? before.passesInRow + 1 : 0,
    hasAnswered: before.hasAnswered || !hasNoAnswer(answers),
    lastFailure: bad === undefined ? null : describeAnswer(bad),
  };
}

/** An address that no input names and that never answered can't be reached from the runner. It isn't a fault of green. */
function evolveSmoke(
  request: Request,
  memory: ProbeMemories,
  answers: readonly Probed[],
  nowMs: number,
): SmokeMemory {
  const { smoke } = memory;
  const isAskedFor = request.smoke.paths.length > 0 || request.smoke.url !== null;
  const isNamed = request.traffic.testListener !== null || request.traffic.testRule !== null;
  const isUnreachable = smoke.startedAtMs === null && hasNoAnswer(answers) && !isAskedFor && !isNamed;
  return {
    ...fold(smoke, answers, nowMs),
    startedAtMs: smoke.startedAtMs ?? nowMs,
    isSkipped: smoke.isSkipped || isUnreachable,
  };
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
  return { ...next, verdict };
}

const describeAnswer = ({ url, answer }: Probed): string =>
  `${url} ${answer.status === null ? (answer.error ?? 'gave no answer') : `answered ${String(answer.status)}${formatExcerpt(answer.excerpt)}`}`;

const formatExcerpt = (excerpt: string): string => (excerpt === '' ? '' : `: ${excerpt.slice(0, 80)}`);
