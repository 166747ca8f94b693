// Variables in a word that a program reads as code.
import { codePlaces } from '../../domain/common/checks/code-places.ts';
import { isJsonArray, isJsonObject, jsonIn } from '../../domain/common/values/json.ts';
import { variablesIn } from './variables.ts';

/**
 * The variables whose values would be code. `words`: the command with all values, which may name the program. `written`: the
 * same with the names of variables.
 */
export const variablesInCode = (written: readonly string[], words: readonly string[]): readonly string[] =>
  variablesIn(
    codePlaces(words)
      .map((at) => written[at] ?? '')
      .join(' '),
    ['commit'],
  );

/** After the name of the setting. `instead`: what to do. */
export const describeCode = (name: string, instead: string): string =>
  `has \${${name}} in a word that is read as code: ${instead}`;

export const giveInstead =
  'give it as a word after that one, which a shell reads as "$1" after one more word for "$0"';

/** The same for the setting `migration`, of a text that is its JSON. */
export function problemsOfMigration(text: string, filled: string | null): readonly string[] {
  const written = wordsIn(text);
  return variablesInCode(written, filled === null ? written : wordsIn(filled)).map(
    (name) => `command ${describeCode(name, giveInstead)}`,
  );
}

function wordsIn(text: string): readonly string[] {
  const value = jsonIn(text);
  const command = isJsonObject(value) ? value['command'] : undefined;
  return command !== undefined && isJsonArray(command) ? command.map(String) : [];
}
