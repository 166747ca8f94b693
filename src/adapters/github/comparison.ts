// What lies between two commits: the commits, the pull requests that were merged, and their files.
import type { CommitRange, MergedPull } from '../../domain/common/report/others.ts';
import { shortCommit } from '../../domain/common/request/commit.ts';
import type { GitHubAction } from './error.ts';
import { unless } from './pulls.ts';
import { hasNextPage, listed, type Repository } from './repository.ts';

/** GitHub shows the first 300 files of a comparison. */
const mostFiles = 300;

/** GitHub shows the newest 250 commits of a comparison. `null`: it doesn't know one of the two. */
export function commitsBetween(
  { octokit, owner, repo, requests }: Repository,
  base: string,
  head: string,
): Promise<CommitRange | null> {
  const action: GitHubAction = {
    does: `compare commits ${shortCommit(base)} and ${shortCommit(head)}`,
    permission: 'contents: read',
  };
  return unless(
    404,
    requests.repeatable(action, async (signal) => {
      const target = { owner, repo, basehead: `${base}...${head}` };
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead({
        ...target,
        request: { signal },
      });
      const commits = listed(action, data.commits).map(({ sha }) => sha);
      const parted = Date.parse(data.merge_base_commit.commit.committer?.date ?? '');
      return {
        commits,
        isWhole: data.total_commits <= commits.length,
        sinceMs: Number.isNaN(parted) ? 0 : parted,
        files: {
          names: (data.files ?? []).flatMap(namesOf),
          isWhole: (data.files?.length ?? mostFiles) < mostFiles,
        },
      };
    }),
  );
}

/** 50 to a page: a pull request is 20 kB. */
const pullsPerPage = 50;
const mostPullPages = 5;

/** Pull requests that were merged, or changed since they were merged, after this time. */
export async function mergedPulls(
  repository: Repository,
  sinceMs: number,
): Promise<{ readonly pulls: readonly MergedPull[]; readonly isWhole: boolean }> {
  const pulls: MergedPull[] = [];
  for (let page = 1; page <= mostPullPages; page++) {
    const { items, isLast } = await pageOfPulls(repository, page);
    for (const { number, merged_at, merge_commit_sha } of items)
      if (typeof merged_at === 'string' && merge_commit_sha !== null)
        pulls.push({ number, mergeCommit: merge_commit_sha });
    const oldest = Date.parse(items.at(-1)?.updated_at ?? '');
    if (isLast || items.length === 0 || oldest < sinceMs) return { pulls, isWhole: true };
  }
  return { pulls, isWhole: false };
}

/** Closed ones, the last changed first. */
function pageOfPulls({ octokit, owner, repo, requests }: Repository, page: number) {
  const action: GitHubAction = { does: 'list the merged pull requests', permission: 'pull-requests: read' };
  return requests.repeatable(action, async (signal) => {
    const order = { state: 'closed', sort: 'updated', direction: 'desc' } as const;
    const target = { owner, repo, ...order, per_page: pullsPerPage, page };
    const { data, headers } = await octokit.rest.pulls.list({ ...target, request: { signal } });
    return { items: listed(action, data), isLast: !hasNextPage(headers) };
  });
}

const mostFilePages = 3;

const namesOf = ({ filename, previous_filename }: ChangedFile): readonly string[] =>
  previous_filename === undefined ? [filename] : [filename, previous_filename];

interface ChangedFile {
  readonly filename: string;
  readonly previous_filename?: string | undefined;
}

/** Also their names before a move. `null`: too many to read. */
export async function filesOf(repository: Repository, pull: number): Promise<readonly string[] | null> {
  const { octokit, owner, repo, requests } = repository;
  const action: GitHubAction = {
    does: `list the files of pull request ${String(pull)}`,
    permission: 'pull-requests: read',
  };
  const files: string[] = [];
  for (let page = 1; page <= mostFilePages; page++) {
    const isLast = await requests.repeatable(action, async (signal) => {
      const target = { owner, repo, pull_number: pull, per_page: 100, page };
      const { data, headers } = await octokit.rest.pulls.listFiles({ ...target, request: { signal } });
      files.push(...listed(action, data).flatMap(namesOf));
      return !hasNextPage(headers);
    });
    if (isLast) return files;
  }
  return null;
}
