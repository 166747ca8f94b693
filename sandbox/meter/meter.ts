// The honest meter: an open-loop load generator that runs as its own process and shares no code with what it measures.
import { fstatSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClients } from './clients.ts';
import type { MeterLine } from './lines.ts';
import { readOptions, usage } from './options.ts';
import type { MeterOptions } from './options.ts';
import { startSchedule } from './schedule.ts';
import { createTally } from './tally.ts';
import { noTotals, startWebSockets } from './web-sockets.ts';
import type { WebSocketClients } from './web-sockets.ts';

const failureSamples = 20;

function print(line: MeterLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Resolves when the meter has to stop, for any of the reasons in the usage. */
function stopRequested(durationMs: number | null): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      resolve();
    };
    if (durationMs !== null) setTimeout(stop, durationMs);
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    // No process reads the lines any more.
    process.stdout.on('error', () => process.exit(1));
    const stdin = createInterface({ input: process.stdin });
    stdin.on('line', (line) => {
      if (line.trim() === 'stop') stop();
    });
    // A closed pipe means that the parent process has ended. /dev/null means nothing.
    const input = fstatSync(0);
    stdin.on('close', () => {
      if (input.isFIFO() || input.isSocket()) stop();
    });
  });
}

function openWebSockets(options: MeterOptions, at: () => number): WebSocketClients | null {
  if (options.webSocketUrl === null) return null;
  return startWebSockets(options.webSocketUrl, options.webSockets, options.headers, (client, event) => {
    print({ kind: 'webSocket', at: at(), client, ...event });
  });
}

async function run(options: MeterOptions): Promise<void> {
  const startedAt = performance.now();
  const at = (): number => Math.round(performance.now() - startedAt);
  const tally = createTally(at);
  const clients = createClients(options);
  let samplesLeft = failureSamples;
  print({ kind: 'started', pid: process.pid });
  const webSockets = openWebSockets(options, at);

  const send = (sequence: number, dueAt: number): void => {
    tally.sent(performance.now() - dueAt);
    const { url, connection, outcome } = clients.send(sequence);
    void outcome.then((ended) => {
      tally.ended(ended, performance.now() - dueAt);
      if (ended.ok || samplesLeft === 0) return;
      samplesLeft -= 1;
      print({ kind: 'failure', at: at(), url, connection, reason: ended.reason });
    });
  };
  const printSecond = (): void => {
    const ofSockets = webSockets?.nextSecond() ?? { webSocketsOpen: 0, reconnections: 0 };
    print({ kind: 'second', ...tally.nextSecond(), ...ofSockets });
  };

  const schedule = startSchedule(options.rate, send);
  const seconds = setInterval(printSecond, 1000);
  await stopRequested(options.durationMs);
  schedule.stop();
  const webSocketTotals = await (webSockets?.stop(2000) ?? noTotals());
  // Every request ends by its own time limit, as failed if need be: sent = answered + failed.
  while (tally.inFlight() > 0) await sleep(20);
  clearInterval(seconds);
  printSecond();
  print({ kind: 'summary', ...tally.totals(), webSockets: webSocketTotals });
  clients.close();
  process.stdin.destroy();
}

try {
  await run(readOptions(process.argv.slice(2)));
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
