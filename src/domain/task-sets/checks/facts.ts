// What the tests of a release may know of it.
import { factVariables } from '../../common/checks/facts.ts';
import { addressOf } from '../../common/probes/address.ts';
import type { Scene } from '../roles/scene.ts';
import { previewUrl } from '../health/probing.ts';
import { ownTargets } from '../health/readiness.ts';

/** `isInBake`: production is tested, not green alone. */
export function factsFor(
  scene: Scene,
  { isInBake, commit }: { readonly isInBake: boolean; readonly commit: string | null },
): Readonly<Record<string, string>> {
  const { request, world, roles } = scene;
  const { green } = roles;
  return factVariables({
    at: isInBake ? 'production' : 'green',
    service: request.service,
    cluster: request.cluster,
    commit,
    taskSet: green?.id ?? '',
    url: isInBake ? productionUrl(scene) : previewUrl(scene),
    targets: green === null ? [] : ownTargets(world, green).map(({ id, port }) => `${id}:${String(port)}`),
  });
}

function productionUrl({ request, roles, world }: Scene): string | null {
  const [rule] = roles.production;
  if (request.bake.probeUrl !== null) return request.bake.probeUrl;
  return rule === undefined ? null : addressOf(world.loadBalancers, rule).url;
}
