// How a command ended, in words.
import { masked } from '../values/secrets.ts';
import { cutAt } from '../values/sentence.ts';

const mostLines = 20;
const mostOfLine = 200;

const unseen = /[\p{Cc}\p{Cf}]+/gu;
/** Colors and movements of a terminal. */
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/** The last lines of its output, as a report shows them. Secrets first: a part of one isn't found. */
export const shownLines = (lines: readonly string[], secrets: readonly string[]): readonly string[] =>
  lines
    .map((line) => masked(line, secrets, true).replaceAll(escapes, '').replaceAll(unseen, ' ').trimEnd())
    .filter((line) => line.trim() !== '')
    .slice(-mostLines)
    .map((line) => cutAt(line, mostOfLine));

/** `exitCode` null: it could not be started. */
export function describeExit(line: string, exitCode: number | null, lines: readonly string[]): string {
  const end = exitCode === null ? 'could not be started' : `ended with exit code ${String(exitCode)}`;
  const last = lines.at(-1);
  return `${line} ${end}${last === undefined ? '' : `: ${last}`}`;
}
