// Images that a registry no longer has, although tasks may still have to start from them.
import { traitsOf } from '../../common/request/commands.ts';
import type { Request } from '../../common/request/request.ts';
import { lastPart } from '../../common/values/arn.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Roles } from '../roles/roles.ts';
import { versionBefore } from '../roles/version-before.ts';

/** A revision that has to be able to start tasks, and what happens if one of its images is lost. */
export interface NeededRevision {
  readonly revision: string;
  readonly describe: (image: string) => string;
}

/**
 * What production or a rollback depends on: blue and what is live, for `status` and before a release. A rollback doesn't
 * wait for this.
 */
export function neededRevisions(request: Request, roles: Roles): readonly NeededRevision[] {
  const { isRelease, rollsBack, report } = traitsOf(request);
  if (report !== 'status' && (!isRelease || rollsBack)) return [];
  const sets = [...new Set([roles.blue, ...roles.live])].filter((set) => set !== null);
  const running = sets
    .filter(({ status }) => status !== 'DRAINING')
    .map((set) => ({
      revision: set.taskDefinition,
      describe: (image: string) =>
        `image ${image} of ${formatSet(set)} was not found in its registry: no task of it can start any more, so none that stops ` +
        'is replaced. Push the image again',
    }));
  const before = report === 'status' && roles.blue === null ? versionBefore(roles.green) : undefined;
  if (before === undefined) return running;
  const name = lastPart(before);
  const describe = (image: string): string =>
    `image ${image} of revision ${name}, the version before, was not found in its registry: a rollback can't release ${name} ` +
    'again. Push the image again, or name another revision with rollback-to';
  return [...running, { revision: before, describe }];
}
