// How to roll back from where the release is.
import type { RollbackWorkflow } from '../../domain/common/environment/rollback-workflow.ts';
import { describeReturned, type BlueOnSchema } from '../../domain/common/migrations/blue-on-schema.ts';
import type { VersionBefore } from '../../domain/common/revision/quarantine.ts';
import { traitsOf } from '../../domain/common/request/commands.ts';
import { shortName } from '../../domain/common/values/arn.ts';
import { formatMoment } from '../../domain/common/values/moment.ts';
import type { ReportedSet, Report } from '../../domain/common/report/report.ts';
import { code, codeBlock, folded, paragraphs, plain, siteOf } from './markdown.ts';
import { isGreenServing } from './state.ts';

export function rollbackLine(report: Report): string | null {
  const words = describeRollback(report);
  return words === null ? null : `**Rollback**: ${words}`;
}

/** Only while they do what the title says. */
export function commandsByHand(report: Report): string | null {
  const { commands, commandsNote, loweredToPercent, oldTargets } = report.rollback;
  if (commands.length === 0 || describeRollback(report) === null) return null;
  const note = commandsNote === '' ? null : plain(commandsNote);
  const wait = loweredToPercent === null ? null : 'Wait for the tasks of blue after the first command.';
  // Targets from before the first release are no task set, so they can't have the label.
  const order = oldTargets === null ? ': traffic first, then the PRIMARY label' : '';
  return folded(`Roll back by hand${order}`, paragraphs([note, wait, codeBlock(commands)]));
}

/** As Markdown. `null`: traffic is back on blue, or nothing was switched. */
function describeRollback(report: Report): string | null {
  const { traffic, blue, ending, phase, rollback } = report;
  if (traffic === null || phase === 'rollback') return null;
  if (!isGreenServing(report)) return ending === null ? beforeSwitch(report) : null;
  if (rollback.blockedBecause !== null) return `not possible: ${plain(rollback.blockedBecause)}.`;
  if (rollback.oldTargets !== null) return `${plain(rollback.oldTargets)}.`;
  if (blue === null) return withoutBlue(report);
  if (!blue.isThere) return reReleaseIn(report, 'blue is gone');
  return keptBlue(report, blue);
}

function beforeSwitch({ request }: Report): string {
  const cancelling =
    request.onCancel === 'keep'
      ? 'Cancelling the run leaves everything as it is'
      : 'Cancelling the run removes green';
  return `users have not seen green. ${cancelling}.`;
}

/** A first release has no version before it. The tables of the command status show its rollback. */
function withoutBlue(report: Report): string | null {
  const { request, rollback } = report;
  if (traitsOf(request).report === 'status') return null;
  const isFirst =
    rollback.reRelease === null && !traitsOf(request).endsWarmTime && !traitsOf(request).finishesOthers;
  return isFirst
    ? 'not possible yet, because this service had no task set before.'
    : reReleaseIn(report, 'blue is not kept');
}

/** Blue may run the revision of green, for example after a release for a new secret: a rollback goes further back. */
function reReleaseIn(report: Report, gone: string): string {
  const { onSchema, reRelease: before } = report.rollback;
  return before === null
    ? `${gone}, and the previous revision is not known. Run the command rollback with the input \`rollback-to\`.`
    : reRelease(gone, { ...before, onSchema, link: linkOf(report) });
}

interface ReRelease extends VersionBefore {
  readonly onSchema: BlueOnSchema;
  readonly link: string;
}

/** Blue is gone, but its revision is never deregistered (invariant 10). */
export function reRelease(
  gone: string,
  { revision, quarantined, isFurther, onSchema, link }: ReRelease,
): string {
  const name = code(revision);
  if (quarantined === 'yes')
    return `${gone}, and the content of ${name} is quarantined. The command rollback releases it again only with \`force\`. For another version, set \`rollback-to\`. ${describeReturned(onSchema)}${link}`;
  const maybe = quarantined === 'maybe' ? ' If its content is quarantined, that needs `force`.' : '';
  if (isFurther)
    return `${gone}, and the last rollback left production on this version. To go further back, run the command rollback with \`rollback-to\` set to ${name}: through all gates, which takes minutes.${maybe} ${describeReturned(onSchema)}${link}`;
  return `${gone}. The command rollback releases ${name} again, through all gates, which takes minutes.${maybe} ${describeReturned(onSchema)}${link}`;
}

function keptBlue(report: Report, blue: ReportedSet): string {
  const { rollback, nowMs } = report;
  const until =
    rollback.draining ??
    (rollback.keptUntilMs === null
      ? 'is still there'
      : `is kept until ${formatMoment(rollback.keptUntilMs, nowMs)}`);
  // Whatever the health of blue: the next run has the same permissions.
  if (report.ending?.reason === 'rollback-failed')
    return `AWS refused it: run the commands above. Blue ${code(shortName(blue.revision))} ${until}.`;
  const { ready } = rollback;
  // Its numbers are as of the time in the footer.
  const state =
    ready === null ? '' : `${plain(ready.words.replace(/^yes/, 'ready').replace(/^no: /, 'not ready: '))}. `;
  const kept = `${state}Blue ${code(shortName(blue.revision))} ${until}.`;
  if (ready?.isReady === false) return kept;
  const sessions = rollback.sessions === null ? '' : ` ${rollback.sessions}`;
  return `${kept}${sessions} ${describeReturned(rollback.onSchema)}${howTo(report)}`;
}

function howTo(report: Report): string {
  const { request, ending, isBakePassed } = report;
  const link = linkOf(report);
  if (ending !== null || isLeavingGreen(report)) return link;
  const isKept = isBakePassed || request.onCancel === 'keep';
  return `${link} Cancelling the run ${isKept ? 'keeps green' : 'rolls back within seconds'}.`;
}

/** A run of the command rollback that moves production to blue: a cancel doesn't change where it goes. */
const isLeavingGreen = ({ request, version, green }: Report): boolean =>
  traitsOf(request).rollsBack && version !== null && version !== green?.revision;

const linkOf = ({ request, rollback: { workflow } }: Report): string =>
  workflow === null ? '' : ` ${linkToWorkflow(request.release.runUrl, workflow)}`;

/** The form of the workflow, and what to give in it. */
export function linkToWorkflow(runUrl: string, { file, inputs }: RollbackWorkflow): string {
  const given = inputs.flatMap(({ name, value }) =>
    value === null ? [] : [`${code(name)} set to ${code(value)}`],
  );
  const open = inputs.flatMap(({ name, value }) => (value === null ? [code(name)] : []));
  const parts = [...given, ...(open.length === 0 ? [] : [`${open.join(', ')} filled in`])];
  const form = parts.length === 0 ? '' : ` with ${parts.join(' and ')}`;
  return `Run [${code(file)}](${siteOf(runUrl)}/actions/workflows/${encodeURIComponent(file)})${form}.`;
}
