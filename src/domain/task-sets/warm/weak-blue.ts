// A warm blue to which production could not return.
import { traitsOf } from '../../common/request/commands.ts';
import { describeMixedImages } from '../../common/tasks/images.ts';
import { describeTraffic } from '../health/describe-traffic.ts';
import { compare, comparedIn } from '../health/comparison.ts';
import { isSwitched } from '../health/switch-state.ts';
import { isNew } from '../model/look.ts';
import type { Memory } from '../model/memory.ts';
import { formatSet } from '../roles/describe-set.ts';
import type { Scene } from '../roles/scene.ts';
import { isLowered } from '../tags/lease.ts';

/** Number of looks in a row until it is reported. One may be stale. */
const certainStreak = 3;

/** Counts looks in which blue serves worse than green, or is no longer what it was. */
export function evolveWeakBlue(scene: Scene): Memory['weakBlue'] {
  const { world, memory, roles } = scene;
  const { blue } = roles;
  const isKept = traitsOf(scene.request).switches && blue?.status === 'ACTIVE';
  const isWarm = isKept && isSwitched(scene) && memory.failure === null;
  if (!isWarm || isLowered(world.service.tags, blue)) return null;
  if (!isNew(world, 'targets')) return memory.weakBlue;
  const compared = comparedIn(scene);
  const verdict = compared === null ? null : compare(world, { ...compared, isForced: false });
  const mixed = describeMixedImages(world, blue);
  if (verdict?.isYes !== false && mixed === '') return null;
  const what = verdict?.isYes === false ? verdict.why : `blue ${formatSet(blue)} is healthy${mixed}`;
  return { streak: Math.min(certainStreak, (memory.weakBlue?.streak ?? 0) + 1), what };
}

/** Once it is certain: what was seen and what to do. */
export function describeWeakBlue({ memory, roles }: Scene): string | null {
  const { weakBlue } = memory;
  if (weakBlue === null || weakBlue.streak < certainStreak) return null;
  return (
    `A rollback to warm blue would not help now: ${weakBlue.what}. ${describeTraffic(roles)} ` +
    'Check why the tasks of blue fail. If the live version has to be replaced, release one that works. ' +
    'The command rollback goes to this blue only with force: true.'
  );
}
