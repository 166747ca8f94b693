// What is counted of the requests of a read: repeated ones, and those that AWS throttled.
import { expect, test } from '@jest/globals';
import { timingPort, watchAttempts } from '../../../src/adapters/aws/attempts.ts';

type Sent = (args: object) => Promise<unknown>;
type Attempt = (next: Sent) => Sent;

/** A client whose attempts have these outcomes, one after the other, each repeated by its SDK until it succeeds. */
function clientWith(outcomes: readonly (Error | null)[]): () => Promise<unknown> {
  const left = [...outcomes];
  let around: Attempt = (next) => next;
  watchAttempts({ middlewareStack: { add: (attempt: Attempt) => (around = attempt) } });
  const send = around(() => {
    const outcome = left.shift() ?? null;
    return outcome === null ? Promise.resolve('answer') : Promise.reject(outcome);
  });
  return async () => {
    for (;;) {
      const answer = await send({}).catch(() => null);
      if (answer !== null) return answer;
    }
  };
}

const named = (name: string): Error => Object.assign(new Error('Rate exceeded'), { name });

test.each<[string, readonly (Error | null)[], number, boolean]>([
  ['one request', [null], 1, false],
  ['a request that is repeated', [named('TimeoutError'), null], 2, false],
  ['throttled by Elastic Load Balancing', [named('Throttling'), null], 2, true],
  ['throttled by ECS', [named('ThrottlingException'), named('ThrottlingException'), null], 3, true],
])('%s', async (_what, outcomes, calls, isThrottled) => {
  const timing = timingPort({ now: () => 7, sleep: () => Promise.resolve() });
  const read = await timing.read(clientWith(outcomes));
  expect(read).toEqual({ value: 'answer', readAtMs: 7, calls, isThrottled });
});
