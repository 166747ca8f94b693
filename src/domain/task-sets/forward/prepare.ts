import { teardownMs } from '../health/times.ts';
import { shortName } from '../../common/values/arn.ts';
import { creation } from '../revision/creation.ts';
import type { JsonObject } from '../../common/values/json.ts';
import { describeLeftover } from '../roles/leftover.ts';
import { maxTaskSets } from '../preflight/preflight.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { bringIn, forwardOf, holds, formatRule } from '../../common/load-balancer/traffic.ts';
import { formatScaling } from '../roles/writes.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { isQuiet, quietInMs } from '../health/quiet.ts';

/** Everything up to green's creation, in the order in which each needs the one before. */
export const prepare: Decider = (scene) =>
  scene.roles.green !== null
    ? null
    : (register(scene) ??
      suspendScaleIn(scene) ??
      attachIdle(scene) ??
      awaitFreeGroup(scene) ??
      makeRoom(scene) ??
      createGreen(scene));

/** Registering is what is skipped when nothing changed, never the release: images move and secrets rotate. */
function register({ world, memory }: Scene): Step | null {
  const { candidate } = world;
  if (candidate === null || memory.registered !== null || candidate.registeredAs !== null) return null;
  if (candidate.content === null) return null;
  return step('prepare', 'registering', `a new revision of ${candidate.family} from ${candidate.source}`, {
    kind: 'register',
    content: candidate.content as JsonObject,
    hash: candidate.hash,
  });
}

/** While two fleets run, the average load halves, and scaling in would take tasks from live blue (fact 21a). */
function suspendScaleIn({ world, memory }: Scene): Step | null {
  const { scaling } = world;
  if (scaling === null) return null;
  const before = memory.scalingBefore ?? formatScaling(scaling);
  if (world.service.tags.scaling === undefined)
    return step('prepare', 'suspending-scale-in', 'what auto scaling was is kept in a tag first', {
      kind: 'tag-service',
      tags: { scaling: before },
    });
  if (scaling.scaleInSuspended) return null;
  return step('prepare', 'suspending-scale-in', 'two fleets halve the average load', {
    kind: 'write-scaling',
    state: { ...scaling, scaleInSuspended: true },
  });
}

/** A group on no rule is never checked, and ECS refuses a set for it (facts 9 and 25). */
function attachIdle({ roles }: Scene): Step | null {
  const { pair, production } = roles;
  if (pair === null) return null;
  const rule = production.find((candidate) => forwardOf(candidate) !== null && !holds(candidate, pair.green));
  if (rule === undefined) return null;
  return step(
    'prepare',
    'attaching-idle-group',
    `${shortName(pair.green)} joins ${formatRule(rule)} at weight 0`,
    {
      kind: 'write-rule',
      rule,
      actions: bringIn(rule, pair.green),
    },
  );
}

/**
 * What stands in the idle group may still be somebody's way back: until it is being deleted, a rollback would send users
 * to green as well, which nothing has proven yet. It is deleted as soon as every node knows that it gets no traffic.
 */
function awaitFreeGroup(scene: Scene): Step | null {
  const { roles, world } = scene;
  const warm = roles.leftovers.find(
    (set) =>
      set.status === 'ACTIVE' &&
      set.attachment?.group === roles.pair?.green &&
      !isOnAnyRule(world, set) &&
      !isQuiet(scene, set),
  );
  if (warm === undefined) return null;
  const because = `${warm.id} stands where green will stand, and is deleted once no node sends it anything (${describeLeftover(world, warm)})`;
  // What is live now may lose its traffic meanwhile, and how long ago that was counts from the look that shows it.
  return wait('prepare', 'superseding', because, Math.min(quietInMs(scene, warm), 1000));
}

/**
 * Five sets are all that ECS allows, and draining ones may count (fact 10): what is over has to vanish first. Where none
 * is on its way out, or it takes too long, ECS is asked all the same, and what it answers is told.
 */
function makeRoom({ world, memory }: Scene): Step | null {
  const going = world.taskSets.find(({ status }) => status === 'DRAINING');
  if (world.taskSets.length < maxTaskSets || going === undefined) return null;
  const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
  if (waitedMs > 2 * teardownMs(world, going)) return null;
  return wait(
    'prepare',
    'superseding',
    'the service has five task sets; one that is over has to vanish first',
    2000,
  );
}

function createGreen({ request, world, roles, memory }: Scene): Step | null {
  const revision = memory.registered ?? world.candidate?.registeredAs ?? null;
  if (revision === null) return wait('prepare', 'reading-back', 'the new revision does not show yet', 500);
  const created = creation(request, world, roles, revision, memory.createTry);
  if (created === null) return null;
  return step(
    'start',
    'creating-green',
    `green runs ${shortName(revision)} beside ${roles.blue?.id ?? 'nothing'}`,
    {
      kind: 'create-green',
      request: created,
    },
  );
}
