// Availability Zones: what a plain SDK client is shown of them, and where requests go.
import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancerAttributesCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetHealthCommand,
  type TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { send } from '../support/proxy-world.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

/** Group `web-a` doesn't cross zones, and starts targets slowly. */
function zonedWorld(subnets: readonly string[] = ['subnet-x', 'subnet-y']): SandboxSpec {
  const world = quickWorld({ subnets: { 'subnet-x': 'a', 'subnet-y': 'b' } });
  return {
    ...world,
    targetGroups: (world.targetGroups ?? []).map((group) =>
      group.name === 'web-a' ? { ...group, crossZone: 'false', slowStartSeconds: 60 } : group,
    ),
    loadBalancers: (world.loadBalancers ?? []).map((one) =>
      one.name === 'front' ? { ...one, subnets, hasZonalShift: true } : one,
    ),
    services: (world.services ?? []).map((one) =>
      one.name !== 'web'
        ? one
        : {
            ...one,
            desiredCount: 2,
            availabilityZoneRebalancing: 'ENABLED' as const,
            taskSets: (one.taskSets ?? []).map((set) => ({
              ...set,
              network: { subnets: ['subnet-x', 'subnet-y'] },
            })),
          },
    ),
  };
}

let sandbox: Sandbox;
let clients: Clients;
let opened: (() => Promise<void>)[] = [];

async function open(spec: SandboxSpec): Promise<void> {
  sandbox = await startSandbox(spec);
  clients = clientsOf(sandbox);
  const own = { sandbox, clients };
  opened.push(async () => {
    own.clients.destroy();
    await own.sandbox.stop();
  });
}
afterAll(async () => {
  for (const close of opened) await close();
  opened = [];
});

const groupArn = (): string => sandbox.world().targetGroups.find(({ name }) => name === 'web-a')!.arn;

async function targets(): Promise<readonly TargetHealthDescription[]> {
  const { TargetHealthDescriptions } = await clients.elb.send(
    new DescribeTargetHealthCommand({ TargetGroupArn: groupArn() }),
  );
  const registered = TargetHealthDescriptions!.filter((one) => one.TargetHealth!.State !== 'draining');
  return registered.toSorted((one, other) =>
    one.Target!.AvailabilityZone!.localeCompare(other.Target!.AvailabilityZone!),
  );
}

/** The different statuses of some requests, each on a connection of its own. */
async function statuses(): Promise<readonly number[]> {
  const all = await Promise.all(Array.from({ length: 8 }, () => send(sandbox.listenerUrl('http'))));
  return [...new Set(all.map(({ status }) => status))].toSorted();
}

describe('zones', () => {
  beforeAll(() => open(zonedWorld()));
  afterEach(async () => {
    sandbox.control.setZonalShift({ loadBalancer: 'front', away: null });
    sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
    await until(statuses, (seen) => seen.join() === '200');
  });

  test('tasks are spread over those of their subnets, and so are their targets', async () => {
    const { taskArns } = await clients.ecs.send(
      new ListTasksCommand({ cluster: 'demo', serviceName: 'web' }),
    );
    const { tasks } = await clients.ecs.send(new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns }));
    expect(tasks!.map((one) => one.availabilityZone).toSorted()).toEqual(['eu-west-1a', 'eu-west-1b']);
    expect(
      (await targets()).map((one) => [one.Target!.AvailabilityZone, one.AdministrativeOverride?.State]),
    ).toEqual([
      ['eu-west-1a', 'no_override'],
      ['eu-west-1b', 'no_override'],
    ]);
    const { LoadBalancers } = await clients.elb.send(new DescribeLoadBalancersCommand({ Names: ['front'] }));
    expect(LoadBalancers![0]!.AvailabilityZones).toEqual([
      { ZoneName: 'eu-west-1a', SubnetId: 'subnet-x' },
      { ZoneName: 'eu-west-1b', SubnetId: 'subnet-y' },
    ]);
  });

  test('the attributes of group and load balancer are shown, and how ECS manages the service', async () => {
    const group = await clients.elb.send(
      new DescribeTargetGroupAttributesCommand({ TargetGroupArn: groupArn() }),
    );
    expect(group.Attributes).toContainEqual({ Key: 'load_balancing.cross_zone.enabled', Value: 'false' });
    expect(group.Attributes).toContainEqual({ Key: 'slow_start.duration_seconds', Value: '60' });
    const { LoadBalancers } = await clients.elb.send(new DescribeLoadBalancersCommand({ Names: ['front'] }));
    const balancer = await clients.elb.send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: LoadBalancers![0]!.LoadBalancerArn }),
    );
    expect(balancer.Attributes).toContainEqual({ Key: 'load_balancing.cross_zone.enabled', Value: 'true' });
    expect(balancer.Attributes).toContainEqual({ Key: 'zonal_shift.config.enabled', Value: 'true' });
    const { services } = await clients.ecs.send(
      new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }),
    );
    expect(services![0]).toMatchObject({
      availabilityZoneRebalancing: 'ENABLED',
      resourceManagementType: 'CUSTOMER',
    });
  });

  test('without cross-zone load balancing, a node whose zone has no target answers 503', async () => {
    sandbox.control.setZoneCapacity({ zone: 'b', tasks: 0 });
    const inB = sandbox
      .world()
      .targetGroups.find(({ name }) => name === 'web-a')!
      .targets.find(({ zone }) => zone === 'b')!;
    const task = sandbox.world().tasks.find(({ address }) => address === inB.id)!;
    sandbox.control.stopTask({ task: task.id });
    expect(await until(statuses, (seen) => seen.length === 2)).toEqual([200, 503]);
    // ECS has replaced it, in the zone that has room.
    const zones = async (): Promise<string> =>
      (await targets())
        .filter((one) => one.TargetHealth!.State === 'healthy')
        .map((one) => one.Target!.AvailabilityZone)
        .join();
    await until(zones, (seen) => seen === 'eu-west-1a,eu-west-1a');
    const second = sandbox
      .world()
      .tasks.find(({ service, lastStatus }) => service === 'web' && lastStatus === 'RUNNING')!;
    sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
    sandbox.control.stopTask({ task: second.id });
  });

  test('a zonal shift keeps requests away from its zone, and shows at the targets there', async () => {
    sandbox.control.setZonalShift({ loadBalancer: 'front', away: 'b' });
    expect((await targets()).map((one) => one.AdministrativeOverride)).toMatchObject([
      { State: 'no_override', Reason: 'AdministrativeOverride.NoOverride' },
      { State: 'zonal_shift_active', Reason: 'AdministrativeOverride.ZonalShiftActive' },
    ]);
    const tasks = async (): Promise<number> => {
      const all = await Promise.all(Array.from({ length: 8 }, () => send(sandbox.listenerUrl('http'))));
      return new Set(all.map(({ body }) => (JSON.parse(body) as { task: string }).task)).size;
    };
    await until(tasks, (seen) => seen === 1);
  });
});

describe('a zone that the load balancer is not enabled in', () => {
  beforeAll(() => open({ ...zonedWorld(['subnet-x']), settle: false }));

  test('has targets that are not in use, and are never checked', async () => {
    const seen = await until(targets, (all) => all.length === 2 && all[0]!.TargetHealth!.State === 'healthy');
    expect(seen[1]).toMatchObject({
      Target: { AvailabilityZone: 'eu-west-1b' },
      TargetHealth: {
        State: 'unused',
        Reason: 'Target.NotInUse',
        Description: 'Target is in an Availability Zone that is not enabled for the load balancer',
      },
    });
    expect(await statuses()).toEqual([200]);
  });
});

test.each([
  [{ name: 'x', slowStartSeconds: 10 }, /must be 0, or between 30 and 900/],
  [{ name: 'x', crossZone: 'false', stickinessSeconds: 60 }, /cross-zone load balancing must be on/],
] as const)('a spec with a target group that ELB refuses is refused: %j', async (group, words) => {
  expect(await refusal(startSandbox({ targetGroups: [group] }))).toMatch(words);
});
