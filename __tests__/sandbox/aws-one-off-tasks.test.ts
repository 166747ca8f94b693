// Tasks that no service runs, as a plain client of the SDK starts and stops them.
import { DescribeTasksCommand, ListTasksCommand, RunTaskCommand, StopTaskCommand } from '@aws-sdk/client-ecs';
import type { RunTaskCommandInput, RunTaskCommandOutput, Task } from '@aws-sdk/client-ecs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, definition, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  const world = quickWorld();
  const answer = { type: 'fixed-response', statusCode: 200, body: 'inside' } as const;
  const hidden = {
    name: 'hidden',
    scheme: 'internal',
    listeners: [{ name: 'hidden', defaultActions: [answer] }],
  } as const;
  sandbox = await startSandbox({
    ...world,
    runner: 'outside',
    taskDefinitions: [...(world.taskDefinitions ?? []), definition('machine', 'web:v1', onMachine)],
    loadBalancers: [...(world.loadBalancers ?? []), hidden],
  });
  clients = clientsOf(sandbox);
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

afterEach(() => {
  sandbox.control.setCapacity({ tasks: null });
});

const onMachine = {
  networkMode: 'bridge',
  requiresCompatibilities: ['EC2'],
  containerDefinitions: [
    { name: 'web', image: 'web:v1', portMappings: [{ containerPort: 8080, hostPort: 45_871 }] },
  ],
};

const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } };

const node = (script: string): RunTaskCommandInput['overrides'] => ({
  containerOverrides: [
    { name: 'web', command: ['node', '-e', script], environment: [{ name: 'WORD', value: 'hello' }] },
  ],
});

const run = (input: Partial<RunTaskCommandInput> = {}): Promise<RunTaskCommandOutput> =>
  clients.ecs.send(
    new RunTaskCommand({
      cluster: 'demo',
      taskDefinition: 'web:2',
      launchType: 'FARGATE',
      networkConfiguration: network,
      overrides: node(''),
      ...input,
    }),
  );

async function started(input: Partial<RunTaskCommandInput> = {}): Promise<Task> {
  const { tasks, failures } = await run(input);
  expect(failures).toEqual([]);
  return tasks![0]!;
}

async function describeOne({ taskArn }: Task): Promise<Task | undefined> {
  const { tasks } = await clients.ecs.send(
    new DescribeTasksCommand({ cluster: 'demo', tasks: [taskArn!], include: ['TAGS'] }),
  );
  return tasks![0];
}

const stopped = async (task: Task): Promise<Task> =>
  (await until(
    () => describeOne(task),
    (one) => one?.lastStatus === 'STOPPED',
  ))!;

const idOf = ({ taskArn }: Task): string => taskArn!.split('/').at(-1)!;

const listed = async (startedBy: string): Promise<readonly string[]> =>
  (await clients.ecs.send(new ListTasksCommand({ cluster: 'demo', startedBy }))).taskArns ?? [];

/** It ends when it is stopped. */
const forever = node('setInterval(() => {}, 1000)');

describe('a one-off task', () => {
  test('runs the command and the environment that it was given, and keeps its exit code', async () => {
    const task = await started({
      overrides: node('console.log(process.env.WORD); process.exit(7)'),
      startedBy: 'smoke/7',
      tags: [{ key: 'why', value: 'a test' }],
    });
    expect(task).toMatchObject({ lastStatus: 'PROVISIONING', group: 'family:web', startedBy: 'smoke/7' });
    expect(await stopped(task)).toMatchObject({
      stopCode: 'EssentialContainerExited',
      containers: [{ name: 'web', exitCode: 7 }],
      overrides: { containerOverrides: [{ name: 'web' }] },
      tags: [{ key: 'why', value: 'a test' }],
    });
    expect(sandbox.taskOutput(idOf(task))).toEqual(['hello']);
  });

  test('belongs to no service, and no service counts it', async () => {
    const task = await started({ overrides: forever, startedBy: 'apart' });
    await until(
      () => describeOne(task),
      (one) => one?.lastStatus === 'RUNNING',
    );
    const { taskArns } = await clients.ecs.send(
      new ListTasksCommand({ cluster: 'demo', serviceName: 'web' }),
    );
    expect(taskArns).toHaveLength(1);
    expect(taskArns).not.toContain(task.taskArn);
    expect(await listed('apart')).toEqual([task.taskArn]);
    expect(sandbox.world().services.find(({ name }) => name === 'web')?.taskSets).toMatchObject([
      { runningCount: 1, stabilityStatus: 'STEADY_STATE' },
    ]);
    await clients.ecs.send(new StopTaskCommand({ cluster: 'demo', task: task.taskArn!, reason: 'enough' }));
    expect(await stopped(task)).toMatchObject({ stopCode: 'UserInitiated', stoppedReason: 'enough' });
    expect(await listed('apart')).toEqual([]);
  });

  test('that can not start says why', async () => {
    const task = await started({ taskDefinition: 'missing', overrides: node('') });
    expect(await stopped(task)).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: expect.stringContaining('CannotPullContainerError'),
    });
  });

  test('is not visible any more some time after it has stopped', async () => {
    const task = await started();
    await stopped(task);
    const hour = 3_600_000;
    sandbox.control.setDelays({ stoppedTasks: 0 });
    await until(
      () => describeOne(task),
      (one) => one === undefined,
    );
    sandbox.control.setDelays({ stoppedTasks: hour });
    expect(
      await refusal(clients.ecs.send(new StopTaskCommand({ cluster: 'demo', task: task.taskArn! }))),
    ).toBe('InvalidParameterException: The referenced task was not found.');
  });
});

describe('the clientToken of RunTask', () => {
  test('starts a task once, and answers the task of the first request', async () => {
    const first = await started({ clientToken: 'once', overrides: forever });
    const second = await started({ clientToken: 'once', overrides: forever });
    expect(second.taskArn).toBe(first.taskArn);
    expect(await refusal(run({ clientToken: 'once', overrides: node('0') }))).toMatch(/^ConflictException: /);
    await clients.ecs.send(new StopTaskCommand({ cluster: 'demo', task: first.taskArn! }));
    await stopped(first);
    expect((await started({ clientToken: 'once', overrides: forever })).taskArn).toBe(first.taskArn);
  });

  test('starts another task once the first is not visible any more', async () => {
    const first = await started({ clientToken: 'spent' });
    await stopped(first);
    sandbox.control.setDelays({ stoppedTasks: 0 });
    await until(
      () => describeOne(first),
      (one) => one === undefined,
    );
    sandbox.control.setDelays({ stoppedTasks: 3_600_000 });
    expect((await started({ clientToken: 'spent' })).taskArn).not.toBe(first.taskArn);
  });
});

describe('RunTask', () => {
  test('answers in failures that there is no capacity, and starts nothing', async () => {
    sandbox.control.setCapacity({ tasks: 0 });
    const { tasks, failures } = await run({ startedBy: 'crowded' });
    expect(tasks).toEqual([]);
    expect(failures).toMatchObject([
      { reason: expect.stringMatching(/^Capacity is unavailable at this time/) },
    ]);
    expect(await listed('crowded')).toEqual([]);
  });

  test('names the instance on which a port is taken', async () => {
    const machine = {
      taskDefinition: 'machine',
      launchType: 'EC2',
      networkConfiguration: undefined,
      // A task that has ended no longer holds its port.
      overrides: node('setInterval(() => 0, 1000)'),
    } satisfies Partial<RunTaskCommandInput>;
    const runs = [await run(machine), await run(machine)].map(({ tasks }) => tasks![0]!);
    const { failures } = await run(machine);
    expect(failures).toMatchObject([
      { arn: expect.stringContaining(':container-instance/'), reason: 'RESOURCE:PORTS' },
    ]);
    for (const { taskArn } of runs)
      await clients.ecs.send(new StopTaskCommand({ cluster: 'demo', task: taskArn! }));
  });

  test.each<[string, Partial<RunTaskCommandInput>, RegExp]>([
    ['no network', { networkConfiguration: undefined }, /Network Configuration must be provided/],
    [
      'a container that it lacks',
      { overrides: { containerOverrides: [{ name: 'x' }] } },
      /named x is not a container/,
    ],
    ['a startedBy that is too long', { startedBy: 'x'.repeat(129) }, /startedBy can have at most 128/],
    ['a token that is too long', { clientToken: 'x'.repeat(65) }, /clientToken can have at most 64/],
    ['overrides that are too long', { overrides: node('x'.repeat(8192)) }, /length must be at most 8192/],
    ['tags of a service', { propagateTags: 'SERVICE' }, /SERVICE is not supported/],
    ['eleven tasks', { count: 11 }, /count must be between 1 and 10/],
    [
      'launch type and capacity provider',
      { capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] },
      /both a launch type and capacity provider/,
    ],
  ])('refuses %s', async (_name, input, says) => {
    expect(await refusal(run(input))).toMatch(says);
  });
});

describe('an internal load balancer', () => {
  const shown = (): string => sandbox.world().listeners.find(({ name }) => name === 'hidden')!.shownUrl;

  test('is not reached from outside of the VPC', async () => {
    await expect(fetch(shown())).rejects.toMatchObject({
      cause: { code: expect.stringMatching(/^E(NET|HOST)UNREACH$/) },
    });
  });

  test('is reached by a task', async () => {
    const script = `fetch('${shown()}').then((answer) => { process.exit(answer.status === 200 ? 0 : 1); })`;
    expect(await stopped(await started({ overrides: node(script) }))).toMatchObject({
      containers: [{ exitCode: 0 }],
    });
  });
});
