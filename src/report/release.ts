// Reports one run: log, comment, Deployment, summary, outputs and exit code.
import type { OutputName, StateName } from '../action-io.ts';
import type { Request } from '../domain/common/request/request.ts';
import type { OtherPulls } from '../domain/common/report/others.ts';
import type { LogTail } from '../domain/common/logs/tail.ts';
import type { Beginning } from '../domain/common/report/releases.ts';
import { beginReport, endReport, type Report, type ReportEnding } from '../domain/common/report/report.ts';
import type { FailedTask } from '../domain/common/tasks/failed-task.ts';
import type { Trouble } from '../domain/common/values/trouble.ts';
import { reportToRunner, writeSummary, type ReportContext } from './context.ts';
import { createStepLog, type LoggedStep } from './log.ts';
import { mainEndingText } from './main-ending.ts';
import { bugEnding } from './messages/endings.ts';
import { maskedOutputs, outputsOf } from './outputs.ts';
import { createOthersReader } from './pulls/others.ts';
import { gitHubWarnings, placesOf, postEnd } from './places.ts';
import { createTail } from './tail.ts';

/** Where a run reports to, and what the runner keeps of it. */
export interface RunReportContext extends Omit<ReportContext, 'save' | 'deployment' | 'main'> {
  /** Which files belong to the service. Empty: all. */
  readonly paths: readonly string[];
  readonly saveState: (name: StateName, value: string) => void;
  readonly writeOutputs: (values: Outputs) => void;
  /** Reads the last log lines of a task that failed, within a limited time. `null`: this run reads no logs. */
  readonly readTail: ((failed: FailedTask) => Promise<LogTail>) | null;
}
type Outputs = Readonly<Record<OutputName, string | null>>;

/** One observation, and the step that was decided on it. The functions run only if they are needed, and may throw. */
interface Update {
  readonly step: LoggedStep;
  readonly advance: (before: Report) => Report;
  /** What the run builds on. */
  readonly findings: () => readonly string[];
}

interface RunReport {
  update(update: Update): void;
  trouble(trouble: Trouble): void;
  /** Reports the end everywhere, sets the exit code, and waits a limited time for GitHub. Never rejects. */
  end(ending: ReportEnding): Promise<void>;
  /** The same for a run that an unexpected error ended. */
  crash(error: unknown): Promise<void>;
  /** Runs work of reporting that must not reach the run. A failure is logged once. */
  readonly guarded: (work: () => void) => void;
}

/**
 * Reports a run from its start. It only listens: it never throws, delays the loop or changes how the release ends
 * (invariant 9).
 */
export function createRunReport(request: Request, context: RunReportContext): RunReport {
  const { runner, clock, saveState } = context;
  const log = createStepLog(runner);
  const guarded = guard(runner);
  let report = beginReport(request, clock.now());
  let isOutOfDate = false;
  saveState('release-id', request.release.id);
  const warnings = gitHubWarnings(context);
  const places = placesOf({ ...context, save: saveState, deployment: null, main: null }, report, warnings);
  const readOthers = createOthersReader({ ...context, onRefusal: warnings.comment, onFound: showOthers });
  saveState('beginning', beginningText(report));
  const tail = createTail({ ...context, onFound: showTail });
  offer(true);

  function offer(isUrgent: boolean): void {
    for (const place of places) place.offer(report, isUrgent);
  }

  function showOthers(others: OtherPulls): void {
    report = { ...report, others };
    saveState('beginning', beginningText(report));
    if (report.ending === null) offer(true);
  }

  function showTail(found: LogTail): void {
    if (report.failedTask === null) return;
    report = { ...report, failedTask: { ...report.failedTask, tail: report.failedTask.tail ?? found } };
    if (report.ending === null) offer(true);
  }

  async function end(ending: ReportEnding, isCrash = false): Promise<void> {
    report = endReport(isOutOfDate ? { ...report, live: null } : report, ending, clock.now());
    keepEnd({ ...context, guarded }, report, mainEndingText(ending, false, isCrash));
    // A cancelled job may have seconds left.
    if (ending.reason !== 'cancelled') await tail.settle(report);
    guarded(() => {
      log.end(report);
    });
    reportToRunner(context, report);
    await writeSummary(context, report);
    const isReported = await postEnd(context, places, report);
    guarded(() => {
      saveState('ending', mainEndingText(ending, isReported, isCrash));
    });
  }

  return {
    guarded,
    update(update) {
      guarded(() => {
        const { step } = update;
        const before = report;
        report = seen(before, update, guarded);
        // What was last seen is out of date until the write is observed.
        isOutOfDate = step.kind === 'write';
        if (before.releases === null) saveState('beginning', beginningText(report));
        readOthers(report);
        log.step(before, report, step);
        tail.offer(report);
        // The end is reported on its own, in a moment.
        if (step.kind !== 'end') offer(isTurn(before, report));
      });
    },
    trouble(trouble) {
      guarded(() => {
        log.trouble(trouble);
      });
    },
    end: (ending) => end(ending),
    crash: (error) => {
      if (error instanceof Error) runner.info(error.stack ?? error.message);
      return end(bugEnding(report, error), true);
    },
  };
}

/** First what can't hang: a cancelled job may have seconds left, and post continues from the saved state. */
function keepEnd(
  {
    saveState,
    writeOutputs,
    secrets,
    guarded,
  }: Pick<RunReportContext, 'saveState' | 'writeOutputs' | 'secrets'> & Pick<RunReport, 'guarded'>,
  report: Report,
  ending: string,
): void {
  guarded(() => {
    saveState('ending', ending);
  });
  guarded(() => {
    writeOutputs(maskedOutputs(outputsOf(report), secrets));
  });
}

/** Findings are made once. Without them the report continues. */
function seen(before: Report, { advance, findings }: Update, guarded: (work: () => void) => void): Report {
  const after = advance(before);
  let lines = after.findings;
  guarded(() => {
    lines ??= findings();
  });
  return { ...after, findings: lines };
}

/** What a post step compares with. */
const beginningText = ({ begunMs, releases, others }: Report): string =>
  JSON.stringify({ begunMs, releases, others } satisfies Beginning);

/** A change that is posted at once. */
const isTurn = (before: Report, after: Report): boolean =>
  before.phase !== after.phase ||
  before.failure?.reason !== after.failure?.reason ||
  before.rollback.ready?.isReady !== after.rollback.ready?.isReady ||
  before.traffic?.sentence !== after.traffic?.sentence ||
  before.pull !== after.pull;

/** A failure of reporting is logged once, however often it repeats. */
function guard(runner: RunReportContext['runner']): (work: () => void) => void {
  const logged = new Set<string>();
  return (work) => {
    try {
      work();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (!logged.has(text)) runner.warn(`Reporting failed, the release continues: ${text}`);
      logged.add(text);
    }
  };
}
