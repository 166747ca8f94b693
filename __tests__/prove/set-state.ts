// A task set of the exhaustive check: what AWS shows of it at a moment.
import type { SetTags } from '../../src/domain/task-sets/model/world.ts';
import { a, b } from '../support/worlds.ts';

/** The two target groups of the pair. */
export type Side = 'a' | 'b';
export const groupOf = { a, b } as const;
export const sideOf = (group: string): Side => (group === a ? 'a' : 'b');
export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a');

/**
 * What the two tasks of a set are like. `half`: one of them has an unhealthy target; `bad`: both; `gone`: none runs;
 * `stabilizing`: all healthy, and ECS does not call the set steady; `failing`: healthy targets, bad answers to probes;
 * `looping`: all healthy, and each task lives for seconds.
 */
export type Health = 'good' | 'stabilizing' | 'half' | 'bad' | 'gone' | 'failing' | 'looping';

export interface SetState {
  readonly n: number;
  readonly side: Side;
  readonly label: 'PRIMARY' | 'ACTIVE';
  /** The tag `release`; `null`: a set that this action did not make. */
  readonly release: string | null;
  /** The tag `blue`. */
  readonly blue: string | null;
  /** What else its tags say that a decider reads. */
  readonly more: Pick<
    SetTags,
    | 'expires'
    | 'forward-only'
    | 'revision-hash'
    | 'previous-revision'
    | 'run'
    | 'contract'
    | 'sessions'
    | 'warm-time'
  >;
  readonly scale: number;
  /** The desired count of the service, of which `scale` is taken. */
  readonly desired: number;
  /**
   * When its count was last raised, and from what: the new tasks take their time to start. `isSlow`: they run at once, and
   * their targets are unhealthy for two minutes.
   */
  readonly raised: { readonly atMs: number; readonly from: number; readonly isSlow: boolean } | null;
  readonly health: Health;
  readonly createdAtMs: number;
  readonly deletedAtMs: number | null;
  /** Ghosts, which no reader sees: when production rules last left it, and by whose doing. */
  readonly wasLive: boolean;
  /** The runs that looked while it last had traffic: what comes and goes between two looks of a run it can't know. */
  readonly seenLiveBy: readonly string[];
  readonly liveUntilMs: number | null;
  readonly replacedBy: string | null;
}

/** What AWS needs from one state of things to the next, in model time. */
const startingMs = 2000;
export const drainingMs = 3000;
const slowStartMs = 120_000;
export const usualCount = 2;

export const isVanished = ({ deletedAtMs }: SetState, nowMs: number): boolean =>
  deletedAtMs !== null && nowMs >= deletedAtMs + drainingMs;
export const countOf = ({ scale, desired }: Pick<SetState, 'scale' | 'desired'>): number =>
  Math.ceil((desired * scale) / 100);
export const isStarting = ({ createdAtMs }: SetState, nowMs: number): boolean =>
  nowMs < createdAtMs + startingMs;
export function runningOf(set: SetState, nowMs: number): number {
  if (set.health === 'gone' || isStarting(set, nowMs)) return 0;
  return set.raised?.isSlow === true ? countOf(set) : startedOf(set, nowMs);
}
export const isRising = ({ raised }: SetState, nowMs: number): boolean =>
  raised !== null && nowMs < raised.atMs + (raised.isSlow ? slowStartMs : startingMs);
/** How many of its tasks could have healthy targets. */
export function startedOf(set: SetState, nowMs: number): number {
  const { raised } = set;
  return raised !== null && isRising(set, nowMs) ? Math.min(countOf(set), raised.from) : countOf(set);
}
/** How many of its targets are healthy. */
export function healthyOf(set: SetState, nowMs: number): number {
  if (set.deletedAtMs !== null || set.health === 'bad') return 0;
  const started = Math.min(runningOf(set, nowMs), startedOf(set, nowMs));
  return set.health === 'half' ? Math.ceil(started / 2) : started;
}

/** How many of them stay. */
export const stayingOf = (set: SetState, nowMs: number): number =>
  set.health === 'looping' ? 0 : healthyOf(set, nowMs);

/**
 * Whether blue has less of what production needs than green, half of that many targets; a green without healthy targets
 * has nothing.
 */
export function isWorse(blue: SetState, green: SetState, nowMs: number, carrying = countOf(blue)): boolean {
  if (healthyOf(blue, nowMs) === 0) return true;
  if (healthyOf(green, nowMs) === 0) return false;
  const needed = Math.max(1, Math.ceil(carrying / 2));
  const capped = (set: SetState): number => Math.min(stayingOf(set, nowMs), needed);
  return capped(blue) < capped(green);
}

/** Whether what is live can't serve: less than half is healthy, or as many tasks fail as end a bake. */
export const canNotServe = (set: SetState, nowMs: number): boolean =>
  healthyOf(set, nowMs) < Math.max(1, Math.ceil(countOf(set) / 2)) ||
  (set.health === 'looping' && countOf(set) >= 3);
