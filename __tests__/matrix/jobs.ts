// Plays the jobs of a matrix side by side, in processes that are used again: a job that failed ends its process.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import { compileCache } from '../../sandbox/compile-cache.ts';

const root = path.resolve(import.meta.dirname, '../..');

export interface JobRunner {
  /** Of the checkout: it gets the folder of the results as its argument, and answers by `answerJobs`. */
  readonly script: string;
  readonly folder: string;
  /** A job normally ends earlier and cleans up. This limit is for a job that hangs. */
  readonly patienceMs: number;
}

const idle: ChildProcess[] = [];

function start({ script, folder }: JobRunner): ChildProcess {
  return fork(path.join(root, script), [folder], {
    cwd: root,
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    env: { ...process.env, ...compileCache },
  });
}

/** Sends one job and waits for its answer, or for the end of the process. Resolves with what went wrong, or null. */
function ask(
  child: ChildProcess,
  what: readonly [string, string],
  patienceMs: number,
): Promise<string | null> {
  return new Promise((resolve) => {
    let errors = '';
    const note = (chunk: Buffer): void => void (errors += chunk.toString());
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    const end = (problem: string | null): void => {
      clearTimeout(timer);
      child.stderr?.off('data', note);
      child.off('message', answered).off('close', closed);
      resolve(problem);
    };
    const answered = (answer: unknown): void => {
      end((answer as { problem: string | null }).problem);
    };
    const closed = (code: number | null): void => {
      end(`the process ended with ${String(code)}:\n${errors}`);
    };
    child.stderr?.on('data', note);
    child.on('message', answered).on('close', closed);
    child.send(what);
  });
}

/** Resolves with what went wrong, or null. */
export async function playJob(runner: JobRunner, job: string, argument: string): Promise<string | null> {
  const child = idle.pop() ?? start(runner);
  const problem = await ask(child, [job, argument], runner.patienceMs);
  if (problem === null) idle.push(child);
  else child.kill('SIGKILL');
  return problem === null ? null : `${job} ${argument}: ${problem}`;
}

/** A process without a parent has nothing to wait for. */
export function endIdle(): void {
  for (const child of idle.splice(0)) child.disconnect();
}

export async function sideBySide<T>(
  tasks: readonly T[],
  atOnce: number,
  work: (task: T) => Promise<void>,
): Promise<void> {
  const queue = [...tasks];
  const worker = async (): Promise<void> => {
    for (let task = queue.shift(); task !== undefined; task = queue.shift()) await work(task);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
