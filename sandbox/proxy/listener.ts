// One listener of the load balancer: a port whose connections belong to the nodes in turn.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { choose } from './choice.ts';
import type { Choice, ChoiceDeps } from './choice.ts';
import type { ProxyListener } from './data-plane.ts';
import { answerItself, forwardRequest, ownPage } from './forward.ts';
import type { ForwardDeps } from './forward.ts';
import type { LoadBalancerNode } from './node.ts';
import { forwardUpgrade, refuseUpgrade } from './upgrade.ts';

/** An ALB keeps a client connection for an hour; a shorter limit would race with requests on idle connections. */
const clientKeepAliveMs = 3_600_000;

export interface OpenListener {
  readonly server: Server;
  /** Sockets that an upgrade took away from the server. */
  readonly upgraded: Set<Duplex>;
  /** Resolves when connections are accepted; rejects if the address or port can't be had. */
  readonly ready: Promise<void>;
}

/** Binds the listener's address and port. `ready` shows whether that worked. */
export function openListener(
  { listenerArn, address, port }: ProxyListener,
  assignNode: () => LoadBalancerNode,
  choosing: ChoiceDeps,
  forwarding: ForwardDeps,
): OpenListener {
  const nodeOf = new WeakMap<Duplex, LoadBalancerNode>();
  const upgraded = new Set<Duplex>();
  const decide = (request: IncomingMessage, isLost: Promise<boolean> | null): Choice => {
    forwarding.ledger.received();
    const node = nodeOf.get(request.socket) ?? assignNode();
    const choice = choose(request, listenerArn, node, choosing);
    const isNobody = choice.kind === 'nobody';
    const isBehind = node.isBehind();
    forwarding.onRequest({ isNobody, isBehind, isLost: isLost ?? Promise.resolve(isNobody) });
    return choice;
  };
  const server = createServer({ keepAliveTimeout: clientKeepAliveMs, requestTimeout: 0 });
  server.on('connection', (socket) => {
    nodeOf.set(socket, assignNode());
    socket.setNoDelay(true);
  });
  server.on('request', (request, response) => {
    answer(request, response, decide(request, lossOf(response)), forwarding);
  });
  server.on('upgrade', (request, client, head) => {
    upgraded.add(client);
    client.on('close', () => upgraded.delete(client));
    const choice = decide(request, null);
    if (choice.kind === 'target') forwardUpgrade({ request, client, head }, choice, forwarding);
    else refuseUpgrade(client, ...withoutTarget(choice), forwarding.ledger);
  });
  const ready = new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port, backlog: 1024 }, resolve);
  });
  // The caller of listening() gets the failure. Without this handler, the failure would end the process first.
  ready.catch(() => undefined);
  return { server, upgraded, ready };
}

const lossOf = (response: ServerResponse): Promise<boolean> =>
  new Promise((resolve) => {
    response.once('close', () => {
      resolve(response.errored !== null || response.statusCode >= 500);
    });
  });

function answer(request: IncomingMessage, response: ServerResponse, choice: Choice, deps: ForwardDeps): void {
  if (choice.kind === 'target') {
    forwardRequest(request, response, choice, deps);
    return;
  }
  request.resume();
  answerItself(response, ...withoutTarget(choice), deps);
}

function withoutTarget(choice: Exclude<Choice, { kind: 'target' }>): [status: number, body: string] {
  return choice.kind === 'fixed' ? [choice.status, choice.body] : [503, ownPage(503)];
}

/** Cuts every connection of the listener and frees its port. */
export async function closeListener({ server, upgraded, ready }: OpenListener): Promise<void> {
  await ready.catch(() => undefined);
  for (const socket of upgraded) socket.destroy();
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
