import {
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeSSLPoliciesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
let balancers: Record<string, string>;
const unknown = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/x/0123456789abcdef';

beforeAll(async () => {
  sandbox = await startSandbox(quickWorld());
  clients = clientsOf(sandbox);
  const { LoadBalancers } = await clients.elb.send(
    new DescribeLoadBalancersCommand({ Names: ['front', 'second'] }),
  );
  balancers = Object.fromEntries(LoadBalancers!.map((one) => [one.LoadBalancerName!, one.LoadBalancerArn!]));
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

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
    });
    expect(first.LoadBalancers![0]!.CreatedTime).toBeInstanceOf(Date);
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

  test('requires ARNs or a load balancer, and refuses unknown ones', async () => {
    const ask = (input: object): Promise<string> =>
      refusal(clients.elb.send(new DescribeListenersCommand(input)));
    expect(await ask({})).toMatch(/either listener ARNs or a load balancer/);
    expect(await ask({ ListenerArns: [unknown] })).toMatch(/^ListenerNotFoundException/);
  });
});

test('an action that the sandbox does not support is refused', async () => {
  expect(await refusal(clients.elb.send(new DescribeSSLPoliciesCommand({})))).toMatch(/^InvalidAction/);
});

test('STS names the caller', async () => {
  const body = new URLSearchParams({ Action: 'GetCallerIdentity', Version: '2011-06-15' });
  const reply = await (await fetch(sandbox.awsUrl, { method: 'POST', body })).text();
  expect(reply).toMatch(/<GetCallerIdentityResult>.*<Account>123456789012<\/Account>/);
});
