// Text of others inside our own sentences.

/** What AWS or a person says, without the full stop that our sentence adds. */
export const withoutStop = (text: string): string => text.trimEnd().replace(/[.\s]+$/, '');

/** As the beginning of a sentence. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
