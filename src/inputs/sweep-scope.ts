// The clusters and services of a sweep, and of a status without a service.
import type { RawSettings, SettingName } from '../settings/table.ts';
import { lastPart } from '../domain/common/values/arn.ts';
import type { Command, Request } from '../domain/common/request/request.ts';
import { releaseId } from '../domain/common/request/release-id.ts';
import { createReader, listOf, type Reader } from './reader.ts';
import { targetFrom } from './target.ts';

/** One service of one cluster, as `targetFrom` reads them. */
export interface Target {
  readonly cluster: string;
  readonly service: string;
}

/** What to sweep or to report. No `services`: every service of the `clusters`. */
export interface SweepScope {
  readonly clusters: readonly string[];
  readonly services: readonly Target[];
}

/** Inputs that name rules or target groups of one service. They don't apply to others. */
const ofOneService = ['production-rules', 'target-groups', 'test-rule'] as const;

/** Whether the command is about whole clusters, or about services in any number. */
export const hasScope = (command: Command, reader: Reader): boolean =>
  command === 'sweep' || (command === 'status' && reader.text('service') === null);

/** Reads the scope, and adds its problems to the reader's. */
export function sweepScopeFrom(reader: Reader): SweepScope {
  const clusters = listOf(reader, 'cluster');
  const named = listOf(reader, 'service');
  if (named.length === 0) {
    for (const cluster of clusters.length === 0 ? [''] : clusters)
      targetFrom(withTarget(reader, cluster, 'any'));
    refuseOfOne(reader);
    return { clusters, services: [] };
  }
  if (named.length > 1) refuseOfOne(reader);
  const [only = '', ...more] = clusters;
  const services = named.map((service) => {
    const isName = !service.startsWith('arn:');
    if (isName && more.length > 0)
      reader.refuse(
        'service',
        service,
        'could be in any of the clusters: write its ARN, or sweep one cluster at a time',
      );
    return targetFrom(withTarget(reader, isName ? only : clusterOf(service, clusters), service));
  });
  return { clusters, services };
}

/** The scope alone, once `requestFrom` has found no problem. */
export const sweepScopeOf = (raw: Partial<RawSettings>): SweepScope => sweepScopeFrom(createReader(raw));

/** The request for one of the services, with its own release id. */
export const requestFor = (request: Request, { cluster, service }: Target): Request => ({
  ...request,
  cluster,
  service,
  release: { ...request.release, id: releaseId(request.release.runId, service, request.command) },
});

/** The cluster that the service's ARN names, or the first, for which `targetFrom` then reports the problem. */
function clusterOf(service: string, clusters: readonly string[]): string {
  const itsCluster = /:service\/([\w-]+)\/[\w-]+$/.exec(service)?.[1];
  const given = clusters.find((cluster) => lastPart(cluster) === itsCluster);
  return given ?? clusters[0] ?? '';
}

const withTarget = (reader: Reader, cluster: string, service: string): Reader => ({
  ...reader,
  text: (name) => {
    const given = name === 'cluster' ? cluster : name === 'service' ? service : reader.text(name);
    return given === '' ? null : given;
  },
});

function refuseOfOne(reader: Reader): void {
  for (const name of ofOneService)
    if (reader.text(name) !== null && !isSharedTestListener(reader, name))
      reader.problem(name, 'applies to one service: name only that service, or leave it out');
}

/** A listener may be for the tests of several services. */
const isSharedTestListener = (reader: Reader, name: SettingName): boolean =>
  name === 'test-rule' && listOf(reader, name).every((arn) => !arn.includes(':listener-rule/'));
