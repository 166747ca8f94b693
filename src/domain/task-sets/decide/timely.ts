// How old may be what justifies a write. Too old: the step is to look again at those parts.
import { failingOf, endedMs, isLeftOut, parts, readAtMs, type Part } from '../model/look.ts';
import { canBeLeft, isWrite, type Step, type Write } from '../model/step.ts';
import { step } from '../model/make-step.ts';
import { blindMs } from '../health/last-known.ts';
import type { World } from '../model/world.ts';
import { findSet } from '../roles/roles.ts';
import type { Scene } from '../roles/scene.ts';

/** Somebody may write rules at any moment. The same limit holds for green's health at a switch, and for the tags before a deletion. */
const freshMs = 2000;
const usualMs = 30_000;
/** Users wait: the rules of a rollback are written on the look that decided it (ADR 14). Counted from that look's end. */
const rollbackMs = 10_000;
/** What is left of the time has to do for signing and sending. */
const sendingMs = 250;
/** What becomes too old within this time is read again together with what is: rules are read before targets. */
const soonMs = 1000;
/** Pause before a part is read again that has just failed. */
const pauseMs = 500;

type Limits = Readonly<Partial<Record<Part, number>>>;

/** The step, with the time until which its write counts; or a look at the parts that are too old for it. */
export function timely(scene: Scene, next: Step): Step {
  const { act } = next;
  if (!isWrite(act)) return next;
  const { world } = scene;
  const untils = untilsOf(scene, next, act);
  const endedBy = (ms: number): readonly Part[] =>
    untils.filter(({ untilMs }) => untilMs - sendingMs < ms).map(({ part }) => part);
  if (endedBy(world.nowMs).length > 0)
    return lookAgain(scene, next, { old: endedBy(world.nowMs + soonMs), before: act });
  return { ...next, countsUntilMs: Math.min(...untils.map(({ untilMs }) => untilMs)) };
}

type Until = { readonly part: Part; readonly untilMs: number };

function untilsOf(scene: Scene, next: Step, write: Write): readonly Until[] {
  const { world } = scene;
  if (next.aim !== 'restore-traffic')
    return Object.entries(limitsOf(scene, write)).map(([part, ms]) => ({
      part: part as Part,
      untilMs: readAtMs(world, part as Part) + ms,
    }));
  const isUnread = failingOf(world, 'rules') !== null;
  const blindUntilMs = isUnread ? readAtMs(world, 'rules') + blindMs : Number.POSITIVE_INFINITY;
  return [
    { part: 'rules', untilMs: Math.min(rollbackUntilMs(world, 'rules'), blindUntilMs) },
    { part: 'service', untilMs: rollbackUntilMs(world, 'service') },
    { part: 'targets', untilMs: rollbackUntilMs(world, 'targets') },
  ];
}

/** A part that its look left out counts from its own read. */
const rollbackUntilMs = (world: World, part: Part): number =>
  (isLeftOut(world, part) ? readAtMs(world, part) : endedMs(world)) + rollbackMs;

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
    case 'write-scaling':
      return { rules: freshMs, service: freshMs };
    case 'scale':
      return isLowering(scene, write) ? { rules: freshMs, service: freshMs } : { service: usualMs };
    case 'register':
    case 'label':
    case 'tag-service':
    case 'untag-service':
      return { rules: usualMs, service: usualMs };
  }
}

const isProduction = ({ roles }: Scene, { rule }: Extract<Write, { kind: 'write-rule' }>): boolean =>
  roles.production.includes(rule);

const isLowering = ({ world }: Scene, { set, percent }: Extract<Write, { kind: 'scale' }>): boolean =>
  percent < (findSet(world, set)?.scalePercent ?? 0);

interface Looking {
  readonly old: readonly Part[];
  readonly before: Write;
}

function lookAgain({ world }: Scene, { phase, reason, because }: Step, { old, before }: Looking): Step {
  const isFailing = old.some((part) => failingOf(world, part) !== null);
  const why = `${because}: reading ${old.join(' and ')} again before that`;
  // What can't be left is worth waiting for: the whole observation fails, and the run waits or ends as for any read.
  const isWhole = isFailing && !canBeLeft(before);
  return step(phase, reason, why, {
    kind: 'look',
    parts: isWhole ? parts : old,
    before,
    afterMs: isFailing ? pauseMs : 0,
  });
}
