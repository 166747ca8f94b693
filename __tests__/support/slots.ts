// What acceptance tests ask the shared slots for.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { reportEveryMs, slotsVariable } from './slot-server.ts';

const tickMs = 50;

const open = (): Socket => connect({ host: '127.0.0.1', port: Number(process.env[slotsVariable]) });

/** Reports by how much the timers of this worker are late, which is how late its answers are. Returns what ends it. */
function reportDelays(): () => void {
  const socket = open();
  // The server is gone only when the run is over.
  socket.on('error', () => undefined);
  socket.write('delays');
  let [dueAt, reportAt, worstMs] = [performance.now() + tickMs, performance.now() + reportEveryMs, 0];
  const timer = setInterval(() => {
    const now = performance.now();
    worstMs = Math.max(worstMs, now - dueAt);
    dueAt = now + tickMs;
    if (now < reportAt) return;
    socket.write(`${String(worstMs)}\n`);
    [reportAt, worstMs] = [now + reportEveryMs, 0];
  }, tickMs);
  return () => {
    clearInterval(timer);
    socket.destroy();
  };
}

let inside = 0;
let endReports = (): void => undefined;

/** Does the work once there is a slot for it; a slot is free again when the work has ended, however it ended. */
export async function withSlot<T>(work: () => Promise<T>): Promise<T> {
  if (inside === 0) endReports = reportDelays();
  inside += 1;
  const socket = open();
  try {
    await once(socket, 'connect');
    socket.write('case');
    await once(socket, 'data');
    return await work();
  } finally {
    socket.destroy();
    inside -= 1;
    if (inside === 0) endReports();
  }
}
