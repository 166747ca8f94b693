// One request and its answer.
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';

import type { CheckRequest } from '../../domain/common/probes/check-job.ts';
import type { ProbeRequest } from '../../domain/common/run/step.ts';
import { hostIn, isRefusedAddress, refusalOf } from '../../domain/common/probes/refused-addresses.ts';
import { oneLine } from '../../domain/common/values/sentence.ts';
import { guardedLookup } from './addresses.ts';

/** Maximum part of a body that is read: enough to detect that it breaks off, without loading a download. */
export const bodyLimitBytes = 1_048_576;

export interface Connection {
  isEstablished: boolean;
}

export interface Received {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
}

type Sent = Pick<ProbeRequest, 'url' | 'headers' | 'certificate'> &
  Partial<Pick<CheckRequest, 'method' | 'body'>>;

const ownHeaders = { 'user-agent': 'ecs-blue-green', accept: '*/*', 'accept-encoding': 'identity' };

/** On a new connection. `connection`: whether it was established, which counts also if this rejects. */
export async function exchange(sent: Sent, signal: AbortSignal, connection: Connection): Promise<Received> {
  const { url, headers, method = 'GET', body = null } = sent;
  const target = new URL(url);
  const host = hostIn(target);
  // A connection to an address looks up no name.
  if (isRefusedAddress(host)) throw new Error(refusalOf(host, host));
  const request = (target.protocol === 'https:' ? https : http).request(target, {
    agent: false,
    method,
    headers: { ...ownHeaders, ...headers, connection: 'close' },
    signal,
    lookup: guardedLookup,
    ...tlsOptions(sent),
  });
  request.once('socket', (socket) => {
    socket.once('connect', () => {
      connection.isEstablished = true;
    });
  });
  request.end(body ?? undefined);
  const response = await responseTo(request);
  return { status: response.statusCode ?? 0, headers: response.headers, body: await bodyOf(response) };
}

function tlsOptions({ headers, certificate }: Sent): https.RequestOptions {
  if (certificate === 'any') return { rejectUnauthorized: false };
  return { ...servername(headers), ...(certificate === 'any-name' ? { checkServerIdentity: noError } : {}) };
}

const noError = (): undefined => undefined;

/** With a Host header, the certificate is checked against that host, even if the URL holds an IP address. */
function servername(headers: Readonly<Record<string, string>>): { servername?: string } {
  const host = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
  const name = host?.replace(/:\d+$/, '') ?? '';
  return name === '' || isIP(name) !== 0 ? {} : { servername: name };
}

function responseTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    // This listener stays: later errors reject the body, and without a listener they would end the process.
    request.on('error', reject);
  });
}

/** Rejects if the body breaks off or stalls: to a user the request failed, whatever its status. */
async function bodyOf(response: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= bodyLimitBytes) break;
  }
  return Buffer.concat(chunks);
}

const failures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed before the answer was complete',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
  // Its message is several lines of OpenSSL.
  EPROTO: 'no TLS connection could be made',
};

export function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return failures[code ?? ''] ?? (message === '' ? (code ?? 'unknown failure') : oneLine(message));
}
