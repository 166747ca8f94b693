import { rollBack } from '../rollback/rollback.ts';
import { bake } from '../forward/bake.ts';
import { findStaged, restage } from '../commands/promote.ts';
import { refuseRollback } from '../commands/rollback.ts';
import { endStatus } from '../commands/status.ts';
import { endTornDown, findWarm } from '../commands/teardown.ts';
import { backOff, endOfCancel, holdFence, preflight, settle, standDown } from '../forward/guards.ts';
import { awaitCreation, endInTime, tidyKept } from '../forward/finish.ts';
import { awaitBake } from '../forward/await-bake.ts';
import { gate } from '../forward/gate.ts';
import { healDead, healSplit, raiseLive } from '../forward/heal.ts';
import { endPlan } from '../dry-run/plan.ts';
import { prepare } from '../forward/prepare.ts';
import { endSwept, markSweep, sweepOn } from '../sweep/sweep.ts';
import { endEarlierRelease, endStaged, refusePromoted } from '../commands/stage.ts';
import { adoptBlue, supersede } from '../forward/supersede.ts';
import { switchOver } from '../forward/switch.ts';
import { alreadyOver, endReleased, tearDown, tidyUp } from '../forward/teardown.ts';
import type { Memory } from '../model/memory.ts';
import type { Command, Request } from '../../common/request/request.ts';

import type { Step } from '../model/step.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { World } from '../model/world.ts';
import { isRuleWritten } from '../roles/writes.ts';
import { describeTraffic } from '../roles/traffic-words.ts';
import { sceneOf, type Decider, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';

/**
 * The order is the safety argument. A stale run stands down before anything else; a bad release goes back before
 * anything forward is thought of; nothing is decided on a world that may not show the last write yet; nothing is
 * written before preflight passed and the fence is held; and each later rule may rely on what the earlier ones saw to.
 */
const upToGate: readonly Decider[] = [
  standDown,
  endInTime,
  awaitCreation,
  tidyKept,
  endOfCancel,
  rollBack,
  settle,
  backOff,
  preflight,
  alreadyOver,
  awaitBake,
  holdFence,
  healDead,
  healSplit,
  raiseLive,
  supersede,
  adoptBlue,
  prepare,
  gate,
];
const fromSwitch: readonly Decider[] = [switchOver, bake, tearDown, tidyUp, endReleased];

/** The same rules for every command: they differ in what they refuse, which green they are about, and where they end. */
const deciders: Readonly<Record<Command, readonly Decider[]>> = {
  deploy: [...upToGate, ...fromSwitch],
  stage: [refusePromoted, ...upToGate, endEarlierRelease, endStaged],
  promote: [
    findStaged,
    ...upToGate.map((decider) => (decider === prepare ? restage : decider)),
    ...fromSwitch,
  ],
  rollback: [refuseRollback, ...upToGate.filter((decider) => decider !== awaitBake), ...fromSwitch],
  teardown: [
    standDown,
    endInTime,
    tidyKept,
    endOfCancel,
    settle,
    backOff,
    findWarm,
    awaitBake,
    preflight,
    holdFence,
    tearDown,
    tidyUp,
    endTornDown,
  ],
  sweep: [standDown, endOfCancel, settle, backOff, sweepOn, markSweep, endSwept],
  status: [endStatus],
  plan: [endPlan((...seen) => decideNextStep(...seen))],
};

/** The one thing to do next. Pure and total: the same world, plan and memory give the same step. */
export function decideNextStep(request: Request, world: World, memory: Memory): Step {
  const scene = sceneOf(request, world, memory);
  for (const decider of deciders[request.command]) {
    const next = decider(scene);
    if (next !== null) return changesNothing(scene, next) ? idle(scene) : next;
  }
  return idle(scene);
}

/** Written again and again, weights that stand already would keep the job busy for hours. */
const changesNothing = ({ world }: Scene, { act }: Step): boolean =>
  act.kind === 'write-rule' && isRuleWritten(act, world);

/** So long a world in which no rule has anything to say is believed to pass by itself. */
const idleLimitMs = 300_000;

/** A world that nobody thought of must not keep a job waiting for hours: it ends red, and says what it saw. */
function idle({ memory, world, roles, request }: Scene): Step {
  const sinceMs = memory.idleSinceMs ?? world.nowMs;
  if (world.nowMs - sinceMs < idleLimitMs)
    return wait('end', 'idle', 'nothing to do in this observation', 1000);
  const sets = world.taskSets.map((set) => `${formatSet(set)} ${set.status}, ${String(set.running)} running`);
  return step('end', 'bug', 'no rule knows what to do', {
    kind: 'end',
    result: 'failed',
    message:
      `Stopped: no rule of this action knows what to do next with service ${request.service}. ${describeTraffic(roles)} ` +
      'Nothing more is changed. Please report this with the log; running the job again judges everything anew.',
    details: sets,
  });
}
