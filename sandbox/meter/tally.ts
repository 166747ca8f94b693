// Counts requests: by the second while they run, and in all at the end.
import type { Outcome } from './clients.ts';
import type { SecondLine, SummaryLine, VersionSpan } from './lines.ts';

export interface Tally {
  sent(lateMs: number): void;
  /** `tookMs` counts from when the request was due. */
  ended(outcome: Outcome, tookMs: number): void;
  inFlight(): number;
  /** Closes the current second and begins the next. */
  nextSecond(): Omit<SecondLine, 'kind' | 'webSocketsOpen' | 'reconnections'>;
  totals(): Omit<SummaryLine, 'kind' | 'webSockets'>;
}

const lateMsLimit = 100;

interface Counts {
  sent: number;
  answered: number;
  failed: number;
  slowestMs: number;
  versions: Record<string, number>;
}

const noCounts = (): Counts => ({ sent: 0, answered: 0, failed: 0, slowestMs: 0, versions: {} });

/** `elapsedMs` is the time since the meter's start. */
export function createTally(elapsedMs: () => number): Tally {
  const total = noCounts();
  let second = noCounts();
  let t = 0;
  const tookMs: number[] = [];
  const spans: Record<string, VersionSpan> = {};
  const failuresByReason: Record<string, number> = {};
  const lateSends = { count: 0, worstMs: 0 };

  const countAnswer = (version: string): void => {
    for (const counts of [total, second]) {
      counts.answered += 1;
      counts.versions[version] = (counts.versions[version] ?? 0) + 1;
    }
    const at = Math.round(elapsedMs());
    const span = spans[version];
    spans[version] = {
      answers: (span?.answers ?? 0) + 1,
      firstSeenAt: span?.firstSeenAt ?? at,
      lastSeenAt: at,
    };
  };

  return {
    sent(lateMs) {
      total.sent += 1;
      second.sent += 1;
      if (lateMs > lateMsLimit) lateSends.count += 1;
      lateSends.worstMs = Math.max(lateSends.worstMs, Math.round(lateMs));
    },
    ended(outcome, took) {
      tookMs.push(took);
      for (const counts of [total, second]) counts.slowestMs = Math.max(counts.slowestMs, Math.round(took));
      if (outcome.ok) {
        countAnswer(outcome.version);
        return;
      }
      for (const counts of [total, second]) counts.failed += 1;
      failuresByReason[outcome.reason] = (failuresByReason[outcome.reason] ?? 0) + 1;
    },
    inFlight: () => total.sent - total.answered - total.failed,
    nextSecond() {
      const closed = { t, ...second };
      t += 1;
      second = noCounts();
      return closed;
    },
    totals() {
      const { sent, answered, failed, slowestMs } = total;
      const sorted = tookMs.toSorted((a, b) => a - b);
      const percentile = (share: number): number =>
        Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
      const seconds = Math.round(elapsedMs() / 1000);
      const times = { slowestMs, p50Ms: percentile(0.5), p99Ms: percentile(0.99) };
      return { seconds, sent, answered, failed, failuresByReason, ...times, versions: spans, lateSends };
    },
  };
}
