// The setting `migration`.
import type { Migration, SchemaFiles } from '../../domain/common/migrations/migration.ts';
import { mostOfCommand } from '../../domain/common/one-off-tasks/task.ts';
import {
  isJsonArray,
  isJsonObject,
  jsonIn,
  type Json,
  type JsonObject,
} from '../../domain/common/values/json.ts';
import { formatDurationInput, parseDuration } from '../../domain/common/values/duration.ts';
import { migrationKeyNames, type MigrationKey } from '../../settings/migration.ts';
import type { Request } from '../../domain/common/request/request.ts';
import type { Reader } from '../reader.ts';
import { containerName } from '../revision/revision.ts';
import { noSuchKey } from '../unknown.ts';

const presetSeconds = 3600;
const mostSeconds = 24 * 3600;

type Brought = Pick<Request, 'migration' | 'schemaFiles'>;
const none: Brought = { migration: null, schemaFiles: null };

/** What the release brings, or the files that it may not change without a migration. */
export function migrationFrom(reader: Reader): Brought {
  const text = reader.text('migration');
  if (text === null) return none;
  const values = jsonIn(text);
  if (!isJsonObject(values)) {
    reader.problem('migration', 'is no mapping: write its keys below it, e.g. command: [npm, run, migrate]');
    return none;
  }
  for (const key of Object.keys(values).filter((one) => !migrationKeyNames.some((known) => known === one)))
    reader.problemAt('migration', key, `${key}: ${noSuchKey(key, migrationKeyNames)}`);
  const own = keysOf(reader, values);
  const schemaFiles = filesOf(own);
  // Its migrations run elsewhere.
  if (own.has('paths') && Object.keys(values).every((key) => key === 'paths' || key === 'undeclared'))
    return { migration: null, schemaFiles };
  return { migration: taskOf(own), schemaFiles: null };
}

const taskOf = (own: Keys): Migration => ({
  kind: kindOf(own),
  command: commandOf(own),
  container: matching(own, 'container', containerName, 'write the name of a container'),
  taskRole: matching(own, 'task-role', /^arn:[\w-]+:iam::\d{12}:role\/\S+$/, 'write the ARN of a role'),
  timeoutSeconds: timeoutOf(own),
});

function filesOf(keys: Keys): SchemaFiles | null {
  const undeclared = keys.text('undeclared') ?? 'warn';
  if (undeclared !== 'warn' && undeclared !== 'refuse')
    keys.problem('undeclared', 'is wrong: write warn or refuse');
  const value = keys.value('paths');
  const entries = typeof value === 'string' ? value.split(/[\n,]/) : isJsonArray(value) ? value : [value];
  const texts = entries.map((entry) => (typeof entry === 'string' ? entry.trim() : ''));
  const paths = texts.filter((entry) => entry !== '');
  const isWrong = paths.length === 0 || (typeof value !== 'string' && paths.length < texts.length);
  if (keys.has('paths') && isWrong)
    keys.problem(
      'paths',
      'has an empty entry: write paths from the root of the repository, e.g. db/migrations',
    );
  if (keys.has('undeclared') && !keys.has('paths')) keys.problem('undeclared', 'has no effect without paths');
  return paths.length === 0 ? null : { paths, isRefused: undeclared === 'refuse' };
}

interface Keys {
  has(key: MigrationKey): boolean;
  text(key: MigrationKey): string | null;
  value(key: MigrationKey): Json;
  problem(key: MigrationKey, sentence: string): void;
}

function keysOf(reader: Reader, values: JsonObject): Keys {
  const problem: Keys['problem'] = (key, sentence) => {
    reader.problemAt('migration', key, `${key} ${sentence}`);
  };
  const keys: Keys = {
    has: (key) => Object.hasOwn(values, key),
    value: (key) => values[key] ?? null,
    text: (key) => {
      const value = keys.value(key);
      if (typeof value === 'string') return value;
      if (keys.has(key)) problem(key, value === null ? 'has no value' : 'is no single value');
      return null;
    },
    problem,
  };
  return keys;
}

function kindOf(keys: Keys): Migration['kind'] {
  const kind = keys.text('kind') ?? 'expand';
  if (kind === 'expand' || kind === 'contract') return kind;
  keys.problem('kind', 'is no kind of migration: write expand or contract');
  return 'expand';
}

function commandOf(keys: Keys): readonly string[] {
  const value = keys.value('command');
  const words = isJsonArray(value) ? value : [value];
  const texts = words.filter((word) => typeof word === 'string' && word !== '') as readonly string[];
  const isOneLine = texts.length === 1 && /\s/.test(texts[0] ?? '');
  if (texts.length < words.length)
    keys.problem('command', 'has an empty word: write the command as a list, e.g. [npm, run, migrate]');
  else if (isOneLine)
    keys.problem('command', 'is one line: write each word as an entry, e.g. [npm, run, migrate]');
  if (JSON.stringify(texts).length > mostOfCommand)
    keys.problem('command', `is longer than ${String(mostOfCommand)} characters: put it into the image`);
  return texts;
}

/** No problem shows a value: it may come from a variable, which is a secret. */
function matching(keys: Keys, key: MigrationKey, pattern: RegExp, hint: string): string | null {
  const text = keys.text(key);
  if (text !== null && !pattern.test(text)) keys.problem(key, `is wrong: ${hint}`);
  return text;
}

function timeoutOf(keys: Keys): number {
  const text = keys.text('timeout');
  if (text === null) return presetSeconds;
  const reading = parseDuration(text);
  if (reading.ok && reading.seconds > 0 && reading.seconds <= mostSeconds) return reading.seconds;
  const hint = reading.ok
    ? `write at most ${formatDurationInput(mostSeconds)}, and more than 0`
    : reading.hint;
  keys.problem('timeout', `is wrong: ${hint}`);
  return presetSeconds;
}
