// The diagram of production traffic by version, for the job summary, in which GitHub renders Mermaid. And what ran without
// traffic next to it.
import {
  formatRange,
  isWhole,
  type TrafficSpan,
  type VersionShare,
} from '../../domain/common/report/history.ts';
import { formatCount } from '../../domain/common/values/count.ts';
import { formatMoment } from '../../domain/common/values/moment.ts';
import type { Report } from '../../domain/common/report/report.ts';
import { codeBlock, paragraphs, plain } from './markdown.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { describeOverlap, overlapHours, type OverlapHours } from '../../domain/common/tasks/overlap.ts';

/** As Markdown, from what the run observed. `null`: traffic did not move. */
export function timelineOf(report: Report): string | null {
  const spans = shownSpans(report.history.spans);
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined || spans.length < 2) return null;
  const lines = [
    'gantt',
    '  dateFormat YYYY-MM-DD HH:mm:ss',
    ...axisLines(last.untilMs - first.sinceMs),
    ...sections.flatMap(([role, title]) => sectionLines(report, spans, role, title)),
  ];
  return paragraphs([
    '**Production traffic by version** (UTC)',
    codeBlock(lines, 'mermaid'),
    omission(report),
  ]);
}

/** Mermaid's own ticks stand too close for their labels: at most seven have room on a phone. */
function axisLines(totalMs: number): readonly string[] {
  const [, interval] = ticks.find(([minutes]) => totalMs <= minutes * 60_000) ?? [0, '6hour'];
  return [`  axisFormat ${interval.endsWith('second') ? '%H:%M:%S' : '%H:%M'}`, `  tickInterval ${interval}`];
}
const ticks = [
  [2, '20second'],
  [6, '1minute'],
  [12, '2minute'],
  [30, '5minute'],
  [60, '10minute'],
  [180, '30minute'],
  [360, '1hour'],
  [720, '2hour'],
] as const;

const sections = [
  ['blue', 'Blue'],
  ['green', 'Green'],
  ['others', 'Others'],
] as const;

/** While rules are moved one after the other, traffic is split for moments that no diagram can show. */
const shortestSplitMs = 1000;

const shownSpans = (spans: readonly TrafficSpan[]): readonly TrafficSpan[] =>
  spans.filter((span) => isWhole(span) || span.untilMs - span.sinceMs >= shortestSplitMs);

function sectionLines(
  report: Report,
  spans: readonly TrafficSpan[],
  role: VersionShare['role'],
  title: string,
): readonly string[] {
  const bars = spans.flatMap((span) =>
    span.versions.filter((version) => version.role === role).map((version) => barLine(report, span, version)),
  );
  return bars.length === 0 ? [] : [`  section ${title}`, ...bars];
}

/** Each line begins with our own words: a name from outside could be a keyword of Mermaid. */
function barLine(report: Report, { sinceMs, untilMs }: TrafficSpan, version: VersionShare): string {
  const name = version.name === null ? '' : ` ${formatName(version.name)}`;
  const end = Math.max(untilMs, sinceMs + 1000);
  return `    ${formatRange(version).replaceAll(/[<>] /g, 'about ')}${name} :${styleOf(report, version)}${seconds(sinceMs)}, ${seconds(end)}`;
}

/** The renderer's own colors for light and dark pages. `active` isn't used: on dark pages, its text next to a short bar is dark. */
function styleOf({ failure }: Report, { role }: VersionShare): string {
  if (role === 'blue') return 'done, ';
  return role === 'green' && failure !== null ? 'crit, ' : '';
}

/** Without time zone: the browser shows the digits as they are. */
const seconds = (ms: number): string => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** Nothing in it ends a line or a text of Mermaid, and it fits into a diagram. The revision at its end is kept. */
const formatName = (text: string): string =>
  text
    .replaceAll(/[^A-Za-z0-9_.-]+/g, ' ')
    .slice(-40)
    .trim();

const omission = ({ history: { dropped } }: Report): string | null =>
  dropped === 0
    ? null
    : `${formatCount(dropped, 'more change')} in between ${dropped === 1 ? 'is' : 'are'} not shown.`;

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
  const { countedFromMs, spare, atMs } = report.overlap;
  const left = spare.blue + spare.green;
  const goesOn =
    left === 0
      ? ''
      : ` ${formatCount(left, 'task')} without traffic still ${left === 1 ? 'runs' : 'run'} when this run ends.`;
  // A staged release, another attempt, a rollback: an earlier process has seen the rest.
  const before =
    countedFromMs === null
      ? ''
      : ` What ran before ${formatMoment(countedFromMs, atMs)}, when this run looked first, is not counted.`;
  return [
    `While both versions ran, ${describeOverlap(hours, report.ending?.result === 'rolled-back')}.${before}${goesOn}`,
  ];
}
