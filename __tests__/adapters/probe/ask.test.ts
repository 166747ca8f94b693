// Requests of checks: what they send, what they read, and what they never reach.
import { afterEach, describe, expect, test } from '@jest/globals';
import http, { type RequestListener } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { ask as send } from '../../../src/adapters/probe/ask.ts';
import { guardedLookup } from '../../../src/adapters/probe/addresses.ts';
import { isRefusedAddress } from '../../../src/domain/common/probes/refused-addresses.ts';
import { bodyLimitBytes } from '../../../src/adapters/probe/exchange.ts';
import { isMatch } from '../../../src/adapters/probe/search.ts';
import type { CheckRequest } from '../../../src/domain/common/probes/check-job.ts';

const open: http.Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function serving(listener: RequestListener): Promise<string> {
  const server = http.createServer(listener);
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

const anything = { codes: '200-299', text: null, pattern: null, json: {}, headers: {}, withinMs: 5000 };
const ask = (url: string, more: Partial<CheckRequest> = {}, cancelled = new AbortController().signal) =>
  send(
    {
      ...{ url, method: 'GET', body: null, headers: {}, timeoutMs: 5000, certificate: 'verified' as const },
      ...{ expected: anything, secrets: [], ...more },
    },
    cancelled,
  );

describe('a check', () => {
  test('sends its method, its headers and its body, and reads status, headers and body', async () => {
    const url = await serving((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        response.writeHead(201, { 'x-commit': 'c0ffee', 'set-cookie': ['a=1', 'b=2'] });
        response.end(`${request.method ?? ''} ${String(request.headers['content-type'])} ${body}`);
      });
    });
    const more = { method: 'PUT', body: '{"sku":"tea"}', headers: { 'content-type': 'application/json' } };
    expect(await ask(url, more)).toMatchObject({
      status: 201,
      error: null,
      hasConnected: true,
      headers: { 'x-commit': 'c0ffee', 'set-cookie': 'a=1, b=2' },
      body: 'PUT application/json {"sku":"tea"}',
      isCut: false,
    });
  });

  test('of a HEAD has no body to wait for', async () => {
    const url = await serving((_request, response) => response.writeHead(200, { 'content-length': 9 }).end());
    expect(await ask(url, { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  test('reads a part of a long body, and says so', async () => {
    const url = await serving((_request, response) => response.end('x'.repeat(3 * bodyLimitBytes)));
    const { body, isCut } = await ask(url);
    expect([body.length >= bodyLimitBytes, body.length < 2 * bodyLimitBytes, isCut]).toEqual([
      true,
      true,
      true,
    ]);
  });

  test('ends with a cancel, and before its limit', async () => {
    const cancel = new AbortController();
    const url = await serving(() => {
      cancel.abort();
    });
    const { status, ms } = await ask(url, { timeoutMs: 60_000 }, cancel.signal);
    expect([status, ms < 30_000]).toEqual([null, true]);
  });

  test('without an answer in time names the limit', async () => {
    const url = await serving(() => undefined);
    expect(await ask(url, { timeoutMs: 100 })).toMatchObject({
      status: null,
      error: 'timed out after 0.1 s',
    });
  });

  test('never connects to a metadata service', async () => {
    const answer = await ask('http://169.254.169.254/latest/meta-data/');
    expect(answer).toMatchObject({ status: null, hasConnected: false });
    expect(answer.error).toContain('169.254.169.254 is an address of a metadata service or a link-local one');
  });
});

describe('addresses', () => {
  test.each([
    '169.254.169.254',
    '169.254.170.2',
    '168.63.129.16',
    'fe80::1',
    'fe80::1%eth0',
    'fd00:ec2::254',
    '::ffff:169.254.169.254',
    '::ffff:a9fe:a9fe',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b::169.254.169.254',
    '64:ff9b:1::a9fe:a9fe',
    '64:ff9b::a83f:8110',
    '::a9fe:a9fe',
    '::ffff:0:a9fe:a9fe',
    '2002:a9fe:a9fe::1',
    '2002:a83f:8110::1',
    'febf:ffff::1',
    'FD00:EC2::254',
    '0:0:0:0:0:ffff:a83f:8110',
  ])('%s is refused', (address) => {
    expect(isRefusedAddress(address)).toBe(true);
  });

  test.each([
    '127.0.0.1',
    '10.0.1.7',
    '::1',
    '2001:db8::1',
    '168.63.129.17',
    'fec0::1',
    '64:ff9b::a83f:8111',
    '2002:a00:107::1',
    '::ffff:10.0.1.7',
    'shop.example.com',
  ])('%s is not', (address) => {
    expect(isRefusedAddress(address)).toBe(false);
  });

  test.each([
    'http://0xa9fea9fe/',
    'http://2852039166/',
    'http://0251.0376.0251.0376/',
    'http://169.254.43518/',
    'http://169.254.169.254./',
    'http://[::ffff:169.254.169.254]/',
    'http://[0:0:0:0:0:ffff:a9fe:a9fe]/',
    'http://[64:ff9b::169.254.169.254]/',
    'http://[2002:a9fe:a9fe::]/',
    'http://[fe80::1]/',
  ])('%s is refused, however it is written', async (url) => {
    const answer = await ask(url);
    expect(answer).toMatchObject({ status: null, hasConnected: false });
    expect(answer.error).toMatch(/is an address of a metadata service or a link-local one$/);
  });

  test('a redirect to one is not followed', async () => {
    const url = await serving((_request, response) => {
      response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
    });
    expect(await ask(url)).toMatchObject({ status: 302, error: null });
  });

  type Found = Parameters<Parameters<LookupFunction>[2]>;
  /** What a connection gets when it looks up the host, each time again. */
  const lookedUp = (host: string): Promise<Found> =>
    new Promise((resolve) => {
      guardedLookup(host, { all: true }, (...all) => {
        resolve(all);
      });
    });

  test.each(['169.254.169.254', 'fe80::1'])(
    'a connection is refused if its host is %s by then',
    async (host) => {
      const [error, addresses] = await lookedUp(host);
      expect(error?.message).toContain('is not asked');
      expect(addresses).toEqual([]);
    },
  );

  test('a name is looked up as usual', async () => {
    const found = await lookedUp('localhost');
    expect(found[0]).toBeNull();
    expect(JSON.stringify(found[1])).toMatch(/127\.0\.0\.1|::1/);
  });
});

describe('a regular expression', () => {
  test('matches at any line', async () => {
    expect(await isMatch('^two$', 'one\ntwo\n')).toBe(true);
    expect(await isMatch('^three$', 'one\ntwo\n')).toBe(false);
  });

  test('that tries ever more combinations is stopped', async () => {
    expect(await isMatch('^(a+)+$', `${'a'.repeat(40)}!`)).toBeNull();
  });

  test('has no value of this process, whatever it is', async () => {
    expect(await isMatch('process|constructor', 'nothing')).toBe(false);
  });
});
