// The hidden line of a comment that says what it shows, and which text may replace it.
import type { Report } from '../domain/common/report/report.ts';
import { commentOf, footerOf } from './messages/comment.ts';
import { liveSinceIn, liveSinceLine, othersLineIn } from './messages/kept.ts';
import { paragraphs } from './messages/markdown.ts';

/** What a comment shows. */
export interface Stamp {
  readonly releaseId: string;
  readonly attempt: number;
  /** When the run of that release began. The run that began later reports the newer release. */
  readonly begunMs: number;
  /** The run that wrote it: that of the release, or a later one that has changed something. */
  readonly runId: number;
}

export const stampLine = ({ releaseId, attempt, begunMs, runId }: Stamp): string =>
  `<!-- release: ${releaseId} attempt: ${String(attempt)} begun: ${String(begunMs)} by: ${String(runId)} -->`;

/** `null`: it names no release. */
export function stampIn(comment: string): Stamp | null {
  const [, releaseId, attempt, begun, run] =
    /^<!-- release: (\S+) attempt: (\d+) begun: (\d+) by: (\d+) -->$/m.exec(comment) ?? [];
  if (releaseId === undefined) return null;
  return { releaseId, attempt: Number(attempt), begunMs: Number(begun), runId: Number(run) };
}

/**
 * Whether the run of a release may write over this comment. A newer release keeps it, and so does a later run's news of the
 * same release, unless the release was run again since. Run ids decide where they can: clocks of runners differ.
 */
export function mayReplace(comment: string | null, next: Stamp): boolean {
  const shown = comment === null ? null : stampIn(comment);
  if (shown === null) return true;
  return shown.releaseId === next.releaseId
    ? shown.runId <= next.runId || shown.attempt < next.attempt
    : shown.begunMs <= next.begunMs;
}

/** The stamp of this run's news of another run's release. `null`: the comment shows another release, or later news. */
export function stampOfNews(comment: string | null, releaseId: string, runId: number): Stamp | null {
  const shown = comment === null ? null : stampIn(comment);
  return shown?.releaseId === releaseId && shown.runId <= runId ? { ...shown, runId } : null;
}

/** What the comment shows. */
export const stampOf = ({ request: { release }, releaseId, begunMs }: Report): Stamp => ({
  releaseId,
  attempt: release.runAttempt,
  begunMs,
  runId: release.runId,
});

/** The whole comment but its marker. The stamp comes first, where nothing is cut. `current`: what it replaces. */
export const stampedComment = (report: Report, current: string | null = null): string =>
  paragraphs([
    `${stampLine(stampOf(report))}\n${liveSinceLine(liveSince(report, current))}${commentOf(report)}`,
    keptOthers(report, current),
    footerOf(report),
  ]);

const isOfSame = ({ releaseId }: Report, current: string | null): boolean =>
  current !== null && stampIn(current)?.releaseId === releaseId;

/** Another run of the same release has listed them, and this one doesn't know them, or not yet. */
const keptOthers = (report: Report, current: string | null): string | null =>
  report.others === null && isOfSame(report, current) ? othersLineIn(current) : null;

function liveSince(report: Report, current: string | null): number | null {
  const { greenNow, switchedAtMs } = report;
  const isLive = greenNow === 'live' || greenNow === 'baking';
  return (isLive ? switchedAtMs : null) ?? (isOfSame(report, current) ? liveSinceIn(current) : null);
}
