// What acceptance tests ask the shared slots for.
import { once } from 'node:events';
import { connect } from 'node:net';
import { slotsVariable } from './slot-server.ts';

/** Does the work once there is a slot for it; a slot is free again when the work has ended, however it ended. */
export async function withSlot<T>(work: () => Promise<T>): Promise<T> {
  const socket = connect({ host: '127.0.0.1', port: Number(process.env[slotsVariable]) });
  try {
    await once(socket, 'connect');
    socket.write('case');
    await once(socket, 'data');
    return await work();
  } finally {
    socket.destroy();
  }
}
