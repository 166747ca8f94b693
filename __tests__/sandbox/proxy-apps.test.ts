import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { readFaults } from '../../sandbox/apps/faults.ts';
import { readyStatus } from '../../sandbox/apps/health.ts';
import { answers, appUrl, createWorlds, send, until } from '../support/proxy-world.ts';
import type { App } from '../support/proxy-world.ts';

const worlds = createWorlds();
afterEach(() => worlds.cleanUp());

const bodyOf = async (app: App, path: string, cookie = ''): Promise<Record<string, unknown>> =>
  JSON.parse((await send(appUrl(app, path), { headers: { cookie } })).body) as Record<string, unknown>;
const refuses = (app: App): Promise<boolean> =>
  send(appUrl(app, '/')).then(
    () => false,
    (error: unknown) => (error as NodeJS.ErrnoException).code === 'ECONNREFUSED',
  );

describe.each(['v1', 'v2'] as const)('%s', (version) => {
  test('names its version, task and process, and is ready', async () => {
    const app = await worlds.app(version);
    await answers(app);
    expect(await bodyOf(app, '/')).toMatchObject({ version, task: `${version}-task`, pid: app.process.pid });
    expect((await send(appUrl(app, '/ready'))).status).toBe(200);
    expect((await send(appUrl(app, '/nothing'))).status).toBe(404);
  });

  test('counts the visits of a session', async () => {
    const app = await worlds.app(version);
    await answers(app);
    const first = await send(appUrl(app, '/session'));
    const cookie = first.headers['set-cookie']?.[0]?.split(';')[0];
    expect(await bodyOf(app, '/session', cookie)).toMatchObject({ visits: 2 });
    expect(await bodyOf(app, '/session')).toMatchObject({ visits: 1 });
  });

  test('finishes what is in flight on SIGTERM, accepts nothing new, and exits with 0', async () => {
    const app = await worlds.app(version);
    await answers(app);
    const inFlight = httpRequest(appUrl(app, '/slow?ms=500'), {
      agent: false,
      headers: { expect: '100-continue' },
    });
    inFlight.end();
    // With its 100 the app says that it has the request.
    await once(inFlight, 'continue');
    const answered = once(inFlight, 'response') as Promise<[IncomingMessage]>;
    app.process.kill('SIGTERM');
    await until('new connections are refused', () => refuses(app));
    const [answer] = await answered;
    answer.resume();
    expect(answer.statusCode).toBe(200);
    expect(await app.exited).toBe(0);
  });

  test('exits when the process that started it is gone', async () => {
    const app = await worlds.app(version);
    await answers(app);
    app.process.stdin?.destroy();
    expect(await app.exited).toBe(0);
  });

  test('breaks under traffic, and only then, when configured to', async () => {
    const app = await worlds.app(version, { BREAK_AFTER_REQUESTS: '2' });
    await answers(app);
    const statuses = [];
    for (let i = 0; i < 4; i += 1) statuses.push((await send(appUrl(app, '/'))).status);
    expect(statuses).toEqual([200, 200, 500, 500]);
    expect((await send(appUrl(app, '/ready'))).status).toBe(200);
  });

  test('is never ready when configured to be', async () => {
    const app = await worlds.app(version, { READY: 'fail' });
    await answers(app);
    expect((await send(appUrl(app, '/ready'))).status).toBe(500);
    expect((await send(appUrl(app, '/'))).status).toBe(200);
  });

  test('crashes with its exit code when configured to', async () => {
    const app = await worlds.app(version, { CRASH_AFTER_MS: '50', EXIT_CODE: '137' });
    expect(await app.exited).toBe(137);
  });
});

describe('the faults', () => {
  test('are none without a variable', () => {
    const faults = readFaults({});
    expect(readyStatus(faults, 0)).toBe(200);
    expect(readyStatus(faults, 1e9)).toBe(200);
    expect(faults.breakAfterRequests).toBe(Number.POSITIVE_INFINITY);
    expect(faults.crashAfterMs).toBe(Number.POSITIVE_INFINITY);
  });

  test('make an app ready later, and unhealthy after that', () => {
    const faults = readFaults({ READY_AFTER_MS: '1000', UNHEALTHY_AFTER_MS: '5000' });
    expect([0, 999, 1000, 4999, 5000].map((ms) => readyStatus(faults, ms))).toEqual([
      503, 503, 200, 200, 500,
    ]);
  });

  test('cause an immediate exit when only EXIT_CODE is given', () => {
    expect(readFaults({ EXIT_CODE: '3' })).toMatchObject({ crashAfterMs: 0, exitCode: 3 });
  });

  test('are refused when they are not numbers', () => {
    expect(() => readFaults({ START_DELAY_MS: 'soon' })).toThrow('START_DELAY_MS is "soon"');
  });
});
