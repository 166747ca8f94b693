import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';

import type { ProbePort } from '../../ports.ts';
import type { ProbeRequest } from '../../domain/common/run/step.ts';
import type { ProbeAnswer } from '../../domain/common/probes/probe-memory.ts';

const excerptLength = 200;
/** What is read of a body at most: enough to notice that it breaks off, without loading a download. */
const bodyLimitBytes = 1_048_576;

/**
 * Requests as a user's first one: each on a connection of its own, so that none is bound to an old target, and with
 * one limit for all of it. Redirects are answers, not followed. Certificates are verified.
 */
export const httpProbe: ProbePort = {
  async get(request) {
    const started = performance.now();
    const signal = AbortSignal.timeout(request.timeoutMs);
    const answer = await answerTo(request, signal).catch((error: unknown) => ({
      status: null,
      // Cut off by the limit, a body ends with an error that looks like a broken connection.
      error: signal.aborted ? `timed out after ${request.timeoutMs / 1000} s` : failureWords(error),
      excerpt: '',
    }));
    return { ...answer, ms: Math.round(performance.now() - started) };
  },
};

type Answer = Omit<ProbeAnswer, 'ms'>;

const ownHeaders = { 'user-agent': 'ecs-blue-green', accept: '*/*', 'accept-encoding': 'identity' };

async function answerTo({ url, headers }: ProbeRequest, signal: AbortSignal): Promise<Answer> {
  const target = new URL(url);
  const request = (target.protocol === 'https:' ? https : http).request(target, {
    agent: false,
    headers: { ...ownHeaders, ...headers, connection: 'close' },
    signal,
    ...servername(headers),
  });
  request.end();
  const response = await responseTo(request);
  return { status: response.statusCode ?? null, error: null, excerpt: excerptOf(await bodyOf(response)) };
}

/** An address given as IP with a Host header is meant as that host: also to the certificate's check. */
function servername(headers: Readonly<Record<string, string>>): { servername?: string } {
  const host = Object.entries(headers).find(([name]) => name.toLowerCase() === 'host')?.[1];
  const name = host?.replace(/:\d+$/, '') ?? '';
  return name === '' || isIP(name) !== 0 ? {} : { servername: name };
}

function responseTo(request: http.ClientRequest): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    // The listener stays: an error after the answer began shows in the body, and must not end the process here.
    request.on('error', reject);
  });
}

/** A body that breaks off or stalls is a failed request to a user, whatever its status says: it rejects. */
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

/** One line of text, whatever was sent. */
function excerptOf(body: Buffer): string {
  const text = body.subarray(0, 4 * excerptLength).toString('utf8');
  return text
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, excerptLength)
    .toWellFormed();
}

const wordsOf: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection closed before the answer was complete',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to the network',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
};

function failureWords(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return wordsOf[code ?? ''] ?? (message === '' ? (code ?? 'unknown failure') : message);
}
