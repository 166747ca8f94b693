// The other pull requests that a release brings: those that were merged since the commit of what was live.

/** What leads to the commit of a release, of all that is known of it. */
interface Release {
  readonly id: string;
  readonly repository: string | null;
  readonly commit: string | null;
  readonly standing: string;
}

/** From the commit that is live when the run begins, which is not part of it, to the commit that is released. */
export interface Span {
  readonly base: string;
  readonly head: string;
}

/** The commits of a span. */
export interface CommitRange {
  /** Oldest first. */
  readonly commits: readonly string[];
  /** Whether these are all of them. */
  readonly isWhole: boolean;
  /** When the two lines of commits parted: what was merged before is not part of it. */
  readonly sinceMs: number;
  /** What its commits change, also the names before a move. */
  readonly files: { readonly names: readonly string[]; readonly isWhole: boolean };
}

export interface MergedPull {
  readonly number: number;
  /** The commit that the branch was updated to by its merge, by whatever method. */
  readonly mergeCommit: string;
}

export interface OtherPulls {
  /** Newest first. */
  readonly numbers: readonly number[];
  /** Whether the list has all of them. */
  readonly isWhole: boolean;
}

/** `null`: what is live is not of this repository, its commit is not known, or it is the same. */
export function spanOf(
  own: { readonly releaseId: string; readonly repository: string; readonly commit: string | null },
  releases: readonly Release[] | null,
): Span | null {
  const others = (releases ?? []).filter(({ id }) => id !== own.releaseId);
  // A run that was started again after its switch finds its own release live, and blue kept.
  const before =
    others.find(({ standing }) => standing === 'live') ?? others.find(({ standing }) => standing === 'kept');
  if (before === undefined || before.repository !== own.repository) return null;
  const [base, head] = [before.commit, own.commit];
  return base === null || head === null || base === head ? null : { base, head };
}

/** The merged pull requests of the span, newest first, without the one whose merge made its head. */
export function othersOf(
  { head }: Span,
  commits: readonly string[],
  merged: readonly MergedPull[],
  own: number | null,
): readonly number[] {
  const places = new Map(commits.map((commit, place) => [commit, place]));
  const placeOf = ({ mergeCommit }: MergedPull): number => places.get(mergeCommit) ?? -1;
  return merged
    .filter((pull) => placeOf(pull) >= 0 && pull.mergeCommit !== head && pull.number !== own)
    .toSorted((one, other) => placeOf(other) - placeOf(one))
    .map(({ number }) => number);
}
