// Commands that a person pastes into a POSIX shell.

/** An AWS CLI command. Every word reaches the program as it is, whatever it holds. */
export const awsCommand = (...words: readonly string[]): string => ['aws', ...words].map(shellWord).join(' ');

/** One word: quoted unless no character of it means something to a shell. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
