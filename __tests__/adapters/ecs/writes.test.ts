import { describe, expect, test } from '@jest/globals';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import type { ServiceArn, TargetGroupArn, TaskDefinitionArn } from '../../../src/domain/common/values/arn.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';
import type { CreateTaskSet } from '../../../src/domain/task-sets/model/step.ts';
import type { PortError } from '../../../src/errors.ts';
import { ifAskedAgain, onEcs, testClients } from '../aws/wire.ts';
import { rejection } from '../aws/rejection.ts';
import type { Reply } from '../aws/wire.ts';
import type { TaskSetArn } from '../../../src/domain/task-sets/model/world.ts';

const port = ecsPort(testClients(), { cluster: 'shop', service: 'web' });
const green = arn<TaskSetArn>('arn:aws:ecs:eu-west-1:1:task-set/shop/web/ecs-svc/2');
const service = arn<ServiceArn>('arn:aws:ecs:eu-west-1:1:service/shop/web');
const request: CreateTaskSet = {
  tokenText: 'web 17.1 1',
  externalId: '17-web',
  taskDefinition: arn<TaskDefinitionArn>('arn:td/web:42'),
  attachment: { group: arn<TargetGroupArn>('arn:tg/green'), containerName: 'web', containerPort: 8080 },
  settings: {
    launchType: 'FARGATE',
    capacityProviders: null,
    platformVersion: '1.4.0',
    network: { subnets: ['s-1'], securityGroups: [], assignPublicIp: null },
    serviceRegistries: [{ registryArn: 'arn:registry' }],
    otherTags: { team: 'shop' },
  },
  tags: { release: '17-web' },
};
const created = { taskSet: { taskSetArn: green } };

test('green is created at full scale, with its tags, token and settings', async () => {
  const sent = onEcs('CreateTaskSet', created);
  await expect(port.createTaskSet(request)).resolves.toBe(green);
  expect(sent[0]?.body).toEqual({
    cluster: 'shop',
    service: 'web',
    clientToken: expect.stringMatching(/^[0-9a-f]{32}$/),
    externalId: '17-web',
    taskDefinition: 'arn:td/web:42',
    loadBalancers: [{ targetGroupArn: 'arn:tg/green', containerName: 'web', containerPort: 8080 }],
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['s-1'], securityGroups: [] } },
    serviceRegistries: [{ registryArn: 'arn:registry' }],
    scale: { value: 100, unit: 'PERCENT' },
    tags: [
      { key: 'ecs-blue-green:release', value: '17' },
      { key: 'team', value: 'shop' },
    ],
  });
});

test('a capacity provider strategy is sent without a launch type', async () => {
  const sent = onEcs('CreateTaskSet', created);
  const capacityProviders = [{ name: 'FARGATE_SPOT', weight: 1, base: null }];
  await port.createTaskSet({ ...request, settings: { ...request.settings, capacityProviders } });
  expect(sent[0]?.body).toMatchObject({
    capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }],
  });
  expect(sent[0]?.body).not.toHaveProperty('launchType');
});

test('what blue does not have is not sent', async () => {
  const sent = onEcs('CreateTaskSet', created);
  const none = { launchType: null, capacityProviders: null, platformVersion: null, network: null };
  await port.createTaskSet({ ...request, settings: { ...none, serviceRegistries: [], otherTags: {} } });
  const members = ['launchType', 'capacityProviderStrategy', 'platformVersion', 'networkConfiguration'];
  for (const member of [...members, 'serviceRegistries']) expect(sent[0]?.body).not.toHaveProperty(member);
});

test('a creation is repeated with the same token', async () => {
  const sent = onEcs('CreateTaskSet', 'reset', { status: 500, error: 'ServerException' }, created);
  await expect(port.createTaskSet(request)).resolves.toBe(green);
  expect(new Set(sent.map(({ body }) => body['clientToken'])).size).toBe(1);
  expect(sent).toHaveLength(3);
});

test('a creation without a response is lost after three attempts', async () => {
  const sent = onEcs('CreateTaskSet', 'reset', 'reset', 'reset', ifAskedAgain);
  expect(((await rejection(port.createTaskSet(request))) as PortError).trouble.kind).toBe('lost');
  expect(sent).toHaveLength(3);
});

test('another try has another token', async () => {
  const sent = onEcs('CreateTaskSet', created, created);
  await port.createTaskSet(request);
  await port.createTaskSet({ ...request, tokenText: 'web 17.1 2' });
  expect(sent[0]?.body['clientToken']).not.toBe(sent[1]?.body['clientToken']);
});

const named = { cluster: 'shop', service: 'web' };
const writes: [operation: string, write: () => Promise<void>, body: object][] = [
  [
    'UpdateTaskSet',
    () => port.updateScale(green, 0),
    { ...named, taskSet: green, scale: { value: 0, unit: 'PERCENT' } },
  ],
  ['UpdateServicePrimaryTaskSet', () => port.labelPrimary(green, null), { ...named, primaryTaskSet: green }],
  ['DeleteTaskSet', () => port.deleteTaskSet(green), { ...named, taskSet: green }],
  [
    'TagResource',
    () => port.tagService(service, { fence: '4:17.1' }),
    { resourceArn: service, tags: [{ key: 'ecs-blue-green:fence', value: '4:17.1' }] },
  ],
  [
    'UntagResource',
    () => port.untagService(service, ['fence', 'lease-until']),
    { resourceArn: service, tagKeys: ['ecs-blue-green:fence', 'ecs-blue-green:lease'] },
  ],
];

describe.each(writes)('%s', (operation, write, body) => {
  test('sends only these members', async () => {
    const sent = onEcs(
      operation,
      operation.includes('TagRes') || operation.includes('Untag')
        ? {}
        : { taskSet: { taskSetArn: 'arn:set/1' } },
    );
    await write();
    expect(sent[0]?.body).toEqual(body);
  });

  test.each<[string, Reply, string]>([
    ['throttling', { status: 400, error: 'ThrottlingException', message: 'Rate exceeded' }, 'busy'],
    ['a 500', { status: 500, error: 'ServerException' }, 'lost'],
    ['a reset', 'reset', 'lost'],
  ])('is sent once when it meets %s', async (_what, reply, kind) => {
    const sent = onEcs(operation, reply, ifAskedAgain);
    const { trouble } = (await rejection(write())) as PortError;
    expect(trouble).toMatchObject({ kind, action: `ecs:${operation}` });
    expect(sent).toHaveLength(1);
  });
});

test('a set that is gone already counts as deleted', async () => {
  onEcs('DeleteTaskSet', { status: 400, error: 'TaskSetNotFoundException', message: 'gone' });
  await expect(port.deleteTaskSet(green)).resolves.toBeUndefined();
});
