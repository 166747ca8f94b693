import { once } from 'node:events';
import { afterEach, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import { answers, createWorlds, freePort, host, usual } from '../support/proxy-world.ts';
import type { App, World } from '../support/proxy-world.ts';

// Starting two processes can take seconds on a busy machine.
const worlds = createWorlds();
afterEach(() => worlds.cleanUp());

interface Opened {
  readonly socket: WebSocket;
  readonly version: unknown;
  /** Resolves with the close code. */
  readonly closed: Promise<number>;
}

async function open(world: World): Promise<Opened> {
  const socket = new WebSocket(world.webSocketUrl);
  worlds.onCleanUp(() => {
    socket.terminate();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const [greeting] = (await once(socket, 'message')) as [Buffer];
  const { version } = JSON.parse(greeting.toString()) as { version: unknown };
  return { socket, version, closed };
}

async function echo(socket: WebSocket, text: string): Promise<string> {
  socket.send(text);
  const [message] = (await once(socket, 'message')) as [Buffer];
  return message.toString();
}

async function blueAndGreen(): Promise<{ world: World; blue: App }> {
  const world = await worlds.world();
  const [blue, green] = [await worlds.app('v1'), await worlds.app('v2')];
  await Promise.all([answers(blue), answers(green)]);
  world.setTargets('blue', [blue.target]);
  world.setTargets('green', [green.target]);
  return { world, blue };
}

test('stays with the task that accepted it when the rules move on', async () => {
  const { world } = await blueAndGreen();
  const before = await open(world);
  world.setWeights(0, 1);
  const after = await open(world);
  expect([before.version, after.version]).toEqual(['v1', 'v2']);
  expect(await echo(before.socket, 'still there?')).toBe('still there?');
  expect(await echo(after.socket, 'x'.repeat(100_000))).toHaveLength(100_000);
  expect(world.balancer.stats().groups).toMatchObject({
    blue: { webSocketsOpen: 1 },
    green: { webSocketsOpen: 1 },
  });
});

test('stays while its target is draining and is cut when the target is no longer registered', async () => {
  const { world, blue } = await blueAndGreen();
  const { socket, closed } = await open(world);
  world.setTargets('blue', [{ ...blue.target, state: 'draining' }]);
  expect(await echo(socket, 'draining')).toBe('draining');
  world.setTargets('blue', []);
  expect(await closed).toBe(1006);
});

test('is closed with 1001 by a task that is stopped', async () => {
  const { world, blue } = await blueAndGreen();
  const first = await open(world);
  blue.process.kill('SIGTERM');
  expect(await first.closed).toBe(1001);
  expect(await blue.exited).toBe(0);
});

test('is cut with a task that is killed', async () => {
  const { world, blue } = await blueAndGreen();
  const { closed } = await open(world);
  blue.process.kill('SIGKILL');
  expect(await closed).toBe(1006);
});

test('is refused with 503 by an empty group, with 502 by a killed target, and with the answer of the task itself', async () => {
  const { world } = await blueAndGreen();
  const refusal = async (url: string): Promise<string> => {
    const [error] = (await once(new WebSocket(url), 'error')) as [Error];
    return error.message;
  };
  expect(await refusal(world.webSocketUrl.replace('/ws', '/elsewhere'))).toContain('400');
  world.setTargets('blue', [{ id: host, port: await freePort(), state: 'healthy', ...usual }]);
  expect(await refusal(world.webSocketUrl)).toContain('502');
  world.setTargets('blue', []);
  expect(await refusal(world.webSocketUrl)).toContain('503');
});
