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

/** What one value is sent with. */
export interface Turn {
  /** Just before the write. `false`: the last value is on its way, and this one is not to be written any more. */
  begin(): boolean;
}

interface ChannelSettings<T> {
  readonly send: (value: T, turn: Turn) => Promise<void>;
  /** If the text is the same, nothing has changed and nothing is sent. */
  readonly textOf: (value: T) => string;
  readonly onRefusal: (refusal: Refusal) => void;
  readonly clock: Pick<Clock, 'now'>;
  /** Minimum time between two requests that are not urgent. */
  readonly everyMs: number;
  /** Sends the last value also if it was sent: another run may have written since. `send` then finds out. */
  readonly isSentAtEnd?: boolean;
  /**
   * The last value doesn't wait for the request under way, since the end of a run has seconds. If that one was answered
   * later, the last value is sent again. `send` must call `begin`, and writes what exists already.
   */
  readonly isLastAtOnce?: boolean;
}

/** One request at a time, then the newest value: a slow GitHub never shows an outdated state last. */
export function createChannel<T>(settings: ChannelSettings<T>): Channel<T> {
  const { textOf, clock, everyMs, isSentAtEnd = false, isLastAtOnce = false } = settings;
  const sender = createSender(settings);
  let next: { readonly value: T } | null = null;
  let flight: Promise<void> | null = null;

  async function sendAll(): Promise<void> {
    for (let one = next; one !== null && sender.sent.delivery !== 'refused'; one = next) {
      next = null;
      await sender.send(one.value);
    }
    flight = null;
  }

  async function sendLast(value: T): Promise<void> {
    next = null;
    if (flight !== null && isLastAtOnce && sender.sent.hasWritten) {
      if (await sender.overtake(value, flight)) return;
      await flight;
    }
    next = { value };
    await (flight ??= sendAll());
  }

  return {
    offer(value, isUrgent) {
      const { delivery, text, atMs } = sender.sent;
      if (delivery === 'refused' || textOf(value) === text) return;
      if (!isUrgent && next === null && (flight !== null || clock.now() - atMs < everyMs)) return;
      next = { value };
      flight ??= sendAll();
    },
    async close(value) {
      const isSent =
        next === null && textOf(value) === sender.sent.text && sender.sent.delivery === 'delivered';
      if (isSentAtEnd || !isSent) await sendLast(value);
      else await flight;
      return sender.sent.delivery;
    },
  };
}

/** What was sent last. */
interface Sent {
  delivery: Delivery;
  /** `null`: nothing, or it failed. */
  text: string | null;
  atMs: number;
  /** Something was written, so it can be written over. */
  hasWritten: boolean;
}

interface Sender<T> {
  readonly sent: Readonly<Sent>;
  send(value: T): Promise<void>;
  /**
   * Sends it while another value is under way (`before`), which is no longer written if that hasn't begun. Resolves to
   * whether this one was answered last.
   */
  overtake(value: T, before: Promise<void>): Promise<boolean>;
}

function createSender<T>({ send, textOf, onRefusal, clock }: ChannelSettings<T>): Sender<T> {
  const sent: Sent = { delivery: 'delivered', text: null, atMs: Number.NEGATIVE_INFINITY, hasWritten: false };
  let turn = { isOver: false, hasBegun: false };

  async function sendOne(value: T): Promise<void> {
    const own = { isOver: false, hasBegun: false };
    turn = own;
    Object.assign(sent, { atMs: clock.now(), text: textOf(value) });
    try {
      await send(value, {
        begin: () => {
          own.hasBegun = !own.isOver;
          return own.hasBegun;
        },
      });
      if (!own.isOver)
        Object.assign(sent, { delivery: 'delivered', hasWritten: sent.hasWritten || own.hasBegun });
    } catch (error) {
      if (own.isOver) return;
      const refusal = refusalOf(error);
      Object.assign(sent, { delivery: deliveryAfter(refusal), text: null });
      onRefusal(refusal);
    }
  }

  return {
    sent,
    send: sendOne,
    async overtake(value, before) {
      let isAnswered = !turn.hasBegun;
      turn.isOver = true;
      void before.then(() => {
        isAnswered = true;
      });
      await sendOne(value);
      return isAnswered;
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
