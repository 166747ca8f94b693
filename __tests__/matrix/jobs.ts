// Plays the jobs of a matrix side by side, each in a process of its own: what goes wrong in one can't touch another.
import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

export interface JobRunner {
  /** Of the checkout: it gets the folder of the results, the job and its argument. */
  readonly script: string;
  readonly folder: string;
  /** A job normally ends earlier and cleans up. This limit is for a job that hangs. */
  readonly patienceMs: number;
}

/** Resolves with what went wrong, or null. */
export function playJob(
  { script, folder, patienceMs }: JobRunner,
  job: string,
  argument: string,
): Promise<string | null> {
  return new Promise((resolve) => {
    const args = ['--disable-warning=ExperimentalWarning', path.join(root, script), folder, job, argument];
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'inherit', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve(code === 0 ? null : `${job} ${argument} ended with ${String(code)}:\n${errors}`);
    });
  });
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
