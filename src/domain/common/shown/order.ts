// Which of two texts about the same release is the newer one, whichever comes last.
import { isRollbackId } from '../request/release-id.ts';
import { isMadeByOthers, isStanding, type ReleaseState } from './state.ts';

/** What a text was made from. */
export interface Seen {
  /** The number of the service's fence. `0`: none was seen. Each run that takes the service over raises it. */
  readonly fence: number;
  readonly atMs: number;
}

/** What a comment shows. */
export interface Stamp {
  readonly releaseId: string;
  readonly attempt: number;
  /** When the run of that release began. The run that began later reports the newer release. */
  readonly begunMs: number;
  /** The run that wrote it: that of the release, or a later one that has changed something. */
  readonly runId: number;
  /** `null`: an earlier version of this action wrote it. So is `seen`. */
  readonly state: ReleaseState | null;
  readonly seen: Seen | null;
}

/** What is about to be written. */
export interface NextStamp extends Stamp {
  readonly seen: Seen;
  /** The run held the service when it saw this. */
  readonly isHolder: boolean;
  /** A rollback changes the release that the comment shows, and is reported as news of it. */
  readonly isRollback: boolean;
}

/** The number of the fence begins again if somebody wipes the tags. No text is made from something seen that long ago. */
const wipedMs = 600_000;

/** The clocks of runners differ by seconds, so the fence counts first. */
export function isOlder(next: Seen, shown: Seen): boolean {
  if (next.fence === shown.fence) return next.atMs < shown.atMs;
  return next.fence < shown.fence && next.atMs - shown.atMs < wipedMs;
}

/**
 * Whether the run of a release may write over this comment. A newer release keeps it, and one that is rolled back. One with a
 * task set keeps it from a run that has none: that one waits, or was refused, and users are on the other. So does what
 * another run has made of the same release, until this run has taken the service back or was started again.
 */
export function mayReplace(shown: Stamp | null, next: NextStamp): boolean {
  if (shown === null) return true;
  if (shown.releaseId !== next.releaseId) {
    const isNewsOfIt = next.isRollback && !isRollbackId(shown.releaseId);
    const isIdle = next.state === 'none' && isStanding(shown.state);
    return !isNewsOfIt && !isIdle && shown.begunMs <= next.begunMs;
  }
  if (shown.runId === next.runId || shown.attempt < next.attempt) return true;
  if (shown.seen !== null && isMadeByOthers(shown.state))
    return next.isHolder && next.seen.fence > shown.seen.fence;
  return shown.runId < next.runId;
}

/** The stamp of a run's news of another run's release. `null`: the comment shows another release, or what was seen later. */
export function stampOfNews(shown: Stamp | null, { releaseId, ...news }: News): Stamp | null {
  if (shown?.releaseId !== releaseId) return null;
  const isLate = shown.seen === null ? shown.runId > news.runId : isOlder(news.seen, shown.seen);
  return isLate ? null : { ...shown, ...news };
}

type News = Pick<NextStamp, 'releaseId' | 'runId' | 'state' | 'seen'>;

/**
 * The same for the news that a run rolled the release back. A pull request may have brought several releases: if what its
 * comment shows is over, by another run, this is what happened last. `hasComment`: without one, it gets its first.
 */
export function stampOfRollback(shown: Stamp | null, next: News, hasComment: boolean): Stamp | null {
  if (!hasComment) return { ...next, attempt: 1, begunMs: 0 };
  if (shown === null || shown.releaseId === next.releaseId) return stampOfNews(shown, next);
  const isOver = shown.state === 'none' || isMadeByOthers(shown.state);
  if (!isOver || isStanding(shown.state) || shown.runId === next.runId) return null;
  return stampOfNews({ ...shown, releaseId: next.releaseId, attempt: 1 }, next);
}
