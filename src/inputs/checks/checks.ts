// The setting `checks`: a list of tests of the service's own.
import {
  isReading,
  commitWord,
  versionCheck,
  type Check,
  type CheckHeader,
  type HttpCheck,
} from '../../domain/common/checks/check.ts';
import { isJsonArray, isJsonObject, jsonIn, type Json } from '../../domain/common/values/json.ts';
import { checkKeyNames, checkKeys, kindKeys, type CheckKey } from '../../settings/checks.ts';
import { repeated, type Reader } from '../reader.ts';
import { entryAt, type Entry } from './entry.ts';
import { httpFrom } from './http.ts';
import { commandFrom, taskFrom, type Outside, type Preset } from './program.ts';
import { filledEntry, isReadable } from './variables.ts';

const mostChecks = 50;
const presetSeconds = 30;
const mostSeconds = 3600;

interface Context extends Outside {
  /** Values of variables, which no problem shows. */
  readonly secrets: readonly string[];
  readonly bakeSeconds: number;
}

/** All entries, in order. */
export function checksFrom(reader: Reader, context: Context): readonly Check[] {
  const list = listIn(reader);
  const checks = list.flatMap((written, index): readonly Check[] => {
    if (!isJsonObject(written)) {
      reader.problemAt('checks', String(index), 'is no mapping: write e.g. - path: /ready');
      return [];
    }
    if (context.variables === null && !isReadable(written)) return [];
    const entry = entryAt(reader, index, filledEntry(written, context.variables ?? {}), context.secrets);
    const check = checkFrom(entry, context);
    if (check?.isInBake === true && context.bakeSeconds === 0)
      entry.problem('bake', 'is true, and bake-time is 0: there is no bake to run it in');
    return check === null ? [] : [check];
  });
  refuseTwice(reader, checks);
  return checks;
}

function listIn(reader: Reader): readonly Json[] {
  const text = reader.text('checks');
  const value = text === null ? [] : jsonIn(text);
  if (!isJsonArray(value)) {
    reader.problem('checks', 'is no list: write one check per entry, e.g. - path: /ready');
    return [];
  }
  if (value.length > mostChecks)
    reader.problem('checks', `has ${String(value.length)} entries: write at most ${String(mostChecks)}`);
  return value;
}

function checkFrom(entry: Entry, context: Context): Check | null {
  const kinds = kindKeys.filter((key) => entry.has(key));
  if (kinds.length !== 1) {
    const has = kinds.length === 0 ? 'has' : `has ${kinds.join(' and ')}, but may have only`;
    const needed = kinds.length === 0 ? 'no ' : 'one of ';
    entry.problem(kinds[1] ?? null, `${has} ${needed}${kindKeys.join(kinds.length === 0 ? ' or ' : ', ')}`);
    return null;
  }
  const [kind] = kinds;
  if (kind !== undefined) refuseOthers(entry, kind);
  if (kind === 'run' || kind === 'task') {
    const own = kind === 'run' ? commandFrom(entry, context) : taskFrom(entry, context);
    const check = own === null ? null : { ...own.parts, ...headerFrom(entry, context.secrets, own.preset) };
    if (check?.name === versionCheck)
      entry.problem('name', `is version, which proves the switch: write a path for it, or another name`);
    return check;
  }
  const http = httpFrom(entry);
  const place = 'path' in http.place ? http.place.path : http.place.url;
  const check: HttpCheck = {
    ...http,
    ...headerFrom(entry, context.secrets, {
      name: `${http.method === 'GET' ? '' : `${http.method} `}${place}`,
      seconds: presetSeconds,
    }),
  };
  if (check.expected.withinMs > check.timeoutSeconds * 1000)
    entry.problem('within', 'is longer than timeout: write a longer timeout');
  if (check.name === versionCheck) refuseVersion(entry, check);
  return check;
}

/** Keys of another kind of check would do nothing. */
function refuseOthers(entry: Entry, kind: (typeof kindKeys)[number]): void {
  for (const key of checkKeyNames) {
    const { of } = checkKeys[key] as CheckKey;
    if (of !== undefined && of !== checkKeys[kind].of && entry.has(key))
      entry.problem(key, `has no meaning next to ${kind}: leave it out`);
  }
}

/** What every check has. `preset`: what it is called, and how long it may take, unless the entry says so. */
const headerFrom = (entry: Entry, secrets: readonly string[], preset: Preset): Omit<CheckHeader, 'kind'> => ({
  name: nameOf(entry) ?? preset.name,
  isInBake: entry.flag('bake'),
  timeoutSeconds: entry.duration('timeout', { preset: preset.seconds, atMost: mostSeconds }),
  secrets,
});

/** It is asked of green before the switch and of production after it, several times in a row. */
function refuseVersion(entry: Entry, check: HttpCheck): void {
  const { text, json, headers } = check.expected;
  const values = [text ?? '', ...Object.values(json), ...Object.values(headers)];
  if (!('path' in check.place))
    entry.problem('url', 'is the address of one version: write a path for the check version');
  if (!isReading(check)) entry.problem('method', 'writes, and the check version is repeated: write GET');
  if (!values.some((value) => value.includes(commitWord)))
    entry.problem(
      'name',
      `is version, which proves the switch: expect ${commitWord} in header, json or text`,
    );
}

function nameOf(entry: Entry): string | null {
  const name = entry.has('name') ? entry.text('name') : null;
  if (name === null) return null;
  if (!/^[\p{L}\p{N}\p{P}\p{S} ]{1,60}$/u.test(name))
    entry.problem('name', `is ${entry.quoted(name)}: write up to 60 letters, digits and signs`);
  return name;
}

/** The report names a check, so each has a name of its own. */
function refuseTwice(reader: Reader, checks: readonly Check[]): void {
  for (const name of repeated(checks.map((check) => check.name)))
    reader.problem('checks', `two entries are called "${name}": give one of them another name`);
}
