// The releases of a service, by the tags of their task sets, and what becomes of them while another run works.

import type { RollbackWorkflow } from '../environment/rollback-workflow.ts';
import type { OtherPulls } from './others.ts';

/** One release, as an observation shows it. */
export interface KnownRelease {
  readonly id: string;
  /** `ecs-svc/<digits>`. */
  readonly set: string;
  /** `<family>:<revision>`. */
  readonly revision: string;
  readonly repository: string | null;
  readonly pull: number | null;
  readonly commit: string | null;
  /** The GitHub environment of its Deployment. `null`: none, or its tags don't name it. */
  readonly environment: string | null;
  readonly standing: Standing;
  /** Whether the task set is there that a rollback of it returns to. */
  readonly hasBlue: boolean;
  /** When it got the traffic. `null`: not known any more. */
  readonly liveSinceMs: number | null;
  /** The revision that a rollback without blue releases again. `null`: not known. */
  readonly before: string | null;
  /** The workflow that rolls it back by hand. `null`: none is known. */
  readonly rollbackWorkflow: RollbackWorkflow | null;
  /** What forbids a rollback. `null`: nothing. */
  readonly forwardOnly: string | null;
}

/**
 * live: it has production traffic. staged: it waits for its promotion. kept: blue, or kept for inspection. begun: it has no
 * traffic yet, or its run was ended.
 */
type Standing = 'live' | 'staged' | 'begun' | 'kept' | 'gone';

/** What happened to a release. no-blue: it is live, and no rollback within seconds is possible any more. */
export type Change = 'rolled-back' | 'replaced' | 'live-again' | 'no-blue' | 'unstaged' | 'removed';

export interface ReleaseNews {
  readonly release: KnownRelease;
  readonly change: Change;
  readonly atMs: number;
  /** Whether it is final. While a release that replaces it is in its bake, it may return. */
  readonly isSettled: boolean;
  /** The release that has production traffic now. `null`: what is live has no tags of a release. */
  readonly live: KnownRelease | null;
}

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

/** The news of all releases but the run's own. `before`: as of the last observation. */
export const newsAfter = (before: readonly ReleaseNews[], sight: Sight): readonly ReleaseNews[] =>
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
  last !== undefined && last.change !== 'no-blue' && now.standing === 'live';

function changeOf(then: KnownRelease, now: KnownRelease, sight: Sight): Change | null {
  if (then.standing === 'live') {
    if (now.standing === 'live') return then.hasBlue && !now.hasBlue ? 'no-blue' : null;
    if (!sight.isAnyLive) return null;
    const isOwnLive = sight.now.some(({ id, standing }) => id === sight.own && standing === 'live');
    return isOwnLive && !sight.rollsBack ? 'replaced' : 'rolled-back';
  }
  if (now.standing === 'live') return 'live-again';
  if (now.standing !== 'gone') return null;
  return then.standing === 'staged' ? 'unstaged' : then.standing === 'begun' ? 'removed' : null;
}

/** What main found when it began, for the post step. */
export interface Beginning {
  readonly begunMs: number;
  /** `null`: it had observed nothing. */
  readonly releases: readonly KnownRelease[] | null;
  /** The other pull requests of the release. `null`: not known. */
  readonly others: OtherPulls | null;
}

/** Reads what main saved of it. `null`: it saved nothing. */
export function parseBeginning(text: string | null): Beginning | null {
  if (text === null) return null;
  try {
    const { begunMs, releases = null, others = null } = JSON.parse(text) as Partial<Beginning>;
    return typeof begunMs === 'number' ? { begunMs, releases, others } : null;
  } catch {
    return null;
  }
}
