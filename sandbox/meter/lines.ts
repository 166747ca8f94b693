// What the meter prints: one JSON object per line on stdout. Times called `at` are milliseconds since its start.

interface StartedLine {
  readonly kind: 'started';
  readonly pid: number;
}

/** One second of traffic. `sent` counts what was sent in it; the rest what ended in it, whenever it was sent. */
export interface SecondLine {
  readonly kind: 'second';
  /** 0 for the first second. */
  readonly t: number;
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
  /** Answers by the version their body names. */
  readonly versions: Readonly<Record<string, number>>;
  readonly slowestMs: number;
  readonly webSocketsOpen: number;
  /** Opened in this second by clients whose connection had ended. */
  readonly reconnections: number;
}

/** Printed for the first 20 failures. All are counted. */
export interface FailureLine {
  readonly kind: 'failure';
  readonly at: number;
  readonly url: string;
  readonly connection: 'fresh' | 'kept';
  /** `status 503`, `ECONNREFUSED`, `no answer within 10000 ms`, `body without a version`, … */
  readonly reason: string;
}

export interface WebSocketLine {
  readonly kind: 'webSocket';
  readonly at: number;
  readonly client: number;
  /** `refused`: it could not be opened. `closed by server`: it was open and the other side ended it. */
  readonly event: 'opened' | 'closed by server' | 'refused' | 'echo lost';
  /** The version that its greeting named. */
  readonly version: string | null;
  /** The close code; 1006 if the connection was cut without one. */
  readonly code: number | null;
}

export interface WebSocketTotals {
  readonly opened: number;
  readonly refused: number;
  /** Opened by clients whose connection had ended, and the most of them in one second. */
  readonly reconnections: number;
  readonly mostReconnectionsInASecond: number;
  /** By close code. The server deleting its last tasks properly ends here too: it is counted, and no failed request. */
  readonly closedByServer: Readonly<Record<string, number>>;
  readonly messagesSent: number;
  readonly echoed: number;
  /** Sent and never echoed: messagesSent = echoed + echoesLost. */
  readonly echoesLost: number;
}

/** The last line. `sent = answered + failed`: nothing is in flight any more. */
export interface SummaryLine {
  readonly kind: 'summary';
  readonly seconds: number;
  readonly sent: number;
  readonly answered: number;
  readonly failed: number;
  readonly failuresByReason: Readonly<Record<string, number>>;
  /** From the moment a request was due, so that a stall counts for all who would have come during it. */
  readonly slowestMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly versions: Readonly<Record<string, VersionSpan>>;
  readonly webSockets: WebSocketTotals;
  /** How well the meter kept its own schedule: requests sent more than 100 ms after they were due, and the worst delay. */
  readonly lateSends: { readonly count: number; readonly worstMs: number };
}

export interface VersionSpan {
  readonly answers: number;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
}

export type MeterLine = StartedLine | SecondLine | FailureLine | WebSocketLine | SummaryLine;
