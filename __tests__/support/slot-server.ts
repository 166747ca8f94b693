// Jest's global set-up: slots that all its workers share, so that many cases wait side by side and few starve.
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/**
 * Each case keeps about a fifth of a processor busy, and its opening, when processes start, a whole one. More of them
 * on two processors would last so much longer that nothing is won.
 */
const most = { case: 7, opening: 2 } as const;

export type SlotKind = keyof typeof most;

/** Where the workers find the slots. */
export const slotsVariable = 'ACCEPTANCE_SLOTS_PORT';

const isKind = (word: string): word is SlotKind => Object.hasOwn(most, word);

/** First come, first served. A worker that dies ends its connections, and with them what it held. */
function createSlots(size: number): (socket: Socket) => void {
  const held = new Set<Socket>();
  const waiting = new Set<Socket>();
  const grant = (): void => {
    for (const next of [...waiting].slice(0, size - held.size)) {
      waiting.delete(next);
      held.add(next);
      next.write('go');
    }
  };
  return (socket) => {
    waiting.add(socket);
    socket.on('close', () => {
      waiting.delete(socket);
      held.delete(socket);
      grant();
    });
    grant();
  };
}

/** A connection says which kind of slot it wants, is told `go` when it has one, and holds it until it closes. */
async function openSlots(): Promise<void> {
  const slots = { case: createSlots(most.case), opening: createSlots(most.opening) };
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.once('data', (kind) => {
      const word = kind.toString();
      if (isKind(word)) slots[word](socket);
      else socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  process.env[slotsVariable] = String((server.address() as AddressInfo).port);
}

export { openSlots as default };
