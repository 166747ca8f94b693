// Sends smoke tests, probes and checks.
import type { IncomingHttpHeaders } from 'node:http';

import type { CheckAnswer } from '../../domain/common/checks/judge.ts';
import type { CheckRequest } from '../../domain/common/probes/check-job.ts';
import type { ProbeAnswer } from '../../domain/common/probes/probe-memory.ts';
import type { ProbeRequest } from '../../domain/common/run/step.ts';
import { masked, secretsInHeader } from '../../domain/common/values/secrets.ts';
import { oneLine } from '../../domain/common/values/sentence.ts';
import type { ProbePort } from '../../ports.ts';
import { bodyLimitBytes, describeFailure, exchange, type Connection } from './exchange.ts';
import { isMatch } from './search.ts';

const excerptLength = 200;
/** How much of a body is searched for secrets. A part of one at its end is masked, too. */
const maskedBytes = 16_384;

/**
 * Each request uses a new connection, so that the load balancer chooses a target for it. One time limit covers the
 * whole request. Redirects are not followed. Certificates are verified as the request asks.
 */
export const httpProbe: ProbePort = {
  async get(request) {
    const secrets = secretsOf(request);
    return timed<Omit<ProbeAnswer, 'ms' | 'hasConnected'>>(request, AbortSignal.timeout(request.timeoutMs), {
      work: async (signal, connection) => {
        const { status, body } = await exchange(request, signal, connection);
        return { status, error: null, excerpt: excerptOf(body, secrets) };
      },
      failed: (why) => ({ status: null, error: masked(why, secrets), excerpt: '' }),
    });
  },
  async ask(request, cancelled) {
    const limit = AbortSignal.timeout(request.timeoutMs);
    return timed<Omit<CheckAnswer, 'ms' | 'hasConnected'>>(request, limit, {
      work: async (signal, connection) =>
        answerOf(request, await exchange(request, AbortSignal.any([signal, cancelled]), connection)),
      failed: (why) => ({ status: null, error: why, headers: {}, body: '', isCut: false, isMatch: null }),
    });
  },
};

interface Attempt<A> {
  readonly work: (signal: AbortSignal, connection: Connection) => Promise<A>;
  readonly failed: (why: string) => A;
}

async function timed<A>(
  { timeoutMs }: Pick<ProbeRequest, 'timeoutMs'>,
  limit: AbortSignal,
  { work, failed }: Attempt<A>,
): Promise<A & { readonly ms: number; readonly hasConnected: boolean }> {
  const started = performance.now();
  const connection = { isEstablished: false };
  const answer = await work(limit, connection).catch((error: unknown) =>
    // If the limit ends a body, the error looks like a broken connection.
    failed(limit.aborted ? `timed out after ${String(timeoutMs / 1000)} s` : describeFailure(error)),
  );
  return { ...answer, hasConnected: connection.isEstablished, ms: Math.round(performance.now() - started) };
}

async function answerOf(
  { expected }: CheckRequest,
  { status, headers, body }: { status: number; headers: IncomingHttpHeaders; body: Buffer },
): Promise<Omit<CheckAnswer, 'ms' | 'hasConnected'>> {
  const text = body.toString('utf8');
  const found = expected.pattern === null ? true : await isMatch(expected.pattern, text);
  const named = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return {
    status,
    error: null,
    headers: Object.fromEntries(named) as Record<string, string>,
    body: text,
    isCut: body.length >= bodyLimitBytes,
    isMatch: found,
  };
}

/** What the server was sent and might repeat. The host isn't secret: it is in the rule. */
const secretsOf = ({ headers }: ProbeRequest): readonly string[] =>
  Object.entries(headers).flatMap(([name, value]) =>
    name.toLowerCase() === 'host' ? [] : secretsInHeader(value),
  );

/** The start of the body as one line of text. More than is shown is masked first: a cut may leave half of a secret. */
function excerptOf(body: Buffer, secrets: readonly string[]): string {
  const text = oneLine(body.subarray(0, maskedBytes).toString('utf8'));
  return masked(text, secrets, body.length > maskedBytes)
    .slice(0, excerptLength)
    .toWellFormed();
}
