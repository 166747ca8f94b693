// Lists the services of a cluster for a sweep and for the status of a cluster, and those of all clusters for the check of a
// Terraform plan.
import { DescribeServicesCommand, ListClustersCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import type { ECSClient, Failure, Service } from '@aws-sdk/client-ecs';
import { lastPart } from '../../domain/common/values/arn.ts';
import type { ListedService, ListedServices, UnreadService } from '../../domain/task-sets/model/world.ts';
import { PortError } from '../../errors.ts';
import { fewAtOnce } from '../../few-at-once.ts';
import type { ServicesPort } from '../../ports.ts';
import type { AwsClients } from '../aws/clients.ts';
import { allPages, chunked, reading } from '../aws/calls.ts';
import { readSets } from './service.ts';
import { serviceView, taskSetView } from './translate.ts';

/** The page size of ListServices and ListClusters, and the maximum that DescribeServices accepts at once. */
const [listLimit, describeLimit] = [100, 10];

export function servicesPort({ ecs }: Pick<AwsClients, 'ecs'>): ServicesPort {
  const { reader } = ecs;
  return {
    async clusters() {
      const arns = await reading('ecs:ListClusters', 'all clusters', () =>
        allPages(async (nextToken) => {
          const answer = await reader.send(new ListClustersCommand(pageAt(nextToken)));
          return { items: answer.clusterArns, next: answer.nextToken };
        }),
      );
      return arns.map(lastPart);
    },
    async externalServices(cluster) {
      const arns = await reading('ecs:ListServices', cluster, () =>
        allPages(async (nextToken) => {
          const answer = await reader.send(new ListServicesCommand({ cluster, ...pageAt(nextToken) }));
          return { items: answer.serviceArns, next: answer.nextToken };
        }),
      );
      const parts = await fewAtOnce(chunked(arns, describeLimit), (part) => describe(reader, cluster, part));
      return {
        services: parts.flatMap(({ services }) => services).toSorted(byName),
        unread: parts.flatMap(({ unread }) => unread),
      };
    },
    async taggedSets({ service, sets }) {
      const name = { cluster: service.cluster, service: service.name };
      return readSets(reader, name, { service, sets, tasks: [] });
    },
  };
}

/** Some services of the cluster. If the call fails, none of them was read. */
async function describe(client: ECSClient, cluster: string, services: string[]): Promise<ListedServices> {
  const command = new DescribeServicesCommand({ cluster, services, include: ['TAGS'] });
  try {
    const answer = await reading('ecs:DescribeServices', cluster, () => client.send(command));
    return {
      services: (answer.services ?? []).filter(isActiveExternal).map(listedService),
      unread: (answer.failures ?? []).filter(isUnread).map(unreadFailure),
    };
  } catch (error) {
    if (!(error instanceof PortError)) throw error;
    const why = `${error.trouble.action}: ${error.trouble.code}`;
    return { services: [], unread: services.map((service) => ({ service: lastPart(service), why })) };
  }
}

const isActiveExternal = ({ deploymentController, status }: Service): boolean =>
  deploymentController?.type === 'EXTERNAL' && status === 'ACTIVE';

const listedService = (service: Service): ListedService => ({
  service: serviceView(service),
  sets: (service.taskSets ?? []).map(taskSetView),
});

/** A service that is missing was deleted since it was listed. */
const isUnread = ({ reason }: Failure): boolean => reason !== 'MISSING';

const unreadFailure = ({ arn = '', reason = 'no reason given' }: Failure): UnreadService => ({
  service: lastPart(arn),
  why: `ecs:DescribeServices: ${reason}`,
});

const byName = (one: ListedService, other: ListedService): number =>
  one.service.name < other.service.name ? -1 : 1;

const pageAt = (nextToken: string | undefined): { maxResults: number; nextToken?: string } => ({
  maxResults: listLimit,
  ...(nextToken === undefined ? {} : { nextToken }),
});
