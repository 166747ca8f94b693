// The tasks that run next to those with production traffic.
import type { Overlap, SpareTasks } from '../../common/tasks/overlap.ts';
import type { TaskSize } from '../../common/tasks/size.ts';
import { isGreenLive } from '../health/switch-state.ts';
import type { GreenSettings, TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';

/** Tasks cost from the pull of their image until they have stopped, also those of a task set that is being deleted. */
export function spareTasksIn(scene: Scene): SpareTasks {
  const { green, blue } = scene.roles;
  // Without a blue, nothing overlaps.
  if (green === null || blue === null) return { green: 0, blue: 0 };
  return isGreenLive(scene) ? { green: 0, blue: tasksOf(blue) } : { green: tasksOf(green), blue: 0 };
}

const tasksOf = ({ running, pending }: TaskSetView): number => running + pending;

/** As far as the candidate shows them, which is gone once green exists, or their revisions were read. */
export function sizesIn({ world, roles }: Scene): Overlap['sizes'] {
  const { candidate } = world;
  const { blue, green } = roles;
  const sizeOf = (set: TaskSetView | null): TaskSize | null =>
    set === null ? null : (world.sizes[set.taskDefinition] ?? null);
  return {
    // Green runs where blue does, unless an input changes that. Then CreateTaskSet shows it.
    green: onFargate(green?.settings ?? blue?.settings ?? null, candidate?.size ?? sizeOf(green)),
    blue: onFargate(blue?.settings ?? null, candidate?.liveSize ?? sizeOf(blue)),
  };
}

type Placement = Pick<GreenSettings, 'launchType' | 'capacityProviders'>;

/** Elsewhere the instances cost, not the tasks. */
export function onFargate(settings: Placement | null, size: TaskSize | null): TaskSize | null {
  if (settings === null || size === null) return null;
  const { launchType, capacityProviders } = settings;
  const isFargate =
    capacityProviders === null
      ? launchType === 'FARGATE'
      : capacityProviders.every(({ name }) => name.startsWith('FARGATE'));
  return isFargate ? size : null;
}
