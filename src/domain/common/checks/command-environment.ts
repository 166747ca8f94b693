// What a command of a check finds in its environment.
import { decoded, type Variables } from '../environment/variables.ts';

/** Before the names of all facts of the release. */
export const factPrefix = 'ECS_BLUE_GREEN_';

/** What belongs to this action: its inputs, its state, and what it may do at AWS and GitHub. */
const withheld = /^(?:AWS_|ACTIONS_|INPUT_|STATE_)|^(?:GITHUB_TOKEN|GITHUB_STATE)$/i;

/** Values that no report shows: of what is passed on, and of what looks like a key by its name. */
export const secretValues = (environment: Variables, passedOn: readonly string[]): readonly string[] =>
  Object.entries(environment).flatMap(([name, value]) =>
    value !== undefined && (passedOn.includes(name) || secretNames.test(name)) ? [value] : passwordIn(value),
  );

const secretNames =
  /token|secret|passw|passphrase|credential|private|(?:^|_)(?:key|pwd)(?:_|$)|api_?key|(?:^|_)(?:pg)?pass$|(?:^|_)(?:auth|cookies?)$/i;

/** Of an address such as that of a database, as it stands there and decoded. */
function passwordIn(value: string | undefined): readonly string[] {
  const password = /^[a-z][a-z\d+.-]*:\/\/[^\s/@:]*:([^\s/@]+)@/i.exec(value ?? '')?.[1];
  return password === undefined ? [] : [...new Set([password, decoded(password)])];
}

/** `passedOn`: names that the check asks for, whatever they are. Facts of the release win over everything. */
export function commandEnvironment(
  environment: Variables,
  passedOn: readonly string[],
  facts: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const own = Object.entries(environment).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (passedOn.includes(entry[0]) || !withheld.test(entry[0])),
  );
  return { ...Object.fromEntries(own), ...facts };
}
