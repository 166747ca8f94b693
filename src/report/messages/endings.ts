// Ends that the loop did not decide: a bug, a killed run.
import type { Report, ReportEnding } from '../../domain/common/report/report.ts';

const describeTraffic = ({ traffic }: Pick<Report, 'traffic'>, isLast: boolean): string => {
  if (traffic === null) return 'Where production traffic is could not be read.';
  return isLast ? `Last seen: ${traffic.sentence}` : traffic.sentence;
};

/** An error that nobody foresaw: it says nothing about the release, so neither does this. */
export function bugEnding(report: Report, error: unknown): ReportEnding {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    result: 'failed',
    reason: 'bug',
    message:
      `Stopped by a bug in this action, not by the release of service ${report.request.service}: ${what}. ` +
      `${describeTraffic(report, true)} Run the job again: it goes on where this run stopped. Please report this, with the log.`,
    details: [],
  };
}

/** What became of a run that left no end: the post step says so of it, whatever else it tells. */
export const killedWords = 'the run was ended before it could finish';

/** The end of what the post step did after main was killed. */
export const afterKill = (end: ReportEnding): ReportEnding => ({
  ...end,
  message: `${end.message} The post step of the job did this after main was killed.`,
});

/** The same after a bug, which stays the reason for as long as nothing worse came of it. */
export const afterCrash = (crash: ReportEnding, end: ReportEnding): ReportEnding => ({
  ...end,
  reason: end.reason === 'cancelled' ? crash.reason : end.reason,
  message: `${end.message} Before the post step did that, main had ended: ${crash.message}`,
  details: [...crash.details, ...end.details],
});

/** Main was killed before it could end. `unread`: why AWS could not be asked where traffic is; `null`: the report knows. */
export function interruptedEnding(report: Report, unread: string | null): ReportEnding {
  const traffic =
    unread === null
      ? describeTraffic(report, false)
      : `Where production traffic is could not be read: ${unread}.`;
  return {
    result: 'failed',
    reason: 'cancelled',
    message:
      `Interrupted: the run that releases service ${report.request.service} was ended before it could finish. ${traffic} ` +
      'Run the job again: it goes on where this run stopped.',
    details: [],
  };
}
