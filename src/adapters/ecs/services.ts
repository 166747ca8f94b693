// Lists the services of a cluster, for a sweep and for the check of a Terraform plan.
import { DescribeServicesCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import type { ServicesPort } from '../../ports.ts';
import type { AwsClients } from '../aws/clients.ts';
import { allPages, inChunks, reading } from '../aws/calls.ts';
import { serviceView, taskSetView } from './translate.ts';

/** The page size of ListServices, and the maximum that DescribeServices accepts at once. */
const [listLimit, describeLimit] = [100, 10];

export function servicesPort({ ecs }: Pick<AwsClients, 'ecs'>): ServicesPort {
  const { reader } = ecs;
  return {
    async externalServices(cluster) {
      const arns = await reading('ecs:ListServices', cluster, () =>
        allPages(async (nextToken) => {
          const page = { cluster, maxResults: listLimit, ...(nextToken === undefined ? {} : { nextToken }) };
          const answer = await reader.send(new ListServicesCommand(page));
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
