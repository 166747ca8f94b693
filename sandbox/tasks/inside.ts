// Containers inside the sandbox's own process: the demo's apps on sockets of their own, without a process each.
import { constants } from 'node:os';
import type { Server, Socket } from 'node:net';
import { endGracefully } from '../apps/app.ts';
import type { App, CreateApp } from '../apps/app.ts';
import { listenForHealth } from '../apps/health-port.ts';
import { createV1 } from '../apps/web-v1.ts';
import { createV2 } from '../apps/web-v2.ts';
import type { Runner, RunningProcess, StartRequest } from './runner.ts';

/** By the file that a process would run. */
const apps: Readonly<Record<string, CreateApp>> = {
  'sandbox/apps/v1.ts': createV1,
  'sandbox/apps/v2.ts': createV2,
};

function appOf(command: readonly string[]): CreateApp | null {
  const [name, file = '', ...more] = command;
  return name === 'node' && more.length === 0 ? (apps[file] ?? null) : null;
}

/** What ends with the app: its server, and every connection at once, as a process takes them along. */
interface Life {
  /** One more server that ends with it. */
  readonly owns: (server: Server) => void;
  readonly end: (code: number) => void;
  readonly isOver: () => boolean;
}

function lifeOf({ server }: App, timers: Set<NodeJS.Timeout>, onExit: (code: number) => void): Life {
  const open = new Set<Socket>();
  const servers = new Set<Server>();
  let isOver = false;
  const owns = (one: Server): void => {
    servers.add(one);
    one.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
  };
  owns(server);
  return {
    owns,
    isOver: () => isOver,
    end(code) {
      if (isOver) return;
      isOver = true;
      for (const timer of timers) clearTimeout(timer);
      for (const one of servers) one.close();
      for (const socket of open) socket.destroy();
      // As with a process, the caller is notified of the end later.
      setImmediate(onExit, code);
    },
  };
}

function startInside(create: CreateApp, { env, onExit, onLine }: StartRequest): RunningProcess {
  const lines: string[] = [];
  const app = create(env);
  const { server, faults, health } = app;
  const timers = new Set<NodeJS.Timeout>();
  const life = lifeOf(app, timers, onExit);
  const crash = (why: string, code: number): void => {
    lines.push(`fatal: ${why}`);
    onLine(`fatal: ${why}`);
    life.end(code);
  };
  const listen = (): void => {
    const more = listenForHealth(env, health);
    if (more !== null) life.owns(more);
    server.listen(Number(env['PORT'] ?? 8080), env['HOST'] ?? '127.0.0.1');
  };
  server.on('error', (error) => {
    crash(error.message, 1);
  });
  if (Number.isFinite(faults.crashAfterMs))
    timers.add(setTimeout(crash, faults.crashAfterMs, 'crash was requested', faults.exitCode));
  if (faults.startDelayMs > 0) timers.add(setTimeout(listen, faults.startDelayMs));
  else listen();
  return {
    pid: null,
    output: () => lines,
    signal(name) {
      if (life.isOver()) return;
      if (name === 'SIGKILL') life.end(128 + constants.signals.SIGKILL);
      else if (name === 'SIGUSR2') health.fail();
      else if (name === 'SIGTERM')
        endGracefully(app, () => {
          life.end(0);
        });
      else throw new Error(`a container inside the sandbox knows no ${name}: give the world processes`);
    },
  };
}

/** Starts what it can inside this process, and the rest as processes. */
export function createInsideRunner(processes: Runner): Runner {
  const running = new Set<RunningProcess>();
  return {
    start(request) {
      const create = appOf(request.command);
      if (create === null) return processes.start(request);
      const started = startInside(create, {
        ...request,
        onExit(code) {
          running.delete(started);
          request.onExit(code);
        },
      });
      running.add(started);
      return started;
    },
    async stop() {
      for (const one of running) one.signal('SIGKILL');
      await processes.stop();
    },
  };
}
