// One entry of `checks`: its values by key, and what is wrong with them.
import { formatDurationInput, parseDuration } from '../../domain/common/values/duration.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../domain/common/values/json.ts';
import { checkKeyNames, checkKeys, type CheckKeyName } from '../../settings/checks.ts';
import type { Reader } from '../reader.ts';
import { noSuchKey } from '../unknown.ts';

/** Reads the keys of one entry. What is absent or wrong is `null`, and everything wrong is a problem at its place. */
export interface Entry {
  has(key: CheckKeyName): boolean;
  text(key: CheckKeyName): string | null;
  /** One or several. Empty: absent or wrong. */
  texts(key: CheckKeyName): readonly string[];
  /** Empty: absent or wrong. */
  mapping(key: CheckKeyName): Readonly<Record<string, string>>;
  flag(key: CheckKeyName): boolean;
  /** `NaN`: wrong. */
  duration(key: CheckKeyName, limits: DurationLimits): number;
  /** `inside`: the entry of a mapping. The sentence is about the value, which it doesn't show. */
  problem(key: CheckKeyName | null, sentence: string, inside?: string): void;
  /** The value in quotes, unless it holds a secret. */
  quoted(value: string): string;
}

interface DurationLimits {
  readonly preset: number;
  readonly atMost: number;
}

export function entryAt(
  reader: Reader,
  index: number,
  values: JsonObject,
  secrets: readonly string[],
): Entry {
  const problem: Entry['problem'] = (key, sentence, inside) => {
    const at = [index, key, inside].filter((part) => part !== null && part !== undefined).join('/');
    const what = inside === undefined ? key : `${key ?? ''} ${inside}`;
    reader.problemAt('checks', at, `${what === null ? '' : `${what} `}${sentence}`);
  };
  const quoted = (value: string): string =>
    secrets.some((secret) => secret !== '' && value.includes(secret)) ? 'its value' : `"${value}"`;
  const valueOf = (key: CheckKeyName): Json => values[key] ?? null;
  const text = (key: CheckKeyName): string | null => {
    const value = valueOf(key);
    if (typeof value === 'string') return value;
    if (Object.hasOwn(values, key)) problem(key, value === null ? 'has no value' : 'is no single value');
    return null;
  };
  const entry: Entry = {
    has: (key) => Object.hasOwn(values, key),
    text,
    texts: (key) => {
      const value = valueOf(key);
      if (!isJsonArray(value)) return [text(key) ?? []].flat();
      const texts = value.filter((one) => typeof one === 'string');
      if (texts.length < value.length) problem(key, 'has an entry that is no single value');
      return texts;
    },
    mapping: (key) => {
      const value = valueOf(key);
      if (!entry.has(key)) return {};
      if (!isJsonObject(value)) problem(key, 'is no mapping: write one `name: value` per line below it');
      const members = Object.entries(isJsonObject(value) ? value : {});
      for (const [name, one] of members)
        if (typeof one !== 'string') problem(key, one === null ? 'has no value' : 'is no single value', name);
      return Object.fromEntries(
        members.flatMap(([name, one]) => (typeof one === 'string' ? [[name, one]] : [])),
      );
    },
    flag: (key) => {
      const value = entry.has(key) ? text(key) : 'false';
      if (value !== null && value !== 'true' && value !== 'false')
        problem(key, `is ${quoted(value)}: write true or false`);
      return value === 'true';
    },
    duration: (key, limits) => (entry.has(key) ? durationIn(entry, key, limits) : limits.preset),
    problem,
    quoted,
  };
  for (const key of Object.keys(values).filter((one) => !checkKeyNames.some((known) => known === one)))
    reader.problemAt('checks', `${String(index)}/${key}`, `${key}: ${noSuchKey(key, checkKeyNames)}`);
  return entry;
}

function durationIn(entry: Entry, key: CheckKeyName, { atMost }: DurationLimits): number {
  const value = entry.text(key);
  if (value === null) return Number.NaN;
  const [, ms] = /^(\d+)ms$/.exec(value) ?? [];
  const reading = parseDuration(value);
  const seconds = ms !== undefined && checkKeys[key].value === 'latency' ? Number(ms) / 1000 : null;
  const found = seconds ?? (reading.ok ? reading.seconds : null);
  if (found !== null && found > 0 && found <= atMost) return found;
  const hint = found === null && !reading.ok ? reading.hint : `write at most ${formatDurationInput(atMost)}`;
  entry.problem(key, `is ${entry.quoted(value)}: ${hint}`);
  return Number.NaN;
}
