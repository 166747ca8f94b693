// After the bake: blue is kept warm, then deleted, and what the release suspended or tagged is restored.
import { isContractTagOver, isLeaseNeeded, isShownPlanned } from '../tags/contract.ts';
import { notePlanned } from '../migrations/contract.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { remove } from './supersede.ts';
import { deferTeardown, warmUntilMs } from './defer.ts';
import { answerDrift } from './answer-drift.ts';
import { keepForUnhealthyGreen } from './keep-blue.ts';
import { drainStep } from '../warm/drain.ts';
import { lowerBlue } from './lower.ts';
import { isOnAnyRule } from '../roles/roles.ts';
import { paceMs } from '../../common/values/pace.ts';

import type { Act, Step } from '../model/step.ts';
import { isKeptGreen, keptGreen } from '../roles/kept-green.ts';
import { describeKeptGreen } from '../warm/kept-return.ts';
import { withoutQuarantine } from '../../common/revision/quarantine.ts';
import { isExpired, isStaged } from '../roles/staged.ts';
import { describeLeftover } from '../roles/leftover.ts';
import { formatSet } from '../roles/describe-set.ts';
import { isScalingSet, parseScaling } from '../roles/writes.ts';
import type { ScalingView, ServiceTagName, TaskSetView } from '../model/world.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { unlessAbandoned, type Decider, type Scene } from '../roles/scene.ts';
import { orWhileTooEarly } from '../model/attempt.ts';
import { step, wait } from '../model/make-step.ts';
import { isScaleInSafe } from '../health/scale-in.ts';
import { isStopOverdue, teardownMs } from '../health/times.ts';
import { isMaybeRollback, isSwitched } from '../health/switch-state.ts';
import { freeStranded } from '../warm/stranded.ts';
import { settleSessions } from '../sessions/note.ts';
import { awaitCookies, restoreSessions } from '../sessions/restore.ts';

/** After the bake, blue stays warm until its lease ends. Then it is deleted, and the run waits until it has vanished. */
export const tearDown: Decider = (scene) => {
  const { blue, green } = scene.roles;
  if (green === null || !scene.memory.isBakePassed) return removeLeftovers(scene);
  if (blue === null) return answerDrift(scene) ?? relabel(scene, green) ?? removeLeftovers(scene);
  return (
    answerDrift(scene) ??
    (isWarm(scene, blue) ? (freeUsers(scene, blue) ?? lowerBlue(scene, blue)) : null) ??
    (isScaleInSafe(scene) ? restoreScaling(scene, 'teardown') : null) ??
    deferTeardown(scene, blue, () => relabel(scene, green) ?? removeLeftovers(scene)) ??
    keepWarm(scene, blue) ??
    relabel(scene, green) ??
    keepForUnhealthyGreen(scene, blue) ??
    (isShownPlanned(scene.world, green) ? null : notePlanned(scene, green, 'teardown')) ??
    drainBlue(scene, blue, green) ??
    deleteBlue(scene, blue) ??
    awaitVanishing(scene, blue) ??
    removeLeftovers(scene)
  );
};

/** Its lease has not ended, and the command is not teardown. */
const isWarm = (scene: Scene, blue: TaskSetView): boolean =>
  !traitsOf(scene.request).endsWarmTime &&
  blue.status !== 'DRAINING' &&
  warmUntilMs(scene) > scene.world.nowMs;

/** Between the two writes of a cut, blue is kept warm as before. */
const freeUsers = (scene: Scene, blue: TaskSetView): Step | null =>
  orWhileTooEarly(freeStranded(scene, blue, { phase: 'warm', isBaking: false }), () => null);

function keepWarm(scene: Scene, blue: TaskSetView): Step | null {
  if (!isWarm(scene, blue)) return null;
  const leftMs = warmUntilMs(scene) - scene.world.nowMs;
  const because = `blue ${formatSet(blue)} is kept for a rollback for another ${formatDuration(leftMs / 1000)}`;
  return wait('warm', 'warm', because, Math.min(leftMs, 15_000));
}

/** If somebody moved the label to blue, ECS would refuse to delete blue, and would not protect green. */
function relabel(scene: Scene, green: TaskSetView): Step | null {
  if (green.status === 'PRIMARY') return null;
  if (isMaybeRollback(scene))
    return wait(
      'teardown',
      'labelling-green',
      `the PRIMARY label has just left ${green.id}: a rollback may follow`,
      500,
    );
  const because = `the PRIMARY label is not on ${green.id}, which has all the traffic`;
  return unlessAbandoned(
    scene,
    step('teardown', 'labelling-green', because, { kind: 'label', set: green.arn, withinMs: null }),
  );
}

/** Its lease is over. A teardown that a person asks for ends blue at once. */
function drainBlue(scene: Scene, blue: TaskSetView, green: TaskSetView): Step | null {
  if (traitsOf(scene.request).endsWarmTime) return null;
  const next = drainStep(scene, blue, green, 'draining-blue');
  if (next.kind === 'over') return null;
  if (next.kind === 'waiting')
    return wait('teardown', 'draining-blue', next.words, Math.min(next.untilMs - scene.world.nowMs, 15_000));
  return orWhileTooEarly(next.tried, awaitNodes);
}

const awaitNodes = (ms: number): Step =>
  wait('teardown', 'letting-nodes-follow', 'waiting for all load balancer nodes to pick up the switch', ms);

function deleteBlue(scene: Scene, blue: TaskSetView): Step | null {
  // If somebody pointed a test rule at it, it stays, and the end reports that.
  if (isOnAnyRule(scene.world, blue)) return null;
  const because = traitsOf(scene.request).endsWarmTime
    ? `this teardown ends the lease of blue ${formatSet(blue)}`
    : `the lease of blue ${formatSet(blue)} is over`;
  const removal = remove(scene, blue, { phase: 'teardown', reason: 'deleting-blue', because });
  return orWhileTooEarly(removal, awaitNodes);
}

/** DRAINING lasts until its targets are deregistered and its tasks stopped (fact 17). */
export function awaitVanishing({ world, memory }: Scene, set: TaskSetView): Step | null {
  if (set.status !== 'DRAINING') return null;
  const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
  // Protected tasks may run for days (fact 21e).
  if (waitedMs > teardownMs(world, set) + 300_000 || isStopOverdue(world, set, waitedMs)) return null;
  return wait(
    'teardown',
    'waiting-for-blue-to-vanish',
    `${formatSet(set)} is draining`,
    paceMs(waitedMs, 1500),
  );
}

function removeLeftovers(scene: Scene): Step | null {
  if (!scene.memory.isBakePassed) return null;
  for (const set of scene.roles.leftovers.filter((one) => !isAwaited(scene, one))) {
    const because = `${set.id} was left by an earlier release`;
    const removal = remove(scene, set, { phase: 'teardown', reason: 'superseding', because });
    const next = orWhileTooEarly(removal, (ms) =>
      wait('teardown', 'letting-nodes-follow', because, Math.min(ms, 1000)),
    );
    if (next !== null) return next;
  }
  return null;
}

/** Staged, and it may still be promoted. The end of another release must not delete it. */
const isAwaited = ({ world }: Scene, set: TaskSetView): boolean =>
  isStaged(world, set) && !isExpired(set, world.nowMs);

/** Task sets of earlier releases that could not be deleted, for the report at the end. */
export const leftoverNotes = (scene: Scene): readonly string[] =>
  scene.roles.leftovers
    .filter(({ status }) => status !== 'DRAINING')
    .map((set) =>
      isKeptGreen(scene.world, set)
        ? describeKeptGreen(scene)
        : `${formatSet(set)} is still there (${set.status}): ${describeLeftover(scene.world, set)}`,
    );

/** Restores what the release suspended, and clears its tags. */
export const finishCleanup: Decider = (scene) =>
  isSwitched(scene)
    ? (restoreScaling(scene, 'teardown') ??
      awaitCookies(scene, 'teardown') ??
      restoreSessions(scene, 'teardown') ??
      settleSessions(scene, 'teardown') ??
      clearTags(scene, 'teardown'))
    : null;

/** The run that ends the release does this, from the tag, or from memory if the tag was wiped. */
export function restoreScaling(scene: Scene, phase: Step['phase']): Step | null {
  const before = scalingToRestore(scene);
  if (before === null) return null;
  return unlessAbandoned(
    scene,
    step(phase, 'restoring-scaling', 'auto scaling acts again as before the release', {
      kind: 'write-scaling',
      state: before,
    }),
  );
}

export function scalingToRestore({ world, memory }: Scene): ScalingView | null {
  const before = parseScaling(world.service.tags.scaling ?? memory.scalingBefore ?? '');
  if (before === null || world.scaling === null) return null;
  return isScalingSet(world, memory, before) ? null : before;
}

/** What the end of a release clears. The pair and the rules stay, until the next lease corrects them. */
export const releaseTags: readonly ServiceTagName[] = [
  'blue',
  'green',
  'switched-at',
  'lease-until',
  'lease-scale',
  'drain',
  'drained-at',
  'bake-until',
  'baseline',
  'alarms',
  'scaling',
];

/** What was staged before a release that ended well is older than what is live, so it must not be staged again. A repair is over too. */
function unstaged({ request }: Scene, phase: Step['phase']): readonly ServiceTagName[] {
  const { switches, rollsBack } = traitsOf(request);
  if (phase !== 'teardown' || !switches) return [];
  return rollsBack ? ['repaired'] : ['repaired', 'expired'];
}

/** The fence stays: a run that found it gone would claim it again. So does the tag of what could not be restored yet. */
export function clearTags(scene: Scene, phase: Step['phase']): Step | null {
  const kept = scalingToRestore(scene) === null ? null : 'scaling';
  const names = [...releaseTags, ...outdated(scene), ...unstaged(scene, phase), ...ofContract(scene)].filter(
    (name) => name !== kept && scene.world.service.tags[name] !== undefined,
  );
  const hasBlue = scene.roles.blue !== null && isSwitched(scene);
  const shortened = hasBlue ? null : endQuarantine(scene, phase);
  if (shortened !== null || names.length === 0 || hasBlue || isLeaseNeeded(scene.world)) return shortened;
  const untag: Act = { kind: 'untag-service', names };
  return unlessAbandoned(scene, step(phase, 'clearing-tags', 'the release is over', untag));
}

/** The quarantine without the content that this release has proven (`withoutQuarantine`). */
const quarantineLeft = (scene: Scene): string | null =>
  isSwitched(scene)
    ? withoutQuarantine(scene.world.service.tags.quarantined, scene.roles.green?.tags['revision-hash'])
    : null;

function endQuarantine(scene: Scene, phase: Step['phase']): Step | null {
  const quarantined = quarantineLeft(scene);
  if (quarantined === null || quarantined === '') return null;
  const tag: Act = { kind: 'tag-service', tags: { quarantined } };
  return unlessAbandoned(scene, step(phase, 'clearing-tags', 'this content has passed its bake', tag));
}

/** It is kept until the next release has ended its blue, which is the release that the tag is of. */
const ofContract = ({ world }: Scene): readonly ServiceTagName[] =>
  isContractTagOver(world) ? ['contract'] : [];

/** Tags of an earlier rollback that no longer apply. */
function outdated(scene: Scene): readonly ServiceTagName[] {
  const { world, roles } = scene;
  const kept = keptGreen(world);
  return [
    ...(kept === null || roles.live.includes(kept.set) ? (['kept-green'] as const) : []),
    ...(quarantineLeft(scene) === '' ? (['quarantined'] as const) : []),
  ];
}
