// The keys of a YAML document with groups, and the line of each. Loaded only for a config file.
import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import { groups } from '../../settings/setting.ts';
import { formatPosition, keyAt } from '../position.ts';

/** One key with its value. */
export interface Entry {
  readonly key: string;
  /** `null`: at the top level. */
  readonly group: string | null;
  readonly line: number;
  readonly shape: 'value' | 'list' | 'mapping';
  /** As a workflow would write it as an input; `null`: there is no value. */
  readonly text: string | null;
  readonly wrong: string | null;
}
interface Entries {
  readonly entries: readonly Entry[];
  readonly problems: readonly string[];
}

/** Nothing in the text is executed or loaded: it is parsed to plain values, with a limit for aliases. */
export function entriesOf(text: string): Entries {
  try {
    return parsed(text);
  } catch (error) {
    // The parser calls itself for each level.
    if (error instanceof RangeError) return { entries: [], problems: [`line 1: ${tooDeep}`] };
    throw error;
  }
}

function parsed(text: string): Entries {
  const counter = new LineCounter();
  const document = parseDocument(text, { prettyErrors: false, lineCounter: counter });
  const lineAt = (offset: number): number => Math.max(1, counter.linePos(offset).line);
  const problems = document.errors.map(({ code, pos: [offset] }) =>
    code === 'DUPLICATE_KEY'
      ? `${formatPosition(text, offset)}: ${keyAt(text, offset) ?? 'a key'}: is written twice: keep one`
      : `line ${String(lineAt(offset))}: ${describeError(code)}`,
  );
  const isBroken = document.errors.some(({ code }) => code !== 'DUPLICATE_KEY');
  if (isBroken || document.contents === null) return { entries: [], problems };
  if (!isMap(document.contents))
    return { entries: [], problems: ['line 1: holds no keys: write e.g. test-rule: arn:…'] };
  return { entries: entriesIn(document, document.contents, null, lineAt), problems };
}

const tooDeep = 'is nested too deep';

/** The message of the parser may quote the file. */
const describeError = (code: string): string =>
  code === 'RESOURCE_EXHAUSTION' ? tooDeep : `is not YAML: ${code.toLowerCase().replaceAll('_', ' ')}`;

function entriesIn(
  document: Document,
  map: unknown,
  group: string | null,
  lineAt: (offset: number) => number,
): readonly Entry[] {
  if (!isMap(map)) return [];
  return map.items.flatMap((pair): readonly Entry[] => {
    const key = isScalar(pair.key) ? String(pair.key.value) : '?';
    const line = isScalar(pair.key) ? lineAt(pair.key.range?.[0] ?? 0) : 1;
    const node = isAlias(pair.value) ? pair.value.resolve(document) : pair.value;
    const isGroup = group === null && groups.some((one) => one === key);
    if (isGroup && isMap(node)) return entriesIn(document, node, key, lineAt);
    if (isGroup && isScalar(node) && node.value === null) return [];
    return [{ key, group, line, ...valueOf(document, node) }];
  });
}

type Value = Pick<Entry, 'shape' | 'text' | 'wrong'>;

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
