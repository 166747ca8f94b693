// When each attempt of a call is sent: how old a read is, and whether a write may still go out.
import { AsyncLocalStorage } from 'node:async_hooks';
import { isThrottling } from '../../domain/common/values/trouble.ts';
import { TooLate } from '../../errors.ts';
import type { Clock, TimingPort } from '../../ports.ts';

/** What is to know of the calls that a piece of work sends. */
interface Watch {
  readonly now: () => number;
  /** Per call: when its last attempt was sent. A page is a call of its own. */
  readonly sentMs: Map<symbol, number>;
  /** Per call: how its last attempt failed, which may have been carried out. */
  readonly failed: Map<symbol, Error>;
  calls: number;
  isThrottled: boolean;
  readonly untilMs: number;
  /** Called with the `Date` of each response that has one. */
  readonly onDate: (date: string) => void;
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
      return async (args) => {
        note(call);
        try {
          const done = await next(args);
          noteDate(done);
          return done;
        } catch (error) {
          noteFailure(call, error);
          throw error;
        }
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
  // A repeat that comes too late: what is known of the write is how it failed before.
  if (nowMs > watch.untilMs) throw watch.failed.get(call) ?? new TooLate();
  watch.sentMs.set(call, nowMs);
  watch.calls += 1;
}

/** The SDK repeats a throttled attempt, so nobody else sees it. */
function noteFailure(call: symbol, error: unknown): void {
  const watch = watched.getStore();
  if (watch === undefined || !(error instanceof Error)) return;
  if (isThrottling(error.name)) watch.isThrottled = true;
  else if (!(error instanceof TooLate)) watch.failed.set(call, error);
}

interface Answered {
  readonly response?: { readonly headers?: Readonly<Record<string, string>> };
}

function noteDate(done: unknown): void {
  const date = (done as Answered).response?.headers?.['date'];
  if (date !== undefined) watched.getStore()?.onDate(date);
}

export function timingPort(clock: Clock): TimingPort {
  const now = (): number => clock.now();
  let skewMs: number | null = null;
  // A date has whole seconds.
  const onDate = (date: string): void => {
    const serverMs = Date.parse(date) + 500;
    if (!Number.isNaN(serverMs)) skewMs = now() - serverMs;
  };
  const watch = (untilMs: number): Watch => ({
    ...{ now, untilMs, onDate, sentMs: new Map(), failed: new Map(), calls: 0, isThrottled: false },
  });
  return {
    async read(work) {
      const startedMs = now();
      const reading = watch(Number.POSITIVE_INFINITY);
      const value = await watched.run(reading, work);
      const { sentMs, calls, isThrottled } = reading;
      const readAtMs = sentMs.size === 0 ? startedMs : Math.min(...sentMs.values());
      return { value, readAtMs, calls, isThrottled };
    },
    sendBy: (untilMs, work) => watched.run(watch(untilMs), work),
    within: inTime,
    skewMs: () => skewMs,
  };
}

function inTime<T>(ms: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, ms, null);
  });
  return Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
