// Reads single inputs, and collects what is wrong with them.
import { inputs, type InputName, type RawInputs } from '../action-io.ts';
import { formatDurationInput, parseDuration } from '../domain/common/values/duration.ts';

/** Reads inputs and collects their problems, so that all are reported at once. */
export interface Reader {
  /** The input's text, or its default. `null`: absent. */
  text(name: InputName): string | null;
  /** Adds a problem: the value in quotes, then `wrong`, which says what is wrong and what is valid. */
  refuse(name: InputName, value: string, wrong: string): void;
  /** Adds a problem that isn't about one value, or whose value must not be shown. */
  problem(name: InputName, sentence: string): void;
  readonly problems: readonly string[];
}

export function createReader(raw: Partial<RawInputs>): Reader {
  const problems: string[] = [];
  const problem = (name: InputName, sentence: string): void => {
    problems.push(`${name}: ${sentence}`);
  };
  return {
    text: (name) => raw[name] ?? defaultOf(name),
    refuse: (name, value, wrong) => {
      problem(name, `"${value}" ${wrong}`);
    },
    problem,
    problems,
  };
}

/** The runner evaluates a default such as `${{ github.token }}`. Without a runner it is absent. */
function defaultOf(name: InputName): string | null {
  const preset = inputs[name].default;
  return preset?.startsWith('${{') === true ? null : preset;
}

/** Entries, one per line, separated by commas or as a JSON list, without empty and repeated ones. */
export function listOf(reader: Reader, name: InputName): readonly string[] {
  return entries(reader.text(name), /[\n,]/);
}

/** Entries, one per line or as a JSON list, for values that may contain commas. */
export function linesOf(reader: Reader, name: InputName): readonly string[] {
  return entries(reader.text(name), /\n/);
}

function entries(text: string | null, separator: RegExp): readonly string[] {
  const found = (jsonList(text ?? '') ?? (text ?? '').split(separator)).map((entry) => entry.trim());
  return [...new Set(found.filter((entry) => entry !== ''))];
}

/** A list as `toJSON()` and Terraform outputs write it: `["a","b"]`. `null`: it is none. */
function jsonList(text: string): readonly string[] | null {
  if (!text.trim().startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(text);
    return Array.isArray(list) && list.every((entry) => typeof entry === 'string') ? list : null;
  } catch {
    return null;
  }
}

export function required(reader: Reader, name: InputName, expected: string): string {
  const text = reader.text(name);
  if (text === null) reader.problem(name, `is missing: write ${expected}`);
  return text ?? '';
}

/** One of a fixed list. `null`: absent or refused. */
export function choice<const C extends string>(
  reader: Reader,
  name: InputName,
  choices: readonly C[],
): C | null {
  const text = reader.text(name);
  if (text === null) return null;
  const chosen = choices.find((candidate) => candidate === text);
  if (chosen !== undefined) return chosen;
  const meant = choices.find((candidate) => candidate === text.toLowerCase());
  const advice = meant === undefined ? '' : `: write ${meant}`;
  reader.refuse(name, text, `is not ${choices.length === 1 ? '' : 'one of '}${choices.join(', ')}${advice}`);
  return null;
}

export function flag(reader: Reader, name: InputName): boolean {
  return choice(reader, name, ['true', 'false']) === 'true';
}

export const daySeconds = 24 * 3600;

interface Limits {
  readonly atLeast: number;
  readonly atMost: number;
}

/** Whole seconds. `NaN`: refused. Comparisons with it are false, so it causes no further problem. */
export function seconds(reader: Reader, name: InputName, limits: Limits): number {
  const text = reader.text(name) ?? '';
  const reading = parseDuration(text);
  const wrong = reading.ok ? outside(reading.seconds, limits) : `is not a duration: ${reading.hint}`;
  if (reading.ok && wrong === null) return reading.seconds;
  reader.refuse(name, text, wrong ?? '');
  return Number.NaN;
}

function outside(given: number, { atLeast, atMost }: Limits): string | null {
  if (given < atLeast) return `is too short: write at least ${formatDurationInput(atLeast)}`;
  return given > atMost ? `is too long: write at most ${formatDurationInput(atMost)}` : null;
}

/** A whole number. `NaN`: refused. */
export function count(reader: Reader, name: InputName, limits: Limits): number {
  const text = reader.text(name) ?? '';
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= limits.atLeast && number <= limits.atMost) return number;
  reader.refuse(name, text, `is not a whole number from ${limits.atLeast} to ${limits.atMost}`);
  return Number.NaN;
}

/** An absolute http(s) URL. `null`: absent or refused. A URL that paths are appended to must not have a query. */
export function webAddress(
  reader: Reader,
  name: InputName,
  { mayHaveQuery }: { readonly mayHaveQuery: boolean },
): string | null {
  const text = reader.text(name);
  if (text === null) return null;
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    reader.refuse(name, text, 'is not an absolute http(s) URL: write e.g. https://shop.example.com');
  } else if (url.username !== '' || url.password !== '') {
    // The value isn't quoted, because a password must not be logged.
    reader.problem(
      name,
      'contains a user name or password: write an Authorization header in probe-headers instead',
    );
  } else if (url.hash !== '' || (url.search !== '' && !mayHaveQuery)) {
    reader.refuse(name, text, 'must not have a query or fragment: write the path and query as health-paths');
  } else return text;
  return null;
}
