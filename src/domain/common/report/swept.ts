// What is reported of one service that a sweep visited, or the status of a cluster.
import type { PullTrace } from './pulls.ts';
import type { Report } from './report.ts';

export interface SweptState {
  /** What the last observation shows. Its news have no release whose run is over and reported no end. */
  readonly report: Report;
  /** What leads to pull requests of this repository, by the tags of what the sweep found first, and of the release that was rolled back last. */
  readonly pulls: readonly PullTrace[];
  /** What the sweep did, one line each. */
  readonly done: readonly string[];
}

/** `isLeft`: something was left alone. */
export const nothingDone = (isLeft: boolean): string =>
  isLeft ? 'nothing was done, and something was left alone' : 'nothing to sweep';

/** A task set that still runs although what kept it is over. */
export interface SetBeyondLease {
  /** ARN of the task set. */
  readonly taskSetArn: string;
  /** The task definition revision that it runs, as `family:revision`. */
  readonly revision: string;
  /** The number of its running tasks. */
  readonly running: number;
  /** When it was created (ISO 8601, UTC). */
  readonly createdAt: string;
  /** When its lease, its expiry or the time that it was kept ended (ISO 8601, UTC). `null`: no tag names any. */
  readonly endedAt: string | null;
  /** Why no sweep ends it. `null`: a sweep does. */
  readonly leftBecause: string | null;
  /** The same in words, with its age. */
  readonly words: string;
}

/** A service in the status of a cluster. */
export interface ListedStatus {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Name of the service. */
  readonly service: string;
  /** The number of its task sets, without those that are being deleted. */
  readonly taskSets: number;
  /** Task sets of other versions that still run although what kept them is over. */
  readonly beyondLease: readonly SetBeyondLease[];
  /** A sentence for each task set that is being deleted and whose tasks still run: since when, and what ends it. */
  readonly deleting: readonly string[];
}

/** What the status of a cluster could not read. */
export interface UnreadStatus {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Name of the service. `null`: the services of the cluster could not be listed. */
  readonly service: string | null;
  /** An IAM action and an error code, or what else went wrong. */
  readonly why: string;
}
