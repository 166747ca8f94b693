import { runOfRelease } from '../domain/release-id.ts';
import type { TaskSetView } from '../domain/world.ts';
import { abandonedComment, goesOnMark } from '../messages/abandoned.ts';
import { markerOf } from '../messages/comment.ts';
import { masked } from '../messages/masked.ts';
import type { GitHubPort } from '../ports.ts';
import type { Closing, LastSeen } from './sweep-deployments.ts';

/** A release with a pull request, whose run may have died before it told its end there. */
interface Told {
  readonly releaseId: string;
  readonly runId: number;
  readonly pull: number;
}

/**
 * Ends the comments that dead runs left as if they went on, with where traffic is now. Never rejects: what GitHub refuses
 * is a warning (invariant 9). Resolves to a sentence for each.
 */
export async function closeComments(closing: Closing, seen: readonly LastSeen[]): Promise<readonly string[]> {
  const { github, runner } = closing;
  if (github === null || !closing.wantsComment) return [];
  try {
    const closed = await Promise.all(
      seen.flatMap((one) => toldBy(one).map((told) => closeOne(closing, github, one, told))),
    );
    return closed.flatMap((sentence) => sentence ?? []);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    runner.annotate('warning', 'Comments not closed', `${text} The sweep goes on.`);
    return [];
  }
}

/**
 * By the tags of its sets, those too that the sweep has removed. Where it had nothing to do, the release that is live was
 * seen to its end.
 */
function toldBy({ plan, found, done }: LastSeen): readonly Told[] {
  const own = (set: TaskSetView): readonly Told[] => {
    const { release = '', pull, repository } = set.tags;
    const runId = runOfRelease(release, plan.service);
    if (runId === null || pull === undefined || repository !== plan.release.repository) return [];
    return [{ releaseId: release, runId, pull: Number(pull) }];
  };
  return done.length === 0 ? [] : found.flatMap(own);
}

async function closeOne(
  { runs, secrets }: Closing,
  github: GitHubPort,
  { plan, world, done }: LastSeen,
  { releaseId, runId, pull }: Told,
): Promise<string | null> {
  // Of one that GitHub doesn't say is over, the comment may be right.
  if ((await runs.isOver(runId)) !== true) return null;
  const marker = markerOf({ ...plan, command: 'deploy' });
  const text = await github.findComment(pull, marker);
  if (text?.includes(goesOnMark(releaseId)) !== true) return null;
  const runUrl = plan.release.runUrl.replace(/\d+$/, String(runId));
  const body = abandonedComment({ plan, world, releaseId, runUrl, done });
  await github.upsertComment(pull, marker, masked(body, secrets));
  return `told pull request #${String(pull)} that the run of release ${releaseId} is over`;
}
