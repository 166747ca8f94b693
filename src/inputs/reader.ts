// Reads single settings, and collects what is wrong with them.
import { isCommit } from '../domain/common/environment/event.ts';
import { hostIn, isRefusedAddress } from '../domain/common/probes/refused-addresses.ts';
import { formatDurationInput, parseDuration } from '../domain/common/values/duration.ts';
import { isJsonArray, jsonIn } from '../domain/common/values/json.ts';
import {
  settings,
  type ChoiceOf,
  type NameOf,
  type RawSettings,
  type SettingName,
} from '../settings/table.ts';
import { commandIn } from './command.ts';
import { placeIn, placeInside, wordsOf, type Config } from './config/config.ts';
import { variablesIn } from './config/variables.ts';

/**
 * Reads settings and collects their problems, so that all are reported at once. An input wins over the config file. What
 * the command doesn't read is absent: one step may serve all commands, and a wrong value of it stops none.
 */
export interface Reader {
  /** The text, or the default, also if the command doesn't read what was given. `null`: absent. */
  text(name: SettingName): string | null;
  /** Adds a problem: the value in quotes, then `wrong`, which says what is wrong and what is valid. */
  refuse(name: SettingName, value: string, wrong: string): void;
  /** Adds a problem that isn't about one value, or whose value must not be shown. */
  problem(name: SettingName, sentence: string): void;
  /** The same, about a value inside the setting, by its path. */
  problemAt(name: SettingName, at: string, sentence: string): void;
  isRefused(name: SettingName): boolean;
  readonly problems: readonly string[];
}

export function createReader(raw: Partial<RawSettings>, config: Config | null = null): Reader {
  const command = commandIn(raw);
  const isRead = (name: SettingName): boolean => settings[name].commands.includes(command);
  const inFile = (name: SettingName): string | null =>
    (raw[name] ?? null) === null ? (config?.texts[name] ?? null) : null;
  const problems: string[] = [...(config?.problems ?? [])];
  const refused = new Set<SettingName>();
  const problem = (name: SettingName, sentence: string): void => {
    const place = config === null || inFile(name) === null ? name : placeIn(config.file, name);
    problems.push(`${place}: ${sentence}`);
    refused.add(name);
  };
  return {
    text: (name) => (isRead(name) ? (raw[name] ?? inFile(name)) : null) ?? defaultOf(name),
    refuse: (name, value, wrong) => {
      // The value of a variable is a secret.
      const written = inFile(name) === null ? null : (config?.file.texts[name] ?? null);
      const shown = written !== null && variablesIn(written, wordsOf(name)).length > 0 ? written : value;
      problem(name, `"${shown}" ${wrong}`);
    },
    problem,
    problemAt: (name, at, sentence) => {
      const isWritten = config !== null && inFile(name) !== null;
      const place = isWritten ? placeInside(config.file, name, at) : name;
      problems.push(`${place}: ${sentence}`);
      refused.add(name);
    },
    isRefused: (name) => refused.has(name),
    problems,
  };
}

/** The runner evaluates a default such as `${{ github.token }}`. Without a runner it is absent. */
function defaultOf(name: SettingName): string | null {
  const preset = settings[name].default ?? null;
  return preset?.startsWith('${{') === true ? null : preset;
}

/** Entries, one per line, separated by commas or as a JSON list, without empty and repeated ones. */
export function listOf(reader: Reader, name: SettingName): readonly string[] {
  const text = reader.text(name);
  if (text?.trim().startsWith('[') !== true || jsonList(text) !== null) return entries(text, /[\n,]/);
  if (!reader.isRefused(name))
    reader.refuse(name, text, 'is no JSON list of texts: write e.g. ["a","b"], with double quotes');
  return [];
}

/** Entries, one per line or as a JSON list, for values that may contain commas. */
export function linesOf(reader: Reader, name: SettingName): readonly string[] {
  return entries(reader.text(name), /\n/);
}

function entries(text: string | null, separator: RegExp): readonly string[] {
  const found = (jsonList(text ?? '') ?? (text ?? '').split(separator)).map((entry) => entry.trim());
  return [...new Set(found.filter((entry) => entry !== ''))];
}

/** The texts that come more than once, each once. */
export const repeated = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.filter((text, index) => texts.indexOf(text) < index)),
];

/** A list as `toJSON()` and Terraform outputs write it: `["a","b"]`. `null`: it is none. */
function jsonList(text: string): readonly string[] | null {
  if (!text.trim().startsWith('[')) return null;
  const list = jsonIn(text);
  return isJsonArray(list) && list.every((entry) => typeof entry === 'string') ? list : null;
}

export function required(reader: Reader, name: SettingName, expected: string): string {
  const text = reader.text(name);
  if (text === null) reader.problem(name, `is missing: write ${expected}`);
  return text ?? '';
}

/** One of a fixed list. `null`: absent or refused. */
export function choice<Name extends NameOf<'choice'>>(reader: Reader, name: Name): ChoiceOf<Name> | null {
  const { value } = settings[name];
  const text = reader.text(name);
  if (text === null || value.kind !== 'choice') return null;
  const choices = value.of as readonly ChoiceOf<Name>[];
  const chosen = choices.find((candidate) => candidate === text);
  if (chosen !== undefined) return chosen;
  const meant = choices.find((candidate) => candidate === text.toLowerCase());
  const advice = meant === undefined ? '' : `: write ${meant}`;
  reader.refuse(name, text, `is not ${choices.length === 1 ? '' : 'one of '}${choices.join(', ')}${advice}`);
  return null;
}

/** The full id of a commit, in the small letters that git writes. A shorter one may become that of several commits. */
export function commitFrom(reader: Reader, name: 'commit' | 'expected-sha'): string | null {
  const text = reader.text(name);
  const commit = text?.toLowerCase() ?? null;
  if (text === null || isCommit(commit)) return commit;
  reader.refuse(name, text, 'is not the full id of a commit: write all of its 40 letters and digits');
  return null;
}

export function flag(reader: Reader, name: FlagName): boolean {
  return choice(reader, name) === 'true';
}

type FlagName = {
  [Name in NameOf<'choice'>]: ChoiceOf<Name> extends 'true' | 'false' ? Name : never;
}[NameOf<'choice'>];

interface Limits {
  readonly atLeast: number;
  readonly atMost: number;
}

/** Whole seconds. `NaN`: refused. Comparisons with it are false, so it causes no further problem. */
export function seconds(reader: Reader, name: NameOf<'duration'>): number {
  const text = reader.text(name) ?? '';
  const reading = parseDuration(text);
  const wrong = reading.ok ? outside(reading.seconds, limitsOf(name)) : `is not a duration: ${reading.hint}`;
  if (reading.ok && wrong === null) return reading.seconds;
  reader.refuse(name, text, wrong ?? '');
  return Number.NaN;
}

function limitsOf(name: NameOf<'duration' | 'count'>): Limits {
  const { value } = settings[name];
  return 'atLeast' in value ? value : { atLeast: 0, atMost: Number.MAX_SAFE_INTEGER };
}

function outside(given: number, { atLeast, atMost }: Limits): string | null {
  if (given < atLeast) return `is too short: write at least ${formatDurationInput(atLeast)}`;
  return given > atMost ? `is too long: write at most ${formatDurationInput(atMost)}` : null;
}

/** A whole number. `NaN`: refused. */
export function count(reader: Reader, name: NameOf<'count'>): number {
  const { atLeast, atMost } = limitsOf(name);
  const text = reader.text(name) ?? '';
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (number >= atLeast && number <= atMost) return number;
  reader.refuse(name, text, `is not a whole number from ${atLeast} to ${atMost}`);
  return Number.NaN;
}

/** What is wrong with a URL that leads to a refused address. */
export const refusedAddress =
  'leads to a metadata service, or is a link-local address: nothing is sent there. Write another';

/** An absolute http(s) URL. `null`: absent or refused. A URL that paths are appended to must not have a query. */
export function webAddress(
  reader: Reader,
  name: SettingName,
  { mayHaveQuery }: { readonly mayHaveQuery: boolean },
): string | null {
  const text = reader.text(name);
  if (text === null) return null;
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    reader.refuse(name, text, 'is not an absolute http(s) URL: write e.g. https://shop.example.com');
    return null;
  }
  if (isRefusedAddress(hostIn(url))) {
    reader.problem(name, refusedAddress);
    return null;
  }
  const hasLogin = url.username !== '' || url.password !== '';
  const hasMore = url.hash !== '' || (url.search !== '' && !mayHaveQuery);
  const noMore = 'must not have a query or fragment: write the path and query as health-paths';
  // A value with a password isn't quoted, because it must not be logged.
  if (hasLogin)
    reader.problem(
      name,
      'contains a user name or password: write an Authorization header in probe-headers instead',
    );
  if (hasMore && hasLogin) reader.problem(name, noMore);
  else if (hasMore) reader.refuse(name, text, noMore);
  return hasLogin || hasMore ? null : text;
}
