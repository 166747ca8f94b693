// What a release would take while both versions run.
import type { PlannedGreen, PlannedOverlap, PlannedTime, PlannedTimes } from '../../common/report/plan.ts';
import type { Phase } from '../../common/run/step.ts';
import { addHours, formatHours, hoursOf, type FleetHours } from '../../common/tasks/hours.ts';
import { overlapSettings } from '../../common/tasks/overlap.ts';
import { tasksAtScale } from '../../common/tasks/scale.ts';
import { formatCount } from '../../common/values/count.ts';
import { leavesTeardown } from '../../common/run/time-limit.ts';
import { deregistrationMs, teardownMs } from '../health/times.ts';
import { byMigration } from './waits.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
import { stepsAhead } from '../warm/drain-ahead.ts';
import { onFargate } from '../warm/overlap.ts';

type Which = 'leastSeconds' | 'mostSeconds';

/** `null`: nothing is live, or no green would be created. */
export function plannedOverlap(
  scene: Scene,
  times: PlannedTimes,
  creates: PlannedGreen | null,
): PlannedOverlap | null {
  const { blue } = scene.roles;
  if (blue === null || creates === null) return null;
  const hours = (which: Which): FleetHours =>
    addHours(greenHours(scene, times, creates, which), blueHours(scene, times, blue, which));
  const [least, most] = [hours('leastSeconds'), hours('mostSeconds')];
  return { least, most, words: describe(scene, least, most, creates) };
}

const secondsOf = ({ phases }: PlannedTimes, of: readonly Phase[], which: Which): number =>
  phases
    .filter(({ phase, from }) => from !== byMigration && of.some((one) => one === phase))
    .reduce((all: number, one: PlannedTime) => all + one[which], 0);

/** From its creation to the switch. */
function greenHours(
  scene: Scene,
  times: PlannedTimes,
  { tasks, settings }: PlannedGreen,
  which: Which,
): FleetHours {
  const seconds = secondsOf(times, ['start', 'ready', 'smoke', 'switch'], which);
  const size = onFargate(settings, scene.world.candidate?.size ?? null);
  return hoursOf(seconds * 1000 * tasks, size);
}

/** From the switch until it has vanished, after the bake at the scale at which it is kept. */
function blueHours(scene: Scene, times: PlannedTimes, blue: TaskSetView, which: Which): FleetHours {
  const { request, world } = scene;
  const bakeSeconds = secondsOf(times, ['bake'], which);
  const warm = Math.max(request.warmSeconds, request.bake.seconds) - request.bake.seconds;
  // Another run deletes it, at the earliest when its lease ends.
  const isLeft = leavesTeardown(request);
  const warmSeconds = isLeft ? warm : secondsOf(times, ['warm'], which);
  const endSeconds = isLeft
    ? deregistrationMs(world, blue.attachment?.group) / 1000
    : secondsOf(times, ['teardown'], which);
  const kept = keptTasks(scene, blue);
  const ending = drainedTaskSeconds(scene, blue, which) ?? endSeconds * kept;
  const taskSeconds = bakeSeconds * blue.computedDesired + warmSeconds * kept + ending;
  return hoursOf(1000 * taskSeconds, onFargate(blue.settings, world.candidate?.liveSize ?? null));
}

/**
 * Tasks that are left run for the step, and those that stop for the deregistration delay, and at most for their stop time-out
 * after it. `null`: it isn't drained.
 */
function drainedTaskSeconds(scene: Scene, blue: TaskSetView, which: Which): number | null {
  const { request, world } = scene;
  const { drain } = request;
  if (drain === null) return null;
  const { desiredCount } = world.service;
  const { steps, waves } = stepsAhead(scene, blue, drain);
  const left = steps.map((percent) => tasksAtScale(desiredCount, percent) * drain.everySeconds);
  const endMs =
    which === 'leastSeconds' ? deregistrationMs(world, blue.attachment?.group) : teardownMs(world, blue);
  const stopping = waves.map((tasks) => (tasks * endMs) / 1000);
  return [...left, ...stopping].reduce((all, one) => all + one, 0);
}

const keptTasks = ({ request, world }: Scene, { computedDesired }: TaskSetView): number =>
  Math.min(computedDesired, tasksAtScale(world.service.desiredCount, request.warmScalePercent));

function describe(
  { request, world }: Scene,
  least: FleetHours,
  most: FleetHours,
  { tasks }: PlannedGreen,
): string {
  const span = `at least ${formatHours(least)}, ${leavesTeardown(request) ? 'and more until a later run deletes blue' : `at most ${formatHours(most)}`}`;
  const count =
    world.scaling === null
      ? ''
      : `; counted with ${formatCount(tasks, 'task')}, which auto scaling may change`;
  return `${span}, while both versions run (${overlapSettings}${count})`;
}
