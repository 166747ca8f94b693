// What the key of a world is put together from. Worlds share most of their parts, and only the time that has passed since
// differs from one to the next: so each part is worked out once for all worlds that hold it.

/** Text that stays, or a moment that counts by how long ago it was, from `least` to `most`. */
export type Part = string | { readonly ms: number; readonly least: number; readonly most: number };

export function textAt(parts: readonly Part[], nowMs: number): string {
  let text = '';
  for (const part of parts)
    text +=
      typeof part === 'string'
        ? `${part}|`
        : `${String(Math.max(part.least, Math.min(nowMs - part.ms, part.most)))}|`;
  return text;
}

const numbers = new Map<string, string>();
/** A number that stands for the text: what is long is hashed millions of times. */
export function short(text: string): string {
  if (text.length < 8) return text;
  let number = numbers.get(text);
  if (number === undefined) {
    number = `#${String(numbers.size)}`;
    numbers.set(text, number);
  }
  return number;
}
