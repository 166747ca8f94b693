// A warm blue to which production could not return.
import { traitsOf } from '../../common/request/commands.ts';
import { describeMixedImages } from '../../common/tasks/images.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { compare, servingOf } from '../health/comparison.ts';
import { whyHealthUnknown } from '../health/last-known.ts';
import { canServe } from '../health/readiness.ts';
import { isSwitched } from '../health/switch-state.ts';
import { isNew } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import type { TaskSetView } from '../model/world.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { isCutOff } from '../reset/reset.ts';
import { describeCutOff, isLost } from './cut-off.ts';
import { describeStranded } from './stranded.ts';

/** Number of looks in a row until it is reported. One may be stale. */
const certainStreak = 3;

interface Warm {
  readonly blue: TaskSetView;
  readonly green: TaskSetView;
}

/** Counts looks in which blue serves worse than green, or is no longer what it was. */
export function evolveWeakBlue(scene: Scene): Memory['weakBlue'] {
  const { world, memory } = scene;
  const warm = warmIn(scene);
  if (warm === null) return null;
  // The targets of a blue that no rule holds are not checked, so they show nothing new.
  const isChecked = !isCutOff(world, warm.blue) && whyHealthUnknown(world) === null;
  if (!isNew(world, 'targets') || !isChecked) return memory.weakBlue;
  const { blue, green } = warm;
  // At scale 0, nothing shows how its tasks will do.
  const compared = { blue, green, carried: memory.healthyDue, isForced: false };
  const verdict = blue.computedDesired === 0 ? null : compare(world, compared);
  const mixed = describeMixedImages(world, blue);
  const isServing = verdict?.isYes !== false;
  if (isServing && mixed === '') return null;
  return {
    streak: Math.min(certainStreak, (memory.weakBlue?.streak ?? 0) + 1),
    downSinceMs: isServing ? null : downSince(scene, warm),
    isServing,
    what: verdict?.isYes === false ? verdict.why : `blue ${formatSet(blue)} is healthy${mixed}`,
  };
}

/** Tasks that fail one after another may be healthy for a moment. Such a moment doesn't start the time again. */
function downSince({ world, memory }: Scene, { blue, green }: Warm): number | null {
  if (!canServe(world, green, false).isYes) return null;
  const sinceMs = memory.weakBlue?.downSinceMs ?? null;
  const { healthy, staying } = servingOf(world, blue);
  if (healthy === 0) return sinceMs ?? world.nowMs;
  return staying === 0 ? sinceMs : null;
}

/** A release has its own blue. To a sweep, the lease names it. */
function warmIn(scene: Scene): Warm | null {
  const { world, memory, roles, request } = scene;
  const { switches, finishesOthers } = traitsOf(request);
  if (memory.failure !== null) return null;
  const { tags } = world.service;
  const [only, ...more] = roles.live;
  const leased = finishesOthers && only?.arn === tags.green && more.length === 0;
  const blue = leased ? world.taskSets.find(({ arn }) => arn === tags.blue) : roles.blue;
  const green = leased ? only : roles.green;
  if (!leased && !(switches && isSwitched(scene))) return null;
  return blue?.status === 'ACTIVE' && green != null ? { blue, green } : null;
}

/** Whether enough looks in a row showed it. */
export const isCertain = ({ streak }: NonNullable<Memory['weakBlue']>): boolean => streak >= certainStreak;

/** Once it is certain: what was seen and what to do. */
export function describeWeakBlue(scene: Scene): string | null {
  const { memory, roles } = scene;
  const { weakBlue } = memory;
  if (weakBlue === null || !isCertain(weakBlue)) return null;
  const traffic = describeTraffic(roles);
  if (weakBlue.isServing)
    return `Warm blue is not what it was: ${weakBlue.what}. ${traffic} ${adviceFor(scene, weakBlue, roles.blue)}`;
  const stranded = roles.blue === null ? '' : describeStranded(scene, roles.blue);
  const users = stranded === '' ? '' : `${stranded} `;
  return `A rollback to warm blue would not help now: ${weakBlue.what}. ${traffic} ${users}${adviceFor(scene, weakBlue, roles.blue)}`;
}

/** What to do about it. */
export function adviceFor(
  scene: Scene,
  { isServing }: NonNullable<Memory['weakBlue']>,
  blue: TaskSetView | null,
): string {
  if (blue !== null && isLost(scene, blue))
    return `Blue is no rollback target any more. ${describeCutOff(scene)}`;
  if (isServing)
    return 'The command rollback goes to it all the same. If the live version has to be replaced, check the image first, or release a version that works.';
  return (
    'Check why the tasks of blue fail. If the live version has to be replaced, release one that works. ' +
    'While green serves, the command rollback goes to this blue only with force: true.'
  );
}
