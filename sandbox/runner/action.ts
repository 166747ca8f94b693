import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

/** The checkout, which is also the action's own folder. */
export const actionRoot = path.resolve(import.meta.dirname, '../..');

interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly default?: string; readonly required?: boolean }>>;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly runs: { readonly using: string; readonly main: string; readonly post: string };
}

let action: ActionFile | null = null;

/** Read once: parsing it takes as long as starting the bundle does. */
export const readAction = (): ActionFile =>
  (action ??= parse(readFileSync(path.join(actionRoot, 'action.yml'), 'utf8')) as ActionFile);

/**
 * The environment variables that a runner sets for the inputs: defaults of action.yml filled in, the one expression
 * in them resolved, names in upper case with their dashes. Throws for an input that action.yml doesn't know.
 */
export function inputVariables(
  given: Readonly<Record<string, string>>,
  token: string,
): Record<string, string> {
  const { inputs } = readAction();
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`action.yml has no input ${unknown.join(', ')}`);
  const values = Object.entries(inputs).map(([name, input]) => {
    const value = given[name] ?? input.default ?? '';
    return [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value.replace('${{ github.token }}', token)];
  });
  return Object.fromEntries(values) as Record<string, string>;
}
