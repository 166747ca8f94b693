import { back } from './decide-back.ts';
import { bake } from './decide-bake.ts';
import { backOff, endOfCancel, holdFence, preflight, settle, standDown } from './decide-guards.ts';
import { gate } from './decide-gate.ts';
import { prepare } from './decide-prepare.ts';
import { adoptBlue, healSplit, supersede } from './decide-supersede.ts';
import { switchOver } from './decide-switch.ts';
import { alreadyOver, finish, tearDown } from './decide-teardown.ts';
import type { Memory } from './memory.ts';
import type { Plan } from './plan.ts';
import { sceneOf, wait, type Decider } from './scene.ts';
import type { Step } from './step.ts';
import type { World } from './world.ts';

/**
 * The order is the safety argument. A stale run stands down before anything else; a bad release goes back before
 * anything forward is thought of; nothing is decided on a world that may not show the last write yet; nothing is
 * written before preflight passed and the fence is held; and each later rule may rely on what the earlier ones saw to.
 */
const deciders: readonly Decider[] = [
  standDown,
  endOfCancel,
  back,
  settle,
  backOff,
  preflight,
  alreadyOver,
  holdFence,
  healSplit,
  supersede,
  adoptBlue,
  prepare,
  gate,
  switchOver,
  bake,
  tearDown,
  finish,
];

/** The one thing to do next. Pure and total: the same world, plan and memory give the same step. */
export function decideNextStep(plan: Plan, world: World, memory: Memory): Step {
  const scene = sceneOf(plan, world, memory);
  for (const decider of deciders) {
    const next = decider(scene);
    if (next !== null) return next;
  }
  return wait('end', 'reading-back', 'nothing to do in this observation', 1000);
}
