// Everything up to the creation of green.
import { scaleInAhead } from '../health/scale-in.ts';
import { teardownMs } from '../health/times.ts';
import { shortName } from '../../common/values/arn.ts';
import { creation } from '../revision/creation.ts';
import type { JsonObject } from '../../common/values/json.ts';
import { describeLeftover } from '../roles/leftover.ts';
import { maxTaskSets } from '../preflight/preflight.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import type { Step } from '../model/step.ts';
import { forwardOf, holds } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { formatScaling } from '../roles/writes.ts';
import type { Decider, Scene } from '../roles/scene.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { sessionRisks } from '../preflight/sessions.ts';
import { isAccepted } from '../../common/request/risks.ts';
import { step, wait } from '../model/make-step.ts';
import type { TaskSetView } from '../model/world.ts';
import { contractTag, migrationTag } from '../migrations/green-tag.ts';
import { awaitContract, noteContract } from '../migrations/contract.ts';
import { migrate } from '../migrations/migrate.ts';
import { quietInMs, unlabelledInMs } from '../health/quiet.ts';
import { awaitExpiry, isKeptOut, join, keepCookiesAway } from '../sessions/unproven.ts';

/** Everything up to green's creation, in the order in which each needs the one before. */
export const prepare: Decider = (scene) =>
  scene.roles.green !== null
    ? null
    : (refuseExposed(scene) ??
      register(scene) ??
      (traitsOf(scene.request).rollsBack ? noteContract(scene, 'prepare') : awaitContract(scene)) ??
      migrate(scene) ??
      suspendScaleIn(scene) ??
      awaitFreeGroup(scene) ??
      awaitExpiry(scene) ??
      attachIdle(scene) ??
      keepCookiesAway(scene) ??
      makeRoom(scene) ??
      createGreen(scene));

/** Preflight saw other rules or tags: another release has moved production since, and its users hold cookies of the idle group. */
function refuseExposed(scene: Scene): Step | null {
  const { request, roles } = scene;
  const [why] = sessionRisks(scene);
  if (why === undefined || traitsOf(request).rollsBack || isAccepted(request, 'idle-group-cookies'))
    return null;
  const awaited = awaitExpiry(scene);
  if (awaited !== null) return awaited;
  return step('end', 'preflight-failed', 'users hold cookies for the idle target group', {
    kind: 'end',
    result: 'failed',
    message: `Not released: since this run began, somebody else changed the production rules or tags of service ${request.service}, and ${why} ${describeTraffic(roles)}`,
    details: [],
  });
}

/** If nothing changed, only the registration is skipped, never the release: image tags move and secrets rotate. */
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
function suspendScaleIn(scene: Scene): Step | null {
  const { world, memory } = scene;
  const { scaling } = world;
  if (scaling === null) return null;
  const before = memory.scalingBefore ?? formatScaling(scaling);
  if (world.service.tags.scaling === undefined)
    return step('prepare', 'suspending-scale-in', 'first, a tag records how auto scaling was set', {
      kind: 'tag-service',
      tags: { scaling: before },
    });
  if (scaling.scaleInSuspended) return null;
  return step('prepare', 'suspending-scale-in', `two fleets halve the average load: ${scaleInAhead(scene)}`, {
    kind: 'write-scaling',
    state: { ...scaling, scaleInSuspended: true },
  });
}

/** Targets of a group without a rule are never checked, and ECS creates no task set for it (facts 9 and 25). */
function attachIdle(scene: Scene): Step | null {
  const { pair, production, test } = scene.roles;
  if (pair === null) return null;
  const isMissing = (rule: RuleView): boolean => forwardOf(rule) !== null && !holds(rule, pair.green);
  const open = production.filter((rule) => !isKeptOut(scene, rule, pair.green));
  // ECS creates no task set for a group that no rule holds. Holders of cookies don't use the test rule.
  const rule = open.find(isMissing) ?? (open.length === 0 ? test.find(isMissing) : undefined);
  return rule === undefined ? null : join(scene, rule, pair.green);
}

const keptForMs = (scene: Scene, set: TaskSetView): number =>
  Math.max(quietInMs(scene, set), unlabelledInMs(scene, set));

/**
 * A rollback may still return to a task set in the idle group. Until that is being deleted, a rollback would send users to
 * unproven green as well. Its deletion may also take the group out of the rules. It is deleted once all load balancer nodes have picked up that it has no traffic.
 */
function awaitFreeGroup(scene: Scene): Step | null {
  const { roles, world } = scene;
  const warm = roles.leftovers.find(
    (set) =>
      set.status === 'ACTIVE' &&
      set.attachment?.group === roles.pair?.green &&
      !isOnAnyRule(world, set) &&
      keptForMs(scene, set) > 0,
  );
  if (warm === undefined) return null;
  const because = `${warm.id} is in green's target group, and is deleted once no node sends it requests (${describeLeftover(world, warm)})`;
  // Short waits: if what is live loses its traffic, the quiet time counts from the observation that shows it.
  return wait('prepare', 'superseding', because, Math.min(keptForMs(scene, warm), 1000));
}

/**
 * ECS allows five task sets, and draining ones may count (fact 10), so one that is over has to vanish first. If none is
 * draining, or it takes too long, the creation is sent anyway, and the answer of ECS is reported.
 */
function makeRoom({ world, memory }: Scene): Step | null {
  const going = world.taskSets.find(({ status }) => status === 'DRAINING');
  if (world.taskSets.length < maxTaskSets || going === undefined) return null;
  const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
  if (waitedMs > 2 * teardownMs(world, going)) return null;
  return wait(
    'prepare',
    'superseding',
    'the service has five task sets: waiting for one that is draining to vanish',
    2000,
  );
}

function createGreen(scene: Scene): Step | null {
  const { world, roles, memory } = scene;
  const revision = memory.registered ?? world.candidate?.registeredAs ?? null;
  if (revision === null) return wait('prepare', 'reading-back', 'the new revision does not show yet', 500);
  const created = creation(scene, revision, { ...migrationTag(scene), ...contractTag(scene) });
  if (created === null) return null;
  return step(
    'start',
    'creating-green',
    `green runs ${shortName(revision)}${roles.blue === null ? '' : ` next to ${roles.blue.id}`}`,
    {
      kind: 'create-green',
      request: created,
    },
  );
}
