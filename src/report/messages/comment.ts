// The comment of a pull request.
import { formatPlace } from '../../domain/common/shown/service-key.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { shortName } from '../../domain/common/values/arn.ts';
import {
  alert,
  always,
  code,
  codeBlock,
  firstWithin,
  fitted,
  folded,
  goes,
  linkToCommit,
  linkToPage,
  linkToPull,
  plain,
  plainWithRuns,
} from './markdown.ts';
import { planComment } from './plan-comment.ts';
import { failedTaskPart, logPart } from './failed-task.ts';
import { inProgressMark, othersBegin, versionBegin } from './kept.ts';
import { overlapLine } from './timeline.ts';
import { phaseTable } from './phase-table.ts';
import { isGreenServing, isReplaced, stateOf } from './state.ts';
import { statusTables } from './status-tables.ts';
import { plainTrafficTable, trafficLine, trafficTable, withoutTraffic } from './traffic.ts';
import { formatFew } from '../../domain/common/values/count.ts';
import { formatDuration } from '../../domain/common/values/duration.ts';
import { formatDay, formatMoment } from '../../domain/common/values/moment.ts';
import { commandsByHand, rollbackLine } from './rollback.ts';
import type { Report, ReportEnding } from '../../domain/common/report/report.ts';
import { shortCommit } from '../../domain/common/request/commit.ts';
import { usedTimeOf } from '../../domain/common/report/history.ts';

/** As Markdown. It changes only when the state changes: it contains no running times. */
export const commentOf = (report: Report): string =>
  traitsOf(report.request).report === 'plan' ? planComment(report) : releaseComment(report);

const releaseComment = (report: Report): string =>
  fitted([
    always(titleOf(report)),
    always(trafficLine(report, isLastWord(report))),
    always(outcomeOf(report)),
    always(usedLine(report)),
    always(failedTaskPart(report)),
    goes(7, 'the last log lines', logPart(report)),
    always(previewOf(report)),
    always(skippedSmoke(report)),
    goes(6, 'the traffic table', tablesOf(report)),
    always(rollbackLine(report)),
    goes(8, 'the commands for a rollback by hand', commandsByHand(report)),
    always(scaleInLine(report)),
    goes(2, 'the phases', phaseTable(report)),
    goes(5, 'what the overlap took', overlapLine(report)),
    goes(5, 'when the release is over', overLine(report)),
    goes(1, 'what the run found', findingsOf(report)),
    goes(4, 'the version', versionLine(report)),
    goes(3, 'the other pull requests', othersLine(report)),
  ]);

const tablesOf = (report: Report): string | null =>
  report.status !== null
    ? statusTables(report.status, report.nowMs, report.request.release.runUrl)
    : isOfOthers(report)
      ? plainTrafficTable(report, isLastTable(report))
      : trafficTable(report, isLastTable(report));

/** The run that deletes a staged green writes to its comment. */
const isLastTable = (report: Report): boolean => isLastWord(report) && report.ending?.result !== 'staged';

/** A teardown that finds no blue doesn't know what is live as a green (`namesOf`). */
const isOfOthers = ({ request, blue }: Report): boolean => traitsOf(request).endsWarmTime && blue === null;

/** With the time of the update. */
export const footerOf = (report: Report): string =>
  traitsOf(report.request).report === 'plan'
    ? `<sub>As of ${formatDay(report.nowMs)}, for commit ${shortCommit(report.request.release.commit)}. The next plan updates this comment.</sub>`
    : `<sub>As of ${formatDay(report.nowMs)}. Release ${plain(report.request.release.id)}${formatPlace(report.serviceKey)}.${report.ending === null ? ' This comment is updated as the release continues.' : ''}</sub>` +
      (report.ending === null ? `\n${inProgressMark(report.request.release.id)}` : '');

function titleOf(report: Report): string {
  const { cluster, service } = report.request;
  const { sign, words } = stateOf(report);
  return `### ${sign} ${code(service)} in ${code(cluster)}: ${words}`;
}

/** A run that changes what is live writes again on the comment of a release with production traffic, and maybe on no other. */
const isLastWord = (report: Report): boolean =>
  report.ending !== null && traitsOf(report.request).report === 'release' && !isGreenServing(report);

/** Needs no more text. A re-release by the command rollback shows who requested it, and why. */
export const isAsMeant = (report: Pick<Report, 'ending' | 'request' | 'greenNow' | 'isTakenOver'>): boolean =>
  report.ending?.result === 'released' &&
  report.ending.details.length === 0 &&
  !traitsOf(report.request).rollsBack &&
  !report.isTakenOver &&
  !isReplaced(report);

type ToText = (text: string) => string;

function outcomeOf(report: Report): string | null {
  const { ending, failure, request } = report;
  const toText: ToText = (text) => plainWithRuns(text, request.release.runUrl);
  if (ending === null)
    return failure === null
      ? notesOf(report)
      : alert('WARNING', [`Rolling back: ${toText(failure.what)}.`, '', toText(failure.advice)]);
  if (isAsMeant(report)) return report.leftOut === null ? null : alert('WARNING', [plain(report.leftOut)]);
  if (ending.result === 'status') return null;
  const message = toText(withoutTraffic(report, ending.message));
  return alert(kindOf(ending), [message, ...linesBelow(ending, toText)]);
}

/** Of the version that this run has released and rolled back. */
function usedLine({ ending, history, nowMs }: Report): string | null {
  const used = ending?.result === 'rolled-back' ? usedTimeOf(history) : null;
  if (used === null) return null;
  const version = used.name === null ? 'green' : code(used.name);
  return `Users were on ${version} from ${formatMoment(used.sinceMs, nowMs)} to ${formatMoment(used.untilMs, nowMs)}.`;
}

/** A link to what only testers see. In the message above it is text like any other, which is never a link. */
function previewOf({ ending, staged }: Report): string | null {
  const url = staged?.previewUrl ?? null;
  if (ending?.result !== 'staged' || url === null) return null;
  return `**Preview**: ${linkToPage(url)}`;
}

/** Its row of the phases is not enough: users get a version that nobody has tested. */
function skippedSmoke({ gates: { smoke } }: Report): string | null {
  return smoke?.state === 'skipped' ? `⚠️ **Smoke test skipped**: ${plain(smoke.words)}.` : null;
}

/** Corrections are shown at once, not only at the end. */
function notesOf({
  request,
  notes,
  leftOut,
  weakBlue,
  barred,
  unrun,
  redAlarms,
  goneAlarms,
}: Report): string | null {
  const all = [...notes, leftOut, weakBlue, barred, ...unrun, redAlarms, goneAlarms].filter(
    (note) => note !== null,
  );
  return all.length === 0
    ? null
    : alert(
        'WARNING',
        all.map((note) => plainWithRuns(note, request.release.runUrl)),
      );
}

/** A request that was carried out is not shown as an alert. */
function kindOf({ result, reason, details }: ReportEnding): 'NOTE' | 'WARNING' | 'CAUTION' {
  if (result === 'staged' || result === 'torn-down' || reason === 'requested') return 'NOTE';
  if (result === 'repaired') return 'WARNING';
  if (result === 'released' && details.length === 0) return 'NOTE';
  return result === 'released' || result === 'stood-down' || reason === 'cancelled' ? 'WARNING' : 'CAUTION';
}

/** How many characters of a comment the end of a run may take: where traffic is and how to roll back have to fit, too. */
const mostOfEnding = 50_000;

/** Commands go into a block to copy, everything else into a list. A part of the commands would be a trap. */
function linesBelow({ details, commands = [] }: ReportEnding, toText: ToText): readonly string[] {
  const block = commands.length > 0 ? codeBlock(commands) : '';
  const isWhole = block.length <= mostOfEnding / 2;
  const lines = details.map((detail) => `- ${toText(detail)}`);
  return [
    ...(lines.length > 0 ? ['', ...firstWithin(lines, mostOfEnding - (isWhole ? block.length : 0))] : []),
    ...(block === '' ? [] : ['', isWhole ? block : tooManyCommands]),
  ];
}

const tooManyCommands =
  'The commands are too long for a comment. The log of the run has all of them: paste all or none.';

/** Only while it goes forward. */
function overLine({ over, ending, phase, nowMs }: Report): string | null {
  if (over === null || ending !== null || phase === 'rollback') return null;
  return over.kind === 'at'
    ? `**The release ends** at about ${formatMoment(over.ms, nowMs)}, if nothing fails.`
    : `**The release ends** about ${formatDuration(over.ms / 1000)} after the switch, if nothing fails.`;
}

/** As the log has them. */
function findingsOf({ findings, startedAtMs, nowMs, request }: Report): string | null {
  if (findings === null || traitsOf(request).report !== 'release') return null;
  const lines = findings.map((line) => `- ${plainWithRuns(line, request.release.runUrl)}`).join('\n');
  return folded(`What this run found at ${formatMoment(startedAtMs, nowMs)}`, lines);
}

const scaleInLine = ({ scaleInUntil, status }: Report): string | null =>
  scaleInUntil === null || status !== null
    ? null
    : `**Scale-in** of the service is suspended until ${plain(scaleInUntil)}.`;

function versionLine({ request, version, revision, source, commit }: Report): string {
  const { release } = request;
  // Without an image or revision, a deploy or stage starts from the live revision.
  const isBase = traitsOf(request).bringsOwnCommit;
  const images = isBase ? request.revision.images.map(({ image }) => code(image)).join(', ') : '';
  const named = version === null ? null : code(shortName(version));
  const what = [images, named].filter((part) => part !== null && part !== '').join(' in ');
  // The source is that of green.
  const from = source === null || version !== revision ? '' : ` (from ${plain(source)})`;
  const describeCommit = commit === null ? [] : [`commit ${linkToCommit(release.runUrl, commit)}`];
  const run = `[run ${release.runId}, attempt ${release.runAttempt}](${release.runUrl}/attempts/${release.runAttempt})`;
  const shown = what === '' ? (isBase ? `the live revision${from}` : null) : `${what}${from}`;
  const { probeUrl } = request.bake;
  const app = probeUrl === null ? [] : [linkToPage(probeUrl)];
  return [...(shown === null ? [] : [`${versionBegin}${shown}`]), ...describeCommit, run, ...app].join(' · ');
}

const mostOthers = 30;

function othersLine({ others, request }: Report): string | null {
  if (others === null || others.numbers.length === 0) return null;
  const links = others.numbers.map((number) => linkToPull(request.release.runUrl, number));
  const rest = others.isWhole ? '' : ' (the release is too large to list all of them)';
  return `${othersBegin}${formatFew(links, mostOthers)}${rest}`;
}
