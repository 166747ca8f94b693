// GitHub: the comment and the Deployments of a release.
import type { CommitRange } from '../../domain/common/report/others.ts';
import type { GitHubPort } from '../../ports.ts';
import { updateComment, type OwnComment } from './comments.ts';
import { commitsBetween, filesOf, mergedPulls } from './comparison.ts';
import {
  deploymentStatuses,
  findActiveService,
  findJobDeployment,
  newestDeployments,
} from './deployment-lists.ts';
import { createDeployment, findDeployment, setDeploymentStatus } from './deployments.ts';
import { pullsOfCommit } from './pulls.ts';
import { connect } from './repository.ts';
import type { GitHubSettings, Repository } from './repository.ts';

/**
 * The repository that a release is reported in. Every method rejects with `GitHubError`, after at most two repeats of a
 * request without a response. The first call loads Octokit.
 */
export function createGitHub(settings: GitHubSettings): GitHubPort {
  let repository: Promise<Repository> | null = null;
  const connected = (): Promise<Repository> => (repository ??= connect(settings));
  const ownComments = new Map<string, OwnComment>();
  /** Preflight and the report ask for the same comparison, which never changes. */
  const compared = new Map<string, Promise<CommitRange | null>>();

  return {
    async updateComment(pull, key, textFor, readMs = Infinity) {
      const which = `${pull} ${key.marker}`;
      const known = ownComments.get(which) ?? null;
      const comment = await updateComment(await connected(), known, { pull, key, readMs }, textFor);
      if (comment !== null) ownComments.set(which, comment);
    },
    pullsOfCommit: async (sha) => pullsOfCommit(await connected(), sha),
    async commitsBetween(base, head) {
      const key = `${base} ${head}`;
      const answer = compared.get(key) ?? connected().then((to) => commitsBetween(to, base, head));
      compared.set(key, answer);
      try {
        return await answer;
      } catch (error) {
        compared.delete(key);
        throw error;
      }
    },
    mergedPulls: async (sinceMs) => mergedPulls(await connected(), sinceMs),
    filesOf: async (pull) => filesOf(await connected(), pull),
    createDeployment: async (request) => createDeployment(await connected(), request),
    findDeployment: async (environment, sha, payload) =>
      findDeployment(await connected(), environment, sha, payload),
    findJobDeployment: async (where, runId, own, shown = null) =>
      findJobDeployment(await connected(), where, { runId, own, shown }),
    findActiveService: async (environment) => findActiveService(await connected(), environment),
    newestDeployments: async (environment, ownerOf, limits) =>
      newestDeployments(await connected(), environment, ownerOf, limits),
    deploymentStatuses: async (id) => deploymentStatuses(await connected(), id),
    setDeploymentStatus: async (id, status) => {
      await setDeploymentStatus(await connected(), id, status);
    },
  };
}
