import { History, now } from './history.ts';

/** Who wrote a comment: what a client needs to recognize its own. */
export interface Author {
  readonly login: string;
  readonly type: 'Bot' | 'User';
  readonly association: 'COLLABORATOR' | 'CONTRIBUTOR' | 'MEMBER' | 'NONE' | 'OWNER';
}

/** Whom GITHUB_TOKEN speaks as. */
export const actionsBot: Author = { login: 'github-actions[bot]', type: 'Bot', association: 'NONE' };

export interface Pull {
  readonly number: number;
  readonly headSha: string;
  readonly headRef: string;
  /** The head's repository when it is a fork; `null`: a branch of this one. */
  readonly fork: string | null;
  /** Its commits, oldest first; the last is its head. Not set: the head alone. */
  readonly commits?: readonly string[];
  readonly title?: string;
  /** The files that it changes. */
  readonly files?: readonly string[];
  readonly openedAt?: string;
  /** Not set: it is open. */
  readonly merge?: Merge;
}

export type MergeMethod = 'merge' | 'squash' | 'rebase';

interface Merge {
  /** The commit that the default branch was updated to. */
  readonly sha: string;
  /** The commits that it brought to the default branch. */
  readonly brought: readonly string[];
  readonly at: string;
}

export interface Comment {
  readonly id: number;
  readonly pull: number;
  readonly author: Author;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
}

export interface DeploymentStatus {
  readonly id: number;
  readonly state: string;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly createdAt: string;
}

export interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly sha: string;
  readonly task: string;
  readonly payload: unknown;
  readonly environment: string;
  readonly description: string | null;
  readonly isTransient: boolean;
  readonly isProduction: boolean;
  readonly createdAt: string;
  /** Newest first, as GitHub lists them. */
  readonly statuses: DeploymentStatus[];
}

/** A commit status or a check run: what `required_contexts` looks at. */
export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly context: string;
  readonly state: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly createdAt: string;
}

/** A workflow run: what its newest attempt is at. */
export interface WorkflowRun {
  readonly id: number;
  readonly attempt: number;
  readonly status: 'queued' | 'in_progress' | 'waiting' | 'completed';
}

export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  readonly members: Readonly<Record<string, unknown>>;
}

export interface Seed {
  /** `owner/name`; every other repository is unknown. */
  readonly repository: string;
  readonly defaultBranch: string;
  /** Branch name to sha. Any 40 hex digits count as a commit that exists. */
  readonly branches: Readonly<Record<string, string>>;
  /** Refs that lack commits of the default branch: `auto_merge` acts on them. */
  readonly behind: readonly string[];
  /** Those of `behind` that can't be merged without a conflict. */
  readonly conflicting: readonly string[];
  /** GitHub doesn't document whether the author of a comment may edit it once its conversation is locked. */
  readonly lockedEdits: 'carried-out' | 'refused';
  readonly pulls: readonly Pull[];
}

/** All that this GitHub remembers. Numbers of all kinds come from one counter, so no two things share an id. */
export class Store {
  readonly seed: Seed;
  readonly pulls: Pull[] = [];
  readonly history: History;
  readonly comments: Comment[] = [];
  /** Oldest first. */
  readonly deployments: Deployment[] = [];
  readonly commitStatuses: CommitStatus[] = [];
  readonly checkRuns: CheckRun[] = [];
  readonly mergedRefs: string[] = [];
  /** Pull requests whose conversation is locked. */
  readonly locked = new Set<number>();
  /** By id. */
  readonly runs = new Map<number, WorkflowRun>();
  private lastId = 1000;

  constructor(seed: Seed) {
    this.seed = seed;
    this.history = new History(seed.defaultBranch, seed.branches);
    for (const pull of seed.pulls) this.openPull(pull);
  }

  openPull(pull: Pull): void {
    let parent = this.history.head;
    for (const sha of pull.commits ?? [pull.headSha]) {
      const files = sha === pull.headSha ? pull.files : [];
      this.history.add(sha, [parent], `Change of #${String(pull.number)}`, files);
      parent = sha;
    }
    this.pulls.push({ openedAt: now(), ...pull });
  }

  /**
   * Merges a pull request into the default branch, once. The result: the commit that the branch was then at. `as`: the id
   * of that commit, unless it is a rebase.
   */
  mergePull(number: number, method: MergeMethod, as?: string): string {
    const at = this.pulls.findIndex((pull) => pull.number === number);
    const pull = this.pulls[at];
    if (pull === undefined) throw new Error(`no pull request ${number}`);
    if (pull.merge !== undefined) return pull.merge.sha;
    const brought = this.bring(pull, method, as);
    const sha = this.history.head;
    this.pulls[at] = { ...pull, merge: { sha, brought, at: now() } };
    return sha;
  }

  private bring(pull: Pull, method: MergeMethod, as?: string): readonly string[] {
    const { number, headRef, headSha, commits = [headSha], title = `Pull request ${number}`, files } = pull;
    if (method === 'squash') return [this.history.push(`${title} (#${number})`, { as, files })];
    // A rebase writes each commit again, with its message.
    if (method === 'rebase')
      return commits.map((sha) => {
        const commit = this.history.find(sha);
        return this.history.push(commit?.message ?? '', { files: commit?.files });
      });
    const subject = `Merge pull request #${number} from ${this.seed.repository.split('/')[0] ?? ''}/${headRef}`;
    return [...commits, this.history.push(subject, { others: [headSha], as })];
  }

  nextId(): number {
    return ++this.lastId;
  }

  addComment(pull: number, body: string, author: Author): Comment {
    const now = new Date().toISOString();
    const comment = { id: this.nextId(), pull, author, body, createdAt: now, updatedAt: now };
    this.comments.push(comment);
    return comment;
  }

  editComment(id: number, body: string): Comment | undefined {
    const comment = this.comments.find((one) => one.id === id);
    if (comment !== undefined) Object.assign(comment, { body, updatedAt: new Date().toISOString() });
    return comment;
  }

  /** GitHub shows the newest. */
  addStatus(deployment: Deployment, status: Omit<DeploymentStatus, 'id' | 'createdAt'>): DeploymentStatus {
    const added = { ...status, id: this.nextId(), createdAt: new Date().toISOString() };
    deployment.statuses.unshift(added);
    return added;
  }

  deleteComment(id: number): boolean {
    const at = this.comments.findIndex((comment) => comment.id === id);
    if (at >= 0) this.comments.splice(at, 1);
    return at >= 0;
  }

  /** The commit behind a branch or a full sha; `null` when there is none. */
  resolve(ref: string): string | null {
    if (/^[0-9a-f]{40}$/.test(ref)) return ref;
    const pull = this.pulls.find(({ headRef, fork }) => headRef === ref && fork === null);
    return this.history.branches[ref] ?? pull?.headSha ?? null;
  }

  /** Name and state of all contexts of a commit, the latest of each. */
  contextsOf(sha: string): { context: string; state: string }[] {
    const latest = new Map<string, string>();
    for (const status of this.commitStatuses)
      if (status.sha === sha) latest.set(status.context, status.state);
    for (const { sha: of, members } of this.checkRuns) {
      if (of === sha) latest.set(members['name'] as string, (members['conclusion'] ?? 'pending') as string);
    }
    return [...latest].map(([context, state]) => ({ context, state }));
  }
}
