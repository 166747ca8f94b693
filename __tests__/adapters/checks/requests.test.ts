// Requests of checks next to the loop.
import { afterEach, describe, expect, test } from '@jest/globals';
import http, { type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checksPort } from '../../../src/adapters/checks/port.ts';
import type { AskedJob, CheckPurpose, CheckState } from '../../../src/domain/common/probes/check-job.ts';
import { aCheck } from '../../support/checks.ts';

const never = new AbortController().signal;
const port = checksPort({}, () => undefined);
const waiting: ServerResponse[] = [];
const gone = new Set<ServerResponse>();
const closed = (): number => waiting.filter((one) => gone.has(one)).length;

/** It answers nothing by itself. */
const server = http.createServer((_request, response) => {
  waiting.push(response);
  response.once('close', () => gone.add(response));
});

afterEach(async () => {
  await port.ended();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  waiting.splice(0);
});

async function url(): Promise<string> {
  if (!server.listening) await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((done) => setTimeout(done, 20));
}

async function job(name: string): Promise<AskedJob> {
  const { method, body, headers, expected, secrets } = aCheck(name);
  const request = { url: await url(), method, body, headers, expected, secrets };
  return {
    ...{ kind: 'http', name, isRepeatable: true },
    requests: [{ ...request, timeoutMs: 60_000, certificate: 'verified' }],
  };
}

const look = async (name: string, purpose: CheckPurpose = 'gate', signal = never): Promise<CheckState> =>
  port.look(purpose, await job(name), signal);
const runs = { kind: 'running', hasConnected: true };

describe('a request without an answer', () => {
  test('goes on next to the loop, is sent once, and its answer shows at the next look', async () => {
    expect([await look('one'), await look('one')]).toEqual([runs, runs]);
    expect(waiting).toHaveLength(1);
    waiting[0]!.end('here');
    expect(await look('one')).toMatchObject({
      kind: 'answered',
      answers: [{ answer: { status: 200, body: 'here' } }],
    });
  });

  test('is not waited for once the run is cancelled, and ends with it', async () => {
    const cancelled = new AbortController();
    const looking = look('one', 'gate', cancelled.signal);
    await until(() => waiting.length === 1);
    cancelled.abort();
    expect(await looking).toEqual(runs);
    await port.ended();
    await until(() => closed() === 1);
  });

  test('is ended for another check of the same purpose', async () => {
    await look('one');
    const second = look('two');
    await until(() => waiting.length === 2);
    expect(closed()).toBe(1);
    expect(await second).toEqual(runs);
  });

  test('that was stopped is sent again', async () => {
    await look('one');
    port.stopAllBut(['bake']);
    expect(await look('one')).toEqual(runs);
    expect([waiting.length, closed()]).toEqual([2, 1]);
  });

  test('does not hold up one of another purpose', async () => {
    await Promise.all([look('one', 'bake'), look('one', 'version-after')]);
    port.stopAllBut(['bake']);
    await until(() => closed() === 1);
    expect(await look('one', 'bake')).toEqual(runs);
    expect(waiting).toHaveLength(2);
  });
});

test('a request that finds nothing has no connection', async () => {
  const asked = await job('one');
  await new Promise((done) => server.close(done));
  expect(await port.look('gate', asked, never)).toMatchObject({
    answers: [{ answer: { status: null, hasConnected: false, error: 'connection refused' } }],
  });
});
