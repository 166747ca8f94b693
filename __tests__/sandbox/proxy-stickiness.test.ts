import { afterEach, describe, expect, test } from '@jest/globals';
import { createStickyCookies } from '../../sandbox/proxy/stickiness.ts';
import type { ProxyRule, ProxyTarget } from '../../sandbox/proxy/data-plane.ts';
import { createWorlds, send } from '../support/proxy-world.ts';
import type { Answer, World, WorldOptions } from '../support/proxy-world.ts';

const worlds = createWorlds();
afterEach(() => worlds.cleanUp());

const sticky = { enabled: true, durationSeconds: 60 };
const cookieOf = (answer: Answer): string | undefined => answer.headers['set-cookie']?.[0]?.split(';')[0];
const named = (text: string): Promise<ProxyTarget> =>
  worlds.target((_request, response) => response.end(text));
const ask = (world: World, cookie = ''): Promise<Answer> => send(world.url, { headers: { cookie } });

describe('the cookies', () => {
  const minute = 60;
  test('are read back until their time is over', () => {
    let now = Date.UTC(2026, 0, 1);
    const cookies = createStickyCookies(() => now);
    const header = cookies.bind('AWSALBTG', 'group one', minute).split(';')[0]!;
    now += 59_999;
    expect(cookies.read('AWSALBTG', `a=b; ${header}; c=d`)).toBe('group one');
    now += 1;
    expect(cookies.read('AWSALBTG', header)).toBeNull();
  });

  test('can be made older', () => {
    const cookies = createStickyCookies(() => 0);
    const header = cookies.bind('AWSALBTG', 'blue', minute).split(';')[0]!;
    cookies.age(59_999);
    expect(cookies.read('AWSALBTG', header)).toBe('blue');
    cookies.age(1);
    expect(cookies.read('AWSALBTG', header)).toBeNull();
    expect(cookies.agedMs()).toBe(60_000);
  });

  test('mean nothing under the other name, with another load balancer, or changed', () => {
    const cookies = createStickyCookies();
    const header = cookies.bind('AWSALBTG', 'blue', minute).split(';')[0]!;
    expect(cookies.read('AWSALB', header.replace('AWSALBTG', 'AWSALB'))).toBeNull();
    expect(createStickyCookies().read('AWSALBTG', header)).toBeNull();
    const forged = Buffer.from(`${Date.now() + 1e6} green`).toString('base64url');
    expect(cookies.read('AWSALBTG', header.replace(/=[^.]+/, `=${forged}`))).toBeNull();
    expect(cookies.read('AWSALBTG', 'AWSALBTG=nonsense')).toBeNull();
  });
});

function changeRule(world: World, change: Partial<ProxyRule>): void {
  const [main] = world.listeners;
  world.listeners[0] = { ...main!, rules: main!.rules.map((rule) => ({ ...rule, ...change })) };
  world.balancer.update();
}

describe('stickiness of the forward action', () => {
  const stickyWorld = async (options: WorldOptions = {}): Promise<World> => {
    const world = await worlds.world({ actionStickiness: sticky, ...options });
    world.setTargets('blue', [await named('blue')]);
    world.setTargets('green', [await named('green')]);
    return world;
  };

  test('beats the weights: a client that came to blue stays there at weight 0', async () => {
    const world = await stickyWorld();
    const cookie = cookieOf(await ask(world));
    expect(cookie).toMatch(/^AWSALBTG=/);
    world.setWeights(0, 1);
    expect((await ask(world, cookie)).body).toBe('blue');
    expect((await ask(world)).body).toBe('green');
  });

  test('answers 503 when its group is empty', async () => {
    const world = await stickyWorld();
    const cookie = cookieOf(await ask(world));
    world.setWeights(0, 1);
    world.setTargets('blue', []);
    expect((await ask(world, cookie)).status).toBe(503);
    expect((await ask(world)).status).toBe(200);
  });

  test('ends when the rule no longer sets it', async () => {
    const world = await stickyWorld();
    const cookie = cookieOf(await ask(world));
    world.setWeights(0, 1);
    const [main] = world.listeners;
    const rules = main!.rules.map((rule) => ({
      ...rule,
      stickiness: { enabled: false, durationSeconds: 0 },
    }));
    world.listeners[0] = { ...main!, rules };
    world.balancer.update();
    expect((await ask(world, cookie)).body).toBe('green');
  });

  test.each([false, true])(
    'may or may not choose while the rule no longer sets it: honoursOffCookies %s',
    async (honoursOffCookies) => {
      const world = await stickyWorld({ honoursOffCookies });
      const cookie = cookieOf(await ask(world));
      world.setWeights(0, 1);
      changeRule(world, { stickiness: { enabled: false, durationSeconds: 60 } });
      expect((await ask(world, cookie)).body).toBe(honoursOffCookies ? 'blue' : 'green');
      changeRule(world, { groups: [{ groupArn: 'green', weight: 1 }] });
      expect((await ask(world, cookie)).body).toBe('green');
    },
  );

  test.each([false, true])(
    'may or may not lead to a group that has left the rule: honoursOutsideCookies %s',
    async (honoursOutsideCookies) => {
      const world = await stickyWorld({ honoursOutsideCookies });
      const cookie = cookieOf(await ask(world));
      changeRule(world, { groups: [{ groupArn: 'green', weight: 1 }] });
      expect((await ask(world, cookie)).body).toBe(honoursOutsideCookies ? 'blue' : 'green');
      changeRule(world, { stickiness: { enabled: false, durationSeconds: 60 } });
      expect((await ask(world, cookie)).body).toBe('green');
    },
  );

  test.each([
    { renewsStickiness: false, says: 'runs from the first answer' },
    { renewsStickiness: true, says: 'starts again with each answer' },
  ])('$says with renewsStickiness $renewsStickiness', async ({ renewsStickiness }) => {
    const world = await stickyWorld({ renewsStickiness });
    const cookie = cookieOf(await ask(world));
    const second = cookieOf(await ask(world, cookie));
    expect(second !== undefined).toBe(renewsStickiness);
  });
});

describe('stickiness of the target group', () => {
  test('keeps a client with its target while that one is healthy', async () => {
    const world = await worlds.world({ groupStickiness: sticky });
    const [a, b] = [await named('a'), await named('b')];
    world.setTargets('blue', [a, b]);
    const cookie = cookieOf(await ask(world));
    expect(cookie).toMatch(/^AWSALB=/);
    for (let i = 0; i < 3; i += 1) expect((await ask(world, cookie)).body).toBe('a');

    world.setTargets('blue', [{ ...a, state: 'unhealthy' }, b]);
    const moved = await ask(world, cookie);
    expect(moved.body).toBe('b');
    expect(cookieOf(moved)).toMatch(/^AWSALB=/);
  });

  test('does not keep a client on blue at a switch', async () => {
    const world = await worlds.world({ groupStickiness: sticky });
    world.setTargets('blue', [await named('blue')]);
    world.setTargets('green', [await named('green')]);
    const cookie = cookieOf(await ask(world));
    world.setWeights(0, 1);
    expect((await ask(world, cookie)).body).toBe('green');
  });
});
