// Finds the pull request of a release, while the run goes on. No call to AWS waits for it.
import { pullOfCommit, type PullTrace } from '../domain/common/report/pulls.ts';
import type { GitHubPort } from '../ports.ts';

export interface PullFinder {
  /** `null`: there is none. Rejects as GitHub does. */
  numberOf(trace: PullTrace): Promise<number | null>;
}

/** GitHub may not know yet what a merge of this second has brought. */
const mostEmptyAnswers = 3;

/** Each commit is asked for once. */
export function createPullFinder(github: Pick<GitHubPort, 'pullsOfCommit'> | null): PullFinder {
  const asked = new Map<string, Promise<number | null>>();
  const empty = new Map<string, number>();

  async function ask(commit: string): Promise<number | null> {
    const number = pullOfCommit(commit, (await github?.pullsOfCommit(commit)) ?? []);
    const count = (empty.get(commit) ?? 0) + 1;
    if (number === null) empty.set(commit, count);
    if (number === null && count < mostEmptyAnswers) asked.delete(commit);
    return number;
  }

  return {
    async numberOf({ pull, commit }) {
      if (pull !== null || commit === null) return pull;
      const answer = asked.get(commit) ?? ask(commit);
      asked.set(commit, answer);
      try {
        return await answer;
      } catch (error) {
        asked.delete(commit);
        throw error;
      }
    },
  };
}
