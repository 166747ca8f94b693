import {
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  ListTasksCommand,
} from '@aws-sdk/client-ecs';
import type { ListTasksCommandInput, Task, TaskSet } from '@aws-sdk/client-ecs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
const web = { cluster: 'demo', service: 'web' } as const;

beforeAll(async () => {
  sandbox = await startSandbox(quickWorld());
  clients = clientsOf(sandbox);
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

async function create(taskDefinition: string): Promise<string> {
  const group = sandbox.world().targetGroups.find((one) => one.name === 'web-b')!;
  const { taskSet } = await clients.ecs.send(
    new CreateTaskSetCommand({
      ...web,
      taskDefinition,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      loadBalancers: [{ targetGroupArn: group.arn, containerName: 'web', containerPort: 8080 }],
      scale: { value: 100, unit: 'PERCENT' },
    }),
  );
  return taskSet!.id!;
}

async function serviceNow(): Promise<{ sets: TaskSet[]; events: string[] }> {
  const { services } = await clients.ecs.send(
    new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }),
  );
  return { sets: services![0]!.taskSets!, events: services![0]!.events!.map((one) => one.message ?? '') };
}

async function list(input: Omit<ListTasksCommandInput, 'cluster'>): Promise<string[]> {
  const arns: string[] = [];
  let nextToken: string | undefined;
  do {
    const page = await clients.ecs.send(new ListTasksCommand({ cluster: 'demo', ...input, nextToken }));
    expect(page.taskArns!.length).toBeLessThanOrEqual(2);
    arns.push(...page.taskArns!);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return arns;
}

async function describeAll(arns: readonly string[]): Promise<Task[]> {
  if (arns.length === 0) return [];
  const { tasks } = await clients.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: [...arns] }));
  return tasks!;
}

async function stoppedOf(setId: string): Promise<Task[]> {
  const all = await describeAll(await list({ serviceName: 'web', desiredStatus: 'STOPPED' }));
  return all.filter((one) => one.startedBy === setId && one.lastStatus === 'STOPPED');
}

/** A set may be steady for a moment after its task ended, until the next one is counted. */
async function healthyTask(setId: string): Promise<Task> {
  const [task] = await until(
    async () => {
      const { sets } = await serviceNow();
      const isSteady = sets.find((one) => one.id === setId)?.stabilityStatus === 'STEADY_STATE';
      return isSteady ? describeAll(await list({ startedBy: setId })) : [];
    },
    (tasks) => tasks.length > 0,
  );
  return task!;
}

function pidOf(task: Task): number {
  return sandbox.world().tasks.find((one) => one.arn === task.taskArn)!.pids[0]!;
}

afterEach(async () => {
  sandbox.control.setCapacity({ tasks: null });
  sandbox.control.setDesiredCount({ service: 'web', desiredCount: 1 });
  for (const { id, status } of (await serviceNow()).sets) {
    if (status === 'ACTIVE') await clients.ecs.send(new DeleteTaskSetCommand({ ...web, taskSet: id }));
  }
  await until(serviceNow, ({ sets }) => sets.length === 1);
});

describe('a task', () => {
  test('is a process with an address of its own that answers requests', async () => {
    const task = await healthyTask(await create('web:2'));
    const address = task.attachments![0]!.details!.find((one) => one.name === 'privateIPv4Address')!.value!;
    expect(task.containers![0]).toMatchObject({
      name: 'web',
      image: 'web:v2',
      lastStatus: 'RUNNING',
      networkInterfaces: [{ privateIpv4Address: address }],
    });
    expect(task).toMatchObject({ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', launchType: 'FARGATE' });
    process.kill(pidOf(task), 0);
    const reply = (await (await fetch(`http://${address}:8080/`)).json()) as { image: string };
    expect(reply.image).toBe('web:v2');
    const id = task.taskArn!.split('/').at(-1)!;
    expect(sandbox.taskOutput(id)).toContain(`hello from ${id}`);
  });

  test('that is killed is replaced, and shows how it ended', async () => {
    const set = await create('web:2');
    const first = await healthyTask(set);
    process.kill(pidOf(first), 'SIGKILL');
    const [stopped] = await until(
      () => stoppedOf(set),
      (tasks) => tasks.length > 0,
    );
    expect(stopped).toMatchObject({
      taskArn: first.taskArn,
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [{ exitCode: 137, lastStatus: 'STOPPED' }],
    });
    expect((await healthyTask(set)).taskArn).not.toBe(first.taskArn);
  });

  test('that runs out of memory shows it in its container', async () => {
    const set = await create('web:2');
    const { taskArn } = await healthyTask(set);
    sandbox.control.killTask({ task: taskArn!, outOfMemory: true });
    const [stopped] = await until(
      () => stoppedOf(set),
      (tasks) => tasks.length > 0,
    );
    expect(stopped!.containers![0]!.reason).toMatch(/^OutOfMemoryError/);
  });

  test('that exits is restarted for ever, without a pause', async () => {
    const set = await create('crash:1');
    const stopped = await until(
      () => stoppedOf(set),
      (tasks) => tasks.length >= 3,
    );
    expect(new Set(stopped.map((one) => one.containers![0]!.exitCode))).toEqual(new Set([3]));
    const { sets } = await serviceNow();
    expect(sets.find((one) => one.id === set)).toMatchObject({
      status: 'ACTIVE',
      stabilityStatus: 'STABILIZING',
    });
  });

  test('whose image does not exist fails to start, and is retried with growing pauses', async () => {
    const set = await create('missing:1');
    const [stopped] = await until(
      () => stoppedOf(set),
      (tasks) => tasks.length >= 2,
    );
    expect(stopped).toMatchObject({ stopCode: 'TaskFailedToStart' });
    expect(stopped!.stoppedReason).toMatch(/^CannotPullContainerError/);
    expect(stopped!.containers![0]!.reason).toMatch(/^CannotPullContainerError/);
    await until(serviceNow, ({ events }) =>
      events.some((one) => one.includes('unable to consistently start tasks')),
    );
  });

  test('that fails its health checks is replaced, and a service event gives the reason', async () => {
    const set = await create('sick:1');
    const [stopped] = await until(
      () => stoppedOf(set),
      (tasks) => tasks.length > 0,
    );
    expect(stopped).toMatchObject({ stopCode: 'ServiceSchedulerInitiated' });
    expect(stopped!.stoppedReason).toMatch(/^Task failed ELB health checks in \(target-group arn:/);
    const { events } = await serviceNow();
    expect(events.find((one) => one.includes('is unhealthy in'))).toMatch(
      /Health checks failed with these codes: \[503\]/,
    );
  });

  test('that ignores SIGTERM is killed after its stop timeout', async () => {
    const set = await create('stubborn:1');
    const task = await healthyTask(set);
    await clients.ecs.send(new DeleteTaskSetCommand({ ...web, taskSet: set }));
    const [stopped] = await until(
      () => stoppedOf(set),
      (tasks) => tasks.length > 0,
    );
    expect(stopped).toMatchObject({ taskArn: task.taskArn, containers: [{ exitCode: 137 }] });
    expect(stopped!.stoppedAt!.getTime() - stopped!.stoppingAt!.getTime()).toBeGreaterThanOrEqual(990);
  });

  test('that has no room is not started, and a service event reports it', async () => {
    sandbox.control.setCapacity({ tasks: 1 });
    const set = await create('web:2');
    await until(serviceNow, ({ events }) =>
      events.some((one) => /unable to place a task.*Capacity is unavailable/.test(one)),
    );
    expect(await list({ startedBy: set })).toEqual([]);
    sandbox.control.setCapacity({ tasks: null });
    expect((await healthyTask(set)).lastStatus).toBe('RUNNING');
  });

  test('that a person stops is drained and replaced', async () => {
    const set = await create('web:2');
    const { taskArn } = await healthyTask(set);
    sandbox.control.stopTask({ task: taskArn! });
    const [stopped] = await until(
      () => stoppedOf(set),
      (tasks) => tasks.length > 0,
    );
    expect(stopped).toMatchObject({ taskArn, stopCode: 'UserInitiated' });
  });
});

describe('a change of the desired count', () => {
  test('resizes all sets together', async () => {
    const set = await create('web:2');
    await healthyTask(set);
    sandbox.control.setDesiredCount({ service: 'web', desiredCount: 3 });
    const { sets } = await until(serviceNow, (now) => now.sets.every((one) => one.runningCount === 3));
    expect(sets.map((one) => one.computedDesiredCount)).toEqual([3, 3]);
    const { services } = await clients.ecs.send(
      new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }),
    );
    expect(services![0]).toMatchObject({ desiredCount: 3, runningCount: 6, deployments: [] });
  });
});

describe('ListTasks', () => {
  test('pages, two at a time', async () => {
    sandbox.control.setDesiredCount({ service: 'web', desiredCount: 5 });
    const arns = await until(
      () => list({ serviceName: 'web' }),
      (all) => all.length === 5,
    );
    expect(new Set(arns).size).toBe(5);
  });

  test('finds the tasks of a set by startedBy', async () => {
    const set = await create('web:2');
    await healthyTask(set);
    const [mine] = await list({ startedBy: set });
    const all = await list({ serviceName: 'web' });
    expect(all).toContain(mine);
    expect(all).toHaveLength(2);
    expect(await list({ family: 'web' })).toHaveLength(2);
  });

  test('refuses other filters next to startedBy, and tokens that it did not issue', async () => {
    const ask = (input: object): Promise<string> =>
      refusal(clients.ecs.send(new ListTasksCommand({ cluster: 'demo', ...input })));
    expect(await ask({ startedBy: 'x', serviceName: 'web' })).toMatch(/only filter/);
    expect(await ask({ startedBy: 'x', desiredStatus: 'STOPPED' })).toMatch(/only filter/);
    expect(await ask({ nextToken: 'made up' })).toMatch(/Invalid token/);
    expect(await ask({ serviceName: 'nothing' })).toMatch(/^ServiceNotFoundException/);
    expect(await ask({ cluster: 'nowhere' })).toMatch(/^ClusterNotFoundException/);
  });
});

describe('DescribeTasks', () => {
  test('reports unknown tasks in its failures', async () => {
    const reply = await clients.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: ['0123'] }));
    expect(reply).toMatchObject({ tasks: [], failures: [{ arn: '0123', reason: 'MISSING' }] });
  });

  test('refuses an empty list and more than a hundred', async () => {
    const ask = (tasks: string[]): Promise<string> =>
      refusal(clients.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks })));
    expect(await ask([])).toMatch(/^InvalidParameterException: Tasks cannot be empty/);
    expect(await ask(Array.from({ length: 101 }, (_, index) => String(index)))).toMatch(/at most 100/);
  });
});
