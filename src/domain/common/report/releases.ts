// The releases of a service, by the tags of their task sets, and what becomes of them while another run works.

import type { BeforeQuarantined } from '../revision/quarantine.ts';
import type { BlueOnSchema } from '../migrations/blue-on-schema.ts';
import type { RollbackWorkflow } from '../environment/rollback-workflow.ts';
import type { Seen } from '../shown/order.ts';
import type { ReleaseState } from '../shown/state.ts';
import type { LastSwitch } from '../shown/used.ts';
import type { OtherPulls } from './others.ts';

/** One release, as an observation shows it. */
export interface KnownRelease {
  readonly id: string;
  /** The release that a re-release makes live again. Its comment and its Deployment show it. `null`: it is none, or not known. */
  readonly restores: string | null;
  /** `ecs-svc/<digits>`. */
  readonly set: string;
  /** `<family>:<revision>`. `''`: its task set is gone. */
  readonly revision: string;
  readonly repository: string | null;
  readonly pull: number | null;
  readonly commit: string | null;
  /** The GitHub environment of its Deployment. `null`: none, or its tags don't name it. */
  readonly environment: string | null;
  readonly standing: Standing;
  /** Production rules lead a part, or all, to target groups that no release of the service uses, or to none. */
  readonly isShared: boolean;
  /** Whether the task set is there that a rollback of it returns to. */
  readonly hasBlue: boolean;
  /** When it got the traffic. `null`: not known any more. */
  readonly liveSinceMs: number | null;
  /** The revision that a rollback without blue releases again. `null`: not known. */
  readonly before: string | null;
  /** Whether the content of that revision is quarantined. */
  readonly beforeQuarantined: BeforeQuarantined;
  /** It is what production was last rolled back to: a rollback goes further back only if `rollback-to` names that revision. */
  readonly isReturnedTo: boolean;
  /** The workflow that rolls it back by hand. `null`: none is known. */
  readonly rollbackWorkflow: RollbackWorkflow | null;
  /** What forbids a rollback. `null`: nothing. */
  readonly forwardOnly: string | null;
  /** How its blue did on the schema that its migration left. */
  readonly onSchema: BlueOnSchema;
}

/**
 * live: it has production traffic. kept: the blue of what is live. rolled-back: kept for a while after that. staged: it waits
 * for its promotion. begun: it has no traffic yet, or its run was ended.
 */
type Standing = 'live' | 'kept' | 'rolled-back' | 'staged' | 'begun' | 'gone';

/** The release that GitHub shows it as. */
export const shownId = ({ id, restores }: Pick<KnownRelease, 'id' | 'restores'>): string => restores ?? id;

/**
 * What happened to a release. no-blue: it is live, and no rollback within seconds is possible any more. stays: it is live,
 * and a rollback that ended another release leaves production on it.
 */
export type Change = 'rolled-back' | 'replaced' | 'live-again' | StillLive | 'unstaged' | 'removed';

type StillLive = 'no-blue' | 'stays';

/** Whether only its rollback has changed. */
export const isStillLive = (change: Change): change is StillLive =>
  change === 'no-blue' || change === 'stays';

/** What a release is. Its own run, or the run that changes it, may not have reported it. */
export interface FoundRelease {
  readonly release: KnownRelease;
  readonly state: ReleaseState;
  /** The release that has production traffic now. `null`: what is live has no tags of a release. */
  readonly live: KnownRelease | null;
  /** The run that rolled it back. `null`: it wasn't rolled back, or no tag says by whom. */
  readonly by: number | null;
  /** Its rules lead where nothing can answer: the command rollback returns them to it, and rolls back nothing. */
  readonly isReset: boolean;
}

export interface ReleaseNews {
  readonly release: KnownRelease;
  readonly change: Change;
  readonly atMs: number;
  /** Whether it is final. While a release that replaces it is in its bake, it may return. */
  readonly isSettled: boolean;
  /** The release that has production traffic now. `null`: what is live has no tags of a release. */
  readonly live: KnownRelease | null;
}

/** What a run has seen of the releases of its service. */
export interface SeenReleases {
  /** Those that it found first. `null`: there was no observation. */
  readonly releases: readonly KnownRelease[] | null;
  /** What the run has changed of them. */
  readonly news: readonly ReleaseNews[];
  /** What the others are, while no bake is in progress. */
  readonly found: readonly FoundRelease[];
  /** What its own release is. */
  readonly state: ReleaseState;
  /** Those of the last observation. */
  readonly now: readonly KnownRelease[];
  /** No bake is in progress. */
  readonly isSettled: boolean;
  /** When the service was last seen, and its fence by then. */
  readonly seen: Seen;
  /** Those that have production traffic. */
  readonly liveReleases: readonly string[];
  /** When the newest task set that names no release was created: it may be of any that began before. `null`: each names one. */
  readonly untaggedMs: number | null;
  /** As the run found it first. `null`: no tag notes one. */
  readonly lastSwitch: LastSwitch | null;
}

export const noReleases = (nowMs: number): SeenReleases => ({
  releases: null,
  news: [],
  found: [],
  state: 'none',
  now: [],
  isSettled: false,
  seen: { fence: 0, atMs: nowMs },
  liveReleases: [],
  untaggedMs: null,
  lastSwitch: null,
});

export interface Sight {
  /** The releases when the run began. */
  readonly first: readonly KnownRelease[];
  readonly now: readonly KnownRelease[];
  readonly nowMs: number;
  /** The release that the run itself reports. */
  readonly own: string;
  /** Whether anything is live, with tags or without. */
  readonly isAnyLive: boolean;
  readonly rollsBack: boolean;
  /** When the run wrote the rules of its rollback. `null`: it hasn't. */
  readonly returnedAtMs: number | null;
  readonly isBakePassed: boolean;
}

/** The news of all releases but the run's own, and of the one that it re-releases. `before`: as of the last observation. */
export const newsAfter = (before: readonly ReleaseNews[], sight: Sight): readonly ReleaseNews[] => [
  ...newsOfOthers(before, sight),
  ...newsOfRestored(sight),
];

/** Until its bake has passed, it may be rolled back like any release. */
const newsOfRestored = ({ now, own, isBakePassed: isSettled, nowMs }: Sight): readonly ReleaseNews[] =>
  now
    .filter(
      ({ id, restores, standing }) => id === own && restores !== null && standing === 'live' && isSettled,
    )
    .map((live) => ({
      release: live,
      change: 'live-again',
      atMs: live.liveSinceMs ?? nowMs,
      isSettled,
      live,
    }));

const newsOfOthers = (before: readonly ReleaseNews[], sight: Sight): readonly ReleaseNews[] =>
  sight.first.flatMap((then) => {
    if (then.id === sight.own) return [];
    const last = before.find(({ release }) => release.set === then.set);
    const release = sight.now.find(({ set }) => set === then.set) ?? gone(then);
    const change = changeOf(then, release, sight) ?? (hasReturned(last, release) ? 'live-again' : null);
    if (change === null) return [];
    const live = sight.now.find(({ standing }) => standing === 'live') ?? null;
    const isSettled = change !== 'replaced' || sight.isBakePassed;
    const atMs = last?.change === change ? last.atMs : beganAt(change, sight);
    const since = { ...release, liveSinceMs: then.liveSinceMs };
    return [{ release: since, change, atMs, isSettled, live }];
  });

const gone = (release: KnownRelease): KnownRelease => ({ ...release, standing: 'gone', hasBlue: false });

const beganAt = (change: Change, { nowMs, returnedAtMs }: Sight): number =>
  change === 'rolled-back' || change === 'live-again' ? (returnedAtMs ?? nowMs) : nowMs;

/** It was reported as replaced, and the release that replaced it was rolled back. */
const hasReturned = (last: ReleaseNews | undefined, now: KnownRelease): boolean =>
  last !== undefined && !isStillLive(last.change) && now.standing === 'live';

function changeOf(then: KnownRelease, now: KnownRelease, sight: Sight): Change | null {
  if (then.standing === 'live') {
    if (now.standing === 'live') return changeOfRollback(then, now);
    if (!sight.isAnyLive) return null;
    const isOwnLive = sight.now.some(({ id, standing }) => id === sight.own && standing === 'live');
    return isOwnLive && !sight.rollsBack ? 'replaced' : 'rolled-back';
  }
  if (now.standing === 'live') return 'live-again';
  if (now.standing !== 'gone') return null;
  return then.standing === 'staged' ? 'unstaged' : then.standing === 'begun' ? 'removed' : null;
}

/** Without blue, what a rollback does depends on the last one. */
function changeOfRollback(then: KnownRelease, now: KnownRelease): StillLive | null {
  if (now.hasBlue) return null;
  if (then.hasBlue) return 'no-blue';
  return now.isReturnedTo && !then.isReturnedTo ? 'stays' : null;
}

/** What the comment of a release says after this. */
export function stateAfter({ change, release, isSettled }: ReleaseNews): ReleaseState {
  switch (change) {
    case 'live-again':
    case 'no-blue':
    case 'stays':
      return stateOfRelease({ ...release, standing: 'live' }, isSettled);
    case 'replaced':
      return stateOfRelease({ ...release, standing: 'kept' }, isSettled);
    case 'rolled-back':
    case 'unstaged':
    case 'removed':
      return change;
  }
}

/** `isSettled`: no bake is in progress. */
export function stateOfRelease(
  { standing, hasBlue, isShared }: Pick<KnownRelease, 'standing' | 'hasBlue' | 'isShared'>,
  isSettled: boolean,
): ReleaseState {
  switch (standing) {
    case 'live':
      return isShared ? (hasBlue ? 'warm-shared' : 'live-shared') : hasBlue ? 'warm' : 'live';
    case 'kept':
      return isSettled ? 'replaced' : 'being-replaced';
    case 'rolled-back':
    case 'staged':
    case 'begun':
      return standing;
    case 'gone':
      return 'none';
  }
}

/**
 * The releases of which this run has no news, or only that blue is gone: what they are was perhaps never reported. Nothing
 * while a bake is in progress: they may still change, and its run reports that. While nothing is live, only those without
 * traffic: the others may be anything.
 */
export function foundAmong(
  news: readonly ReleaseNews[],
  { first, now, own, isAnyLive, shared }: FoundSight,
  isSettled: boolean,
): readonly Pick<FoundRelease, 'release' | 'state' | 'live'>[] {
  if (!isSettled) return [];
  const left = first.filter((then) => now.every(({ set }) => set !== then.set));
  const live = now.find(({ standing }) => standing === 'live') ?? null;
  const changed = news.filter(({ change }) => !isStillLive(change)).map(({ release }) => release.set);
  return [...now, ...left.map(gone)]
    .filter(({ id, set }) => id !== own && !changed.includes(set))
    .map((release) => {
      const before = first.find(({ set }) => set === release.set)?.standing;
      const wasIdle = before === 'kept' || before === 'rolled-back';
      const standing = release.standing === 'gone' && wasIdle ? before : release.standing;
      return { release, state: stateFound({ ...release, standing }, shared), live };
    })
    .filter(({ state }) => isAnyLive || state === 'led-away');
}

type FoundSight = Pick<Sight, 'first' | 'now' | 'own' | 'isAnyLive'> & {
  /** Task sets that have only a part of production traffic. */
  readonly shared: readonly string[];
};

function stateFound(release: KnownRelease, shared: readonly string[]): ReleaseState {
  if (release.standing === 'begun') return 'led-away';
  return release.standing === 'live' && shared.includes(release.set)
    ? 'partly'
    : stateOfRelease(release, true);
}

/** What main found when it began, for the post step. */
export interface Beginning {
  readonly begunMs: number;
  /** `null`: it had observed nothing. */
  readonly releases: readonly KnownRelease[] | null;
  /** The other pull requests of the release. `null`: not known. */
  readonly others: OtherPulls | null;
  /** Names the service among those of all places. `null`: it had observed nothing. */
  readonly serviceKey: string | null;
}

/** Reads what main saved of it. `null`: it saved nothing. */
export function parseBeginning(text: string | null): Beginning | null {
  if (text === null) return null;
  try {
    const saved = JSON.parse(text) as Partial<Beginning>;
    const { begunMs, releases = null, others = null, serviceKey = null } = saved;
    return typeof begunMs === 'number' ? { begunMs, releases, others, serviceKey } : null;
  } catch {
    return null;
  }
}
