import { afterEach, expect, test } from '@jest/globals';
import http from 'node:http';
import type { RequestListener } from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { selfSigned } from '../../../sandbox/apps/certificate.ts';
import { probe } from '../../../src/adapters/probe/http.ts';
import type { ProbeRequest } from '../../../src/domain/common/run/step.ts';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    if (server instanceof http.Server) server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

async function listening(server: Server): Promise<string> {
  open.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const serving = async (listener: RequestListener): Promise<string> =>
  `http://${await listening(http.createServer(listener))}`;
const get = (url: string, headers: Record<string, string> = {}, more: Partial<ProbeRequest> = {}) =>
  probe({ url, headers, timeoutMs: 5_000, codes: '200-299', certificate: 'verified', ...more }, never);
const never = new AbortController().signal;

test('returns the status, the time and the start of the body in one line', async () => {
  const url = await serving((_request, response) =>
    response.writeHead(503).end(`no\n\tdatabase ${'x'.repeat(500)}`),
  );
  const answer = await get(url);
  expect(answer).toMatchObject({ status: 503, error: null });
  expect(answer.excerpt).toBe(`no database ${'x'.repeat(188)}`);
  expect(answer.ms).toBeGreaterThanOrEqual(0);
});

test('sends the path, the query and the headers, the Host header too', async () => {
  const url = await serving((request, response) => {
    const { host, connection } = request.headers;
    response.end(
      `${request.url ?? ''} ${host ?? ''} ${String(request.headers['x-probe'])} ${connection ?? ''}`,
    );
  });
  const answer = await get(`${url}/ready?deep=1`, { Host: 'shop.example', 'X-Probe': 'yes' });
  expect(answer.excerpt).toBe('/ready?deep=1 shop.example yes close');
});

test('each request has a connection of its own', async () => {
  const ports = new Set<number | undefined>();
  const url = await serving((request, response) => {
    ports.add(request.socket.remotePort);
    response.end();
  });
  for (let turn = 0; turn < 3; turn++) await get(url);
  expect(ports.size).toBe(3);
});

test('a redirect is not followed', async () => {
  const seen: (string | undefined)[] = [];
  const url = await serving((request, response) => {
    seen.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await expect(get(`${url}/ready`)).resolves.toMatchObject({ status: 302, error: null });
  expect(seen).toEqual(['/ready']);
});

test('a response that is too late is reported with the limit', async () => {
  const url = await serving(() => undefined);
  await expect(get(url, {}, { timeoutMs: 200 })).resolves.toMatchObject({
    status: null,
    error: 'timed out after 0.2 s',
  });
});

test('a body that stalls is a failure', async () => {
  const url = await serving((_request, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('half');
  });
  await expect(get(url, {}, { timeoutMs: 200 })).resolves.toMatchObject({
    status: null,
    error: 'timed out after 0.2 s',
  });
});

test('a body that breaks off is a failure', async () => {
  const url = await serving((_request, response) => {
    response.writeHead(200, { 'content-length': '100' });
    response.write('half', () => response.destroy());
  });
  const error = 'connection closed before the answer was complete';
  await expect(get(url)).resolves.toMatchObject({ status: null, error });
});

test('a closed connection is reported', async () => {
  const address = await listening(net.createServer((socket) => socket.destroy()));
  const error = 'connection closed before the answer was complete';
  await expect(get(`http://${address}`)).resolves.toMatchObject({ status: null, error });
});

test('a refused connection is reported', async () => {
  const server = net.createServer();
  const address = await listening(server);
  open.pop();
  await new Promise((closed) => server.close(closed));
  await expect(get(`http://${address}`)).resolves.toMatchObject({
    status: null,
    error: 'connection refused',
  });
});

test('TLS to a server without TLS is an error, not a rejection', async () => {
  const url = await serving((_request, response) => response.end());
  const answer = await get(url.replace('http:', 'https:'));
  expect(answer.status).toBeNull();
  expect(answer.error).toBe('no TLS connection could be made');
});

test('a certificate that nobody knows is accepted only where none has to be verified', async () => {
  const server = https.createServer(selfSigned('app'), (_request, response) => response.end('over TLS'));
  const url = `https://${await listening(server)}`;
  await expect(get(url, {}, { certificate: 'any' })).resolves.toMatchObject({ status: 200 });
  for (const certificate of ['verified', 'any-name'] as const) {
    const answer = await get(url, {}, { certificate });
    expect(answer).toMatchObject({ status: null, hasConnected: true });
    expect(answer.error).toMatch(/self-signed certificate/);
  }
});

test('a certificate of a known authority counts for another name only where the address has none of its own', async () => {
  const { key, cert } = selfSigned('shop.example.com');
  const before = getCACertificates();
  setDefaultCACertificates([...before, cert]);
  try {
    const server = https.createServer({ key, cert }, (_request, response) => response.end('over TLS'));
    const url = `https://${await listening(server)}`;
    await expect(get(url, {}, { certificate: 'any-name' })).resolves.toMatchObject({ status: 200 });
    const answer = await get(url);
    expect(answer.status).toBeNull();
    expect(answer.error).toMatch(/does not match certificate's altnames|altnames/);
  } finally {
    setDefaultCACertificates([...before]);
  }
});

test('says whether there was a connection: without one, the network is the likely cause', async () => {
  const silent = await listening(net.createServer((socket) => socket.resume()));
  const silence = await get(`http://${silent}`, {}, { timeoutMs: 200 });
  expect(silence).toMatchObject({ status: null, hasConnected: true });
  const outside = await get('http://239.1.2.3:8080/');
  expect(outside).toMatchObject({ status: null, hasConnected: false });
  expect(outside.error).toMatch(/no route to the (network|host)/);
});

test.each([
  ['an invalid address', 'not a url', {}],
  ['an invalid header', 'http://127.0.0.1:1/', { 'bad header': 'x' }],
])('%s is an error, not a rejection', async (_what, url, headers) => {
  const answer = await get(url, headers);
  expect(answer).toMatchObject({ status: null, excerpt: '' });
  expect(answer.error).not.toBe('');
});

test('an endless body is cut off', async () => {
  const url = await serving((_request, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('endless '.repeat(10_000)));
    };
    response.on('drain', more);
    more();
  });
  await expect(get(url)).resolves.toMatchObject({ status: 200, error: null });
});
