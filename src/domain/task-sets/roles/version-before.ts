// Which version was live before.
import type { LiveRevision } from '../../common/revision/asked-revision.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import { isRevision } from './green-role.ts';
import type { Roles } from './roles.ts';
import type { SetTags, TaskSetView } from '../model/world.ts';

/** The version that was live before this task set, by its tag; `undefined`: not known. Its own version doesn't count. */
export function versionBefore(set: TaskSetView | null): string | undefined {
  const before = set?.tags['previous-revision'];
  return set === null || before === undefined || isRevision(set, before) ? undefined : before;
}

/**
 * The tag of a green with this revision. If blue runs the same revision, for example after a release for a new secret,
 * the version before stays the one that blue names.
 */
export function previousTag(blue: TaskSetView, revision: TaskDefinitionArn): SetTags {
  const before = blue.taskDefinition === revision ? versionBefore(blue) : blue.taskDefinition;
  return before === undefined ? {} : { 'previous-revision': before };
}

/** Whether green and blue run the same revision. Then a rollback doesn't change the version. */
export const isSameVersion = ({ green, blue }: Roles): boolean =>
  green !== null && green.taskDefinition === blue?.taskDefinition;

/** What the task set runs and what was live before it; `null`: there is none. */
export const liveRevision = (set: TaskSetView | null): LiveRevision | null =>
  set === null ? null : { revision: set.taskDefinition, before: versionBefore(set) ?? null };
