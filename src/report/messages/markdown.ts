// Builds Markdown that can safely contain any text.
import { shortCommit } from '../../domain/common/request/commit.ts';
import { runsPageOf, runUrlOf } from '../../domain/common/request/release-id.ts';

/** Characters that turn the direction of the text after them, and those of a terminal. White space has its own rules. */
const unseen = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]|(?!\s)\p{Cc}/gu;

const inOneLine = (text: string): string => text.replaceAll(unseen, '').replaceAll(/\s+/g, ' ').trim();

/** More characters than any sentence needs, so that one text from outside can't drive all others out of a comment. */
const mostOfText = 4_000;

const cut = (text: string): string =>
  text.length <= mostOfText ? text : `${text.slice(0, mostOfText).replace(/[\ud800-\udbff]$/, '')} … (cut)`;

/**
 * Escapes text from outside (a stop reason, the body of a reply) for Markdown: nothing in it becomes markup, HTML, a
 * formula, a mention or a link. A character without a special meaning at its position is kept, so that the text can be
 * searched for.
 */
export function plain(text: string): string {
  const words = inOneLine(cut(text)).split(' ');
  return words
    .map(unlinked)
    .join(' ')
    .replace(/^(>|(?:#+|\++|[-:]+|=+)(?= |$))/, String.raw`\$1`)
    .replace(/^(\d+)([.)])(?= |$)/, String.raw`$1\$2`);
}

/**
 * The same, with a link for each `run <address>` of this repository, as `formatRun` writes it, and for each `run <id>` and
 * `run <id>.<attempt>`, as fences name them. Text from outside can link to no other page with it.
 */
export function plainWithRuns(text: string, runUrl: string): string {
  const page = runsPageOf(runUrl).replaceAll(/\W/g, String.raw`\$&`);
  const shown = new RegExp(`(?<![\\w-])run \`${page}(\\d+)\``, 'g');
  return plain(text)
    .replaceAll(shown, (_, id: string) => linkToRun(runUrl, Number(id), null))
    .replaceAll(namedRun, (_, word: string, id: string, attempt?: string) =>
      linkToRun(runUrl, Number(id), attempt === undefined ? null : Number(attempt), word),
    );
}

/** A number of one digit may count something. What is in brackets is a link already. */
const namedRun = /(?<![\w[-])([Rr]un) (\d{2,16})(?:\.(\d+))?(?![\w.]*\w)/g;

/** `attempt`: `null` leads to the newest one. */
export function linkToRun(runUrl: string, runId: number, attempt: number | null, word = 'run'): string {
  const [name, page] =
    attempt === null
      ? [String(runId), '']
      : [`${String(runId)}.${String(attempt)}`, `/attempts/${String(attempt)}`];
  return `[${word} ${name}](${runUrlOf(runUrl, runId)}${page})`;
}

/** A bar ends a table's cell, also in a code span, and can't be escaped there outside of tables. */
const unlinked = (word: string): string =>
  word
    .split('|')
    .map((part) => (isLinkable(part) ? inCode(part) : escaped(part)))
    .join(String.raw`\|`);

const escaped = (word: string): string =>
  word
    .replaceAll(/[\\`*[\]~$]/g, String.raw`\$&`)
    .replaceAll(/(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g, String.raw`\_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/@(?=\S)/g, '@\u200b');

/**
 * What GitHub turns into a link once Markdown is rendered, so that no escape prevents it: addresses, `#1`, `acme/shop#1`,
 * `GH-1`, and the first seven digits or more of a commit. A number alone isn't taken for a commit: it is an id to copy.
 */
const linkables = [/:\/\/|www\./i, /\S@\w/, /#\w/, /GH-\d/i, /(?<![0-9a-f])(?=\d*[a-f])[0-9a-f]{7}/i];

const isLinkable = (word: string): boolean => linkables.some((linkable) => linkable.test(word));

/** GitHub links nothing in a code span, and it can be copied. The punctuation around the word stays outside. */
function inCode(word: string): string {
  const [, before = '', core = word, after = ''] = /^([("']*)(.+?)([)"'.,:;!?]*)$/.exec(word) ?? [];
  return `${before}${code(core)}${after}`;
}

/** A code span that holds any text, also in a table's cell. */
export function code(text: string): string {
  const line = inOneLine(text);
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line.replaceAll('|', String.raw`\|`)}${gap}${fence}`;
}

/** A block of commands, or of another language: to paste, a diagram, or the lines of a log. */
export function codeBlock(
  lines: readonly string[],
  language: 'sh' | 'hcl' | 'mermaid' | 'text' = 'sh',
): string {
  const text = lines.join('\n').replaceAll(unseen, '');
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence].join('\n');
}

type Alignment = 'left' | 'right';

/** A table; its cells are Markdown already. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  alignments: readonly Alignment[] = [],
): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, column) => (alignments[column] === 'right' ? '--:' : ':--'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

/** A colored box on GitHub, a quote elsewhere. */
export const alert = (kind: 'CAUTION' | 'WARNING' | 'NOTE', lines: readonly string[]): string =>
  [`[!${kind}]`, ...lines]
    .flatMap((line) => line.split('\n'))
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');

export const folded = (title: string, body: string): string =>
  `<details><summary>${title}</summary>\n\n${body}\n\n</details>`;

export const paragraphs = (parts: readonly (string | null)[]): string =>
  parts.filter((part) => part !== null && part !== '').join('\n\n');

/** Text that is no address, or could end the link, is only shown. */
export const linkToPage = (url: string): string =>
  /^https?:\/\/[^\s<>]+$/.test(url) ? `<${url}>` : code(url);

/** A tag names the commit. Text that is no id of a commit doesn't become a part of an address. */
export function linkToCommit(runUrl: string, commit: string): string {
  const site = siteOf(runUrl);
  const name = code(shortCommit(commit));
  return /^[0-9a-f]{7,64}$/i.test(commit) ? `[${name}](${site}/commit/${commit})` : name;
}

export const linkToPull = (runUrl: string, number: number): string =>
  `[#${String(number)}](${siteOf(runUrl)}/pull/${String(number)})`;

/** The repository's page. */
export const siteOf = (runUrl: string): string => runUrl.replace(/\/actions\/runs\/.*$/, '');

export interface Part {
  readonly text: string | null;
  /** `null`: it is never left out. */
  readonly leaves: { readonly rank: number; readonly name: string } | null;
}

export const always = (text: string | null): Part => ({ text, leaves: null });

/** If not all parts fit, those of the lowest ranks are left out, and the note names them. */
export const goes = (rank: number, name: string, text: string | null): Part => ({
  text,
  leaves: { rank, name },
});

/** The first of these lines, as many as fit, and that there are more. */
export function firstWithin(lines: readonly string[], characters: number): readonly string[] {
  let used = 0;
  const first = lines.filter(({ length }) => (used += length + lineEnds) <= characters);
  const left = lines.length - first.length;
  return left === 0 ? lines : [...first, `- ${String(left)} more: the log of the run has all of them.`];
}

/** A line break, and what begins a line of a quote. */
const lineEnds = 3;

/** GitHub's limit is 65,536 characters. The rest is for the marker, the stamp and the footer. */
const room = 62_000;

export function fitted(all: readonly Part[]): string {
  const parts = all.filter(({ text }) => text !== null && text !== '');
  const spare = parts
    .filter(({ leaves }) => leaves !== null)
    .toSorted((one, other) => (one.leaves?.rank ?? 0) - (other.leaves?.rank ?? 0));
  const gone: Part[] = [];
  for (const next of spare) {
    if (joinedParts(parts, gone).length <= room) break;
    gone.push(next);
  }
  return joinedParts(parts, gone);
}

function joinedParts(parts: readonly Part[], gone: readonly Part[]): string {
  const texts = parts.filter((part) => !gone.includes(part)).map(({ text }) => text);
  const names = gone.map(({ leaves }) => leaves?.name).join(', ');
  const note = `*Left out, because a comment holds 65,536 characters: ${names}. The log of the run has all of it.*`;
  return [...texts, ...(gone.length === 0 ? [] : [note])].join('\n\n');
}
