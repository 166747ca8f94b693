// The fastest way back that there is, in words: as `status` tells it, and as a rollback says it beforehand.
import { lastPart, shortName } from '../../common/values/arn.ts';
import { isOwnSet, isReReleased } from '../roles/green-role.ts';
import { fullScale } from '../tags/lease.ts';
import { quarantineOf } from '../revision/quarantine.ts';
import { canServe, healthyOwn } from '../health/readiness.ts';
import type { Roles } from '../roles/roles.ts';

import { isSameVersion, versionBefore } from '../roles/version-before.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';

/** The fastest way back there is, and how long it takes. */
export function describeRollbackReady(scene: Scene): string {
  const { roles, world } = scene;
  const forwardOnly = roles.green?.tags['forward-only'];
  if (forwardOnly !== undefined) return `no: forward-only (${forwardOnly}), unless with force and a reason`;
  if (roles.blue === null || roles.blue.status === 'DRAINING') return describeReRelease(scene);
  if (roles.green !== null && isReReleased(roles.green) && isGreenLive(scene))
    return `no: a rollback made what is live, in place of ${formatSet(roles.blue)}, which it took back; name the revision to go on to with rollback-to`;
  if (!isGreenLive(scene))
    return `yes: it ends the release under way (${formatSet(roles.green ?? roles.blue)}), which has no traffic`;
  if (!isSwitched(scene)) return 'yes, about 2 s: a switch is under way';
  if (roles.blue.scalePercent < fullScale(world.service.tags, roles.blue))
    return `blue stands at ${String(roles.blue.scalePercent)} % and is raised first, which takes a task's start`;
  const isGreenDead = roles.green !== null && healthyOwn(world, roles.green).length === 0;
  const able = canServe(world, roles.blue, isGreenDead);
  return able.isYes ? `yes, about 2 s${describeSameRevision(roles)}` : `no: ${able.why}`;
}

/** Way back and live version may be one: what ails its users then is not the version. */
const describeSameRevision = (roles: Roles): string =>
  roles.blue !== null && isSameVersion(roles)
    ? `, but blue runs the same revision ${shortName(roles.blue.taskDefinition)}: to another version only with rollback-to`
    : '';

function describeReRelease({ roles, world }: Scene): string {
  const revision = versionBefore(roles.green);
  if (revision === undefined)
    return 'no: no blue is kept and the revision before is not known; name one with rollback-to';
  const barred = quarantineOf(world).length === 0 ? '' : '; if that is what is quarantined, only with force';
  return `no blue is kept: revision ${lastPart(revision)} would be released again, which takes minutes${barred}`;
}

/** What a rollback is about to do, and how long it takes, said before its first write. */
export function rollbackAhead(scene: Scene): string {
  const { green, blue } = scene.roles;
  const { goal } = scene.request;
  const from = green ?? blue;
  if (from === null) return 'nothing is live';
  const isOwn = green !== null && isOwnSet(scene.request, scene.world, scene.memory, green);
  if (isOwn && green.tags.release !== scene.request.release.id)
    return `goes on with the way back to ${formatSet(green)} that release ${green.tags.release ?? ''} had begun; to go back from it, name the revision with rollback-to`;
  const isAnew = green === null || isOwn;
  if (isAnew || blue === null) {
    const to = goal.rollbackTo ?? versionBefore(from);
    const what = to === undefined ? 'an older revision' : `revision ${lastPart(to)}`;
    return `from ${formatSet(from)} to ${what}, as a new task set through all gates: no blue is kept for it, so it takes minutes`;
  }
  if (!isGreenLive(scene))
    return `ends the release of ${formatSet(green)}, which has no traffic; production stays on ${formatSet(blue)}`;
  const isWeak = blue.scalePercent < fullScale(scene.world.service.tags, blue);
  const takes = isWeak ? "a task's start, since blue was scaled down" : 'about 2 s';
  return `from ${formatSet(green)} to warm blue ${formatSet(blue)}, without a new task set: takes ${takes}${describeSameRevision(scene.roles)}`;
}
