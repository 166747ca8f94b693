// Sends smoke tests and probes.
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';

import { masked, secretsInHeader } from '../../domain/common/values/secrets.ts';
import type { ProbePort } from '../../ports.ts';
import type { ProbeRequest } from '../../domain/common/run/step.ts';
import type { ProbeAnswer } from '../../domain/common/probes/probe-memory.ts';

const excerptLength = 200;
/** How much of a body is searched for secrets. A part of one at its end is masked, too. */
const maskedBytes = 16_384;
/** Maximum part of a body that is read: enough to detect that it breaks off, without loading a download. */
const bodyLimitBytes = 1_048_576;

/**
 * Each request uses a new connection, so that the load balancer chooses a target for it. One time limit covers the
 * whole request. Redirects are not followed. Certificates are verified as the request asks.
 */
export const httpProbe: ProbePort = {
  async get(request) {
    const started = performance.now();
    const signal = AbortSignal.timeout(request.timeoutMs);
    const connection = { isEstablished: false };
    const answer = await answerTo(request, signal, connection).catch((error: unknown) => ({
      status: null,
      // If the limit ends a body, the error looks like a broken connection.
      error: signal.aborted
        ? `timed out after ${request.timeoutMs / 1000} s`
        : masked(describeFailure(error), secretsOf(request)),
      excerpt: '',
    }));
    return { ...answer, hasConnected: connection.isEstablished, ms: Math.round(performance.now() - started) };
  },
};

type Answer = Omit<ProbeAnswer, 'ms' | 'hasConnected'>;
interface Connection {
  isEstablished: boolean;
}

const ownHeaders = { 'user-agent': 'ecs-blue-green', accept: '*/*', 'accept-encoding': 'identity' };

async function answerTo(probe: ProbeRequest, signal: AbortSignal, connection: Connection): Promise<Answer> {
  const { url, headers } = probe;
  const target = new URL(url);
  const request = (target.protocol === 'https:' ? https : http).request(target, {
    agent: false,
    headers: { ...ownHeaders, ...headers, connection: 'close' },
    signal,
    ...tlsOptions(probe),
  });
  request.once('socket', (socket) => {
    socket.once('connect', () => {
      connection.isEstablished = true;
    });
  });
  request.end();
  const response = await responseTo(request);
  const excerpt = excerptOf(await bodyOf(response), secretsOf(probe));
  return { status: response.statusCode ?? null, error: null, excerpt };
}

/** What the server was sent and might repeat. The host isn't secret: it is in the rule. */
const secretsOf = ({ headers }: ProbeRequest): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    name.toLowerCase() === 'host' ? [] : secretsInHeader(value),
  );

function tlsOptions({ headers, certificate }: ProbeRequest): https.RequestOptions {
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

/** The start of the body as one line of text. More than is shown is masked first: a cut may leave half of a secret. */
function excerptOf(body: Buffer, secrets: readonly string[]): string {
  const text = body
    .subarray(0, maskedBytes)
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim();
  return masked(text, secrets, body.length > maskedBytes)
    .slice(0, excerptLength)
    .toWellFormed();
}

const failures: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed before the answer was complete',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
};

function describeFailure(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return failures[code ?? ''] ?? (message === '' ? (code ?? 'unknown failure') : message);
}
