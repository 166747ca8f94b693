// What acceptance tests ask the shared slots for.
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { watchDelays } from './delays.ts';
import { reportEveryMs, slotsVariable } from './slot-server.ts';

const open = (): Socket => connect({ host: '127.0.0.1', port: Number(process.env[slotsVariable]) });

/** Reports how late the timers of this worker are. Returns what ends it. */
function reportDelays(): () => void {
  const socket = open();
  // The server is gone only when the run is over.
  socket.on('error', () => undefined);
  socket.write('delays');
  const delays = watchDelays();
  const timer = setInterval(() => {
    socket.write(`${String(delays.worstMs())}\n`);
  }, reportEveryMs);
  return () => {
    clearInterval(timer);
    delays.end();
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
