// The service that a command is about.
import { required, type Reader } from './reader.ts';

const plainName = /^[\w-]{1,255}$/;
const clusterArn = /^arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}:cluster\/([\w-]+)$/;
/** ARNs in the old format don't contain the cluster's name. */
const serviceArn = /^(arn:aws[\w-]*:ecs:[a-z0-9-]+:\d{12}):service\/(?:([\w-]+)\/)?([\w-]+)$/;

/**
 * `service` is always a name. `cluster` is an ARN if the inputs contain it, also as part of the service's ARN: ECS then
 * refuses a call to the wrong region or account.
 */
export function targetFrom(reader: Reader): { readonly cluster: string; readonly service: string } {
  const cluster = required(reader, 'cluster', 'the name or ARN of the ECS cluster');
  const service = required(reader, 'service', 'the name or ARN of the ECS service');
  const clusterName = plainName.test(cluster) ? cluster : (clusterArn.exec(cluster)?.[1] ?? null);
  if (cluster !== '' && clusterName === null) {
    reader.refuse('cluster', cluster, 'is neither the name nor the ARN of a cluster: write e.g. production');
  }
  if (service === '' || plainName.test(service)) return { cluster, service };
  const [, place, itsCluster, name] = serviceArn.exec(service) ?? [];
  if (place === undefined || name === undefined) {
    reader.refuse('service', service, 'is neither the name nor the ARN of a service: write e.g. web');
    return { cluster, service };
  }
  if (itsCluster === undefined || clusterName === null) return { cluster, service: name };
  if (itsCluster !== clusterName) {
    reader.refuse(
      'service',
      service,
      `is in cluster ${itsCluster}, not in "${clusterName}": write ${itsCluster} as cluster`,
    );
  }
  return { cluster: `${place}:cluster/${itsCluster}`, service: name };
}
