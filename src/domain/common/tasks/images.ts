// Whether the tasks of a task set run the same images.
import type { StoppedTask, TaskView } from './view.ts';
/** Tasks that run one revision. `id` is their `startedBy`. */
interface Fleet {
  readonly id: string;
  readonly tasks: readonly Pick<TaskView, 'images'>[];
}
interface Stopped {
  readonly stoppedTasks: readonly StoppedTask[];
}

/**
 * A task that ECS replaced pulls its image again. If the tag that the revision names was pushed since, it runs other
 * code: the task set is no longer the version that served. Tasks that have stopped show what it was.
 */
function mixedImages(world: Stopped, set: Fleet): readonly string[] {
  const running = set.tasks.flatMap(({ images }) => images);
  const stopped = world.stoppedTasks
    .filter(({ startedBy }) => startedBy === set.id)
    .flatMap(({ containers }) =>
      containers.flatMap(({ name, digest }) => (digest === null ? [] : [{ name, digest }])),
    );
  const byName = Map.groupBy([...running, ...stopped], ({ name }) => name);
  return [...byName].flatMap(([name, images]) => {
    const digests = new Set(images.map(({ digest }) => digest));
    return digests.size < 2 ? [] : [`container ${name}: ${[...digests].map(shortDigest).join(', ')}`];
  });
}

const shortDigest = (digest: string): string => digest.slice(0, 'sha256:'.length + 12);

/** Follows a sentence; empty: its tasks run the same images. */
export function describeMixedImages(world: Stopped, set: Fleet): string {
  const mixed = mixedImages(world, set);
  return mixed.length === 0
    ? ''
    : `, but tasks of ${set.id} run different images (${mixed.join('; ')}): a task that was replaced pulled another image ` +
        'under the same tag, so it is no longer the version that served';
}
