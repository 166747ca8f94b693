// What is reported of one service that a sweep visited.
import type { PullTrace } from './pulls.ts';
import type { SeenReleases } from './releases.ts';
import type { Request } from '../request/request.ts';

export interface SweptState extends Pick<SeenReleases, 'news' | 'found' | 'seen' | 'liveReleases'> {
  readonly request: Request;
  /** Of the last observation. */
  readonly nowMs: number;
  /** Where production traffic is, as a sentence. */
  readonly traffic: string;
  /** The names by which a release may have known the cluster: its name and its ARN. */
  readonly clusters: readonly string[];
  /** What leads to pull requests of this repository, by the tags of what the sweep found first. */
  readonly pulls: readonly PullTrace[];
  /** What the sweep did, one line each. */
  readonly done: readonly string[];
}

/** `isLeft`: something was left alone. */
export const nothingDone = (isLeft: boolean): string =>
  isLeft ? 'nothing was done, and something was left alone' : 'nothing to sweep';
