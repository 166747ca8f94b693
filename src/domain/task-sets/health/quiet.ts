// How long load balancer nodes may still use the rules as they were.

import { weightOf, hasShare } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { staleReadMs } from '../../common/run/refusal.ts';
import { propagationMs } from './propagation.ts';

/** Whether no rule has led to the task set, by weight or by cookie, for long enough that no load balancer node still sends it requests. */
export const isQuiet = ({ world, memory }: Scene, set: TaskSetView): boolean =>
  quietInMs({ world, memory }, set) <= 0;

export const quietInMs = ({ world, memory }: Pick<Scene, 'world' | 'memory'>, set: TaskSetView): number =>
  Math.max(
    weightlessInMs({ world, memory }, set),
    (memory.lastByCookiesMs[set.arn] ?? 0) + propagationMs - world.nowMs,
  );

/** When all nodes know that no rule gives it weight. Cookies may go on leading to it, until they are cut. */
export const weightlessInMs = (
  { world, memory }: Pick<Scene, 'world' | 'memory'>,
  set: TaskSetView,
): number => (memory.lastOnRulesMs[set.arn] ?? memory.startedAtMs) + propagationMs - world.nowMs;

/** How long what AWS showed justifies a write that another run's write would make wrong (ADR 24). */
export const freshMs = 2000;
/** How long a write of a rollback's rule counts, from the end of its look (ADR 14). */
export const rollbackCountsMs = 10_000;
/**
 * How long a rollback relies on blue having the label: from when that was read, or before it was written. Longer than a
 * rule counts by the time that the look may take.
 */
export const labelCountsMs = rollbackCountsMs + 5_000;
/** Until when AWS carries out a write that it ever carries out. The client has waited 5 s for the answer. */
export const writeLandsMs = staleReadMs;
/** How long a task set is kept once it has lost the label: no rule that a rollback wrote by that label can land after it (ADR 40). */
export const labelQuietMs = labelCountsMs + writeLandsMs;

/** When no rollback to the task set can still be in flight: it had the label without traffic, and has lost it. */
export function unlabelledInMs(
  { world, memory: { idlePrimary } }: Pick<Scene, 'world' | 'memory'>,
  { arn }: TaskSetView,
): number {
  if (idlePrimary?.set !== arn) return 0;
  return (idlePrimary.endedMs ?? world.nowMs) + labelQuietMs - world.nowMs;
}

/** A test rule that has to be moved to green. A test listener may also have rules without the pair. */
export function testRuleToPoint({ roles }: Scene): RuleView | null {
  const { pair, test } = roles;
  if (pair?.blue == null) return null;
  const { green: greenGroup, blue: blueGroup } = pair;
  const isToPoint = (rule: RuleView): boolean =>
    weightOf(rule, greenGroup) === 0 || weightOf(rule, blueGroup) > 0;
  return test.find((rule) => hasShare(rule, blueGroup, greenGroup) && isToPoint(rule)) ?? null;
}

/** Until then, a node may still send test requests to blue, and blue would pass the smoke test (fact 28). */
export const testersReachGreenInMs = ({ world, memory, roles }: Scene): number =>
  roles.test.length === 0
    ? 0
    : (memory.testRuleElsewhereMs ?? memory.startedAtMs) + propagationMs - world.nowMs;
