import { staleReadMs } from '../../common/run/refusal.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import { cancelFailure } from './cancel.ts';
import { isDrifted, ruleKey, seenOnGreen } from '../health/drift.ts';
import { findFailure, hasBadTargets } from './failures.ts';
import { fenceSettleMs, isOwnFence } from '../../common/run/fence.ts';
import type { Memory } from '../model/memory.ts';
import type { Request } from '../../common/request/request.ts';
import { evolveProbes } from '../../common/probes/evolve-probes.ts';
import { healthyOwn, isReady, strangers } from '../health/readiness.ts';
import { isOnAnyRule } from '../roles/roles.ts';

import { isWrite, type Step, type Write } from '../model/step.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { Trouble } from '../../common/values/trouble.ts';

import { evolveTrouble } from './trouble-verdict.ts';
import { isLanded, formatScaling, writeKey } from '../roles/writes.ts';
import type { World } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { Probed } from '../../common/probes/probe-memory.ts';
import type { TaskSetArn } from '../model/world.ts';
import { describeSwept } from './sweep.ts';
import { evolveAstray } from './sweep.ts';
import { evolveStill } from './sweep.ts';
import { sceneOf, type Scene } from '../roles/scene.ts';
import { testRuleToPoint } from '../health/quiet.ts';
import { isBakeOver, isGreenLive, isSwitched } from '../health/switch-state.ts';

/** What acting on a step brought. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'registered'; readonly revision: TaskDefinitionArn }
  | { readonly kind: 'created'; readonly set: TaskSetArn }
  | { readonly kind: 'probed'; readonly answers: readonly Probed[] }
  | { readonly kind: 'failed'; readonly trouble: Trouble };

/** Folds one observation into the memory: streaks, what was seen first, and the failure that turns the release round. */
export function evolveWorld(request: Request, memory: Memory, world: World): Memory {
  const scene = sceneOf(request, world, memory);
  const seen: Memory = {
    ...memory,
    ...evolveFence(scene),
    ...evolvePending(scene),
    ...evolveSets(scene),
    ...evolveBaselineTag(scene),
    hasGreenBeenLive: memory.hasGreenBeenLive || isGreenLive(scene) || hadBegunToSwitch(scene),
    ...evolveStreaks(scene),
    ...evolveRules(scene),
    astraySinceMs: evolveAstray(scene),
    still: evolveStill(scene),
    testRuleElsewhereMs: testRuleToPoint(scene) === null ? memory.testRuleElsewhereMs : world.nowMs,
    isBakePassed: memory.isBakePassed || isBakeOverByClock(scene),
  };
  const after = sceneOf(request, world, seen);
  const failure = seen.failure ?? cancelFailure(after, seen) ?? findFailure(after);
  return {
    ...seen,
    failure,
    isBakePassed: seen.isBakePassed || (failure === null && (isBakeOver(after) || isTornDown(after))),
  };
}

/**
 * Whether one who finishes for another finds the bake over: its time has passed by the tags, or blue is on its way out.
 * Blue with the label on it says the contrary, since the label goes first on the way back; so does a green that is ill.
 */
function isBakeOverByClock(scene: Scene): boolean {
  const { memory, roles, request, world } = scene;
  if (memory.interrupted === null || memory.failure !== null) return false;
  if (!isSwitched(scene) || roles.green?.status !== 'PRIMARY' || hasBadTargets(scene)) return false;
  const { tags } = world.service;
  if (tags.green !== roles.green.arn) return roles.blue === null || roles.blue.status === 'DRAINING';
  const untilMs = Date.parse(tags['bake-until'] ?? '');
  const bakedMs = Date.parse(tags['switched-at'] ?? '') + request.bake.seconds * 1000;
  return world.nowMs >= (Number.isNaN(untilMs) ? bakedMs : untilMs) || roles.blue?.status === 'DRAINING';
}

/** A teardown ends what another run watched: its bake is not judged again. */
const isTornDown = (scene: Scene): boolean => scene.request.command === 'teardown' && isSwitched(scene);

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
    const isMended = memory.trouble?.key === writeKey(pending.write);
    return { pending: null, ...(isMended ? { trouble: null } : {}) };
  }
  if (world.nowMs - pending.atMs < staleReadMs) return {};
  // A create that was answered, yet shows no set: the token was spent on a set that is gone (fact 12).
  const isSpent = pending.write.kind === 'create-green';
  return { pending: null, ...(isSpent ? { createTry: memory.createTry + 1, created: null } : {}) };
}

function evolveSets(scene: Scene): Partial<Memory> {
  const { request, roles, memory, world } = scene;
  // A sweep has no green of its own to lose.
  const isGone =
    request.command !== 'sweep' &&
    memory.green !== null &&
    (roles.green === null || roles.green.status === 'DRAINING');
  const isFirstSwitched = memory.switchedAtMs === null && isSwitched(scene);
  return {
    green: roles.green?.arn ?? memory.green,
    blue: evolveBlue(scene),
    greenGoneStreak: isGone ? memory.greenGoneStreak + 1 : 0,
    vanishingSinceMs: world.taskSets.some(({ status }) => status === 'DRAINING')
      ? (memory.vanishingSinceMs ?? world.nowMs)
      : null,
    scalingBefore: world.service.tags.scaling ?? memory.scalingBefore,
    ...(isFirstSwitched ? { switchedAtMs: world.nowMs, hasSeenSwitch: memory.green !== null } : {}),
    ...evolveDrift(scene),
    ...evolveDead(scene),
  };
}

/** The lease of an earlier process: it is written just before the first rule. */
const hadBegunToSwitch = ({ world, roles, memory }: Scene): boolean =>
  !memory.hasLabelledGreen && roles.green !== null && world.service.tags.green === roles.green.arn;

/** Blue can't be probed any more once green is live: what an earlier process found there stands in a tag. */
function evolveBaselineTag(scene: Scene): Partial<Memory> {
  const { memory, world, roles } = scene;
  const { green, baseline } = world.service.tags;
  const isKnown = memory.baseline.verdict !== 'unknown' || green === undefined || green !== roles.green?.arn;
  if (isKnown || !isGreenLive(scene)) return {};
  if (baseline !== 'passed' && baseline !== 'unusable') return {};
  return { baseline: { ...memory.baseline, verdict: baseline } };
}

/** Until green exists blue is whatever is live, also after a split was healed; from then on it is the way back, for good. */
function evolveBlue(scene: Scene): TaskSetArn | null {
  const { roles, memory } = scene;
  const seen = roles.blue?.arn ?? null;
  if (roles.green === null && memory.green === null) return seen;
  return memory.blue ?? (isGreenLive(scene) ? null : seen);
}

function evolveDrift(scene: Scene): Partial<Memory> {
  const { memory, world } = scene;
  const isNow = memory.failure === null && isDrifted(scene);
  return {
    driftSinceMs: isNow ? (memory.driftSinceMs ?? world.nowMs) : null,
    rulesOnGreen: seenOnGreen(scene),
  };
}

/** Told at the end: what is put back is never put back silently. */
const evolveRestored = (memory: Memory, rule: RuleView, nowMs: number): Partial<Memory> => ({
  restored: [
    ...memory.restored,
    { key: ruleKey(rule), rule: formatRule(rule), driftMs: memory.driftSinceMs ?? nowMs },
  ],
});

/** Production goes to sets that have no healthy target, and to nobody else's either. */
function evolveDead({ roles, world, memory }: Scene): Partial<Memory> {
  const isDead = roles.live.length > 0 && roles.live.every((set) => healthyOwn(world, set).length === 0);
  return { deadLiveSinceMs: isDead ? (memory.deadLiveSinceMs ?? world.nowMs) : null };
}

function evolveStreaks(scene: Scene): Partial<Memory> {
  const { roles, world, memory } = scene;
  const { green } = roles;
  if (green === null) return { readyStreak: 0 };
  const isAllSet = isReady(world, green).isYes && strangers(world, green).length === 0;
  const isBad = isGreenLive(scene) && hasBadTargets(scene);
  const isGood = isSwitched(scene) && !isBad;
  return {
    readyStreak: isAllSet ? memory.readyStreak + 1 : 0,
    badTargetStreak: isBad ? memory.badTargetStreak + 1 : 0,
    goodBakeStreak: isGood ? memory.goodBakeStreak + 1 : 0,
  };
}

/** A set that had weight at the last look and has none now may have lost it just now, however long ago that look was. */
function evolveRules({ world, memory }: Scene): Pick<Memory, 'lastOnRulesMs' | 'onRules'> {
  const onRules = world.taskSets.filter((set) => isOnAnyRule(world, set)).map(({ arn }) => arn);
  const seen = [...memory.onRules, ...onRules].map((arn) => [arn, world.nowMs] as const);
  return { onRules, lastOnRulesMs: { ...memory.lastOnRulesMs, ...Object.fromEntries(seen) } };
}

/** Folds what acting brought into the memory. `nowMs`: after the act. */
export function evolveOutcome(
  request: Request,
  before: Memory,
  world: World,
  step: Step,
  outcome: Outcome,
  nowMs: number,
): Memory {
  const idleSinceMs = step.reason === 'idle' ? (before.idleSinceMs ?? world.nowMs) : null;
  const memory: Memory = { ...before, idleSinceMs, swept: evolveSwept(request, before, step, outcome) };
  const { act } = step;
  if (act.kind === 'probe')
    return outcome.kind === 'probed'
      ? {
          ...memory,
          ...evolveProbes(request, memory, { purpose: act.purpose, answers: outcome.answers, nowMs }),
        }
      : memory;
  if (!isWrite(act)) return memory;
  const isBack = step.phase === 'rollback';
  if (outcome.kind === 'failed')
    return evolveTrouble(
      sceneOf(request, world, memory),
      { ...memory, ...evolveRollback(memory, step, outcome.trouble.kind === 'lost', nowMs) },
      act,
      outcome.trouble,
      nowMs,
      isBack,
    );
  const written = evolveWritten(memory, act, outcome, nowMs, isBack);
  // Another write's success says nothing of the one that keeps failing: its patience goes on.
  const trouble = memory.trouble?.key === writeKey(act) ? null : memory.trouble;
  const isRestored = step.reason === 'restoring-drift' && act.kind === 'write-rule';
  return {
    ...memory,
    ...(isRestored ? evolveRestored(memory, act.rule, nowMs) : {}),
    trouble,
    isPreflightPassed: memory.isPreflightPassed || !isBack,
    ...written,
    ...evolveRollback(memory, step, true, nowMs),
  };
}

const evolveRollback = (
  memory: Memory,
  { reason }: Step,
  isMaybeTaken: boolean,
  nowMs: number,
): Partial<Memory> =>
  reason === 'rolling-back' && isMaybeTaken
    ? { rollbackWrittenMs: nowMs, rollbackBegunMs: memory.rollbackBegunMs ?? nowMs }
    : {};

/** What was sent and not refused: the same thing is told once, however often it was sent. */
function evolveSwept(request: Request, { swept }: Memory, step: Step, outcome: Outcome): readonly string[] {
  const isTaken = outcome.kind !== 'failed' || outcome.trouble.kind === 'lost';
  const words = request.command === 'sweep' && isTaken ? describeSwept(step) : null;
  return words === null || swept.includes(words) ? swept : [...swept, words];
}

function evolveWritten(
  memory: Memory,
  write: Write,
  outcome: Outcome,
  nowMs: number,
  isBack: boolean,
): Partial<Memory> {
  const pending = { pending: { write, atMs: nowMs } };
  if (outcome.kind === 'registered') return { registered: outcome.revision };
  if (outcome.kind === 'created') return { ...pending, created: { set: outcome.set, atMs: nowMs } };
  if (write.kind === 'tag-service' && write.tags.fence !== undefined)
    return { fence: { value: write.tags.fence, writtenAtMs: nowMs, isHeld: false } };
  if (write.kind === 'label' && isBack)
    return { ...pending, rollbackLabelSinceMs: memory.rollbackLabelSinceMs ?? nowMs };
  if (write.kind === 'write-rule' && isBack)
    return { ...pending, rulesRolledBack: [...new Set([...memory.rulesRolledBack, writeKey(write)])] };
  if (write.kind === 'label') return { ...pending, hasLabelledGreen: true };
  if (write.kind === 'tag-service' && write.tags.scaling !== undefined)
    return { ...pending, scalingBefore: write.tags.scaling };
  return pending;
}

/** The key and text of a write, for those who tell about it. */
export const formatWrite = (write: Write): string =>
  write.kind === 'write-scaling' ? `scaling ${formatScaling(write.state)}` : writeKey(write);
