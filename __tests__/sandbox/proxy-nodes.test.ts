import { Agent } from 'node:http';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createNode } from '../../sandbox/proxy/node.ts';
import type { LoadBalancerNode } from '../../sandbox/proxy/node.ts';
import { startLoadBalancer } from '../../sandbox/proxy/load-balancer.ts';
import type { ProxyListener, ProxyTarget } from '../../sandbox/proxy/data-plane.ts';
import { createWorlds, forwardRule, freePort, host, notSticky, send, until } from '../support/proxy-world.ts';
import type { World } from '../support/proxy-world.ts';

const listener = (
  weights: readonly [number, number],
  changes: Partial<ProxyListener> = {},
): ProxyListener => ({
  listenerArn: 'main',
  address: host,
  port: 1,
  zones: [],
  shiftedAway: null,
  rules: [forwardRule(weights)],
  ...changes,
});

describe('a node', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  const blueWeight = (node: LoadBalancerNode): number | undefined =>
    node.listener('main')?.rules[0]?.groups[0]?.weight;

  test('sees a change only when its lag is over', () => {
    const node = createNode([listener([1, 0])]);
    node.takeUp([listener([0, 1])], 500);
    jest.advanceTimersByTime(499);
    expect(blueWeight(node)).toBe(1);
    jest.advanceTimersByTime(1);
    expect(blueWeight(node)).toBe(0);
  });

  test('never returns to an earlier change that arrives after a later one', () => {
    const node = createNode([listener([1, 0])]);
    node.takeUp([listener([50, 50])], 2000);
    node.takeUp([listener([0, 100])], 500);
    jest.advanceTimersByTime(500);
    expect(blueWeight(node)).toBe(0);
    jest.advanceTimersByTime(5000);
    expect(blueWeight(node)).toBe(0);
  });

  test('knows a new listener at once', () => {
    const node = createNode([]);
    node.takeUp([listener([7, 0])], 2000);
    expect(blueWeight(node)).toBe(7);
  });
});

describe('a load balancer', () => {
  const worlds = createWorlds();
  afterEach(() => worlds.cleanUp());

  const keptAlive = (): Agent => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    worlds.onCleanUp(() => {
      agent.destroy();
    });
    return agent;
  };
  const withBothGroups = async (world: World): Promise<void> => {
    world.setTargets('blue', [await worlds.target((_request, response) => response.end('blue'))]);
    world.setTargets('green', [await worlds.target((_request, response) => response.end('green'))]);
  };

  test('has nodes that apply a change at different moments', async () => {
    // Only one group has a weight here, so nothing but the lags depends on these numbers.
    let random = 0.5;
    const world = await worlds.world({
      nodes: 2,
      propagationMs: { min: 50, max: 1500 },
      random: () => (random = random === 0 ? 0.99 : 0),
    });
    await withBothGroups(world);
    const [onFirst, onSecond] = [keptAlive(), keptAlive()];
    const ask = async (agent: Agent): Promise<string> => (await send(world.url, { agent })).body;
    expect([await ask(onFirst), await ask(onSecond)]).toEqual(['blue', 'blue']);

    random = 0.5;
    world.setWeights(0, 1);
    await until('the first node has switched', async () => (await ask(onFirst)) === 'green');
    expect(await ask(onSecond)).toBe('blue');
    await until('the second node has switched', async () => (await ask(onSecond)) === 'green');
  });

  test('applies a change to kept-alive connections too', async () => {
    const world = await worlds.world();
    await withBothGroups(world);
    const agent = keptAlive();
    expect((await send(world.url, { agent })).body).toBe('blue');
    world.setWeights(0, 1);
    expect((await send(world.url, { agent })).body).toBe('green');
    expect(Object.values(agent.freeSockets).flat()).toHaveLength(1);
  });

  test('gives a target in slow start a part of its turns, and the rest to the others', async () => {
    let asked = 0;
    // One of ten numbers in turn, so that a quarter is two or three of ten.
    const world = await worlds.world({ random: () => (asked++ % 10) / 10 });
    const target = async (name: string, share: number): Promise<ProxyTarget> => ({
      ...(await worlds.target((_request, response) => response.end(name))),
      share,
    });
    world.setTargets('blue', [await target('full', 1), await target('slow', 0.25)]);
    const answers = await Promise.all(Array.from({ length: 100 }, () => send(world.url)));
    const slow = answers.filter(({ body }) => body === 'slow').length;
    expect(slow).toBeGreaterThan(0);
    expect(slow).toBeLessThan(30);
  });

  test('opens a new listener and closes a deleted one', async () => {
    const world = await worlds.world();
    await withBothGroups(world);
    const port = await freePort();
    const url = `http://${host}:${port}/`;
    world.listeners.push(listener([0, 1], { listenerArn: 'test', port }));
    world.balancer.update();
    await world.balancer.listening();
    expect((await send(url)).body).toBe('green');
    expect((await send(world.url)).body).toBe('blue');

    world.listeners.pop();
    world.balancer.update();
    await until('the port is closed', () =>
      send(url).then(
        () => false,
        (error: unknown) => (error as NodeJS.ErrnoException).code === 'ECONNREFUSED',
      ),
    );
    expect((await send(world.url)).body).toBe('blue');
  });

  test('reports a port that is not available', async () => {
    const world = await worlds.world();
    const taken = listener([1, 0], { port: Number(new URL(world.url).port) });
    const second = startLoadBalancer({
      nodes: 1,
      propagationMs: { min: 0, max: 0 },
      source: {
        listeners: () => [taken],
        targets: () => [],
        isCrossZone: () => true,
        groupStickiness: () => notSticky,
      },
    });
    await expect(second).rejects.toMatchObject({ code: 'EADDRINUSE' });
    world.listeners.push({ ...taken, listenerArn: 'second' });
    world.balancer.update();
    await expect(world.balancer.listening()).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
