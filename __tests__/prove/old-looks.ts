// Disturbances of time: one part of a look is older than the rest, and a process that is stopped before it sends its write.
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveOutcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { allReadAt, type Look, type Part } from '../../src/domain/task-sets/model/look.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import type { Account } from './account.ts';
import { judgeAge } from './judge-age.ts';
import { goalAt } from './goals.ts';
import { actorAt, answered, decided, observedBy, type View } from './runs.ts';
import { watch } from './watched.ts';
import { clock } from './words.ts';
import { tickMs, type Flight, type Move, type State } from './state.ts';

export const agingParts = ['rules', 'service', 'targets'] as const;
export type Aging = (typeof agingParts)[number];

/** How old the part is by the end of the look: within every limit, past 2 s, past 10 s, and past 30 s. */
const ages = [1500, 3000, 20_000, 45_000] as const;
/** Of a change that comes during the look. */
const agesOfChange = [1500, 3000] as const;

/** Somebody changes something while a run looks: it read that part just before. */
export function changesDuringLook(index: number, changes: readonly Move[]): readonly Move[] {
  return changes.flatMap((change) =>
    oldParts(change.next, index, agesOfChange).map((move) => ({
      ...move,
      text: () => `${change.text()} ${move.text()}`,
    })),
  );
}

/** One part was read just before the last change, and the rest of the look took this long. */
export function oldParts(state: State, index: number, asked: readonly number[] = ages): readonly Move[] {
  const { before } = state;
  if (before === null) return [];
  const earliestMs = Math.max(state.nowMs, actorAt(state, index).wakeMs);
  const times = new Set(asked.map((age) => Math.max(earliestMs, before.untilMs + age)));
  const parts = agingParts.filter((part) => isChanged(part, before.account, state.account));
  return parts.flatMap((part) =>
    [...times].map((nowMs) => oldPartTurn(state, index, { part, readAtMs: before.untilMs, nowMs })),
  );
}

function isChanged(part: Aging, old: Account, now: Account): boolean {
  if (part === 'rules') return old.rules !== now.rules;
  const text = ({ tags, stranger, sets }: Account): string =>
    part === 'service'
      ? JSON.stringify([tags, sets.map(({ n, label, scale, deletedAtMs }) => [n, label, scale, deletedAtMs])])
      : JSON.stringify([stranger, sets.map(({ n, health, deletedAtMs }) => [n, health, deletedAtMs])]);
  return text(old) !== text(now);
}

interface Old {
  readonly part: Aging;
  readonly readAtMs: number;
  readonly nowMs: number;
}

function oldPartTurn(state: State, index: number, { part, readAtMs, nowMs }: Old): Move {
  const old = state.before?.account ?? state.account;
  const known = observedBy(state, index, old, readAtMs);
  const reading = { readAtMs, isNew: true, failing: null };
  const look: Look = { isWhole: true, endedMs: nowMs, readings: { ...allReadAt(nowMs), [part]: reading } };
  const view: View = {
    account: withPart(part, state.account, old),
    world: { ...mixed(observedBy(state, index, state.account, nowMs), known, [part]), look },
    isUpToDate: part !== 'rules',
    words: ` reads the ${part} as ${String((nowMs - readAtMs) / 1000)} s ago and`,
  };
  return decidedOrLooked(state, index, view, part);
}

/** A look at the rules may show a failure, whose rollback needs the targets of the same look. */
const mostLooks = 2;

/** If the step is to look again at some parts, that follows at once, and what is decided then is the move. */
function decidedOrLooked(state: State, index: number, view: View, part: Aging, left = mostLooks): Move {
  const actor = actorAt(state, index);
  const { plan: request } = actor;
  const { world } = view;
  const memory = evolveWorld(request, actor.memory, world);
  const step = decideNextStep(request, world, memory);
  if (step.act.kind !== 'look' || left === 0) return decided(state, index, view);
  const acted = { request, world, step, outcome: { kind: 'done' }, nowMs: world.nowMs } as const;
  const watched = watch(actor, view.account, world);
  const from = goalAt(actor, memory, view.account, world.nowMs);
  const next = { ...actor, from, memory: evolveOutcome(memory, acted), watched };
  const actors = state.actors.map((one, i) => (i === index ? next : one));
  const nowMs = world.nowMs + tickMs;
  const { parts } = step.act;
  const isRead = parts.includes(part);
  const again: View = {
    account: isRead ? state.account : view.account,
    world: readAgain(world, observedBy(state, index, state.account, nowMs), parts),
    isUpToDate: view.isUpToDate || isRead,
    words: `${view.words} then the ${parts.join(' and ')} again, and`,
  };
  return decidedOrLooked({ ...state, actors }, index, again, part, left - 1);
}

/** The look before with these parts read again. */
function readAgain(kept: World, now: World, parts: readonly Part[]): World {
  const was = kept.look?.readings ?? allReadAt(kept.nowMs);
  const readings = { ...allReadAt(now.nowMs) };
  for (const part of Object.keys(readings) as Part[])
    if (!parts.includes(part)) readings[part] = { ...was[part], isNew: false };
  const look: Look = { isWhole: true, endedMs: now.nowMs, readings };
  return { ...mixed(kept, now, parts), nowMs: now.nowMs, candidate: now.candidate, runs: now.runs, look };
}

/** A world with some parts of another. */
export function mixed(world: World, other: World, parts: readonly Part[]): World {
  const has = (part: Part): boolean => parts.includes(part);
  const tasksOf = has('tasks') ? other : world;
  const from = has('service') ? other : world;
  return {
    ...world,
    service: from.service,
    taskSets: from.taskSets.map((set) => ({
      ...set,
      tasks: tasksOf.taskSets.find(({ arn }) => arn === set.arn)?.tasks ?? [],
    })),
    rules: has('rules') ? other.rules : world.rules,
    groups: has('targets') ? other.groups : world.groups,
    // Of the look at the targets: both show the health of a set.
    stoppedTasks: has('targets') ? other.stoppedTasks : world.stoppedTasks,
  };
}

/** The account as one who sees that part of another takes it to be. */
export function withPart(part: Aging, now: Account, old: Account): Account {
  const healthIn = (from: Account, n: number): Account['sets'][number] | undefined =>
    from.sets.find((set) => set.n === n);
  if (part === 'rules') return { ...now, rules: old.rules };
  if (part === 'service') {
    // What has been deleted since has no healthy target any more.
    const health = (n: number): Account['sets'][number]['health'] => {
      const set = healthIn(now, n);
      return set?.deletedAtMs === null ? set.health : 'bad';
    };
    const sets = old.sets.map((set) => ({ ...set, health: health(set.n) }));
    return { ...now, tags: old.tags, sets };
  }
  // Its tasks are another part: without them it has no target of its own.
  const health = (set: Account['sets'][number]): Account['sets'][number]['health'] => {
    const was = healthIn(old, set.n)?.health ?? set.health;
    if (set.health === 'gone') return 'gone';
    return was === 'gone' ? 'bad' : was;
  };
  const sets = now.sets.map((set) => ({ ...set, health: health(set) }));
  return { ...now, stranger: old.stranger, sets };
}

/** How long the process does not run, between its decision and the sending. */
const stopsMs = [3000, 12_000, 45_000] as const;

/** The process is stopped before its write goes out. What counts no longer is not sent. */
export function stopsBefore(state: State, flight: Flight, index: number): readonly Move[] {
  return stopsMs.map((ms) => {
    const sentMs = flight.seenMs + ms;
    const isLate = sentMs > (flight.step.countsUntilMs ?? Number.POSITIVE_INFINITY);
    const others = state.flights.filter((one) => one !== flight);
    const sent: State = { ...state, flights: [...others, { ...flight, landsMs: sentMs }] };
    const says = `The process of run ${flight.sender} is stopped for ${String(ms / 1000)} s before its ${flight.write.kind}`;
    return {
      text: () => `${clock(state.nowMs)} ${says}${isLate ? ', which is not sent' : ''}.`,
      next: isLate ? unsent({ ...state, flights: others }, flight, { index, sentMs }) : sent,
      wrong: isLate ? [] : judgeAge(flight.world, flight.step, sentMs),
      races: [],
    };
  });
}

function unsent(
  state: State,
  flight: Flight,
  { index, sentMs }: { readonly index: number; readonly sentMs: number },
): State {
  const after = answered(state, index, flight, { kind: 'too-late' });
  const actors = after.actors.map((one, i) => (i === index ? { ...one, wakeMs: sentMs } : one));
  return { ...after, actors };
}
