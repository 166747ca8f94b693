// Runs between this action and a command: ends the command with everything that it started.

/**
 * The text of a program. It writes its first argument and its process ID as one line: what NODE_OPTIONS loads may write
 * lines of its own before. It starts its further arguments as a process group of their own, and ends the group, first with
 * SIGTERM, when it gets SIGTERM itself or when its input ends: so nothing goes on if the action is killed. On Linux it also
 * ends what has left the group: what descends from it at that time, and what has a variable or an output that every child
 * inherits. A process whose parent has ended before, and which has neither the group, the variable nor the output, is not
 * found.
 */
export const supervisor = `(${String(supervise)})(${String(escapedFrom)}, ${String(5000)}, ${String(100)})`;

/** Process ID to start time: an ID may be given to another process later. */
type Family = Map<string, string>;

/**
 * Of the descendants of this process, and of those that have this text in their environment or write where this process
 * does, the process IDs that belong to another group than this one. `family`: those found before, of which those that have
 * ended are removed. Empty where no `/proc` shows them.
 */
function escapedFrom(group: string, text: string, family: Family): readonly number[] {
  const { readdirSync, readFileSync, readlinkSync } = process.getBuiltinModule('node:fs');
  const read = (pid: string, name: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, 'latin1');
    } catch {
      return '';
    }
  };
  /** Named by a number that no other one has. */
  const outputsOf = (pid: string): readonly string[] => {
    try {
      return ['1', '2']
        .map((name) => readlinkSync(`/proc/${pid}/fd/${name}`))
        .filter((name) => /:\[/.test(name));
    } catch {
      return [];
    }
  };
  const viewOf = (pid: string) => {
    // The state, the parent and the group follow a name that may hold any sign.
    const values = read(pid, 'stat').split(') ').at(-1)?.split(' ') ?? [];
    const [state = 'Z', parent = '', own = ''] = values;
    return { pid, parent, own, startedAt: values[19] ?? '', isOver: state === 'Z' };
  };
  let names: readonly string[] = [];
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  const shown = names.map(viewOf).filter(({ pid, isOver }) => pid !== String(process.pid) && !isOver);
  for (const [pid, startedAt] of family)
    if (!shown.some((one) => one.pid === pid && one.startedAt === startedAt)) family.delete(pid);
  const outputs = outputsOf('self');
  const isOurs = (pid: string): boolean =>
    read(pid, 'environ').split('\0').includes(text) || outputsOf(pid).some((name) => outputs.includes(name));
  for (const { pid, startedAt } of shown) if (isOurs(pid)) family.set(pid, startedAt);
  for (let size = -1; size < family.size;) {
    size = family.size;
    for (const { pid, parent, startedAt } of shown)
      if (parent === String(process.pid) || family.has(parent)) family.set(pid, startedAt);
  }
  return shown.filter(({ pid, own }) => family.has(pid) && own !== group).map(({ pid }) => Number(pid));
}

/** It may use nothing from outside, since only its text is run. */
function supervise(escaped: typeof escapedFrom, graceMs: number, pauseMs: number): void {
  const { spawn } = process.getBuiltinModule('node:child_process');
  const { signals } = process.getBuiltinModule('node:os').constants;
  const [mark = '', program = '', ...rest] = process.argv.slice(1);
  let exitCode: number | null = null;
  let isEnding = false;
  const asked = new Set<number>();
  const family: Family = new Map();

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
  const escapedNow = (): readonly number[] =>
    escaped(String(child.pid), `ECS_BLUE_GREEN_CHECK=${mark}`, family);
  /** Again and again: what is asked to end may start more. */
  function finish(killAtMs: number): void {
    const isLate = Date.now() >= killAtMs;
    const all = escapedNow();
    for (const pid of all) if (isLate || !asked.has(pid)) send(pid, isLate ? 'SIGKILL' : 'SIGTERM');
    for (const pid of all) asked.add(pid);
    // Later its number may be that of another group. What was left in it got SIGKILL when the command ended.
    if (isLate && exitCode === null) signal('SIGKILL');
    const isOver = exitCode !== null && all.length === 0;
    if (isOver || Date.now() >= killAtMs + graceMs) process.exit(exitCode ?? 143);
    setTimeout(finish, pauseMs, killAtMs);
  }
  function end(): void {
    if (isEnding) return;
    isEnding = true;
    // Once a parent has ended, its children belong to nobody.
    escapedNow();
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
  child.on('exit', (code, by) => {
    signal('SIGKILL');
    // As a shell has it: 137 is what people know of a process that ran out of memory.
    exitCode = code ?? 128 + signals[by ?? 'SIGTERM'];
    if (!isEnding) process.exit(exitCode);
  });
}
