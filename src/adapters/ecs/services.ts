// Lists the services of a cluster for a sweep, and those of all clusters for the check of a Terraform plan.
import { DescribeServicesCommand, ListClustersCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import { lastPart } from '../../domain/common/values/arn.ts';
import type { ServicesPort } from '../../ports.ts';
import type { AwsClients } from '../aws/clients.ts';
import { allPages, inChunks, reading } from '../aws/calls.ts';
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
      const described = await inChunks(arns, describeLimit, async (services) => {
        const command = new DescribeServicesCommand({ cluster, services, include: ['TAGS'] });
        const answer = await reading('ecs:DescribeServices', cluster, () => reader.send(command));
        return answer.services;
      });
      return described
        .filter(
          ({ deploymentController, status }) =>
            deploymentController?.type === 'EXTERNAL' && status === 'ACTIVE',
        )
        .map((service) => ({
          service: serviceView(service),
          sets: (service.taskSets ?? []).map(taskSetView),
        }))
        .toSorted((one, other) => (one.service.name < other.service.name ? -1 : 1));
    },
  };
}

const pageAt = (nextToken: string | undefined): { maxResults: number; nextToken?: string } => ({
  maxResults: listLimit,
  ...(nextToken === undefined ? {} : { nextToken }),
});
