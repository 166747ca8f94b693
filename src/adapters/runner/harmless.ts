// Makes text harmless for the runner, which executes commands that it finds in the log.

/** Where a terminal, the runner or a reader sees a new line. */
const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** Characters without a glyph. Colors of a terminal begin with one of them. */
const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * The runner compares by the rules of a language, and ignores what they ignore: a soft hyphen or an accent between the
 * colons doesn't prevent a command. Which characters these are depends on the runner's system. All are outside of ASCII.
 */
const ignored = String.raw`[^\x20-\x7e]*`;
const anywhere = new RegExp(String.raw`(#${ignored}#${ignored})\[`, 'g');
const atStart = new RegExp(String.raw`^([^\x21-\x7e]*)(?=:${ignored}:)`);

/**
 * The text in lines of which the runner takes none for a command. It executes `::command::` at the start of a line, after
 * any white space, and `##[command]` anywhere in a line. A backslash is added to either, which shows what was there.
 */
export const harmless = (text: string): string =>
  text.toWellFormed().split(lineEnds).map(harmlessLine).join('\n');

const harmlessLine = (line: string): string =>
  line
    .replaceAll(unseen, (character) => (character === '\t' ? ' ' : ''))
    .replaceAll(anywhere, String.raw`$1\[`)
    .replace(atStart, '$1\\');
