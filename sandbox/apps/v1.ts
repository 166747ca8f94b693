// Version 1 of the demo's web app. Version 2 is another program: nothing that answers requests is shared.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { keepAliveTimeoutMs, runContainer } from './container.ts';
import { readFaults, readyStatus } from './faults.ts';

const faults = readFaults(process.env);
const startedAt = performance.now();
const visits = new Map<string, number>();
let served = 0;

function reply(response: ServerResponse, status: number, body: Record<string, unknown>): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ version: 'v1', task: process.env['TASK_ID'] ?? '', ...body }));
}

function home(response: ServerResponse): void {
  served += 1;
  if (served > faults.breakAfterRequests)
    reply(response, 500, { error: 'out of connections to the database' });
  else reply(response, 200, { pid: process.pid });
}

function session(request: IncomingMessage, response: ServerResponse): void {
  const known = /(?:^|;\s*)session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  const id = known ?? randomUUID();
  const count = (visits.get(id) ?? 0) + 1;
  visits.set(id, count);
  response.setHeader('set-cookie', `session=${id}; Path=/; HttpOnly`);
  reply(response, 200, { visits: count });
}

const server = createServer({ keepAliveTimeout: keepAliveTimeoutMs }, (request, response) => {
  const url = new URL(request.url ?? '/', 'http://app');
  switch (url.pathname) {
    case '/':
      home(response);
      break;
    case '/ready':
      reply(response, readyStatus(faults, performance.now() - startedAt), {});
      break;
    case '/session':
      session(request, response);
      break;
    case '/slow':
      setTimeout(
        () => {
          reply(response, 200, { pid: process.pid });
        },
        Number(url.searchParams.get('ms') ?? 1000),
      );
      break;
    default:
      reply(response, 404, { error: 'not found' });
  }
});

const sockets = new WebSocketServer({ server, path: '/ws' });
sockets.on('connection', (socket) => {
  socket.send(JSON.stringify({ version: 'v1', task: process.env['TASK_ID'] ?? '' }));
  socket.on('message', (message, isBinary) => {
    socket.send(message, { binary: isBinary });
  });
});

await runContainer(server, sockets, faults);
