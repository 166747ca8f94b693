// The rollback: traffic first, then everything else.
import { traitsOf } from '../../common/request/commands.ts';
import { abandonedFence, holdFence } from '../forward/guards.ts';
import { assumedBlueOf } from '../roles/green-role.ts';
import {
  blueRecoveryMs,
  isFailing,
  isGreenWithoutTargets,
  isJustSent,
  lowerAgain,
  raiseBlue,
  raiseSeconds,
  rejoinBlue,
  waitForAnswer,
  wasLowered,
} from './raise-blue.ts';
import { endReturned, endUndone } from './end.ts';
import { nextFence } from '../../common/run/fence.ts';
import { compare, compareAhead, comparedIn, servingOf } from '../health/comparison.ts';
import { healthyOthers, ownTargets, type Verdict } from '../health/readiness.ts';
import type { Request } from '../../common/request/request.ts';
import type { TaskSetView, World } from '../model/world.ts';
import { describeCutOff, isLost } from '../warm/cut-off.ts';
import { isCutOff } from '../reset/reset.ts';
import { isWrite, type Step } from '../model/step.ts';
import { noteRollback } from '../evolve/rolled-back.ts';
import { formatRule, weightOf } from '../../common/load-balancer/traffic.ts';
import { leftUndone } from '../evolve/undone.ts';
import { abandonedAs } from '../model/memory.ts';
import { ruleKey } from '../model/write-key.ts';
import type { Failure } from '../../common/run/failure.ts';
import { formatSet } from '../roles/describe-set.ts';
import { fullScale, isLowered } from '../tags/lease.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { type Decider, type Scene } from '../roles/scene.ts';
import { restoring, step, wait } from '../model/make-step.ts';
import { isScaleInSafe } from '../health/scale-in.ts';
import { isGreenLive, isSwitched } from '../health/switch-state.ts';
import { restoreScaling } from '../forward/teardown.ts';
import { whyHealthUnknown } from '../health/last-known.ts';
import { byHand } from '../sessions/by-hand.ts';
import { returnTraffic } from '../sessions/cut.ts';
import { cleanUp } from './clean-up.ts';
import { labelBlueBriefly } from './label.ts';
import { isBlueLost, returnFromLost } from './lost-blue.ts';
import { freeze } from './forward-only.ts';

/** Traffic first, then everything else (invariant 3). */
export const rollBack: Decider = (scene) => {
  const { failure } = scene.memory;
  if (failure === null) return null;
  const lost = returnFromLost(scene);
  if (lost !== null) return lost;
  const returned = isGreenLive(scene) ? endReturned(scene, failure) : null;
  if (returned !== null) return returned;
  return isGreenLive(scene) ? restoreTraffic(scene, failure) : cleanUp(scene, failure);
};

function restoreTraffic(scene: Scene, failure: Failure): Step {
  const refused = freeze(scene, failure) ?? giveUpOnLow(scene, failure) ?? refuseWorse(scene, failure);
  if (refused !== null) return refused;
  const noted = isOnAssumption(scene) ? takeAndNote(scene) : null;
  if (noted !== null) return noted;
  const raised = raiseFirst(scene);
  if (raised !== null) return raised;
  const undone = endUndone(scene, failure);
  if (undone !== null) return undone;
  const able = canRollBack(scene);
  if (!able.isYes) return holdOrGiveUp(scene, failure, able.why);
  return labelBlueBriefly(scene) ?? moveNextRule(scene) ?? rollbackFailed(scene, failure);
}

/** A blue that was scaled down, or whose health nobody checks, gets ready while green serves. Until then users stay on green. */
export function raiseFirst(scene: Scene): Step | null {
  const raised = isGreenWithoutTargets(scene) ? null : (raiseBlue(scene) ?? rejoinBlue(scene));
  // While this run waits for blue, no other run may scale it down or delete it: the fence makes the others stand down.
  return raised === null ? null : (takeFirst(scene) ?? raised);
}

/** Compares blue with green. Without blue: by targets that were in the group before the service had a task set (invariant 8). */
function canRollBack(scene: Scene): Verdict {
  const { world, roles } = scene;
  if (isBlueLost(scene)) return { isYes: false, why: 'another run deleted blue during the rollback' };
  const compared = comparedIn(scene);
  if (compared !== null) return whyHealthUnknown(world) ?? compare(world, compared);
  return healthyOthers(world, roles).length > 0
    ? { isYes: true }
    : { isYes: false, why: 'there is no blue to return traffic to' };
}

/** If neither task set has tags, a later process needs a service tag to know which of them is rolled back. It is written first. */
const isOnAssumption = ({ world, roles, request }: Scene): boolean =>
  traitsOf(request).rollsBack && roles.green !== null && assumedBlueOf(world, roles.green) !== null;

/** Two rollbacks at once would undo each other forever. So here the fence is taken before traffic moves. */
const takeFirst = (scene: Scene): Step | null =>
  abandonedFence(scene) === undefined ? holdFence(scene) : null;

/** Fence and note in one write: after a kill between two writes, the next process could not know which task set is rolled back. */
function takeAndNote(scene: Scene): Step | null {
  const taking = takeFirst(scene);
  const noting = noteRollback(scene);
  if (taking === null && noting?.act.kind === 'tag-service')
    return waitForAnswer(scene, noting.act) ?? noting;
  if (taking?.act.kind !== 'tag-service' || noting?.act.kind !== 'tag-service') return taking ?? noting;
  return { ...taking, act: { ...taking.act, tags: { ...noting.act.tags, ...taking.act.tags } } };
}

function holdOrGiveUp(scene: Scene, failure: Failure, why: string): Step {
  const { roles } = scene;
  const raised = raiseBlue(scene) ?? rejoinBlue(scene);
  if (raised !== null) return raised;
  const { blue } = roles;
  const isHopeful = blue !== null && blue.status !== 'DRAINING' && !isLost(scene, blue);
  if (isHopeful && isPatient(scene, failure)) return wait('rollback', 'waiting-for-blue-to-serve', why, 1000);
  return giveUp(scene, failure, why);
}

/** Enough time to start a task: a requested rollback may take it, and a blue that was scaled down needs it. */
function isPatient(scene: Scene, { kind, atMs }: Failure): boolean {
  const isLong = kind === 'requested' || wasLowered(scene);
  return scene.world.nowMs - atMs < (isLong ? raiseSeconds(scene.request) * 1000 : blueRecoveryMs);
}

const giveUp = (scene: Scene, failure: Failure, why: string): Step =>
  lowerAgain(scene) ?? scaleInAgain(scene) ?? endStuck(scene, failure, why);

/** It was scaled up in vain and is back at its leased scale. It isn't scaled up again, and doesn't get traffic as it is. */
function giveUpOnLow(scene: Scene, failure: Failure): Step | null {
  const { roles, world, memory } = scene;
  const { blue } = roles;
  if (blue === null || memory.rollbackBegunMs !== null || isGreenWithoutTargets(scene)) return null;
  if (!isLowered(world.service.tags, blue) || isPatient(scene, failure)) return null;
  const able = canRollBack(scene);
  const why = able.isYes ? `blue ${formatSet(blue)} was scaled up and could not serve in time` : able.why;
  return giveUp(scene, failure, why);
}

/** Green stays, and no other task set runs a task: its load is what scaling reads. */
function scaleInAgain(scene: Scene): Step | null {
  const next =
    isScaleInSafe(scene) && scene.memory.fence?.isHeld === true ? restoreScaling(scene, 'rollback') : null;
  return next === null || !isWrite(next.act) ? null : (waitForAnswer(scene, next.act) ?? next);
}

function endStuck(scene: Scene, failure: Failure, why: string): Step {
  const { roles, request } = scene;
  return step('end', 'no-rollback-target', why, {
    kind: 'end',
    result: 'failed',
    message:
      `Failed, and not rolled back: ${failure.what}, and ${why}. ${describeTraffic(roles)} Green is left as it is, since ` +
      `${isGreenWithoutTargets(scene) ? 'nothing else can serve' : 'blue serves no better'}. ` +
      `${andRelease(failure, request)}${describeWay(scene)}`,
    details: [],
  });
}

/** What leads to blue all the same, after the other advice. */
function describeWay(scene: Scene): string {
  const { blue } = scene.roles;
  if (blue !== null && isLost(scene, blue)) return ` ${describeCutOff(scene)}`;
  return isGreenWithoutTargets(scene) ? '' : ` ${describeForce(scene)}`;
}

/** A person decides: nothing has moved, green serves, and blue isn't about to serve better. */
function mayBeRefused(scene: Scene, { kind }: Failure): boolean {
  const { roles, world, memory, request } = scene;
  const { blue } = roles;
  if (kind !== 'requested' || request.isForced || memory.rollbackBegunMs !== null) return false;
  if (blue?.status !== 'ACTIVE' || isGreenWithoutTargets(scene) || !isSwitched(scene)) return false;
  const isStarting =
    servingOf(world, blue).stops === 0 && (blue.running < blue.computedDesired || isToBeChecked(world, blue));
  return !isStarting && !isToBeSeen(scene, blue) && whyHealthUnknown(world) === null;
}

/** It was scaled up for this rollback, or it is to be scaled up or checked, and its tasks don't show yet how that will end. */
function isToBeSeen(scene: Scene, blue: TaskSetView): boolean {
  if (blue.scalePercent >= fullScale(scene.world.service.tags, blue) && wasLowered(scene)) return true;
  const compared = comparedIn(scene);
  const isUnknown = compared === null || compareAhead(scene.world, compared) === null;
  return isUnknown && (raiseBlue(scene) ?? rejoinBlue(scene)) !== null;
}

/** A rule holds its group, and the load balancer has not checked it yet: see `rejoinBlue`. */
const isToBeChecked = (world: World, blue: TaskSetView): boolean =>
  !isCutOff(world, blue) &&
  ownTargets(world, blue).every(({ state }) => state === 'initial' || state === 'unused');

const anyway = 'To return to blue anyway, run the command rollback with force: true.';

/** At once, and before anything is written: a wait would show nothing more. */
function refuseWorse(scene: Scene, failure: Failure): Step | null {
  const { roles, request, memory } = scene;
  const able = mayBeRefused(scene, failure) ? canRollBack(scene) : null;
  if (able === null || able.isYes) return null;
  const isUntouched = memory.fence === null && !memory.isLabelTried;
  return step('end', 'blue-worse', 'blue serves worse than green', {
    kind: 'end',
    result: isUntouched ? 'refused' : 'failed',
    message:
      `Not rolled back: service ${request.service} would be served worse, since ${able.why}. ${describeTraffic(roles)} ` +
      advise(scene),
    details: [],
  });
}

function advise(scene: Scene): string {
  const { blue } = scene.roles;
  return blue !== null && isLost(scene, blue)
    ? describeCutOff(scene)
    : `Release a version that works. ${anyway} It moves traffic as soon as blue has a healthy target.`;
}

/** The advice may name the next step itself. */
function andRelease({ kind, advice }: Failure, { service }: Request): string {
  if (kind === 'requested') return 'Release a version that works.';
  if (/again\.$/.test(advice)) return advice;
  return advice === '' ? `Release ${service} again.` : `${advice} Then release ${service} again.`;
}

/** A run that already has `force` reports what it waited for. */
const describeForce = ({ request, memory }: Scene): string =>
  request.isForced && memory.failure?.kind === 'requested'
    ? 'With force, a rollback goes as soon as blue has a healthy target, and it had none in this time.'
    : anyway;

export function moveNextRule(scene: Scene): Step | null {
  const { roles, memory } = scene;
  const { pair, production } = roles;
  if (pair?.blue == null) return null;
  const { green: greenGroup, blue: to } = pair;
  const stuck = production
    .filter((rule) => weightOf(rule, greenGroup) > 0)
    .map((rule) => returnTraffic(scene, rule, greenGroup, to))
    .filter((write) => abandonedAs(memory, write) === undefined);
  // A rule write that AWS has accepted may not show yet. The remaining rules don't wait for it.
  const sent = stuck.findIndex((write) => isJustSent(scene, write) && !isFailing(memory, write));
  const next = stuck[sent + 1] ?? stuck[sent];
  if (next === undefined) return null;
  return (
    waitForAnswer(scene, next) ??
    claimAgainst(scene, ruleKey(next.rule)) ??
    restoring(step('rollback', 'rolling-back', `${formatRule(next.rule)} returns to blue`, next))
  );
}

/** Two runs could write the same rules against each other forever. The rollback claims the fence, and the other run stands down. */
function claimAgainst(scene: Scene, key: string): Step | null {
  const { memory, world, request } = scene;
  const { fence: found } = world.service.tags;
  // A fence that was wiped, and then claimed by the other run, has to be claimed again.
  const isHeld = memory.fence !== null && memory.fence.value === found;
  if (isHeld || !memory.rulesRolledBack.includes(key) || abandonedFence(scene) !== undefined) return null;
  const { runId, runAttempt } = request.release;
  const because = 'another run undoes the rollback: it stands down once this run has the fence';
  const fence = nextFence(found, runId, runAttempt);
  return step('rollback', 'claiming-fence', because, { kind: 'tag-service', tags: { fence } });
}

function rollbackFailed(scene: Scene, failure: Failure): Step {
  const { roles, memory, request } = scene;
  const { pair } = roles;
  const stuck = roles.production.filter((rule) => pair !== null && weightOf(rule, pair.green) > 0);
  const { commands, note } = byHand(scene, stuck, pair?.green, pair?.blue);
  return step('end', 'rollback-failed', 'AWS refuses the rollback', {
    kind: 'end',
    result: 'failed',
    message:
      `Rollback failed: ${failure.what}, and the production rules of service ${request.service} could not be moved to blue. ` +
      `${describeTraffic(roles)} Run the commands below now, with permission to change listeners.${note}`,
    details: leftUndone(memory),
    commands,
  });
}
