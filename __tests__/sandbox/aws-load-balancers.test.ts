import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTagsCommand,
  DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  DescribeSSLPoliciesCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type {
  Action,
  Listener,
  Rule,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
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
  sandbox = await startSandbox({ ...world, targetGroups: [...world.targetGroups!, sticky] });
  clients = clientsOf(sandbox);
  groups = Object.fromEntries(sandbox.world().targetGroups.map((one) => [one.name, one.arn]));
  const { LoadBalancers } = await clients.elb.send(
    new DescribeLoadBalancersCommand({ Names: ['front', 'second'] }),
  );
  balancers = Object.fromEntries(LoadBalancers!.map((one) => [one.LoadBalancerName, one.LoadBalancerArn!]));
}, 40_000);

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

const arnOf = (rule: string): string => sandbox.world().rules.find((one) => one.name === rule)!.arn;
const listenerArn = (name: string): string => sandbox.world().listeners.find((one) => one.name === name)!.arn;

function forward(weights: Record<string, number>, config: object = {}): Action {
  const TargetGroups = Object.entries(weights).map(([name, Weight]) => ({
    TargetGroupArn: groups[name],
    Weight,
  }));
  return { Type: 'forward', ForwardConfig: { TargetGroups, ...config } };
}

async function modifyRule(...Actions: Action[]): Promise<Rule> {
  const { Rules } = await clients.elb.send(new ModifyRuleCommand({ RuleArn: arnOf('shop'), Actions }));
  return Rules![0]!;
}

describe('DescribeLoadBalancers', () => {
  test('pages, and shows type, address and state', async () => {
    const first = await clients.elb.send(new DescribeLoadBalancersCommand({}));
    expect(first.LoadBalancers).toHaveLength(2);
    const second = await clients.elb.send(new DescribeLoadBalancersCommand({ Marker: first.NextMarker }));
    expect(second.LoadBalancers).toMatchObject([{ LoadBalancerName: 'third', Type: 'network' }]);
    expect(second.NextMarker).toBeUndefined();
    expect(first.LoadBalancers![0]).toMatchObject({
      LoadBalancerName: 'front',
      Type: 'application',
      DNSName: new URL(sandbox.listenerUrl('http')).hostname,
      State: { Code: 'active' },
      CreatedTime: expect.any(Date),
    });
  });

  test('refuses unknown ones', async () => {
    const ask = (input: object): Promise<string> =>
      refusal(clients.elb.send(new DescribeLoadBalancersCommand(input)));
    expect(await ask({ Names: ['nothing'] })).toMatch(/^LoadBalancerNotFoundException/);
    expect(await ask({ LoadBalancerArns: [unknown] })).toMatch(/^LoadBalancerNotFoundException/);
    expect(await ask({ Marker: 'made up' })).toMatch(/marker/);
    expect(await ask({ PageSize: 401 })).toMatch(/between 1 and 400/);
  });
});

describe('DescribeListeners', () => {
  async function all(): Promise<Listener[]> {
    const listeners: Listener[] = [];
    let Marker: string | undefined;
    do {
      const input = { LoadBalancerArn: balancers['front'], Marker };
      const page = await clients.elb.send(new DescribeListenersCommand(input));
      expect(page.Listeners!.length).toBeLessThanOrEqual(2);
      listeners.push(...page.Listeners!);
      Marker = page.NextMarker;
    } while (Marker !== undefined);
    return listeners;
  }

  test('pages, and shows protocol, port and default actions in order', async () => {
    const listeners = await all();
    expect(listeners.map((one) => one.Protocol)).toEqual(['HTTP', 'HTTPS', 'HTTP']);
    expect(String(listeners[0]!.Port)).toBe(new URL(sandbox.listenerUrl('http')).port);
    expect(listeners[1]!.DefaultActions).toMatchObject([
      { Type: 'authenticate-oidc', Order: 1 },
      { Type: 'forward', Order: 2 },
    ]);
  });

  test('never shows the client secret', async () => {
    const [, https] = await all();
    const [login] = https!.DefaultActions!;
    expect(login!.AuthenticateOidcConfig!.ClientId).toBe('sandbox');
    expect(login!.AuthenticateOidcConfig!.ClientSecret).toBeUndefined();
  });

  test('wants ARNs or a load balancer, and refuses unknown ones', async () => {
    const ask = (input: object): Promise<string> =>
      refusal(clients.elb.send(new DescribeListenersCommand(input)));
    expect(await ask({})).toMatch(/either listener ARNs or a load balancer/);
    expect(await ask({ ListenerArns: [unknown] })).toMatch(/^ListenerNotFoundException/);
  });
});

describe('DescribeRules', () => {
  test('pages in order of priority, the default rule last', async () => {
    const ask = (Marker?: string): Promise<{ Rules?: Rule[]; NextMarker?: string }> =>
      clients.elb.send(new DescribeRulesCommand({ ListenerArn: listenerArn('http'), Marker }));
    const first = await ask();
    const second = await ask(first.NextMarker);
    expect([...first.Rules!, ...second.Rules!].map((one) => one.Priority)).toEqual(['10', '20', 'default']);
    expect(second.Rules![0]).toMatchObject({ IsDefault: true, Conditions: [] });
    expect(first.Rules![0]!.Conditions).toMatchObject([
      { Field: 'host-header', Values: ['shop.example.com'] },
    ]);
    expect(second.NextMarker).toBeUndefined();
  });

  test('gives one group in both spellings, and several as a forward configuration only', async () => {
    const one = await modifyRule({ Type: 'forward', TargetGroupArn: groups['web-a'] });
    expect(one.Actions).toMatchObject([
      { TargetGroupArn: groups['web-a'], ForwardConfig: { TargetGroups: [{ Weight: 1 }] } },
    ]);
    const two = await modifyRule(forward({ 'web-a': 1, 'web-b': 2 }));
    expect(two.Actions![0]!.TargetGroupArn).toBeUndefined();
    expect(two.Actions![0]!.ForwardConfig!.TargetGroups).toHaveLength(2);
  });

  test('wants ARNs or a listener, and refuses unknown ones', async () => {
    const ask = (input: object): Promise<string> =>
      refusal(clients.elb.send(new DescribeRulesCommand(input)));
    expect(await ask({})).toMatch(/either listener rule ARNs or a listener ARN/);
    expect(await ask({ RuleArns: [unknown] })).toMatch(/^RuleNotFoundException/);
    expect(await ask({ ListenerArn: unknown })).toMatch(/^ListenerNotFoundException/);
  });
});

describe('ModifyRule', () => {
  test('replaces the actions and keeps conditions and priority', async () => {
    const stickiness = { TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 60 } };
    const rule = await modifyRule(forward({ 'web-a': 0, 'web-b': 100 }, stickiness));
    expect(rule).toMatchObject({ Priority: '10', Conditions: [{ Values: ['shop.example.com'] }] });
    expect(sandbox.world().rules.find((one) => one.name === 'shop')!.weights).toEqual({
      'web-a': 0,
      'web-b': 100,
    });
    const { Rules } = await clients.elb.send(new DescribeRulesCommand({ RuleArns: [arnOf('shop')] }));
    expect(Rules![0]!.Actions![0]!.ForwardConfig).toMatchObject(stickiness);
  });

  test('replaces the list whole: what is left out is gone', async () => {
    const rule = await modifyRule(forward({ 'web-b': 1 }));
    expect(rule.Actions![0]!.ForwardConfig!.TargetGroupStickinessConfig).toEqual({ Enabled: false });
  });

  test('refuses the default rule', async () => {
    const change = new ModifyRuleCommand({
      RuleArn: arnOf('http:default'),
      Actions: [forward({ 'web-a': 1 })],
    });
    expect(await refusal(clients.elb.send(change))).toMatch(/^OperationNotPermittedException: Default rule/);
  });

  test('refuses forwards that ELB refuses', async () => {
    const bad = (...actions: Action[]): Promise<string> => refusal(modifyRule(...actions));
    expect(await bad(forward({ 'web-a': 1000 }))).toMatch(/between 0 and 999/);
    expect(await bad(forward({ elsewhere: 1 }))).toMatch(/^TargetGroupAssociationLimitException/);
    expect(await bad(forward({ 'web-a': 1, layer4: 1 }))).toMatch(
      /^TargetGroupAssociationLimit|^InvalidConfiguration/,
    );
    expect(await bad({ Type: 'forward', TargetGroupArn: unknown })).toMatch(/^TargetGroupNotFoundException/);
    expect(await bad(forward({}))).toMatch(/between 1 and 5 target groups/);
    expect(await bad(forward({ 'web-a': 1 }), forward({ 'web-b': 1 }))).toMatch(
      /^InvalidLoadBalancerActionException/,
    );
    const both = { ...forward({ 'web-a': 1, 'web-b': 1 }), TargetGroupArn: groups['web-a'] };
    expect(await bad(both)).toMatch(/both a target group ARN/);
    const endless = { TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 604_801 } };
    expect(await bad(forward({ 'web-a': 1 }, endless))).toMatch(/between 1 and 604800/);
  });

  test('refuses several groups without action stickiness when one of them is sticky', async () => {
    expect(await refusal(modifyRule(forward({ 'web-a': 1, sticky: 1 })))).toMatch(/enable group stickiness/);
    const stickiness = { TargetGroupStickinessConfig: { Enabled: true, DurationSeconds: 5 } };
    expect((await modifyRule(forward({ 'web-a': 1, sticky: 1 }, stickiness))).Priority).toBe('10');
  });

  test('refuses a login on an HTTP listener, and a new secret is needed unless the old one is kept', async () => {
    const { Listeners } = await clients.elb.send(
      new DescribeListenersCommand({ ListenerArns: [listenerArn('https')] }),
    );
    const [login, last] = Listeners![0]!.DefaultActions!;
    expect(await refusal(modifyRule(login!, last!))).toMatch(/only supported on HTTPS/);
    const change = (config: object): Promise<unknown> => {
      const first = { ...login!, AuthenticateOidcConfig: { ...login!.AuthenticateOidcConfig!, ...config } };
      const input = { ListenerArn: listenerArn('https'), DefaultActions: [first, last!] };
      return clients.elb.send(new ModifyListenerCommand(input));
    };
    expect(await refusal(change({}))).toMatch(/UseExistingClientSecret/);
    expect(await change({ UseExistingClientSecret: true })).toMatchObject({
      Listeners: [{ Protocol: 'HTTPS' }],
    });
  });
});

describe('ModifyListener', () => {
  test('changes the default rule, which DescribeRules shows too', async () => {
    const input = { ListenerArn: listenerArn('http'), DefaultActions: [forward({ 'web-a': 1, 'web-b': 9 })] };
    const { Listeners } = await clients.elb.send(new ModifyListenerCommand(input));
    expect(Listeners![0]!.DefaultActions![0]!.ForwardConfig!.TargetGroups).toHaveLength(2);
    const { Rules } = await clients.elb.send(new DescribeRulesCommand({ RuleArns: [arnOf('http:default')] }));
    expect(Rules![0]!.Actions).toEqual(Listeners![0]!.DefaultActions);
  });

  test('reaches the traffic within the propagation time', async () => {
    const imageOf = async (): Promise<number> => (await fetch(sandbox.listenerUrl('http'))).status;
    expect(await imageOf()).toBe(200);
    const fixed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } } as const;
    await clients.elb.send(
      new ModifyListenerCommand({ ListenerArn: listenerArn('http'), DefaultActions: [fixed] }),
    );
    await until(imageOf, (status) => status === 410);
  });

  test('refuses an unknown listener', async () => {
    const change = new ModifyListenerCommand({
      ListenerArn: unknown,
      DefaultActions: [forward({ 'web-a': 1 })],
    });
    expect(await refusal(clients.elb.send(change))).toMatch(/^ListenerNotFoundException/);
  });
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

  test('refuses unknown ones, and two ways of asking at once', async () => {
    expect(await refusal(names({ Names: ['nothing'] }))).toMatch(/^TargetGroupNotFoundException/);
    expect(await refusal(names({ TargetGroupArns: [unknown] }))).toMatch(/^TargetGroupNotFoundException/);
    expect(await refusal(names({ Names: ['web-a'], LoadBalancerArn: balancers['front'] }))).toMatch(
      /exclude each other/,
    );
  });

  test('come with attributes and tags', async () => {
    const ask = new DescribeTargetGroupAttributesCommand({ TargetGroupArn: groups['sticky'] });
    const { Attributes } = await clients.elb.send(ask);
    const values = Object.fromEntries(Attributes!.map((one) => [one.Key, one.Value]));
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

  async function addSet(taskDefinition: string, targetGroup: string): Promise<string> {
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
  }, 20_000);

  test('of a group at weight 0 is checked', async () => {
    await addSet('web:2', 'web-b');
    await until(
      () => states('web-b'),
      ([state]) => state === 'healthy',
    );
    const [target] = await health('web-b');
    expect(target).toMatchObject({ Target: { Port: 8080 }, HealthCheckPort: '8080' });
  });

  test('goes from initial to healthy with one passed check', async () => {
    await addSet('web:2', 'web-b');
    const seen = new Set<string | undefined>();
    await until(
      () => health('web-b'),
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

  test('says why a target is unhealthy', async () => {
    await addSet('sick:1', 'web-b');
    const described = await until(
      () => health('web-b'),
      (all) => all.some((one) => one.TargetHealth!.State === 'unhealthy'),
    );
    expect(described.find((one) => one.TargetHealth!.State === 'unhealthy')!.TargetHealth).toMatchObject({
      Reason: 'Target.ResponseCodeMismatch',
      Description: 'Health checks failed with these codes: [503]',
    });
  });

  test('of a group that leaves all rules is unused, and begins anew when it comes back', async () => {
    await addSet('web:2', 'web-b');
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
    const id = await addSet('web:2', 'web-b');
    await until(
      () => states('web-b'),
      ([state]) => state === 'healthy',
    );
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

  test('of a target that was asked for and is not registered is unused', async () => {
    const [answer] = await health('web-b', { Targets: [{ Id: '10.0.0.1', Port: 8080 }] });
    expect(answer!.TargetHealth).toMatchObject({ State: 'unused', Reason: 'Target.NotRegistered' });
    expect(
      await refusal(clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: unknown }))),
    ).toMatch(/^TargetGroupNotFoundException/);
  });
});

test('an action that the sandbox does not have is refused', async () => {
  expect(await refusal(clients.elb.send(new DescribeSSLPoliciesCommand({})))).toMatch(/^InvalidAction/);
});

test('STS says who is asking', async () => {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const reply = await (await fetch(sandbox.awsUrl, { method: 'POST', body })).text();
  expect(reply).toMatch(/<GetCallerIdentityResult>.*<Account>123456789012<\/Account>/);
});
