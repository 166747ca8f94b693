import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  ModifyListenerCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Action, DescribeRulesCommandOutput, Rule } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { ActionInput } from '../../sandbox/spec.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
let groups: Record<string, string>;
const unknown = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/0123456789abcdef';

beforeAll(async () => {
  const world = quickWorld();
  const sticky = { name: 'sticky', stickinessSeconds: 60 };
  sandbox = await startSandbox({ ...world, targetGroups: [...world.targetGroups!, sticky] });
  clients = clientsOf(sandbox);
  groups = Object.fromEntries(sandbox.world().targetGroups.map((one) => [one.name, one.arn]));
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

describe('DescribeRules', () => {
  test('pages in order of priority, the default rule last', async () => {
    const ask = (Marker?: string): Promise<DescribeRulesCommandOutput> =>
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

  test('requires ARNs or a listener, and refuses unknown ones', async () => {
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

  test('replaces the whole list: what is left out is removed', async () => {
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

  test('refuses several groups without action stickiness if one of them is sticky', async () => {
    expect(await refusal(modifyRule(forward({ 'web-a': 1, sticky: 1 })))).toMatch(/enable group stickiness/);
    // Alone it needs none.
    expect((await modifyRule(forward({ sticky: 1 }))).Priority).toBe('10');
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
    const statusNow = async (): Promise<number> => (await fetch(sandbox.listenerUrl('http'))).status;
    await until(statusNow, (status) => status === 200);
    const fixed = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '410' } } as const;
    await clients.elb.send(
      new ModifyListenerCommand({ ListenerArn: listenerArn('http'), DefaultActions: [fixed] }),
    );
    await until(statusNow, (status) => status === 410);
  });

  test('refuses an unknown listener', async () => {
    const change = new ModifyListenerCommand({
      ListenerArn: unknown,
      DefaultActions: [forward({ 'web-a': 1 })],
    });
    expect(await refusal(clients.elb.send(change))).toMatch(/^ListenerNotFoundException/);
  });
});
