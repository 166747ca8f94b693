// Folds what a step brought into memory.
import type { CheckResult } from '../../common/probes/check-job.ts';
import { evolveChecks } from '../../common/probes/check-memory.ts';
import { evolveProbes } from '../../common/probes/evolve-probes.ts';
import { wasBlueBarred, type Probed } from '../../common/probes/probe-memory.ts';
import { formatRule } from '../../common/load-balancer/traffic.ts';
import type { RuleView } from '../../common/load-balancer/view.ts';
import { traitsOf } from '../../common/request/commands.ts';
import { failureOfWrite } from '../../common/run/refusal.ts';
import type { Request } from '../../common/request/request.ts';
import { startedAfter } from '../../common/migrations/started.ts';
import type { TaskArn } from '../../common/one-off-tasks/task.ts';
import type { TaskDefinitionArn } from '../../common/values/arn.ts';
import type { Trouble } from '../../common/values/trouble.ts';
import type { Memory } from '../model/memory.ts';
import { isSameInAnyDirection, ruleKey, writeKey } from '../model/write-key.ts';
import { canBeLeft, isRollback, isWrite, type Step, type Write } from '../model/step.ts';
import type { TaskSetArn, World } from '../model/world.ts';
import { failingOf } from '../model/look.ts';
import { hasBegun } from '../health/capacity.ts';
import { comparedIn, describeComparison } from '../health/comparison.ts';
import { lostAfterMs } from '../health/last-known.ts';
import { ownSmokeRequests, smokeProbing } from '../health/probing.ts';
import { healthyOwn } from '../health/readiness.ts';
import { sceneOf, type Scene } from '../roles/scene.ts';
import { secondsCut } from '../sessions/describe.ts';
import { evolveAccepted } from './reverted.ts';
import { describeSwept } from './sweep.ts';
import { evolveTrouble } from './trouble-verdict.ts';

/** What acting on a step brought. */
export type Outcome =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'registered';
      readonly revision: TaskDefinitionArn;
      /** Members that were sent and that ECS left out. */
      readonly leftOut: readonly string[];
    }
  | { readonly kind: 'created'; readonly set: TaskSetArn }
  | { readonly kind: 'started'; readonly task: TaskArn }
  | { readonly kind: 'probed'; readonly answers: readonly Probed[] }
  /** Some answers are still to come. The next step that asks for them gets them. */
  | { readonly kind: 'probing' }
  | { readonly kind: 'checked'; readonly result: CheckResult }
  | { readonly kind: 'failed'; readonly trouble: Trouble }
  /** The write was not sent: what it was decided on has become too old. */
  | { readonly kind: 'too-late' };

/** A step that was carried out: the world that it was decided on, and what it brought. */
export interface Acted {
  readonly request: Request;
  readonly world: World;
  readonly step: Step;
  readonly outcome: Outcome;
  /** After the act. */
  readonly nowMs: number;
}

/** Folds an outcome into memory. */
export function evolveOutcome(before: Memory, acted: Acted): Memory {
  const { request, world, step, outcome, nowMs } = acted;
  const { act, aim } = step;
  const idleSinceMs = aim === 'idle' ? (before.idleSinceMs ?? world.nowMs) : null;
  // A lease that is renewed in between does not end the wait.
  const stillMs = act.kind === 'tag-service' ? before.lookingSinceMs : null;
  const lookingSinceMs = act.kind === 'look' ? (before.lookingSinceMs ?? world.nowMs) : stillMs;
  const swept = evolveSwept(before, acted);
  const memory: Memory = { ...before, idleSinceMs, lookingSinceMs, swept, ...evolveTestTask(before, acted) };
  if (act.kind === 'look') return evolveLook(memory, act, world);
  if (act.kind === 'probe')
    return outcome.kind === 'probed'
      ? {
          ...memory,
          ...evolveProbes(memory, {
            purpose: act.purpose,
            answers: outcome.answers,
            isAskedFor: smokeProbing(sceneOf(request, world, memory)).isAskedFor,
            canAskOwn: ownSmokeRequests(sceneOf(request, world, memory)).length > 0,
            nowMs,
          }),
        }
      : memory;
  if (act.kind === 'check')
    return outcome.kind === 'checked'
      ? {
          ...memory,
          ...evolveChecks(memory, {
            ...act,
            result: outcome.result,
            nowMs,
            wasBlueBarred: wasBlueBarred(memory),
          }),
        }
      : memory;
  if (!isWrite(act) || outcome.kind === 'too-late') return memory;
  const rollback = evolveRollback(memory, acted);
  const switching = evolveSwitch(memory, acted);
  if (outcome.kind === 'failed')
    return evolveTrouble(
      sceneOf(request, world, memory),
      { ...memory, ...switching, ...rollback },
      { write: act, trouble: outcome.trouble, nowMs, isRollback: isRollback(step) },
    );
  return {
    ...memory,
    ...(aim === 'restore-drift' && act.kind === 'write-rule' ? evolveRestored(memory, act.rule, nowMs) : {}),
    // The success of another write says nothing about the one that keeps failing.
    trouble: isTroubleOf(memory, act) ? null : memory.trouble,
    isPreflightPassed: memory.isPreflightPassed || !isRollback(step),
    ...evolveWritten(memory, act, acted),
    ...switching,
    accepted: evolveAccepted(memory, act, acted),
    ...rollback,
  };
}

/** From before the answer on, since a task may run although no answer came. Its check has begun. */
function evolveTestTask(memory: Memory, { step: { act }, outcome, nowMs }: Acted): Partial<Memory> {
  if (act.kind !== 'run-task' || outcome.kind === 'too-late') return {};
  const { tryId, purpose } = act.request;
  if (purpose !== 'test')
    return {
      migration: startedAfter(memory.migration, { tryId, sentAtMs: nowMs, answer: answerIn(outcome) }),
    };
  const name = memory.switchedAtMs === null ? 'checks' : 'bakeChecks';
  const before = memory[name];
  const begun = { ...before, startedAtMs: before.startedAtMs ?? nowMs, lastMs: nowMs };
  if (outcome.kind === 'started')
    return {
      testTask: { tryId, arn: outcome.task, request: act.request, isOver: false },
      [name]: { ...begun, isRunning: true },
    };
  const lastFailure = outcome.kind === 'failed' ? outcome.trouble.message : null;
  return {
    ...(memory.testTask?.tryId === tryId
      ? {}
      : { testTask: { tryId, arn: null, request: act.request, isOver: false } }),
    [name]: { ...begun, lastFailure },
  };
}

const answerIn = (outcome: Outcome): Parameters<typeof startedAfter>[1]['answer'] => {
  if (outcome.kind === 'started') return { task: outcome.task };
  return outcome.kind === 'failed' && outcome.trouble.kind !== 'lost' ? 'refused' : 'none';
};

const isTroubleOf = ({ trouble }: Memory, write: Write): boolean =>
  trouble !== null && isSameInAnyDirection(trouble.key, writeKey(write));

/** A write without an answer may have been carried out. */
const mayBeDone = ({ outcome }: Acted): boolean =>
  outcome.kind !== 'failed' || outcome.trouble.kind === 'lost';

function evolveRollback(memory: Memory, acted: Acted): Partial<Memory> {
  const { request, world, step, nowMs } = acted;
  if (step.aim !== 'restore-traffic' || step.act.kind !== 'write-rule' || !mayBeDone(acted)) return {};
  const scene = sceneOf(request, world, memory);
  const cutSeconds = secondsCut(scene, step.act);
  return {
    rollbackWrittenMs: nowMs,
    rollbackBegunMs: memory.rollbackBegunMs ?? nowMs,
    compared: memory.compared ?? describeCompared(scene),
    sessionsCutSeconds: Math.max(memory.sessionsCutSeconds, cutSeconds),
  };
}

function describeCompared(scene: Scene): string | null {
  const compared = comparedIn(scene);
  return compared === null ? null : describeComparison(scene.world, compared);
}

/**
 * From its first rule on, users may be on green: the next look may fail, and somebody has to watch green all the same.
 * And green has to keep the capacity that it had then.
 */
function evolveSwitch(memory: Memory, acted: Acted): Partial<Memory> {
  const { request, world, step } = acted;
  const scene = sceneOf(request, world, memory);
  const { green } = scene.roles;
  if (step.aim !== 'switch' || green === null || !mayBeDone(acted)) return {};
  const capacity = hasBegun(scene) ? {} : { switchCapacity: healthyOwn(world, green).length };
  return { hasGreenBeenLive: true, unopened: null, ...capacity };
}

/** How long a write that can be left for the next teardown waits for a newer look. Any other waits as for every read. */
const leftAfterMs = 120_000;

/**
 * A deletion, a lower scale or restored auto scaling isn't worth more than the look that it needs: it is left, and the
 * end says so. Any other write fails the release, while it can still be rolled back.
 */
function evolveLook(memory: Memory, { before, parts }: Look, world: World): Memory {
  const failing = parts.map((part) => failingOf(world, part)).find((one) => one !== null);
  const waitedMs = world.nowMs - (memory.lookingSinceMs ?? world.nowMs);
  if (before === null) return memory;
  const isLeft = canBeLeft(before);
  const trouble = failing?.trouble ?? tooSlow;
  if (waitedMs < (isLeft ? leftAfterMs : lostAfterMs(trouble))) return memory;
  if (!isLeft && memory.failure === null && !memory.isBakePassed)
    return { ...memory, failure: failureOfWrite(trouble, world.nowMs) };
  const abandoned = { key: writeKey(before), trouble, needsScaleZero: false, isUnread: true };
  return { ...memory, abandoned: [...memory.abandoned, abandoned] };
}

/** Every read was answered, and none was new enough. */
const tooSlow: Trouble = {
  kind: 'busy',
  action: 'reading',
  resource: 'this service',
  code: 'TooSlow',
  message: 'each answer of AWS takes longer than it counts',
};

type Look = Extract<Step['act'], { kind: 'look' }>;

/** Each thing that a sweep did, once, however often it was sent. */
function evolveSwept({ swept }: Memory, acted: Acted): readonly string[] {
  const { finishesOthers } = traitsOf(acted.request);
  const done = finishesOthers && mayBeDone(acted) ? describeSwept(acted.step) : null;
  return done === null || swept.includes(done) ? swept : [...swept, done];
}

/** A rule that was returned to green is always reported at the end. */
const evolveRestored = (memory: Memory, rule: RuleView, nowMs: number): Partial<Memory> => ({
  restored: [
    ...memory.restored,
    { key: ruleKey(rule), rule: formatRule(rule), driftMs: memory.driftSinceMs ?? nowMs },
  ],
});

function evolveWritten(memory: Memory, write: Write, acted: Acted): Partial<Memory> {
  const { outcome, nowMs, step, world } = acted;
  const pending = { pending: { write, atMs: nowMs } };
  if (outcome.kind === 'registered') return { registered: outcome.revision, leftOut: outcome.leftOut };
  if (outcome.kind === 'created' && isDraining(world, outcome.set))
    return { createTry: memory.createTry + 1 };
  if (outcome.kind === 'created') return { ...pending, created: { set: outcome.set, atMs: nowMs } };
  if (write.kind === 'tag-service' && write.tags.fence !== undefined)
    return { fence: { value: write.tags.fence, writtenAtMs: nowMs, isHeld: false } };
  if (write.kind === 'label' && isRollback(step))
    return {
      ...pending,
      isLabelTried: true,
      labelFailedSinceMs: null,
      labelledAtMs: world.nowMs,
    };
  if (write.kind === 'write-rule' && isRollback(step))
    return { ...pending, rulesRolledBack: [...new Set([...memory.rulesRolledBack, ruleKey(write.rule)])] };
  if (write.kind === 'label') return { ...pending, hasLabelledGreen: true };
  if (write.kind === 'tag-service' && write.tags.scaling !== undefined)
    return { ...pending, scalingBefore: write.tags.scaling };
  return pending;
}

/** A task set that was being deleted before the call: the token belongs to an earlier green (fact 12). */
const isDraining = ({ taskSets }: World, set: TaskSetArn): boolean =>
  taskSets.some(({ arn, status }) => arn === set && status === 'DRAINING');
