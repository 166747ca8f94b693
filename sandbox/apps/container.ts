// An app as a process that is a well-behaved container: where it listens, and how it ends.
import { fstatSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { endGracefully } from './app.ts';
import type { App } from './app.ts';
import { listenForHealth } from './health-port.ts';

/**
 * Listens on HOST and PORT. On SIGTERM the app ends gracefully within a second; on SIGUSR2 its health check fails from
 * then on. It also exits when the process that started it is gone.
 */
export async function runContainer(app: App): Promise<void> {
  const { server, faults, health } = app;
  exitWithParent();
  process.once('SIGTERM', () => {
    endGracefully(app, () => process.exit(0));
  });
  process.once('SIGUSR2', health.fail);
  if (Number.isFinite(faults.crashAfterMs)) {
    setTimeout(() => {
      console.error('fatal: crash was requested');
      process.exit(faults.exitCode);
    }, faults.crashAfterMs);
  }
  await sleep(faults.startDelayMs);
  const port = Number(process.env['PORT'] ?? 8080);
  const host = process.env['HOST'] ?? '127.0.0.1';
  listenForHealth(process.env, health);
  server.listen(port, host, () => {
    console.log(`listening on ${host}:${String(port)}`);
  });
}

/** A pipe on stdin that closes means that the parent has died. A terminal or /dev/null means nothing. */
function exitWithParent(): void {
  const stdin = fstatSync(0);
  if (!stdin.isFIFO() && !stdin.isSocket()) return;
  process.stdin.on('close', () => process.exit(0)).resume();
}
