// The fastest possible rollback, as the command status and the log of a rollback describe it.
import { whyForwardOnly } from '../tags/contract.ts';
import { describeOldTargets } from '../health/describe-traffic.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { healthyOwn } from '../health/readiness.ts';
import { describeUnreached, isOffPair } from '../rollback/off-pair.ts';
import { isGreenWithoutTargets, raiseSeconds } from '../rollback/raise-blue.ts';
import { lastPart, shortName } from '../../common/values/arn.ts';
import { isOwnSet, isReReleased } from '../roles/green-role.ts';
import { fullScale } from '../tags/lease.ts';
import { quarantineOf } from '../revision/quarantine.ts';
import { compare, compareAhead, comparedIn, describeComparison } from '../health/comparison.ts';
import { describeMixedImages } from '../../common/tasks/images.ts';
import { readAtMs } from '../model/look.ts';
import { describeNotOurs } from '../health/outside.ts';
import { describeNoBalancer, describeReset } from '../reset/describe-reset.ts';
import { groupOf, isCutOff, resetOf } from '../reset/reset.ts';
import { rejoined } from '../sessions/cut.ts';
import { describeOnSchema } from '../../common/migrations/blue-on-schema.ts';
import { blueOnSchema } from '../migrations/green-tag.ts';
import { describeMigrating } from '../migrations/in-progress.ts';
import { isKeptGreen } from '../roles/kept-green.ts';
import { describeCutOff, isLost, sinceCutOff } from '../warm/cut-off.ts';
import { describeFurther, describeReturn, describeReturned, dueReturnIn } from '../warm/kept-return.ts';
import { isLiveIn, type Roles } from '../roles/roles.ts';

import { isSameVersion, versionBefore } from '../roles/version-before.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';

/** Whether a rollback is possible and how long it takes, as of when the health of targets was read. */
export interface RollbackReady {
  readonly isReady: boolean;
  readonly words: string;
  readonly asOfMs: number;
}

export function rollbackReadyIn(scene: Scene): RollbackReady {
  const words = describeReady(scene);
  return { isReady: words.startsWith('yes'), words, asOfMs: readAtMs(scene.world, 'targets') };
}

/** For the command status: without the other parts of a comment, it also says how blue did on the new schema. */
export function describeRollbackReady(scene: Scene, { isReady, words }: RollbackReady): string {
  return isReady && isGreenLive(scene) ? words + describeOnSchema(blueOnSchema(scene.roles.green)) : words;
}

function describeReady(scene: Scene): string {
  const { roles, world } = scene;
  if ((describeNotOurs(world.service) ?? describeNoBalancer(scene)) !== null)
    return 'no: this action does not work with this service';
  const reset = resetOf(scene);
  if (reset !== null)
    return reset.rules.length === 0
      ? 'no: the production rules were reset, and none of them is one that the last release switched. Name them with production-rules, or run the commands below'
      : 'no: the production rules were reset. The command rollback returns them to PRIMARY first; another run of it then rolls back';
  const due = dueReturnIn(scene);
  if (due !== null && !roles.live.includes(due.kept))
    return `yes, about 2 s: production returns to the kept green, since ${describeReturn(world, due)}`;
  const migrating = describeMigrating(scene);
  if (migrating !== null)
    return `no: ${migrating}; a rollback of the live version needs force or rollback-to`;
  const forwardOnly = roles.green === null ? null : whyForwardOnly(world, roles.green);
  if (forwardOnly !== null)
    return `no: the release is forward-only (${forwardOnly}); a rollback needs force and a reason`;
  if (roles.blue === null || roles.blue.status === 'DRAINING') return describeReRelease(scene);
  if (roles.green !== null && isReReleased(roles.green) && isGreenLive(scene))
    return `no: the live version comes from a rollback that replaced ${formatSet(roles.blue)}; name the revision to roll back to with rollback-to`;
  if (!isGreenLive(scene) && !isBlueLive(scene))
    return `no: no production rule leads to ${formatSet(roles.blue)}, and a rollback moves no traffic of other target groups`;
  if (!isGreenLive(scene)) return `yes: it ends ${describeIdle(scene, roles.green ?? roles.blue)}`;
  const others = `${describeSameRevision(roles)}${describeMixedImages(world, roles.blue)}`;
  const compared = comparedIn(scene);
  const ahead = compared === null ? null : compareAhead(world, { ...compared, isForced: false });
  if (ahead?.isYes === false) return `no: ${ahead.why}${describeNoCheck(scene, roles.blue)}`;
  if (isSwitched(scene) && roles.blue.scalePercent < fullScale(world.service.tags, roles.blue))
    return isTrafficFirst(scene, roles.blue)
      ? `yes, about 2 s: green has no healthy target, so traffic returns to blue at ${String(roles.blue.scalePercent)} % and blue is scaled up after it${others}`
      : `yes, after the start of tasks: blue is scaled to ${String(roles.blue.scalePercent)} % and is scaled up first, which takes at most ${formatDuration(raiseSeconds(scene.request))}${others}`;
  if (isCutOff(world, roles.blue) && rejoined(scene, groupOf(roles.blue)) !== null)
    return `yes, after health checks: no rule holds the target group of blue ${sinceCutOff(scene)}${others}`;
  const able = compared === null ? null : compare(world, { ...compared, isForced: false });
  if (able?.isYes === false) return `no: ${able.why}${describeNoCheck(scene, roles.blue)}`;
  return `yes, about 2 s${describeSplit(scene)}${others}`;
}

/** No rule holds it, and none can: ELB would refuse that. */
const describeNoCheck = (scene: Scene, blue: TaskSetView): string =>
  isLost(scene, blue) ? `. ${describeCutOff(scene)}` : '';

const isBlueLive = ({ roles }: Scene): boolean => isLiveIn(roles.production, roles.blue);

/** The tag `bake-until` is written by the switch. Once it is over, something else has moved the traffic since. */
function describeIdle(scene: Scene, green: TaskSetView): string {
  const { world } = scene;
  const { green: switched, 'bake-until': until } = world.service.tags;
  return switched === green.arn && Date.parse(until ?? '') <= world.nowMs
    ? `the release of ${formatSet(green)}, which has no traffic any more: somebody else moved it${isBlueLive(scene) ? ' to blue' : ''}`
    : `the release in progress (${formatSet(green)}), which has no traffic`;
}

/** PRIMARY shows it: a switch and a rollback both begin with the label. */
const describeSplit = (scene: Scene): string =>
  isSwitched(scene)
    ? ''
    : scene.roles.blue?.status === 'PRIMARY'
      ? ': a rollback is in progress, or was interrupted'
      : ': a switch is in progress';

/** If blue runs the live revision, a rollback doesn't fix what the version causes. */
const describeSameRevision = (roles: Roles): string =>
  roles.blue !== null && isSameVersion(roles)
    ? `, but blue runs the same revision ${shortName(roles.blue.taskDefinition)}; another version needs rollback-to`
    : '';

function describeReRelease(scene: Scene): string {
  const { roles, world } = scene;
  const revision = versionBefore(roles.green);
  const oldTargets =
    revision === undefined && isGreenLive(scene) ? describeOldTargets(scene.world, scene.roles) : null;
  if (oldTargets !== null) return oldTargets;
  if (revision === undefined)
    return 'no: no blue is kept and the previous revision is not known; name one with rollback-to';
  const further = describeFurther(scene);
  if (further !== null) return `no: ${further}`;
  const barred = quarantineOf(world).length === 0 ? '' : '; if its content is quarantined, only with force';
  return `no blue is kept: revision ${lastPart(revision)} would be released again, which takes minutes${barred}`;
}

/** What a rollback will do and how long it takes, for the log before its first write. */
export function rollbackAhead(scene: Scene): string {
  const { green, blue } = scene.roles;
  const { goal } = scene.request;
  const from = green ?? blue;
  const reset = resetOf(scene);
  if (reset !== null)
    return reset.rules.length === 0
      ? `${describeReset(scene, reset)}. Nothing is rolled back, and no rule is written: none is named by an input or known from the last release`
      : `${describeReset(scene, reset)}. Production returns to PRIMARY, and nothing is rolled back`;
  if (from === null) return 'nothing is live';
  const migrating = describeMigrating(scene);
  if (migrating !== null) return `none: ${migrating}`;
  const isOwn = green !== null && isOwnSet(scene.request, scene.world, scene.memory, green);
  if (isOwn && green.tags.release !== scene.request.release.id)
    return `continues the rollback to ${formatSet(green)} that release ${green.tags.release ?? ''} began; to roll back from it, name the revision with rollback-to`;
  const isReRelease = green === null || isOwn;
  if (isReRelease || blue === null) {
    const further = describeFurther(scene);
    if (further !== null) return `none: ${further}`;
    const to = goal.rollbackTo ?? versionBefore(from);
    const what = to === undefined ? 'an older revision' : `revision ${lastPart(to)}`;
    const returned = describeReturned(scene);
    const described = returned === '' ? '' : `. Before this run, ${returned}`;
    return `from ${formatSet(from)} to ${what}, with a new task set through all gates: no blue is kept, so it takes minutes${described}`;
  }
  if (isOffPair(scene)) return `none: ${describeUnreached(scene)}`;
  if (!isGreenLive(scene))
    return `ends ${describeIdle(scene, green)}; ${isBlueLive(scene) ? `production stays on ${formatSet(blue)}` : 'it moves no traffic'}`;
  const compared = comparedIn(scene);
  const numbers = compared === null ? '' : `; ${describeComparison(scene.world, compared)}`;
  const others = `${describeSameRevision(scene.roles)}${describeMixedImages(scene.world, blue)}`;
  const to = isKeptGreen(scene.world, blue)
    ? `the kept green ${formatSet(blue)}, which was rolled back before`
    : `warm blue ${formatSet(blue)}`;
  return `from ${formatSet(green)} to ${to}, without a new task set: takes ${timeTo(scene, blue)}${others}${describeOnSchema(blueOnSchema(green))}${numbers}`;
}

/** The same as in a rollback: blue is scaled up first while green serves. */
const isTrafficFirst = (scene: Scene, blue: TaskSetView): boolean =>
  isGreenWithoutTargets(scene) && healthyOwn(scene.world, blue).length > 0;

function timeTo(scene: Scene, blue: TaskSetView): string {
  const { world } = scene;
  if (blue.scalePercent < fullScale(world.service.tags, blue))
    return isTrafficFirst(scene, blue)
      ? 'about 2 s, and blue is scaled up after that, because green has no healthy target'
      : `the start of tasks, at most ${formatDuration(raiseSeconds(scene.request))}, because blue was scaled down`;
  return isCutOff(world, blue)
    ? `some health checks, because no rule holds the target group of blue ${sinceCutOff(scene)}`
    : 'about 2 s';
}
