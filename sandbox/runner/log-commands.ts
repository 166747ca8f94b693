// State that a runner takes from any line of a process's log (actions/runner: ActionCommand.cs).

/** What .NET's StreamReader takes for the end of a line. */
const lineEnds = /\r\n|\r|\n/;

/** `::save-state name=x::value` at the start of a line, and `##[save-state name=x]value` anywhere in one. */
export function stateInLog(log: string): Record<string, string> {
  const state: Record<string, string> = {};
  for (const line of log.split(lineEnds)) {
    const found =
      /^\s*::save-state name=([^:,]+)::(.*)$/.exec(line) ?? /##\[save-state name=([^;\]]+)\](.*)$/.exec(line);
    if (found?.[1] !== undefined) state[found[1]] = unescaped(found[2] ?? '');
  }
  return state;
}

const unescaped = (value: string): string =>
  value.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
