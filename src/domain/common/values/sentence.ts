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
