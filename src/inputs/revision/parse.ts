// The text of a JSON or YAML file as a value.
import type { Document } from 'yaml';
import type { Json } from '../../domain/common/values/json.ts';
import { formatPlace, formatPosition } from '../position.ts';
import { isTextTooDeep, isValueTooDeep, tooDeep } from './nesting.ts';
import { jsonPlaces, yamlPlaces, type PlaceOf } from './places.ts';
import { describeRepeated, repeatedKeys } from './repeated-keys.ts';
import { messageOf } from '../../errors.ts';

/** Phrases that follow the file's name. */
type Parsed =
  | {
      readonly value: Json;
      /** Loaded only for the sentences about what is wrong. */
      readonly places: () => Promise<PlaceOf>;
      /** Keys that an object has twice. The last one is in the value. */
      readonly repeated: readonly string[];
      readonly problem: null;
    }
  | { readonly problem: string };

export function parseFile(path: string, text: string): Promise<Parsed> {
  // Editors on Windows write a byte order mark first, which JSON doesn't allow.
  const plain = text.replace(/^\uFEFF/, '');
  return /\.ya?ml$/i.test(path) ? parseYaml(plain) : parseJson(plain);
}

async function parseJson(text: string): Promise<Parsed> {
  if (isTextTooDeep(text)) return { problem: tooDeep };
  try {
    const value = JSON.parse(text) as Json;
    const repeated = repeatedKeys(text).map((offset) => describeRepeated(text, offset));
    return { value, places: () => jsonPlaces(text), repeated, problem: null };
  } catch (error) {
    const { jsonErrorPosition } = await import('./json-position.ts');
    return { problem: `is not JSON: ${formatPlace(jsonErrorPosition(text))}: ${reasonIn(error)}` };
  }
}

/** V8's message without what it quotes of the file, which may be part of a password. */
function reasonIn(error: unknown): string {
  const message = messageOf(error);
  const [, unexpected] = /^Unexpected token '([,:[\]{}])'/.exec(message) ?? [];
  if (unexpected !== undefined) return `Unexpected token '${unexpected}'`;
  if (message.startsWith('Unexpected token')) return 'Unexpected token';
  return message.replace(/( in JSON)? at position [\s\S]*$|, (\.\.\.)?"[\s\S]*$/, '');
}

async function parseYaml(text: string): Promise<Parsed> {
  try {
    return await parsedYaml(text);
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return { problem: tooDeep };
    throw error;
  }
}

async function parsedYaml(text: string): Promise<Parsed> {
  const { parseAllDocuments, isScalar } = await import('./yaml.ts');
  const all = parseAllDocuments(text, { merge: true, prettyErrors: false });
  const documents: readonly Document[] = Array.isArray(all) ? all : [];
  const error = documents.flatMap(({ errors }) => errors).find(({ code }) => code !== 'DUPLICATE_KEY');
  if (error?.code === 'RESOURCE_EXHAUSTION') return { problem: tooDeep };
  if (error !== undefined) {
    // The message quotes the file, which may hold a password.
    const what = error.code.toLowerCase().replaceAll('_', ' ');
    return { problem: `is not YAML: ${formatPosition(text, error.pos[0])}: ${what}` };
  }
  // Nothing follows the `---` at the end of some files.
  const filled = documents.filter(({ contents }) => !(isScalar(contents) && contents.value === null));
  if (filled.length > 1) return { problem: severalDocuments(text, filled) };
  try {
    return valueOf(text, filled[0] ?? null);
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    // An alias without an anchor, or aliases that expand without end, fail only here.
    return {
      problem: 'is not usable YAML: an alias has no anchor before it, or aliases expand without end',
    };
  }
}

function severalDocuments(text: string, documents: readonly Document[]): string {
  const second = text.slice(0, documents[1]?.contents?.range?.[0] ?? 0).split('\n').length;
  return (
    `contains ${documents.length} YAML documents (the second one begins at line ${second}), but a task definition file ` +
    'contains one: put each task definition into a file of its own'
  );
}

function valueOf(text: string, document: Document | null): Parsed {
  const { value, problem } = asJson(document?.toJS());
  if (problem !== null) return { problem };
  if (isValueTooDeep(value)) return { problem: tooDeep };
  const places = (): Promise<PlaceOf> =>
    document === null ? Promise.resolve(() => null) : yamlPlaces(text, document);
  const repeated = (document?.errors ?? []).map(({ pos }) => describeRepeated(text, pos[0]));
  return { value, places, repeated, problem: null };
}

/** A value that JSON can't hold (`.nan`) is refused, not changed. */
function asJson(value: unknown): { readonly value: Json; readonly problem: string | null } {
  const wrong: string[] = [];
  const text = JSON.stringify(value ?? null, (name: string, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member)) wrong.push(`${name} is ${member}`);
    return member;
  });
  const problem = wrong.length === 0 ? null : `is not usable YAML: ${wrong.join(', ')}, not a number`;
  return { value: JSON.parse(text) as Json, problem };
}
