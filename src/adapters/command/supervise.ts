// Runs between this action and a command: ends the command with everything that it started.

/**
 * The text of a program. It writes its first argument and its process ID as one line: what NODE_OPTIONS loads may write
 * lines of its own before. It starts its further arguments as a process group of their own, and ends the group, first with
 * SIGTERM, when it gets SIGTERM itself or when its input ends: so nothing goes on if the action is killed.
 */
export const supervisor = `(${String(supervise)})(${String(5000)})`;

/** It may use nothing from outside, since only its text is run. */
function supervise(graceMs: number): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [mark = '', program = '', ...rest] = process.argv.slice(1);
  process.stdout.write(`\n${mark} ${String(process.pid)}\n`);
  const child = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-(child.pid ?? process.pid), name);
    } catch {
      // The group is gone, or this system has none.
      child.kill(name);
    }
  };
  const end = (): void => {
    signal('SIGTERM');
    setTimeout(() => {
      signal('SIGKILL');
    }, graceMs).unref();
  };
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  process.stdin.on('end', end).on('error', end).resume();
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(127);
  });
  child.on('exit', (code) => {
    signal('SIGKILL');
    process.exit(code ?? 143);
  });
}
