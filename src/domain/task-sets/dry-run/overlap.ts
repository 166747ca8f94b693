// What a release would take while both versions run.
import type { PlannedGreen, PlannedOverlap, PlannedTime, PlannedTimes } from '../../common/report/plan.ts';
import type { Phase } from '../../common/run/step.ts';
import { addHours, formatHours, hoursOf, type FleetHours } from '../../common/tasks/hours.ts';
import { overlapSettings } from '../../common/tasks/overlap.ts';
import { stepsBelow, wavesOf } from '../../common/tasks/drain.ts';
import { tasksAtScale } from '../../common/tasks/scale.ts';
import { formatCount } from '../../common/values/count.ts';
import { leavesTeardown } from '../../common/run/time-limit.ts';
import { deregistrationMs } from '../health/times.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';
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
    .filter(({ phase }) => of.some((one) => one === phase))
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
  const own = secondsOf(times, ['warm', 'teardown'], which);
  // Another run deletes it, at the earliest when its lease ends.
  const later = warm + deregistrationMs(world, blue.attachment?.group) / 1000;
  const keptSeconds = leavesTeardown(request) ? later : own;
  const drained = drainedTaskSeconds(scene, blue);
  if (drained !== null) {
    const until = leavesTeardown(request) ? warm : secondsOf(times, ['warm'], which);
    const ms = bakeSeconds * blue.computedDesired + until * keptTasks(scene, blue) + drained;
    return hoursOf(ms * 1000, onFargate(blue.settings, world.candidate?.liveSize ?? null));
  }
  const taskMs = 1000 * (bakeSeconds * blue.computedDesired + keptSeconds * keptTasks(scene, blue));
  return hoursOf(taskMs, onFargate(blue.settings, world.candidate?.liveSize ?? null));
}

/** Tasks that are left run for the step, and those that stop for the deregistration delay. `null`: it isn't drained. */
function drainedTaskSeconds({ request, world }: Scene, blue: TaskSetView): number | null {
  const { drain } = request;
  if (drain === null) return null;
  const { desiredCount } = world.service;
  const from = Math.min(blue.scalePercent, request.warmScalePercent);
  const steps = stepsBelow(drain, desiredCount, from);
  const left = steps.map((percent) => tasksAtScale(desiredCount, percent) * drain.everySeconds);
  const delay = deregistrationMs(world, blue.attachment?.group) / 1000;
  const stopping = wavesOf(steps, desiredCount, from).map((tasks) => tasks * delay);
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
