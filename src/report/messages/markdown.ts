// Builds Markdown that can safely contain any text.
/**
 * Escapes text from outside (a stop reason, the body of a reply) for Markdown: nothing in it becomes markup, HTML, a
 * formula or a mention. A character without a special meaning at its position is kept, so that the text can be searched for.
 */
export function plain(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*[\]~$|]/g, String.raw`\$&`)
    .replaceAll(/(?<!\w)_|_(?!\w)/g, String.raw`\_`)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/(?<!\w)@(?=\w)/g, '@\u200b')
    .replace(/^(#+|[-+>]|\d+[.)])(?= |$)/, String.raw`\$1`);
}

/** A code span that holds any text, also in a table's cell. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const longest = Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const gap = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${gap}${line.replaceAll('|', String.raw`\|`)}${gap}${fence}`;
}

/** A block of commands to paste. */
export function codeBlock(lines: readonly string[]): string {
  const longest = Math.max(2, ...(lines.join('\n').match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}sh`, ...lines, fence].join('\n');
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
