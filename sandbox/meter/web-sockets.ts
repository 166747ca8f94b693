// A few people with a page open: WebSockets that talk all the time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { SecondLine, WebSocketTotals } from './lines.ts';
import { WebSocketClient } from './web-socket-client.ts';
import type { WebSocketCounts, WebSocketEvent } from './web-socket-client.ts';

export interface WebSocketClients {
  /** What a line about a second says of them. Closes the current second and begins the next. */
  nextSecond(): Pick<SecondLine, 'webSocketsOpen' | 'reconnections'>;
  /** Closes all of them once the outstanding echoes have arrived or `graceMs` has passed. */
  stop(graceMs: number): Promise<WebSocketTotals>;
}

const talkEveryMs = 500;

const noCounts = (): WebSocketCounts => ({
  ...{ opened: 0, refused: 0, reconnections: 0 },
  ...{ closedByServer: {}, messagesSent: 0, echoed: 0, echoesLost: 0 },
});

export const noTotals = (): WebSocketTotals => ({ ...noCounts(), mostReconnectionsInASecond: 0 });

/** Opens this many WebSockets, and keeps them open and talking. Calls `report` for each event, with the number of the WebSocket. */
export function startWebSockets(
  url: string,
  count: number,
  headers: Readonly<Record<string, string>>,
  report: (client: number, event: WebSocketEvent) => void,
): WebSocketClients {
  const counts = noCounts();
  let [before, most] = [0, 0];
  const clients = Array.from(
    { length: count },
    (_, client) =>
      new WebSocketClient(url, headers, counts, (event) => {
        report(client, event);
      }),
  );
  const talk = setInterval(() => {
    for (const client of clients) client.talk();
  }, talkEveryMs);
  const nextSecond = (): ReturnType<WebSocketClients['nextSecond']> => {
    const reconnections = counts.reconnections - before;
    before = counts.reconnections;
    most = Math.max(most, reconnections);
    return { webSocketsOpen: clients.filter((client) => client.isOpen()).length, reconnections };
  };
  return {
    nextSecond,
    async stop(graceMs) {
      clearInterval(talk);
      const deadline = performance.now() + graceMs;
      while (performance.now() < deadline && clients.some((client) => client.awaitsEchoes())) await sleep(20);
      for (const client of clients) client.stop();
      return { ...counts, mostReconnectionsInASecond: Math.max(most, counts.reconnections - before) };
    },
  };
}
