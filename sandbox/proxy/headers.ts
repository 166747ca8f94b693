// Headers on their way through the load balancer.
import type { IncomingHttpHeaders, IncomingMessage, OutgoingHttpHeaders } from 'node:http';

/** Headers of one connection, not of the message: each side has its own (RFC 9110, 7.6.1). */
const hopByHop = new Set([
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function endToEnd(headers: IncomingHttpHeaders): OutgoingHttpHeaders {
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.has(name));
  return Object.fromEntries(kept);
}

/** What the target gets: Host as the client sent it, X-Forwarded-For, -Proto and -Port as an ALB adds them. */
export function headersForTarget(request: IncomingMessage): OutgoingHttpHeaders {
  const { headers, socket } = request;
  const client = socket.remoteAddress ?? '';
  const before = headers['x-forwarded-for'];
  const forwardedFor = before === undefined ? client : `${String(before)}, ${client}`;
  // A body of unknown length stays one; for other methods Node would send none at all.
  const chunked = headers['transfer-encoding'] === undefined ? {} : { 'transfer-encoding': 'chunked' };
  return {
    ...endToEnd(headers),
    ...chunked,
    'x-forwarded-for': forwardedFor,
    'x-forwarded-proto': 'http',
    'x-forwarded-port': String(socket.localPort ?? ''),
  };
}

/** What the client gets: the target's headers and the load balancer's own cookies. */
export function headersForClient(answer: IncomingMessage, cookies: readonly string[]): OutgoingHttpHeaders {
  const headers = endToEnd(answer.headers);
  if (cookies.length === 0) return headers;
  return { ...headers, 'set-cookie': [...(answer.headers['set-cookie'] ?? []), ...cookies] };
}
