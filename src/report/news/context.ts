// What news need, and who else reports the same.
import { traitsOf } from '../../domain/common/request/commands.ts';
import type { Report } from '../../domain/common/report/report.ts';
import type { GitHubWarnings } from '../answers/warnings.ts';
import type { ReportContext } from '../context.ts';
import type { ShownTraffic } from '../messages/traffic.ts';
import type { PullFinder } from '../pulls/finder.ts';

export interface NewsContext extends Pick<
  ReportContext,
  'github' | 'environment' | 'runs' | 'wantsComment' | 'secrets' | 'runner' | 'clock' | 'actor'
> {
  readonly pulls: PullFinder;
  readonly warnings: Pick<GitHubWarnings, 'comment' | 'deployment'>;
}

/** The part of a report that news need. */
export type Newsworthy = Pick<
  Report,
  'news' | 'found' | 'now' | 'request' | 'seen' | 'isHolder' | 'serviceKey' | 'pull' | 'commit' | 'lastSwitch'
> &
  ShownTraffic;

/**
 * The run's own comment on that pull request is the newer one. A rollback leaves the comment of the release there
 * (`mayReplace`).
 */
export const isReportedAnyway = (
  pull: number | null,
  { request, pull: own }: Pick<Newsworthy, 'request' | 'pull'>,
): boolean => {
  const { hasComment, finishesOthers, rollsBack } = traitsOf(request);
  return hasComment && !finishesOthers && !rollsBack && pull !== null && pull === own;
};

/** The run that it interrupts reports until it sees that, and maybe after this run's news. */
export const interruptsOthers = ({ request }: Pick<Newsworthy, 'request'>): boolean =>
  traitsOf(request).rollsBack;
