import { parse, type ParseError } from 'jsonc-parser';

/**
 * Line and column (from 1) of the first place where the text stops being JSON. V8 gives a position with some of its
 * messages only, and a task definition has hundreds of lines.
 */
export function jsonErrorPosition(text: string): { readonly line: number; readonly column: number } {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const end = text.trimEnd().length;
  const before = text.slice(0, Math.min(errors[0]?.offset ?? end, end)).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
