import {
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  DescribeServicesCommand,
  DescribeTasksCommand,
  GetTaskProtectionCommand,
  ListTasksCommand,
  UpdateTaskProtectionCommand,
  UpdateTaskSetCommand,
} from '@aws-sdk/client-ecs';
import type { Task, TaskSet } from '@aws-sdk/client-ecs';
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

async function setsNow(): Promise<TaskSet[]> {
  const { services } = await clients.ecs.send(
    new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }),
  );
  return services![0]!.taskSets!;
}

async function create(): Promise<string> {
  const group = sandbox.world().targetGroups.find((one) => one.name === 'web-b')!;
  const { taskSet } = await clients.ecs.send(
    new CreateTaskSetCommand({
      ...web,
      taskDefinition: 'web:2',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      loadBalancers: [{ targetGroupArn: group.arn, containerName: 'web', containerPort: 8080 }],
      scale: { value: 100, unit: 'PERCENT' },
    }),
  );
  return taskSet!.id!;
}

async function tasksOf(set: string): Promise<readonly string[]> {
  const { taskArns } = await clients.ecs.send(new ListTasksCommand({ cluster: 'demo', startedBy: set }));
  return taskArns!;
}

async function runningTask(set: string): Promise<Task> {
  await until(setsNow, (sets) => sets.find(({ id }) => id === set)?.stabilityStatus === 'STEADY_STATE');
  const tasks = [...(await tasksOf(set))];
  const { tasks: found } = await clients.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks }));
  return found![0]!;
}

/** Back to the seeded set alone. */
afterEach(async () => {
  for (const { id, status } of await setsNow())
    if (status === 'ACTIVE') await clients.ecs.send(new DeleteTaskSetCommand({ ...web, taskSet: id }));
  await until(setsNow, (sets) => sets.length === 1);
});

describe('a protected task', () => {
  const protect = async (task: Task, protectionEnabled: boolean): Promise<void> => {
    await clients.ecs.send(
      new UpdateTaskProtectionCommand({ cluster: 'demo', tasks: [task.taskArn!], protectionEnabled }),
    );
  };
  const runningIn = async (set: string): Promise<number> => (await tasksOf(set)).length;
  const toZero = (taskSet: string): Promise<unknown> =>
    clients.ecs.send(new UpdateTaskSetCommand({ ...web, taskSet, scale: { value: 0, unit: 'PERCENT' } }));

  test('is protected for two hours, shows it, and for 48 hours at most', async () => {
    const task = await runningTask(await create());
    await protect(task, true);
    const shown = await clients.ecs.send(
      new GetTaskProtectionCommand({ cluster: 'demo', tasks: [task.taskArn!] }),
    );
    const [own] = shown.protectedTasks ?? [];
    expect(own).toMatchObject({ taskArn: task.taskArn, protectionEnabled: true });
    expect((own?.expirationDate?.getTime() ?? 0) - Date.now()).toBeGreaterThan(119 * 60_000);
    await protect(task, false);
    const unknown = await clients.ecs.send(
      new UpdateTaskProtectionCommand({ cluster: 'demo', tasks: ['none'], protectionEnabled: true }),
    );
    expect(unknown.failures?.map(({ reason }) => reason)).toEqual(['MISSING']);
    const tooLong = new UpdateTaskProtectionCommand({
      ...{ cluster: 'demo', tasks: [task.taskArn!], protectionEnabled: true },
      expiresInMinutes: 2881,
    });
    expect(await refusal(clients.ecs.send(tooLong))).toMatch(/^InvalidParameterException/);
  });

  test('outlives scale-in and deletion until its protection ends, or is stopped: both positions', async () => {
    const kept = await create();
    const task = await runningTask(kept);
    await protect(task, true);
    await toZero(kept);
    await clients.ecs.send(new DeleteTaskSetCommand({ ...web, taskSet: kept }));
    // The scheduler takes its turns while these are answered.
    for (let turn = 0; turn < 20; turn += 1) await setsNow();
    expect(await runningIn(kept)).toBe(1);
    await protect(task, false);
    await until(
      () => runningIn(kept),
      (count) => count === 0,
    );

    sandbox.control.setUnknowns({ protectedAtScaleIn: 'stopped' });
    await until(setsNow, (sets) => sets.length === 1);
    const stopped = await create();
    await protect(await runningTask(stopped), true);
    await toZero(stopped);
    await until(
      () => runningIn(stopped),
      (count) => count === 0,
    );
  });
});
