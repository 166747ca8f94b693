// Sends the request of a check.
import type { IncomingHttpHeaders } from 'node:http';
import type { CheckAnswer } from '../../domain/common/checks/judge.ts';
import type { CheckRequest } from '../../domain/common/probes/check-job.ts';
import { bodyLimitBytes, exchange, type Connection } from './exchange.ts';
import { isMatch } from './search.ts';
import { timed } from './timed.ts';

/** As probes are sent, on a new connection. Ends early if the signal fires. Never rejects: a failure is a value. */
export const ask = (
  request: CheckRequest,
  cancelled: AbortSignal,
  connection?: Connection,
): Promise<CheckAnswer> =>
  timed<Omit<CheckAnswer, 'ms' | 'hasConnected'>>(
    request.timeoutMs,
    {
      work: async (limit, connection) =>
        answerOf(request, await exchange(request, AbortSignal.any([limit, cancelled]), connection)),
      failed: (why) => ({ status: null, error: why, headers: {}, body: '', isCut: false, isMatch: null }),
    },
    connection,
  );

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
