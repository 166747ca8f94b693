// A runner's reading of the log, after its source (actions/runner, ActionCommand.cs and OutputManager.cs).

/** What .NET's StreamReader takes for the end of a line. */
const lineEnd = /\r\n|\r|\n/;
/** All that a comparison by the rules of a language may ignore: the runner compares that way. */
const ignored = /[^\x20-\x7e]/g;

/** The lines of the log that a runner would execute, whatever the command's name. */
export const commandsIn = (log: string): readonly string[] =>
  log.split(lineEnd).filter((line) => {
    const seen = line.replaceAll(ignored, '').trimStart();
    return seen.startsWith('::') || seen.includes('##[');
  });
