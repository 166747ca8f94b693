// Which version the reports show: its revision and its commit, of the same task set.
import { traitsOf } from '../../common/request/commands.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import { isOwnSet } from '../roles/green-role.ts';
import { commitOfRevision } from '../roles/version-before.ts';
import type { Scene } from '../roles/scene.ts';
import { commitAhead } from '../../common/request/commit.ts';

interface Version {
  readonly revision: TaskDefinitionArn | null;
  readonly commit: string | null;
}

/**
 * The version that the run makes live, as of this observation. A promote releases what was staged, perhaps of another
 * commit. A rollback returns to blue's version. The commit of a re-release is the one that tags name, never the run's own.
 */
export function versionSeen(scene: Scene, greenRevision: TaskDefinitionArn | null): Version {
  const { request, roles, world } = scene;
  const { green, blue } = roles;
  if (!traitsOf(request).rollsBack)
    return { revision: greenRevision, commit: commitAhead(request) ?? green?.tags.commit ?? null };
  return isReRelease(scene)
    ? {
        revision: greenRevision,
        commit: greenRevision === null ? null : commitOfRevision(greenRevision, world.taskSets),
      }
    : { revision: blue?.taskDefinition ?? null, commit: blue?.tags.commit ?? null };
}

const isReRelease = ({ request, world, memory, roles: { green } }: Scene): boolean =>
  green === null || isOwnSet(request, world, memory, green);
