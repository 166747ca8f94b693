// A staged release that has expired, and how promote stages it again.
import { formatTagTime } from '../../common/values/moment.ts';
import { lastPart, shortName } from '../../common/values/arn.ts';
import { describeIgnore, isAccepted } from '../../common/request/risks.ts';
import { longReleaseId, shortReleaseId } from '../../common/request/release-id.ts';
import type { Request } from '../../common/request/request.ts';
import type { Roles } from '../roles/roles.ts';

import { isExpired, isStaged } from '../roles/staged.ts';
import type { Step } from '../model/step.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { unlessAbandoned, type Scene } from '../roles/scene.ts';
import { step } from '../model/make-step.ts';
import { planOf } from '../tags/contract.ts';

/** A release that was staged and expired before it was promoted. */
interface ExpiredStage {
  readonly release: string;
  /** ARN or `family:revision`. */
  readonly revision: string;
  /** `null`: not known. */
  readonly commit: string | null;
  /** `null`: its green is deleted, and only a tag of the service names its revision. */
  readonly set: TaskSetView | null;
  /** It planned a contract. Only the settings of a stage say what that runs. */
  readonly isWithContract: boolean;
}

/** The release that a promote with these inputs would stage again, from its green or from the tag. */
export function expiredStage(
  request: Request,
  world: World,
  { live }: Pick<Roles, 'live'>,
): ExpiredStage | null {
  const { promoted } = request.goal;
  const isMeant = (release: string | undefined): boolean => promoted === null || release === promoted;
  const [newest] = world.taskSets
    .filter((set) => !live.includes(set) && isStaged(world, set) && isExpired(set, world.nowMs))
    .filter(({ tags }) => isMeant(tags.release))
    .toSorted((a, b) => b.createdAtMs - a.createdAtMs);
  if (newest !== undefined) {
    const { release = '', commit = null } = newest.tags;
    return {
      ...{ release, revision: newest.taskDefinition, commit, set: newest },
      isWithContract: planOf(newest) !== null,
    };
  }
  const gone = parseExpired(world);
  if (gone === null || !isMeant(gone.release)) return null;
  // It was promoted, by a run that did not clear the tag.
  return live.some(({ taskDefinition }) => shortName(taskDefinition) === gone.revision) ? null : gone;
}

/** `<run id>:<family>:<revision>:<commit>`, without the commit if the set has no tag for it, and `:contract` if it planned one. */
export function formatExpired({ service }: Pick<World, 'service'>, set: TaskSetView): string {
  const { release, commit } = set.tags;
  const parts = [shortReleaseId(release ?? '', service.name), shortName(set.taskDefinition)];
  if (planOf(set) !== null) return [...parts, commit ?? '', 'contract'].join(':');
  return [...parts, ...(commit === undefined ? [] : [commit])].join(':');
}

function parseExpired({ service }: Pick<World, 'service'>): (ExpiredStage & { readonly set: null }) | null {
  const match = /^([^:]*):([^:]+:\d+)(?::([^:]*))?(:contract)?$/.exec(service.tags.expired ?? '');
  const [, release, revision, commit = '', contract] = match ?? [];
  if (release === undefined || revision === undefined) return null;
  return {
    ...{ release: longReleaseId(release, service.name), revision, set: null },
    commit: commit === '' ? null : commit,
    isWithContract: contract !== undefined,
  };
}

/** Written before an expired green is deleted. After that, nothing else names the staged revision. */
export function rememberExpired(scene: Scene, set: TaskSetView): Step | null {
  const { world } = scene;
  if (!isStaged(world, set) || !isExpired(set, world.nowMs)) return null;
  const tags = { expired: formatExpired(world, set) };
  if (world.service.tags.expired === tags.expired) return null;
  const because = `${set.id} has expired. Its revision is kept in a tag, so that it can be staged again`;
  return unlessAbandoned(scene, step('prepare', 'restaging', because, { kind: 'tag-service', tags }));
}

/** What is staged is not what was approved. The event of a comment names no commit, so `github.sha` isn't that of its pull request. */
export function describeOtherCommit({ goal, release }: Request, what: string, commit: string): string {
  const { expectedCommit } = goal;
  const hint =
    expectedCommit === release.commit
      ? ' In a workflow that a comment or a schedule starts, github.sha is the head of the default branch: set expected-sha ' +
        'to the commit that was approved.'
      : '';
  return `${what} was staged for commit ${commit}, but expected-sha is ${expectedCommit ?? ''}. Stage the approved commit.${hint}`;
}

const stageAgain =
  'It brings a contract, and promote reads no settings that say what that runs: run the command stage.';

/** Why an expired release is not promoted, and what to do; `null`: it can be staged again. */
export function restageProblem({ request, world }: Scene, expired: ExpiredStage): string | null {
  const { release, revision, commit, set, isWithContract } = expired;
  const named = lastPart(revision);
  const { isRestaging, expectedCommit } = request.goal;
  if (!isRestaging) {
    const what =
      set === null
        ? `nothing is staged for service ${request.service}: release ${release} expired and its green was removed, but its revision ${named} is known.`
        : `green ${set.id} of release ${release} was staged until ${formatTagTime(set.tags.expires ?? '?', world.nowMs)} and has expired.`;
    if (isWithContract) return `${what} ${stageAgain}`;
    return `${what} Set restage to stage revision ${named} again, through all gates, and promote it. Or run the command stage.`;
  }
  if (isWithContract) return `release ${release} has expired. ${stageAgain}`;
  if (expectedCommit === null || commit === expectedCommit) return null;
  if (commit !== null) return describeOtherCommit(request, `expired release ${release}`, commit);
  if (isAccepted(request, 'commit-unknown')) return null;
  return (
    `the commit of the removed green of release ${release} is not known, and expected-sha is ` +
    `${expectedCommit}. Stage that commit. If you know that revision ${named} was built from it: ` +
    describeIgnore('commit-unknown')
  );
}
