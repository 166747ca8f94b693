import { expect, test } from '@jest/globals';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import { PortError } from '../../../src/errors.ts';
import { ifAskedAgain, onEcs, testClients } from '../aws/wire.ts';
import { rejection } from '../aws/rejection.ts';

const port = ecsPort(testClients(), { cluster: 'shop', service: 'web' });
const setArn = (number: number): string => `arn:aws:ecs:eu-west-1:1:task-set/shop/web/ecs-svc/${number}`;

const service = {
  serviceArn: 'arn:aws:ecs:eu-west-1:1:service/shop/web',
  serviceName: 'web',
  clusterArn: 'arn:aws:ecs:eu-west-1:1:cluster/shop',
  status: 'ACTIVE',
  deploymentController: { type: 'EXTERNAL' },
  desiredCount: 3,
  deployments: [],
  tags: [
    { key: 'ecs-blue-green:fence', value: '4:17.1' },
    { key: 'team', value: 'shop' },
  ],
  events: [
    { createdAt: 1_700_000_000, message: 'older' },
    { createdAt: 1_700_000_060.5, message: 'newer' },
  ],
};
const listed = (number: number, status = 'ACTIVE') => ({
  id: `ecs-svc/${number}`,
  taskSetArn: setArn(number),
  status,
});
const set = {
  ...listed(1, 'PRIMARY'),
  stabilityStatus: 'STEADY_STATE',
  taskDefinition: 'arn:aws:ecs:eu-west-1:1:task-definition/web:41',
  computedDesiredCount: 3,
  runningCount: 2,
  pendingCount: 1,
  scale: { value: 100, unit: 'PERCENT' },
  createdAt: 1_700_000_000,
  updatedAt: 1_700_000_100.5,
  tags: [
    { key: 'ecs-blue-green:release', value: 'r1' },
    { key: 'team', value: 'shop' },
    { key: 'aws:ecs:clusterName', value: 'shop' },
  ],
  loadBalancers: [{ targetGroupArn: 'arn:tg/blue', containerName: 'web', containerPort: 8080 }],
  capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 2, base: 0 }],
  platformVersion: '1.4.0',
  networkConfiguration: {
    awsvpcConfiguration: { subnets: ['s-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  },
  serviceRegistries: [{ registryArn: 'arn:registry', port: 80 }],
};

test('asks only EXTERNAL services for their task sets: one of CodeDeploy lists them, too', async () => {
  const deploymentController = { type: 'CODE_DEPLOY' };
  onEcs('DescribeServices', { services: [{ ...service, deploymentController, taskSets: [set] }] });
  // DescribeTaskSets has no reply here, so a call of it fails.
  const read = await port.readService();
  expect(read?.service).toMatchObject({
    controller: 'CODE_DEPLOY',
    graceSeconds: 0,
    isRebalanced: false,
    isManagedByEcs: false,
  });
  expect(read?.taskSets).toMatchObject([{ id: 'ecs-svc/1', status: 'PRIMARY', running: 2 }]);
});

test('reads the service and its task sets, each with our tags', async () => {
  const care = {
    healthCheckGracePeriodSeconds: 90,
    availabilityZoneRebalancing: 'ENABLED',
    resourceManagementType: 'ECS',
  };
  const services = onEcs('DescribeServices', { services: [{ ...service, ...care, taskSets: [listed(1)] }] });
  const sets = onEcs('DescribeTaskSets', { taskSets: [set] });
  await expect(port.readService()).resolves.toEqual({
    service: {
      arn: service.serviceArn,
      name: 'web',
      cluster: 'shop',
      status: 'ACTIVE',
      controller: 'EXTERNAL',
      desiredCount: 3,
      graceSeconds: 90,
      isRebalanced: true,
      isManagedByEcs: true,
      outside: null,
      otherwise: null,
      tags: { fence: '4:17.1' },
      otherTags: 1,
      events: [
        { atMs: 1_700_000_060_500, message: 'newer' },
        { atMs: 1_700_000_000_000, message: 'older' },
      ],
    },
    taskSets: [
      {
        arn: setArn(1),
        id: 'ecs-svc/1',
        status: 'PRIMARY',
        isSteady: true,
        taskDefinition: set.taskDefinition,
        computedDesired: 3,
        running: 2,
        pending: 1,
        scalePercent: 100,
        createdAtMs: 1_700_000_000_000,
        updatedAtMs: 1_700_000_100_500,
        tags: { release: 'r1' },
        attachment: { group: 'arn:tg/blue', containerName: 'web', containerPort: 8080 },
        attachmentCount: 1,
        settings: {
          launchType: null,
          capacityProviders: [{ name: 'FARGATE_SPOT', weight: 2, base: 0 }],
          platformVersion: '1.4.0',
          network: { subnets: ['s-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
          serviceRegistries: [{ registryArn: 'arn:registry', port: 80 }],
          otherTags: { team: 'shop' },
        },
      },
    ],
  });
  expect(services[0]?.body).toEqual({ cluster: 'shop', services: ['web'], include: ['TAGS'] });
  expect(sets[0]?.body).toEqual({
    cluster: 'shop',
    service: 'web',
    taskSets: [setArn(1)],
    include: ['TAGS'],
  });
});

test('never describes task sets without their ids', async () => {
  onEcs('DescribeServices', { services: [{ ...service, taskSets: [] }] });
  await expect(port.readService()).resolves.toMatchObject({ taskSets: [] });
});

test('a service that ECS reports as MISSING is null', async () => {
  onEcs('DescribeServices', { services: [], failures: [{ arn: 'arn:service/web', reason: 'MISSING' }] });
  await expect(port.readService()).resolves.toBeNull();
});

test('a service that an answer does not mention at all is not missing', async () => {
  onEcs('DescribeServices', {});
  const { trouble } = (await rejection(port.readService())) as PortError;
  expect(trouble).toMatchObject({ kind: 'busy', action: 'ecs:DescribeServices', code: 'StaleRead' });
});

test('an unknown cluster is reported with the region', async () => {
  onEcs('DescribeServices', {
    status: 400,
    error: 'ClusterNotFoundException',
    message: 'Cluster not found.',
  });
  const error = (await rejection(port.readService())) as PortError;
  expect(error).toBeInstanceOf(PortError);
  expect(error.trouble).toMatchObject({
    kind: 'refused',
    code: 'ClusterNotFoundException',
    resource: 'shop',
  });
  expect(error.message).toContain('there is no cluster "shop" in eu-west-1');
});

test('a draining set that is gone after the first read is left out', async () => {
  onEcs('DescribeServices', { services: [{ ...service, taskSets: [listed(1), listed(2, 'DRAINING')] }] });
  const failures = [{ arn: setArn(2), reason: 'MISSING' }];
  onEcs('DescribeTaskSets', { taskSets: [set], failures });
  await expect(port.readService()).resolves.toMatchObject({ taskSets: [{ id: 'ecs-svc/1' }] });
});

test('a set that is listed but not described yet is read again', async () => {
  const both = { services: [{ ...service, taskSets: [listed(1), listed(2)] }] };
  onEcs('DescribeServices', both, both);
  onEcs('DescribeTaskSets', { taskSets: [set] }, { taskSets: [set, { ...set, ...listed(2) }] });
  await expect(port.readService()).resolves.toMatchObject({
    taskSets: [{ id: 'ecs-svc/1' }, { id: 'ecs-svc/2' }],
  });
});

test('a set that is never described makes the read fail: it is neither foreign nor gone', async () => {
  const both = { services: [{ ...service, taskSets: [listed(1), listed(2)] }] };
  onEcs('DescribeServices', both, both);
  onEcs('DescribeTaskSets', { taskSets: [set] }, { taskSets: [set] });
  const error = (await rejection(port.readService())) as PortError;
  expect(error.trouble).toMatchObject({ kind: 'busy', code: 'StaleRead' });
  expect(error.message).toContain('ecs-svc/2');
});

test('reads are repeated after throttling, a 500 and a reset', async () => {
  const empty = { services: [{ ...service, taskSets: [] }] };
  const throttled = { status: 400, error: 'ThrottlingException', message: 'Rate exceeded' };
  onEcs('DescribeServices', throttled, { status: 500, error: 'ServerException' }, 'reset', empty);
  await expect(port.readService()).resolves.toMatchObject({ service: { name: 'web' } });
});

test('a denied read is sent once', async () => {
  const sent = onEcs(
    'DescribeServices',
    { status: 400, error: 'AccessDeniedException', message: 'no' },
    ifAskedAgain,
  );
  const error = (await rejection(port.readService())) as PortError;
  expect(error.trouble).toMatchObject({ kind: 'denied', action: 'ecs:DescribeServices', resource: 'web' });
  expect(sent).toHaveLength(1);
});

test('reads what another controller runs for the service', async () => {
  const deployment = {
    id: 'ecs-svc/9',
    serviceConnectConfiguration: { enabled: true },
    volumeConfigurations: [{ name: 'data' }],
    vpcLatticeConfigurations: [],
  };
  const rolling = {
    ...service,
    deploymentController: { type: 'ECS' },
    taskDefinition: set.taskDefinition,
    loadBalancers: set.loadBalancers,
    networkConfiguration: set.networkConfiguration,
    launchType: 'FARGATE',
    schedulingStrategy: 'DAEMON',
    deployments: [deployment],
  };
  onEcs('DescribeServices', { services: [rolling] });
  const read = await port.readService();
  expect(read?.service).toMatchObject({
    controller: 'ECS',
    otherwise: {
      revision: set.taskDefinition,
      attachments: [{ group: 'arn:tg/blue', containerName: 'web', containerPort: 8080 }],
      settings: { launchType: 'FARGATE', network: { subnets: ['s-1'] } },
      unsupported: ['Service Connect', 'EBS volumes', 'the scheduling strategy DAEMON'],
    },
  });
});
