import { runOfRelease } from '../domain/common/request/release-id.ts';
import { abandonedComment, goingOnIn } from '../messages/abandoned.ts';
import { markerOf } from '../messages/comment.ts';
import { masked } from '../messages/masked.ts';
import type { GitHubPort } from '../ports.ts';
import type { Closing, LastSeen } from './sweep-deployments.ts';

/**
 * Ends the comments that runs left as if they went on, and are over: with where traffic is now. Never rejects: what GitHub
 * refuses is a warning (invariant 9), and the next sweep tries again. Resolves to a sentence for each.
 */
export async function closeComments(closing: Closing, seen: readonly LastSeen[]): Promise<readonly string[]> {
  const { github, runner, wantsComment } = closing;
  if (!wantsComment || seen.length === 0) return [];
  if (github === null) {
    runner.info('github-token is empty, so no comment is looked at.');
    return [];
  }
  const told: string[] = [];
  const refused = new Map<string, number[]>();
  // One after the other: a cluster may have a hundred services, and GitHub slows down who asks so much at once.
  for (const [one, pull] of seen.flatMap((each) => pullsOf(each).map((number) => [each, number] as const)))
    try {
      const sentence = await close(closing, github, one, pull);
      if (sentence !== null) told.push(sentence);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      refused.set(text, [...(refused.get(text) ?? []), pull]);
    }
  warnOf(refused, runner);
  return told;
}

function warnOf(refused: ReadonlyMap<string, readonly number[]>, runner: Closing['runner']): void {
  for (const [text, pulls] of refused) {
    const named = pulls.map((pull) => `#${String(pull)}`).join(', ');
    runner.annotate('warning', 'Comments not looked at', `${named}: ${text} The sweep goes on.`);
  }
}

/** Of this repository, by the tags of the sets that the sweep found; those too that it has removed. */
function pullsOf({ plan: request, found }: LastSeen): readonly number[] {
  const pulls = found
    .filter(({ tags }) => tags.repository === request.release.repository)
    .map(({ tags }) => Number(tags.pull));
  return [...new Set(pulls.filter((pull) => Number.isSafeInteger(pull) && pull > 0))];
}

async function close(
  { runs, secrets }: Closing,
  github: GitHubPort,
  seen: LastSeen,
  pull: number,
): Promise<string | null> {
  const { plan: request, world, done } = seen;
  for (const marker of markersOf(seen)) {
    const releaseId = goingOnIn((await github.findComment(pull, marker)) ?? '');
    const runId = releaseId === null ? null : runOfRelease(releaseId, request.service);
    // Of one that GitHub doesn't say is over, the comment may be right.
    if (releaseId === null || runId === null || (await runs.isOver(runId)) !== true) continue;
    const body = abandonedComment({ plan: request, world, releaseId, runId, done });
    await github.upsertComment(pull, marker, masked(body, secrets));
    return `told pull request #${String(pull)} that the run of release ${releaseId} is over`;
  }
  return null;
}

/** A release may have been told the cluster's name or its ARN, whichever this sweep was told. */
function markersOf({ plan: request, world }: LastSeen): readonly string[] {
  const [, prefix, name] = /^(.+):service\/([^/]+)\//.exec(world.service.arn) ?? [];
  const clusters = name === undefined ? [] : [name, `${prefix ?? ''}:cluster/${name}`];
  return [...new Set([request.cluster, ...clusters])].map((cluster) =>
    markerOf({ command: 'deploy', cluster, service: request.service }),
  );
}
