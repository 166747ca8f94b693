// What the overlap of both versions took.
import { traitsOf } from '../../domain/common/request/commands.ts';
import { describeOverlap, overlapHours, type OverlapHours } from '../../domain/common/tasks/overlap.ts';
import { formatCount } from '../../domain/common/values/count.ts';
import type { Report } from '../../domain/common/report/report.ts';
import { plain } from './markdown.ts';

/** `null`: the run made no release, followed none, or only one version ran. */
export function overlapOf({ request, isFollowed, overlap }: Report): OverlapHours | null {
  const hours = overlapHours(overlap);
  const { report } = traitsOf(request);
  return !isFollowed || report !== 'release' || hours.total.taskHours === 0 ? null : hours;
}

/** Only at the end: a comment contains no running numbers. */
export const overlapLine = (report: Report): string | null =>
  report.ending === null
    ? null
    : (overlapLines(report).map((line) => `**Overlap**: ${plain(line)}`)[0] ?? null);

/** The same for the log, and what goes on after the run. */
export function overlapLines(report: Report): readonly string[] {
  const hours = overlapOf(report);
  if (hours === null) return [];
  const { blue, green } = report.overlap.spare;
  const left = blue + green;
  const goesOn =
    left === 0
      ? ''
      : ` ${formatCount(left, 'task')} without traffic still ${left === 1 ? 'runs' : 'run'} when this run ends.`;
  return [`While both versions ran, ${describeOverlap(hours)}.${goesOn}`];
}
