// What is reported of one service that a sweep visited.
import type { PullTrace } from './pulls.ts';
import type { ReleaseNews } from './releases.ts';
import type { Report } from './report.ts';

export interface SweptState {
  /** What the last observation shows. */
  readonly report: Report;
  /** What leads to pull requests of this repository, by the tags of what the sweep found first. */
  readonly pulls: readonly PullTrace[];
  /** What the sweep changed of the releases, without those whose run is over and reported no end. */
  readonly news: readonly ReleaseNews[];
  /** What the sweep did, one line each. */
  readonly done: readonly string[];
}

/** `isLeft`: something was left alone. */
export const nothingDone = (isLeft: boolean): string =>
  isLeft ? 'nothing was done, and something was left alone' : 'nothing to sweep';
