// What makes a web app a well-behaved container: where it listens, and how it ends.
import { fstatSync } from 'node:fs';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { WebSocketServer } from 'ws';
import { fallIll, type Faults } from './faults.ts';

/** Longer than a load balancer's idle timeout (60 s), or it would send requests into connections being closed here. */
export const keepAliveTimeoutMs = 75_000;
const stopWithinMs = 1_000;

/**
 * Listens on HOST and PORT. On SIGTERM the app stops accepting, finishes what is in flight, closes its WebSockets
 * with 1001 (going away) and exits within a second. On SIGUSR2 it falls ill. It also exits when the process that
 * started it is gone.
 */
export async function runContainer(server: Server, sockets: WebSocketServer, faults: Faults): Promise<void> {
  exitWithParent();
  process.once('SIGTERM', () => {
    stop(server, sockets);
  });
  process.once('SIGUSR2', fallIll);
  if (Number.isFinite(faults.crashAfterMs)) {
    setTimeout(() => {
      console.error('fatal: told to crash');
      process.exit(faults.exitCode);
    }, faults.crashAfterMs);
  }
  await sleep(faults.startDelayMs);
  const port = Number(process.env['PORT'] ?? 8080);
  const host = process.env['HOST'] ?? '127.0.0.1';
  server.listen(port, host, () => {
    console.log(`listening on ${host}:${String(port)}`);
  });
}

function stop(server: Server, sockets: WebSocketServer): void {
  for (const socket of sockets.clients) socket.close(1001, 'going away');
  server.close(() => process.exit(0));
  setTimeout(() => process.exit(0), stopWithinMs).unref();
}

/** A pipe on stdin that closes means that the parent has died. A terminal or /dev/null means nothing. */
function exitWithParent(): void {
  const stdin = fstatSync(0);
  if (!stdin.isFIFO() && !stdin.isSocket()) return;
  process.stdin.on('close', () => process.exit(0)).resume();
}
