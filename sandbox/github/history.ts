// The commits of the repository, and what a merge of a pull request makes of them.
import { createHash } from 'node:crypto';

export interface Commit {
  readonly sha: string;
  /** The first is the branch that it was made on. */
  readonly parents: readonly string[];
  readonly message: string;
  /** In whole seconds, as GitHub shows it. */
  readonly date: string;
  /** The files that it changes. `a => b`: moved from a to b. */
  readonly files: readonly string[];
}

interface Pushed {
  /** More parents. */
  readonly others?: readonly string[];
  /** Its id. */
  readonly as?: string | undefined;
  readonly files?: readonly string[] | undefined;
}

export const now = (): string => `${new Date().toISOString().slice(0, 19)}Z`;

/** A commit that is not in it exists for some operations, but has no known place. */
export class History {
  private readonly commits = new Map<string, Commit>();
  private readonly defaultBranch: string;
  readonly branches: Record<string, string>;

  constructor(defaultBranch: string, branches: Readonly<Record<string, string>>) {
    this.defaultBranch = defaultBranch;
    this.branches = { ...branches };
    for (const sha of Object.values(branches)) this.add(sha, [], 'Begin');
  }

  get head(): string {
    return this.branches[this.defaultBranch] ?? '';
  }

  find(sha: string): Commit | undefined {
    return this.commits.get(sha);
  }

  /** The same commit is added once. */
  add(sha: string, parents: readonly string[], message: string, files: readonly string[] = []): void {
    if (!this.commits.has(sha)) this.commits.set(sha, { sha, parents, message, date: now(), files });
  }

  /** Adds a commit to the default branch. */
  push(message: string, { others = [], as, files = [] }: Pushed = {}): string {
    const parents = [this.head, ...others];
    const text = `${parents.join(' ')} ${message} ${String(this.commits.size)}`;
    const sha = as ?? createHash('sha1').update(text).digest('hex');
    this.add(sha, parents, message, files);
    this.branches[this.defaultBranch] = sha;
    return sha;
  }

  isInDefaultBranch(sha: string): boolean {
    return this.ancestors(this.head).has(sha);
  }

  /** Commits that the head has and the base lacks, oldest first. `null`: one of them is unknown. */
  between(base: string, head: string): readonly Commit[] | null {
    if (!this.commits.has(base) || !this.commits.has(head)) return null;
    const known = this.ancestors(base);
    return this.inOrder(head).filter(({ sha }) => !known.has(sha));
  }

  /** The newest commit of the first that the second has too. */
  mergeBase(one: string, other: string): Commit | undefined {
    const known = this.ancestors(other);
    return this.inOrder(one).findLast(({ sha }) => known.has(sha));
  }

  private ancestors(sha: string): Set<string> {
    return new Set(this.inOrder(sha).map((commit) => commit.sha));
  }

  /** In the order in which they were made. */
  private inOrder(sha: string): readonly Commit[] {
    const seen = new Set<string>();
    const open = [sha];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(this.commits.get(next)?.parents ?? []));
    }
    return [...this.commits.values()].filter((commit) => seen.has(commit.sha));
  }
}
