// Runs the command of a check as a process of its own.
import { randomUUID } from 'node:crypto';
import { EOL } from 'node:os';
import { Writable } from 'node:stream';
import { exec } from '@actions/exec';
import { commandEnvironment, secretValues } from '../../domain/common/checks/command-environment.ts';
import type { Command } from '../../domain/common/checks/command.ts';
import { foreignLines, foreignStream } from '../../domain/common/foreign/lines.ts';
import type { CheckState } from '../../domain/common/probes/check-job.ts';
import { messageOf } from '../../errors.ts';
import { linesTo, type Show } from './output.ts';
import { supervisor } from './supervise.ts';

/** How long the streams of a command may stay open after its end. */
const streamsMs = 1000;

interface Around {
  /** Of the step. */
  readonly environment: NodeJS.ProcessEnv;
  /** Prints a line of output to the log. */
  readonly show: Show;
}

/** Ends with the command, which the signal ends with everything that it started. Never rejects. */
export async function runCommand(
  command: Command,
  signal: AbortSignal,
  { environment, show }: Around,
): Promise<CheckState> {
  const secrets = [...command.secrets, ...secretValues(environment, command.passedOn)];
  const mark = randomUUID();
  let supervisorPid: number | null = null;
  const end = (): void => {
    if (supervisorPid !== null) terminate(supervisorPid);
  };
  const output = linesTo({ name: command.name, mark, shown: foreignStream(secrets), show }, (pid) => {
    supervisorPid = pid;
    if (signal.aborted) end();
  });
  signal.addEventListener('abort', end);
  try {
    const exitCode = await exec(process.execPath, ['-e', supervisor, '--', mark, ...command.words], {
      env: commandEnvironment(environment, command.passedOn, command.facts),
      ignoreReturnCode: true,
      silent: true,
      delay: streamsMs,
      outStream: nowhere(),
      errStream: nowhere(),
      listeners: { stdout: thenLineEnd(output.out), stderr: thenLineEnd(output.error) },
    });
    return { kind: 'ended', exitCode, lines: output.last() };
  } catch (error) {
    const why = messageOf(error);
    return { kind: 'ended', exitCode: null, lines: [...output.last(), ...foreignLines([why], secrets)] };
  } finally {
    signal.removeEventListener('abort', end);
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

/**
 * Ends each chunk with a line end once it was read. `@actions/exec` keeps a line without an end, and with each chunk it
 * searches all of it again, after these listeners: a line of some megabytes would stop the whole run.
 */
const thenLineEnd =
  (read: (data: Buffer) => void) =>
  (data: Buffer): void => {
    read(data);
    data.write(EOL, Math.max(0, data.length - EOL.length));
  };

const nowhere = (): Writable =>
  new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
