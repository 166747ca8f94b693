// Which deciders each command but sweep runs, in which order, and why in this order.
import { rollBack } from '../rollback/rollback.ts';
import { bake } from '../forward/bake.ts';
import { findStaged, restage } from '../commands/promote.ts';
import { refuseElsewhere } from '../commands/elsewhere.ts';
import { refuseReset, repair } from '../commands/repair.ts';
import { refuseRollback } from '../commands/rollback.ts';
import { endStatus } from '../commands/status.ts';
import { endTornDown, findWarm } from '../commands/teardown.ts';
import { backOff, endOfCancel, holdFence, preflight, settle, standDown } from '../forward/guards.ts';
import { awaitCreation, endOutOfTime, finishKeptCleanup } from '../forward/finish.ts';
import { awaitBake } from '../forward/await-bake.ts';
import { gate } from '../forward/gate.ts';
import { healSplit, healUnhealthy, raiseLive } from '../forward/heal.ts';
import type { Decide } from '../dry-run/imagine.ts';
import { endPlan } from '../dry-run/plan.ts';
import { prepare } from '../forward/prepare.ts';
import { endEarlierRelease, endStaged, refusePromoted } from '../commands/stage.ts';
import { adoptBlue, supersede } from '../forward/supersede.ts';
import { stopReset } from '../commands/stop-reset.ts';
import { contract, keepPlanned } from '../migrations/contract.ts';
import { stopLeftTests } from '../checks/left-tasks.ts';
import { switchOver } from '../forward/switch.ts';
import { alreadyOver, endReleased } from '../commands/release.ts';
import { finishCleanup, tearDown } from '../forward/teardown.ts';
import type { Memory } from '../model/memory.ts';
import type { Command, Request } from '../../common/request/request.ts';

import type { Step } from '../model/step.ts';
import { noteSessions } from '../sessions/note.ts';
import { restoreCut } from '../sessions/restore.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { World } from '../model/world.ts';
import { isRuleWritten } from '../roles/writes.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { sceneOf, type Decider, type Scene } from '../roles/scene.ts';
import { step, wait } from '../model/make-step.ts';
import { isBlind } from '../model/look.ts';
import { mayBeOld } from '../health/last-known.ts';
import { decideBlind } from '../rollback/blind.ts';
import { timely } from './timely.ts';

/**
 * The order is the safety argument. The first decider that returns a step wins, so each may rely on what those above it
 * have ensured: the fence is ours, the last write shows, the service is understood.
 */
const upToGate: readonly Decider[] = [
  // Before everything, even before a rollback: a run that has lost the fence writes nothing more.
  standDown,
  // Before all work of the post step: what is left must be reported while there is time to report it.
  endOutOfTime,
  // Before anything that needs to know green: a task set whose creation was just sent may not show yet, and would be left behind.
  awaitCreation,
  // Before `endOfCancel`, which would end the run: no other run restores auto scaling until the next release.
  finishKeptCleanup,
  // Before everything that moves the release forward. A cancel that has to roll back is a failure, which `rollBack` handles.
  endOfCancel,
  // Before every forward step, so that a failed release never continues. Before `settle`, since traffic must not wait for a
  // stale read. Before `holdFence`: traffic first.
  rollBack,
  // Before every forward decision: none is made on a world that may not show the last write yet.
  settle,
  // Before every forward write, so that a throttled account is not throttled more.
  backOff,
  // Before the first write: nothing is written to a service that is not understood.
  preflight,
  // Before the fence: a re-run of a release that has ended writes nothing. Relies on `preflight` having understood the service.
  alreadyOver,
  // Before the fence, since taking it ends the run whose bake this is. After `preflight`, which reports problems at once.
  awaitBake,
  // The first write. Everything below may rely on holding the fence.
  holdFence,
  // Before the release begins: what tests an earlier green may write into what users see. Relies on the fence.
  stopLeftTests,
  // Before the heals, and before anything is deleted or created: PRIMARY without traffic looks like a leftover.
  stopReset,
  // Before green is created: users are getting no response. Relies on the fence, so that the run of the unhealthy release
  // is not moving traffic at the same time.
  healUnhealthy,
  // Before everything that needs to know blue: production on two task sets has no single blue.
  healSplit,
  // Before a release begins from blue: blue has to carry all traffic at full scale. Relies on `healSplit` for a single blue.
  raiseLive,
  // Before anything is deleted or created: from then on the tag shows which group's users hold cookies.
  noteSessions,
  // Before anything is deleted or the lease is written: they show that the contract of what is live has not begun.
  keepPlanned,
  // Before `prepare`, which needs room and a free target group. Always after the heals: a leftover may have to serve.
  supersede,
  // Before green exists: the name of an untagged blue must be in a tag that the next run can read.
  adoptBlue,
  // Before `prepare`, which brings the idle group into the rules. Relies on `supersede`: what is over must not be reached again.
  restoreCut,
  // Before `gate`, which needs green. Relies on the fence, and on `supersede` having deleted what can be deleted.
  prepare,
  // Before `switchOver`: green must be ready, pass its smoke test and have a baseline to be judged by.
  gate,
];
const fromSwitch: readonly Decider[] = [
  // Relies on `gate`, and checks readiness again at each rule. Label and lease come before the first rule.
  switchOver,
  // Before blue is touched: until the bake has passed, blue is what a rollback returns to. Relies on every rule being on green.
  bake,
  // Only after the bake. It checks drift first: what looks unused may have been given traffic again.
  tearDown,
  // After blue is gone, with its last task. Before the tags are cleared, which show that it has not begun.
  contract,
  // After blue is gone: until then a rollback needs the tags, and two fleets need scale-in suspended.
  finishCleanup,
  // Last: a run may report success only once the deciders above have nothing left to do.
  endReleased,
];

/** The commands share the deciders. They differ in what they refuse, which green they act on, and where they end. */
const deciders: Readonly<Record<Exclude<Command, 'sweep'>, readonly Decider[]>> = {
  deploy: [
    // Before everything, in every command that writes: this is not the service that the inputs mean.
    refuseElsewhere,
    // Before the rest: with reset rules, what should be live looks like a leftover. So do the other commands that don't repair.
    refuseReset,
    ...upToGate,
    ...fromSwitch,
  ],
  stage: [
    refuseElsewhere,
    refuseReset,
    // Before the rest: a green that was promoted in the meantime is live, so this run must not change it.
    refusePromoted,
    ...upToGate,
    // After `gate`: the tags of the earlier release are cleared only once this green has replaced its blue.
    endEarlierRelease,
    // In place of `switchOver`: a stage never moves production.
    endStaged,
  ],
  promote: [
    refuseElsewhere,
    refuseReset,
    // Before the rest: without a staged green of the approved commit there is nothing to promote, and nothing is written.
    findStaged,
    // `restage` in place of `prepare`: only what has expired is created again.
    ...upToGate.map((decider) => (decider === prepare ? restage : decider)),
    ...fromSwitch,
  ],
  rollback: [
    // Costs no call, so a rollback doesn't wait for it.
    refuseElsewhere,
    // Before the rest: with reset rules nothing is rolled back, and production returns to PRIMARY.
    repair,
    // Before the rest: what must not be rolled back is refused before `rollBack` writes anything.
    refuseRollback,
    // Without `awaitBake`: a rollback is what interrupts a bake. The rest is for a re-release.
    ...upToGate.filter((decider) => decider !== awaitBake),
    ...fromSwitch,
  ],
  teardown: [
    refuseElsewhere,
    refuseReset,
    // As in a release. Without `rollBack`: a teardown moves no production traffic.
    standDown,
    endOutOfTime,
    finishKeptCleanup,
    endOfCancel,
    settle,
    backOff,
    // Before `preflight` and the fence: whether there is a blue to delete decides whether anything is written.
    findWarm,
    // Before the fence, which would end the run whose bake this is: its blue is what a rollback returns to.
    awaitBake,
    preflight,
    holdFence,
    stopLeftTests,
    // Relies on the fence and on all of production being on green. Never overtakes `awaitBake`.
    tearDown,
    // After blue is gone, as in a release.
    contract,
    finishCleanup,
    endTornDown,
  ],
  // Nothing before the end: status and plan write nothing, so they need neither fence nor preflight.
  status: [endStatus],
  plan: [endPlan((...seen) => decideReleasing(...seen))],
};

/** The next step of every command but sweep: its deciders aren't loaded with those of a release. Throws for a sweep. */
export const decideReleasing: Decide = (request, world, memory) => {
  if (request.command === 'sweep') throw new Error('the deciders of sweep are not loaded');
  return decideBy(deciders[request.command], request, world, memory);
};

/** The next step by these deciders, in this order. Pure and total. */
export function decideBy(own: readonly Decider[], request: Request, world: World, memory: Memory): Step {
  const scene = sceneOf(request, world, memory);
  return timely(scene, isBlind(world) && mayBeOld(memory, 'rules') ? decideBlind(scene) : decide(own, scene));
}

function decide(own: readonly Decider[], scene: Scene): Step {
  for (const decider of own) {
    const next = decider(scene);
    if (next !== null) return changesNothing(scene, next) ? idle(scene) : next;
  }
  return idle(scene);
}

/** Without this check, a job could write weights that are already in place again and again for hours. */
const changesNothing = ({ world }: Scene, { act }: Step): boolean =>
  act.kind === 'write-rule' && isRuleWritten(act, world);

/** How long to wait for the world to change while no decider applies. */
const idleLimitMs = 300_000;

/** A state that no decider handles must not keep a job waiting for hours: the run fails, and reports what it saw. */
function idle({ memory, world, roles, request }: Scene): Step {
  const sinceMs = memory.idleSinceMs ?? world.nowMs;
  if (world.nowMs - sinceMs < idleLimitMs)
    return { ...wait('end', 'idle', 'nothing to do in this observation', 1000), aim: 'idle' };
  const sets = world.taskSets.map((set) => `${formatSet(set)} ${set.status}, ${String(set.running)} running`);
  return step('end', 'bug', 'no decider applies', {
    kind: 'end',
    result: 'failed',
    message:
      `Stopped: no decider applies to service ${request.service} as it is now. ${describeTraffic(roles)} ` +
      'Nothing more is changed. Run the job again, which checks everything again, and report this with the log.',
    details: sets,
  });
}
