const token =
  /(?<mark>[{}[\],:])|"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

type Wanted = 'value' | 'first-value' | 'key' | 'first-key' | 'colon' | 'comma' | 'end';

/**
 * Line and column (from 1) of the first place where the text stops being JSON. V8 tells a position with some of its
 * messages only, and a task definition has hundreds of lines.
 */
export function jsonErrorPosition(text: string): { readonly line: number; readonly column: number } {
  const before = text.slice(0, jsonErrorIndex(text)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function jsonErrorIndex(text: string): number {
  const open: ('{' | '[')[] = [];
  let wanted: Wanted = 'value';
  let index = skipSpace(text, 0);
  while (index < text.length) {
    token.lastIndex = index;
    const found: RegExpExecArray | null = token.exec(text);
    const next: Wanted | null =
      found === null ? null : afterToken(wanted, found.groups?.['mark'] ?? null, found[0], open);
    if (found === null || next === null) return index;
    wanted = next;
    index = skipSpace(text, index + found[0].length);
  }
  return text.trimEnd().length;
}

/** What must follow the token; `null`: it must not stand here. Keeps `open` up to date. */
function afterToken(wanted: Wanted, mark: string | null, text: string, open: ('{' | '[')[]): Wanted | null {
  const inside = (): Wanted => (open.length === 0 ? 'end' : 'comma');
  const close = (): Wanted => {
    open.pop();
    return inside();
  };
  if (mark === '}')
    return open.at(-1) === '{' && (wanted === 'comma' || wanted === 'first-key') ? close() : null;
  if (mark === ']')
    return open.at(-1) === '[' && (wanted === 'comma' || wanted === 'first-value') ? close() : null;
  if (mark === ':') return wanted === 'colon' ? 'value' : null;
  if (mark === ',') return wanted !== 'comma' ? null : open.at(-1) === '{' ? 'key' : 'value';
  if (wanted === 'key' || wanted === 'first-key')
    return mark === null && text.startsWith('"') ? 'colon' : null;
  if (wanted !== 'value' && wanted !== 'first-value') return null;
  if (mark === null) return inside();
  open.push(mark === '{' ? '{' : '[');
  return mark === '{' ? 'first-key' : 'first-value';
}

function skipSpace(text: string, from: number): number {
  let index = from;
  while (' \t\r\n'.includes(text.charAt(index)) && index < text.length) index += 1;
  return index;
}
