import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, test } from '@jest/globals';
import { answers, createWorlds, freePort, host, usual } from '../support/proxy-world.ts';
import { createTestTraffic, isServedOnlyBy, lossOf } from '../support/traffic.ts';
import type { ProxyTarget } from '../../sandbox/proxy/data-plane.ts';

// The meter reports by the second, and each test waits for a few of its reports.
/** Ends a wait for what never comes, and judges nothing. */
const withinMs = 60_000;
const worlds = createWorlds();
const traffic = createTestTraffic();
afterEach(async () => {
  await traffic.stopAll();
  await worlds.cleanUp();
});

const rate = 100;
const urlOf = ({ id, port }: ProxyTarget): string => `http://${id}:${port}/`;
const well = (_request: IncomingMessage, response: ServerResponse): void => {
  response.end('{"version":"v1"}');
};

describe('what the meter sees', () => {
  test('nothing is lost when nothing goes wrong', async () => {
    const target = await worlds.target(well);
    const running = await traffic.start({ urls: [urlOf(target)], rate });
    await running.waitUntil((seen) => seen.answered >= 100, withinMs);
    const summary = await running.stop();
    expect(lossOf(summary)).toBeNull();
    expect(summary.versions['v1']?.answers).toBe(summary.sent);
  });

  test('every request that a killed task could not answer', async () => {
    const world = await worlds.world();
    const app = await worlds.app('v1');
    await answers(app);
    world.setTargets('blue', [app.target]);
    const running = await traffic.start({ urls: [world.url], rate });
    await running.waitUntil(isServedOnlyBy('v1'), withinMs);
    app.process.kill('SIGKILL');
    await running.waitUntil((seen) => seen.failed > 0, withinMs);
    const summary = await running.stop();
    expect(lossOf(summary)).toContain('status 502');
    expect(summary.answered + summary.failed).toBe(summary.sent);
    expect(summary.failed).toBe(world.balancer.stats().ownAnswers['502']);
  });

  test('a 503 of the load balancer, with time, address and reason', async () => {
    const world = await worlds.world();
    const running = await traffic.start({ urls: [world.url], rate });
    await running.waitUntil((seen) => seen.failed > 20, withinMs);
    const { failures } = running.snapshot();
    expect(failures).toHaveLength(20);
    expect(failures[0]).toMatchObject({ url: world.url, connection: 'fresh', reason: 'status 503' });
    const summary = await running.stop();
    expect(summary).toMatchObject({ answered: 0, failed: summary.sent });
  });

  test.each([
    ['a refused connection', null, 'ECONNREFUSED'],
    ['a connection that breaks', (request: IncomingMessage) => request.socket.destroy(), 'ECONNRESET'],
    ['silence', () => undefined, 'no answer within 300 ms'],
    [
      'a page of another server',
      (_: IncomingMessage, r: ServerResponse) => r.end('<html>'),
      'body without a version',
    ],
    ['a redirect', (_: IncomingMessage, r: ServerResponse) => r.writeHead(302).end(), 'status 302'],
    [
      'half a body',
      (_: IncomingMessage, r: ServerResponse) => {
        r.writeHead(200, { 'content-length': 99 }).write('{', () => r.destroy());
      },
      'cut off in the body: ECONNRESET',
    ],
  ])('%s', async (_what, handler, reason) => {
    const target = handler === null ? { id: host, port: await freePort() } : await worlds.target(handler);
    const running = await traffic.start({
      urls: [urlOf({ ...usual, ...target, state: 'healthy' })],
      rate,
      // A busy machine answers late. Only silence has a short limit.
      timeoutMs: reason.includes('300 ms') ? 300 : 10_000,
    });
    await running.waitUntil((seen) => seen.failed > 0, withinMs);
    const summary = await running.stop();
    expect(summary.failuresByReason).toEqual({ [reason]: summary.sent });
  });
});

describe('how the meter sends', () => {
  test('by the clock: a server that stalls for two seconds still gets every request', async () => {
    let isStalled = false;
    const held: ServerResponse[] = [];
    const target = await worlds.target((request, response) => {
      if (isStalled) held.push(response);
      else well(request, response);
    });
    const running = await traffic.start({ urls: [urlOf(target)], rate });
    await running.waitUntil((seen) => seen.answered > 0, withinMs);
    isStalled = true;
    const { seconds } = running.snapshot();
    await running.waitUntil((seen) => seen.seconds.length >= seconds.length + 3, withinMs);
    isStalled = false;
    for (const response of held) response.end('{"version":"v1"}');

    const stalled = running.snapshot().seconds.slice(-2);
    expect(stalled.map((second) => second.answered)).toEqual([0, 0]);
    for (const { sent } of stalled) expect(sent).toBeGreaterThan(rate * 0.8);
    const summary = await running.stop();
    expect(lossOf(summary)).toBeNull();
    expect(summary.slowestMs).toBeGreaterThan(1900);
  });

  test('each request once, whatever its outcome', async () => {
    let received = 0;
    const target = await worlds.target((request) => {
      received += 1;
      request.socket.destroy();
    });
    const running = await traffic.start({ urls: [urlOf(target)], rate });
    await running.waitUntil((seen) => seen.failed >= 50, withinMs);
    expect((await running.stop()).sent).toBe(received);
  });

  test('half of the requests on new connections, half on kept-alive connections, cookies with both', async () => {
    const requestsOn = new Map<unknown, number>();
    const [withCookie, withoutCookie] = [new Set<boolean>(), new Set<boolean>()];
    const target = await worlds.target((request, response) => {
      requestsOn.set(request.socket, (requestsOn.get(request.socket) ?? 0) + 1);
      const isKept = request.headers.connection === 'keep-alive';
      (request.headers.cookie === 'seen=yes' ? withCookie : withoutCookie).add(isKept);
      response.setHeader('set-cookie', ['seen=yes; Path=/', 'gone=x; Expires=Thu, 01 Jan 1970 00:00:00 GMT']);
      well(request, response);
    });
    const running = await traffic.start({ urls: [urlOf(target)], rate, keepsCookies: true });
    await running.waitUntil((seen) => seen.answered >= 200, withinMs);
    const summary = await running.stop();
    const requestsOnFresh = [...requestsOn.values()].filter((count) => count === 1).length;
    expect(requestsOnFresh).toBeGreaterThanOrEqual(Math.floor(summary.sent / 2));
    expect(requestsOn.size).toBeLessThan(summary.sent * 0.7);
    expect([withCookie.size, withoutCookie.size]).toEqual([2, 2]);
  });

  test('to every address in turn, with the headers it was given', async () => {
    const hosts: (string | undefined)[] = [];
    const targets = [
      await worlds.target(well),
      await worlds.target((request, response) => {
        hosts.push(request.headers.host);
        well(request, response);
      }),
    ];
    const running = await traffic.start({
      urls: targets.map(urlOf),
      rate,
      headers: { Host: 'shop.example' },
    });
    await running.waitUntil((seen) => seen.answered >= 50, withinMs);
    const { sent } = await running.stop();
    expect(hosts).toHaveLength(Math.floor(sent / 2));
    expect(new Set(hosts)).toEqual(new Set(['shop.example']));
  });
});

describe('its WebSockets', () => {
  test('echo, detect that their task stops, count it, and reconnect to the next task', async () => {
    const world = await worlds.world();
    const [blue, green] = [await worlds.app('v1'), await worlds.app('v2')];
    await Promise.all([answers(blue), answers(green)]);
    world.setTargets('blue', [blue.target]);
    world.setTargets('green', [green.target]);
    const running = await traffic.start({
      urls: [world.url],
      rate,
      webSockets: { url: world.webSocketUrl, count: 3 },
    });
    await running.waitUntil((seen) => seen.lastSecond?.webSocketsOpen === 3, withinMs);
    world.setWeights(0, 1);
    await running.waitUntil(isServedOnlyBy('v2'), withinMs);
    blue.process.kill('SIGTERM');
    const opened = (version: string): number =>
      running.snapshot().webSocketEvents.filter((e) => e.event === 'opened' && e.version === version).length;
    await running.waitUntil(() => opened('v2') === 3, withinMs);
    const summary = await running.stop();
    expect(opened('v1')).toBe(3);
    expect(summary.webSockets).toMatchObject({ opened: 6, refused: 0, closedByServer: { '1001': 3 } });
    const bySecond = running.snapshot().seconds.map(({ reconnections }) => reconnections);
    expect(summary.webSockets).toMatchObject({
      reconnections: 3,
      mostReconnectionsInASecond: Math.max(...bySecond),
    });
    expect(bySecond.reduce((sum, one) => sum + one)).toBe(3);
    const { messagesSent, echoed, echoesLost } = summary.webSockets;
    expect(echoed + echoesLost).toBe(messagesSent);
    expect(echoed).toBeGreaterThan(0);
    expect(lossOf(summary)).toBeNull();
  });
});

describe('the meter as a process', () => {
  const run = (args: readonly string[]): ReturnType<typeof spawn> => {
    const meter = spawn(process.execPath, ['sandbox/meter/meter.ts', ...args], { stdio: 'pipe' });
    worlds.onCleanUp(() => {
      meter.kill('SIGKILL');
    });
    return meter;
  };

  test('stops when its parent ends, and still prints its totals', async () => {
    const target = await worlds.target(well);
    const meter = run(['--url', urlOf(target), '--rate', '50']);
    const lines: string[] = [];
    const output = createInterface({ input: meter.stdout! });
    output.on('line', (line) => lines.push(line));
    await once(output, 'line');
    meter.stdin?.end();
    const [code] = (await once(meter, 'close')) as [number];
    expect(code).toBe(0);
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ kind: 'summary', failed: 0 });
  });

  test('ends automatically after its duration', async () => {
    const target = await worlds.target(well);
    const meter = run(['--url', urlOf(target), '--rate', '50', '--duration', '0.2']);
    meter.stdout?.resume();
    expect(await once(meter, 'close')).toEqual([0, null]);
  });

  test('reports invalid options', async () => {
    const meter = run(['--rate', 'fast', '--url', 'http://127.0.0.1:1/']);
    let complaint = '';
    meter.stderr?.on('data', (text: Buffer) => (complaint += text.toString()));
    expect(await once(meter, 'close')).toEqual([2, null]);
    expect(complaint).toContain('--rate is "fast"');
  });
});
