import type { Plan } from '../domain/plan.ts';
import { rolesOf } from '../domain/roles.ts';
import { blankMemory } from '../domain/memory.ts';
import { trafficWords } from '../domain/words.ts';
import type { World } from '../domain/world.ts';
import { alert, code, paragraphs, plain } from './markdown.ts';
import { timeWords } from './times.ts';

/** Stands in the comment of a release until its end is told: whoever finds it in that of a dead run knows that none was. */
export const goesOnMark = (releaseId: string): string => `<!-- goes on: ${releaseId} -->`;

export interface Abandoned {
  /** Of the sweep. */
  readonly plan: Plan;
  /** As the sweep left it. */
  readonly world: World;
  /** Whose run is over. */
  readonly releaseId: string;
  readonly runUrl: string;
  /** What the sweep did at the service. */
  readonly done: readonly string[];
}

/** The comment of a release whose run ended without a word: where traffic is now, and who found it so. Without its marker. */
export function abandonedComment({ plan, world, releaseId, runUrl, done }: Abandoned): string {
  const { cluster, service, release } = plan;
  return paragraphs([
    `### ⚠️ ${code(service)} in ${code(cluster)}: its run ended without a word`,
    `**${plain(trafficWords(rolesOf(plan, world, blankMemory(world.nowMs))))}**`,
    alert('WARNING', [
      `[Run ${releaseId.replace(/-.*$/, '')}](${runUrl}) vanished before release ${releaseId} was over. A [sweep](${release.runUrl}) came by:`,
      '',
      ...done.map((line) => `- ${plain(line)}`),
    ]),
    `<sub>As of ${timeWords(world.nowMs)}. Release ${releaseId}; running its job again judges everything anew.</sub>`,
  ]);
}
