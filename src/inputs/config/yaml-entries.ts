// The keys of a YAML document with groups, and the line of each. Loaded only for a config file.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { groups } from '../../settings/setting.ts';
import { formatPlace, keyAt, type Place } from '../position.ts';
import { nestedIn } from './nested.ts';

/** One key with its value. */
export interface Entry {
  readonly key: string;
  /** `null`: at the top level. */
  readonly group: string | null;
  readonly line: number;
  readonly shape: 'value' | 'list' | 'mapping' | 'nested';
  /** As a workflow would write it as an input; `null`: there is no value. */
  readonly text: string | null;
  readonly wrong: string | null;
  /** Where its values stand, by their paths. Not set: they are in its line. */
  readonly places?: Readonly<Record<string, Place>>;
}
interface Entries {
  readonly entries: readonly Entry[];
  readonly problems: readonly string[];
}

/**
 * Nothing in the text is executed or loaded: it is parsed to plain values, with a limit for aliases. `isNested`: whether
 * the key holds a list of mappings.
 */
export function entriesOf(text: string, isNested: (key: string) => boolean): Entries {
  try {
    return parsed(text, isNested);
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return { entries: [], problems: [`line 1: ${tooDeep}`] };
    throw error;
  }
}

function parsed(text: string, isNested: (key: string) => boolean): Entries {
  const counter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: counter });
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const lineAt = (offset: number): number => placeAt(offset).line;
  const problems = document.errors.map(({ code, pos: [offset] }) =>
    code === 'DUPLICATE_KEY'
      ? `${formatPlace(placeAt(offset))}: ${keyAt(text, offset) ?? 'a key'}: is written twice: keep one`
      : `line ${String(lineAt(offset))}: ${describeError(code)}`,
  );
  const isBroken = document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  if (isBroken || document.contents === null) return { entries: [], problems };
  if (!isMap(document.contents))
    return { entries: [], problems: ['line 1: holds no keys: write e.g. test-rule: arn:…'] };
  const reading = { document, isNested, placeAt };
  return { entries: entriesIn(reading, document.contents, null), problems };
}

const tooDeep = 'is nested too deep';

/** The message of the parser may quote the file. */
const describeError = (code: string): string =>
  code === 'RESOURCE_EXHAUSTION' ? tooDeep : `is not YAML: ${code.toLowerCase().replaceAll('_', ' ')}`;

interface Reading {
  readonly document: Document;
  readonly isNested: (key: string) => boolean;
  readonly placeAt: (offset: number) => Place;
}

function entriesIn(reading: Reading, map: unknown, group: string | null): readonly Entry[] {
  if (!isMap(map)) return [];
  const { document, placeAt } = reading;
  return map.items.flatMap((pair): readonly Entry[] => {
    const key = isScalar(pair.key) ? String(pair.key.value) : '?';
    const line = isScalar(pair.key) ? placeAt(pair.key.range?.[0] ?? 0).line : 1;
    const node = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    const isGroup = group === null && groups.some((one) => one === key);
    if (isGroup && isMap(node)) return entriesIn(reading, node, key);
    if (isGroup && isScalar(node) && node.value === null) return [];
    const value = reading.isNested(key) ? nestedOf(reading, node) : valueOf(document, node);
    return [{ key, group, line, ...value }];
  });
}

type Value = Pick<Entry, 'shape' | 'text' | 'wrong' | 'places'>;

function nestedOf({ document, placeAt }: Reading, node: unknown): Value {
  const textOf = (one: unknown): string | null => scalarText(document, one);
  const { value, places, wrong } = nestedIn(document, node, { textOf, placeAt });
  return { shape: 'nested', text: value === null ? null : JSON.stringify(value), wrong, places };
}

function valueOf(document: Document, node: unknown): Value {
  if (node === undefined)
    return { shape: 'value', text: null, wrong: 'is an alias without an anchor before it' };
  if (isSeq(node)) {
    const texts = node.items.map((item) => scalarText(document, item));
    return several('list', texts, () => wrongEntry(document, node.items));
  }
  if (isMap(node)) {
    const texts = node.items.map(({ key, value }) => {
      const [name, text] = [scalarText(document, key), scalarText(document, value)];
      return name === null || text === null ? null : `${name}: ${text}`;
    });
    const values = node.items.map(({ value }) => value);
    return several('mapping', texts, () => wrongEntry(document, values));
  }
  return { shape: 'value', text: scalarText(document, node)?.trim() || null, wrong: null };
}

/** Why one of the entries is no value. */
function wrongEntry(document: Document, entries: readonly unknown[]): string {
  const nodes = entries.map((entry) => (isAlias(entry) ? entry.resolve(document) : entry));
  return nodes.some((node) => isMap(node) || isSeq(node))
    ? 'has an entry that is a list or a mapping: write one value in each entry'
    : 'has an entry without a value: write one, or leave the entry out';
}

/** An entry with a line break would become two. `why`: what is wrong if an entry is no value. */
function several(shape: 'list' | 'mapping', texts: readonly (string | null)[], why: () => string): Value {
  if (!isEach(texts)) return { shape, text: null, wrong: why() };
  const entries = texts.map((text) => text.trim());
  return entries.some((text) => /[\r\n]/.test(text))
    ? { shape, text: null, wrong: 'has an entry with several lines: write one entry for each' }
    : { shape, text: joined(shape, entries) || null, wrong: null };
}

/** A list input is split at commas, unless it is a JSON list. */
const joined = (shape: 'list' | 'mapping', entries: readonly string[]): string =>
  shape === 'list' && entries.some((text) => text.includes(','))
    ? JSON.stringify(entries)
    : entries.join('\n');

const isEach = (texts: readonly (string | null)[]): texts is readonly string[] => !texts.includes(null);

/** As it is written: `1.10` is no number here. `null`: there is none. */
function scalarText(document: Document, node: unknown): string | null {
  const scalar = isAlias(node) ? node.resolve(document) : node;
  if (!isScalar(scalar) || scalar.value === null) return null;
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? JSON.stringify(scalar.value));
}
