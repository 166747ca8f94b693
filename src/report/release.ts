// Reports one run: log, comment, Deployment, summary, outputs and exit code.
import type { OutputName, StateName } from '../action-io.ts';
import type { Request } from '../domain/common/request/request.ts';
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
import { placesOf, postEnd, type PostedEnd } from './places.ts';
import { gitHubWarnings, type GitHubWarnings } from './answers/warnings.ts';
import { createTail, withTail } from './log-tail.ts';
import { messageOf } from '../errors.ts';

/** Where a run reports to, and what the runner keeps of it. */
export interface RunReportContext extends Omit<ReportContext, 'save' | 'deployment' | 'main' | 'shown'> {
  /** Which files belong to the service. Empty: all. */
  readonly paths: readonly string[];
  readonly saveState: (name: StateName, value: string) => void;
  readonly writeOutputs: (values: Outputs) => void;
  /** Reads the last log lines of a task that failed, within a limited time. `null`: this run reads no logs. */
  readonly readTail: ((failed: FailedTask) => Promise<LogTail>) | null;
}
type Outputs = Readonly<Record<OutputName, string | null>>;

/** This is main: no earlier process has left anything. */
const fresh = { deployment: null, main: null, shown: [] };

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
  const warnings = gitHubWarnings({ ...context, save: saveState });
  const places = placesOf({ ...context, ...fresh, save: saveState }, report, warnings);
  const later = createLater({ ...context, onRefusal: warnings.comment }, show);
  saveState('beginning', beginningText(report));

  // What shows the service can be found once it was observed.
  function offer(isUrgent: boolean): void {
    if (report.serviceKey === null) return;
    for (const place of places) place.offer(report, isUrgent);
  }
  function show(change: Change): void {
    report = change(report);
    saveState('beginning', beginningText(report));
    if (report.ending === null) offer(true);
  }
  async function end(ending: ReportEnding, isCrash = false): Promise<void> {
    report = endReport(isOutOfDate ? { ...report, live: null } : report, ending, clock.now());
    keepEnd({ ...context, guarded }, report, mainEndingText(ending, { isReported: false, isCrash }));
    // A cancelled job may have seconds left.
    if (ending.reason !== 'cancelled') await later.settle(report);
    const shown = await showEnd({ ...context, guarded, log, places, warnings }, report);
    guarded(() => {
      saveState('ending', mainEndingText(ending, { ...shown, isCrash }));
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
        log.step(before, report, step);
        later.offer(report);
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

type Change = (report: Report) => Report;
type LaterContext = Omit<
  Parameters<typeof createOthersReader>[0] & Parameters<typeof createTail>[0],
  'onFound'
>;

/** What is read for the report alone, and shown when it is there: the other pull requests, and the log of a failed task. */
function createLater(context: LaterContext, show: (change: Change) => void): Later {
  const readOthers = createOthersReader({
    ...context,
    onFound: (others) => {
      show((report) => ({ ...report, others }));
    },
  });
  const tail = createTail({
    ...context,
    onFound: (found) => {
      show((report) => withTail(report, found));
    },
  });
  return {
    offer(report) {
      readOthers(report);
      tail.offer(report);
    },
    settle: (report) => tail.settle(report),
  };
}

interface Later {
  /** Returns at once. */
  offer(report: Report): void;
  /** For the end: waits a limited time for the log. */
  settle(report: Report): Promise<void>;
}

type EndPlaces = Pick<RunReport, 'guarded'> & {
  readonly log: ReturnType<typeof createStepLog>;
  readonly places: ReturnType<typeof placesOf>;
  readonly warnings: GitHubWarnings;
};

/** In every place. */
async function showEnd(context: RunReportContext & EndPlaces, report: Report): Promise<PostedEnd> {
  context.guarded(() => {
    context.log.end(report);
  });
  reportToRunner(context, report);
  await writeSummary(context, report);
  return postEnd(context, context.places, report);
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
const beginningText = ({ begunMs, releases, others, serviceKey }: Report): string =>
  JSON.stringify({ begunMs, releases, others, serviceKey } satisfies Beginning);

/** A change that is posted at once. */
const isTurn = (before: Report, after: Report): boolean =>
  before.serviceKey !== after.serviceKey ||
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
      const text = messageOf(error);
      if (!logged.has(text)) runner.warn(`Reporting failed, the run continues: ${text}`);
      logged.add(text);
    }
  };
}
