// WebSockets: one connection to one target, passed through in both directions until one side ends it.
import { request as httpRequest, STATUS_CODES } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { giveUpWhenSilent, ownPage, statusOfFailure } from './forward.ts';
import type { ChosenTarget, ForwardDeps } from './forward.ts';
import { headersForTarget } from './headers.ts';
import type { Ledger } from './ledger.ts';

/** Refuses an upgrade with an answer of the load balancer itself, and closes the connection. */
export function refuseUpgrade(client: Duplex, status: number, body: string, ledger: Ledger): void {
  ledger.ownAnswer(status);
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'server: awselb/2.0',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  client.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly client: Duplex;
  /** What the client has sent after its request. */
  readonly head: Buffer;
}

/**
 * Passes the upgrade to the target. Once accepted, the connection stays with this target whatever becomes of the
 * rules (fact 29), until it is closed or the target is no longer registered.
 */
export function forwardUpgrade(
  { request, client, head }: Upgrade,
  { groupArn, target, cookies }: ChosenTarget,
  deps: ForwardDeps,
): void {
  const upstream = httpRequest({
    host: target.id,
    port: target.port,
    method: request.method,
    path: request.url,
    headers: { ...headersForTarget(request), connection: 'Upgrade', upgrade: request.headers.upgrade },
    agent: false,
  });
  const end = deps.ledger.begin('webSocket', groupArn, target, () => {
    upstream.destroy();
    client.destroy();
  });
  client.on('close', () => {
    end();
    upstream.destroy();
  });
  client.on('error', () => client.destroy());
  giveUpWhenSilent(upstream, deps.targetTimeoutMs);
  upstream.on('upgrade', (answer, socket, targetHead) => {
    socket.setTimeout(0);
    client.write(answerHead(answer, cookies));
    joinSockets(client, head, socket, targetHead);
  });
  upstream.on('response', (answer) => {
    client.write(answerHead(answer, ['connection: close']));
    answer.pipe(client);
  });
  upstream.on('error', (error) => {
    if (client.destroyed) return;
    refuseUpgrade(client, statusOfFailure(error), ownPage(statusOfFailure(error)), deps.ledger);
  });
  upstream.end();
}

function joinSockets(client: Duplex, clientHead: Buffer, target: Duplex, targetHead: Buffer): void {
  // If one side ends, the other is closed too: half a WebSocket has no use.
  target.on('error', () => client.destroy());
  target.on('close', () => client.destroy());
  client.on('close', () => target.destroy());
  client.write(targetHead);
  target.write(clientHead);
  client.pipe(target).pipe(client);
}

function answerHead(answer: IncomingMessage, cookies: readonly string[]): string {
  const pairs = answer.rawHeaders.flatMap((name, i) =>
    i % 2 === 0 ? [`${name}: ${answer.rawHeaders[i + 1] ?? ''}`] : [],
  );
  const own = cookies.map((cookie) => `set-cookie: ${cookie}`);
  const status = `HTTP/1.1 ${answer.statusCode ?? 502} ${answer.statusMessage ?? ''}`;
  return [status, ...pairs, ...own, '', ''].join('\r\n');
}
