import type { TroubleKind } from '../domain/common/values/trouble.ts';
import type { Clock } from '../ports.ts';

/** What became of the last thing that was sent. `refused`: sending it again is of no use. */
export type Told = 'told' | 'refused' | 'unknown';

/** One place where a release is told. Nothing that happens there reaches the one who tells (invariant 9). */
export interface Channel<T> {
  /** Returns at once. Sent now if it is urgent or some time has passed; else dropped, since a newer one will come. */
  offer(value: T, isUrgent: boolean): void;
  /** Sends the last word after whatever is under way, and resolves when it has an answer. Never rejects. */
  close(value: T): Promise<Told>;
}

export interface Refusal {
  readonly kind: TroubleKind;
  readonly message: string;
}

export interface ChannelSettings<T> {
  readonly send: (value: T) => Promise<void>;
  /** The same text means that nothing has changed: then nothing is sent. */
  readonly textOf: (value: T) => string;
  readonly onRefusal: (refusal: Refusal) => void;
  readonly clock: Pick<Clock, 'now'>;
  /** The least time between two that are not urgent, in milliseconds. */
  readonly everyMs: number;
}

/** One request at a time, and of those that wait for it the newest: so a slow GitHub is never told an old state last. */
export function createChannel<T>(settings: ChannelSettings<T>): Channel<T> {
  const { send, textOf, onRefusal, clock, everyMs } = settings;
  let next: { readonly value: T } | null = null;
  let flight: Promise<void> | null = null;
  let sentMs = Number.NEGATIVE_INFINITY;
  let sentText: string | null = null;
  let told: Told = 'told';

  async function sendOne(value: T): Promise<void> {
    sentMs = clock.now();
    sentText = textOf(value);
    try {
      await send(value);
      told = 'told';
    } catch (error) {
      const refusal = refusalOf(error);
      told = refusal.kind === 'denied' ? 'refused' : 'unknown';
      sentText = null;
      onRefusal(refusal);
    }
  }

  async function sendAll(): Promise<void> {
    for (let one = next; one !== null && told !== 'refused'; one = next) {
      next = null;
      await sendOne(one.value);
    }
    flight = null;
  }

  return {
    offer(value, isUrgent) {
      if (told === 'refused' || textOf(value) === sentText) return;
      if (!isUrgent && next === null && (flight !== null || clock.now() - sentMs < everyMs)) return;
      next = { value };
      flight ??= sendAll();
    },
    async close(value) {
      if (textOf(value) !== sentText || told !== 'told') next = { value };
      await (flight ??= sendAll());
      return told;
    },
  };
}

/** Only the adapter knows the error's class; what it says of itself is enough here. */
function refusalOf(error: unknown): Refusal {
  const message = error instanceof Error ? error.message : String(error);
  const kind = typeof error === 'object' && error !== null && 'kind' in error ? error.kind : null;
  return { kind: isTroubleKind(kind) ? kind : 'lost', message };
}

const isTroubleKind = (value: unknown): value is TroubleKind =>
  value === 'denied' || value === 'refused' || value === 'busy' || value === 'lost';
