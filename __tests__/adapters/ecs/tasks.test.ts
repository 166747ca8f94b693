import { expect, test } from '@jest/globals';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import type { TargetGroupArn } from '../../../src/domain/common/values/arn.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';
import { onEcs, testClients } from '../aws/wire.ts';

const newPort = () => ecsPort(testClients(), { cluster: 'shop', service: 'web' });
const green = {
  id: 'ecs-svc/2',
  attachment: { group: arn<TargetGroupArn>('arn:tg/green'), containerName: 'web', containerPort: 8080 },
};
const byInterface = (address: string) => ({
  attachments: [
    { type: 'ServiceConnect', details: [{ name: 'privateIPv4Address', value: '9.9.9.9' }] },
    { type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv4Address', value: address }] },
  ],
});
const task = (name: string, more: object = {}) => ({
  taskArn: `arn:task/${name}`,
  lastStatus: 'RUNNING',
  desiredStatus: 'RUNNING',
  ...more,
});

test('running tasks are listed by startedBy alone, on all pages', async () => {
  const listed = onEcs(
    'ListTasks',
    { taskArns: ['arn:task/a'], nextToken: 't' },
    { taskArns: [], nextToken: 'u' },
    { taskArns: ['arn:task/b'] },
  );
  const containers = [{ name: 'web', imageDigest: 'sha256:1a' }, { name: 'proxy' }];
  const availabilityZone = 'eu-west-1a';
  const tasks = [
    task('a', { ...byInterface('10.0.0.1'), createdAt: 1_700_000_000, containers, availabilityZone }),
    task('b', { lastStatus: 'PENDING' }),
  ];
  onEcs('DescribeTasks', { tasks });
  await expect(newPort().readTasks(green, 'ip')).resolves.toEqual([
    {
      arn: 'arn:task/a',
      lastStatus: 'RUNNING',
      createdAtMs: 1_700_000_000_000,
      endpoint: { id: '10.0.0.1', port: 8080 },
      ipv6Endpoint: null,
      zone: 'eu-west-1a',
      images: [{ name: 'web', digest: 'sha256:1a', isPinned: false }],
    },
    {
      arn: 'arn:task/b',
      lastStatus: 'PENDING',
      createdAtMs: null,
      endpoint: null,
      ipv6Endpoint: null,
      zone: null,
      images: [],
    },
  ]);
  expect(listed.map(({ body }) => body)).toEqual([
    { cluster: 'shop', startedBy: 'ecs-svc/2' },
    { cluster: 'shop', startedBy: 'ecs-svc/2', nextToken: 't' },
    { cluster: 'shop', startedBy: 'ecs-svc/2', nextToken: 'u' },
  ]);
});

test('an address that only the container has is used', async () => {
  onEcs('ListTasks', { taskArns: ['arn:task/a'] });
  const containers = [{ name: 'web', networkInterfaces: [{ privateIpv4Address: '10.0.0.7' }] }];
  onEcs('DescribeTasks', { tasks: [task('a', { containers })] });
  await expect(newPort().readTasks(green, 'ip')).resolves.toMatchObject([
    { endpoint: { id: '10.0.0.7', port: 8080 } },
  ]);
});

test.each([
  [
    'its network interface',
    (value: string) => ({
      attachments: [{ type: 'ElasticNetworkInterface', details: [{ name: 'privateIPv6Address', value }] }],
    }),
  ],
  [
    'its container',
    (ipv6Address: string) => ({ containers: [{ name: 'web', networkInterfaces: [{ ipv6Address }] }] }),
  ],
])('an IPv6 address of %s is the target of its task, however it is written', async (_where, having) => {
  onEcs('ListTasks', { taskArns: ['arn:task/a'] });
  onEcs('DescribeTasks', { tasks: [task('a', having('2600:1F13:0:0:0:0:0:0A'))] });
  await expect(newPort().readTasks(green, 'ip')).resolves.toMatchObject([
    { endpoint: null, ipv6Endpoint: { id: '2600:1f13::a', port: 8080 } },
  ]);
});

test('a task that is being stopped is not a running task', async () => {
  onEcs('ListTasks', { taskArns: ['arn:task/a'] });
  onEcs('DescribeTasks', { tasks: [task('a', { ...byInterface('10.0.0.1'), desiredStatus: 'STOPPED' })] });
  await expect(newPort().readTasks(green, 'ip')).resolves.toEqual([]);
});

test('tasks are described 100 at a time', async () => {
  const names = Array.from({ length: 101 }, (_, index) => `${index}`);
  onEcs('ListTasks', { taskArns: names.map((name) => `arn:task/${name}`) });
  const tasks = names.map((name) => task(name));
  const asked = onEcs('DescribeTasks', { tasks: tasks.slice(0, 100) }, { tasks: tasks.slice(100) });
  await expect(newPort().readTasks(green, 'ip')).resolves.toHaveLength(101);
  expect(asked.map(({ body }) => (body['tasks'] as string[]).length).sort()).toEqual([1, 100]);
});

test('an instance target is the EC2 instance and the host port of the attached container and port', async () => {
  const port = newPort();
  const bindings = [
    { containerPort: 9090, hostPort: 32_000 },
    { containerPort: 8080, hostPort: 32_768 },
  ];
  const containers = [
    { name: 'sidecar', networkBindings: [{ containerPort: 8080, hostPort: 31_000 }] },
    { name: 'web', networkBindings: bindings },
  ];
  const running = task('a', { containers, containerInstanceArn: 'arn:host/1' });
  onEcs('ListTasks', { taskArns: ['arn:task/a'] }, { taskArns: ['arn:task/a'] });
  onEcs('DescribeTasks', { tasks: [running] }, { tasks: [running] });
  const hosts = [{ containerInstanceArn: 'arn:host/1', ec2InstanceId: 'i-1' }];
  const asked = onEcs('DescribeContainerInstances', { containerInstances: hosts });
  const expected = [{ endpoint: { id: 'i-1', port: 32_768 } }];
  await expect(port.readTasks(green, 'instance')).resolves.toMatchObject(expected);
  await expect(port.readTasks(green, 'instance')).resolves.toMatchObject(expected);
  expect(asked).toHaveLength(1);
});

test('an instance task without its host port yet has no endpoint', async () => {
  onEcs('ListTasks', { taskArns: ['arn:task/a'] });
  onEcs('DescribeTasks', { tasks: [task('a', { containers: [{ name: 'web', networkBindings: [] }] })] });
  await expect(newPort().readTasks(green, 'instance')).resolves.toMatchObject([{ endpoint: null }]);
});

test('stopped tasks have their reasons, and are described once after they have stopped', async () => {
  const port = newPort();
  const down = {
    taskArn: 'arn:task/a',
    startedBy: 'ecs-svc/2',
    lastStatus: 'STOPPED',
    desiredStatus: 'STOPPED',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    createdAt: 1_699_999_000,
    stoppingAt: 1_699_999_990,
    stoppedAt: 1_700_000_000,
    containers: [
      { name: 'web', exitCode: 137, reason: 'OutOfMemory', imageDigest: 'sha256:1a' },
      { name: 'sidecar' },
    ],
  };
  const goingDown = { ...down, taskArn: 'arn:task/b', lastStatus: 'STOPPING', stoppedAt: undefined };
  const taskArns = ['arn:task/a', 'arn:task/b'];
  const listed = onEcs('ListTasks', { taskArns }, { taskArns });
  const asked = onEcs(
    'DescribeTasks',
    { tasks: [down, { ...goingDown, stoppingAt: 1_700_000_001 }] },
    { tasks: [] },
  );
  const first = {
    arn: 'arn:task/a',
    startedBy: 'ecs-svc/2',
    stopCode: 'EssentialContainerExited',
    stoppedReason: 'Essential container in task exited',
    createdAtMs: 1_699_999_000_000,
    endingAtMs: 1_699_999_990_000,
    stoppedAtMs: 1_700_000_000_000,
    containers: [
      { name: 'web', exitCode: 137, reason: 'OutOfMemory', isUnhealthy: false, digest: 'sha256:1a' },
      { name: 'sidecar', exitCode: null, reason: null, isUnhealthy: false, digest: null },
    ],
  };
  await expect(port.readStoppedTasks()).resolves.toEqual([
    first,
    { ...first, arn: 'arn:task/b', endingAtMs: 1_700_000_001_000, stoppedAtMs: 1_700_000_001_000 },
  ]);
  await expect(port.readStoppedTasks()).resolves.toEqual([first]);
  expect(listed[0]?.body).toEqual({ cluster: 'shop', serviceName: 'web', desiredStatus: 'STOPPED' });
  expect(asked.map(({ body }) => body['tasks'])).toEqual([taskArns, ['arn:task/b']]);
});

test('of the tasks of a service, those that have not stopped are found, also while they stop', async () => {
  const listed = onEcs('ListTasks', { taskArns: ['arn:task/a'] }, { taskArns: ['arn:task/b', 'arn:task/c'] });
  const stopping = { startedBy: 'ecs-svc/1', desiredStatus: 'STOPPED' };
  const tasks = [
    task('a', { startedBy: 'ecs-svc/2' }),
    task('b', { ...stopping, lastStatus: 'DEACTIVATING' }),
    task('c', { ...stopping, lastStatus: 'STOPPED' }),
  ];
  const described = onEcs('DescribeTasks', { tasks });
  await expect(newPort().readServiceTasks()).resolves.toEqual([
    { arn: 'arn:task/a', startedBy: 'ecs-svc/2', lastStatus: 'RUNNING' },
    { arn: 'arn:task/b', startedBy: 'ecs-svc/1', lastStatus: 'DEACTIVATING' },
  ]);
  // In this order: one that begins to stop in between is in one of the two.
  expect(listed.map(({ body }) => body)).toEqual([
    { cluster: 'shop', serviceName: 'web', desiredStatus: 'RUNNING' },
    { cluster: 'shop', serviceName: 'web', desiredStatus: 'STOPPED' },
  ]);
  expect(described[0]?.body).toMatchObject({ tasks: ['arn:task/a', 'arn:task/b', 'arn:task/c'] });
});
