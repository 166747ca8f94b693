import {
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { ActionInput } from '../../sandbox/spec.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
let groups: Record<string, string>;
let balancers: Record<string, string>;
const unknown = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/0123456789abcdef';

beforeAll(async () => {
  const world = quickWorld();
  const sticky = { name: 'sticky', stickinessSeconds: 60 };
  const prompt = { name: 'prompt', healthCheck: { path: '/ready', intervalSeconds: 0.1, timeoutSeconds: 5 } };
  sandbox = await startSandbox({
    ...world,
    containers: 'inside',
    targetGroups: [...world.targetGroups!, sticky, prompt],
    loadBalancers: [
      ...world.loadBalancers!,
      {
        name: 'fourth',
        listeners: [{ name: 'fourth', defaultActions: [{ type: 'forward', groups: { prompt: 1 } }] }],
      },
    ],
  });
  clients = clientsOf(sandbox);
  groups = Object.fromEntries(sandbox.world().targetGroups.map((one) => [one.name, one.arn]));
  const { LoadBalancers } = await clients.elb.send(
    new DescribeLoadBalancersCommand({ Names: ['front', 'second'] }),
  );
  balancers = Object.fromEntries(LoadBalancers!.map((one) => [one.LoadBalancerName!, one.LoadBalancerArn!]));
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

const pair: ActionInput = { type: 'forward', groups: { 'web-a': 100, 'web-b': 0 } };
afterEach(() => {
  sandbox.control.setActions({ rule: 'http:default', actions: [pair] });
  sandbox.control.setActions({ rule: 'https:default', actions: [{ type: 'authenticate-oidc' }, pair] });
  sandbox.control.setActions({ rule: 'shop', actions: [pair] });
});

describe('DescribeTargetGroups', () => {
  const names = async (input: object): Promise<(string | undefined)[]> => {
    const { TargetGroups } = await clients.elb.send(new DescribeTargetGroupsCommand(input));
    return TargetGroups!.map((one) => one.TargetGroupName);
  };

  test('finds them by ARN, by name and by load balancer', async () => {
    expect(await names({ TargetGroupArns: [groups['spare'], groups['web-a']] })).toEqual(['spare', 'web-a']);
    expect(await names({ Names: ['web-b'] })).toEqual(['web-b']);
    expect(await names({ LoadBalancerArn: balancers['second'] })).toEqual(['elsewhere']);
    expect(await names({ LoadBalancerArn: balancers['front'] })).toEqual(['web-a', 'web-b']);
  });

  test('shows the load balancer only of groups that a rule refers to', async () => {
    const ask = new DescribeTargetGroupsCommand({ Names: ['web-b', 'spare'] });
    const { TargetGroups } = await clients.elb.send(ask);
    expect(TargetGroups).toMatchObject([
      {
        TargetGroupName: 'web-b',
        LoadBalancerArns: [balancers['front']],
        TargetType: 'ip',
        HealthCheckPath: '/health',
      },
      { TargetGroupName: 'spare' },
    ]);
    expect(TargetGroups![1]!.LoadBalancerArns ?? []).toEqual([]);
  });

  test('refuses unknown ones, and two filters together', async () => {
    expect(await refusal(names({ Names: ['nothing'] }))).toMatch(/^TargetGroupNotFoundException/);
    expect(await refusal(names({ TargetGroupArns: [unknown] }))).toMatch(/^TargetGroupNotFoundException/);
    expect(await refusal(names({ Names: ['web-a'], LoadBalancerArn: balancers['front'] }))).toMatch(
      /exclude each other/,
    );
  });

  test('come with attributes and tags', async () => {
    const ask = new DescribeTargetGroupAttributesCommand({ TargetGroupArn: groups['sticky'] });
    const { Attributes } = await clients.elb.send(ask);
    const values = Object.fromEntries(Attributes!.map((one) => [one.Key!, one.Value!]));
    expect(values).toMatchObject({
      'deregistration_delay.timeout_seconds': '1',
      'stickiness.enabled': 'true',
      'stickiness.lb_cookie.duration_seconds': '60',
    });
    const tags = new DescribeTagsCommand({ ResourceArns: [groups['sticky']!, balancers['front']!] });
    expect((await clients.elb.send(tags)).TagDescriptions).toHaveLength(2);
    expect(await refusal(clients.elb.send(new DescribeTagsCommand({ ResourceArns: [unknown] })))).toMatch(
      /NotFound/,
    );
  });
});

describe('target health', () => {
  async function health(group: string, targets: object = {}): Promise<TargetHealthDescription[]> {
    const ask = new DescribeTargetHealthCommand({ TargetGroupArn: groups[group], ...targets });
    return (await clients.elb.send(ask)).TargetHealthDescriptions!;
  }
  const states = async (group: string): Promise<(string | undefined)[]> =>
    (await health(group)).map((one) => one.TargetHealth!.State);

  function addSet(taskDefinition: string, targetGroup: string): string {
    return sandbox.control.addTaskSet({ service: 'empty', taskSet: { taskDefinition, targetGroup } });
  }
  afterEach(async () => {
    for (const { id } of sandbox.world().services.find((one) => one.name === 'empty')!.taskSets) {
      sandbox.control.deleteTaskSet({ taskSet: id });
    }
    await until(
      () => sandbox.world().services.find((one) => one.name === 'empty')!.taskSets,
      (sets) => sets.length === 0,
    );
  });

  test('of a group at weight 0 is checked', async () => {
    addSet('web:2', 'web-b');
    await until(
      () => states('web-b'),
      ([state]) => state === 'healthy',
    );
    const [target] = await health('web-b');
    expect(target).toMatchObject({ Target: { Port: 8080 }, HealthCheckPort: '8080' });
  });

  test('goes from initial to healthy with one passed check', async () => {
    // A process may take its time to listen, and would fail a check before; what runs inside the sandbox listens at once.
    sandbox.control.setApp({ image: 'prompt:v1', app: { command: ['node', 'sandbox/apps/v1.ts'] } });
    addSet('prompt:1', 'prompt');
    const seen = new Set<string | undefined>();
    await until(
      () => health('prompt'),
      ([one]) => {
        seen.add(one?.TargetHealth?.State === 'initial' ? one.TargetHealth.Reason : one?.TargetHealth?.State);
        return one?.TargetHealth?.State === 'healthy';
      },
    );
    expect(
      [...seen]
        .filter((one) => one !== undefined)
        .every((one) => one === 'healthy' || one.startsWith('Elb.')),
    ).toBe(true);
  });

  test('shows why a target is unhealthy', async () => {
    addSet('sick:1', 'web-b');
    const [target] = await until(
      () => health('web-b'),
      ([one]) => one?.TargetHealth?.Reason === 'Target.ResponseCodeMismatch',
    );
    expect(target!.TargetHealth).toMatchObject({
      State: 'unhealthy',
      Description: 'Health checks failed with these codes: [503]',
    });
  });

  test('of a group that leaves all rules is unused, and is initial again when the group returns', async () => {
    addSet('web:2', 'web-b');
    await until(
      () => states('web-b'),
      ([state]) => state === 'healthy',
    );
    const alone: ActionInput = { type: 'forward', groups: { 'web-a': 1 } };
    for (const rule of ['http:default', 'https:default', 'shop']) {
      const login: ActionInput[] = rule === 'https:default' ? [{ type: 'authenticate-oidc' }] : [];
      sandbox.control.setActions({ rule, actions: [...login, alone] });
    }
    const [unused] = await health('web-b');
    expect(unused!.TargetHealth).toMatchObject({ State: 'unused', Reason: 'Target.NotInUse' });
    sandbox.control.setActions({ rule: 'shop', actions: [pair] });
    await until(
      () => states('web-b'),
      ([state]) => state === 'healthy',
    );
  });

  test('of a deleted set shows draining until the delay is over', async () => {
    const id = addSet('web:2', 'web-b');
    await until(
      () => states('web-b'),
      ([state]) => state === 'healthy',
    );
    // Long enough to be seen by a reader who has to wait for a processor.
    sandbox.control.setDelays({ draining: 4000 });
    sandbox.control.deleteTaskSet({ taskSet: id });
    const [draining] = await until(
      () => health('web-b'),
      ([one]) => one?.TargetHealth?.State === 'draining',
    );
    expect(draining!.TargetHealth!.Reason).toBe('Target.DeregistrationInProgress');
    await until(
      () => health('web-b'),
      (all) => all.length === 0,
    );
  });

  test('of a requested target that is not registered is unused', async () => {
    const [answer] = await health('web-b', { Targets: [{ Id: '10.0.0.1', Port: 8080 }] });
    expect(answer!.TargetHealth).toMatchObject({ State: 'unused', Reason: 'Target.NotRegistered' });
    expect(
      await refusal(clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: unknown }))),
    ).toMatch(/^TargetGroupNotFoundException/);
  });
});
