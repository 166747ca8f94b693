// The last lines of a container's log, as reports show them: without secrets, and cut.
import { describeFailedCall } from '../run/advice.ts';
import { awsCommand } from '../values/shell.ts';
import { formatCount } from '../values/count.ts';
import { foreignLines, lastForeign, type ForeignLine } from '../foreign/lines.ts';
import type { Trouble } from '../values/trouble.ts';
import type { LogPlace, LogStream } from './place.ts';

export interface LogTail {
  /** Oldest first. */
  readonly lines: readonly ForeignLine[];
  /** Where they are from; without lines: why there are none, and where to look. */
  readonly words: string;
}

/** What CloudWatch Logs has. */
export type FoundEvents =
  /** Messages of the newest events, oldest first. Empty: the stream has none yet. */
  | { readonly kind: 'events'; readonly messages: readonly string[] }
  | { readonly kind: 'missing'; readonly what: 'group' | 'stream' }
  | { readonly kind: 'failed'; readonly trouble: Trouble }
  | { readonly kind: 'late' };

/** How many events are read. An event may have many lines, or empty ones. */
export const mostEvents = 40;

export const tailElsewhere = (words: string): LogTail => ({ lines: [], words });

/** `secrets`: values that are masked, in addition to what looks like one. */
export function tailOf(place: LogPlace, found: FoundEvents, secrets: readonly string[]): LogTail {
  if (place.kind === 'elsewhere') return tailElsewhere(place.words);
  if (found.kind !== 'events') return tailElsewhere(whyNone(place, found));
  const lines = foreignLines(found.messages, secrets);
  if (lines.length === 0) return tailElsewhere(`${capitalStream(place)} holds no line. ${commandFor(place)}`);
  const shown = lastForeign(lines);
  const more = lines.length > shown.length || found.messages.length >= mostEvents;
  const count = shown.length === 1 ? 'The last line' : `The last ${formatCount(shown.length, 'line')}`;
  return {
    lines: shown,
    words: `${more ? count : `All ${formatCount(shown.length, 'line')}`} of ${describeStream(place)}.`,
  };
}

function whyNone(place: LogStream, found: Exclude<FoundEvents, { kind: 'events' }>): string {
  switch (found.kind) {
    case 'missing':
      return found.what === 'group'
        ? `Log group ${place.group} does not exist in ${place.region}. Create it, or correct awslogs-group and awslogs-region.`
        : `${capitalStream(place)} does not exist: the container wrote nothing, or its role may not create the stream.`;
    case 'late':
      return `CloudWatch Logs did not answer in time. ${commandFor(place)}`;
    case 'failed':
      return found.trouble.kind === 'denied'
        ? `The last log lines are not shown, because the role of this job lacks logs:GetLogEvents on log group ${place.group}. ${commandFor(place)}`
        : `The last log lines could not be read: ${describeFailedCall(found.trouble)}. ${commandFor(place)}`;
  }
}

const describeStream = ({ group, stream, region }: LogStream): string =>
  `log stream ${stream} in log group ${group} (${region})`;

const capitalStream = (place: LogStream): string =>
  `Log stream${describeStream(place).slice('log stream'.length)}`;

const commandFor = ({ group, stream, region }: LogStream): string =>
  `Read it with: ${awsCommand(
    ...['logs', 'tail', group, '--region', region],
    ...['--since', '1d', '--log-stream-names', stream],
  )}`;
