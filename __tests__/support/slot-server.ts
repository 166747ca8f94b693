// Jest's global set-up: cases of acceptance tests that all its workers hold side by side, as many as the machine can bear.
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { cpus } from 'node:os';

/** Where the workers find the slots. */
export const slotsVariable = 'ACCEPTANCE_SLOTS_PORT';

/** How many cases run at once however busy the machine is, and at most: what a worker's single thread can bear. */
const fewest = 3;
const most = 24;
/** Another case begins when at least this part of the processors was idle. */
const idleEnough = 0.2;
/** Over which time that is measured; a case that has just begun has to show in it before the next one begins. */
const windowMs = 1000;
const everyMs = 250;

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

/** The part of the processors that was idle since the oldest of these times. */
function idlePart(seen: readonly Times[]): number {
  const [first, last] = [seen[0], seen.at(-1)];
  if (first === undefined || last === undefined || last.allMs === first.allMs) return 0;
  return (last.idleMs - first.idleMs) / (last.allMs - first.allMs);
}

/**
 * Most of a case is waiting, so many of them fit on a machine that has nothing else to do, and few where its processors
 * are short: then answers would come late, which users of a service can't tell from a fault. First come, first served.
 * A worker that dies ends its connections, and with them what it held.
 */
function createSlots(): { readonly ask: (socket: Socket) => void; readonly look: () => void } {
  const held = new Set<Socket>();
  const waiting = new Set<Socket>();
  let seen: readonly Times[] = [];
  const grant = (): void => {
    const [next] = waiting;
    if (next === undefined) return;
    waiting.delete(next);
    held.add(next);
    next.write('go');
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
      seen = [...seen, timesNow()].slice(-(windowMs / everyMs + 1));
      if (waiting.size === 0 || held.size >= most || seen.length <= windowMs / everyMs) return;
      if (idlePart(seen) < idleEnough) return;
      grant();
      seen = seen.slice(-2);
    },
  };
}

/** A connection that says `case` is told `go` when it may begin, and holds its slot until it closes. */
async function openSlots(): Promise<void> {
  const slots = createSlots();
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', () => {
      slots.ask(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  setInterval(slots.look, everyMs).unref();
  process.env[slotsVariable] = String((server.address() as AddressInfo).port);
}

export { openSlots as default };
