// Whether workflow runs of this repository are over.
import type { RunsPort } from '../../ports.ts';
import { GitHubError } from './error.ts';
import { connect } from './repository.ts';
import type { GitHubSettings, Repository } from './repository.ts';

/**
 * The run is read, not an attempt: its status is that of the newest attempt, so a run that was started again is not over.
 * Nor is a run that waits for an approval. `onRefusal` gets what GitHub says if the job may not read runs.
 */
export function githubRuns(
  settings: GitHubSettings,
  onRefusal: (message: string) => void = () => undefined,
): RunsPort {
  let repository: Promise<Repository> | null = null;
  return {
    async isOver(runId) {
      try {
        const { octokit, owner, repo, requests } = await (repository ??= connect(settings));
        const action = { does: `read workflow run ${runId}`, permission: 'actions: read' } as const;
        const status = await requests.repeatable(action, async (signal) => {
          const target = { owner, repo, run_id: runId, exclude_pull_requests: true };
          const { data } = await octokit.rest.actions.getWorkflowRun({ ...target, request: { signal } });
          return data.status;
        });
        return typeof status === 'string' ? status === 'completed' : null;
      } catch (error) {
        if (error instanceof GitHubError && error.kind === 'denied') onRefusal(error.message);
        return null;
      }
    },
  };
}
