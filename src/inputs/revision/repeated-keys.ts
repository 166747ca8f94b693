// Keys that an object of a JSON text has twice: JSON.parse takes the last one, and nobody would know.
import { formatPosition, keyAt } from '../position.ts';

const tokens = /("(?:[^"\\]|\\.)*")\s*:|"(?:[^"\\]|\\.)*"|[[\]{}]/gs;

/** The offsets at which a key comes again. For valid JSON. */
export function repeatedKeys(text: string): readonly number[] {
  const open: Set<string>[] = [];
  return [...text.matchAll(tokens)].flatMap(({ 0: token, 1: key, index }) => {
    if (token === '{' || token === '[') open.push(new Set());
    if (token === '}' || token === ']') open.pop();
    const names = open.at(-1);
    const name = key === undefined ? null : (JSON.parse(key) as string);
    if (name === null || names === undefined) return [];
    const isAgain = names.has(name);
    names.add(name);
    return isAgain ? [index] : [];
  });
}

/** A phrase that follows the file's name. */
export function describeRepeated(text: string, offset: number): string {
  const key = keyAt(text, offset);
  const what = key === null ? 'a key' : `"${key}"`;
  return `has ${what} twice in one object (again at ${formatPosition(text, offset)}): keep one`;
}
