// `${NAME}` in the config file: an environment variable of the step.

export type Environment = Readonly<Record<string, string | undefined>>;

const reference = /\$\{([^}]*)\}?/g;

/** Credentials of the job, and what the runner gives its actions. None of it belongs in a setting. */
const forbidden = /^(AWS_.*|ACTIONS_.*|INPUT_.*|GITHUB_TOKEN)$/i;

/** The names, each once. `words`: names that are no variables here. */
export const variablesIn = (text: string, words: readonly string[] = []): readonly string[] => [
  ...new Set(
    [...text.matchAll(reference)].map(([, name = '']) => name).filter((name) => !words.includes(name)),
  ),
];

/** What is wrong with the variables, a phrase for each. Without an environment, they are only named. */
export const problemsWith = (
  text: string,
  env: Environment | null,
  words: readonly string[] = [],
): readonly string[] => [
  ...new Set(variablesIn(text, words).flatMap((name) => problemWith(name, text, env) ?? [])),
];

function problemWith(name: string, text: string, env: Environment | null): string | null {
  if (!/^[A-Za-z_]\w*$/.test(name) || !text.includes(`\${${name}}`))
    return "holds a ${ that isn't a variable: write ${NAME}, with letters, digits and _";
  if (forbidden.test(name))
    return `\${${name}} is not allowed: AWS_*, ACTIONS_*, INPUT_* and GITHUB_TOKEN are never read from here`;
  if (env === null) return null;
  const value = valueOf(name, env);
  if (value === '') return `the environment variable ${name} is not set: set it with env of the step`;
  return /[\r\n]/.test(value) ? `the environment variable ${name} has several lines: set one` : null;
}

/** The text with the values, and the values. For a text in which nothing is wrong. A `${` in a value stays as it is. */
export function withValues(
  text: string,
  env: Environment,
  words: readonly string[] = [],
): { readonly text: string; readonly values: readonly string[] } {
  const isJson = /^\[["{]/.test(text);
  const filled = text.replace(reference, (all, name: string) => {
    if (words.includes(name)) return all;
    const value = valueOf(name, env);
    return isJson ? JSON.stringify(value).slice(1, -1) : value;
  });
  return { text: filled, values: variablesIn(text, words).map((name) => valueOf(name, env)) };
}

/** Each variable with its value. */
export type Values = Readonly<Record<string, string>>;

export const valuesIn = (text: string, env: Environment, words: readonly string[] = []): Values =>
  Object.fromEntries(variablesIn(text, words).map((name) => [name, valueOf(name, env)]));

/** The text with these values. Any other `${` stays as it is. */
export const filledWith = (text: string, values: Values): string =>
  text.replace(reference, (all, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? all) : all));

const valueOf = (name: string, env: Environment): string => (env[name] ?? '').trim();
