// Version 2 of the demo's web app: written from scratch around a table of routes, and it greets.
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { keepAliveTimeoutMs } from './app.ts';
import type { App } from './app.ts';
import { customersOf, type Customers } from './database.ts';
import { readFaults } from './faults.ts';
import type { Faults } from './faults.ts';
import { createHealth } from './health.ts';
import type { Health } from './health.ts';

interface Page {
  readonly status: number;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly cookie?: string;
}
type Route = (request: IncomingMessage, query: URLSearchParams) => Page | Promise<Page>;
type Routes = ReadonlyMap<string, Route>;

/** Unlike v1 the count lives in the cookie, so it survives the task. */
function session(request: IncomingMessage): Page {
  const before = /(?:^|;\s*)visits=(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? '0';
  const visits = Number(before) + 1;
  return { status: 200, data: { visits }, cookie: `visits=${String(visits)}; Path=/; HttpOnly` };
}

interface Parts {
  readonly faults: Faults;
  readonly health: Health;
  readonly commit: string | undefined;
  readonly customers: Customers | null;
  readonly connections: () => number;
}

function greet(customers: Customers | null): Page {
  try {
    return { status: 200, data: { greeting: 'hello from the new version', customers: customers?.() } };
  } catch (error) {
    return { status: 500, data: { error: String(error) } };
  }
}

function createRoutes({ faults, health, commit, customers, connections }: Parts): Routes {
  let homeRequests = 0;
  let orders = 0;
  return new Map<string, Route>([
    [
      '/',
      () => {
        homeRequests += 1;
        if (faults.homeStatus !== 200) return { status: faults.homeStatus };
        if (homeRequests > faults.breakAfterRequests)
          return { status: faults.breakStatus, data: { error: 'cache is gone' } };
        return greet(customers);
      },
    ],
    ['/ready', () => ({ status: health.status() })],
    ['/session', session],
    ['/connections', () => ({ status: 200, data: { connections: connections() } })],
    ['/version', () => ({ status: 200, data: { commit } })],
    [
      '/orders',
      () => {
        orders += 1;
        return { status: faults.orderStatus, data: { id: String(orders) } };
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
}

async function pageFor(routes: Routes, request: IncomingMessage): Promise<Page> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://app');
  const route = routes.get(pathname);
  return route === undefined
    ? { status: 404, data: { error: 'no such page' } }
    : route(request, searchParams);
}

/** VERSION: what it calls itself, for a third version that is built like this one. */
export function createV2(env: NodeJS.ProcessEnv): App {
  const identity = { version: env['VERSION'] ?? 'v2', task: env['TASK_ID'] ?? '', pid: process.pid };
  const faults = readFaults(env);
  const health = createHealth(faults);
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs });
  const sockets = new WebSocketServer({ server, path: '/ws' });
  const routes = createRoutes({
    ...{ faults, health },
    commit: env['COMMIT'],
    customers: customersOf('v2', env),
    connections: () => sockets.clients.size,
  });
  server.on('request', (request, response) => {
    void pageFor(routes, request).then(({ status, data, cookie }) => {
      if (cookie !== undefined) response.setHeader('set-cookie', cookie);
      if (env['COMMIT'] !== undefined) response.setHeader('x-commit', env['COMMIT']);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ...identity, ...data }));
    });
  });
  sockets.on('connection', (socket) => {
    socket.on('message', (message, isBinary) => {
      socket.send(message, { binary: isBinary });
    });
    socket.send(JSON.stringify(identity));
  });
  return { server, sockets, faults, health };
}
