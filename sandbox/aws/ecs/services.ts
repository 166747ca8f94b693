import type {
  DescribeClustersRequest,
  DescribeClustersResponse,
  DescribeServicesRequest,
  DescribeServicesResponse,
  ListClustersRequest,
  ListClustersResponse,
  ListServicesRequest,
  ListServicesResponse,
  ListTagsForResourceRequest,
  ListTagsForResourceResponse,
  TagResourceRequest,
  TagResourceResponse,
  UntagResourceRequest,
  UntagResourceResponse,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from '@aws-sdk/client-ecs';
import { ecsArn, lastPart, read, write } from '../context.ts';
import type { AwsContext, Operations } from '../context.ts';
import { AwsError, invalidParameter } from '../error.ts';
import type { ServiceState, TaskSetState } from '../state.ts';
import { tagList, tagMap } from '../tags.ts';
import { activeService, clusterOf, findService, taskSetsOf } from './find.ts';
import { pageOf, pageSize } from '../paging.ts';
import { serviceView } from './views.ts';

function describeServices(context: AwsContext, input: DescribeServicesRequest): DescribeServicesResponse {
  const { state, settings } = context;
  const cluster = clusterOf(state, input.cluster);
  const wanted = input.services ?? [];
  if (wanted.length === 0) throw invalidParameter('Services cannot be empty.');
  if (wanted.length > 10) throw invalidParameter('Services can have at most 10 items.');
  const withTags = input.include?.includes('TAGS') ?? false;
  const found = wanted.map((one) => ({ one, service: findService(state, cluster, one) }));
  return {
    services: found.flatMap(({ service }) =>
      service === null ? [] : [serviceView(context, service, withTags)],
    ),
    failures: found
      .filter(({ service }) => service === null)
      .map(({ one }) => ({
        arn: ecsArn(settings, `service/${cluster.name}/${lastPart(one)}`),
        reason: 'MISSING',
      })),
  };
}

function listClusters({ state, settings }: AwsContext, input: ListClustersRequest): ListClustersResponse {
  const arns = state.clusters.map(({ arn }) => arn);
  const { items, next } = listed(arns, input.nextToken, input.maxResults ?? 100, settings.pageSize);
  return { clusterArns: [...items], nextToken: next };
}

/** Pages of 10 unless asked for more. */
function listServices({ state, settings }: AwsContext, input: ListServicesRequest): ListServicesResponse {
  const cluster = clusterOf(state, input.cluster);
  const arns = state.services.filter(({ clusterArn }) => clusterArn === cluster.arn).map(({ arn }) => arn);
  const { items, next } = listed(arns, input.nextToken, input.maxResults ?? 10, settings.pageSize);
  return { serviceArns: [...items], nextToken: next };
}

/** A page of ARNs, 100 at most. */
function listed(
  arns: readonly string[],
  token: string | undefined,
  asked: number,
  ofSettings: AwsContext['settings']['pageSize'],
): NonNullable<ReturnType<typeof pageOf<string>>> {
  if (asked < 1 || asked > 100) throw invalidParameter('maxResults must be between 1 and 100.');
  const page = pageOf(arns, token, pageSize(asked, ofSettings, 100));
  if (page === null) throw invalidParameter('Invalid token.');
  return page;
}

const deploymentMembers = [
  'taskDefinition',
  'networkConfiguration',
  'platformVersion',
  'loadBalancers',
] as const;

/** What an EXTERNAL service has per task set can't be updated on the service (fact 20). */
function checkUpdate(service: ServiceState, input: UpdateServiceRequest): void {
  if (service.controller === 'ECS') return;
  const refused = deploymentMembers.filter((one) => input[one] !== undefined);
  if (input.forceNewDeployment === true || refused.length > 0) {
    const what = refused[0] ?? 'forceNewDeployment';
    throw invalidParameter(
      `Unable to update ${what} on services with a ${service.controller} deployment controller.`,
    );
  }
}

const validChanges = ['CODE_DEPLOY ECS', 'CODE_DEPLOY EXTERNAL', 'ECS EXTERNAL', 'EXTERNAL ECS'];

/** Facts 22 and 37. */
function changeController({ state }: AwsContext, service: ServiceState, input: UpdateServiceRequest): void {
  const to = input.deploymentController?.type;
  const from = service.controller;
  if (to === undefined || to === from) return;
  if (!validChanges.includes(`${from} ${to}`))
    throw invalidParameter(`Updating the deployment controller from ${from} to ${to} is not supported.`);
  if (to === 'ECS') checkSets(taskSetsOf(state, service));
  service.controller = to;
  service.controllerBefore = from === 'ECS' ? 'ECS' : null;
}

function checkSets(sets: readonly TaskSetState[]): void {
  const refused = 'Updating the deployment controller';
  if (sets.length > 1)
    throw invalidParameter(`${refused} is not supported when there are multiple tasksets in the service.`);
  if (sets[0]?.status !== 'PRIMARY')
    throw invalidParameter(`${refused} requires a primary taskset in the service.`);
}

function updateService(context: AwsContext, input: UpdateServiceRequest): UpdateServiceResponse {
  const service = activeService(context.state, clusterOf(context.state, input.cluster), input.service ?? '');
  checkUpdate(service, input);
  changeController(context, service, input);
  const desired = input.desiredCount ?? service.desiredCount;
  if (desired < 0) throw invalidParameter('Invalid desired count. It must be 0 or more.');
  service.desiredCount = desired;
  service.healthCheckGracePeriodSeconds =
    input.healthCheckGracePeriodSeconds ?? service.healthCheckGracePeriodSeconds;
  service.enableExecuteCommand = input.enableExecuteCommand ?? service.enableExecuteCommand;
  service.enableECSManagedTags = input.enableECSManagedTags ?? service.enableECSManagedTags;
  service.propagateTags = input.propagateTags ?? service.propagateTags;
  return { service: serviceView(context, service, false) };
}

function describeClusters(context: AwsContext, input: DescribeClustersRequest): DescribeClustersResponse {
  const { state, settings } = context;
  const wanted = (input.clusters ?? ['default']).map((one) => ({ one, name: lastPart(one) }));
  const found = wanted.map(({ one, name }) => ({
    one,
    cluster: state.clusters.find((c) => c.name === name),
  }));
  return {
    clusters: found.flatMap(({ cluster }) => {
      if (cluster === undefined) return [];
      const tasks = state.tasks.filter((one) => one.clusterArn === cluster.arn);
      return [
        {
          clusterArn: cluster.arn,
          clusterName: cluster.name,
          status: 'ACTIVE',
          runningTasksCount: tasks.filter((one) => one.status === 'RUNNING').length,
          pendingTasksCount: tasks.filter((one) => one.status === 'PENDING').length,
          activeServicesCount: state.services.filter(
            (one) => one.clusterArn === cluster.arn && one.status === 'ACTIVE',
          ).length,
          registeredContainerInstancesCount: state.containerInstances.filter(
            (one) => one.clusterArn === cluster.arn,
          ).length,
        },
      ];
    }),
    failures: found
      .filter(({ cluster }) => cluster === undefined)
      .map(({ one }) => ({ arn: ecsArn(settings, `cluster/${lastPart(one)}`), reason: 'MISSING' })),
  };
}

/** Only services take tags later, and only by their long ARN (fact 14). */
function taggedService(context: AwsContext, arn: string | undefined): ServiceState {
  const match = /^arn:aws:ecs:[^:]+:\d+:service\/[^/]+\/[^/]+$/.exec(arn ?? '');
  if (match === null) {
    throw invalidParameter(
      /:service\/[^/]+$/.test(arn ?? '')
        ? 'Long arn format must be used for tagging operations'
        : `The resource ${arn ?? ''} can not be tagged here.`,
    );
  }
  const service = context.state.services.find((one) => one.arn === arn);
  if (service === undefined) {
    throw new AwsError(
      'InvalidParameterException',
      'The specified service is not found. Specify a valid service and try again.',
    );
  }
  if (service.status !== 'ACTIVE')
    throw invalidParameter('The specified service is inactive. Specify an active service and try again.');
  return service;
}

function tagResource(context: AwsContext, input: TagResourceRequest): TagResourceResponse {
  const service = taggedService(context, input.resourceArn);
  service.tags = tagMap(input.tags, service.tags);
  return {};
}

function untagResource(context: AwsContext, input: UntagResourceRequest): UntagResourceResponse {
  const service = taggedService(context, input.resourceArn);
  const gone = new Set(input.tagKeys ?? []);
  service.tags = Object.fromEntries(Object.entries(service.tags).filter(([key]) => !gone.has(key)));
  return {};
}

function listTags(context: AwsContext, input: ListTagsForResourceRequest): ListTagsForResourceResponse {
  return { tags: tagList(taggedService(context, input.resourceArn).tags) };
}

export const serviceOperations: Operations = {
  DescribeClusters: read(describeClusters),
  DescribeServices: read(describeServices),
  ListClusters: read(listClusters),
  ListServices: read(listServices),
  UpdateService: write(updateService),
  TagResource: write(tagResource),
  UntagResource: write(untagResource),
  ListTagsForResource: read(listTags),
};
