import { expect, test } from '@jest/globals';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import { PortError } from '../../../src/errors.ts';
import { ifAskedAgain, onEcs, testClients } from '../aws/wire.ts';
import { rejection } from '../aws/rejection.ts';

const port = ecsPort(testClients(), { cluster: 'shop', service: 'web' });
const revision = (family: string, number: number): string =>
  `arn:aws:ecs:eu-west-1:1:task-definition/${family}:${number}`;

const content = {
  family: 'web',
  sidecarMesh: { mode: 'newer than the SDK', hops: [1, 2.5] },
  volumes: [],
  containerDefinitions: [
    { name: 'web', image: 'web:v2', command: [], user: '', quantumPorts: [{ spin: 'up' }] },
  ],
  tags: [{ key: 'team', value: '' }],
};

test('a registration keeps unknown members, empty lists, empty strings and tags', async () => {
  const taskDefinition = { taskDefinitionArn: revision('web', 7), status: 'ACTIVE' };
  const sent = onEcs('RegisterTaskDefinition', { taskDefinition });
  await expect(port.registerTaskDefinition(content, 'h1')).resolves.toMatchObject({
    arn: revision('web', 7),
  });
  const tags = [
    { key: 'team', value: '' },
    { key: 'ecs-blue-green:revision-hash', value: 'h1' },
  ];
  expect(sent[0]?.body).toStrictEqual({ ...content, tags });
});

test('a registration replaces the hash that the base carried', async () => {
  const sent = onEcs('RegisterTaskDefinition', { taskDefinition: { taskDefinitionArn: revision('web', 7) } });
  const tags = [{ key: 'ecs-blue-green:revision-hash', value: 'old' }];
  await port.registerTaskDefinition({ ...content, tags }, 'h1');
  expect(sent[0]?.body['tags']).toEqual([{ key: 'ecs-blue-green:revision-hash', value: 'h1' }]);
});

test('a described revision keeps what the SDK does not know', async () => {
  const { tags, ...rest } = content;
  const taskDefinition = { ...rest, taskDefinitionArn: revision('web', 7), status: 'INACTIVE' };
  const sent = onEcs('DescribeTaskDefinition', { taskDefinition, tags });
  await expect(port.readTaskDefinition('web:7')).resolves.toStrictEqual({
    arn: revision('web', 7),
    status: 'INACTIVE',
    content: taskDefinition,
    tags: { team: '' },
  });
  expect(sent[0]?.body).toEqual({ taskDefinition: 'web:7', include: ['TAGS'] });
});

test('a revision that does not exist is null', async () => {
  const message = 'Unable to describe task definition.';
  onEcs('DescribeTaskDefinition', { status: 400, error: 'ClientException', message });
  await expect(port.readTaskDefinition('web:99')).resolves.toBeNull();
});

test('any other refusal of a describe does not count as absence', async () => {
  onEcs('DescribeTaskDefinition', {
    status: 400,
    error: 'ClientException',
    message: 'Invalid revision number',
  });
  await expect(port.readTaskDefinition('web:x')).rejects.toBeInstanceOf(PortError);
});

test.each([
  ['a 500', { status: 500, error: 'ServerException' }],
  ['a reset', 'reset' as const],
])('a registration is sent once after %s, and counts as lost', async (_what, reply) => {
  const sent = onEcs('RegisterTaskDefinition', reply, ifAskedAgain);
  const error = await rejection(port.registerTaskDefinition(content, 'h1'));
  expect(error).toBeInstanceOf(PortError);
  expect((error as PortError).trouble).toMatchObject({ kind: 'lost', action: 'ecs:RegisterTaskDefinition' });
  expect(sent).toHaveLength(1);
});

test('a registration is found by its hash, in its own family, on a later page', async () => {
  const listed = onEcs(
    'ListTaskDefinitions',
    { taskDefinitionArns: [revision('web-admin', 9), revision('web', 8)], nextToken: 't' },
    { taskDefinitionArns: [revision('web', 7)] },
  );
  const described = onEcs('DescribeTaskDefinition', ...[8, 7].map((number) => describedAs(number)));
  await expect(port.findRegistered('web', 'h7')).resolves.toBe(revision('web', 7));
  expect(listed.map(({ body }) => body)).toEqual([
    { familyPrefix: 'web', status: 'ACTIVE', sort: 'DESC' },
    { familyPrefix: 'web', status: 'ACTIVE', sort: 'DESC', nextToken: 't' },
  ]);
  expect(described.map(({ body }) => body['taskDefinition'])).toEqual([
    revision('web', 8),
    revision('web', 7),
  ]);
});

test('no revision with the hash is null', async () => {
  onEcs('ListTaskDefinitions', { taskDefinitionArns: [revision('web', 8)] });
  onEcs('DescribeTaskDefinition', describedAs(8));
  await expect(port.findRegistered('web', 'h9')).resolves.toBeNull();
});

test('the search ends after 20 revisions', async () => {
  const numbers = Array.from({ length: 25 }, (_, index) => 25 - index);
  const taskDefinitionArns = numbers.map((number) => revision('web', number));
  onEcs('ListTaskDefinitions', { taskDefinitionArns, nextToken: 'more' });
  const described = onEcs('DescribeTaskDefinition', ...numbers.slice(0, 20).map(describedAs));
  await expect(port.findRegistered('web', 'h1')).resolves.toBeNull();
  expect(described).toHaveLength(20);
});

function describedAs(number: number) {
  return {
    taskDefinition: { taskDefinitionArn: revision('web', number), status: 'ACTIVE', family: 'web' },
    tags: [{ key: 'ecs-blue-green:revision-hash', value: `h${number}` }],
  };
}
