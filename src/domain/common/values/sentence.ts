// Text of others inside our own sentences.

/** What AWS or a person says, without the full stop that our sentence adds. */
export const withoutStop = (text: string): string => text.trimEnd().replace(/[.\s]+$/, '');
