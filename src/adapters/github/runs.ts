import type { RunsPort } from '../../ports.ts';
import { connect } from './repository.ts';
import type { GitHubSettings, Repository } from './repository.ts';

/**
 * Whether workflow runs of this repository are over. The run is asked for, not the attempt: its status is that of the
 * newest attempt, and a run that somebody started again is at it again. A run that waits for an approval is not over.
 */
export function githubRuns(settings: GitHubSettings): RunsPort {
  let repository: Promise<Repository> | null = null;
  return {
    async isOver(runId) {
      try {
        const { octokit, owner, repo, requests } = await (repository ??= connect(settings));
        const action = { does: `tell of workflow run ${runId}`, permission: 'actions: read' } as const;
        const status = await requests.repeatable(action, async (signal) => {
          const target = { owner, repo, run_id: runId, exclude_pull_requests: true };
          const { data } = await octokit.rest.actions.getWorkflowRun({ ...target, request: { signal } });
          return data.status;
        });
        return typeof status === 'string' ? status === 'completed' : null;
      } catch {
        return null;
      }
    },
  };
}
