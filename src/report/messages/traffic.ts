// Production traffic, which comes first wherever a release is shown: the sentence, and the table.
import { formatShare, type RuleShare } from '../../domain/common/report/history.ts';
import type { Report, ReportedSet } from '../../domain/common/report/report.ts';
import { shortName } from '../../domain/common/values/arn.ts';
import { formatDay, formatMoment } from '../../domain/common/values/moment.ts';
import { withoutStop } from '../../domain/common/values/sentence.ts';
import { code, plain, table } from './markdown.ts';

export type ShownTraffic = Pick<Report, 'traffic' | 'live' | 'blue' | 'green' | 'nowMs'>;

/** Where it is, and since when. `isDated`: later changes may not be shown here, so it says when it was so. */
export function trafficLine({ traffic, live, nowMs }: ShownTraffic, isDated: boolean): string {
  if (traffic === null) return 'Production traffic has not been read yet.';
  const line = `**${plain(`${withoutStop(traffic.sentence)}${describeSince(live, nowMs)}.`)}**`;
  return isDated ? `${line} (as of ${formatDay(nowMs)})` : line;
}

/** Where somebody else's target group has a share, the sentence names that too. */
function describeSince(live: ShownTraffic['live'], nowMs: number): string {
  if (live?.sinceMs == null) return '';
  const at = formatMoment(live.sinceMs, nowMs);
  return live.hasAll ? ` since ${at}` : `. ${live.id} has been live since ${at}`;
}

/** If the tags of the service don't name the time any more, the comment of the release may. `set`: the ID of its task set. */
export const withSince = (
  live: ShownTraffic['live'],
  set: string,
  sinceMs: number | null,
): ShownTraffic['live'] =>
  live?.id === set && live.sinceMs === null && sinceMs !== null ? { ...live, sinceMs } : live;

/** A message repeats the sentence for the log. Where the line stands above it, it is left out. */
export function withoutTraffic({ traffic }: Pick<ShownTraffic, 'traffic'>, message: string): string {
  const sentence = traffic?.sentence ?? '';
  const at = sentence === '' ? -1 : message.indexOf(sentence);
  const before = message.slice(0, Math.max(at, 0));
  if (!/[.:] $/.test(before) || before.endsWith('Last seen: ')) return message;
  return `${before.slice(0, -2)}.${message.slice(at + sentence.length)}`;
}

/** The same for another run's release: what this run calls blue and green may be called otherwise there. */
export function plainTrafficLine(shown: ShownTraffic, isDated: boolean): string {
  const { traffic } = shown;
  if (traffic === null) return trafficLine(shown, isDated);
  return trafficLine({ ...shown, traffic: { ...traffic, sentence: traffic.plainSentence } }, isDated);
}

/** `null`: no production rule is known. `isDated`: as for the line. */
export const trafficTable = (shown: ShownTraffic, isDated: boolean): string | null =>
  sharesTable(
    shown,
    (
      [
        ['blue', headOf('Blue', shown.blue)],
        ['green', headOf('Green', shown.green)],
      ] as const
    ).filter(([role]) => !isDated || !isIdle(shown, role)),
  );

/** The same for another run's release, of the task sets that there are. */
export function plainTrafficTable(shown: ShownTraffic, isDated: boolean): string | null {
  const columns = (['blue', 'green'] as const).flatMap((role): Column[] => {
    const set = shown[role];
    return set === null || (isDated && isIdle(shown, role)) ? [] : [[role, nameOf(set)]];
  });
  return columns.length === 0 ? null : sharesTable(shown, columns);
}

/** A later run may delete it, and nothing may report that here. */
const isIdle = (shown: ShownTraffic, role: 'blue' | 'green'): boolean =>
  shown[role]?.isThere === true && (shown.traffic?.shares ?? []).every((share) => (share[role] ?? 0) === 0);

type Column = readonly ['blue' | 'green', string];

function sharesTable({ traffic }: ShownTraffic, columns: readonly Column[]): string | null {
  if (traffic === null || traffic.shares.length === 0) return null;
  const rows = traffic.shares.map((share) => [
    ruleCell(share),
    ...columns.map(([role]) => cell(share[role])),
  ]);
  const heads = columns.map(([, head]) => head);
  return table(['Production rule', ...heads], rows, ['left', ...columns.map(() => 'right' as const)]);
}

/** A fourth column for target groups that are neither would not fit on a phone. */
const ruleCell = ({ rule, others }: RuleShare): string =>
  others === null || others <= 0 ? code(rule) : `${code(rule)} (${cell(others)} to other target groups)`;

const headOf = (name: string, set: ReportedSet | null): string =>
  set === null ? `${name} (none)` : `${name} ${nameOf(set)}`;

const nameOf = ({ revision, isThere }: ReportedSet): string =>
  `${code(shortName(revision))}${isThere ? '' : ' (gone)'}`;

function cell(share: RuleShare['blue']): string {
  const words = formatShare(share).replace('<', '&lt;').replace('>', '&gt;');
  return share !== null && share > 0 ? `**${words}**` : words;
}
