// All moves from a state: what happens without a disturbance, what may happen in another order, and disturbances.
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { isLive } from './account.ts';
import {
  alarmTurns,
  illnesses,
  isThere,
  oneGroupResets,
  quietMove,
  ruleResets,
  scalings,
  strangers,
  tagWipe,
} from './meddling.ts';
import { changesDuringLook, oldParts, stopsBefore } from './old-looks.ts';
import { answered, land, lost, newActor, withActor } from './runs.ts';
import { partsUnread, turnOf } from './unreadable.ts';
import { lateMs, runName, staleMs, tickMs, type Actor, type Flight, type Move, type State } from './state.ts';

/** Who else may come: a second run that joins, and runs that come instead of the next attempt of one that was killed. */
export interface Company {
  /** How often the two may take their turns out of order on one path. Infinite if that ends without a limit. */
  readonly swaps: number;
  readonly second: Request;
  /** Nothing else happens before the second run has joined. */
  readonly isPair: boolean;
  /** Disturbances of time that are tried from this start, in addition to old parts and stops: where they matter. */
  readonly slow: readonly Slow[];
  readonly heirs: readonly Request[];
  /** The only disturbance is a change of the desired count. */
  readonly isScaledOnly: boolean;
  /** The only disturbances are that somebody wipes the tags of the service, and that a run is killed. */
  readonly isWipedOnly: boolean;
  /** The only disturbances are that the alarm goes red or is OK again, and that a run is killed. */
  readonly isAlarmedOnly: boolean;
}

interface Moves {
  /** What happens without a disturbance. `null`: every run has ended. */
  readonly calm: Move | null;
  /** Everything else that can happen next. */
  readonly others: readonly Move[];
}

export function movesOf(state: State, start: Company): Moves {
  const calm = calmMove(state);
  const others = [...concurrent(state), ...(state.disturbancesLeft > 0 ? disturbances(state, start) : [])];
  return { calm, others };
}

/** The earlier of two, and of two at the same time the one that stands first. */
function firstFlight({ flights }: State): Flight | null {
  let first: Flight | null = null;
  for (const flight of flights) if (first === null || flight.landsMs < first.landsMs) first = flight;
  return first;
}

function nextAwake({ actors }: State): number | null {
  let next: number | null = null;
  let nextMs = Infinity;
  actors.forEach(({ phase, wakeMs }, index) => {
    if (phase !== 'awake' || wakeMs >= nextMs) return;
    next = index;
    nextMs = wakeMs;
  });
  return next;
}

/** The next thing in time: a write lands, or else the run whose wait is over first takes its turn. */
function calmMove(state: State): Move | null {
  const flight = firstFlight(state);
  const index = nextAwake(state);
  const wakeMs = index === null ? Infinity : (state.actors[index]?.wakeMs ?? Infinity);
  if (flight !== null && flight.landsMs <= wakeMs) return land(state, flight);
  return index === null ? null : turnOf(state, index, false);
}

/** Two runs within the same tick: either may be first, also between the other's write being sent and landing. */
function concurrent(full: State): readonly Move[] {
  if (full.swapsLeft === 0 || full.actors.length < 2) return [];
  const state: State = { ...full, swapsLeft: full.swapsLeft - 1 };
  const { actors, nowMs, flights } = state;
  const flight = flights.find(({ isOvertaken, landsMs }) => !isOvertaken && landsMs <= nowMs);
  const awake = actors.flatMap(({ phase, wakeMs }, index) => (phase === 'awake' ? [{ wakeMs, index }] : []));
  if (flight !== undefined) {
    const overtaken = {
      ...state,
      flights: flights.map((one) => (one === flight ? { ...one, isOvertaken: true } : one)),
    };
    return awake
      .filter(
        ({ wakeMs, index }) => wakeMs <= nowMs + tickMs && runName(actors[index]!.plan) !== flight.sender,
      )
      .map(({ index }) => turnOf(overtaken, index, false));
  }
  const first = nextAwake(state);
  const firstMs = first === null ? 0 : (actors[first]?.wakeMs ?? 0);
  return awake
    .filter(({ wakeMs, index }) => index !== first && wakeMs - firstMs < tickMs)
    .map(({ index }) => turnOf(state, index, false));
}

function disturbances(full: State, company: Company): readonly Move[] {
  const { second, isPair, heirs, isScaledOnly, isWipedOnly, isAlarmedOnly, slow } = company;
  const state: State = { ...full, disturbancesLeft: full.disturbancesLeft - 1 };
  const isOver = state.actors.every(({ phase }) => phase === 'ended');
  if (isScaledOnly) return isOver ? [] : scalings(state);
  if (isWipedOnly) return isOver ? [] : [...tagWipe(state), ...killings(state, heirs)];
  if (isAlarmedOnly) return isOver ? [] : [...alarmTurns(state), ...killings(state, heirs)];
  const isAlone = state.actors.length === 1 && runName(state.actors[0]!.plan) !== runName(second);
  const joined = isAlone ? [joins(state, second)] : [];
  if (isOver || (isPair && isAlone)) return joined;
  return [
    ...joined,
    ...state.account.sets.filter(isThere(state)).flatMap((set) => illnesses(state, set)),
    ...scalings(state),
    ...ruleResets(state),
    ...tagWipe(state),
    ...strangers(state),
    ...killings(state, heirs),
    ...state.actors.flatMap((_actor, index) => cancel(state, index)),
    ...state.flights.filter(({ isAwaited }) => isAwaited).flatMap((flight) => lostAnswers(state, flight)),
    ...staleTurns(state),
    ...stopped(state),
    ...slow.flatMap((kind) => slowMoves[kind](state)),
  ];
}

const killings = (state: State, heirs: readonly Request[]): readonly Move[] =>
  state.actors.flatMap((_actor, index) => deaths(state, index, heirs));

const joins = (state: State, second: Request): Move =>
  quietMove(state, `A ${second.command} begins, run ${runName(second)}.`, {
    ...state,
    actors: [...state.actors, newActor(second, state.nowMs + tickMs)],
  });

/**
 * The process dies. Its write, if one is on its way, lands all the same, at once or late; then its next attempt begins, or
 * a run of another command in its place.
 */
function deaths(state: State, index: number, heirs: readonly Request[]): readonly Move[] {
  const actor = state.actors[index];
  if (actor === undefined || actor.phase === 'ended') return [];
  const { release } = actor.plan;
  const next: Request = { ...actor.plan, release: { ...release, runAttempt: release.runAttempt + 1 } };
  const others = heirs.filter((heir) =>
    state.actors.every(({ plan: request }) => runName(request) !== runName(heir)),
  );
  return [
    ...deathBefore(state, index, newActor(next, 0, actor.hasBegun ? actor.from : null)),
    ...others.flatMap((heir) => deathBefore(state, index, newActor(heir, 0))),
  ];
}

function deathBefore(state: State, index: number, heir: Actor): readonly Move[] {
  const { plan: request } = state.actors[index] ?? heir;
  const begin = (from: State, afterMs: number, words: string): Move =>
    quietMove(
      state,
      `Run ${runName(request)} is killed${words}; ${heir.plan.command} ${runName(heir.plan)} begins ${String(afterMs / 1000)} s later.`,
      withActor(from, index, {
        ...heir,
        memory: blankMemory(state.nowMs + afterMs),
        wakeMs: state.nowMs + afterMs,
      }),
    );
  const own = state.flights.find(({ sender, isAwaited }) => isAwaited && sender === runName(request));
  if (own === undefined) return [begin(state, tickMs, ''), begin(state, 300_000, '')];
  return [
    begin(withFlight(state, own, { isAwaited: false }), tickMs, ' before the answer of its write'),
    begin(
      withFlight(state, own, { isAwaited: false, landsMs: state.nowMs + lateMs }),
      tickMs,
      `, its write under way for another ${String(lateMs / 1000)} s`,
    ),
  ];
}

const withFlight = (state: State, flight: Flight, changes: Partial<Flight>): State => ({
  ...state,
  flights: state.flights.map((one) => (one === flight ? { ...one, ...changes } : one)),
});

function cancel(state: State, index: number): readonly Move[] {
  const actor = state.actors[index];
  if (actor?.phase !== 'awake' || actor.memory.isCancelled) return [];
  const cancelled = { ...actor, memory: { ...actor.memory, isCancelled: true }, wakeMs: state.nowMs };
  return [quietMove(state, `Run ${runName(actor.plan)} is cancelled.`, withActor(state, index, cancelled))];
}

/** No answer comes within the write's time: it was never carried out, or it is, now or late. */
function lostAnswers(state: State, flight: Flight): readonly Move[] {
  const index = state.actors.findIndex(({ plan: request }) => runName(request) === flight.sender);
  const without: State = { ...state, flights: state.flights.filter((one) => one !== flight) };
  const late: State = withFlight(state, flight, { isAwaited: false, landsMs: state.nowMs + lateMs });
  const landed = land(state, { ...flight, isAwaited: false });
  const now: State = { ...landed.next, flights: without.flights };
  const loses = (from: State): State => answered(from, index, flight, lost(flight));
  const says = (fate: string): string =>
    `Run ${flight.sender} gets no answer to its ${flight.write.kind}, ${fate}.`;
  return [
    { ...quietMove(state, says('which AWS never got'), loses(without)) },
    { ...quietMove(state, says('which AWS carries out'), loses(now)), races: landed.races },
    { ...quietMove(state, says(`which AWS carries out ${String(lateMs / 1000)} s later`), loses(late)) },
  ];
}

function staleTurns(state: State): readonly Move[] {
  const index = nextAwake(state);
  const { before, flights } = state;
  if (index === null || before === null || flights.length > 0) return [];
  const wakeMs = Math.max(state.nowMs, state.actors[index]?.wakeMs ?? 0);
  return wakeMs - before.untilMs < staleMs ? [turnOf(state, index, true), ...oldParts(state, index)] : [];
}

/** Something changes while a run looks that is about to write: only what it writes can do harm. */
function slowLooks(state: State): readonly Move[] {
  const index = nextAwake(state);
  if (index === null || state.flights.length > 0) return [];
  const isAboutToWrite = turnOf(state, index, false).next.flights.length > 0;
  if (!isAboutToWrite) return [];
  const at: State = { ...state, nowMs: Math.max(state.nowMs, state.actors[index]?.wakeMs ?? 0) };
  const sets = at.account.sets.filter(isThere(at));
  return changesDuringLook(index, [
    ...ruleResets(at),
    ...tagWipe(at),
    ...strangers(at),
    ...sets.flatMap((set) => illnesses(at, set)),
  ]);
}

/** A live set goes bad, and what watches it can't be read. */
const badAndUnread = (state: State): readonly Move[] =>
  state.account.sets
    .filter((set) => isThere(state)(set) && isLive(state.account, set))
    .flatMap((set) => illnesses(state, set))
    .flatMap(({ next, text }) => partsUnread(next, `${text()} `, state.account));

/** Something changes during a look; a part can't be read any more; so when a live set goes bad; a rule keeps one group. */
const slowMoves = {
  changes: slowLooks,
  unread: (state: State) => partsUnread(state),
  'bad-and-unread': badAndUnread,
  'one-group': oneGroupResets,
} as const;
type Slow = keyof typeof slowMoves;

const stopped = (state: State): readonly Move[] =>
  state.flights.flatMap((flight) => {
    const index = state.actors.findIndex(({ plan: request }) => runName(request) === flight.sender);
    const isUnsent = flight.isAwaited && !flight.isOvertaken && flight.landsMs <= state.nowMs;
    return isUnsent ? stopsBefore(state, flight, index) : [];
  });
