// What a run does: looks, decides and sends, with the deciders as they are.
import { linesOf } from '../../src/domain/common/run/step.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { evolveOutcome, type Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { isWrite, type Step } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { carryOut, looked, troubleOf, type Account } from './account.ts';
import { goalAt } from './goals.ts';
import { beginning, capacityOf } from './ghosts.ts';
import { givesUp } from './judge-given-up.ts';
import { nothingNew } from '../support/nothing-new.ts';
import { judgeStep, notBackFirst } from './judge-steps.ts';
import { isKnownTooLong, judgeAge } from './judge-age.ts';
import { judgeWrite, unseen } from './judge.ts';
import { withOwnWrite } from './known.ts';
import { observe } from './observation.ts';
import { unwatchedBake, watch } from './watched.ts';
import { clock, turnWords, what } from './words.ts';
import {
  runName,
  tickMs,
  type Actor,
  type Flight,
  type Move,
  type Race,
  type State,
  type Taken,
} from './state.ts';
import { check, probe } from './answers.ts';

/** A process that has just begun and knows nothing. */
export const newActor = (request: Request, wakeMs: number, from: Taken | null = null): Actor => ({
  plan: request,
  from,
  memory: blankMemory(wakeMs),
  wakeMs,
  phase: 'awake',
  ending: null,
  hasWritten: false,
  hasBegun: from !== null,
  waited: null,
  capacity: null,
  watched: null,
});

export const withActor = (state: State, index: number, actor: Actor): State => ({
  ...state,
  actors: state.actors.map((old, i) => (i === index ? actor : old)),
});

/** What a run sees, and the account as it takes it to be. */
export interface View {
  readonly account: Account;
  readonly world: World;
  /** Whether it saw the rules of now. */
  readonly isUpToDate: boolean;
  /** How the story says what was odd with it. */
  readonly words: string;
}

/** One turn of the loop: observe, notice, decide, and send. `isStale`: the reads show what stood before the last write. */
export function turn(state: State, index: number, isStale: boolean): Move {
  const nowMs = Math.max(state.nowMs, actorAt(state, index).wakeMs);
  const account = isStale && state.before !== null ? state.before.account : state.account;
  const world = observedBy(state, index, account, nowMs);
  const words = isStale ? ' reads what stood before the last write and' : '';
  return decided(state, index, { account, world, isUpToDate: !isStale, words });
}

export function actorAt({ actors }: State, index: number): Actor {
  const actor = actors[index];
  if (actor === undefined) throw new Error(`there is no run ${String(index)}`);
  return actor;
}

export function observedBy(state: State, index: number, account: Account, nowMs: number): World {
  return observe(account, actorAt(state, index).plan, nowMs, (runId) =>
    state.actors.some(({ plan: one, phase }) => one.release.runId === runId && phase !== 'ended'),
  );
}

/** A turn on what the run sees. */
export function decided(state: State, index: number, view: View): Move {
  const old = actorAt(state, index);
  const { account, world } = view;
  const { nowMs } = world;
  const { plan: request } = old;
  const memory = evolveWorld(request, old.memory, world);
  const step = decideNextStep(request, world, memory);
  const from = goalAt(old, memory, account, nowMs);
  const capacity = capacityOf(old, account, nowMs);
  const seen = { ...old, from, memory, capacity, watched: watch(old, account, world) };
  const lookedFromMs = memory.startedAtMs;
  const situation = { account, nowMs, plan: request, from, phase: step.phase, lookedFromMs, capacity };
  const found = [
    ...judgeStep(situation, memory, step, old.hasWritten),
    ...(isKnownTooLong(world) ? [] : notBackFirst(situation, memory, step)),
    ...(isWrite(step.act) ? judgeWrite(situation, step.act) : []),
    ...nothingNew(step, request, world, memory),
    ...judgeAge(world, step, nowMs),
    ...givesUp(situation, memory, step),
    ...unwatchedBake(old, seen, world),
  ];
  const isUnseen = (what: string): boolean => what.endsWith(unseen);
  const before: State = {
    ...state,
    nowMs,
    account: view.isUpToDate ? looked(state.account, runName(request)) : state.account,
  };
  return {
    text: () => turnWords(request, step, view.words, nowMs),
    next: acted(before, index, seen, step, world, account, found),
    wrong: found.filter((what) => !isUnseen(what)),
    races: found.filter(isUnseen).map((what) => ({ what, windowMs: 0 })),
  };
}

function acted(
  state: State,
  index: number,
  actor: Actor,
  step: Step,
  world: World,
  seen: Account,
  wrong: readonly string[],
): State {
  const { act } = step;
  const { nowMs } = state;
  const { plan: request, memory } = actor;
  if (act.kind === 'end') {
    const ending = {
      result: act.result,
      reason: step.reason,
      rules: seen.rules,
      isTold: linesOf(act).length > 0,
    };
    return withActor(state, index, { ...actor, phase: 'ended', ending });
  }
  if (isWrite(act)) {
    const isMark = act.kind !== 'tag-service' || act.tags['rolled-back'] !== undefined;
    const flight: Flight = {
      sender: runName(request),
      plan: request,
      write: act,
      step,
      world,
      seen,
      seenMs: nowMs,
      landsMs: nowMs,
      lookedFromMs: memory.startedAtMs,
      capacity: actor.capacity,
      isAwaited: true,
      isOvertaken: false,
      isFirstMark: request.command === 'rollback' && isMark && !actor.hasBegun,
      wrong,
    };
    const hasBegun = actor.hasBegun || isMark;
    const capacity = step.aim === 'switch' ? beginning(actor, seen, nowMs) : actor.capacity;
    const sent: Actor = { ...actor, phase: 'sent', hasWritten: true, hasBegun, capacity, waited: null };
    return { ...withActor(state, index, sent), flights: [...state.flights, flight] };
  }
  const outcome: Outcome =
    act.kind === 'probe'
      ? probe(state.account, act, nowMs)
      : act.kind === 'check'
        ? check(state.account, nowMs)
        : { kind: 'done' };
  const waited = act.kind === 'wait' ? waitedFor(actor, step) : null;
  const pauseMs = act.kind === 'wait' ? act.ms : act.kind === 'probe' ? (act.pauseMs ?? 0) : 0;
  const wakeMs = nowMs + waitMs(pauseMs, waited);
  const after = evolveOutcome(memory, { request, world, step, outcome, nowMs });
  return withActor(state, index, { ...actor, memory: after, wakeMs, waited });
}

const waitedFor = ({ waited }: Actor, { reason }: Step): Actor['waited'] => ({
  reason,
  times: waited?.reason === reason ? waited.times + 1 : 1,
});

/** Waits that end by something else than the clock alone; a run that has waited long for it may look less and less often. */
const patient: readonly Step['reason'][] = [
  'waiting-for-blue-to-serve',
  'waiting-for-ready',
  'waiting-for-group-to-empty',
  'superseding',
  'idle',
];

function waitMs(ms: number, waited: Actor['waited']): number {
  const slower =
    waited !== null && patient.includes(waited.reason) ? 2 ** Math.min(5, Math.max(0, waited.times - 4)) : 1;
  return Math.max(1, Math.ceil(ms / tickMs)) * tickMs * slower;
}

/** AWS carries out a write that is on its way, and its sender gets the answer if it still waits for it. */
export function land(state: State, flight: Flight): Move {
  const nowMs = Math.max(state.nowMs, flight.landsMs);
  const flights = state.flights.filter((other) => other !== flight);
  const sender = state.actors.findIndex(({ plan: request }) => runName(request) === flight.sender);
  const request = flight.isAwaited ? state.actors[sender]?.plan : undefined;
  const { account, outcome } = carryOut(state.account, flight.write, nowMs);
  const landed: State = {
    ...state,
    nowMs,
    flights,
    account: account ?? state.account,
    before: account === null ? state.before : { account: state.account, untilMs: nowMs },
    actors: account === null && flight.isFirstMark ? state.actors.map(unmarked(flight)) : state.actors,
  };
  return {
    text: () =>
      `${clock(nowMs)} AWS ${account === null ? 'refuses' : 'carries out'} the ${what(flight)} of run ${flight.sender}.`,
    next: request === undefined ? landed : answered(landed, sender, flight, outcome),
    wrong: twoGreens(state.account, flight),
    races: account === null ? [] : racesOf(state, flight, nowMs),
  };
}

/** If AWS refused the tag, a later process of the run can't see what was to be rolled back. */
const unmarked =
  ({ plan: request, sender }: Flight) =>
  (actor: Actor): Actor => {
    if (actor.plan.release.runId !== request.release.runId) return actor;
    const isSender = runName(actor.plan) === sender;
    return { ...actor, hasBegun: false, from: isSender ? actor.from : null };
  };

/** One process asks for one green: a second create of its own goes out with the first one's token. */
function twoGreens({ tokens, sets }: Account, { write, sender }: Flight): string[] {
  if (write.kind !== 'create-green' || tokens[write.request.tokenText] !== undefined) return [];
  const own = Object.entries(tokens).filter(([text]) => text.includes(` ${sender.replace('.', ' ')} `));
  const isThere = own.some(([, made]) =>
    sets.some(({ n, deletedAtMs }) => n === made && deletedAtMs === null),
  );
  return isThere ? ['4: one process makes two greens'] : [];
}

/** The sender learns what became of its write. */
export function answered(state: State, index: number, flight: Flight, outcome: Outcome): State {
  const actor = state.actors[index];
  if (actor === undefined) return state;
  const { world, step } = flight;
  const acted = { request: actor.plan, world, step, outcome, nowMs: state.nowMs };
  const memory = evolveOutcome(actor.memory, acted);
  return withActor(withOwnWrite(state, flight, outcome), index, {
    ...actor,
    memory,
    phase: 'awake',
    wakeMs: state.nowMs + tickMs,
  });
}

export const lost = ({ write }: Flight): Outcome => ({
  kind: 'failed',
  trouble: troubleOf(write, 'lost', 'no answer'),
});

/** What was right where the sender looked, and is not where it lands. */
function racesOf(state: State, flight: Flight, nowMs: number): readonly Race[] {
  const { plan: request, step, lookedFromMs, capacity } = flight;
  const situation = {
    account: state.account,
    nowMs,
    plan: request,
    from: null,
    phase: step.phase,
    lookedFromMs,
    capacity,
  };
  return judgeWrite(situation, flight.write)
    .filter((found) => !flight.wrong.includes(found) && !found.includes('stands as it should'))
    .map((found) => ({ what: found, windowMs: nowMs - flight.seenMs }));
}
