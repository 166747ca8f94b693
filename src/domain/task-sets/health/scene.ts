import type { Memory } from '../model/memory.ts';
import type { Plan } from '../../common/request/request.ts';
import { isLiveIn, rolesOf, type Roles } from '../roles/roles.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type { Act, Step } from '../model/step.ts';
import { hasShare, weightOf } from '../../common/load-balancer/traffic.ts';
import { writeKey } from '../roles/writes.ts';
import type { TaskSetView, World } from '../model/world.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { EndResult, Phase } from '../../common/run/step.ts';
import type { Failure } from '../../common/run/failure.ts';

/** What every decider looks at. */
export interface Scene {
  readonly plan: Plan;
  readonly world: World;
  readonly memory: Memory;
  readonly roles: Roles;
}

/** One rule of the release. `null`: it has nothing to say, the next one is asked. */
export type Decider = (scene: Scene) => Step | null;

export const sceneOf = (plan: Plan, world: World, memory: Memory): Scene => ({
  plan,
  world,
  memory,
  roles: rolesOf(plan, world, memory),
});

export const step = (phase: Phase, reason: ReasonCode, because: string, act: Act): Step => ({
  phase,
  reason,
  because,
  act,
});

/** An end of the run. What was refused ended in preflight. */
export const end = (
  result: EndResult,
  reason: ReasonCode,
  message: string,
  details: readonly string[] = [],
): Step =>
  step(result === 'refused' ? 'preflight' : 'end', reason, message, {
    kind: 'end',
    result,
    message,
    details,
  });

export const wait = (phase: Phase, reason: ReasonCode, because: string, ms: number): Step =>
  step(phase, reason, because, { kind: 'wait', ms: Math.max(50, Math.round(ms)) });

/** The step, unless AWS has said for good that it will not take it. */
export const unlessAbandoned = (scene: Scene, next: Step): Step | null =>
  next.act.kind !== 'probe' &&
  next.act.kind !== 'wait' &&
  next.act.kind !== 'end' &&
  writeKey(next.act) in scene.memory.abandoned
    ? null
    : next;

/** Nodes take up a rule each for itself, within seconds and without a promise (fact 28): so long a set is kept after. */
export const propagationMs = 10_000;

/** Whether no rule has sent the set anything for long enough that no node still does. */
export const isQuiet = ({ world, memory }: Scene, set: TaskSetView): boolean =>
  quietInMs({ world, memory }, set) <= 0;
export const quietInMs = ({ world, memory }: Pick<Scene, 'world' | 'memory'>, set: TaskSetView): number =>
  (memory.lastOnRulesMs[set.arn] ?? memory.startedAtMs) + propagationMs - world.nowMs;

/** A test rule that doesn't show green alone, with the pair to move on it. A listener for tests may have others' rules too. */
export function testRuleToPoint({ roles }: Scene): RuleView | null {
  const { pair, test } = roles;
  if (pair?.back == null) return null;
  const { front, back } = pair;
  const isToPoint = (rule: RuleView): boolean => weightOf(rule, front) === 0 || weightOf(rule, back) > 0;
  return test.find((rule) => hasShare(rule, back, front) && isToPoint(rule)) ?? null;
}

/** Until then a node may still send testers to blue, and a smoke test that blue passed proves nothing (fact 28). */
export const testersReachGreenInMs = ({ world, memory, roles }: Scene): number =>
  roles.test.length === 0
    ? 0
    : (memory.testRuleElsewhereMs ?? memory.startedAtMs) + propagationMs - world.nowMs;

export const isGreenLive = ({ roles }: Scene): boolean => isLiveIn(roles.production, roles.green);

/** Every production rule sends the pair's share to green, none of it to blue. */
export const isSwitched = (scene: Scene): boolean => isGreenLive(scene) && rulesToSwitch(scene).length === 0;

export function rulesToSwitch({ roles }: Scene): readonly RuleView[] {
  const { pair, production } = roles;
  if (pair?.back == null) return [];
  const { back, front } = pair;
  const isNothingLive = production.every((rule) => weightOf(rule, back) + weightOf(rule, front) === 0);
  const isOwing = (rule: RuleView): boolean =>
    weightOf(rule, back) > 0 || (isNothingLive && hasShare(rule, back, front));
  return production.filter(isOwing);
}

/** When traffic moved: this process saw it, or the tag says it. The tag may have been wiped, then the bake begins anew. */
export function switchedAtMs({ world, memory, roles }: Scene): number | null {
  const { green: greenTag, 'switched-at': at } = world.service.tags;
  const tagged = greenTag === roles.green?.arn && at !== undefined ? Date.parse(at) : Number.NaN;
  return Number.isNaN(tagged) || memory.hasSeenSwitch ? memory.switchedAtMs : tagged;
}

/** Counted from when this process first saw the switch: time that nobody watched, after a kill, proves nothing. */
export function bakeEndsMs({ memory, plan }: Scene): number | null {
  return memory.switchedAtMs === null ? null : memory.switchedAtMs + plan.bake.seconds * 1000;
}

/** Its time is over, and it was watched for some observations at least, however short it is. */
export const isBakeOver = (scene: Scene): boolean =>
  isSwitched(scene) &&
  scene.memory.goodBakeStreak >= 3 &&
  (bakeEndsMs(scene) ?? Number.POSITIVE_INFINITY) <= scene.world.nowMs;

export const iso = (ms: number): string => new Date(ms).toISOString();

/** Why a release goes back, as of this observation. */
export const failure = (scene: Scene, reason: ReasonCode, what: string, advice: string): Failure => ({
  reason,
  what,
  advice,
  atMs: scene.world.nowMs,
});
