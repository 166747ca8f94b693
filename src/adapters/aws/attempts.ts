// When each attempt of a call is sent: how old a read is, and whether a write may still go out.
import { AsyncLocalStorage } from 'node:async_hooks';
import { TooLate } from '../../errors.ts';
import type { Clock, TimingPort } from '../../ports.ts';

/** What is to know of the calls that a piece of work sends. */
interface Watch {
  readonly now: () => number;
  /** Per call: when its last attempt was sent. A page is a call of its own. */
  readonly sentMs: Map<symbol, number>;
  readonly untilMs: number;
}

const watched = new AsyncLocalStorage<Watch>();

/** The part of an SDK client's middleware stack that is used. */
interface Stack {
  add(
    middleware: (next: (args: never) => Promise<unknown>) => (args: never) => Promise<unknown>,
    options: { readonly step: 'finalizeRequest'; readonly priority: 'low'; readonly name: string },
  ): void;
}

/** Runs after signing, before each attempt of each call of the client. The stack is resolved once per call. */
export function watchAttempts<C extends { readonly middlewareStack: unknown }>(client: C): C {
  (client.middlewareStack as Stack).add(
    (next) => {
      const call = Symbol('call');
      return (args) => {
        note(call);
        return next(args);
      };
    },
    { step: 'finalizeRequest', priority: 'low', name: 'watchAttempts' },
  );
  return client;
}

function note(call: symbol): void {
  const watch = watched.getStore();
  if (watch === undefined) return;
  const nowMs = watch.now();
  if (nowMs > watch.untilMs) throw new TooLate();
  watch.sentMs.set(call, nowMs);
}

export const timingPort = ({ now }: Clock): TimingPort => ({
  async read(work) {
    const startedMs = now();
    const watch = { now, sentMs: new Map<symbol, number>(), untilMs: Number.POSITIVE_INFINITY };
    const value = await watched.run(watch, work);
    return { value, readAtMs: watch.sentMs.size === 0 ? startedMs : Math.min(...watch.sentMs.values()) };
  },
  sendBy: (untilMs, work) => watched.run({ now, sentMs: new Map(), untilMs }, work),
  within(ms, work) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(resolve, ms, null);
    });
    return Promise.race([work, late]).finally(() => {
      clearTimeout(timer);
    });
  },
});
