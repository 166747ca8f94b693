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
 * A task pulls its image when it starts. If the tag that the revision names was pushed since, it runs other code than the
 * tasks before it: the task set is no longer one version. `any`: its tasks that have stopped show what it was. An image
 * that is named by its digest is always the same, even if ECS shows the digest of one platform.
 */
export function mixedImages(world: Stopped, set: Fleet, which: 'running' | 'any'): readonly string[] {
  const running = set.tasks.flatMap(({ images }) => images);
  const pinned = new Set(running.flatMap(({ name, isPinned }) => (isPinned ? [name] : [])));
  const all = which === 'running' ? running : [...running, ...stoppedImages(world, set)];
  const byName = Map.groupBy(all, ({ name }) => name);
  return [...byName].flatMap(([name, images]) => {
    const digests = new Set(images.map(({ digest }) => digest));
    return pinned.has(name) || digests.size < 2
      ? []
      : [`container ${name}: ${[...digests].map(shortDigest).join(', ')}`];
  });
}

const stoppedImages = ({ stoppedTasks }: Stopped, { id }: Fleet) =>
  stoppedTasks
    .filter(({ startedBy }) => startedBy === id)
    .flatMap(({ containers }) =>
      containers.flatMap(({ name, digest }) => (digest === null ? [] : [{ name, digest }])),
    );

const shortDigest = (digest: string): string => digest.slice(0, 'sha256:'.length + 12);

/** Follows a sentence; empty: its tasks run the same images. */
export function describeMixedImages(world: Stopped, set: Fleet): string {
  const mixed = mixedImages(world, set, 'any');
  return mixed.length === 0
    ? ''
    : `, but tasks of ${set.id} run different images (${mixed.join('; ')}): a task that was replaced pulled another image ` +
        'under the same tag, so it is no longer the version that served';
}
