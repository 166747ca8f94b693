// Runs between this action and a command: ends the command with everything that it started.

/**
 * The text of a program. It writes its first argument and its process ID as one line: what NODE_OPTIONS loads may write
 * lines of its own before. It starts its further arguments as a process group of their own, and ends the group, first with
 * SIGTERM, when it gets SIGTERM itself or when its input ends: so nothing goes on if the action is killed. On Linux it also
 * ends what has left the group, which it recognizes by a variable that every child inherits.
 */
export const supervisor = `(${String(supervise)})(${String(escapedFrom)}, ${String(5000)}, ${String(100)})`;

/** Process IDs that have this text in their environment, and belong to another group than this one. Empty where no `/proc` shows it. */
function escapedFrom(group: string, text: string): readonly number[] {
  const { readdirSync, readFileSync } = process.getBuiltinModule('node:fs');
  const isOne = (pid: string): boolean => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
      // The group follows the state and the parent, after a name that may hold any sign.
      const [, , own] = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ') ?? [];
      return environment.includes(text) && own !== group;
    } catch {
      return false;
    }
  };
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name) && isOne(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** It may use nothing from outside, since only its text is run. */
function supervise(escaped: typeof escapedFrom, graceMs: number, pauseMs: number): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const [mark = '', program = '', ...rest] = process.argv.slice(1);
  let exitCode: number | null = null;
  let isEnding = false;
  const asked = new Set<number>();

  function send(pid: number, name: NodeJS.Signals): boolean {
    try {
      return process.kill(pid, name);
    } catch {
      return false;
    }
  }
  function signal(name: NodeJS.Signals): void {
    // The group is gone, or this system has none.
    if (!send(-(child.pid ?? process.pid), name)) child.kill(name);
  }
  /** Again and again: what is asked to end may start more. */
  function finish(killAtMs: number): void {
    const isLate = Date.now() >= killAtMs;
    const all = escaped(String(child.pid), `ECS_BLUE_GREEN_CHECK=${mark}`);
    for (const pid of all) if (isLate || !asked.has(pid)) send(pid, isLate ? 'SIGKILL' : 'SIGTERM');
    for (const pid of all) asked.add(pid);
    if (isLate) signal('SIGKILL');
    const isOver = exitCode !== null && all.length === 0;
    if (isOver || Date.now() >= killAtMs + graceMs) process.exit(exitCode ?? 143);
    setTimeout(finish, pauseMs, killAtMs);
  }
  function end(): void {
    if (isEnding) return;
    isEnding = true;
    signal('SIGTERM');
    finish(Date.now() + graceMs);
  }
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(name, end);
  process.stdin.on('end', end).on('error', end).resume();
  // The action may send a signal as soon as it has read this.
  process.stdout.write(`\n${mark} ${String(process.pid)}\n`);
  const env = { ...process.env, ECS_BLUE_GREEN_CHECK: mark };
  const child = spawn(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], detached: true, env });
  child.on('error', (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(127);
  });
  child.on('exit', (code) => {
    signal('SIGKILL');
    exitCode = code ?? 143;
    if (!isEnding) process.exit(exitCode);
  });
}
