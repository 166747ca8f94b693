// Proves that saved state was written by main of this run.
import { createHmac } from 'node:crypto';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The value with its seal. Text in the log can also set state (`::save-state`), and so can an older runner's quirks. The
 * seal is made with a token that only processes of this job have, so nobody outside can make one.
 */
export const sealed = (name: string, value: string, env: Environment): string =>
  `${sealOf(name, value, env)} ${value}`;

/** The value of a sealed text. `null`: main of this run did not write it. */
export function unsealed(name: string, text: string, env: Environment): string | null {
  const value = text.slice(text.indexOf(' ') + 1);
  return text === sealed(name, value, env) ? value : null;
}

/** The runner gives both processes of an action the same two tokens. Tests and tools like act may give only the second. */
function sealOf(name: string, value: string, env: Environment): string {
  const key = env['ACTIONS_RUNTIME_TOKEN'] || env['INPUT_GITHUB-TOKEN'] || '';
  const run = `${env['GITHUB_RUN_ID'] ?? ''}.${env['GITHUB_RUN_ATTEMPT'] ?? ''}`;
  return createHmac('sha256', key).update(`${run}\n${name}\n${value}`).digest('hex');
}
