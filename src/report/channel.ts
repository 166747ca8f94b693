// Sends the states of a report to one place on GitHub, one at a time and without delaying the run.
import type { TroubleKind } from '../domain/common/values/trouble.ts';
import type { Clock } from '../ports.ts';
import { messageOf } from '../errors.ts';

/** The result of the last request. `refused`: sending it again does not help. */
export type Delivery = 'delivered' | 'refused' | 'unknown';

/** Of several places: what is unknown may be tried again. */
export const worstOf = (deliveries: readonly Delivery[]): Delivery =>
  (['unknown', 'refused'] as const).find((one) => deliveries.includes(one)) ?? 'delivered';

export const deliveryAfter = ({ kind }: Refusal): Delivery =>
  kind === 'denied' || kind === 'refused' ? 'refused' : 'unknown';

/** One place that shows a release. Its failures never reach the run (invariant 9). */
export interface Channel<T> {
  /** Returns at once. Sends the value if it is urgent or some time has passed. Otherwise drops it: a newer one follows. */
  offer(value: T, isUrgent: boolean): void;
  /** Sends the last value after the current request, and resolves when GitHub has answered. Never rejects. */
  close(value: T): Promise<Delivery>;
}

/** Minimum time between edits that are not urgent: GitHub allows a few hundred writes an hour for a token. */
export const quietMs = 15_000;

export interface Refusal {
  readonly kind: TroubleKind;
  readonly message: string;
  /** The permission that the job lacks. `null`: another reason. */
  readonly permission: string | null;
}

interface ChannelSettings<T> {
  readonly send: (value: T) => Promise<void>;
  /** If the text is the same, nothing has changed and nothing is sent. */
  readonly textOf: (value: T) => string;
  readonly onRefusal: (refusal: Refusal) => void;
  readonly clock: Pick<Clock, 'now'>;
  /** Minimum time between two requests that are not urgent. */
  readonly everyMs: number;
  /** Sends the last value also if it was sent: another run may have written since. `send` then finds out. */
  readonly isSentAtEnd?: boolean;
}

/** One request at a time, then the newest value: a slow GitHub never shows an outdated state last. */
export function createChannel<T>(settings: ChannelSettings<T>): Channel<T> {
  const { send, textOf, onRefusal, clock, everyMs, isSentAtEnd = false } = settings;
  let next: { readonly value: T } | null = null;
  let flight: Promise<void> | null = null;
  let sentMs = Number.NEGATIVE_INFINITY;
  let sentText: string | null = null;
  let delivery: Delivery = 'delivered';

  async function sendOne(value: T): Promise<void> {
    sentMs = clock.now();
    sentText = textOf(value);
    try {
      await send(value);
      delivery = 'delivered';
    } catch (error) {
      const refusal = refusalOf(error);
      delivery = deliveryAfter(refusal);
      sentText = null;
      onRefusal(refusal);
    }
  }

  async function sendAll(): Promise<void> {
    for (let one = next; one !== null && delivery !== 'refused'; one = next) {
      next = null;
      await sendOne(one.value);
    }
    flight = null;
  }

  return {
    offer(value, isUrgent) {
      if (delivery === 'refused' || textOf(value) === sentText) return;
      if (!isUrgent && next === null && (flight !== null || clock.now() - sentMs < everyMs)) return;
      next = { value };
      flight ??= sendAll();
    },
    async close(value) {
      if (isSentAtEnd || textOf(value) !== sentText || delivery !== 'delivered') next = { value };
      await (flight ??= sendAll());
      return delivery;
    },
  };
}

/** Only the adapter knows the error's class. These members are enough here. */
export function refusalOf(error: unknown): Refusal {
  const { kind, permission } = (typeof error === 'object' && error !== null ? error : {}) as {
    readonly kind?: unknown;
    readonly permission?: unknown;
  };
  return {
    kind: isTroubleKind(kind) ? kind : 'lost',
    message: messageOf(error),
    permission: typeof permission === 'string' ? permission : null,
  };
}

/** A matter of the token, not of one comment or Deployment. */
export const isOfToken = ({ kind, permission }: Refusal): boolean => permission !== null || kind === 'busy';

const isTroubleKind = (value: unknown): value is TroubleKind =>
  value === 'denied' || value === 'refused' || value === 'busy' || value === 'lost';
