// What the PRIMARY label says about a rollback.
import type { Memory } from '../model/memory.ts';
import type { Scene } from '../roles/scene.ts';

/** All that memory holds about the label. */
export const evolveLabel = (scene: Scene): Partial<Memory> => ({
  ...evolveIdlePrimary(scene),
  ...evolveTried(scene),
  ...evolveRefused(scene),
});

/** Since when the label says otherwise than the rules: somebody may be rolling back, label first. And when it last did. */
function evolveIdlePrimary({ roles, world, memory }: Scene): Partial<Memory> {
  const { idlePrimary: before } = memory;
  const isIdle = roles.live.length > 0 && roles.live.every(({ status }) => status !== 'PRIMARY');
  const primary = isIdle ? world.taskSets.find(({ status }) => status === 'PRIMARY') : undefined;
  const wasIdle = before !== null && before.endedMs === null;
  if (primary !== undefined) {
    const begunMs = wasIdle && before.set === primary.arn ? before.begunMs : world.nowMs;
    return { idlePrimary: { set: primary.arn, begunMs, endedMs: null } };
  }
  return wasIdle ? { idlePrimary: { ...before, endedMs: world.nowMs } } : {};
}

/** Blue has the label: should it lose that again, the rollback may ask for it again. */
const evolveTried = ({ roles, memory }: Scene): Partial<Memory> =>
  roles.blue?.status === 'PRIMARY' && memory.labelFailedSinceMs !== null ? { labelFailedSinceMs: null } : {};

/** ECS refused to delete it since it had just got the label. Without the label, that says nothing more. */
function evolveRefused({ world, memory }: Scene): Partial<Memory> {
  const isPrimary = (set: string): boolean =>
    world.taskSets.some(({ arn, status }) => arn === set && status === 'PRIMARY');
  const abandoned = memory.abandoned.filter(({ key }) => key.kind !== 'delete' || !isPrimary(key.set));
  return abandoned.length === memory.abandoned.length ? {} : { abandoned };
}
