// Patterns of paths in a repository.

const wildcards: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};

/** `*`: any name or a part of one. `**`: any path. A folder stands for everything in it. */
export function isInPath(pattern: string, file: string): boolean {
  const parts = pattern
    .replace(/^\.?\//, '')
    .replace(/\/+$/, '')
    .split(/(\*\*\/|\*\*|\*|\?)/);
  const source = parts.map(
    (part) => wildcards[part] ?? part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`),
  );
  return new RegExp(`^${source.join('')}(?:/.*)?$`).test(file);
}

/** Without patterns, every file counts. */
export const isAnyInPaths = (patterns: readonly string[], files: readonly string[]): boolean =>
  patterns.length === 0 || files.some((file) => patterns.some((pattern) => isInPath(pattern, file)));
