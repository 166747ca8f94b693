// How a command ended, in words.

/** `exitCode` null: it could not be started. */
export function describeExit(line: string, exitCode: number | null, lines: readonly string[]): string {
  const end = exitCode === null ? 'could not be started' : `ended with exit code ${String(exitCode)}`;
  const last = lines.at(-1);
  return `${line} ${end}${last === undefined ? '' : `: ${last}`}`;
}
