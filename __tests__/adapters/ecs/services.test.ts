import { expect, test } from '@jest/globals';
import { servicesPort } from '../../../src/adapters/ecs/services.ts';
import { PortError } from '../../../src/errors.ts';
import { onEcs, testClients } from '../aws/wire.ts';
import { rejection } from '../aws/rejection.ts';

const port = servicesPort(testClients());
const arn = (name: string): string => `arn:aws:ecs:eu-west-1:1:service/shop/${name}`;
const described = (name: string, type = 'EXTERNAL', status = 'ACTIVE'): object => ({
  serviceName: name,
  serviceArn: arn(name),
  status,
  deploymentController: { type },
});

test('lists the active services with the controller EXTERNAL, all pages, ten described at once with their tags', async () => {
  const first = Array.from({ length: 11 }, (_, n) => `web-${String(n + 10)}`);
  const listed = onEcs(
    'ListServices',
    { serviceArns: first.map(arn), nextToken: 'more' },
    { serviceArns: [arn('api'), arn('old'), arn('rolling')] },
  );
  const asked = onEcs(
    'DescribeServices',
    { services: first.slice(0, 10).map((name) => described(name)) },
    {
      services: [
        described('web-20'),
        {
          ...described('api'),
          clusterArn: 'arn:aws:ecs:eu-west-1:1:cluster/shop',
          tags: [{ key: 'ecs-blue-green:fence', value: '7.1' }],
          taskSets: [
            {
              id: 'ecs-svc/1',
              taskDefinition: 'arn:aws:ecs:eu-west-1:1:task-definition/api:3',
              loadBalancers: [{ targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/1' }],
            },
          ],
        },
        described('old', 'EXTERNAL', 'DRAINING'),
        described('rolling', 'ECS'),
      ],
    },
  );
  const found = await port.externalServices('shop');
  expect(found.services.map(({ service }) => service.name)).toEqual(['api', ...first]);
  expect(found.unread).toEqual([]);
  const [group, revision] = [
    'arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/a/1',
    'arn:aws:ecs:eu-west-1:1:task-definition/api:3',
  ];
  expect(found.services[0]).toMatchObject({
    service: { cluster: 'shop', tags: { fence: '7.1' } },
    sets: [{ taskDefinition: revision, attachment: { group } }],
  });
  expect(listed.map(({ body }) => body)).toEqual([
    { cluster: 'shop', maxResults: 100 },
    { cluster: 'shop', maxResults: 100, nextToken: 'more' },
  ]);
  expect(asked.map(({ body }) => (body['services'] as string[]).length)).toEqual([10, 4]);
  for (const { body } of asked) expect(body['include']).toEqual(['TAGS']);
});

test('an empty cluster is described by no call', async () => {
  onEcs('ListServices', { serviceArns: [] });
  expect(await port.externalServices('shop')).toEqual({ services: [], unread: [] });
});

test('a missing right names the IAM action and the cluster', async () => {
  onEcs('ListServices', { status: 400, error: 'AccessDeniedException', message: 'no' });
  const error = await rejection(port.externalServices('shop'));
  expect(error).toBeInstanceOf(PortError);
  expect((error as PortError).trouble).toMatchObject({
    kind: 'denied',
    action: 'ecs:ListServices',
    resource: 'shop',
  });
});

test('what ECS refuses to describe is named, and what it does not know any more is left out', async () => {
  onEcs('ListServices', { serviceArns: ['web', 'gone', 'odd'].map(arn) });
  onEcs('DescribeServices', {
    services: [described('web')],
    failures: [
      { arn: arn('gone'), reason: 'MISSING' },
      { arn: arn('odd'), reason: 'THROTTLED' },
    ],
  });
  const { services, unread } = await port.externalServices('shop');
  expect(services.map(({ service }) => service.name)).toEqual(['web']);
  expect(unread).toEqual([{ service: 'odd', why: 'ecs:DescribeServices: THROTTLED' }]);
});

test('ten services that can not be described leave the others readable', async () => {
  const first = Array.from({ length: 10 }, (_, n) => `web-${String(n)}`);
  onEcs('ListServices', { serviceArns: [...first, 'api'].map(arn) });
  onEcs(
    'DescribeServices',
    { status: 400, error: 'AccessDeniedException', message: 'no' },
    { services: [described('api')] },
  );
  const { services, unread } = await port.externalServices('shop');
  expect(services.map(({ service }) => service.name)).toEqual(['api']);
  expect(unread).toEqual(
    first.map((service) => ({ service, why: 'ecs:DescribeServices: AccessDeniedException' })),
  );
});

test('the task sets of a listed service come with their tags, in one call', async () => {
  const set = {
    id: 'ecs-svc/1',
    taskSetArn: 'arn:aws:ecs:eu-west-1:1:task-set/shop/web/ecs-svc/1',
    status: 'ACTIVE',
  };
  onEcs('ListServices', { serviceArns: [arn('web')] });
  onEcs('DescribeServices', {
    services: [{ ...described('web'), clusterArn: 'arn:aws:ecs:eu-west-1:1:cluster/shop', taskSets: [set] }],
  });
  const [web] = (await port.externalServices('shop')).services;
  const asked = onEcs('DescribeTaskSets', {
    taskSets: [{ ...set, tags: [{ key: 'ecs-blue-green:release', value: '7' }] }],
  });
  expect(await port.taggedSets(web!)).toMatchObject([{ id: 'ecs-svc/1', tags: { release: '7-web' } }]);
  expect(asked.map(({ body }) => body)).toEqual([
    { cluster: 'shop', service: 'web', taskSets: [set.taskSetArn], include: ['TAGS'] },
  ]);
});

test('the clusters are listed by name, all pages', async () => {
  const cluster = (name: string): string => `arn:aws:ecs:eu-west-1:1:cluster/${name}`;
  const asked = onEcs(
    'ListClusters',
    { clusterArns: ['shop', 'jobs'].map(cluster), nextToken: 'more' },
    { clusterArns: [cluster('front')] },
  );
  expect(await port.clusters()).toEqual(['shop', 'jobs', 'front']);
  expect(asked.map(({ body }) => body)).toEqual([
    { maxResults: 100 },
    { maxResults: 100, nextToken: 'more' },
  ]);
});

test('a missing right to list clusters names the IAM action', async () => {
  onEcs('ListClusters', { status: 400, error: 'AccessDeniedException', message: 'no' });
  const error = await rejection(port.clusters());
  expect((error as PortError).trouble).toMatchObject({ kind: 'denied', action: 'ecs:ListClusters' });
});
