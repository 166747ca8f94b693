// Names a service among those of all clusters, regions and accounts.
import type { Request } from '../request/request.ts';
import { lastPart } from '../values/arn.ts';

/** `<region>/<account>/<cluster>/<service>`. The input may name the cluster by its ARN. */
export function serviceKeyOf(
  { cluster, service }: Pick<Request, 'cluster' | 'service'>,
  arn: string,
): string {
  const [, region = '', account = ''] = /^arn:[\w-]+:ecs:([\w-]*):(\d*):/.exec(arn) ?? [];
  return [region, account, lastPart(cluster), service].join('/');
}

/** ` in eu-west-1, account 123456789012`; `''` if it was not observed. */
export function formatPlace(serviceKey: string | null): string {
  const [region, account] = serviceKey?.split('/') ?? [];
  return region === undefined || account === undefined ? '' : ` in ${region}, account ${account}`;
}
