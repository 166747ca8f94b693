// Ends the comments of runs that vanished.
import { shortCommit } from '../../domain/common/request/commit.ts';
import type { PullTrace } from '../../domain/common/report/pulls.ts';
import { runOfRelease } from '../../domain/common/request/release-id.ts';
import { abandonedComment, stateFound, type VanishedRun } from './abandoned.ts';
import { liveSinceIn, releaseInProgress } from '../messages/kept.ts';
import type { GitHubWarnings } from '../answers/warnings.ts';
import { deliveryAfter, isOfToken, refusalOf, worstOf, type Delivery } from '../channel.ts';
import { commentOfReleases } from '../comment-key.ts';
import { stamped, stampIn } from '../stamp.ts';
import { masked } from '../../domain/common/values/secrets.ts';
import type { GitHubPort } from '../../ports.ts';
import type { SweptState } from '../../domain/common/report/swept.ts';
import type { PullFinder } from '../pulls/finder.ts';
import type { Closing } from './deployments.ts';

interface CommentCloser {
  /** A sentence for each comment that was updated. */
  readonly updated: readonly string[];
  /**
   * Updates comments of the service that still show a release in progress although its run is over: they show where traffic
   * is now. Never rejects: the next sweep tries again. Resolves to whether GitHub answered.
   */
  close(seen: SweptState): Promise<Delivery>;
  /** What GitHub refused, in one warning for each reason (invariant 9). */
  warn(): void;
}

export function commentCloser(
  closing: Closing & { readonly warnings: Pick<GitHubWarnings, 'comment' | 'knows'> },
  pulls: PullFinder,
): CommentCloser {
  const { github, runner, wantsComment, warnings } = closing;
  const updated: string[] = [];
  const refused = new Map<string, string[]>();

  async function closeOne(seen: SweptState, trace: PullTrace, closed: Set<number>): Promise<Delivery> {
    try {
      const pull = await pulls.numberOf(trace);
      if (github === null || pull === null || closed.has(pull)) return 'delivered';
      closed.add(pull);
      const sentence = await close(closing, github, seen, pull);
      if (sentence !== null) updated.push(sentence);
      return 'delivered';
    } catch (error) {
      const refusal = refusalOf(error);
      const text = refusal.message;
      if (isOfToken(refusal)) warnings.comment(refusal);
      else refused.set(text, [...(refused.get(text) ?? []), nameOf(trace)]);
      return deliveryAfter(refusal);
    }
  }

  return {
    updated,
    async close(seen) {
      const closed = new Set<number>();
      const deliveries: Delivery[] = [];
      if (wantsComment) for (const trace of seen.pulls) deliveries.push(await closeOne(seen, trace, closed));
      return worstOf(deliveries);
    },
    warn() {
      if (wantsComment && github === null) runner.info('github-token is empty, so comments are not checked.');
      for (const [text, traces] of refused) {
        if (warnings.knows(text)) continue;
        const named = [...new Set(traces)].join(', ');
        runner.annotate('warning', 'Comments not checked', `${named}: ${text} The sweep continues.`);
      }
    },
  };
}

const nameOf = ({ pull, commit }: PullTrace): string =>
  pull === null ? `commit ${shortCommit(commit ?? '')}` : `#${String(pull)}`;

async function close(
  { runs, secrets }: Closing,
  github: GitHubPort,
  seen: SweptState,
  pull: number,
): Promise<string | null> {
  let sentence: string | null = null;
  await github.updateComment(pull, commentOfReleases(seen.report), async (current) => {
    const left = current ?? '';
    const releaseId = releaseInProgress(left);
    const runId = releaseId === null ? null : runOfRelease(releaseId, seen.report.request.service);
    // If GitHub doesn't report the run as over, the comment may be correct.
    if (releaseId === null || runId === null || (await runs.isOver(runId)) !== true) return null;
    sentence = `updated pull request #${String(pull)}: the run of release ${releaseId} is over`;
    return masked(ended(seen, { releaseId, runId, left }), secrets);
  });
  return sentence;
}

/** The whole comment but its marker. */
function ended(seen: SweptState, run: VanishedRun): string {
  const text = abandonedComment(seen, run);
  // A promotion shows the release that was staged.
  const shown = stampIn(run.left);
  if (shown === null) return text;
  const { request, seen: seenAt } = seen.report;
  const next = {
    ...shown,
    state: stateFound(seen, shown),
    seen: seenAt,
    runId: request.release.runId,
  };
  return stamped(next, { sinceMs: liveSinceIn(run.left), traffic: seen.report.traffic }, text);
}
