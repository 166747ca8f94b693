// Runs the command of a check as a process of its own, one at a time.
import { randomUUID } from 'node:crypto';
import { StringDecoder } from 'node:string_decoder';
import { Writable } from 'node:stream';
import { commandEnvironment, secretValues } from '../../domain/common/checks/command-environment.ts';
import type { Command, CommandState } from '../../domain/common/checks/command.ts';
import {
  foreignLines,
  foreignStream,
  readCharacters,
  type ForeignLine,
} from '../../domain/common/foreign/lines.ts';
import type { CommandPort } from '../../ports.ts';
import { supervisor } from './supervise.ts';
import { messageOf } from '../../errors.ts';

/** How long one look waits for the end of the command. The loop observes in between. */
const lookMs = 1000;
/** How many of its last lines are kept. */
const keptLines = 30;
/** More than that helps nobody, and would keep the run busy. */
const shownLines = 20_000;

interface Running {
  readonly key: string;
  readonly end: Promise<CommandState>;
  /** Of the supervisor. `null`: it hasn't started. */
  pid: number | null;
  isToEnd: boolean;
}

type Show = (line: string) => void;

/** `show` prints a line of output to the log. */
export function commandPort(environment: NodeJS.ProcessEnv, show: Show): CommandPort {
  let running: Running | null = null;
  const stop = (): void => {
    if (running === null) return;
    running.isToEnd = true;
    if (running.pid !== null) terminate(running.pid);
  };
  return {
    async look(command, signal) {
      if (running !== null && running.key !== command.key) {
        stop();
        await running.end;
        running = null;
      }
      running ??= begin(command, environment, show);
      const state = await firstOf(running.end, lookMs, signal);
      if (state.kind === 'ended') running = null;
      return state;
    },
    stop,
    async ended() {
      stop();
      await running?.end;
      running = null;
    },
  };
}

function begin(command: Command, environment: NodeJS.ProcessEnv, show: Show): Running {
  const running: Running = { key: command.key, end: run(), pid: null, isToEnd: false };
  return running;

  async function run(): Promise<CommandState> {
    const { exec } = await import('@actions/exec');
    const secrets = [...command.secrets, ...secretValues(environment, command.passedOn)];
    const mark = randomUUID();
    const output = linesTo({ name: command.name, mark, shown: foreignStream(secrets), show }, (pid) => {
      running.pid = pid;
      if (running.isToEnd) terminate(pid);
    });
    try {
      const exitCode = await exec(process.execPath, ['-e', supervisor, '--', mark, ...command.words], {
        env: commandEnvironment(environment, command.passedOn, command.facts),
        ignoreReturnCode: true,
        silent: true,
        delay: lookMs,
        outStream: nowhere(),
        errStream: nowhere(),
        listeners: { stdout: output.out, stderr: output.error },
      });
      return { kind: 'ended', exitCode, lines: output.last() };
    } catch (error) {
      const why = messageOf(error);
      return { kind: 'ended', exitCode: null, lines: [...output.last(), ...foreignLines([why], secrets)] };
    }
  }
}

/** Its process may be gone already. */
function terminate(pid: number): void {
  try {
    process.kill(pid, 'SIGTERM');
  } catch {
    return;
  }
}

const nowhere = (): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });

interface Output {
  readonly out: (data: Buffer) => void;
  readonly error: (data: Buffer) => void;
  readonly last: () => readonly ForeignLine[];
}

interface Shown {
  readonly name: string;
  /** Before the process ID of the supervisor, on a line that nothing else writes. */
  readonly mark: string;
  readonly shown: ReturnType<typeof foreignStream>;
  readonly show: Show;
}

function linesTo({ name, mark, shown, show }: Shown, onPid: (pid: number) => void): Output {
  let [kept, count]: [readonly ForeignLine[], number] = [[], 0];
  let isPidDue = true;
  const take = (line: ForeignLine): void => {
    count += 1;
    kept = [...kept, line].slice(-keptLines);
    if (count <= shownLines) show(`${name} | ${line}`);
    if (count === shownLines) show(`${name} | (further output is not shown)`);
  };
  const takeOrPid = (line: string, isOut: boolean): void => {
    if (isPidDue && isOut && line.startsWith(`${mark} `)) {
      isPidDue = false;
      onPid(Number(line.slice(mark.length)));
    } else for (const one of shown(line)) take(one);
  };
  const [out, error] = [true, false].map((isOut) =>
    lineReader((line) => {
      takeOrPid(line, isOut);
    }),
  ) as [LineReader, LineReader];
  return {
    out: out.take,
    error: error.take,
    last: () => {
      out.end();
      error.end();
      return kept;
    },
  };
}

interface LineReader {
  readonly take: (data: Buffer) => void;
  readonly end: () => void;
}

function lineReader(onLine: (line: string) => void): LineReader {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const end = (): void => {
    if (rest !== '') onLine(rest);
    rest = '';
  };
  return {
    end,
    take(data) {
      const lines = `${rest}${decoder.write(data)}`.split(/\r\n|[\r\n]/);
      // Of a line that never ends, more than is shown is not kept.
      rest = (lines.pop() ?? '').slice(0, readCharacters + 1);
      for (const line of lines) onLine(line);
    },
  };
}

function firstOf(end: Promise<CommandState>, ms: number, signal: AbortSignal): Promise<CommandState> {
  return new Promise((resolve) => {
    const later = (): void => {
      resolve({ kind: 'running' });
    };
    const timer = setTimeout(later, ms);
    signal.addEventListener('abort', later, { once: true });
    void end.then((state) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', later);
      resolve(state);
    });
  });
}
