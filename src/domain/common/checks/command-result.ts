// How a command ended, in words.
import { masked, withoutLikelySecrets } from '../values/secrets.ts';
import { cutAt } from '../values/sentence.ts';

const mostLines = 20;
const mostOfLine = 200;

const unseen = /[\p{Cc}\p{Cf}]+/gu;
/** Colors and movements of a terminal. */
const escapes = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\-_])/g;

/**
 * The last lines of its output, as a report shows them. Known secrets first: a part of one isn't found. What looks like one
 * is searched in all lines together, since a private key has several.
 */
export const shownLines = (lines: readonly string[], secrets: readonly string[]): readonly string[] =>
  withoutLikelySecrets(lines.map((line) => visible(masked(line, secrets, true))).join('\n'))
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .slice(-mostLines)
    .map((line) => cutAt(line, mostOfLine));

const visible = (line: string): string => line.replaceAll(escapes, '').replaceAll(unseen, ' ');

/** `exitCode` null: it could not be started. */
export function describeExit(line: string, exitCode: number | null, lines: readonly string[]): string {
  const end = exitCode === null ? 'could not be started' : `ended with exit code ${String(exitCode)}`;
  const last = lines.at(-1);
  return `${line} ${end}${last === undefined ? '' : `: ${last}`}`;
}
