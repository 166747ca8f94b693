// Containers as real processes.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { compileCache } from '../compile-cache.ts';

const projectRoot = resolve(import.meta.dirname, '../..');
const keptLines = 200;

export interface StartRequest {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Each line that it writes to stdout or stderr. */
  readonly onLine: (line: string) => void;
  /** `code` as Docker has it: 128 + signal for a killed process. */
  readonly onExit: (code: number) => void;
}

export interface RunningProcess {
  /** Null for what runs inside this process. */
  readonly pid: number | null;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** The last lines of stdout and stderr. */
  readonly output: () => readonly string[];
}

export interface Runner {
  /** Null if the command can't be started at all. */
  readonly start: (request: StartRequest) => RunningProcess | null;
  /** Kills what still runs; resolves when every process has ended. */
  readonly stop: () => Promise<void>;
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
}

/** The group, so that what a shell started ends too. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    child.kill(signal);
  }
}

function keepLines(child: ChildProcess, onLine: StartRequest['onLine']): () => readonly string[] {
  let lines: string[] = [];
  const take = (line: string): void => {
    if (line === '') return;
    lines = [...lines, line].slice(-keptLines);
    onLine(line);
  };
  for (const input of [child.stdout, child.stderr])
    if (input !== null) createInterface({ input, crlfDelay: 0 }).on('line', take);
  return () => lines;
}

/** Apps see their stdin end when the sandbox dies in whatever way; a group kill at exit catches the others. */
function launch(request: StartRequest): ChildProcess {
  const [name = '', ...args] = request.command;
  const child = spawn(name === 'node' ? process.execPath : name, args, {
    cwd: projectRoot,
    env: { PATH: process.env['PATH'] ?? '', ...compileCache, ...request.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  // A process that ended before it read its stdin must not end the sandbox with EPIPE.
  child.stdin.on('error', () => undefined);
  return child;
}

export function createRunner(): Runner {
  const children = new Set<ChildProcess>();
  const killAll = (): void => {
    for (const child of children) signalGroup(child, 'SIGKILL');
  };
  process.on('exit', killAll);
  return {
    start(request) {
      const child = launch(request);
      child.on('error', () => undefined);
      if (child.pid === undefined) return null;
      const output = keepLines(child, request.onLine);
      children.add(child);
      child.once('exit', (code, signal) => {
        children.delete(child);
        request.onExit(exitCode(code, signal));
      });
      const signal = (name: NodeJS.Signals): void => {
        signalGroup(child, name);
      };
      return { pid: child.pid, signal, output };
    },
    async stop() {
      const ended = [...children].map((child) => new Promise((done) => child.once('exit', done)));
      killAll();
      await Promise.all(ended);
      process.off('exit', killAll);
    },
  };
}
