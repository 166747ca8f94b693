// Which pull request shows a release.
import { traitsOf } from '../request/commands.ts';
import type { Report } from './report.ts';

/** What leads to the pull request of a release: the event or a tag names it, or else it is asked by the commit. */
export interface PullTrace {
  readonly pull: number | null;
  /** `null`: not known, or not to be asked by. */
  readonly commit: string | null;
}

/** A pull request of a commit, as GitHub lists it. */
export interface CommitPull {
  readonly number: number;
  /** The head of its branch. */
  readonly head: string;
  readonly isOpen: boolean;
  /** `null`: it isn't merged. */
  readonly mergedAt: string | null;
  /** The commit that its merge led to. Of an open one: what GitHub made to test the merge. */
  readonly mergeCommit: string | null;
}

/**
 * A commit is of the pull request that brought it, or of an open one of which it is the head. An open pull request that
 * merely contains it is about something else.
 */
export function pullOfCommit(commit: string, pulls: readonly CommitPull[]): number | null {
  const rankOf = ({ head, isOpen, mergedAt, mergeCommit }: CommitPull): number => {
    if (mergedAt !== null) return mergeCommit === commit ? 3 : 2;
    return isOpen && head === commit ? 1 : 0;
  };
  const [best] = pulls
    .filter((pull) => rankOf(pull) > 0)
    .toSorted(
      (one, other) =>
        rankOf(other) - rankOf(one) ||
        (other.mergedAt ?? '').localeCompare(one.mergedAt ?? '') ||
        other.number - one.number,
    );
  return best?.number ?? null;
}

/** Plans and rollbacks are for those who asked for them: only an event names their pull request. */
export const isPullOfCommit = ({ request }: Pick<Report, 'request'>): boolean => {
  const { bringsOwnCommit, green, report } = traitsOf(request);
  return report === 'release' && (bringsOwnCommit || green === 'staged');
};

/** Where the run itself reports. */
export const traceOf = (report: Pick<Report, 'request' | 'pull' | 'commit'>): PullTrace => ({
  pull: report.pull,
  commit: isPullOfCommit(report) ? report.commit : null,
});
