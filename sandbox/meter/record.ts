// Adds up what the meter prints.
import type { FailureLine, SecondLine, WebSocketLine } from './lines.ts';

/** What has been seen so far, up to the last whole second. */
export interface TrafficSnapshot {
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
  readonly versions: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  /** Null before the first second is over. */
  readonly lastSecond: SecondLine | null;
  readonly seconds: readonly SecondLine[];
  /** The first 20. */
  readonly failures: readonly FailureLine[];
  readonly webSocketEvents: readonly WebSocketLine[];
}

export interface TrafficRecord {
  readonly listeners: {
    readonly second: ((second: SecondLine) => void)[];
    readonly failure: ((failure: FailureLine) => void)[];
    readonly webSocket: ((event: WebSocketLine) => void)[];
  };
  add(line: SecondLine | FailureLine | WebSocketLine): void;
  snapshot(): TrafficSnapshot;
}

export function createRecord(): TrafficRecord {
  const seconds: SecondLine[] = [];
  const failures: FailureLine[] = [];
  const webSocketEvents: WebSocketLine[] = [];
  const totals = { sent: 0, answered: 0, failed: 0, slowestMs: 0 };
  const versions: Record<string, number> = {};
  const listeners: TrafficRecord['listeners'] = { second: [], failure: [], webSocket: [] };

  const addSecond = (second: SecondLine): void => {
    seconds.push(second);
    totals.sent += second.sent;
    totals.answered += second.answered;
    totals.failed += second.failed;
    totals.slowestMs = Math.max(totals.slowestMs, second.slowestMs);
    for (const [version, n] of Object.entries(second.versions))
      versions[version] = (versions[version] ?? 0) + n;
    for (const listener of listeners.second) listener(second);
  };

  return {
    listeners,
    add(line) {
      switch (line.kind) {
        case 'second':
          addSecond(line);
          break;
        case 'failure':
          failures.push(line);
          for (const listener of listeners.failure) listener(line);
          break;
        case 'webSocket':
          webSocketEvents.push(line);
          for (const listener of listeners.webSocket) listener(line);
          break;
      }
    },
    snapshot: () => ({
      ...totals,
      versions: { ...versions },
      lastSecond: seconds.at(-1) ?? null,
      seconds: [...seconds],
      failures: [...failures],
      webSocketEvents: [...webSocketEvents],
    }),
  };
}
