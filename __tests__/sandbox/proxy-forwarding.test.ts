import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import {
  answers,
  createWorlds,
  forwardRule,
  freePort,
  host,
  send,
  until,
  usual,
} from '../support/proxy-world.ts';

const worlds = createWorlds();
afterEach(() => worlds.cleanUp());

const says =
  (text: string) =>
  (_request: IncomingMessage, response: ServerResponse): void => {
    response.end(text);
  };

test('sends to each healthy target in turn, and to no other', async () => {
  const world = await worlds.world();
  world.setTargets('blue', [
    await worlds.target(says('a')),
    await worlds.target(says('never'), 'unhealthy'),
    await worlds.target(says('b')),
  ]);
  const bodies = [];
  for (let i = 0; i < 4; i += 1) bodies.push((await send(world.url)).body);
  expect(bodies).toEqual(['a', 'b', 'a', 'b']);
});

test('sends to unhealthy targets when there is no healthy one', async () => {
  const world = await worlds.world();
  world.setTargets('blue', [await worlds.target(says('sick'), 'unhealthy')]);
  expect(await send(world.url)).toMatchObject({ status: 200, body: 'sick' });
});

test('answers 503 for a group without targets, and for a group with only draining targets', async () => {
  const world = await worlds.world();
  expect((await send(world.url)).status).toBe(503);
  world.setTargets('blue', [await worlds.target(says('late'), 'draining')]);
  expect((await send(world.url)).status).toBe(503);
  expect(world.balancer.stats()).toMatchObject({ requests: 2, ownAnswers: { '503': 2 }, groups: {} });
});

test('answers 502 when the target does not listen', async () => {
  const world = await worlds.world();
  world.setTargets('blue', [{ id: host, port: await freePort(), state: 'healthy', ...usual }]);
  expect((await send(world.url)).status).toBe(502);
});

test('answers 502 after one attempt when the target hangs up, though another target is healthy', async () => {
  const world = await worlds.world();
  let attempts = 0;
  const hangsUp = (request: IncomingMessage): void => {
    attempts += 1;
    request.socket.destroy();
  };
  world.setTargets('blue', [await worlds.target(hangsUp), await worlds.target(says('well'))]);
  expect((await send(world.url)).status).toBe(502);
  expect(attempts).toBe(1);
  expect(await send(world.url)).toMatchObject({ status: 200, body: 'well' });
});

test('cuts the connection of the client when the target crashes in the middle of its answer', async () => {
  const world = await worlds.world();
  const dies = (_request: IncomingMessage, response: ServerResponse): void => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  };
  world.setTargets('blue', [await worlds.target(dies)]);
  await expect(send(world.url)).rejects.toMatchObject({ code: 'ECONNRESET' });
});

test('answers 504 when the target is silent for too long', async () => {
  const world = await worlds.world({ targetTimeoutMs: 100 });
  world.setTargets('blue', [await worlds.target(() => undefined)]);
  expect((await send(world.url)).status).toBe(504);
});

test('gives the fixed response of a rule, by host and path', async () => {
  const fixedResponse = { status: 418, body: 'closed for the night' };
  const closed = forwardRule([1, 0], {
    priority: 1,
    hosts: ['tea.*'],
    paths: ['/pot'],
    groups: [],
    fixedResponse,
  });
  const world = await worlds.world({ rules: [closed] });
  world.setTargets('blue', [await worlds.target(says('open'))]);
  const answer = await send(`${world.url}pot`, { headers: { host: 'tea.example' } });
  expect(answer).toMatchObject({ status: 418, body: fixedResponse.body });
  expect((await send(`${world.url}pot`)).body).toBe('open');
});

test('shares requests by weight', async () => {
  const rolls = [0.05, 0.15, 0.5, 0.95];
  const world = await worlds.world({ weights: [10, 90], random: () => rolls.shift() ?? 0 });
  world.setTargets('blue', [await worlds.target(says('blue'))]);
  world.setTargets('green', [await worlds.target(says('green'))]);
  const bodies = [];
  for (let i = 0; i < 4; i += 1) bodies.push((await send(world.url)).body);
  expect(bodies).toEqual(['blue', 'green', 'green', 'green']);
});

test('passes the address of the client to the target, and keeps Host, method, path and body', async () => {
  const world = await worlds.world();
  const echo = (request: IncomingMessage, response: ServerResponse): void => {
    const { method, url, headers } = request;
    request.setEncoding('utf8').on('data', (body: string) => {
      response.end(JSON.stringify({ method, url, headers, body }));
    });
  };
  world.setTargets('blue', [await worlds.target(echo)]);
  const headers = { host: 'shop.example', 'x-forwarded-for': '203.0.113.7', connection: 'close, x-odd' };
  const { body } = await send(`${world.url}a?b=c`, { method: 'PUT', body: 'payload', headers });
  expect(JSON.parse(body)).toMatchObject({
    method: 'PUT',
    url: '/a?b=c',
    body: 'payload',
    headers: {
      host: 'shop.example',
      'x-forwarded-for': `203.0.113.7, ${host}`,
      'x-forwarded-proto': 'http',
      'x-forwarded-port': new URL(world.url).port,
    },
  });
});

test('streams bodies in both directions', async () => {
  const world = await worlds.world();
  const echo = (request: IncomingMessage, response: ServerResponse): void => {
    request.pipe(response);
  };
  world.setTargets('blue', [await worlds.target(echo)]);
  const request = httpRequest(world.url, { method: 'POST', agent: false });
  request.write('first');
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  const parts = answer.setEncoding('utf8')[Symbol.asyncIterator]();
  expect(await parts.next()).toMatchObject({ value: 'first' });
  request.end('second');
  expect(await parts.next()).toMatchObject({ value: 'second' });
  expect(await parts.next()).toMatchObject({ done: true });
});

test('keeps connections to targets alive for the next request', async () => {
  const world = await worlds.world();
  const ports = new Set<number | undefined>();
  const remember = (request: IncomingMessage, response: ServerResponse): void => {
    ports.add(request.socket.remotePort);
    response.end();
  };
  world.setTargets('blue', [await worlds.target(remember)]);
  for (let i = 0; i < 5; i += 1) await send(world.url);
  expect(ports.size).toBe(1);
});

test('sends nothing new to a draining target and lets it finish its requests', async () => {
  const world = await worlds.world();
  let finish: (() => void) | null = null;
  const slow = await worlds.target((_request, response) => {
    finish = () => response.end('finished');
  });
  world.setTargets('blue', [slow]);
  const inFlight = send(world.url);
  await until('the request has arrived', () => finish !== null);
  expect(world.balancer.stats().groups['blue']).toMatchObject({ requests: 1, requestsInFlight: 1 });

  world.setTargets('blue', [{ ...slow, state: 'draining' }, await worlds.target(says('new'))]);
  expect((await send(world.url)).body).toBe('new');
  finish!();
  expect(await inFlight).toMatchObject({ status: 200, body: 'finished' });
  await until('nothing is in flight', () => world.balancer.stats().groups['blue']?.requestsInFlight === 0);
});

test('answers 502 to what is in flight when the deregistration delay of its target is over', async () => {
  const world = await worlds.world();
  let arrived = false;
  const hangs = await worlds.target(() => (arrived = true));
  world.setTargets('blue', [hangs]);
  const inFlight = send(world.url);
  await until('the request has arrived', () => arrived);
  world.setTargets('blue', []);
  expect((await inFlight).status).toBe(502);
});

test('loses requests when a target is killed, and reports them', async () => {
  const world = await worlds.world();
  const app = await worlds.app('v1');
  await answers(app);
  world.setTargets('blue', [app.target]);
  const agent = new Agent({ keepAlive: true });
  worlds.onCleanUp(() => {
    agent.destroy();
  });
  expect(JSON.parse((await send(world.url, { agent })).body)).toMatchObject({
    version: 'v1',
    task: 'v1-task',
  });
  const inFlight = send(`${world.url}slow?ms=60000`);
  await until(
    'the request is in flight',
    () => world.balancer.stats().groups['blue']?.requestsInFlight === 1,
  );
  app.process.kill('SIGKILL');
  expect((await inFlight).status).toBe(502);
  expect((await send(world.url, { agent })).status).toBe(502);
});
