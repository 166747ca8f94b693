// Sends smoke tests and probes.
import type { ProbeAnswer } from '../../domain/common/probes/probe-memory.ts';
import type { ProbeRequest } from '../../domain/common/run/step.ts';
import { masked, secretsInHeader } from '../../domain/common/values/secrets.ts';
import { oneLine } from '../../domain/common/values/sentence.ts';
import { exchange } from './exchange.ts';
import { timed } from './timed.ts';

const excerptLength = 200;
/** How much of a body is searched for secrets. A part of one at its end is masked, too. */
const maskedBytes = 16_384;

/**
 * Each request uses a new connection, so that the load balancer chooses a target for it. One time limit covers the
 * whole request. Redirects are not followed. Certificates are verified as the request asks. Ends early if `stopped` fires.
 * Never rejects: a failure is a value.
 */
export function probe(request: ProbeRequest, stopped: AbortSignal): Promise<ProbeAnswer> {
  const secrets = secretsOf(request);
  return timed<Omit<ProbeAnswer, 'ms' | 'hasConnected'>>(request.timeoutMs, {
    work: async (limit, connection) => {
      const { status, body } = await exchange(request, AbortSignal.any([limit, stopped]), connection);
      return { status, error: null, excerpt: excerptOf(body, secrets) };
    },
    failed: (why) => ({ status: null, error: masked(why, secrets), excerpt: '' }),
  });
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
