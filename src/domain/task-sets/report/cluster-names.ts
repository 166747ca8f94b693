// The names by which a release may have known its cluster.
import type { Request } from '../../common/request/request.ts';
import type { World } from '../model/world.ts';

/** Its name and its ARN. */
export function clusterNames({ cluster }: Request, { service }: World): readonly string[] {
  const [, prefix, name] = /^(.+):service\/([^/]+)\//.exec(service.arn) ?? [];
  return [...new Set([cluster, ...(name === undefined ? [] : [name, `${prefix ?? ''}:cluster/${name}`])])];
}
