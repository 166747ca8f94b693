// Which version was live before.
import type { LiveRevision } from '../../common/revision/asked-revision.ts';
import { lastPart, type TaskDefinitionArn } from '../../common/values/arn.ts';
import { isRevision } from './green-role.ts';
import type { Roles } from './roles.ts';
import type { SetTags, TaskSetView } from '../model/world.ts';

/** The version that was live before this task set, by its tag; `undefined`: not known. Its own version doesn't count. */
export function versionBefore(set: TaskSetView | null): string | undefined {
  const before = set?.tags['previous-revision'];
  return set === null || before === undefined || isRevision(set, before) ? undefined : before;
}

/**
 * The tags of a green with this revision. If blue runs the same revision, for example after a release for a new secret, the
 * version before stays the one that blue names.
 */
export function previousTags(blue: TaskSetView, revision: TaskDefinitionArn): SetTags {
  const isSame = blue.taskDefinition === revision;
  const before = isSame ? versionBefore(blue) : blue.taskDefinition;
  const commit = isSame ? blue.tags['previous-commit'] : blue.tags.commit;
  if (before === undefined) return {};
  return { 'previous-revision': before, ...(commit === undefined ? {} : { 'previous-commit': commit }) };
}

/** The commit of a revision, by the tags of a task set that runs it, or that replaced it. The newest counts. */
export function commitOfRevision(revision: TaskDefinitionArn, sets: readonly TaskSetView[]): string | null {
  const newestFirst = sets.toSorted((one, other) => other.createdAtMs - one.createdAtMs);
  const own = newestFirst.flatMap(({ taskDefinition, tags }) =>
    taskDefinition === revision ? (tags.commit ?? []) : [],
  );
  const before = newestFirst.flatMap(({ tags }) =>
    lastPart(tags['previous-revision'] ?? '') === lastPart(revision) ? (tags['previous-commit'] ?? []) : [],
  );
  return own[0] ?? before[0] ?? null;
}

/** Whether green and blue run the same revision. Then a rollback doesn't change the version. */
export const isSameVersion = ({ green, blue }: Roles): boolean =>
  green !== null && green.taskDefinition === blue?.taskDefinition;

/** What the task set runs and what was live before it; `null`: there is none. */
export const liveRevision = (set: TaskSetView | null): LiveRevision | null =>
  set === null ? null : { revision: set.taskDefinition, before: versionBefore(set) ?? null };
