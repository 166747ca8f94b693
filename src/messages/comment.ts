import { traitsOf } from '../domain/common/request/commands.ts';
import { shortName } from '../domain/common/values/arn.ts';
import { shortCommit } from '../domain/task-sets/health/shown-commit.ts';
import type { Request } from '../domain/common/request/request.ts';
import { goesOnMark } from './abandoned.ts';
import { alert, code, codeBlock, folded, paragraphs, plain, table } from './markdown.ts';
import { planComment } from './plan-comment.ts';
import { phaseTable } from './phase-table.ts';
import { stateOf } from './state.ts';
import { statusTables } from './status-tables.ts';
import type { SetSeen, Story, StoryEnding } from './story.ts';
import { formatTime } from './times.ts';
import { shareWords, type RuleShare } from './traffic-shares.ts';
import { describeRollback } from './rollback.ts';

/**
 * Stands first in the comment, so that it is found again. One comment per service for its releases, and one for its
 * plans: a push that is only planned must not hide how a release from the same pull request went.
 */
export const markerOf = ({
  command,
  cluster,
  service,
}: Pick<Request, 'command' | 'cluster' | 'service'>): string =>
  `<!-- ecs-blue-green${traitsOf({ command }).report === 'plan' ? '-plan' : ''}:${cluster}/${service} -->`;

/** What the pull request is told, as Markdown. The same until something that matters has changed: times stand, none ticks. */
export const commentOf = (story: Story): string =>
  traitsOf(story.plan).report === 'plan' ? planComment(story) : releaseComment(story);

const releaseComment = (story: Story): string =>
  paragraphs([
    titleOf(story),
    trafficOf(story),
    outcomeOf(story),
    story.status === null ? sharesTable(story) : statusTables(story.status),
    wayBackOf(story),
    phaseTable(story),
    versionLine(story),
  ]);

/** What goes below the text when it is sent. */
export const stampOf = (story: Story): string =>
  traitsOf(story.plan).report === 'plan'
    ? `<sub>As of ${formatTime(story.nowMs)}, for commit ${shortCommit(story.plan.release.commit)}; this comment is edited by the next plan.</sub>`
    : `<sub>As of ${formatTime(story.nowMs)}. Release ${story.plan.release.id}; this comment is edited as the release goes on.</sub>` +
      (story.ending === null ? `\n${goesOnMark(story.plan.release.id)}` : '');

function titleOf(story: Story): string {
  const { cluster, service } = story.plan;
  const { sign, words } = stateOf(story);
  return `### ${sign} ${code(service)} in ${code(cluster)}: ${words}`;
}

/** An ending says where traffic is in its own words; the sentence above all else stays for the one who only glances. */
const trafficOf = ({ traffic }: Story): string =>
  traffic === null ? 'Production traffic has not been looked at yet.' : `**${plain(traffic.sentence)}**`;

/** A release that went as it was meant to needs no more words. A way back anew says who asked for it, and why. */
export const isAsMeant = ({ ending, plan: request }: Pick<Story, 'ending' | 'plan'>): boolean =>
  ending?.result === 'released' && ending.details.length === 0 && !traitsOf(request).rollsBack;

function outcomeOf(story: Story): string | null {
  const { ending, failure } = story;
  if (ending === null)
    return failure === null
      ? notesOf(story)
      : alert('WARNING', [`Going back: ${plain(failure.what)}.`, '', plain(failure.advice)]);
  if (isAsMeant(story)) return null;
  if (ending.result === 'status') return null;
  return alert(kindOf(ending), [plain(ending.message), ...linesBelow(ending)]);
}

/** What was put right on the way is told at once, not only at the end. */
const notesOf = ({ notes }: Story): string | null =>
  notes.length === 0 ? null : alert('WARNING', notes.map(plain));

/** What was asked for and done is no alarm. */
function kindOf({ result, reason, details }: StoryEnding): 'NOTE' | 'WARNING' | 'CAUTION' {
  if (result === 'staged' || result === 'torn-down' || reason === 'asked-for') return 'NOTE';
  if (result === 'released' && details.length === 0) return 'NOTE';
  return result === 'released' || result === 'stood-down' || reason === 'cancelled' ? 'WARNING' : 'CAUTION';
}

/** A command is copied as it is. Everything else is a point of a list. */
function linesBelow({ details, commands = [] }: StoryEnding): readonly string[] {
  return [
    ...(details.length > 0 ? ['', ...details.map((detail) => `- ${plain(detail)}`)] : []),
    ...(commands.length > 0 ? ['', codeBlock(commands)] : []),
  ];
}

function sharesTable({ traffic, blue, green }: Story): string | null {
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

const headOf = (name: string, set: SetSeen | null): string =>
  set === null ? `${name} (none)` : `${name} ${code(shortName(set.revision))}${set.isThere ? '' : ' (gone)'}`;

function cell(share: RuleShare['blue']): string {
  const words = shareWords(share).replace('<', '&lt;').replace('>', '&gt;');
  return share !== null && share > 0 ? `**${words}**` : words;
}

function wayBackOf(story: Story): string | null {
  const words = describeRollback(story);
  if (words === null) return null;
  const { commands } = story.wayBack;
  const byHand = folded('Going back by hand: traffic first, then the label', codeBlock(commands));
  return paragraphs([`**Way back**: ${words}`, commands.length > 0 ? byHand : null]);
}

function versionLine({ plan: request, revision, source, commit }: Story): string {
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
  const isBase = traitsOf(request).bringsOwnCommit;
  const version = what === '' ? (isBase ? `the revision that is live${from}` : null) : `${what}${from}`;
  return [...(version === null ? [] : [`**Version**: ${version}`]), ...commitWords, run].join(' · ');
}
