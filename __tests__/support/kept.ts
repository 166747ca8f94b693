// The green that a rollback keeps until blue has served well: it may stand at the end of a case.
import type { ServicePicture, WorldPicture } from '../../sandbox/world.ts';

type SetPicture = ServicePicture['taskSets'][number];

/** The set that the service's tag names, if it is kept for that reason and still stands. */
export function keptIn({ tags, taskSets }: ServicePicture): SetPicture | undefined {
  const [, id] = /^(ecs-svc\/\d+):\S+ fallback$/.exec(tags['ecs-blue-green:kept-green'] ?? '') ?? [];
  return id === undefined ? undefined : taskSets.find((set) => set.id === id && set.status === 'ACTIVE');
}

/** The tags that stay with it: scale-in stays suspended, since its idle tasks halve the average load (21a). */
const tagsOfKept: readonly string[] = ['kept-green', 'scaling'];

/** The names of tags, without those of a green that is kept. */
export const tagsBesidesKept = (service: ServicePicture, names: readonly string[]): readonly string[] =>
  keptIn(service) === undefined ? names : names.filter((name) => !tagsOfKept.includes(name));

/** The sets of the service, without the kept one. */
export function setsBesidesKept(service: ServicePicture): readonly SetPicture[] {
  const kept = keptIn(service);
  return service.taskSets.filter((set) => set !== kept);
}

/** A kept green has no traffic, its health is checked, and half of its targets are healthy. A sentence for each that isn't so. */
export function wrongWithKept(world: WorldPicture, service: ServicePicture): readonly string[] {
  const kept = keptIn(service);
  if (kept === undefined) return [];
  const weights = world.rules.flatMap(({ weights: all }) => all[kept.targetGroup ?? ''] ?? []);
  const { targets = [] } = world.targetGroups.find(({ name }) => name === kept.targetGroup) ?? {};
  const healthy = targets.filter(({ state }) => state === 'healthy').length;
  return [
    ...(weights.length > 0 ? [] : [`no rule checks the health of kept green ${kept.id}`]),
    ...(weights.every((weight) => weight === 0) ? [] : [`kept green ${kept.id} has traffic`]),
    ...(healthy * 2 >= kept.computedDesiredCount
      ? []
      : [`kept green ${kept.id} has ${healthy} healthy targets`]),
  ];
}
