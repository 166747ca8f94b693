/**
 * What can go wrong with a call.
 * - `forbidden`: 403 as a fork's read-only token gets it
 * - `server-error`: 502, nothing was done
 * - `rate-limit`: the hourly limit is used up, for half an hour; `secondary-rate-limit`: too much at once. GitHub answers
 *   both with 403 or 429
 * - `slow`: the answer comes `delayMs` later
 * - `refusal`: any `status` and `message`
 * - `endless`: every page of a list shows the first one, and names a next one
 * - `strange`: `status` 200 with the `text` of something else, such as a proxy. Nothing was done
 * - `answer-lost`: carried out, then the connection breaks; `server-error-after`: carried out, then 502
 */
export type FaultKind =
  | 'forbidden'
  | 'server-error'
  | 'rate-limit'
  | 'secondary-rate-limit'
  | 'slow'
  | 'refusal'
  | 'endless'
  | 'strange'
  | 'answer-lost'
  | 'server-error-after';

export interface Fault {
  readonly kind: FaultKind;
  /** An operation id of GitHub's description (`issues/create-comment`), or a group of them. */
  readonly on: 'all' | 'reads' | 'writes' | (string & {});
  /** How many calls it hits; without it every one until `clear`. */
  readonly times?: number;
  /** For `strange`: the body as it is sent. */
  readonly text?: string;
  /** For `refusal` and the limits. */
  readonly status?: number;
  readonly message?: string;
  /** For `slow`. */
  readonly delayMs?: number;
  /** For `secondary-rate-limit`; 60 as GitHub sends it most of the time. `null`: it doesn't say how long. */
  readonly retryAfterSeconds?: number | null;
}

export interface Faults {
  add(fault: Fault): void;
  clear(): void;
}

export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Keeps the faults and hands each call the first that fits it, counting down those with a number of times. */
export class FaultList implements Faults {
  private entries: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.entries.push({ fault, left: fault.times ?? Number.POSITIVE_INFINITY });
  }

  clear(): void {
    this.entries = [];
  }

  take(operation: string, isWrite: boolean): Fault | null {
    const groups = ['all', isWrite ? 'writes' : 'reads', operation];
    const entry = this.entries.find(({ fault, left }) => left > 0 && groups.includes(fault.on));
    if (!entry) return null;
    entry.left -= 1;
    return entry.fault;
  }
}

/** The refusal that a fault means, or `null` when the call is carried out all the same. */
export function refusalOf(fault: Fault | null): Refusal | null {
  switch (fault?.kind) {
    case 'forbidden':
      return { status: 403, headers: {}, message: 'Resource not accessible by integration' };
    case 'server-error':
      return { status: 502, headers: {}, message: 'Server Error' };
    case 'rate-limit':
      return {
        status: fault.status ?? 403,
        headers: {
          'x-ratelimit-limit': '1000',
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 1800),
        },
        message: 'API rate limit exceeded for installation ID 1.',
      };
    case 'secondary-rate-limit':
      return {
        status: fault.status ?? 429,
        headers:
          fault.retryAfterSeconds === null ? {} : { 'retry-after': String(fault.retryAfterSeconds ?? 60) },
        message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
      };
    case 'refusal':
      return { status: fault.status ?? 422, headers: {}, message: fault.message ?? 'Validation Failed' };
    case 'slow':
    case 'endless':
    case 'strange':
    case 'answer-lost':
    case 'server-error-after':
    case undefined:
      return null;
  }
}
