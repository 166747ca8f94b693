// Which comment shows a service.
import { traitsOf } from '../domain/common/request/commands.ts';
import type { Report } from '../domain/common/report/report.ts';
import { lastPart } from '../domain/common/values/arn.ts';
import type { CommentKey } from '../ports.ts';
import { stampIn } from './stamp.ts';

type Whose = Pick<Report, 'request' | 'serviceKey'>;

/**
 * Of the run's own report. A service has one comment for its releases and one for its plans: a plan must not hide the result
 * of a release from the same pull request. A run that couldn't observe its service doesn't know its region and account: it
 * shows its failure in the comment that an earlier run has left, and a later run takes over the one that it made.
 */
export function ownComment({ request, serviceKey }: Whose): CommentKey {
  const kind = traitsOf(request).report === 'plan' ? 'plan' : 'release';
  const bare = `${lastPart(request.cluster)}/${request.service}`;
  const { runId, runAttempt } = request.release;
  const isOfEarlierRun = (text: string): boolean => {
    const shown = stampIn(text);
    return shown?.runId !== runId || shown.attempt < runAttempt;
  };
  return {
    marker: markerOf(kind, serviceKey ?? bare),
    isOwn: (text) => {
      const key = keyIn(kind, text);
      if (key === null) return false;
      if (key === serviceKey) return true;
      const mayBe = serviceKey === null ? key === bare || key.endsWith(`/${bare}`) : key === bare;
      return mayBe && isOfEarlierRun(text);
    },
  };
}

/** Of the releases of a service, for what another command knows of them. */
export function commentOfReleases({ request, serviceKey }: Whose): CommentKey {
  const key = serviceKey ?? `${lastPart(request.cluster)}/${request.service}`;
  return { marker: markerOf('release', key), isOwn: (text) => keyIn('release', text) === key };
}

type Kind = 'release' | 'plan';

/** The first line of the comment. */
const markerOf = (kind: Kind, key: string): string =>
  `<!-- ecs-blue-green${kind === 'plan' ? '-plan' : ''}:${key} -->`;

/** A comment that only quotes the marker isn't ours. */
function keyIn(kind: Kind, text: string): string | null {
  const [, plan, key] = /^\s*<!-- ecs-blue-green(-plan)?:(\S+) -->/.exec(text) ?? [];
  return key !== undefined && (plan === undefined) === (kind === 'release') ? key : null;
}
