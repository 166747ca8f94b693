// Which parts the next observation reads (ADR 27).
import { needsAlarms } from '../alarms/judged.ts';
import { traitsOf } from '../../common/request/commands.ts';
import type { ReasonCode } from '../../common/run/reason.ts';
import type { Phase } from '../../common/run/step.ts';
import { isThrottling } from '../../common/values/trouble.ts';
import { warmUntilMs } from '../forward/defer.ts';
import { intervalMs } from '../health/intervals.ts';
import { strangers } from '../health/readiness.ts';
import { bakeEndsMs } from '../health/switch-state.ts';
import { hasLeftUnread } from '../model/memory.ts';
import { everything, failingOf, isBlind, parts, readAtMs, type Part, type Wanted } from '../model/look.ts';
import { isWrite, type Step, type Write } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';

const ofTasks: readonly Part[] = ['tasks', 'stopped-tasks'];
const ofEcs: readonly Part[] = ['service', ...ofTasks];

/**
 * What the observation after `step` reads. Everything after a write of a rule, in a rollback, and as soon as anything looks
 * wrong. In between, some parts are read at each look, and the others once they are as old as their interval.
 * No write relies on this: `timely` has the parts that justify it read again.
 */
export function dueParts(scene: Scene, step: Step, nowMs: number): Wanted {
  if (step.act.kind === 'look')
    // What an end says has to be read, unless a write was left because it could not be.
    return { parts: step.act.parts, keepsFailing: step.act.before !== null || hasLeftUnread(scene.memory) };
  const always = inLongWait(scene, step) ?? (readsEverything(scene, nowMs) ? null : atEachLook(scene, step));
  if (always === null) return everything;
  const isAsked = (part: Part): boolean => part !== 'alarms' || needsAlarms(scene.request, scene.memory);
  const isDue = (part: Part): boolean =>
    always.includes(part) || (isAsked(part) && isOld(scene, part, nowMs));
  return { parts: parts.filter(isDue), keepsFailing: false };
}

/**
 * Waits that may last for minutes once something is wrong, or over: until tasks start, get healthy or stop. What looked
 * wrong does not have to be looked at again for them.
 */
const inLongWait = (scene: Scene, { act, phase, reason }: Step): readonly Part[] | null =>
  act.kind === 'wait' && scene.memory.interrupted === null
    ? (longWaits[reason]?.(scene, phase) ?? null)
    : null;

function readsEverything(scene: Scene, nowMs: number): boolean {
  const { memory, request } = scene;
  if (traitsOf(request).finishesOthers || memory.interrupted !== null || memory.isCancelled) return true;
  if (memory.pending?.write.kind === 'write-rule' || memory.trouble !== null) return true;
  return looksWrong(scene) || isWaitOver(scene, nowMs);
}

/** Green or production may be failing: a rollback is near. */
const looksWrong = ({ memory }: Scene): boolean =>
  memory.driftSinceMs !== null ||
  memory.badTargetStreak > 0 ||
  memory.bakeProbe.failuresInRow > 0 ||
  memory.bakeChecks.failuresInRow > 0;

/** What comes after the bake, and after the warm time, is decided on what is then. */
function isWaitOver(scene: Scene, nowMs: number): boolean {
  const { memory, roles } = scene;
  const bakeMs = memory.isBakePassed ? null : bakeEndsMs(scene);
  if (bakeMs !== null && nowMs >= bakeMs) return true;
  return memory.isBakePassed && roles.blue?.status === 'ACTIVE' && nowMs >= warmUntilMs(scene);
}

/** What is read at each look while the step's reason lasts. `null`: everything. */
function atEachLook(scene: Scene, { act, phase, reason }: Step): readonly Part[] | null {
  if (scene.memory.failure !== null) return null;
  if (isBlind(scene.world)) return ['service', 'rules'];
  if (isWrite(act)) return afterWrite(act.kind);
  return whileWaiting[reason]?.(scene, phase) ?? null;
}

type AtEachLook = (scene: Scene, phase: Phase) => readonly Part[] | null;

const longWaits: Readonly<Partial<Record<ReasonCode, AtEachLook>>> = {
  'waiting-for-green-to-vanish': () => ['service'],
  'waiting-for-blue-to-vanish': () => ['service'],
  'waiting-for-blue-to-serve': ({ roles }) => withHealth(isHalfRunning(roles.blue)),
  'waiting-for-ready': ({ roles }, phase) =>
    phase === 'switch' || phase === 'warm' ? withHealth(isHalfRunning(roles.green)) : null,
};

const whileWaiting: Readonly<Partial<Record<ReasonCode, AtEachLook>>> = {
  'reading-back': ({ memory }) => (memory.pending === null ? null : afterWrite(memory.pending.write.kind)),
  'fence-settling': () => ofEcs,
  'waiting-for-ready': ({ roles: { green } }, phase) =>
    phase === 'ready' ? withHealth(green !== null && isComplete(green)) : null,
  'waiting-for-group-to-empty': (_scene, phase) => (phase === 'ready' ? ofEcs : null),
  'smoke-testing': () => ofEcs,
  migrating: () => ofEcs,
  contracting: () => [...ofEcs, 'targets'],
  'testing-blue': () => ofEcs,
  checking: (scene, phase) => (phase === 'bake' ? inBake(scene) : ofEcs),
  'measuring-baseline': () => ofEcs,
  'proving-switch': inBake,
  baking: inBake,
  warm: () => ['service'],
  'waiting-for-bake': () => ['service'],
};

/** Only a write of a rule shows in the rules. */
function afterWrite(kind: Write['kind']): readonly Part[] | null {
  if (kind === 'write-rule') return null;
  return kind === 'write-scaling' ? [...ofEcs, 'scaling'] : ofEcs;
}

/** Health says something once enough tasks run: all, to be ready, and half, to serve. */
const withHealth = (doEnoughRun: boolean): readonly Part[] => (doEnoughRun ? [...ofEcs, 'targets'] : ofEcs);

const isHalfRunning = (set: TaskSetView | null): boolean =>
  set !== null && set.running * 2 >= set.computedDesired;

/** The first looks after the switch show most of the failures. A bake needs three good ones to pass. */
function inBake(scene: Scene): readonly Part[] {
  const { memory, world, roles } = scene;
  const areTasksMoving =
    world.taskSets.some((set) => set.status !== 'DRAINING' && !(isComplete(set) && set.isSteady)) ||
    (roles.green !== null && strangers(world, roles.green).length > 0);
  return [
    ...(memory.goodBakeStreak < 3 ? (['service', 'targets'] as const) : []),
    ...(areTasksMoving ? ofTasks : []),
  ];
}

const isComplete = ({ running, computedDesired, pending }: TaskSetView): boolean =>
  running === computedDesired && pending === 0;

/** A read that failed is repeated at the next look, but after its interval if AWS throttled it, or if nothing waits for it. */
function isOld(scene: Scene, part: Part, nowMs: number): boolean {
  const { world } = scene;
  const failing = failingOf(world, part);
  if (failing === null) return nowMs - readAtMs(world, part) >= intervalMs(scene, part);
  const canWait = part === 'alarms' || isThrottling(failing.trouble.code);
  return !canWait || nowMs - failing.atMs >= intervalMs(scene, part);
}
