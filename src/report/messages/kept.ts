// What another run needs of the comment that it writes over: whether its run reported its end, and what stays true.
import type { SeenTraffic } from '../../domain/common/report/report.ts';
import { checksum } from '../../domain/common/shown/checksum.ts';
import { folded, paragraphs } from './markdown.ts';
import { phaseHead, phasesAheadSign, runningSign } from './phase-table.ts';

/** A line of a release's comment until its end is reported. If it is still there after the run, the end was never reported. */
export const inProgressMark = (releaseId: string): string => `<!-- in progress: ${releaseId} -->`;

/**
 * The release whose end this comment still has to show. `null`: it shows the end, or isn't ours. A person may have written
 * more below.
 */
export const releaseInProgress = (comment: string): string | null =>
  firstIn(comment, /^<!-- in progress: (\S+) -->$/);

/** When the release got production traffic: the tags of the service lose that once blue is gone. `''`: not known. */
export const liveSinceLine = (ms: number | null): string =>
  ms === null ? '' : `<!-- live since: ${String(ms)} -->\n`;

/** `null`: the comment doesn't say. */
export function liveSinceIn(comment: string | null): number | null {
  const ms = firstIn(comment, /^<!-- live since: (\d+) -->$/);
  return ms === null ? null : Number(ms);
}

/** What the comment says of production traffic, in short, so that a later command sees whether it still holds. `''`: nothing. */
export const trafficMarkLine = (traffic: Pick<SeenTraffic, 'byGroup'> | null): string =>
  traffic === null ? '' : `<!-- traffic: ${trafficMark(traffic)} -->\n`;

/** `null`: the comment doesn't say. */
export const trafficMarkIn = (comment: string | null): string | null =>
  firstIn(comment, /^<!-- traffic: (\d+) -->$/);

/** A number, since GitHub takes hexadecimal digits for a commit. */
export const trafficMark = ({ byGroup }: Pick<SeenTraffic, 'byGroup'>): string => String(checksum(byGroup));

/** What the first own line of that form captures. */
function firstIn(comment: string | null, form: RegExp): string | null {
  const found = ownLines(linesOf(comment)).map((line) => form.exec(line)?.[1]);
  return found.find((each) => each !== undefined) ?? null;
}

export const othersBegin = '**Also in this release**: ';
export const versionBegin = '**Version**: ';

/** The line that lists the other pull requests. `null`: there is none. */
export const othersLineIn = (comment: string | null): string | null => lineIn(comment, othersBegin);

/** The line with the version, its commit and run, and the app's address. `null`: there is none. */
export const versionLineIn = (comment: string | null): string | null => lineIn(comment, versionBegin);

const lineIn = (comment: string | null, begin: string): string | null =>
  ownLines(linesOf(comment)).find((line) => line.startsWith(begin)) ?? null;

const linesOf = (comment: string | null): readonly string[] => comment?.split(/\r?\n/) ?? [];

/** Those that this action wrote. Text from outside is escaped, but for the lines of a block of code, which are empty here. */
function ownLines(lines: readonly string[]): readonly string[] {
  let fence: string | null = null;
  return lines.map((line) => {
    const [, ticks = '', info = ''] = /^(`{3,})([^`]*)$/.exec(line) ?? [];
    if (fence === null) {
      if (ticks === '') return line;
      fence = ticks;
    } else if (ticks.length >= fence.length && info.trim() === '') fence = null;
    return '';
  });
}

/** The phases and the findings of the release's own run, folded, with the time at which it reported them. `null`: there are none. */
export function historyIn(comment: string | null): string | null {
  const lines = linesOf(comment);
  const own = ownLines(lines);
  const parts = [
    phasesIn(own),
    ...[phasesTitle, 'What this run found at '].map((title) => blockIn(lines, own, title)),
  ];
  return parts.every((part) => part === null) ? null : paragraphs(parts);
}

const phasesTitle = 'Phases, as its run reported them';

/** A phase that was in progress isn't any more, and those ahead of it are no longer to come. */
function phasesIn(own: readonly string[]): string | null {
  const begin = own.indexOf(phaseHead);
  if (begin < 0 || own[begin - 2]?.startsWith(`<details><summary>${phasesTitle}`) === true) return null;
  const end = own.indexOf('', begin);
  const rows = own
    .slice(begin, end < 0 ? undefined : end)
    .filter((line) => !line.startsWith(`| ${phasesAheadSign}`))
    .map((line) => (line.startsWith(`| ${runningSign}`) ? stopped(line) : line));
  return folded(`${phasesTitle}${asOf(own)}`, rows.join('\n'));
}

const stopped = (row: string): string => row.replace(runningSign, '⏹️').replace(' | since ', ' | began ');

function asOf(own: readonly string[]): string {
  const found = own.map((line) => /^<sub>As of ([\d-]+ [\d:]+ UTC)/.exec(line)?.[1]);
  const time = found.find((each) => each !== undefined);
  return time === undefined ? '' : ` at ${time}`;
}

/** A folded part, with those in it. */
function blockIn(lines: readonly string[], own: readonly string[], title: string): string | null {
  const begin = own.findIndex((line) => line.startsWith(`<details><summary>${title}`));
  if (begin < 0) return null;
  let depth = 0;
  const length = own.slice(begin).findIndex((line) => {
    depth += (line.startsWith('<details>') ? 1 : 0) - (line === '</details>' ? 1 : 0);
    return depth === 0;
  });
  return length < 0 ? null : lines.slice(begin, begin + length + 1).join('\n');
}
