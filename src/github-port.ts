// Where a release is reported.
import type { several, ShownService } from './domain/common/report/deployments.ts';
import type { CommitRange, MergedPull } from './domain/common/report/others.ts';
import type { ReleaseDeployment, ShownStatus } from './domain/common/shown/deployment.ts';
import type { CommitPull } from './domain/common/report/pulls.ts';
import type { Request } from './domain/common/request/request.ts';

/** Where a release is reported. It may reject: the reporter handles every failure (invariant 9). */
export interface GitHubPort {
  /**
   * Writes the text for the first comment of this token's account that is the one of the key. `textFor` gets the current text
   * (`null`: there is no comment). What is written starts with the marker. `null`: nothing is written. `readMs`: how long the
   * read of a comment that this process wrote may take. Then it counts as unchanged. Without it, the read is awaited.
   */
  updateComment(
    pull: number,
    key: CommentKey,
    textFor: (current: string | null) => string | null | Promise<string | null>,
    readMs?: number,
  ): Promise<void>;
  /** Those that brought the commit, or contain it. Empty also if the repository doesn't have it. */
  pullsOfCommit(sha: string): Promise<readonly CommitPull[]>;
  /** `null`: the repository doesn't have one of the two. Asked once for each pair, unless it fails. */
  commitsBetween(base: string, head: string): Promise<CommitRange | null>;
  /** Pull requests that were merged after this time, and some older ones. `isWhole`: these are all of them. */
  mergedPulls(sinceMs: number): Promise<{ readonly pulls: readonly MergedPull[]; readonly isWhole: boolean }>;
  /** The files that a pull request changes. `null`: too many to read. */
  filesOf(pull: number): Promise<readonly string[] | null>;
  createDeployment(request: DeploymentRequest): Promise<DeploymentId>;
  /**
   * The Deployment that GitHub made for the job of this service in this run. several: it can't be distinguished from others.
   * `shown`: the newest that shows this release comes first, whichever run it is of.
   */
  findJobDeployment(
    where: DeploymentPlace,
    runId: number,
    own: Pick<Request, 'service' | 'cluster'>,
    shown?: ShownRelease | null,
  ): Promise<DeploymentId | typeof several | null>;
  /** The service whose Deployment to this environment is active. `null`: none, or it is of something else. */
  findActiveService(environment: string): Promise<ShownService | null>;
  /** The newest Deployment of this commit to this environment with this payload. `null`: there is none. */
  findDeployment(environment: string, sha: string, payload: string): Promise<DeploymentId | null>;
  setDeploymentStatus(id: DeploymentId, status: DeploymentStatus): Promise<void>;
  /** The newest statuses of a Deployment, newest first. */
  deploymentStatuses(id: DeploymentId): Promise<readonly ShownStatus[]>;
  /**
   * The newest Deployments of each owner to this environment (`null`: to any), at most `ofEach`: each costs a request for its
   * status. `ownerOf`: the owner by payload and description. `null`: not an owner of interest. `pages`: how many pages of 100
   * Deployments are read.
   */
  newestDeployments(
    environment: string | null,
    ownerOf: (payload: string, description: string | null) => string | null,
    limits: { readonly pages: number; readonly ofEach: number },
  ): Promise<readonly ReleaseDeployment[]>;
}
export interface CommentKey {
  /** The first line of the comment. */
  readonly marker: string;
  /** Whether a comment with this text is the one. */
  readonly isOwn: (text: string) => boolean;
}
/** Where to search. `null`: anywhere in the repository. */
export interface DeploymentPlace {
  readonly environment: string | null;
  readonly sha: string | null;
}
/** By which a Deployment shows a release: it has the payload, or it is of the job that made the task set live. */
export interface ShownRelease {
  readonly payload: string;
  /** `ecs-svc/<digits>`. */
  readonly set: string;
}
export type DeploymentId = number;
export interface DeploymentRequest {
  readonly environment: string;
  readonly sha: string;
  readonly description: string;
  /** Identifies it later. */
  readonly payload: string;
}
export interface DeploymentStatus {
  readonly state: 'queued' | 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';
  /** The adapter shows what fits into GitHub's limit of 140 characters. */
  readonly description: string;
  readonly environmentUrl: string | null;
  readonly logUrl: string;
}
