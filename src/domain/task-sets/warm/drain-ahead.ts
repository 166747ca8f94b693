// What speaks against a drain before the first write, and what a plan shows of it.
import { traitsOf } from '../../common/request/commands.ts';
import { stepsBelow, wavesOf, type Drain } from '../../common/tasks/drain.ts';
import { shortName } from '../../common/values/arn.ts';
import { formatAll } from '../../common/values/count.ts';
import { formatDuration } from '../../common/values/duration.ts';
import { deregistrationMs, stopMs } from '../health/times.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';

/** A rollback doesn't wait for it. `null`: the run drains no blue. */
function plannedDrain({
  request,
  roles,
}: Scene): { readonly drain: Drain; readonly blue: TaskSetView } | null {
  const { isRelease, endsStaged, rollsBack } = traitsOf(request);
  const { drain } = request;
  const { blue } = roles;
  return !isRelease || endsStaged || rollsBack || drain === null || blue === null ? null : { drain, blue };
}

/** The steps of a drain from the scale at which blue is kept, and how many tasks each of them stops. */
export function stepsAhead(
  { request, world: { service } }: Scene,
  blue: TaskSetView,
  drain: Drain,
): { readonly steps: readonly number[]; readonly waves: readonly number[] } {
  const from = Math.min(blue.scalePercent, request.warmScalePercent);
  const steps = stepsBelow(drain, service.desiredCount, from);
  return { steps, waves: wavesOf(steps, service.desiredCount, from) };
}

/** How long the steps of its drain last. */
export function stepSeconds(scene: Scene): number {
  const { drain } = scene.request;
  const { blue } = scene.roles;
  if (drain === null || blue === null) return 0;
  return stepsAhead(scene, blue, drain).steps.length * drain.everySeconds;
}

/** In a shorter step, the clients of two waves would reconnect together: sockets are cut at the end of the delay. */
export function drainProblems(scene: Scene): readonly string[] {
  const planned = plannedDrain(scene);
  if (planned === null) return [];
  const { drain, blue } = planned;
  const group = blue.attachment?.group;
  const delaySeconds = deregistrationMs(scene.world, group) / 1000;
  const stopSeconds = stopMs(scene.world, blue) / 1000;
  const least = delaySeconds + stopSeconds;
  if (drain.everySeconds >= least) return [];
  const where = group === undefined ? 'its target group' : `target group ${shortName(group)}`;
  return [
    `drain: a step of ${formatDuration(drain.everySeconds)} is too short. ${where} has a deregistration delay of ` +
      `${formatDuration(delaySeconds)}, and tasks of blue stop within ${formatDuration(stopSeconds)} (stopTimeout of their ` +
      `containers), so the waves would overlap. Let a step last ${formatDuration(least)} or longer, or lower the delay.`,
  ];
}

/** For the plan and for the log. */
export function drainLines(scene: Scene): readonly string[] {
  const planned = plannedDrain(scene);
  if (planned === null) return [];
  const { drain, blue } = planned;
  const { steps, waves } = stepsAhead(scene, blue, drain);
  const closed = formatDuration(deregistrationMs(scene.world, blue.attachment?.group) / 1000);
  return [
    `drain: once its warm time is over, blue is scaled down to ${listOf(steps, '%')}, which stops ${listOf(waves, waves.at(-1) === 1 ? 'task' : 'tasks')}. ` +
      `Each step lasts ${formatDuration(drain.everySeconds)} or longer. The connections of the tasks that stop are closed after ${closed}`,
  ];
}

const listOf = (numbers: readonly number[], unit: string): string =>
  `${numbers.length === 0 ? '0' : formatAll(numbers.map(String))} ${unit}`;
