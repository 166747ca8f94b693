import { DescribeTargetGroupsCommand, ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, describe, expect, test } from '@jest/globals';
import { until } from './aws-support.ts';
import { sandbox, clients, groups, request, create, refused, setsNow, remove } from './aws-task-set-desk.ts';

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

  test('refuses a group for a while after it was attached to a rule', async () => {
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
