// The log of a run: findings, a group for each phase, each step with its reason, and a total of repeated waits.
import { formatDuration } from '../domain/common/values/duration.ts';
import { linesOf, type StepHeader } from '../domain/common/run/step.ts';
import type { Trouble } from '../domain/common/values/trouble.ts';
import type { SpentPhase } from '../domain/common/report/phases.ts';
import type { Report } from '../domain/common/report/report.ts';
import {
  accountOf,
  count,
  emptyTally,
  gateLines,
  describeTrouble,
  waitText,
  type Tally,
} from './messages/log-lines.ts';
import { phaseTitles } from './messages/state.ts';
import type { RunnerPort } from '../ports.ts';

export interface LoggedStep extends StepHeader {
  readonly kind: 'write' | 'wait' | 'end';
}

interface StepLog {
  step(before: Report, after: Report, step: LoggedStep, findings: () => readonly string[]): void;
  trouble(trouble: Trouble): void;
  /** Closes the last phase and prints how the run ended, outside of any group. */
  end(report: Report): void;
}

/** Each once in a run: the comment shows how it goes on. */
function warningsOf(runner: RunnerPort): (report: Report) => void {
  const given = new Set<string>();
  return (report) => {
    for (const [kind, text] of Object.entries(toWarnOf(report))) {
      if (text !== null && !given.has(kind)) runner.warn(text);
      if (text !== null) given.add(kind);
    }
  };
}

const toWarnOf = ({
  leftOut,
  mutableTags,
  weakBlue,
  gates: { smoke },
}: Report): Readonly<Record<string, string | null>> => ({
  leftOut,
  mutableTags,
  weakBlue,
  smoke: smoke?.state === 'skipped' ? `The smoke test is skipped: ${smoke.words}.` : null,
});

/** Before a rollback has moved anything, for example while it repairs reset rules. */
const isRepair = ({ phase, request }: Report): boolean =>
  phase === 'prepare' && request.command === 'rollback';

const failureLine = (report: Report, { kind, what, advice }: NonNullable<Report['failure']>): string =>
  `${isRepair(report) && kind !== 'requested' ? 'failed' : 'rolling back'}: ${what}. ${advice}`;

export function createStepLog(runner: RunnerPort, warn = warningsOf(runner)): StepLog {
  let tally: Tally = emptyTally(0);
  let isTallying = false;
  let open: SpentPhase | null = null;

  function print(text: string, nowMs: number): void {
    if (!isTallying) tally = emptyTally(nowMs);
    isTallying = true;
    const counted = count(tally, text, nowMs);
    tally = counted.tally;
    if (counted.line !== null) runner.info(counted.line);
  }
  function settle(nowMs: number): void {
    const account = isTallying ? accountOf(tally, nowMs) : null;
    isTallying = false;
    if (account !== null) runner.info(account);
  }
  function closePhase(report: Report): void {
    settle(report.nowMs);
    if (open === null) return;
    runner.closeGroup();
    runner.info(`${open} took ${formatDuration((report.spentMs[open] ?? 0) / 1000)}`);
  }
  function enter(report: Report): void {
    closePhase(report);
    open = report.phase;
    runner.openGroup(`${report.phase}: ${phaseTitles[report.phase]}`);
  }

  // `null` before the first observation. Until then, repeated lines are not counted.
  let nowMs: number | null = null;
  return {
    step(before, after, step, findings) {
      nowMs = after.nowMs;
      if (before.traffic === null) printFindings(runner, findings());
      const decided = gateLines(before, after);
      if (decided.length > 0) settle(nowMs);
      for (const line of decided) runner.info(line);
      warn(after);
      if (step.kind === 'end') return;
      if (after.phase !== open) enter(after);
      if (before.failure === null && after.failure !== null) runner.info(failureLine(after, after.failure));
      if (step.kind === 'wait') {
        print(waitText(step, after), nowMs);
        return;
      }
      settle(nowMs);
      runner.info(`${step.reason}: ${step.because}`);
    },
    trouble(trouble) {
      if (nowMs === null) runner.info(describeTrouble(trouble));
      else print(describeTrouble(trouble), nowMs);
    },
    end(report) {
      closePhase(report);
      open = null;
      for (const line of endLines(report)) runner.info(line);
    },
  };
}

const endLines = ({ ending }: Report): readonly string[] =>
  ending === null ? [''] : [ending.message, ...linesOf(ending)];

/** Printed before the first write, because all writes depend on the findings. */
function printFindings(runner: RunnerPort, findings: readonly string[]): void {
  runner.openGroup('found: what this release builds on');
  for (const line of findings) runner.info(line);
  runner.closeGroup();
}
