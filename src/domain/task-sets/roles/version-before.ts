// Which version was live before.
import type { LiveRevision } from '../../common/revision/asked-revision.ts';
import { lastPart, type TaskDefinitionArn } from '../../common/values/arn.ts';
import type { Request } from '../../common/request/request.ts';
import { isRevision } from './green-role.ts';
import type { Roles } from './roles.ts';
import type { SetTags, TaskSetView } from '../model/world.ts';
import { earlierRelease } from '../tags/earlier-release.ts';

/** The version that was live before this task set, by its tag; `undefined`: not known. Its own version doesn't count. */
export function versionBefore(set: TaskSetView | null): string | undefined {
  const before = set?.tags['previous-revision'];
  return set === null || before === undefined || isRevision(set, before) ? undefined : before;
}

/**
 * The tags of a green with this revision. If blue runs the same revision, for example after a release for a new secret, the
 * version before stays the one that blue names.
 */
export function previousTags(
  { release, service }: Pick<Request, 'release' | 'service'>,
  blue: TaskSetView,
  revision: TaskDefinitionArn,
): SetTags {
  const isSame = blue.taskDefinition === revision;
  const before = isSame ? versionBefore(blue) : blue.taskDefinition;
  const commit = isSame ? blue.tags['previous-commit'] : blue.tags.commit;
  const earlier = isSame ? blue.tags['previous-release'] : earlierRelease(blue, service, release.repository);
  if (before === undefined) return {};
  return {
    'previous-revision': before,
    ...(commit === undefined ? {} : { 'previous-commit': commit }),
    ...(earlier === undefined ? {} : { 'previous-release': earlier }),
  };
}

/** The commit of a revision, by the tags of a task set that runs it, or that replaced it. The newest counts. */
export const commitOfRevision = (revision: TaskDefinitionArn, sets: readonly TaskSetView[]): string | null =>
  ofRevision(
    revision,
    sets,
    ({ tags }) => tags.commit,
    ({ tags }) => tags['previous-commit'],
  );

/** The same for its release, as the tag `restores` names it. Only of the request's repository. */
export const releaseOfRevision = (
  { release, service }: Pick<Request, 'release' | 'service'>,
  revision: TaskDefinitionArn,
  sets: readonly TaskSetView[],
): string | null =>
  ofRevision(
    revision,
    sets.filter(({ tags }) => tags.repository === release.repository && tags.release !== release.id),
    (set) => earlierRelease(set, service, release.repository),
    ({ tags }) => tags['previous-release'],
  );

type Fact = (set: TaskSetView) => string | undefined;

function ofRevision(
  revision: TaskDefinitionArn,
  sets: readonly TaskSetView[],
  own: Fact,
  before: Fact,
): string | null {
  const newestFirst = sets.toSorted((one, other) => other.createdAtMs - one.createdAtMs);
  const running = newestFirst.filter(({ taskDefinition }) => taskDefinition === revision);
  const replacing = newestFirst.filter(
    ({ tags }) => lastPart(tags['previous-revision'] ?? '') === lastPart(revision),
  );
  return [...running.map(own), ...replacing.map(before)].find((fact) => fact !== undefined) ?? null;
}

/** Whether green and blue run the same revision. Then a rollback doesn't change the version. */
export const isSameVersion = ({ green, blue }: Roles): boolean =>
  green !== null && green.taskDefinition === blue?.taskDefinition;

/** What the task set runs and what was live before it; `null`: there is none. */
export const liveRevision = (set: TaskSetView | null): LiveRevision | null =>
  set === null ? null : { revision: set.taskDefinition, before: versionBefore(set) ?? null };
