// How long the deletion of a task set takes.
import type { TaskSetView, World } from '../model/world.ts';

/** Maximum time that ECS takes to stop tasks after their targets are deregistered, with a reserve (fact 17). */
const stopMs = 120_000;

/** How long until a deleted task set is gone: targets are deregistered, then tasks stop (fact 17). */
export function teardownMs({ groups }: Pick<World, 'groups'>, set: TaskSetView): number {
  const group = groups.find(({ arn }) => arn === set.attachment?.group);
  return (group?.deregistrationDelaySeconds ?? 300) * 1000 + stopMs;
}
