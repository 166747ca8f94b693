import type { LiveRevision } from '../../common/revision/asked-revision.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import { isRevision } from './green-role.ts';
import type { Roles } from './roles.ts';
import type { SetTags, TaskSetView } from '../model/world.ts';

/** The version that was live before this one, by its tag; `undefined`: not known. What it runs itself is no way back. */
export function versionBefore(set: TaskSetView | null): string | undefined {
  const before = set?.tags['previous-revision'];
  return set === null || before === undefined || isRevision(set, before) ? undefined : before;
}

/**
 * For the tags of a green with this revision beside blue. A version that is released again, for a new secret say, is
 * not what came before it: that stays what blue says came before.
 */
export function previousTag(blue: TaskSetView, revision: TaskDefinitionArn): SetTags {
  const before = blue.taskDefinition === revision ? versionBefore(blue) : blue.taskDefinition;
  return before === undefined ? {} : { 'previous-revision': before };
}

/** Whether green and blue run one revision: the way back leads to no other version then. */
export const isSameVersion = ({ green, blue }: Roles): boolean =>
  green !== null && green.taskDefinition === blue?.taskDefinition;

/** What a live set runs and what was live before it; `null`: nothing is live. */
export const liveRevision = (set: TaskSetView | null): LiveRevision | null =>
  set === null ? null : { revision: set.taskDefinition, before: versionBefore(set) ?? null };
