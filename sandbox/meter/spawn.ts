// Starts the meter as a process of its own and reads what it prints.
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { FailureLine, MeterLine, SecondLine, SummaryLine, WebSocketLine } from './lines.ts';
import { compileCache } from '../compile-cache.ts';
import { createRecord } from './record.ts';
import type { TrafficRecord, TrafficSnapshot } from './record.ts';

export interface TrafficOptions {
  readonly urls: readonly string[];
  /** Requests a second over all URLs. */
  readonly rate: number;
  /** Half of the requests on fresh connections by default. */
  readonly connections?: 'mix' | 'fresh' | 'kept';
  /** Whether a quarter of the requests come from clients that keep cookies. */
  readonly keepsCookies?: boolean;
  /** Whether every request comes from a client that keeps cookies. */
  readonly isReturning?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs?: number;
  readonly webSockets?: { readonly url: string; readonly count: number };
}

export interface Traffic {
  readonly pid: number;
  onSecond(callback: (second: SecondLine) => void): void;
  onFailure(callback: (failure: FailureLine) => void): void;
  onWebSocket(callback: (event: WebSocketLine) => void): void;
  snapshot(): TrafficSnapshot;
  /**
   * Resolves with the first snapshot that satisfies the predicate, looked at once a second.
   * Rejects after `timeoutMs`, or when the meter ends, with the last second in the message.
   */
  waitUntil(predicate: (snapshot: TrafficSnapshot) => boolean, timeoutMs: number): Promise<TrafficSnapshot>;
  /** Ends the traffic, lets the last requests end, and resolves with the totals. May be called again. */
  stop(): Promise<SummaryLine>;
}

type Meter = ChildProcessByStdio<Writable, Readable, Readable>;

/** Starts traffic. Resolves once the first requests are on their way; rejects if the meter does not start. */
export async function startTraffic(options: TrafficOptions): Promise<Traffic> {
  const meter = spawn(
    process.execPath,
    [fileURLToPath(new URL('meter.ts', import.meta.url)), ...argumentsOf(options)],
    {
      env: { ...process.env, ...compileCache },
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  // Stopping a meter that has already ended fails here. 'close' reports its end.
  meter.stdin.on('error', () => undefined);
  const record = createRecord();
  let complaint = '';
  meter.stderr.on('data', (text: Buffer) => {
    complaint += text.toString();
  });
  const exited = new Promise<void>((resolve) => meter.once('close', resolve));
  const lines = createInterface({ input: meter.stdout });
  const ended = Promise.withResolvers<SummaryLine>();
  // Only stop() looks at it; traffic that nobody stops must not end the process.
  ended.promise.catch(() => undefined);
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (text) => {
      const line = JSON.parse(text) as MeterLine;
      if (line.kind === 'started') resolve();
      else if (line.kind === 'summary') ended.resolve(line);
      else record.add(line);
    });
    void exited.then(() => {
      const error = new Error(`the meter ended without a summary: ${complaint}`);
      ended.reject(error);
      reject(error);
    });
  });
  return trafficOf(meter, record, exited, ended.promise);
}

function argumentsOf(options: TrafficOptions): string[] {
  const { webSockets } = options;
  return [
    ...options.urls.flatMap((url) => ['--url', url]),
    ...['--rate', String(options.rate)],
    ...['--connections', options.connections ?? 'mix'],
    ...(options.keepsCookies === true ? ['--cookies'] : []),
    ...(options.isReturning === true ? ['--returning'] : []),
    ...Object.entries(options.headers ?? {}).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(options.timeoutMs === undefined ? [] : ['--timeout-ms', String(options.timeoutMs)]),
    ...(webSockets === undefined ? [] : ['--ws-url', webSockets.url, '--sockets', String(webSockets.count)]),
  ];
}

function trafficOf(
  meter: Meter,
  record: TrafficRecord,
  exited: Promise<void>,
  ended: Promise<SummaryLine>,
): Traffic {
  return {
    pid: meter.pid ?? 0,
    onSecond: (callback) => record.listeners.second.push(callback),
    onFailure: (callback) => record.listeners.failure.push(callback),
    onWebSocket: (callback) => record.listeners.webSocket.push(callback),
    snapshot: () => record.snapshot(),
    waitUntil(predicate, timeoutMs) {
      return new Promise((resolve, reject) => {
        const look = (): void => {
          const snapshot = record.snapshot();
          if (!predicate(snapshot)) return;
          clearTimeout(timer);
          resolve(snapshot);
        };
        const giveUp = (why: string): void => {
          clearTimeout(timer);
          reject(new Error(`${why}; the last second was ${JSON.stringify(record.snapshot().lastSecond)}`));
        };
        const timer = setTimeout(() => {
          giveUp(`traffic was not as expected within ${timeoutMs} ms`);
        }, timeoutMs);
        record.listeners.second.push(look);
        void exited.then(() => {
          giveUp('the meter ended');
        });
        look();
      });
    },
    async stop() {
      if (meter.stdin.writable) meter.stdin.end('stop\n');
      const summary = await ended;
      await exited;
      return summary;
    },
  };
}
