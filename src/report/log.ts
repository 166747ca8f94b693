// The log of a run: findings, a group for each phase, moves of traffic, each step with its reason, and a total of repeated waits.
import { formatDuration } from '../domain/common/values/duration.ts';
import { linesOf, type StepHeader } from '../domain/common/run/step.ts';
import type { Trouble } from '../domain/common/values/trouble.ts';
import type { SpentPhase } from '../domain/common/report/phases.ts';
import type { Report } from '../domain/common/report/report.ts';
import {
  accountOf,
  count,
  emptyTally,
  eventLines,
  gateLines,
  describeTrouble,
  returnLines,
  trafficLine,
  waitText,
  type Tally,
} from './messages/log-lines.ts';
import { failedTaskLines } from './messages/failed-task.ts';
import { overlapLines } from './messages/timeline.ts';
import { titleOf } from './messages/state.ts';
import { formatSplit, isWhole } from '../domain/common/report/history.ts';
import type { RunnerPort } from '../ports.ts';

export interface LoggedStep extends StepHeader {
  readonly kind: 'write' | 'wait' | 'end';
}

interface StepLog {
  step(before: Report, after: Report, step: LoggedStep): void;
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
  barred,
  unrun,
  redAlarms,
  goneAlarms,
  gates: { smoke },
}: Report): Readonly<Record<string, string | null>> => ({
  leftOut,
  mutableTags,
  weakBlue,
  barred,
  redAlarms,
  goneAlarms,
  ...Object.fromEntries(unrun.map((text, index) => [`unrun ${String(index)}`, text])),
  smoke: smoke?.state === 'skipped' ? `The smoke test is skipped: ${smoke.words}.` : null,
});

/** Before a rollback has moved anything, for example while it repairs reset rules. */
const isRepair = ({ phase, request }: Report): boolean =>
  phase === 'prepare' && request.command === 'rollback';

const failureLine = (report: Report, { kind, what, advice }: NonNullable<Report['failure']>): string =>
  `${isRepair(report) && kind !== 'requested' ? 'failed' : 'rolling back'}: ${what}. ${advice}`;

export function createStepLog(runner: RunnerPort, warn = warningsOf(runner)): StepLog {
  const waits = createWaits(runner);
  let open: SpentPhase | null = null;

  function closePhase(report: Report): void {
    waits.settle(report.nowMs);
    if (open === null) return;
    runner.closeGroup();
    runner.info(`${open} took ${formatDuration((report.spentMs[open] ?? 0) / 1000)}`);
  }
  function enter(report: Report): void {
    open = report.phase;
    runner.openGroup(groupTitle(report));
  }
  /** The runner shows only the titles of closed groups. What everybody must see is printed between two groups. */
  function printMoves(before: Report, after: Report, hasMoved: boolean): void {
    const lines = moveLines(before, after);
    if (lines.length === 0) return;
    waits.settle(after.nowMs);
    const isBetween = open !== null && !hasMoved && isForAll(after);
    if (isBetween) runner.closeGroup();
    for (const line of lines) runner.info(line);
    if (isBetween) runner.openGroup(groupTitle(after));
  }

  // `null` before the first observation. Until then, repeated lines are not counted.
  let nowMs: number | null = null;
  return {
    step(before, after, step) {
      nowMs = after.nowMs;
      if (before.findings === null && after.findings !== null) printFindings(runner, after.findings);
      const decided = gateLines(before, after);
      if (decided.length > 0) waits.settle(nowMs);
      for (const line of decided) runner.info(line);
      for (const line of eventLines(after)) runner.info(line);
      warn(after);
      const hasMoved = step.kind !== 'end' && after.phase !== open;
      if (hasMoved) closePhase(after);
      printMoves(before, after, hasMoved);
      if (hasMoved) enter(after);
      if (step.kind === 'end') return;
      if (before.failure === null && after.failure !== null) runner.info(failureLine(after, after.failure));
      if (step.kind === 'wait') {
        waits.print(waitText(step, after), nowMs, splitOf(after));
        return;
      }
      waits.settle(nowMs);
      runner.info(`${step.reason}: ${step.because}`);
    },
    trouble(trouble) {
      if (nowMs === null) runner.info(describeTrouble(trouble));
      else waits.print(describeTrouble(trouble), nowMs, null);
    },
    end(report) {
      closePhase(report);
      open = null;
      for (const line of [...overlapLines(report), ...endLines(report)]) runner.info(line);
      for (const line of terraformLines(report)) runner.info(line);
    },
  };
}

interface Waits {
  /** Prints a line if it is new, or was last printed a minute ago. */
  print(text: string, nowMs: number, split: string | null): void;
  /** Prints what repeated since the last write. */
  settle(nowMs: number): void;
}

function createWaits(runner: RunnerPort): Waits {
  let tally: Tally | null = null;
  return {
    print(text, nowMs, split) {
      const counted = count(tally ?? emptyTally(nowMs), text, nowMs, split);
      tally = counted.tally;
      if (counted.line !== null) runner.info(counted.line);
    },
    settle(nowMs) {
      const account = tally === null ? null : accountOf(tally, nowMs);
      tally = null;
      if (account !== null) runner.info(account);
    },
  };
}

const groupTitle = (report: Report): string =>
  report.phase === 'rollback' && report.returned !== null
    ? 'rollback: watching it, then cleaning up'
    : `${report.phase}: ${titleOf(report)}`;

/** A rollback has its own sentence, which also says how long it took. */
function moveLines(before: Report, after: Report): readonly string[] {
  const returned = returnLines(before, after);
  const traffic = trafficLine(before, after);
  return returned.length > 0 || traffic === null ? returned : [traffic];
}

const isForAll = ({ history, returned }: Report): boolean => {
  const last = history.spans.at(-1);
  return returned !== null || (last !== undefined && isWhole(last));
};

const splitOf = ({ history }: Report): string | null => formatSplit(history.spans.at(-1)?.versions ?? []);

const endLines = ({ ending, failedTask }: Report): readonly string[] =>
  ending === null ? [''] : [ending.message, ...linesOf(ending), ...failedTaskLines(failedTask, null)];

/** To copy, so it is no part of the annotation: that shows the whole end a second time. */
const terraformLines = ({ dryRun }: Report): readonly string[] =>
  dryRun === null || dryRun.snippet.length === 0
    ? []
    : ['Terraform that adds what is missing:', ...dryRun.snippet];

/** Printed before the first write, because all writes depend on the findings. */
function printFindings(runner: RunnerPort, findings: readonly string[]): void {
  runner.openGroup('found: what this release builds on');
  for (const line of findings) runner.info(line);
  runner.closeGroup();
}
