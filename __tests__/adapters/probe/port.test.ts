// Probes next to the loop.
import { afterEach, expect, test } from '@jest/globals';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probePort } from '../../../src/adapters/probe/port.ts';
import type { ProbePurpose, ProbeRequest } from '../../../src/domain/common/run/step.ts';

const never = new AbortController().signal;
const port = probePort();
const waiting: ServerResponse[] = [];
let closed = 0;

/** It answers when the test does. */
const server = http.createServer((_request, response) => {
  waiting.push(response);
  response.once('close', () => closed++);
});

afterEach(async () => {
  port.stopAllBut([]);
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  waiting.splice(0);
  closed = 0;
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}

async function requests(...paths: readonly string[]): Promise<readonly ProbeRequest[]> {
  if (!server.listening) await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return paths.map((path) => ({
    ...{ url: origin + path, headers: {}, timeoutMs: 60_000, codes: '200-299' },
    certificate: 'verified',
  }));
}

const look = async (paths: readonly string[], purpose: ProbePurpose = 'bake', signal = never) =>
  port.look(purpose, await requests(...paths), signal);

test('a round without all answers goes on next to the loop, and is sent once', async () => {
  expect(await look(['/a', '/b'])).toBeNull();
  waiting[0]!.end();
  // ELB may list targets in another order.
  expect(await look(['/b', '/a'])).toBeNull();
  expect(waiting).toHaveLength(2);
  waiting[1]!.writeHead(503).end();
  const answers = await look(['/a', '/b']);
  expect(answers?.map(({ answer }) => answer.status).sort()).toEqual([200, 503]);
  expect(answers?.map(({ url }) => url.slice(-2))).toEqual(['/a', '/b']);
});

test('the next round is sent again', async () => {
  for (const turn of [0, 1]) {
    const asked = look(['/a']);
    await until(() => waiting.length === turn + 1);
    waiting[turn]!.end();
    expect((await asked)?.[0]?.answer.status).toBe(200);
  }
});

test('a round of other requests ends the one before', async () => {
  await look(['/a']);
  const second = look(['/b']);
  await until(() => waiting.length === 2);
  expect(closed).toBe(1);
  waiting[1]!.end();
  expect((await second) ?? (await look(['/b']))).toMatchObject([{ answer: { status: 200 } }]);
});

test('rounds of other purposes go on until nothing waits for them', async () => {
  expect([await look(['/a'], 'bake'), await look(['/a'], 'own')]).toEqual([null, null]);
  port.stopAllBut(['own']);
  await until(() => closed === 1);
  port.stopAllBut([]);
  await until(() => closed === 2);
});

test('a cancelled run waits for no answer', async () => {
  const cancelled = new AbortController();
  const asked = look(['/a'], 'smoke', cancelled.signal);
  await until(() => waiting.length === 1);
  cancelled.abort();
  expect(await asked).toBeNull();
});
