import { holdFence } from './decide-guards.ts';
import { assumedBlueOf } from './green-role.ts';
import { remove } from './decide-supersede.ts';
import { endAstray, endRolledBack } from './decide-back-end.ts';
import { clearTags, restoreScaling } from './decide-teardown.ts';
import { parseFence } from './fence.ts';
import type { Failure } from './memory.ts';
import { paceMs } from './pace.ts';
import { productionProbing } from './probes.ts';
import { canServe, healthyOthers, healthyOwn, type Verdict } from './readiness.ts';
import { isAdopted, isOnAnyRule, isOurs } from './roles.ts';
import {
  isGreenLive,
  isQuiet,
  quietInMs,
  step,
  unlessAbandoned,
  wait,
  type Decider,
  type Scene,
} from './scene.ts';
import type { Step, Write } from './step.ts';
import { isTakenBackDraining, markTakenBack } from './taken-back.ts';
import { moveWeight, ruleWords, weightOf } from './traffic.ts';
import { handCommand } from './by-hand.ts';
import { leftUndone } from './undone.ts';
import { setWords, trafficWords } from './words.ts';
import type { TaskSetView } from './world.ts';
import { writeKey } from './writes.ts';

/** A label that does not move within this time does not hold up the traffic. */
const labelPatienceMs = 1000;
/** Blue that can't serve yet may recover: so long green, bad as it is, is the better of the two. */
const blueRecoveryMs = 120_000;

/** The way back: traffic first, then everything else (invariant 3). */
export const back: Decider = (scene) => {
  const { failure } = scene.memory;
  if (failure === null) return null;
  return isGreenLive(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure);
};

function restoreTraffic(scene: Scene, failure: Failure): Step {
  const noted = isOnAssumption(scene) ? markTakenBack(scene) : null;
  if (noted !== null) return noted;
  const raised = failure.reason === 'asked-for' && !isGreenDead(scene) ? raiseBlue(scene) : null;
  if (raised !== null) return raised;
  const able = canGoBack(scene);
  if (!able.isYes) return holdOrGiveUp(scene, failure, able.why);
  return labelBlueBriefly(scene) ?? moveNextRule(scene) ?? rollbackFailed(scene, failure);
}

/** Blue by its own targets; without blue, targets that stood in the group before this service had a task set (invariant 8). */
function canGoBack(scene: Scene): Verdict {
  const { world, roles } = scene;
  if (roles.blue !== null) return canServe(world, roles.blue, isGreenDead(scene));
  return healthyOthers(world, roles).length > 0
    ? { isYes: true }
    : { isYes: false, why: 'there is no blue to go back to' };
}

/** Between two sets without tags only a note tells a later process which of them was taken back: it comes first. */
const isOnAssumption = ({ world, roles, plan }: Scene): boolean =>
  plan.command === 'rollback' && roles.green !== null && assumedBlueOf(world, roles.green) !== null;

const isGreenDead = ({ world, roles }: Scene): boolean =>
  roles.green === null || healthyOwn(world, roles.green).length === 0;

function holdOrGiveUp(scene: Scene, failure: Failure, why: string): Step {
  const { world, roles, plan } = scene;
  const raised = raiseBlue(scene);
  if (raised !== null) return raised;
  const isHopeful = roles.blue !== null && roles.blue.status !== 'DRAINING';
  // Somebody who asks for the way back has time for the start of a task: green serves meanwhile.
  const patienceMs =
    failure.reason === 'asked-for'
      ? Math.max(blueRecoveryMs, plan.readyTimeoutSeconds * 1000)
      : blueRecoveryMs;
  if (isHopeful && world.nowMs - failure.atMs < patienceMs)
    return wait('back', 'waiting-for-blue-to-serve', why, 1000);
  return step('end', 'no-way-back', why, {
    kind: 'end',
    result: 'failed',
    message:
      `Failed, and not rolled back: ${failure.what}, and ${why}. ${trafficWords(roles)} Green is left as it is, since nothing ` +
      `better could serve. ${failure.advice} Then release ${plan.service} again.`,
    details: [],
  });
}

/** Blue that was scaled down while it was warm can't carry everybody: it is brought back to full scale first. */
function raiseBlue(scene: Scene): Step | null {
  const { blue } = scene.roles;
  if (blue === null || blue.status === 'DRAINING' || blue.scalePercent >= 100) return null;
  const because = `blue ${blue.id} stands at ${String(blue.scalePercent)} % and has to carry all of the traffic`;
  const write = { kind: 'scale', set: blue.arn, percent: 100 } as const;
  return (
    waitForAnswer(scene, write) ??
    unlessAbandoned(scene, step('back', 'waiting-for-blue-to-serve', because, write))
  );
}

/** Written already, or refused for the moment: look again soon rather than write twice. */
function waitForAnswer({ memory, world }: Scene, write: Write): Step | null {
  const { pending, trouble } = memory;
  const isSent =
    pending !== null && writeKey(pending.write) === writeKey(write) && world.nowMs - pending.atMs < 3000;
  if (isSent) return wait('back', 'reading-back', 'the way back does not show yet', 300);
  if (trouble !== null && world.nowMs - trouble.lastMs < 500)
    return wait('back', 'backing-off', `${trouble.last.code}; trying again`, 500);
  return null;
}

function labelBlueBriefly({ world, roles, memory }: Scene): Step | null {
  const { blue } = roles;
  if (blue === null || blue.status !== 'ACTIVE') return null;
  const sinceMs = memory.labelBackSinceMs;
  const key = `label ${blue.arn}`;
  const isTaken = memory.trouble?.key !== key;
  const isTried = sinceMs !== null && (isTaken || world.nowMs - sinceMs >= labelPatienceMs);
  if (isTried || key in memory.abandoned) return null;
  return step('back', 'labelling-blue', `blue ${blue.id} is the one to keep again`, {
    kind: 'label',
    set: blue.arn,
  });
}

function moveNextRule(scene: Scene): Step | null {
  const { roles, memory } = scene;
  const { pair, production } = roles;
  if (pair?.back == null) return null;
  const { front, back: to } = pair;
  const next = production
    .filter((rule) => weightOf(rule, front) > 0)
    .map((rule) => ({ kind: 'write-rule' as const, rule, actions: moveWeight(rule, front, to) }))
    .find((write) => !(writeKey(write) in memory.abandoned));
  if (next === undefined) return null;
  return (
    waitForAnswer(scene, next) ?? step('back', 'switching-back', `${ruleWords(next.rule)} goes back`, next)
  );
}

function rollbackFailed({ roles, memory, plan }: Scene, failure: Failure): Step {
  const { pair } = roles;
  const stuck = roles.production.filter((rule) => pair !== null && weightOf(rule, pair.front) > 0);
  return step('end', 'rollback-failed', 'AWS does not take the way back', {
    kind: 'end',
    result: 'failed',
    message:
      `Rollback failed: ${failure.what}, and the production rules of service ${plan.service} could not be moved back. ` +
      `${trafficWords(roles)} Run the commands below with rights to change listeners, now.`,
    details: [...stuck.map((rule) => handCommand(rule, pair)), ...leftUndone(memory)],
  });
}

/** Traffic is where it belongs. What is left: the label, the test rule, green, auto scaling, the tags. */
function cleanUp(scene: Scene, failure: Failure): Step {
  return (
    settleBack(scene) ??
    labelBlue(scene) ??
    (failure.reason === 'asked-for' ? raiseBlue(scene) : null) ??
    (scene.roles.green === null && !isResumed(failure) ? null : holdFence(scene)) ??
    markTakenBack(scene) ??
    freeTestRule(scene) ??
    (scene.memory.left === null ? probeAfterBack(scene, failure) : null) ??
    deleteGreen(scene) ??
    tidyUp(scene) ??
    endAstray(scene, failure) ??
    endRolledBack(scene, failure)
  );
}

/** A run that was cancelled before it took the service has nothing to tidy up there: tags and scaling are the holder's. */
function tidyUp(scene: Scene): Step | null {
  const { memory, world, plan } = scene;
  const holder = parseFence(world.service.tags.fence);
  if (memory.fence === null && holder !== null && holder.runId !== plan.release.runId) return null;
  const next = restoreScaling(scene, 'back') ?? clearTags(scene, 'back');
  return next === null ? null : (holdFence(scene) ?? next);
}

function settleBack({ memory, world }: Scene): Step | null {
  const { pending, trouble } = memory;
  if (pending !== null && world.nowMs - pending.atMs < 5000)
    return wait('back', 'reading-back', 'the last write does not show yet', 400);
  if (trouble !== null && world.nowMs - trouble.lastMs < Math.min(500 * 2 ** trouble.count, 10_000))
    return wait('back', 'backing-off', `${trouble.last.action}: ${trouble.last.code}; trying again`, 500);
  return null;
}

function labelBlue(scene: Scene): Step | null {
  const { blue, green } = scene.roles;
  if (blue?.status !== 'ACTIVE' || green?.status !== 'PRIMARY') return null;
  const because = `blue ${blue.id} has the traffic, and ECS deletes no PRIMARY`;
  return unlessAbandoned(scene, step('back', 'labelling-blue', because, { kind: 'label', set: blue.arn }));
}

/** A probe that fails on blue too was not green's fault, and that is said. */
function probeAfterBack(scene: Scene, failure: Failure): Step | null {
  const { memory, world } = scene;
  if (failure.reason !== 'baked-bad-probe' || memory.afterBackProbe.lastMs !== null) return null;
  const { green } = scene.roles;
  if (green === null) return null;
  // A test rule that AWS would not take back shows green for as long as anybody waits.
  const leftMs = isOnAnyRule(world, green) ? 0 : quietInMs(scene, green) - 5000;
  if (leftMs > 0)
    return wait('back', 'letting-nodes-follow', 'every node has to know the way back first', leftMs);
  const probing = productionProbing(scene);
  if (probing.requests === null || world.nowMs < 0) return null;
  return step('back', 'probing-after-back', 'does production answer again?', {
    kind: 'probe',
    purpose: 'after-back',
    requests: probing.requests,
  });
}

function freeTestRule(scene: Scene): Step | null {
  const { green, pair, test } = scene.roles;
  if (green === null || pair?.back == null) return null;
  const { front, back: to } = pair;
  const rule = test.find((candidate) => weightOf(candidate, front) > 0);
  if (rule === undefined) return null;
  return unlessAbandoned(
    scene,
    step('back', 'pointing-test-rule', `${ruleWords(rule)} shows blue to testers again`, {
      kind: 'write-rule',
      rule,
      actions: moveWeight(rule, front, to),
    }),
  );
}

/** What is taken back may have been deleted by an earlier process, which died before it had tidied up. */
const isResumed = ({ reason }: Failure): boolean =>
  reason === 'asked-for' || reason === 'unfinished-way-back';

const isStillDraining = (scene: Scene): boolean =>
  scene.memory.failure !== null &&
  isResumed(scene.memory.failure) &&
  (isTakenBackDraining(scene) ||
    scene.world.taskSets.some(
      ({ arn, status }) => status === 'DRAINING' && arn === scene.world.service.tags.green,
    ));

function deleteGreen(scene: Scene): Step | null {
  const { green } = scene.roles;
  if (green === null) return isStillDraining(scene) ? awaitVanishing(scene) : null;
  if (green.status === 'DRAINING') return awaitVanishing(scene);
  if (!isToGo(scene, green)) return null;
  // A test rule that AWS would not take back still shows it to testers: then it stays, and the end says so.
  if (isOnAnyRule(scene.world, green)) return null;
  if (!isQuiet(scene, green) && mayHaveBeenLive(scene, green))
    return wait(
      'back',
      'letting-nodes-follow',
      'every node has to know the way back first',
      quietInMs(scene, green),
    );
  if (green.status === 'PRIMARY') return emptyGreen(scene);
  return remove(
    mayHaveBeenLive(scene, green) ? scene : { ...scene, memory: neverLive(scene, green.arn) },
    green,
    'back',
    'deleting-green',
    `green ${setWords(green)} is not wanted`,
  );
}

/** What no release of ours made is taken back and then left alone (invariant 5). */
const isToGo = ({ world }: Scene, green: TaskSetView): boolean => isOurs(green) || isAdopted(world, green);

/** A process that came after the switch back did not see for itself when the rules left green. */
const mayHaveBeenLive = ({ memory }: Scene, green: TaskSetView): boolean =>
  memory.lastOnRulesMs[green.arn] !== undefined ||
  memory.hasGreenBeenLive ||
  memory.failure?.reason === 'asked-for';

/** No rule ever gave it weight while this process looked, and the fence is ours: there is no node to wait for. */
function neverLive({ memory, world }: Scene, green: string): Scene['memory'] {
  if (memory.lastOnRulesMs[green] !== undefined) return memory;
  return { ...memory, lastOnRulesMs: { ...memory.lastOnRulesMs, [green]: world.nowMs - 60_000 } };
}

/** PRIMARY without a blue to take the label: ECS never deletes it, so it is emptied and said. */
function emptyGreen(scene: Scene): Step | null {
  const { green, blue } = scene.roles;
  if (green === null || blue !== null || green.scalePercent === 0) return null;
  const because = `green ${green.id} is PRIMARY and no other set could be: it is emptied, ECS does not delete it`;
  return unlessAbandoned(
    scene,
    step('back', 'deleting-green', because, { kind: 'scale', set: green.arn, percent: 0 }),
  );
}

function awaitVanishing({ world, memory }: Scene): Step | null {
  const waitedMs = world.nowMs - (memory.vanishingSinceMs ?? world.nowMs);
  // Who finishes for another doesn't wait.
  if (waitedMs > 720_000 || memory.left !== null) return null;
  return wait('back', 'waiting-for-green-to-vanish', 'green is draining', paceMs(waitedMs, 1500));
}
