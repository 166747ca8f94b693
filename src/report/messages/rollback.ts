// How to roll back from where the release is.
import { traitsOf } from '../../domain/common/request/commands.ts';
import { shortName } from '../../domain/common/values/arn.ts';
import { formatMoment } from '../../domain/common/values/moment.ts';
import type { ReportedSet, Report } from '../../domain/common/report/report.ts';
import { code, plain } from './markdown.ts';

/** As Markdown. `null`: traffic is back on blue, or nothing was switched. */
export function describeRollback(report: Report): string | null {
  const { traffic, blue, ending, phase, rollback } = report;
  if (traffic === null || phase === 'rollback') return null;
  if (!traffic.isOnGreen) return ending === null ? beforeSwitch(report) : null;
  if (rollback.blockedBecause !== null) return `not possible: ${plain(rollback.blockedBecause)}.`;
  if (rollback.oldTargets !== null) return `${plain(rollback.oldTargets)}. ${howTo(report)}`;
  if (blue === null) return withoutBlue(report);
  if (!blue.isThere) return reRelease(blue);
  return keptBlue(report, blue);
}

function beforeSwitch({ request }: Report): string {
  const cancelling =
    request.onCancel === 'keep'
      ? 'Cancelling the run leaves everything as it is'
      : 'Cancelling the run removes green';
  return `users have not seen green. ${cancelling}.`;
}

/** Only a release knows that there was no version before. The tables of the command status show its rollback. */
function withoutBlue({ request, rollback }: Report): string | null {
  if (traitsOf(request).report === 'status') return null;
  if (!traitsOf(request).endsWarmTime)
    return 'not possible yet, because this service had no task set before.';
  return rollback.reRelease === null
    ? 'blue is not kept, and the previous revision is not known. Run the command rollback with the input `rollback-to`.'
    : `blue is not kept. The command rollback releases ${code(rollback.reRelease)} again, through all gates.`;
}

/** Blue is gone, but its revision is never deregistered (invariant 10). */
const reRelease = (blue: ReportedSet): string =>
  `blue is gone. The command rollback releases its revision ${code(shortName(blue.revision))} again, through all gates.`;

function keptBlue(report: Report, blue: ReportedSet): string {
  const { rollback, nowMs } = report;
  const name = `blue ${code(shortName(blue.revision))}`;
  const kept =
    rollback.keptUntilMs === null
      ? `${name} is still there`
      : `${name} is kept until ${formatMoment(rollback.keptUntilMs, nowMs)}`;
  const { ready } = rollback;
  // Its numbers are as of the time in the footer.
  if (ready?.isReady === false)
    return `${kept}, but a rollback is not ready: ${plain(withoutNo(ready.words))}.`;
  const others = /, but .*$/.exec(ready?.words ?? '')?.[0] ?? '';
  const sessions = rollback.sessions === null ? '' : ` ${rollback.sessions}`;
  return `${kept}${plain(others)}.${sessions} ${howTo(report)}`;
}

function howTo({ request, ending, isBakePassed, rollback }: Report): string {
  if (rollback.loweredToPercent !== null)
    return `Blue is scaled down to ${rollback.loweredToPercent} %. The command rollback raises it first, which takes as long as starting a task. By hand, wait for its tasks after the first command below.`;
  if (ending !== null) return 'The commands below roll back within seconds.';
  return isBakePassed || request.onCancel === 'keep'
    ? 'The commands below roll back within seconds. Cancelling the run keeps green.'
    : 'Cancelling the run rolls back within seconds.';
}

const withoutNo = (words: string): string => words.replace(/^no: /, '');
