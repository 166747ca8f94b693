// How old may be what justifies a write. Too old: the step is to look again at those parts.
import type { TaskPurpose } from '../../common/one-off-tasks/task.ts';
import { formatAll } from '../../common/values/count.ts';
import { failingOf, endedMs, isLeftOut, parts, readAtMs, type Part } from '../model/look.ts';
import { hasLeftUnread } from '../model/memory.ts';
import { canBeLeft, isWrite, type RuleWrite, type Step, type Write } from '../model/step.ts';
import { step } from '../model/make-step.ts';
import { blindMs, mayBeOld } from '../health/last-known.ts';
import { freshMs, rollbackCountsMs } from '../health/quiet.ts';
import { labelUntilMs } from '../rollback/label.ts';
import { findSet } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';

const usualMs = 30_000;
/** What is left of the time has to do for signing and sending. */
const sendingMs = 250;
/** Pause before a part is read again that has just failed. */
const pauseMs = 500;

/** What the label and the rules of a rollback are decided on. */
const ofRollback = ['rules', 'service', 'targets'] as const satisfies readonly Part[];

type Limits = Readonly<Partial<Record<Part, number>>>;

/** The step, with the time until which its write counts; or a look at the parts that are too old for it. */
export function timely(scene: Scene, next: Step): Step {
  const { act } = next;
  if (act.kind === 'end') return endOfThisLook(scene, next);
  if (!isWrite(act)) return next;
  const { world } = scene;
  const untils = untilsOf(scene, next, act);
  const isOld = ({ part, untilMs, isOfThisLook }: Until): boolean =>
    untilMs - sendingMs < world.nowMs || (isOfThisLook && isLeftOut(world, part));
  if (untils.some(isOld)) {
    // What has to be of one look is read in one look, or each half of it would find the other left out.
    const old = untils.filter((until) => until.isOfThisLook || isOld(until)).map(({ part }) => part);
    // In a rollback the look may show that traffic has to return: what that needs is read with it.
    const also = scene.memory.failure === null ? [] : ofRollback;
    return lookAgain(scene, next, { old: [...old, ...also], before: act });
  }
  return { ...next, countsUntilMs: Math.min(...untils.map(({ untilMs }) => untilMs)) };
}

/**
 * An end says where traffic is, and a run that stands down has to know who moved it. A run that may go on without a part,
 * or that has left a write because of it, ends without it.
 */
function endOfThisLook(scene: Scene, next: Step): Step {
  const { world, memory } = scene;
  const hasLeft = hasLeftUnread(memory);
  const isKept = (part: Part): boolean =>
    isLeftOut(world, part) || (failingOf(world, part) !== null && !hasLeft && !mayBeOld(memory, part));
  return ofRollback.some(isKept) ? lookAgain(scene, next, { old: ofRollback, before: null }) : next;
}

interface Until {
  readonly part: Part;
  readonly untilMs: number;
  /** Whether the look that decides the write has to have read it, however young it is. */
  readonly isOfThisLook: boolean;
}

function untilsOf(scene: Scene, next: Step, write: Write): readonly Until[] {
  const { world } = scene;
  if (next.aim !== 'restore-traffic')
    return Object.entries(limitsOf(scene, write)).map(([part, ms]) => ({
      part: part as Part,
      untilMs: readAtMs(world, part as Part) + ms,
      // The fence is in the service's tags (invariant 7).
      isOfThisLook: part === 'service' || ms === freshMs,
    }));
  const isUnread = failingOf(world, 'rules') !== null;
  const blindUntilMs = isUnread ? readAtMs(world, 'rules') + blindMs : Number.POSITIVE_INFINITY;
  const untilMs = endedMs(world) + rollbackCountsMs;
  return ofRollback.map((part) => ({
    part,
    untilMs: Math.min(
      untilMs,
      part === 'rules' ? blindUntilMs : untilMs,
      part === 'service' && write.kind === 'write-rule' ? labelUntilMs(scene) : untilMs,
    ),
    isOfThisLook: true,
  }));
}

/** The parts that justify a write, each with the age up to which it does. */
function limitsOf(scene: Scene, write: Write): Limits {
  switch (write.kind) {
    case 'write-rule':
      return isProduction(scene, write)
        ? { rules: freshMs, targets: freshMs, service: freshMs, tasks: usualMs }
        : { rules: freshMs, service: freshMs };
    case 'create-green':
      return { rules: freshMs, service: usualMs, targets: usualMs };
    case 'delete':
      return { rules: freshMs, service: freshMs, ...ofHealth(scene) };
    case 'write-scaling':
      return { rules: freshMs, service: freshMs };
    case 'scale':
      return isLowering(scene, write)
        ? { rules: freshMs, service: freshMs, ...ofHealth(scene) }
        : { service: usualMs };
    case 'stop-task':
      return { service: usualMs, tasks: usualMs };
    case 'run-task':
      return { rules: usualMs, ...limitsOfTask[write.request.purpose] };
    case 'tag-service':
      // What hides the try of another run would let it start twice (ADR 37).
      return { rules: usualMs, service: namesTry(write) ? freshMs : usualMs };
    case 'register':
    case 'label':
    case 'untag-service':
      return { rules: usualMs, service: usualMs };
  }
}

const namesTry = ({ tags }: Extract<Write, { kind: 'tag-service' }>): boolean =>
  tags.migration !== undefined || tags.contract !== undefined;

const limitsOfTask: Readonly<Record<TaskPurpose, Limits>> = {
  test: { service: usualMs },
  // The tag that names a migration, and the fence, have to be what this look shows.
  migration: { service: freshMs },
  // Once no task of the version before runs, none starts while this run holds the service.
  contract: { service: freshMs, tasks: usualMs, targets: usualMs },
};

/** Whether green can do without blue. In a rollback, what is deleted has no traffic, however healthy it is. */
const ofHealth = ({ memory }: Scene): Limits => (memory.failure === null ? { targets: usualMs } : {});

const isProduction = ({ roles }: Scene, { rule }: RuleWrite): boolean => roles.production.includes(rule);

const isLowering = ({ world }: Scene, { set, percent }: Extract<Write, { kind: 'scale' }>): boolean =>
  percent < (findSet(world, set)?.scalePercent ?? 0);

interface Looking {
  readonly old: readonly Part[];
  readonly before: Write | null;
}

function lookAgain({ world }: Scene, next: Step, { old, before }: Looking): Step {
  const { phase, reason } = next;
  const isFailing = old.some((part) => failingOf(world, part) !== null);
  // What can't be left is worth waiting for: the whole observation fails, and the run waits or ends as for any read.
  const isWhole = isFailing && before !== null && !canBeLeft(before);
  const asked = parts.filter((part) => old.includes(part));
  // The end is not said before it is sure, and the write says why once it is sent.
  const why = `reading ${formatAll(asked)} again before ${next.act.kind === 'end' ? 'the end' : reason}`;
  return step(phase, reason, why, {
    kind: 'look',
    parts: isWhole ? parts : asked,
    before,
    afterMs: isFailing ? pauseMs : 0,
  });
}
