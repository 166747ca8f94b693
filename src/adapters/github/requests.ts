// Sends requests to GitHub, with a time limit and repeats.
import { setTimeout as delay } from 'node:timers/promises';
import { GitHubError, toGitHubError } from './error.ts';
import type { GitHubAction } from './error.ts';

/** Sends one request, which has to end when the signal fires. */
type Send<T> = (signal: AbortSignal) => Promise<T>;

export interface RequestSettings {
  /** Time limit of one request, in milliseconds. */
  readonly timeoutMs?: number;
  /** How GitHub is reached, after "called". */
  readonly route?: string;
  /** Waits before a repeated request. Tests replace it. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

export interface Requests {
  /** Reads, and writes that have the same effect when they are carried out twice. */
  repeatable<T>(action: GitHubAction, send: Send<T>): Promise<T>;
  /**
   * Creates something that must not be created twice. After a failure, `find` looks for it (`null`: not found) before the
   * request is repeated.
   */
  creation<T>(action: GitHubAction, send: Send<T>, find: () => Promise<T | null>): Promise<T>;
}

const maxRepeats = 2;
const longestWaitMs = 5_000;

/** `null`: don't repeat. Reporting must not delay a release, so a longer rate limit is not waited for. */
function waitBeforeRepeat(error: GitHubError, repeats: number): number | null {
  if (repeats >= maxRepeats || error.kind === 'denied' || error.kind === 'refused') return null;
  const wait = error.retryAfterMs ?? 1000 * 2 ** repeats;
  return wait > longestWaitMs ? null : wait;
}

/**
 * Requests with a time limit (10 s), repeated at most twice. They reject with `GitHubError`. While a rate limit lasts, they
 * reject without a request: GitHub may block a client that goes on sending them.
 */
export function createRequests({ timeoutMs = 10_000, sleep = delay, route }: RequestSettings): Requests {
  let limit: { readonly error: GitHubError; readonly untilMs: number } | null = null;

  async function once<T>(action: GitHubAction, send: Send<T>): Promise<T> {
    if (limit !== null && performance.now() < limit.untilMs) throw limit.error;
    try {
      return await send(AbortSignal.timeout(timeoutMs));
    } catch (caught) {
      const error = toGitHubError(action, caught, route);
      const waitMs = error.kind === 'busy' ? (error.retryAfterMs ?? 0) : 0;
      if (waitMs > longestWaitMs) limit = { error, untilMs: performance.now() + waitMs };
      throw error;
    }
  }

  async function repeatUntil<T>(
    action: GitHubAction,
    send: Send<T>,
    find: () => Promise<T | null>,
  ): Promise<T> {
    for (let repeats = 0; ; repeats++) {
      try {
        return await once(action, send);
      } catch (error) {
        const wait = waitBeforeRepeat(toGitHubError(action, error), repeats);
        if (wait === null) throw error;
        await sleep(wait);
      }
      const made = await find();
      if (made !== null) return made;
    }
  }

  return {
    repeatable: (action, send) => repeatUntil(action, send, () => Promise.resolve(null)),
    creation: repeatUntil,
  };
}
