// The words of a command line, as a check names it.
import { commitWord } from './check.ts';

/** Shells that a check may name, each with the options that GitHub gives it in a `run` step. */
const shells = {
  bash: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'],
  sh: ['sh', '-e', '-c'],
  pwsh: ['pwsh', '-NoLogo', '-NonInteractive', '-Command'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Shell = keyof typeof shells;
export const shellNames = Object.keys(shells) as readonly Shell[];

/** What a shell would do and nothing here does: a command with it was meant for a shell. */
const shellSyntax = /^(?:\d?>>?|\d?>&\d|<|\||\|\||&&|&|;)$|^\$[A-Za-z_{(]|`/;

/** A variable of the config file. */
const variable = /\$\{([A-Za-z_]\w*)\}/g;

/**
 * The line with its variables as the shell reads them from its environment. Their values are never part of a script: a
 * quote in one would end a text there, and the rest would run.
 */
const scriptFor = (shell: Shell, line: string): string =>
  shell === 'pwsh'
    ? line.replaceAll(variable, (all, name: string) => (all === commitWord ? all : `\${env:${name}}`))
    : line;

/**
 * The program and its arguments, or why there are none. `shell: null`: no shell takes part, so nothing is expanded.
 * Variables of the config file stay in the words: with their values, a line would have other words.
 */
export function argumentsOf(
  line: string,
  shell: Shell | null,
): { readonly words: readonly string[] } | { readonly problem: string } {
  if (shell !== null) return { words: [...shells[shell], scriptFor(shell, line)] };
  const { words, isOpen, unquoted } = split(line);
  if (isOpen) return { problem: 'a quote is not closed' };
  if (words.length === 0) return { problem: 'there is no command' };
  const meant = unquoted.find((word) => shellSyntax.test(word.replaceAll(variable, '')));
  return meant === undefined
    ? { words }
    : { problem: `${meant} needs a shell: add shell: bash, or put it in quotes if it is meant as it is` };
}

interface Split {
  readonly words: readonly string[];
  /** Words without any quote or backslash. */
  readonly unquoted: readonly string[];
  readonly isOpen: boolean;
}

/** One part of a word: in single quotes, in double quotes, after a backslash, or as it is. */
const part = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)/y;

function split(line: string): Split {
  const words: string[] = [];
  const unquoted: string[] = [];
  let at = 0;
  while (at < line.length) {
    at += /^\s*/.exec(line.slice(at))?.[0].length ?? 0;
    if (at >= line.length) break;
    const word = wordAt(line, at);
    if (word === null) return { words, unquoted, isOpen: true };
    words.push(word.text);
    if (!word.isQuoted) unquoted.push(word.text);
    at = word.end;
  }
  return { words, unquoted, isOpen: false };
}

function wordAt(
  line: string,
  start: number,
): { readonly text: string; readonly end: number; readonly isQuoted: boolean } | null {
  let [text, end, isQuoted] = ['', start, false];
  while (end < line.length && !/\s/.test(line.charAt(end))) {
    part.lastIndex = end;
    const found = part.exec(line);
    if (found === null) return null;
    const [whole, single, double, escaped, plain] = found;
    text += single ?? double?.replaceAll(/\\(["\\$`])/g, '$1') ?? escaped ?? plain ?? '';
    isQuoted ||= plain === undefined;
    end += whole.length;
  }
  return { text, end, isQuoted };
}
