// The demo's lines about task sets, rules and traffic.
import colors from 'picocolors';
import type { SecondLine } from '../meter/lines.ts';
import type { TaskSetPicture, WorldPicture } from '../world.ts';

const service = 'web';

export const setsOf = (world: WorldPicture): readonly TaskSetPicture[] =>
  world.services.find(({ name }) => name === service)?.taskSets ?? [];

/** Each task set with its rules and processes: `web:1 PRIMARY on 2 of 2 rules, 2/2 up (pids 41, 42)`. */
export function situation(world: WorldPicture): string {
  return setsOf(world)
    .map((set) => {
      const revision = set.taskDefinition.slice(set.taskDefinition.lastIndexOf('/') + 1);
      const pids = pidsOf(world, set);
      const up = `${String(set.runningCount)}/${String(set.computedDesiredCount)} up`;
      const behind = pids.length === 0 ? '' : ` (pids ${pids.join(', ')})`;
      const line = `${revision} ${set.status} on ${formatRules(world, set)}, ${up}${behind}`;
      return isLive(world, set) ? colors.green(line) : colors.cyan(line);
    })
    .join(colors.dim('  |  '));
}

const pidsOf = (world: WorldPicture, set: TaskSetPicture): readonly number[] =>
  world.tasks.filter(({ taskSetId }) => taskSetId === set.id).flatMap(({ pids }) => pids);

/** How many of the rules that contain the task set's target group send it traffic. */
function formatRules(world: WorldPicture, { targetGroup }: TaskSetPicture): string {
  const holding = world.rules.filter(({ weights }) => targetGroup !== null && targetGroup in weights);
  const sending = holding.filter(({ weights }) => (weights[targetGroup ?? ''] ?? 0) > 0);
  return `${String(sending.length)} of ${String(holding.length)} rules`;
}

const isLive = (world: WorldPicture, { targetGroup }: TaskSetPicture): boolean =>
  world.rules.some(({ weights }) => (weights[targetGroup ?? ''] ?? 0) > 0);

/** `v1 221 ░░░░░░███  79 v2` for one second of real answers. */
export function formatSplit(second: SecondLine | null): string {
  if (second === null) return '';
  const [v1, v2] = [second.versions['v1'] ?? 0, second.versions['v2'] ?? 0];
  const cells = Math.round((10 * v2) / Math.max(1, v1 + v2));
  const bar = colors.blue('░'.repeat(10 - cells)) + colors.green('█'.repeat(cells));
  const failed = second.failed === 0 ? '' : colors.red(`  ${String(second.failed)} failed`);
  return `v1 ${String(v1).padStart(3)} ${bar} ${String(v2).padStart(3)} v2 /s${failed}`;
}
