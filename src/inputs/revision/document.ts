// Parses a task definition file and checks its shape.
import type { Json, JsonObject } from '../../domain/common/values/json.ts';
import { isJsonArray, isJsonObject, withoutReadOnly } from '../../domain/common/revision/revision.ts';
import { isTextTooDeep, isValueTooDeep, tooDeep } from './nesting.ts';

/** A task definition, or its problems: phrases that follow the file's name. */
interface DocumentReading {
  readonly content: JsonObject | null;
  readonly problems: readonly string[];
}

/**
 * Reads a task definition from the text of a JSON or YAML file. The output of `aws ecs describe-task-definition` is
 * accepted too: it is unwrapped, its tags are moved inside, and its read-only members are removed. All other members
 * stay unchanged.
 */
export async function readDocument(path: string, text: string): Promise<DocumentReading> {
  // Editors on Windows write a byte order mark first, which JSON doesn't allow.
  const plain = text.replace(/^\uFEFF/, '');
  const parsed = /\.ya?ml$/i.test(path) ? await parseYaml(plain) : await parseJson(plain);
  if (parsed.problem !== null) return { content: null, problems: [parsed.problem] };
  if (!isJsonObject(parsed.value)) {
    return {
      content: null,
      problems: [`is not a task definition: it contains ${kindOf(parsed.value)}, not an object`],
    };
  }
  const content = withoutReadOnly(unwrap(parsed.value));
  return { content, problems: [...shapeProblems(content), ...textProblems(content, '')] };
}

type Parsed = { readonly value: Json; readonly problem: null } | { readonly problem: string };

async function parseJson(text: string): Promise<Parsed> {
  if (isTextTooDeep(text)) return { problem: tooDeep };
  try {
    return { value: JSON.parse(text) as Json, problem: null };
  } catch (error) {
    const { jsonErrorPosition } = await import('./json-position.ts');
    const { line, column } = jsonErrorPosition(text);
    return { problem: `is not JSON: line ${line}, column ${column}: ${reasonIn(error)}` };
  }
}

/** V8's message without what it quotes of the file, which may be part of a password. */
function reasonIn(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
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
  const { parseDocument } = await import('./yaml.ts');
  const document = parseDocument(text, { merge: true, prettyErrors: false });
  const [error] = document.errors;
  if (error?.code === 'RESOURCE_EXHAUSTION') return { problem: tooDeep };
  if (error !== undefined) {
    const before = text.slice(0, error.pos[0]).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    // The message quotes the file, which may hold a password.
    const what = error.code.toLowerCase().replaceAll('_', ' ');
    return { problem: `is not YAML: ${place}: ${what}` };
  }
  try {
    return checkedDepth(asJson(document.toJS()));
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    // An alias without an anchor, or aliases that expand without end, fail only here.
    return {
      problem: 'is not usable YAML: an alias has no anchor before it, or aliases expand without end',
    };
  }
}

const checkedDepth = (parsed: Parsed): Parsed =>
  parsed.problem === null && isValueTooDeep(parsed.value) ? { problem: tooDeep } : parsed;

/** A value that JSON can't hold (`.nan`) is refused, not changed. */
function asJson(value: unknown): Parsed {
  const wrong: string[] = [];
  const text = JSON.stringify(value ?? null, (name: string, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member)) wrong.push(`${name} is ${member}`);
    return member;
  });
  if (wrong[0] !== undefined) return { problem: `is not usable YAML: ${wrong[0]}, not a number` };
  return { value: JSON.parse(text) as Json, problem: null };
}

function unwrap(document: JsonObject): JsonObject {
  const wrapped = document['taskDefinition'];
  if (!isJsonObject(wrapped)) return document;
  const tags = document['tags'];
  return isJsonArray(tags) && tags.length > 0 ? { ...wrapped, tags } : wrapped;
}

function shapeProblems(content: JsonObject): readonly string[] {
  const problems: string[] = [];
  const family = content['family'];
  if (typeof family !== 'string' || !/^[\w-]{1,255}$/.test(family)) {
    problems.push('has no usable "family": write a name of letters, digits, - and _');
  }
  const containers = content['containerDefinitions'];
  if (!isJsonArray(containers) || containers.length === 0) {
    return [...problems, 'has no "containerDefinitions": write a list with at least one container'];
  }
  const unnamed = containers.findIndex((container) => !isJsonObject(container) || !container['name']);
  if (unnamed >= 0) problems.push(`has no "name" in containerDefinitions[${unnamed}]`);
  return problems;
}

/** Members that must be text, but are easily written as numbers or booleans. */
const textMembers =
  /^(\/family|\/cpu|\/memory|\/containerDefinitions\/\d+\/(name|image|environment\/\d+\/(name|value))|\/tags\/\d+\/(key|value))$/;

/** ECS refuses a number instead of text only after the release has begun, so it is refused here. */
function textProblems(value: Json, path: string): readonly string[] {
  if (isJsonArray(value)) return value.flatMap((item, index) => textProblems(item, `${path}/${index}`));
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, member]) => textProblems(member, `${path}/${name}`));
  }
  if (typeof value === 'string' || value === null || !textMembers.test(path)) return [];
  // A value of a variable may be a secret, for example a PIN.
  const what = /^\/(family|cpu|memory)$/.test(path) ? String(value) : 'the value';
  return [`has ${kindOf(value)} at ${path.slice(1)}: put ${what} in quotes`];
}

function kindOf(value: Json): string {
  if (value === null) return 'nothing';
  return isJsonArray(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
