// Pull requests of commits.
import type { CommitPull } from '../../domain/common/report/pulls.ts';
import type { GitHubAction } from './error.ts';
import { GitHubError } from './error.ts';
import { listed, type Repository } from './repository.ts';

/** One page: a commit of more pull requests than this is not one of a release. */
const mostPulls = 30;

/** Empty also for a commit that the repository doesn't have. */
export async function pullsOfCommit(
  { octokit, owner, repo, requests }: Repository,
  sha: string,
): Promise<readonly CommitPull[]> {
  const action: GitHubAction = {
    does: 'find the pull request of a commit',
    permission: 'pull-requests: write',
    ifRefused: 'There is no comment. The job needs "permissions: pull-requests: write" in this repository.',
  };
  const pulls = await unless(
    422,
    requests.repeatable(action, async (signal) => {
      const target = { owner, repo, commit_sha: sha, per_page: mostPulls };
      const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
        ...target,
        request: { signal },
      });
      return listed(action, data).map(({ number, state, head, merged_at, merge_commit_sha }) => ({
        ...{ number, head: head.sha, isOpen: state === 'open' },
        ...{ mergedAt: merged_at, mergeCommit: merge_commit_sha },
      }));
    }),
  );
  return pulls ?? [];
}

/** `null`: GitHub answered with this status. */
export async function unless<T>(status: number, work: Promise<T>): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GitHubError && error.status === status) return null;
    throw error;
  }
}
