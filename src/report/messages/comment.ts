// The comment of a pull request.
import { shortName } from '../../domain/common/values/arn.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { inProgressMark } from './abandoned.ts';
import { alert, code, codeBlock, folded, paragraphs, plain, table } from './markdown.ts';
import { planComment } from './plan-comment.ts';
import { phaseTable } from './phase-table.ts';
import { stateOf } from './state.ts';
import { statusTables } from './status-tables.ts';
import { formatTime } from '../../domain/common/report/times.ts';
import { describeRollback } from './rollback.ts';
import type { ReportedSet, Report, ReportEnding } from '../../domain/common/report/report.ts';
import type { RuleShare } from '../../domain/common/report/report.ts';
import { formatShare } from './traffic-shares.ts';
import { shortCommit } from '../../domain/common/report/commit.ts';

/**
 * Stands first in the comment, so that it is found again. One comment per service for its releases, and one for its
 * plans: a push that is only planned must not hide how a release from the same pull request went.
 */
export const markerOf = ({
  command,
  cluster,
  service,
}: Pick<Request, 'command' | 'cluster' | 'service'>): string =>
  `<!-- ecs-blue-green${command === 'plan' ? '-plan' : ''}:${cluster}/${service} -->`;

/** What the pull request is told, as Markdown. The same until something that matters has changed: times stand, none ticks. */
export const commentOf = (report: Report): string =>
  report.request.command === 'plan' ? planComment(report) : releaseComment(report);

const releaseComment = (report: Report): string =>
  paragraphs([
    titleOf(report),
    trafficOf(report),
    outcomeOf(report),
    report.status === null ? sharesTable(report) : statusTables(report.status),
    rollbackSection(report),
    phaseTable(report),
    versionLine(report),
  ]);

/** What goes below the text when it is sent. */
export const stampOf = (report: Report): string =>
  report.request.command === 'plan'
    ? `<sub>As of ${formatTime(report.nowMs)}, for commit ${shortCommit(report.request.release.commit)}; this comment is edited by the next plan.</sub>`
    : `<sub>As of ${formatTime(report.nowMs)}. Release ${report.request.release.id}; this comment is edited as the release goes on.</sub>` +
      (report.ending === null ? `\n${inProgressMark(report.request.release.id)}` : '');

function titleOf(report: Report): string {
  const { cluster, service } = report.request;
  const { sign, words } = stateOf(report);
  return `### ${sign} ${code(service)} in ${code(cluster)}: ${words}`;
}

/** An ending says where traffic is in its own words; the sentence above all else stays for the one who only glances. */
const trafficOf = ({ traffic }: Report): string =>
  traffic === null ? 'Production traffic has not been looked at yet.' : `**${plain(traffic.sentence)}**`;

/** A release that went as it was meant to needs no more words. A way back anew says who asked for it, and why. */
export const isAsMeant = ({ ending, request }: Pick<Report, 'ending' | 'request'>): boolean =>
  ending?.result === 'released' && ending.details.length === 0 && request.command !== 'rollback';

function outcomeOf(report: Report): string | null {
  const { ending, failure } = report;
  if (ending === null)
    return failure === null
      ? notesOf(report)
      : alert('WARNING', [`Going back: ${plain(failure.what)}.`, '', plain(failure.advice)]);
  if (isAsMeant(report)) return null;
  if (ending.result === 'status') return null;
  return alert(kindOf(ending), [plain(ending.message), ...detailLines(ending.details)]);
}

/** What was put right on the way is told at once, not only at the end. */
const notesOf = ({ notes }: Report): string | null =>
  notes.length === 0 ? null : alert('WARNING', notes.map(plain));

/** What was asked for and done is no alarm. */
function kindOf({ result, reason, details }: ReportEnding): 'NOTE' | 'WARNING' | 'CAUTION' {
  if (result === 'staged' || result === 'torn-down' || reason === 'asked-for') return 'NOTE';
  if (result === 'released' && details.length === 0) return 'NOTE';
  return result === 'released' || result === 'stood-down' || reason === 'cancelled' ? 'WARNING' : 'CAUTION';
}

/** A command is to be copied as it is; everything else is a point of a list. */
function detailLines(details: readonly string[]): readonly string[] {
  const isCommand = (detail: string): boolean => detail.startsWith('aws ');
  const points = details.filter((detail) => detail !== '' && !isCommand(detail));
  const commands = details.filter(isCommand);
  return [
    ...(points.length > 0 ? ['', ...points.map((point) => `- ${plain(point)}`)] : []),
    ...(commands.length > 0 ? ['', codeBlock(commands)] : []),
  ];
}

function sharesTable({ traffic, blue, green }: Report): string | null {
  if (traffic === null || traffic.shares.length === 0) return null;
  const { shares } = traffic;
  const hasOthers = shares.some(({ others }) => others !== null && others > 0);
  const head = ['Production rule', headOf('Blue', blue), headOf('Green', green)];
  const rows = shares.map((share) => [
    code(share.rule),
    cell(share.blue),
    cell(share.green),
    ...(hasOthers ? [cell(share.others)] : []),
  ]);
  return table(hasOthers ? [...head, 'Others'] : head, rows, ['left', 'right', 'right', 'right']);
}

const headOf = (name: string, set: ReportedSet | null): string =>
  set === null ? `${name} (none)` : `${name} ${code(shortName(set.revision))}${set.isThere ? '' : ' (gone)'}`;

function cell(share: RuleShare['blue']): string {
  const words = formatShare(share).replace('<', '&lt;').replace('>', '&gt;');
  return share !== null && share > 0 ? `**${words}**` : words;
}

function rollbackSection(report: Report): string | null {
  const words = describeRollback(report);
  if (words === null) return null;
  const { commands } = report.rollback;
  const byHand = folded('Roll back by hand: traffic first, then the PRIMARY label', codeBlock(commands));
  return paragraphs([`**Rollback**: ${words}`, commands.length > 0 ? byHand : null]);
}

function versionLine({ request, revision, source, commit }: Report): string {
  const { release } = request;
  const images = request.revision.images.map(({ image }) => code(image)).join(', ');
  const named = revision === null ? null : code(shortName(revision));
  const what = [images, named].filter((part) => part !== null && part !== '').join(' in ');
  const from = source === null ? '' : ` (from ${plain(source)})`;
  const site = release.runUrl.replace(/\/actions\/runs\/.*$/, '');
  const commitWords =
    commit === null ? [] : [`commit [${code(shortCommit(commit))}](${site}/commit/${commit})`];
  const run = `[run ${release.runId}, attempt ${release.runAttempt}](${release.runUrl}/attempts/${release.runAttempt})`;
  // What is live is the base of the next release; the other commands bring something of their own, or nothing.
  const isBase = request.command === 'deploy' || request.command === 'stage';
  const version = what === '' ? (isBase ? `the revision that is live${from}` : null) : `${what}${from}`;
  return [...(version === null ? [] : [`**Version**: ${version}`]), ...commitWords, run].join(' · ');
}
