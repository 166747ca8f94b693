// How long the deletion of a task set takes.
import type { TaskSetView, World } from '../model/world.ts';

/** How long ECS stops tasks for at most, and some reserve, after their targets are deregistered (fact 17). */
const stopMs = 120_000;

/** How long deleting the set may take until it has vanished: targets are deregistered, then tasks stop (fact 17). */
export function teardownMs({ groups }: Pick<World, 'groups'>, set: TaskSetView): number {
  const group = groups.find(({ arn }) => arn === set.attachment?.group);
  return (group?.deregistrationDelaySeconds ?? 300) * 1000 + stopMs;
}
