import { describeLive } from '../domain/task-sets/sweep/sweep.ts';
import { blankMemory } from '../domain/task-sets/model/memory.ts';
import type { Request } from '../domain/common/request/request.ts';
import { runUrlOf } from '../domain/common/request/release-id.ts';

import type { World } from '../domain/task-sets/model/world.ts';
import { alert, code, paragraphs, plain } from './markdown.ts';
import { formatTime } from './times.ts';
import { sceneOf } from '../domain/task-sets/roles/scene.ts';

/** Stands last in the comment of a release until its end is told there: in that of a run that is over, none ever was. */
export const goesOnMark = (releaseId: string): string => `<!-- goes on: ${releaseId} -->`;

/** The release whose end this comment still waits for; `null`: its end is told, or it is none of ours. */
export const goingOnIn = (comment: string): string | null =>
  /<!-- goes on: (\S+) -->\s*$/.exec(comment)?.[1] ?? null;

export interface Abandoned {
  /** Of the sweep. */
  readonly plan: Request;
  /** As the sweep left it. */
  readonly world: World;
  readonly releaseId: string;
  /** Is over. */
  readonly runId: number;
  /** What the sweep did at the service; may be empty. */
  readonly done: readonly string[];
}

/** The comment of a release whose run ended without a word: where traffic is now, and who found it so. Without its marker. */
export function abandonedComment({ plan: request, world, releaseId, runId, done }: Abandoned): string {
  const { cluster, service, release } = request;
  const run = `[Run ${runId}](${runUrlOf(release.runUrl, runId)})`;
  const sweep = `A [sweep](${release.runUrl}) came by`;
  return paragraphs([
    `### ⚠️ ${code(service)} in ${code(cluster)}: its run ended without a word`,
    `**${plain(describeLive(sceneOf(request, world, blankMemory(world.nowMs))))}**`,
    alert('WARNING', [
      `${run} is over and did not tell here how release ${releaseId} ended. ${sweep}${done.length === 0 ? '.' : ':'}`,
      ...(done.length === 0 ? [] : ['', ...done.map((line) => `- ${plain(line)}`)]),
    ]),
    `<sub>As of ${formatTime(world.nowMs)}. Release ${releaseId}; running its job again judges everything anew.</sub>`,
  ]);
}
