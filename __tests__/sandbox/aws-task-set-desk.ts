import {
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  DescribeServicesCommand,
  type CreateTaskSetCommandInput,
  type TaskSet,
} from '@aws-sdk/client-ecs';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal, until, type Clients } from './aws-support.ts';

// One sandbox with the usual web service for each file of tests that imports this, back to its seeded set after each test.
export let sandbox: Sandbox;
export let clients: Clients;
export let groups: Record<string, string>;
export const web = { cluster: 'demo', service: 'web' } as const;

beforeAll(async () => {
  sandbox = await startSandbox(quickWorld());
  clients = clientsOf(sandbox);
  groups = Object.fromEntries(sandbox.world().targetGroups.map((one) => [one.name, one.arn]));
}, 40_000);

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

export function request(change: Partial<CreateTaskSetCommandInput> = {}): CreateTaskSetCommandInput {
  return {
    ...web,
    taskDefinition: 'web:2',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    loadBalancers: [{ targetGroupArn: groups['web-b'], containerName: 'web', containerPort: 8080 }],
    scale: { value: 100, unit: 'PERCENT' },
    ...change,
  };
}

export async function create(change: Partial<CreateTaskSetCommandInput> = {}): Promise<TaskSet> {
  const { taskSet } = await clients.ecs.send(new CreateTaskSetCommand(request(change)));
  return taskSet!;
}

export const refused = (change: Partial<CreateTaskSetCommandInput>): Promise<string> =>
  refusal(clients.ecs.send(new CreateTaskSetCommand(request(change))));

export async function setsNow(): Promise<TaskSet[]> {
  const { services } = await clients.ecs.send(
    new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }),
  );
  return services![0]!.taskSets!;
}

export async function remove(id: string | undefined, force = false): Promise<TaskSet> {
  const { taskSet } = await clients.ecs.send(new DeleteTaskSetCommand({ ...web, taskSet: id, force }));
  return taskSet!;
}

/** Back to the seeded set alone. */
afterEach(async () => {
  sandbox.control.setUnknowns({
    spentClientToken: 'old-set',
    deleteAboveZero: 'accept',
    missingTaskSet: 'failure',
    emptyLists: 'sent',
    unknownMembers: 'kept',
  });
  for (const set of await setsNow()) if (set.status === 'ACTIVE') await remove(set.id, true);
  await until(setsNow, (sets) => sets.length === 1);
});
