// Text of others inside our own sentences.

/** What AWS or a person says, without the full stop that our sentence adds. */
export const withoutStop = (text: string): string => text.trimEnd().replace(/[.\s]+$/, '');

/** Without line breaks, and without characters that nobody sees. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** At most so many characters, with a sign if there were more. No character is cut in two. */
export const cutAt = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text;

/** As the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Its first sentences, as far as `most` characters hold them. `null`: the first one is longer. */
export const sentencesWithin = (text: string, most: number): string | null =>
  text.length <= most ? text : beginningWithin(text, most, /[.!?](?=\s+[\p{Lu}`]|$)/gu);

/** If the first sentence is longer: what it says without its parentheses, or else up to one of its clauses. */
export function gistWithin(text: string, most: number): string | null {
  const bare = withoutAsides(text);
  const clause = (): string | null =>
    beginningWithin(bare, most - 1, /(?=[,;:] (?:and|but|since|because|so|by) )/g);
  const ended = (begin: string | null): string | null => (begin === null ? null : `${begin}.`);
  return sentencesWithin(text, most) ?? sentencesWithin(bare, most) ?? ended(clause());
}

/** Up to the last of these ends that fits and isn't inside parentheses. */
function beginningWithin(text: string, most: number, ends: RegExp): string | null {
  const begins = [...text.matchAll(ends)].map(({ index, 0: end }) => text.slice(0, index + end.length));
  return begins.findLast((begin) => begin.length <= most && isBalanced(begin)) ?? null;
}

const isBalanced = (text: string): boolean => text.split('(').length === text.split(')').length;

/** In one pass: text from outside may open any number of parentheses. */
function withoutAsides(text: string): string {
  let depth = 0;
  let outside = '';
  for (const character of text) {
    if (character === '(') depth++;
    if (depth === 0) outside += character;
    else if (character === ')') depth--;
  }
  return outside.replaceAll(/ (?=[ .,;:!?]|$)/g, '');
}
