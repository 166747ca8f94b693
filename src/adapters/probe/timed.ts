// One time limit for a whole request, and what is known of it at its end.
import { describeFailure, type Connection } from './exchange.ts';

interface Attempt<A> {
  readonly work: (limit: AbortSignal, connection: Connection) => Promise<A>;
  readonly failed: (why: string) => A;
}

/** `connection`: shows whether there is one, also before the end. Never rejects: a failure is a value. */
export async function timed<A>(
  timeoutMs: number,
  { work, failed }: Attempt<A>,
  connection: Connection = { isEstablished: false },
): Promise<A & { readonly ms: number; readonly hasConnected: boolean }> {
  const started = performance.now();
  const limit = AbortSignal.timeout(timeoutMs);
  const answer = await work(limit, connection).catch((error: unknown) =>
    // If the limit ends a body, the error looks like a broken connection.
    failed(limit.aborted ? `timed out after ${String(timeoutMs / 1000)} s` : describeFailure(error)),
  );
  return { ...answer, hasConnected: connection.isEstablished, ms: Math.round(performance.now() - started) };
}
