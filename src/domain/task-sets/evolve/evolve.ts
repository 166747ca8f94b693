// Folds an observation into memory.
import { evolveContractDue, isLeftForContract } from '../migrations/contract-sight.ts';
import { noCheck } from '../../common/probes/check-memory.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { staleReadMs } from '../../common/run/refusal.ts';
import { leaveUnchecked } from '../checks/left.ts';
import { areChecksOver } from '../checks/proof.ts';
import { alarmFailure } from '../alarms/failure.ts';
import { cancelFailure } from './cancel.ts';
import { evolveCapacity } from '../health/capacity.ts';
import { canNotServe } from '../health/comparison.ts';
import { isDrifted, rulesSeenOnGreen } from '../health/drift.ts';
import { findFailure } from './failures.ts';
import { askedFailure, unwatchedFailure, hasBadTargets } from './failures-after-switch.ts';
import { isSticky, stickySeconds } from '../../common/load-balancer/sessions.ts';
import { holds } from '../../common/load-balancer/traffic.ts';
import { fenceSettleMs, isOwnFence } from '../../common/run/fence.ts';
import type { Failure } from '../../common/run/failure.ts';
import { isBlind, isNew } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import { evolveSlowdown } from '../health/intervals.ts';
import { evolveWeakBlue } from '../warm/weak-blue.ts';
import { describeUnkept } from '../warm/fallback.ts';
import { evolveWaitingAlarms } from '../alarms/judged.ts';
import { mayBeOld } from '../health/last-known.ts';
import type { Request } from '../../common/request/request.ts';
import { isReady, strangers } from '../health/readiness.ts';
import { evolveRepairing } from '../reset/repairing.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import { isLanded } from '../roles/writes.ts';
import { evolveLabel } from '../warm/label.ts';
import { evolveUnopened, isReachedByCookies, pairOf, rulesOfCookies } from '../sessions/known.ts';
import { isExposed } from '../sessions/unproven.ts';
import { ruleName } from '../tags/sessions.ts';
import { isSameInAnyDirection, writeKey } from '../model/write-key.ts';
import type { TaskSetArn, World } from '../model/world.ts';
import { abandonReverted } from './reverted.ts';
import { evolveReturn } from './rolled-back.ts';
import { isBakeOverByClock } from './unfinished.ts';
import { evolveOldTrouble } from './trouble-verdict.ts';
import { evolveTestResult, evolveTestTask } from './test-task.ts';
import { evolveAstray, evolveDown, evolveStill } from './sweep.ts';
import { sceneOf, type Scene } from '../roles/scene.ts';
import { testRuleToPoint } from '../health/quiet.ts';
import { isBakeOver, isGreenLive, isSwitched } from '../health/switch-state.ts';

/** Counts streaks, notes what was seen first, and finds the failure that rolls the release back. */
export function evolveWorld(request: Request, before: Memory, world: World): Memory {
  const memory = evolveReturn(request, abandonReverted(request, before, world), world);
  const scene = sceneOf(request, world, memory);
  const slowdown = evolveSlowdown(memory, world);
  if (isBlind(world)) return { ...memory, slowdown, failure: memory.failure ?? failureInSight(scene) };
  const next: Memory = {
    ...memory,
    slowdown,
    trouble: evolveOldTrouble(scene),
    ...evolveFence(scene),
    ...evolvePending(scene),
    testTask: evolveTestTask(scene),
    ...evolveTestResult(scene),
    ...evolveSets(scene),
    contractDueSinceMs: evolveContractDue(scene),
    ...evolveBaselineTag(scene),
    hasGreenBeenLive: memory.hasGreenBeenLive || isGreenLive(scene) || hadBegunToSwitch(scene),
    unopened: evolveUnopened(scene),
    ...evolveStreaks(scene),
    ...evolveRules(scene),
    wasGreenExposed: memory.wasGreenExposed || isGreenExposed(scene),
    waitingAlarms: evolveWaitingAlarms(scene),
    weakBlue: evolveWeakBlue(scene),
    astraySinceMs: evolveAstray(scene),
    downOnRules: evolveDown(scene),
    isRepairing: evolveRepairing(scene),
    still: evolveStill(scene),
    ...evolveTestRule(scene),
    isBakePassed: memory.isBakePassed || isBakeOverByClock(scene),
  };
  const seen = sceneOf(request, world, next);
  return evolveVerdict({ ...seen, memory: { ...next, ...leaveUnchecked(seen) } }, memory);
}

/** Whether the release has failed, or its bake is over. */
function evolveVerdict(after: Scene, before: Memory): Memory {
  const { request, world, memory: next } = after;
  const failure = next.failure ?? cancelFailure(after, next) ?? findFailure(after);
  return {
    ...next,
    failure,
    unkept:
      failure === null
        ? null
        : (evolveUnkept(sceneOf(request, world, { ...next, failure })) ?? before.unkept),
    areChecksOver: next.areChecksOver || (next.switchedAtMs !== null && areChecksOver(after)),
    isBakePassed:
      next.isBakePassed ||
      (failure === null && ((isBakeOver(after) && areChecksOver(after)) || isTornDown(after))),
  };
}

/** The failures that need neither the rules nor the service: a cancel, probes and alarms of the bake, and reads that are lost. */
const failureInSight = (scene: Scene): Failure | null =>
  mayBeOld(scene.memory, 'rules')
    ? (cancelFailure(scene, scene.memory) ??
      askedFailure(scene) ??
      alarmFailure(scene) ??
      unwatchedFailure(scene))
    : null;

/** Another run watched the bake. A teardown doesn't judge it again, nor does a re-run that has only a contract left. */
const isTornDown = (scene: Scene): boolean =>
  isSwitched(scene) && (traitsOf(scene.request).endsWarmTime || isLeftForContract(scene));

/** What answered while the test rule led elsewhere may have been blue: the smoke test begins again. */
function evolveTestRule(scene: Scene): Partial<Memory> {
  const { memory, world } = scene;
  if (testRuleToPoint(scene) === null) return {};
  const isUntested = !isGreenLive(scene) && isNew(world, 'rules');
  return {
    testRuleElsewhereMs: world.nowMs,
    ...(isUntested ? { smoke: { ...memory.smoke, passesInRow: 0 }, checks: noCheck } : {}),
  };
}

function evolveFence({ request, world, memory }: Scene): Partial<Memory> {
  const value = world.service.tags.fence;
  const { runId, runAttempt } = request.release;
  if (value === undefined || !isOwnFence(value, runId, runAttempt)) return {};
  if (memory.fence === null) return { fence: { value, writtenAtMs: null, isHeld: true } };
  const { writtenAtMs } = memory.fence;
  const isSettled = writtenAtMs === null || world.nowMs - writtenAtMs >= fenceSettleMs;
  return memory.fence.value === value && isSettled ? { fence: { ...memory.fence, isHeld: true } } : {};
}

function evolvePending({ request, world, memory }: Scene): Partial<Memory> {
  const { pending } = memory;
  if (pending === null) return {};
  if (isLanded(pending.write, request, world, memory)) {
    const { trouble } = memory;
    const isSolved = trouble !== null && isSameInAnyDirection(trouble.key, writeKey(pending.write));
    return { pending: null, ...(isSolved ? { trouble: null } : {}) };
  }
  if (world.nowMs - pending.atMs < staleReadMs) return {};
  // The create was answered, but no task set shows: the token belongs to a task set that is gone (fact 12).
  const isSpent = pending.write.kind === 'create-green';
  return { pending: null, ...(isSpent ? { createTry: memory.createTry + 1, created: null } : {}) };
}

function evolveSets(scene: Scene): Partial<Memory> {
  const { request, roles, memory, world } = scene;
  // A sweep has no green that could be gone.
  const isGone =
    traitsOf(request).green !== 'stranded' &&
    memory.green !== null &&
    (roles.green === null || roles.green.status === 'DRAINING');
  const isFirstSwitched = memory.switchedAtMs === null && isSwitched(scene);
  return {
    green: roles.green?.arn ?? memory.green,
    greenCount: evolveGreenCount(scene),
    blue: evolveBlue(scene),
    // A value that was counted before says nothing new.
    ...(isNew(world, 'service') ? { greenGoneStreak: isGone ? memory.greenGoneStreak + 1 : 0 } : {}),
    vanishingSinceMs: world.taskSets.some(({ status }) => status === 'DRAINING')
      ? (memory.vanishingSinceMs ?? world.nowMs)
      : null,
    scalingBefore: world.service.tags.scaling ?? memory.scalingBefore,
    ...(isFirstSwitched ? { switchedAtMs: world.nowMs, hasSeenSwitch: memory.green !== null } : {}),
    ...evolveDrift(scene),
    ...evolveUnhealthyLive(scene),
    ...evolveLabel(scene),
  };
}

/** A raised count gives green time to get ready for it. Once green has traffic, it doesn't have to. */
function evolveGreenCount(scene: Scene): Memory['greenCount'] {
  const { green } = scene.roles;
  const { greenCount: before } = scene.memory;
  if (green === null || isGreenLive(scene)) return null;
  const isRaised = before !== null && green.computedDesired > before.count;
  return {
    count: green.computedDesired,
    raisedAtMs: isRaised ? scene.world.nowMs : (before?.raisedAtMs ?? null),
  };
}

/**
 * Whether an earlier process wrote the tags of the switch. They are written just before the first rule. Post knows from main
 * that no rule followed.
 */
const hadBegunToSwitch = ({ world, roles, memory }: Scene): boolean =>
  !memory.hasLabelledGreen &&
  roles.green !== null &&
  world.service.tags.green === roles.green.arn &&
  memory.unopened?.set !== roles.green.arn;

/** Once green is live, blue can't be probed. A tag holds the verdict of an earlier process. */
function evolveBaselineTag(scene: Scene): Partial<Memory> {
  const { memory, world, roles } = scene;
  const { green, baseline } = world.service.tags;
  const isKnown = memory.baseline.verdict !== 'unknown' || green === undefined || green !== roles.green?.arn;
  if (isKnown || !isGreenLive(scene)) return {};
  if (baseline !== 'passed' && baseline !== 'unusable') return {};
  return { baseline: { ...memory.baseline, verdict: baseline } };
}

/** Until green exists, blue is what is live. From then on it stays the same: a rollback returns to it. */
function evolveBlue(scene: Scene): TaskSetArn | null {
  const { roles, memory } = scene;
  const current = roles.blue?.arn ?? null;
  if (roles.green === null && memory.green === null) return current;
  return memory.blue ?? (isGreenLive(scene) ? null : current);
}

function evolveDrift(scene: Scene): Partial<Memory> {
  const { memory, world } = scene;
  const isNow = memory.failure === null && isDrifted(scene);
  return {
    driftSinceMs: isNow ? (memory.driftSinceMs ?? world.nowMs) : null,
    rulesOnGreen: rulesSeenOnGreen(scene),
  };
}

/** Since when no live task set could serve. */
function evolveUnhealthyLive({ roles, world, memory }: Scene): Partial<Memory> {
  if (!isNew(world, 'targets')) return {};
  const isUnhealthy = roles.live.length > 0 && roles.live.every((set) => canNotServe(world, set));
  return { unhealthyLiveSinceMs: isUnhealthy ? (memory.unhealthyLiveSinceMs ?? world.nowMs) : null };
}

function evolveStreaks(scene: Scene): Partial<Memory> {
  const { roles, world, memory } = scene;
  const { green } = roles;
  if (green === null) return { readyStreak: 0 };
  // A value that was counted before says nothing new.
  if (!isNew(world, 'targets')) return {};
  const isAllSet = isReady(world, green).isYes && strangers(world, green).length === 0;
  const capacity = evolveCapacity(scene, green);
  const isBad = isGreenLive(scene) && hasBadTargets({ ...scene, memory: { ...memory, ...capacity } });
  const isGood = isSwitched(scene) && !isBad;
  const isTested = memory.smoke.startedAtMs !== null || memory.checks.startedAtMs !== null;
  return {
    ...capacity,
    readyStreak: isAllSet ? memory.readyStreak + 1 : 0,
    readySinceMs: isAllSet && isTested ? (memory.readySinceMs ?? world.nowMs) : null,
    badTargetStreak: isBad ? memory.badTargetStreak + 1 : 0,
    goodBakeStreak: isGood ? memory.goodBakeStreak + 1 : 0,
  };
}

/** Once the switch has begun, its own lease says that users get cookies of green's group. The first rule brings them. */
function isGreenExposed(scene: Scene): boolean {
  const group = scene.roles.green?.attachment?.group;
  const hasBegun = scene.memory.hasLabelledGreen || hadBegunToSwitch(scene) || isGreenLive(scene);
  return group !== undefined && !hasBegun && isExposed(scene, group);
}

type Reached = 'lastOnRulesMs' | 'onRules' | 'lastByCookiesMs' | 'byCookies' | 'lastStickyMs' | 'onSticky';

/** What was reached in the last observation may have been reached until just before this one. */
function evolveRules(scene: Scene): Pick<Memory, Reached | 'stickySeconds'> {
  const { world, memory, roles } = scene;
  const onRules = world.taskSets.filter((set) => isOnAnyRule(world, set)).map(({ arn }) => arn);
  const sets = world.taskSets.filter((set) => isReachedByCookies(scene, set)).map(({ arn }) => arn);
  const sticky = roles.production.filter(isSticky);
  const pair = pairOf(scene);
  const byCookies = [...sets, ...pair.filter((group) => rulesOfCookies(scene, group).length > 0)];
  const onSticky = pair.filter((group) => sticky.some((rule) => holds(rule, group)));
  const until = (
    last: Readonly<Record<string, number>>,
    names: readonly string[],
  ): Record<string, number> => ({
    ...last,
    ...Object.fromEntries(names.map((name) => [name, world.nowMs])),
  });
  return {
    ...{ onRules, byCookies, onSticky },
    stickySeconds: {
      ...memory.stickySeconds,
      ...Object.fromEntries(sticky.map((rule) => [ruleName(rule), stickySeconds(rule)])),
    },
    lastOnRulesMs: until(memory.lastOnRulesMs, [...memory.onRules, ...onRules]),
    lastByCookiesMs: until(memory.lastByCookiesMs, [...memory.byCookies, ...byCookies]),
    lastStickyMs: until(memory.lastStickyMs, [...memory.onSticky, ...onSticky]),
  };
}

/** Said from the failure on: once green has left the rules, or is deleted, nothing shows that it was worth keeping. */
function evolveUnkept(scene: Scene): string | null {
  const { green } = scene.roles;
  return green === null ? null : describeUnkept(scene, green);
}
