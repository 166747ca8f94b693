// A few people with a page open: WebSockets that talk all the time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocketTotals } from './lines.ts';
import { WebSocketClient } from './web-socket-client.ts';
import type { WebSocketCounts, WebSocketEvent } from './web-socket-client.ts';

export interface WebSocketClients {
  open(): number;
  /** Closes all of them once the outstanding echoes have arrived or `graceMs` has passed. */
  stop(graceMs: number): Promise<WebSocketTotals>;
}

const talkEveryMs = 500;

export function noCounts(): WebSocketCounts {
  return { opened: 0, refused: 0, closedByServer: {}, messagesSent: 0, echoed: 0, echoesLost: 0 };
}

/** Opens this many WebSockets, and keeps them open and talking. Calls `report` for each event, with the number of the WebSocket. */
export function startWebSockets(
  url: string,
  count: number,
  headers: Readonly<Record<string, string>>,
  report: (client: number, event: WebSocketEvent) => void,
): WebSocketClients {
  const counts = noCounts();
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
  return {
    open: () => clients.filter((client) => client.isOpen()).length,
    async stop(graceMs) {
      clearInterval(talk);
      const deadline = performance.now() + graceMs;
      while (performance.now() < deadline && clients.some((client) => client.awaitsEchoes())) await sleep(20);
      for (const client of clients) client.stop();
      return counts;
    },
  };
}
