// Availability Zone rebalancing, as a plain SDK client is shown it.
import { DescribeTasksCommand, paginateListTasks, type Task } from '@aws-sdk/client-ecs';
import { afterEach, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, until, type Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;

/** Two tasks in zone a, since zone b has no room for one. */
async function open(rebalancesSets: boolean): Promise<void> {
  const world = quickWorld({ subnets: { 'subnet-x': 'a', 'subnet-y': 'b' } });
  sandbox = await startSandbox({
    ...world,
    ...{ zoneCapacity: { b: 0 }, unknowns: { rebalancesSets } },
    loadBalancers: (world.loadBalancers ?? []).map((one) =>
      one.name === 'front' ? { ...one, subnets: ['subnet-x', 'subnet-y'] } : one,
    ),
    services: (world.services ?? []).map((one) => ({
      ...one,
      ...{ desiredCount: 2, availabilityZoneRebalancing: 'ENABLED' as const },
      taskSets: (one.taskSets ?? []).map((set) => ({
        ...set,
        network: { subnets: ['subnet-x', 'subnet-y'] },
      })),
    })),
  });
  clients = clientsOf(sandbox);
}

afterEach(async () => {
  clients.destroy();
  await sandbox.stop();
});

async function tasks(desiredStatus: 'RUNNING' | 'STOPPED'): Promise<readonly Task[]> {
  const ofWeb = { cluster: 'demo', serviceName: 'web', desiredStatus };
  const taskArns: string[] = [];
  for await (const page of paginateListTasks({ client: clients.ecs }, ofWeb))
    taskArns.push(...(page.taskArns ?? []));
  if (taskArns.length === 0) return [];
  const found = await clients.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }));
  return found.tasks ?? [];
}

const zones = async (): Promise<string> =>
  (await tasks('RUNNING'))
    .filter(({ lastStatus }) => lastStatus === 'RUNNING')
    .map(({ availabilityZone }) => availabilityZone)
    .toSorted()
    .join();

const healthy = (): number =>
  sandbox
    .world()
    .targetGroups.find(({ name }) => name === 'web-a')!
    .targets.filter(({ state }) => state === 'healthy').length;

test('moves a task to the zone with the fewest, and stops one in the other once the new one is healthy', async () => {
  await open(true);
  await until(zones, (seen) => seen === 'eu-west-1a,eu-west-1a');
  await until(
    () => Promise.resolve(healthy()),
    (seen) => seen === 2,
  );
  let fewest = 2;
  const counting = setInterval(() => {
    fewest = Math.min(fewest, healthy());
  }, 10);
  sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
  await until(zones, (seen) => seen === 'eu-west-1a,eu-west-1b');
  clearInterval(counting);
  expect(fewest).toBe(2);
  const [stopped] = await until(
    () => tasks('STOPPED'),
    (seen) => seen.length > 0,
  );
  expect(stopped).toMatchObject({
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: expect.stringMatching(
      /^Availability Zone rebalancing initiated by \(deployment ecs-svc\//,
    ),
  });
});

test('leaves task sets alone in the other position', async () => {
  await open(false);
  await until(zones, (seen) => seen === 'eu-west-1a,eu-west-1a');
  sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
  const events = (): readonly string[] =>
    sandbox
      .world()
      .services.flatMap((one) => one.events)
      .map(String);
  await until(
    () => Promise.resolve(healthy()),
    (seen) => seen === 2,
  );
  expect([await zones(), await tasks('STOPPED'), events().filter((one) => one.includes('AZ'))]).toEqual([
    'eu-west-1a,eu-west-1a',
    [],
    [],
  ]);
});
