// The hidden line of a comment that says what it shows.
import type { Report } from '../domain/common/report/report.ts';
import type { NextStamp, Stamp } from '../domain/common/shown/order.ts';
import { parseReleaseState, type ReleaseState } from '../domain/common/shown/state.ts';
import { traitsOf } from '../domain/common/request/commands.ts';
import { commentOf, footerOf } from './messages/comment.ts';
import { liveSinceIn, liveSinceLine, othersLineIn, trafficMarkLine } from './messages/kept.ts';
import { paragraphs } from './messages/markdown.ts';
import { isGreenServing } from './messages/state.ts';

export function stampLine({ releaseId, attempt, begunMs, runId, state, seen }: Stamp): string {
  const what = `release: ${releaseId} attempt: ${String(attempt)} begun: ${String(begunMs)} by: ${String(runId)}`;
  const shows = state === null ? '' : ` state: ${state}`;
  const from = seen === null ? '' : ` seen: ${String(seen.fence)}/${String(seen.atMs)}`;
  return `<!-- ${what}${shows}${from} -->`;
}

const line =
  /^<!-- release: (\S+) attempt: (\d+) begun: (\d+) by: (\d+)(?: state: ([a-z-]+))?(?: seen: (\d+)\/(\d+))? -->$/m;

/** `null`: it names no release. */
export function stampIn(comment: string | null): Stamp | null {
  const [, releaseId, attempt, begun, run, state, fence, atMs] = line.exec(comment ?? '') ?? [];
  if (releaseId === undefined) return null;
  return {
    releaseId,
    attempt: Number(attempt),
    begunMs: Number(begun),
    runId: Number(run),
    state: parseReleaseState(state),
    seen: fence === undefined ? null : { fence: Number(fence), atMs: Number(atMs) },
  };
}

/** What the comment shows. */
export const stampOf = (report: Report): NextStamp => ({
  releaseId: report.releaseId,
  attempt: report.request.release.runAttempt,
  begunMs: report.begunMs,
  runId: report.request.release.runId,
  state: stateShownBy(report),
  seen: report.seen,
  isHolder: report.isHolder,
  isRollback: traitsOf(report.request).rollsBack,
});

/** The task set of a release that failed may be gone by the end. */
const stateShownBy = ({ ending, request, state }: Report): ReleaseState =>
  ending?.result === 'rolled-back' && !traitsOf(request).rollsBack ? 'rolled-back' : state;

/** The text of a comment below the hidden lines that later commands read. The stamp comes first, where nothing is cut. */
export const stamped = (
  stamp: Stamp,
  { sinceMs, traffic }: { readonly sinceMs: number | null; readonly traffic: Report['traffic'] },
  text: string,
): string => `${stampLine(stamp)}\n${liveSinceLine(sinceMs)}${trafficMarkLine(traffic)}${text}`;

/** The whole comment but its marker. `current`: what it replaces. */
export const stampedComment = (report: Report, current: string | null = null): string =>
  paragraphs([
    stamped(
      stampOf(report),
      { sinceMs: liveSince(report, current), traffic: report.traffic },
      commentOf(report),
    ),
    keptOthers(report, current),
    footerOf(report),
  ]);

const isOfSame = ({ releaseId }: Report, current: string | null): boolean =>
  stampIn(current)?.releaseId === releaseId;

/** Another run of the same release has listed them, and this one doesn't know them, or not yet. */
const keptOthers = (report: Report, current: string | null): string | null =>
  report.others === null && isOfSame(report, current) ? othersLineIn(current) : null;

function liveSince(report: Report, current: string | null): number | null {
  return (
    (isGreenServing(report) ? report.switchedAtMs : null) ??
    (isOfSame(report, current) ? liveSinceIn(current) : null)
  );
}
