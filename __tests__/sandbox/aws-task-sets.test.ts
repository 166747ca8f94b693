import {
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  DescribeServicesCommand,
  DescribeTaskSetsCommand,
  UpdateServicePrimaryTaskSetCommand,
  UpdateTaskSetCommand,
} from '@aws-sdk/client-ecs';
import type { CreateTaskSetCommandInput, TaskSet } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand, ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
let groups: Record<string, string>;
const web = { cluster: 'demo', service: 'web' } as const;

beforeAll(async () => {
  sandbox = await startSandbox(quickWorld());
  clients = clientsOf(sandbox);
  groups = Object.fromEntries(sandbox.world().targetGroups.map((one) => [one.name, one.arn]));
}, 40_000);

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

function request(change: Partial<CreateTaskSetCommandInput> = {}): CreateTaskSetCommandInput {
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

async function create(change: Partial<CreateTaskSetCommandInput> = {}): Promise<TaskSet> {
  const { taskSet } = await clients.ecs.send(new CreateTaskSetCommand(request(change)));
  return taskSet!;
}

const refused = (change: Partial<CreateTaskSetCommandInput>): Promise<string> =>
  refusal(clients.ecs.send(new CreateTaskSetCommand(request(change))));

async function setsNow(): Promise<TaskSet[]> {
  const { services } = await clients.ecs.send(
    new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }),
  );
  return services![0]!.taskSets!;
}

async function remove(id: string | undefined, force = false): Promise<TaskSet> {
  const { taskSet } = await clients.ecs.send(new DeleteTaskSetCommand({ ...web, taskSet: id, force }));
  return taskSet!;
}

/** Back to the seeded set alone. */
afterEach(async () => {
  sandbox.control.setUnknowns({
    spentClientToken: 'old-set',
    deleteAboveZero: 'accept',
    missingTaskSet: 'failure',
  });
  for (const set of await setsNow()) if (set.status === 'ACTIVE') await remove(set.id, true);
  await until(setsNow, (sets) => sets.length === 1);
}, 20_000);

describe('CreateTaskSet', () => {
  test('without a scale makes a set that runs nothing and counts as steady', async () => {
    const { id, scale, computedDesiredCount } = await create({ scale: undefined });
    expect({ scale, computedDesiredCount }).toEqual({
      scale: { value: 0, unit: 'PERCENT' },
      computedDesiredCount: 0,
    });
    const sets = await until(
      setsNow,
      (all) => all.find((one) => one.id === id)?.stabilityStatus === 'STEADY_STATE',
    );
    expect(sets.find((one) => one.id === id)?.runningCount).toBe(0);
  });

  test('answers with id, ARN, external id and tags as they were asked for', async () => {
    const made = await create({
      scale: { value: 0 },
      externalId: 'run-1',
      tags: [{ key: 'ecs-blue-green:release', value: '1' }],
    });
    expect(made.id).toMatch(/^ecs-svc\/\d+$/);
    expect(made.taskSetArn).toBe(`arn:aws:ecs:eu-west-1:123456789012:task-set/demo/web/${made.id!}`);
    expect(made).toMatchObject({
      status: 'ACTIVE',
      externalId: 'run-1',
      tags: [{ key: 'ecs-blue-green:release', value: '1' }],
    });
  });

  test('runs ceil(desired × scale) tasks and becomes steady once they are healthy', async () => {
    const { id, computedDesiredCount } = await create({ scale: { value: 30, unit: 'PERCENT' } });
    expect(computedDesiredCount).toBe(1);
    const sets = await until(
      setsNow,
      (all) => all.find((one) => one.id === id)?.stabilityStatus === 'STEADY_STATE',
    );
    expect(sets.find((one) => one.id === id)).toMatchObject({ runningCount: 1, pendingCount: 0 });
  });

  test('refuses what ECS refuses', async () => {
    expect(await refused({ cluster: 'nowhere' })).toBe('ClusterNotFoundException: Cluster not found.');
    expect(await refused({ service: 'nothing' })).toBe('ServiceNotFoundException: Service not found.');
    expect(await refused({ service: 'gone' })).toBe('ServiceNotActiveException: Service was not ACTIVE.');
    expect(await refused({ service: 'rolling' })).toMatch(/^InvalidParameterException: .*EXTERNAL/);
    expect(await refused({ service: 'deployed' })).toMatch(/^InvalidParameterException: .*CODE_DEPLOY/);
    expect(await refused({ taskDefinition: 'web:99' })).toBe(
      'ClientException: Unable to describe task definition.',
    );
    expect(await refused({ capacityProviderStrategy: [{ capacityProvider: 'FARGATE' }] })).toMatch(
      /both a launch type and capacity provider strategy/,
    );
    expect(await refused({ networkConfiguration: undefined })).toMatch(
      /Network Configuration must be provided/,
    );
    expect(await refused({ launchType: 'EXTERNAL' })).toMatch(/does not support launch_type EXTERNAL/);
    expect(await refused({ scale: { value: 101, unit: 'PERCENT' } })).toMatch(/between 0 and 100/);
    expect(await refused({ clientToken: 'x'.repeat(37) })).toMatch(/at most 36/);
  });

  test('refuses load balancers that do not fit', async () => {
    const balancer = request().loadBalancers![0]!;
    const withBalancer = (change: object): Promise<string> =>
      refused({ loadBalancers: [{ ...balancer, ...change }] });
    expect(await refused({ loadBalancers: [balancer, balancer] })).toMatch(/at most 1 items/);
    expect(await withBalancer({ targetGroupArn: `${groups['web-b']!}0` })).toMatch(
      /target group does not exist/,
    );
    expect(await withBalancer({ containerName: 'other' })).toMatch(/container other does not exist/);
    expect(await withBalancer({ containerPort: 81 })).toMatch(/did not have a container port 81/);
    expect(await withBalancer({ targetGroupArn: groups['machines'] })).toMatch(
      /incompatible with the awsvpc network mode/,
    );
    expect(await withBalancer({ targetGroupArn: groups['spare'] })).toBe(
      `InvalidParameterException: The target group with targetGroupArn ${groups['spare']!} does not have an associated load balancer.`,
    );
  });

  test('refuses tags beyond what AWS takes', async () => {
    const tags = (key: string, value: string): Promise<string> => refused({ tags: [{ key, value }] });
    expect(await tags('a', 'x'.repeat(257))).toMatch(/maximum length of 256/);
    expect(await tags('a', '{"json": 1}')).toMatch(/invalid characters/);
    expect(await tags('aws:a', 'x')).toMatch(/aws: prefixed/);
    const many = Array.from({ length: 51 }, (_, index) => ({ key: `k${index}`, value: '' }));
    expect(await refused({ tags: many })).toMatch(/maximum number of tags \(50\)/);
  });

  test('goes on refusing a group for a while after it was attached to a rule', async () => {
    const rule = sandbox.world().rules.find((one) => one.name === 'docs')!;
    const forward = { Type: 'forward', TargetGroupArn: groups['spare'] } as const;
    await clients.elb.send(new ModifyRuleCommand({ RuleArn: rule.arn, Actions: [forward] }));
    const { TargetGroups } = await clients.elb.send(new DescribeTargetGroupsCommand({ Names: ['spare'] }));
    expect(TargetGroups![0]!.LoadBalancerArns).toHaveLength(1);
    const loadBalancers = [{ targetGroupArn: groups['spare'], containerName: 'web', containerPort: 8080 }];
    expect(await refused({ loadBalancers })).toMatch(/does not have an associated load balancer/);
    const made = await until(
      () => create({ loadBalancers, scale: { value: 0 } }).catch(() => null),
      (set) => set !== null,
    );
    expect(made!.loadBalancers).toEqual(loadBalancers);
  });

  test('refuses a sixth set', async () => {
    for (let count = 0; count < 4; count++) await create({ scale: { value: 0 } });
    expect(await refused({ scale: { value: 0 } })).toMatch(
      /^InvalidParameterException: 5 deployments exist on the service/,
    );
  });
});

describe('five sets of which one is draining', () => {
  async function fiveSetsOneDraining(): Promise<void> {
    const { id } = await create();
    await until(setsNow, (all) => all.find((one) => one.id === id)?.stabilityStatus === 'STEADY_STATE');
    for (let count = 0; count < 3; count++) await create({ scale: { value: 0 } });
    await remove(id);
  }
  afterEach(() => {
    sandbox.control.setUnknowns({ drainingCounts: true });
  });

  test('leave no room while draining sets count', async () => {
    await fiveSetsOneDraining();
    expect(await refused({ scale: { value: 0 } })).toMatch(/5 deployments exist/);
  });

  test('leave room for one where draining sets do not count', async () => {
    sandbox.control.setUnknowns({ drainingCounts: false });
    await fiveSetsOneDraining();
    expect((await create({ scale: { value: 0 } })).status).toBe('ACTIVE');
  });
});

describe('a client token', () => {
  const once = { clientToken: 'token-1', scale: { value: 0, unit: 'PERCENT' } } as const;

  test('makes the same request make one set', async () => {
    const first = await create({ ...once, clientToken: 'same' });
    expect((await create({ ...once, clientToken: 'same' })).id).toBe(first.id);
    expect(await setsNow()).toHaveLength(2);
  });

  test('refuses another request with the same token', async () => {
    await create({ ...once, clientToken: 'other' });
    expect(await refused({ ...once, clientToken: 'other', externalId: 'x' })).toMatch(
      /clientToken was used before/,
    );
  });

  async function spend(clientToken: string): Promise<string | undefined> {
    const { id } = await create({ ...once, clientToken });
    await remove(id);
    await until(setsNow, (sets) => sets.length === 1);
    return id;
  }

  test('that is spent returns the old set, or is refused, or makes a new one', async () => {
    const old = await spend('spent-1');
    expect((await create({ ...once, clientToken: 'spent-1' })).id).toBe(old);
    expect(await setsNow()).toHaveLength(1);
    sandbox.control.setUnknowns({ spentClientToken: 'error' });
    expect(await refused({ ...once, clientToken: 'spent-1' })).toMatch(/task set that was deleted/);
    sandbox.control.setUnknowns({ spentClientToken: 'new-set' });
    expect((await create({ ...once, clientToken: 'spent-1' })).id).not.toBe(old);
    expect(await setsNow()).toHaveLength(2);
  });
});

describe('DescribeTaskSets', () => {
  test('needs ids', async () => {
    expect(await refusal(clients.ecs.send(new DescribeTaskSetsCommand(web)))).toBe(
      'InvalidParameterException: TaskSets cannot be empty',
    );
  });

  test('gives tags only when asked to', async () => {
    const { id, taskSetArn } = await create({ scale: { value: 0 }, tags: [{ key: 'a', value: 'b' }] });
    const without = await clients.ecs.send(new DescribeTaskSetsCommand({ ...web, taskSets: [id!] }));
    expect(without.taskSets![0]!.tags).toEqual([]);
    const withTags = await clients.ecs.send(
      new DescribeTaskSetsCommand({ ...web, taskSets: [taskSetArn!], include: ['TAGS'] }),
    );
    expect(withTags.taskSets![0]!.tags).toEqual([{ key: 'a', value: 'b' }]);
  });

  test('tells of a missing set in its failures, or not at all', async () => {
    const ask = new DescribeTaskSetsCommand({ ...web, taskSets: ['ecs-svc/1'] });
    expect(await clients.ecs.send(ask)).toMatchObject({
      taskSets: [],
      failures: [{ arn: 'ecs-svc/1', reason: 'MISSING' }],
    });
    sandbox.control.setUnknowns({ missingTaskSet: 'absent' });
    expect(await clients.ecs.send(ask)).toMatchObject({ taskSets: [], failures: [] });
  });
});

describe('UpdateTaskSet', () => {
  test('changes the scale and with it the running tasks', async () => {
    const { id } = await create();
    await until(setsNow, (all) => all.find((one) => one.id === id)?.runningCount === 1);
    await clients.ecs.send(
      new UpdateTaskSetCommand({ ...web, taskSet: id, scale: { value: 0, unit: 'PERCENT' } }),
    );
    const sets = await until(setsNow, (all) => all.find((one) => one.id === id)?.runningCount === 0);
    expect(sets.find((one) => one.id === id)).toMatchObject({ status: 'ACTIVE', computedDesiredCount: 0 });
  });

  test('refuses a set that does not exist', async () => {
    const scale = { value: 0, unit: 'PERCENT' } as const;
    expect(
      await refusal(clients.ecs.send(new UpdateTaskSetCommand({ ...web, taskSet: 'ecs-svc/1', scale }))),
    ).toMatch(/^TaskSetNotFoundException/);
  });
});

describe('UpdateServicePrimaryTaskSet', () => {
  test('moves the label, and neither traffic nor tasks', async () => {
    const [blue] = await setsNow();
    const green = await create({ scale: { value: 0 } });
    const promote = (id: string | undefined): Promise<unknown> =>
      clients.ecs.send(new UpdateServicePrimaryTaskSetCommand({ ...web, primaryTaskSet: id }));
    const weights = sandbox.world().rules.map((one) => one.weights);
    await promote(green.id);
    const statuses = Object.fromEntries((await setsNow()).map((one) => [one.id, one.status]));
    expect(statuses).toEqual({ [blue!.id!]: 'ACTIVE', [green.id!]: 'PRIMARY' });
    expect(sandbox.world().rules.map((one) => one.weights)).toEqual(weights);
    await promote(blue!.id);
    expect(await refusal(promote('ecs-svc/1'))).toMatch(/^TaskSetNotFoundException/);
  });
});

describe('DeleteTaskSet', () => {
  test('refuses the PRIMARY without force', async () => {
    const [blue] = await setsNow();
    expect(await refusal(remove(blue!.id))).toMatch(
      /^InvalidParameterException: Unable to delete the PRIMARY/,
    );
  });

  test('takes a set above scale 0 without force, or refuses it', async () => {
    const first = await create();
    sandbox.control.setUnknowns({ deleteAboveZero: 'refuse' });
    expect(await refusal(remove(first.id))).toMatch(/not been scaled down to zero/);
    sandbox.control.setUnknowns({ deleteAboveZero: 'accept' });
    expect((await remove(first.id)).status).toBe('DRAINING');
  });

  test('drains for the whole delay, then stops the task, then lets the set vanish', async () => {
    const { id } = await create();
    await until(setsNow, (all) => all.find((one) => one.id === id)?.stabilityStatus === 'STEADY_STATE');
    const deletedAt = Date.now();
    await remove(id);
    const draining = await until(
      () => sandbox.world(),
      (world) => world.targetGroups.some((one) => one.targets.some((target) => target.state === 'draining')),
    );
    const task = draining.tasks.find((one) => one.taskSetId === id)!;
    expect(task).toMatchObject({
      desiredStatus: 'STOPPED',
      lastStatus: 'DEACTIVATING',
      pids: [expect.any(Number)],
    });
    await until(setsNow, (sets) => sets.length === 1);
    expect(Date.now() - deletedAt).toBeGreaterThanOrEqual(400);
    expect(sandbox.world().tasks.find((one) => one.taskSetId === id)).toMatchObject({
      lastStatus: 'STOPPED',
      pids: [],
    });
    expect(await refusal(remove(id))).toMatch(/^TaskSetNotFoundException/);
  });
});
