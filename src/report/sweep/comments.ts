// Ends the comments of runs that vanished.
import { shortCommit } from '../../domain/common/report/commit.ts';
import type { PullTrace } from '../../domain/common/report/pulls.ts';
import { runOfRelease } from '../../domain/common/request/release-id.ts';
import { abandonedComment, releaseInProgress } from '../messages/abandoned.ts';
import { stampLine, stampOfNews } from '../stamp.ts';
import { markerOf } from '../messages/comment.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import type { GitHubPort } from '../../ports.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import { createPullFinder } from '../pull-finder.ts';
import type { Closing } from './deployments.ts';

/**
 * Updates comments that still show a release in progress although its run is over: they show where traffic is now. Never
 * rejects: a refusal by GitHub is a warning (invariant 9), and the next sweep tries again. Resolves to a sentence for each.
 */
export async function closeComments(
  closing: Closing,
  seen: readonly SweptState[],
): Promise<readonly string[]> {
  const { github, runner, wantsComment } = closing;
  if (!wantsComment || seen.length === 0) return [];
  if (github === null) {
    runner.info('github-token is empty, so comments are not checked.');
    return [];
  }
  const updated: string[] = [];
  const refused = new Map<string, string[]>();
  const pulls = createPullFinder(github);
  // One at a time: a cluster may have a hundred services, and GitHub throttles many requests at once.
  for (const one of seen) {
    const closed = new Set<number>();
    for (const trace of one.pulls)
      try {
        const pull = await pulls.numberOf(trace);
        if (pull === null || closed.has(pull)) continue;
        closed.add(pull);
        const sentence = await close(closing, github, one, pull);
        if (sentence !== null) updated.push(sentence);
      } catch (error) {
        const text = error instanceof Error ? error.message : String(error);
        refused.set(text, [...(refused.get(text) ?? []), nameOf(trace)]);
      }
  }
  warn(refused, runner);
  return updated;
}

const nameOf = ({ pull, commit }: PullTrace): string =>
  pull === null ? `commit ${shortCommit(commit ?? '')}` : `#${String(pull)}`;

function warn(refused: ReadonlyMap<string, readonly string[]>, runner: Closing['runner']): void {
  for (const [text, named] of refused)
    runner.annotate(
      'warning',
      'Comments not checked',
      `${[...new Set(named)].join(', ')}: ${text} The sweep continues.`,
    );
}

async function close(
  { runs, secrets }: Closing,
  github: GitHubPort,
  seen: SweptState,
  pull: number,
): Promise<string | null> {
  const { request } = seen;
  for (const marker of markersOf(seen)) {
    const current = (await github.findComment(pull, marker)) ?? '';
    const releaseId = releaseInProgress(current);
    const runId = releaseId === null ? null : runOfRelease(releaseId, request.service);
    // If GitHub doesn't report the run as over, the comment may be correct.
    if (releaseId === null || runId === null || (await runs.isOver(runId)) !== true) continue;
    const shown = stampOfNews(current, releaseId, request.release.runId);
    const text = abandonedComment(seen, { releaseId, runId });
    const body = shown === null ? text : `${stampLine(shown)}\n${text}`;
    await github.upsertComment(pull, marker, masked(body, secrets));
    return `updated pull request #${String(pull)}: the run of release ${releaseId} is over`;
  }
  return null;
}

const markersOf = ({ request, clusters }: SweptState): readonly string[] =>
  clusters.map((cluster) => markerOf({ command: 'deploy', cluster, service: request.service }));
