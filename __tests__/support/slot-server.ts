// Jest's global set-up: cases of acceptance tests that all its workers hold side by side, as many as the machine can bear.
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { cpus } from 'node:os';

/** Where the workers find the slots. */
export const slotsVariable = 'ACCEPTANCE_SLOTS_PORT';
/** How often a worker says how late its timers were. */
export const reportEveryMs = 500;

/** How many cases run at once however busy the machine is. */
const fewest = 3;
/** How many where others use the processors too, as long as no worker with cases is held up for longer than this. */
const fewOfAll = 6;
const promptMs = 40;
/** How many while at least this part of the processors is idle: what the workers' single threads can bear. */
const most = 24;
const idleEnough = 0.15;
/** How long a case that has just begun has to show in both before the next one begins. */
const pauseMs = 750;
const everyMs = 250;
const looks = pauseMs / everyMs;

interface Times {
  readonly idleMs: number;
  readonly allMs: number;
}

function timesNow(): Times {
  const all = cpus().map(({ times }) => times);
  return {
    idleMs: all.reduce((sum, { idle }) => sum + idle, 0),
    allMs: all.reduce((sum, { idle, user, nice, sys, irq }) => sum + idle + user + nice + sys + irq, 0),
  };
}

const idlePart = (since: Times, now: Times): number =>
  now.allMs === since.allMs ? 0 : (now.idleMs - since.idleMs) / (now.allMs - since.allMs);

interface Delays {
  readonly listen: (worker: Socket) => void;
  /** By how much the timers of the worst worker were late; infinite where one has not reported for a while. */
  readonly worstMs: () => number;
}

function createDelays(): Delays {
  const last = new Map<Socket, { readonly ms: number; readonly at: number }>();
  return {
    listen(worker) {
      worker.on('data', (text) => {
        last.set(worker, { ms: Number(text.toString().trim().split('\n').at(-1)), at: performance.now() });
      });
      worker.on('close', () => last.delete(worker));
    },
    worstMs() {
      const now = performance.now();
      return Math.max(
        0,
        ...[...last.values()].map(({ ms, at }) => (now - at > 3 * reportEveryMs ? Infinity : ms)),
      );
    },
  };
}

/**
 * Most of a case is waiting, so many of them fit on a machine that has nothing else to do, and few where its processors
 * are short: then answers would come late, which users of a service can't tell from a fault. First come, first served.
 * A worker that dies ends its connections, and with them what it held.
 */
function createSlots(delays: Delays): { readonly ask: (socket: Socket) => void; readonly look: () => void } {
  const held = new Set<Socket>();
  const waiting = new Set<Socket>();
  let seen: readonly Times[] = [];
  const grant = (): void => {
    const [next] = waiting;
    if (next === undefined) return;
    waiting.delete(next);
    held.add(next);
    next.write('go');
    seen = [];
  };
  const fill = (): void => {
    while (waiting.size > 0 && held.size < fewest) grant();
  };
  return {
    ask(socket) {
      waiting.add(socket);
      socket.on('close', () => {
        waiting.delete(socket);
        held.delete(socket);
        fill();
      });
      fill();
    },
    look() {
      seen = [...seen, timesNow()].slice(-looks - 1);
      const [first, last] = [seen[0], seen.at(-1)];
      if (first === undefined || last === undefined || seen.length <= looks) return;
      const isIdle = idlePart(first, last) >= idleEnough;
      if (held.size < fewOfAll ? isIdle || delays.worstMs() < promptMs : isIdle && held.size < most) grant();
    },
  };
}

/** A connection that sends `case` gets `go` when it may begin, and holds its slot until it closes. `delays` reports delays. */
async function openSlots(): Promise<void> {
  const delays = createDelays();
  const slots = createSlots(delays);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (kind) => {
      if (kind.toString().startsWith('case')) slots.ask(socket);
      else delays.listen(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  setInterval(slots.look, everyMs).unref();
  process.env[slotsVariable] = String((server.address() as AddressInfo).port);
}

export { openSlots as default };
