// The bake: green is watched under real traffic.
import { answerDrift } from './answer-drift.ts';
import { leaseTags } from './switch.ts';
import { leaseScaleAfterWipe, leaseWith } from '../tags/lease.ts';
import { alarmTagDue } from '../alarms/judged.ts';
import { dueInMs } from '../health/intervals.ts';
import { askOwn, bakeCheck, bakeCheckInMs, proofInMs, proveSwitch } from '../checks/steps.ts';
import { areChecksOver } from '../checks/proof.ts';
import { ownProbingDue, productionProbing } from '../health/probing.ts';

import type { Step } from '../model/step.ts';
import { rollbackTags } from '../tags/rollback-tags.ts';
import { formatSet } from '../roles/describe-set.ts';
import { failingOf, isBlind } from '../model/look.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { orWhileTooEarly } from '../model/attempt.ts';
import { step, wait } from '../model/make-step.ts';
import { bakeEndsMs, switchedAtMs } from '../health/switch-state.ts';
import { freeStranded } from '../warm/stranded.ts';
import { iso } from '../../common/values/moment.ts';

/** After the switch, green and the rules are watched until the bake is over. */
export const bake: Decider = (scene) => {
  const { green, blue } = scene.roles;
  if (green === null || scene.memory.switchedAtMs === null) return null;
  // Without blue, only the tags distinguish a bake from a release that ended long ago, unless this process made the switch.
  // Such a release ended with green as PRIMARY. If green is not, this action never switched to it.
  const isTagged = scene.world.service.tags.green === green.arn;
  const isEnded = blue === null && !isTagged && green.status === 'PRIMARY';
  if (isEnded && !scene.memory.hasSeenSwitch) return answerDrift(scene);
  return (
    answerDrift(scene) ??
    rewriteLease(scene, green) ??
    prolong(scene, green) ??
    noteAlarms(scene, green) ??
    freeUsers(scene) ??
    watch(scene, green)
  );
};

function freeUsers(scene: Scene): Step | null {
  const { memory, roles } = scene;
  if (roles.blue === null || memory.isBakePassed) return null;
  return orWhileTooEarly(freeStranded(scene, roles.blue, { phase: 'bake', isBaking: true }), () => null);
}

/** If the tags were wiped, no run would know when to delete blue. */
function rewriteLease(scene: Scene, green: TaskSetView): Step | null {
  const { world, roles, memory } = scene;
  const { tags } = world.service;
  if (roles.blue === null) return null;
  // A rollback has to move a rule that was added after the switch too, so the tags that it reads are written again.
  const known = rollbackTags(world.service.arn, roles.production, roles.pair);
  const isThere =
    tags.green === green.arn &&
    tags.blue === roles.blue.arn &&
    (known.rules === undefined || (known.rules === tags.rules && known.pair === tags.pair));
  if (isThere) return null;
  const because = 'the lease was wiped, or the rules have changed';
  const atMs = switchedAtMs(scene) ?? memory.switchedAtMs ?? world.nowMs;
  const tagsDue = leaseTags(scene, green, atMs, leaseScaleAfterWipe);
  return unlessAbandoned(
    scene,
    step('bake', 'writing-lease', because, { kind: 'tag-service', tags: tagsDue }),
  );
}

/** How far the tag may lag before it is written again. Runs that wait for it add more than that. */
const tagLagMs = 5000;

/** How far ahead the tag is kept of a bake that goes on past its time, and how much may be left before it is written again. */
const aheadMs = 30_000;
const runsOutMs = 10_000;

/** When the tag that other runs wait by should end. Nobody knows when the last check passes: then it is kept ahead. */
function tagDueMs(scene: Scene): number | null {
  const { nowMs, service } = scene.world;
  const endsMs = bakeEndsMs(scene);
  if (scene.memory.isBakePassed || endsMs === null) return null;
  const taggedMs = Date.parse(service.tags['bake-until'] ?? '');
  const isLonger = endsMs > nowMs && !(endsMs - taggedMs <= tagLagMs);
  const isRunningOut = !areChecksOver(scene) && !(taggedMs - nowMs >= runsOutMs);
  if (isRunningOut) return Math.max(endsMs, nowMs + aheadMs);
  return isLonger ? endsMs : null;
}

/** A bake that began again, or late, or that waits for its checks, ends later than the tag that other runs wait by. */
function prolong(scene: Scene, green: TaskSetView): Step | null {
  const { world } = scene;
  const dueMs = tagDueMs(scene);
  // Without the lease, no run waits.
  if (world.service.tags.green !== green.arn || dueMs === null) return null;
  const tags = leaseWith(world.service.tags, { 'bake-until': iso(dueMs) });
  const write = { kind: 'tag-service', tags } as const;
  return unlessAbandoned(
    scene,
    step('bake', 'writing-lease', 'other runs wait for the end of this bake', write),
  );
}

/** An alarm that was OK judges from then on, and one that went red before the switch does not yet, also for a run that continues this bake. */
function noteAlarms(scene: Scene, green: TaskSetView): Step | null {
  const { tags } = scene.world.service;
  const due = alarmTagDue(scene);
  if (due === null || scene.memory.isBakePassed || tags.green !== green.arn) return null;
  const write = { kind: 'tag-service', tags: leaseWith(tags, { alarms: due }) } as const;
  return unlessAbandoned(scene, step('bake', 'writing-lease', 'other alarms judge green from now on', write));
}

const isUnread = (world: World): boolean => isBlind(world) || failingOf(world, 'targets') !== null;

/** The probes of the bake, and the wait between them. They go on past its time while checks do, or while only they can judge green. */
export function watch(scene: Scene, green: TaskSetView): Step | null {
  const { memory, world, request } = scene;
  if (memory.isBakePassed) return null;
  const asked = askOwn(scene) ?? proveSwitch(scene) ?? bakeCheck(scene);
  // A test that runs in a task is only waited for.
  if (asked !== null && asked.act.kind !== 'wait') return asked;
  const own = ownProbingDue(scene);
  if (own !== null)
    return step('bake', 'baking', 'production answers 403 or 429: asking the targets of green the same', {
      kind: 'probe',
      purpose: 'own',
      requests: own,
    });
  const leftMs = (bakeEndsMs(scene) ?? world.nowMs) - world.nowMs;
  const areOver = areChecksOver(scene);
  const isOpen = leftMs > 0 || !areOver;
  const intervalMs = request.bake.probeIntervalSeconds * 1000;
  const dueMs = (memory.bakeProbe.lastMs ?? 0) + intervalMs - world.nowMs;
  if (memory.baseline.verdict === 'passed' && dueMs <= 0 && (isOpen || isUnread(world))) {
    const probing = productionProbing(scene);
    if (probing.requests !== null)
      return step('bake', 'baking', `checking that ${probing.where} still responds`, {
        kind: 'probe',
        purpose: 'bake',
        requests: probing.requests,
      });
  }
  if (asked !== null) return asked;
  const overInMs = leftMs > 0 ? leftMs : areOver ? 700 : Infinity;
  const probeInMs = Math.min(intervalMs, dueMs > 0 ? dueMs : intervalMs, overInMs);
  const nextMs = Math.min(probeInMs, proofInMs(scene), bakeCheckInMs(scene), lookInMs(scene));
  const left =
    memory.switchedAtMs === null
      ? 'the bake begins once the switch has been read'
      : leftMs <= 0 && !areOver
        ? 'the bake goes on until its checks have passed'
        : `${String(Math.max(0, Math.ceil(leftMs / 1000)))} s of the bake are left`;
  const because = `green ${formatSet(green)} serves; ${left}`;
  return wait('bake', 'baking', because, Math.max(200, nextMs));
}

/** Pause before a look, however often its parts are due. */
const shortestMs = 1000;

/** Until the health of targets is due, however long the probes are apart. */
const lookInMs = ({ world, memory }: Scene): number =>
  failingOf(world, 'targets') === null
    ? Math.max(shortestMs, dueInMs({ world, memory }, 'targets'))
    : Number.POSITIVE_INFINITY;
