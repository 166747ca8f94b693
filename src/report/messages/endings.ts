// Ends that the loop did not decide: a bug, a killed run.
import type { Report, ReportEnding } from '../../domain/common/report/report.ts';

const describeTraffic = ({ traffic }: Pick<Report, 'traffic'>, isLast: boolean): string => {
  if (traffic === null) return 'The current production traffic could not be read.';
  return isLast ? `Last seen: ${traffic.sentence}` : traffic.sentence;
};

/** An unexpected error says nothing about the release. */
export function bugEnding(report: Report, error: unknown): ReportEnding {
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    result: 'failed',
    reason: 'bug',
    message:
      `Stopped by a bug in this action, not by the release of service ${report.request.service}: ${what}. ` +
      `${describeTraffic(report, true)} Run the job again to continue. Please report this bug, with the log.`,
    details: [],
  };
}

/** Why the post step completes a run that left no end. */
export const wasKilled = 'the run was ended before it could finish';

/** The end of what the post step did after main was killed. */
export const afterKill = (end: ReportEnding): ReportEnding => ({
  ...end,
  message: `${end.message} The post step of the job did this after main was killed.`,
});

/** The same after a bug, which stays the reason unless the end is worse. */
export const afterCrash = (crash: ReportEnding, end: ReportEnding): ReportEnding => ({
  ...end,
  reason: end.reason === 'cancelled' ? crash.reason : end.reason,
  message: `${end.message} The post step of the job did this after main had stopped: ${crash.message}`,
  details: [...crash.details, ...end.details],
  commands: [...(crash.commands ?? []), ...(end.commands ?? [])],
});

/** Main was killed before it could end. `unread`: why traffic could not be read. `null`: the report has it. */
export function interruptedEnding(report: Report, unread: string | null): ReportEnding {
  const traffic =
    unread === null
      ? describeTraffic(report, false)
      : `The current production traffic could not be read: ${unread}.`;
  return {
    result: 'failed',
    reason: 'cancelled',
    message:
      `Interrupted: the run for service ${report.request.service} was ended before it could finish. ${traffic} ` +
      'Run the job again to continue.',
    details: [],
  };
}
