import { keyOf } from './canonical.ts';
import { movesOf } from './moves.ts';
import type { Start } from './start-parts.ts';
import { initial } from './starts.ts';
import type { Move, Race, State } from './state.ts';
import { judgeRest } from './rest.ts';

export interface Violation {
  readonly start: string;
  /** Begins with the number of the invariant. */
  readonly what: string;
  /** The shortest way there, a sentence a step. */
  readonly story: readonly string[];
}
interface RaceFound {
  readonly what: string;
  readonly count: number;
  readonly longestMs: number;
  readonly story: readonly string[];
}
export interface Explored {
  readonly worlds: number;
  readonly transitions: number;
  readonly depth: number;
  /** The largest number of moves from any world to its end without further disturbances. */
  readonly longestWayToEnd: number;
  readonly endings: Readonly<Record<string, number>>;
  readonly violations: readonly Violation[];
  readonly races: readonly RaceFound[];
}
export interface Bounds {
  readonly disturbances: number;
  /** Stops at the first violation of each kind; a check of a seeded bug needs one only. */
  readonly isFirstEnough?: boolean;
  /** The most worlds to visit; more is a violation, since nothing is proven then. */
  readonly maxWorlds?: number;
}

/** Where a world was reached from: enough to replay the path and describe it. */
interface Visited {
  readonly parents: number[];
  /** Which move of the parent led here; 0 is the calm one. */
  readonly moves: number[];
  readonly depths: number[];
  /** Where calm leads; −1: every run has ended; −2: not looked yet. */
  readonly calm: number[];
}

/** More moves than any undisturbed way to an end needs. */
const maxWayToEnd = 150;

/** Every world that can be reached from the start within the bounds, breadth first, none left out. */
export function explore(start: Start, bounds: Bounds): Explored {
  const seen = new Map<string, number>();
  const visited: Visited = { parents: [], moves: [], depths: [], calm: [] };
  const kinds = new Map<string, { at: number; move: number | null }>();
  const races = new Map<string, { count: number; longestMs: number; at: number; move: number | null }>();
  const endings: Record<string, number> = {};
  let transitions = 0;
  let frontier: { readonly state: State; readonly id: number }[] = [];
  const visit = (state: State, parent: number, move: number, next: typeof frontier): number => {
    const key = keyOf(state);
    const known = seen.get(key);
    if (known !== undefined) return known;
    const id = seen.size;
    seen.set(key, id);
    visited.parents.push(parent);
    visited.moves.push(move);
    visited.depths.push(parent < 0 ? 0 : (visited.depths[parent] ?? 0) + 1);
    visited.calm.push(-2);
    next.push({ state, id });
    return id;
  };
  const blame = (what: string, at: number, move: number | null): void => {
    if (!kinds.has(what)) kinds.set(what, { at, move });
  };
  const count = ({ what, windowMs }: Race, at: number, move: number | null): void => {
    const known = races.get(what);
    if (known === undefined) races.set(what, { count: 1, longestMs: windowMs, at, move });
    else
      races.set(what, { ...known, count: known.count + 1, longestMs: Math.max(known.longestMs, windowMs) });
  };
  const take = (id: number, move: Move, index: number, next: typeof frontier): number => {
    transitions += 1;
    for (const what of move.wrong) blame(what, id, index);
    for (const race of move.races) count(race, id, index);
    // A broken invariant ends the path: otherwise one cause would be reported in a hundred ways.
    return move.wrong.length > 0 ? -1 : visit(move.next, id, index, next);
  };
  visit(initial(start, bounds.disturbances), -1, -1, frontier);
  while (frontier.length > 0 && seen.size <= (bounds.maxWorlds ?? Infinity)) {
    if (bounds.isFirstEnough === true && kinds.size > 0) break;
    const next: typeof frontier = [];
    for (const { state, id } of frontier) {
      const { calm, others } = movesOf(state, start);
      if (calm === null) {
        const rest = judgeRest(state);
        for (const what of rest.wrong) blame(what, id, null);
        for (const race of rest.races) count(race, id, null);
        const ending = state.actors.map((actor) => actor.ending?.result ?? '').join(' + ');
        endings[ending] = (endings[ending] ?? 0) + 1;
        if (start.isScaledOnly && ending !== start.ends)
          blame(`3: scaling alone makes the run end as ${ending}`, id, null);
      }
      visited.calm[id] = calm === null ? -1 : take(id, calm, 0, next);
      others.forEach((move, index) => take(id, move, index + 1, next));
    }
    frontier = next;
  }
  if (frontier.length > 0 && kinds.size === 0) blame('bounds: there are more worlds than allowed', 0, null);
  const longest = frontier.length > 0 ? 0 : wayToEnd(visited, blame);
  const storyAt = ({ at, move }: { at: number; move: number | null }): readonly string[] =>
    storyOf(start, bounds, visited, at, move);
  return {
    worlds: seen.size,
    transitions,
    depth: visited.depths.at(-1) ?? 0,
    longestWayToEnd: longest,
    endings,
    violations: [...kinds].map(([what, where]) => ({ start: start.name, what, story: storyAt(where) })),
    races: [...races].map(([what, { count, longestMs, at, move }]) => ({
      what,
      count,
      longestMs,
      story: storyAt({ at, move }),
    })),
  };
}

/** Invariant 4: from every world, calm leads to an end. Calm has one successor, so a circle is all that could go wrong. */
function wayToEnd({ calm }: Visited, blame: (what: string, at: number, move: null) => void): number {
  const ways = new Int32Array(calm.length).fill(-1);
  let longest = 0;
  for (let from = 0; from < calm.length; from += 1) {
    const path: number[] = [];
    const onPath = new Set<number>();
    let at = from;
    while (at >= 0 && ways[at] === -1 && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = calm[at] ?? -1;
    }
    const isCircle = at >= 0 && ways[at] === -1;
    if (isCircle) blame('4: goes round in a circle and never ends', at, null);
    let way = at >= 0 && !isCircle ? (ways[at] ?? 0) : 0;
    for (const id of path.toReversed()) ways[id] = way += 1;
    longest = Math.max(longest, way);
    if (way > maxWayToEnd) blame(`4: takes more than ${String(maxWayToEnd)} moves to end`, from, null);
  }
  return longest;
}

/** The path walked again, with its sentences. `move`: the move from there that went wrong. */
function storyOf(
  start: Start,
  bounds: Bounds,
  { parents, moves }: Visited,
  at: number,
  move: number | null,
): readonly string[] {
  const path: number[] = move === null ? [] : [move];
  for (let id = at; (parents[id] ?? -1) >= 0; id = parents[id] ?? -1) path.unshift(moves[id] ?? 0);
  let state = initial(start, bounds.disturbances);
  const story: string[] = [];
  for (const index of path) {
    const { calm, others } = movesOf(state, start);
    const taken = index === 0 ? calm : others[index - 1];
    if (taken == null) throw new Error('the path cannot be replayed: the model is not deterministic');
    story.push(taken.text());
    state = taken.next;
  }
  return move === null ? [...story, ...calmStory(state, start)] : story;
}

/** A world that does not end: some of what goes on in it. */
function calmStory(from: State, start: Start): string[] {
  const story: string[] = [];
  let state = from;
  while (story.length < 12) {
    const { calm } = movesOf(state, start);
    if (calm === null) break;
    story.push(calm.text());
    state = calm.next;
  }
  return story;
}
