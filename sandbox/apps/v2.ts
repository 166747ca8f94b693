// Version 2 of the demo's web app: written anew around a table of routes, and it greets.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { keepAliveTimeoutMs, runContainer } from './container.ts';
import { readFaults, readyStatus } from './faults.ts';

interface Page {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cookie?: string;
}
type Route = (request: IncomingMessage, query: URLSearchParams) => Page | Promise<Page>;

const identity = { version: 'v2', task: process.env['TASK_ID'] ?? '', pid: process.pid };
const faults = readFaults(process.env);
const startedAt = performance.now();
let homeRequests = 0;

const routes = new Map<string, Route>([
  [
    '/',
    () => {
      homeRequests += 1;
      if (homeRequests > faults.breakAfterRequests) return { status: 500, data: { error: 'cache is gone' } };
      return { status: 200, data: { greeting: 'hello from the new version' } };
    },
  ],
  ['/ready', () => ({ status: readyStatus(faults, performance.now() - startedAt) })],
  // Unlike v1 the count lives in the cookie, so it survives the task.
  [
    '/session',
    (request) => {
      const before = /(?:^|;\s*)visits=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? '0';
      const visits = Number(before) + 1;
      return { status: 200, data: { visits }, cookie: `visits=${String(visits)}; Path=/; HttpOnly` };
    },
  ],
  [
    '/slow',
    async (_request, query) => {
      await sleep(Number(query.get('ms') ?? 1000));
      return { status: 200 };
    },
  ],
]);

async function pageFor(request: IncomingMessage): Promise<Page> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://app');
  const route = routes.get(pathname);
  return route === undefined
    ? { status: 404, data: { error: 'no such page' } }
    : route(request, searchParams);
}

const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs });
server.on('request', (request, response) => {
  void pageFor(request).then(({ status, data, cookie }) => {
    if (cookie !== undefined) response.setHeader('set-cookie', cookie);
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ ...identity, ...data }));
  });
});

const sockets = new WebSocketServer({ server, path: '/ws' });
sockets.on('connection', (socket) => {
  socket.on('message', (message, isBinary) => {
    socket.send(message, { binary: isBinary });
  });
  socket.send(JSON.stringify(identity));
});

await runContainer(server, sockets, faults);
