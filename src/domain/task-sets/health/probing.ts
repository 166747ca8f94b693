// What a smoke test and the probes of production request.
import {
  addressOf,
  pathsUnder,
  requestsAt,
  requestsToTargets,
  type Probing,
} from '../../common/probes/address.ts';
import { ownTargets } from './readiness.ts';
import type { Scene } from '../roles/scene.ts';

/** Green before the switch: at the test address or test rule if there is one, otherwise at its own targets. */
export function smokeProbing(scene: Scene): Probing {
  const { request, roles, world } = scene;
  const isNamed = request.smoke.url !== null || roles.test.length > 0;
  const isAskedFor = isNamed || request.smoke.paths.length > 0;
  if (request.smoke.url !== null)
    return {
      requests: requestsAt(request, request.smoke.url, pathsOf(scene)),
      isAskedFor,
      where: 'the test address',
    };
  const [rule] = roles.test;
  if (rule !== undefined) {
    const address = addressOf(world.loadBalancers, rule);
    if (address.url === null) return { requests: null, isAskedFor, why: address.why };
    const requests = requestsAt(request, address.url, pathsOf(scene), address.headers);
    return { requests, isAskedFor, where: 'the test rule' };
  }
  return atTargets(scene, isAskedFor);
}

/** Where people can open a staged green: `test-url`, or the first test rule's address; `null`: neither is named. */
export function previewUrl(scene: Scene): string | null {
  const [rule] = scene.roles.test;
  return (
    scene.request.smoke.url ?? (rule === undefined ? null : addressOf(scene.world.loadBalancers, rule).url)
  );
}

function atTargets(scene: Scene, isAskedFor: boolean): Probing {
  const { world, roles, request } = scene;
  const group = world.groups.find(({ arn }) => arn === roles.green?.attachment?.group);
  if (roles.green === null || group === undefined || group.targetType !== 'ip')
    return { requests: null, isAskedFor, why: 'green has no target with an IP address' };
  const scheme = group.protocol === 'HTTPS' ? 'https' : 'http';
  const requests = requestsToTargets(request, scheme, ownTargets(world, roles.green), pathsOf(scene));
  if (requests.length === 0) return { requests: null, isAskedFor, why: 'there is no health path to request' };
  return { requests, isAskedFor, where: "green's own targets" };
}

/** Production: `production-url`, or the address from the listener, the rule's host and its path. */
export function productionProbing(scene: Scene): Probing {
  const { request, roles, world } = scene;
  if (request.bake.probeUrl !== null) {
    const requests = requestsAt(request, request.bake.probeUrl, request.smoke.paths);
    return { requests, isAskedFor: true, where: 'the production address' };
  }
  const [rule] = roles.production;
  if (rule === undefined) return { requests: null, isAskedFor: false, why: 'no production rule is known' };
  const address = addressOf(world.loadBalancers, rule);
  if (address.url === null) return { requests: null, isAskedFor: false, why: address.why };
  const paths = pathsUnder(rule, pathsOf(scene));
  if (paths.length === 0)
    return { requests: null, isAskedFor: false, why: `no health path matches ${rule.paths.join(' or ')}` };
  const requests = requestsAt(request, address.url, paths, address.headers);
  return { requests, isAskedFor: false, where: 'the production rule' };
}

/** The paths of the inputs, or the path of the group's health check. */
function pathsOf({ request, world, roles }: Scene): readonly string[] {
  if (request.smoke.paths.length > 0) return request.smoke.paths;
  const group = world.groups.find(({ arn }) => arn === roles.pair?.green);
  return group?.healthPath == null ? [] : [group.healthPath];
}
