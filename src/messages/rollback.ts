import { traitsOf } from '../domain/common/request/commands.ts';
import { shortName } from '../domain/common/values/arn.ts';
import { code, plain } from './markdown.ts';
import type { SetSeen, Story } from './story.ts';
import { formatMoment } from './times.ts';

/** How to go back from where the release is, as Markdown; `null`: it is back, or there is nothing to go back from. */
export function describeRollback(story: Story): string | null {
  const { traffic, blue, ending, phase } = story;
  if (traffic === null || phase === 'rollback') return null;
  if (!traffic.isOnGreen) return ending === null ? beforeSwitch(story) : null;
  if (story.wayBack.barred !== null) return `none: ${plain(story.wayBack.barred)}.`;
  if (blue === null && story.wayBack.commands.length > 0)
    return `what served before is still there. ${howTo(story)}`;
  if (blue === null) return withoutBlue(story);
  if (!blue.isThere) return again(blue);
  return describeKeptBlue(story, blue);
}

function beforeSwitch({ plan: request }: Story): string {
  const cancelling =
    request.onCancel === 'keep'
      ? 'cancelling the run leaves everything as it is'
      : 'cancelling the run removes green';
  return `users have not seen green; ${cancelling}.`;
}

/** Only who brings a version knows that none was there before; what status knows of a way back stands in its table. */
function withoutBlue({ plan: request, wayBack }: Story): string | null {
  if (traitsOf(request).report === 'status') return null;
  if (!traitsOf(request).endsWarmTime) return 'there is none yet: this service had no task set before.';
  return wayBack.anew === null
    ? 'no blue is kept, and the revision before is not known: run the command rollback with the input `rollback-to`.'
    : `no blue is kept: the command rollback releases ${code(wayBack.anew)} anew, through all gates.`;
}

/** Blue is gone, but its revision is not: nothing is ever deregistered (invariant 10). */
const again = (blue: SetSeen): string =>
  `blue is gone. The command rollback releases its revision ${code(shortName(blue.revision))} anew, through all gates.`;

function describeKeptBlue(story: Story, blue: SetSeen): string {
  const { wayBack, nowMs } = story;
  const name = `blue ${code(shortName(blue.revision))}`;
  const kept =
    wayBack.keptUntilMs === null
      ? `${name} is still there`
      : `${name} is kept until ${formatMoment(wayBack.keptUntilMs, nowMs)}`;
  return `${kept}. ${howTo(story)}`;
}

function howTo({ plan: request, ending, gates, wayBack }: Story): string {
  if (wayBack.loweredTo !== null)
    return `It stands at ${wayBack.loweredTo} %: the command rollback raises it first, which takes a task's start; by hand, wait for its tasks after the first command below.`;
  if (ending !== null) return 'The commands below go back within seconds.';
  const isBakeOver = gates.bake?.state === 'passed' || request.onCancel === 'keep';
  return isBakeOver
    ? 'The commands below go back within seconds (cancelling the run does not: it keeps green).'
    : 'Cancel the run and it goes back within seconds.';
}
