// What an application wrote, as this action shows it: the log of a container, the output of a command, an answer. AWS's
// own words don't pass here.
import { masked, withoutLikelySecrets } from '../values/secrets.ts';

/** Nothing else makes one. So a line that reaches a log, a report or a comment has passed here. */
export type ForeignLine = string & { readonly [isShown]: true };
declare const isShown: unique symbol;

/** Of one text. The rest isn't searched for secrets, and isn't shown. */
export const readCharacters = 8_000;
const mostLines = 20;
const mostCharacters = 300;

/** The lines of all texts, oldest first, without empty ones. A secret may span two of them. */
export function foreignLines(texts: readonly string[], secrets: readonly string[]): readonly ForeignLine[] {
  const known = withTheirLines(secrets);
  const all = texts.map((text) => withoutKnown(text, known)).join('\n');
  return linesOf(withoutLikelySecrets(masked(all, known)));
}

/** For lines that are shown as they come. The one before counts, too: it may end with `password:`, or a key may go on. */
export function foreignStream(secrets: readonly string[]): (line: string) => readonly ForeignLine[] {
  const known = withTheirLines(secrets);
  let [before, isInKey] = ['', false];
  return (line) => {
    const text = withoutKnown(line, known);
    const both = `${before}\n${text}`;
    const [first = '', ...own] = withoutLikelySecrets(both).split('\n');
    const rest = isInKey ? [first.slice('***'.length), ...own] : own;
    isInKey = openKey.test(both);
    before = isInKey ? keyBegin : (text.split('\n').at(-1) ?? '');
    return linesOf(`${rest.join('\n')}${line.length > readCharacters ? cutMark : ''}`);
  };
}

/** A part of a sentence of ours. `isCut`: it is the beginning of a longer text. */
export const foreignText = (text: string, secrets: readonly string[], isCut: boolean): string =>
  withoutLikelySecrets(masked(visible(text), withTheirLines(secrets), isCut));

/** The last ones, as a report shows them. */
export const lastForeign = (lines: readonly ForeignLine[]): readonly ForeignLine[] =>
  lines
    .slice(-mostLines)
    .map((line) =>
      line.length <= mostCharacters
        ? line
        : made(`${line.slice(0, mostCharacters).toWellFormed()}${cutMark}`),
    );

const cutMark = ' … (cut)';
const keyBegin = '-----BEGIN PRIVATE KEY-----';
const openKey = /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----(?![\s\S]*-----END [A-Z ]{0,40}PRIVATE KEY-----)/;

/** A secret of several lines is shown line by line. */
const withTheirLines = (secrets: readonly string[]): readonly string[] =>
  secrets.flatMap((secret) => [secret, ...secret.split(/\r?\n/)]);

const withoutKnown = (text: string, known: readonly string[]): string =>
  masked(visible(text.slice(0, readCharacters)), known, text.length > readCharacters);

const linesOf = (text: string): readonly ForeignLine[] =>
  text
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '')
    .map(made);

const made = (line: string): ForeignLine => line as ForeignLine;

/** Colors, movements, titles and links of a terminal, in both of their forms. */
const sequences = [
  /(?:\u001b[P\]X^_]|[\u0090\u0098\u009d-\u009f])[^\u0007\u001b\u0090-\u009f]*(?:\u0007|\u001b\\|\u009c)/g,
  /(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]/g,
  /\u001b[ -/]*[0-~]/g,
];

/** Characters without a glyph, colors included, are removed: they could hide a secret from the search. */
const visible = (text: string): string =>
  sequences
    .reduce((shown, sequence) => shown.replaceAll(sequence, ''), text.toWellFormed())
    .replaceAll(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, '');
