// Version 1 of the demo's web app. Version 2 is another program: nothing that answers requests is shared.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { keepAliveTimeoutMs } from './app.ts';
import type { App } from './app.ts';
import { customersOf, type Customers } from './database.ts';
import { readFaults } from './faults.ts';
import { createHealth } from './health.ts';

/** What one running instance knows. */
interface Instance {
  readonly task: string;
  readonly visits: Map<string, number>;
  readonly breakAfterRequests: number;
  readonly homeStatus: number;
  readonly orderStatus: number;
  readonly commit: string | undefined;
  readonly customers: Customers | null;
  served: number;
}

function reply(
  { task, commit }: Instance,
  response: ServerResponse,
  status: number,
  body: Record<string, unknown>,
): void {
  if (commit !== undefined) response.setHeader('x-commit', commit);
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ version: 'v1', task, ...body }));
}

function home(instance: Instance, response: ServerResponse): void {
  if (instance.homeStatus !== 200) {
    reply(instance, response, instance.homeStatus, {});
    return;
  }
  instance.served += 1;
  if (instance.served > instance.breakAfterRequests)
    reply(instance, response, 500, { error: 'out of connections to the database' });
  else withCustomers(instance, response, { pid: process.pid });
}

/** What a page shows needs the database, if there is one. */
function withCustomers(instance: Instance, response: ServerResponse, body: Record<string, unknown>): void {
  try {
    const customers = instance.customers?.();
    reply(instance, response, 200, { ...body, customers });
  } catch (error) {
    reply(instance, response, 500, { error: String(error) });
  }
}

function session(instance: Instance, request: IncomingMessage, response: ServerResponse): void {
  const known = /(?:^|;\s*)session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const id = known ?? randomUUID();
  const count = (instance.visits.get(id) ?? 0) + 1;
  instance.visits.set(id, count);
  response.setHeader('set-cookie', `session=${id}; Path=/; HttpOnly`);
  reply(instance, response, 200, { visits: count });
}

export function createV1(env: NodeJS.ProcessEnv): App {
  const faults = readFaults(env);
  const health = createHealth(faults);
  const instance: Instance = {
    task: env['TASK_ID'] ?? '',
    visits: new Map(),
    breakAfterRequests: faults.breakAfterRequests,
    homeStatus: faults.homeStatus,
    orderStatus: faults.orderStatus,
    commit: env['COMMIT'],
    customers: customersOf('v1', env),
    served: 0,
  };
  const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs }, (request, response) => {
    const url = new URL(request.url ?? '/', 'http://app');
    switch (url.pathname) {
      case '/':
        home(instance, response);
        break;
      case '/ready':
        reply(instance, response, health.status(), {});
        break;
      case '/session':
        session(instance, request, response);
        break;
      case '/connections':
        reply(instance, response, 200, { connections: sockets.clients.size });
        break;
      case '/version':
        reply(instance, response, 200, { commit: instance.commit });
        break;
      case '/orders':
        reply(instance, response, instance.orderStatus, { id: randomUUID() });
        break;
      case '/slow':
        setTimeout(
          () => {
            reply(instance, response, 200, { pid: process.pid });
          },
          Number(url.searchParams.get('ms') ?? 1000),
        );
        break;
      default:
        reply(instance, response, 404, { error: 'not found' });
    }
  });
  const sockets = new WebSocketServer({ server, path: '/ws' });
  sockets.on('connection', (socket) => {
    socket.send(JSON.stringify({ version: 'v1', task: instance.task }));
    socket.on('message', (message, isBinary) => {
      socket.send(message, { binary: isBinary });
    });
  });
  return { server, sockets, faults, health };
}
