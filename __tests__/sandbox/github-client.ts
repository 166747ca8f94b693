import { afterEach, beforeEach } from '@jest/globals';
import { getOctokit } from '@actions/github';
import { startGitHub } from '../../sandbox/github/server.ts';
import type { GitHub, GitHubOptions } from '../../sandbox/github/server.ts';

export const at = { owner: 'acme', repo: 'shop' };
export const mainSha = 'a'.repeat(40);
export const headSha = 'b'.repeat(40);

/** A GitHub per test, and the stock Octokit for it: nothing of the action's own, so what holds here holds for any client. */
interface GitHubUnderTest {
  readonly github: GitHub;
  readonly octokit: ReturnType<typeof getOctokit>;
  readonly rest: ReturnType<typeof getOctokit>['rest'];
  restartWith(options: Partial<GitHubOptions>): Promise<void>;
}

export function githubPerTest(): GitHubUnderTest {
  let github: GitHub;
  const octokitFor = (url: string): ReturnType<typeof getOctokit> => getOctokit('a-token', { baseUrl: url });
  beforeEach(async () => {
    github = await startGitHub({ host: '127.0.0.1' });
  });
  afterEach(() => github.stop());
  return {
    get github() {
      return github;
    },
    get octokit() {
      return octokitFor(github.url);
    },
    get rest() {
      return octokitFor(github.url).rest;
    },
    async restartWith(options) {
      await github.stop();
      github = await startGitHub({ host: '127.0.0.1', ...options });
    },
  };
}
