// What a version of the demo's web app is, wherever it runs: in a process of its own, or inside the sandbox's.
import type { Server } from 'node:http';
import type { WebSocketServer } from 'ws';
import type { Faults } from './faults.ts';
import type { Health } from './health.ts';

export interface App {
  /** Doesn't listen yet. */
  readonly server: Server;
  readonly sockets: WebSocketServer;
  readonly faults: Faults;
  readonly health: Health;
}

/** Reads the faults from the environment. Throws on a value that is not a number. */
export type CreateApp = (env: NodeJS.ProcessEnv) => App;

/** Longer than a load balancer's idle timeout (60 s), or it would send requests into connections being closed here. */
export const keepAliveTimeoutMs = 75_000;
/** How long an app takes at most to end after SIGTERM. */
const stopWithinMs = 1_000;

/** Stops accepting, closes WebSockets with 1001 (going away), finishes what is in flight; calls back within a second. */
export function endGracefully({ server, sockets }: App, ended: () => void): void {
  for (const socket of sockets.clients) socket.close(1001, 'going away');
  server.close(ended);
  setTimeout(ended, stopWithinMs).unref();
}
