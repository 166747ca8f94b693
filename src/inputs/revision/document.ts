import type { Json, JsonObject } from '../../domain/common/values/json.ts';
import { isJsonArray, isJsonObject, withoutReadOnly } from '../../domain/common/revision/revision.ts';

/** A task definition document, or all that is wrong with it: sentences that follow the file's name. */
interface DocumentReading {
  readonly content: JsonObject | null;
  readonly problems: readonly string[];
}

/**
 * Reads a task definition from the text of a JSON or YAML file. What `aws ecs describe-task-definition` prints is
 * taken too: unwrapped, its tags put inside, its read-only members dropped. Every other member stays as it is.
 */
export async function readDocument(path: string, text: string): Promise<DocumentReading> {
  // Editors on Windows put a byte order mark first, which JSON does not allow.
  const plain = text.replace(/^\uFEFF/, '');
  const parsed = /\.ya?ml$/i.test(path) ? await parseYaml(plain) : await parseJson(plain);
  if (parsed.problem !== null) return { content: null, problems: [parsed.problem] };
  if (!isJsonObject(parsed.value)) {
    return {
      content: null,
      problems: [`is not a task definition: it holds ${kindOf(parsed.value)}, not an object`],
    };
  }
  const content = withoutReadOnly(unwrap(parsed.value));
  return { content, problems: [...shapeProblems(content), ...textProblems(content, '')] };
}

type Parsed = { readonly value: Json; readonly problem: null } | { readonly problem: string };

async function parseJson(text: string): Promise<Parsed> {
  try {
    return { value: JSON.parse(text) as Json, problem: null };
  } catch (error) {
    const { jsonErrorPosition } = await import('./json-position.ts');
    const { line, column } = jsonErrorPosition(text);
    // The engine's message may quote the file, which is of no use beside the line.
    const message = error instanceof Error ? error.message : String(error);
    const reason = message.replace(/( in JSON)? at position [\s\S]*$|, (\.\.\.)?"[\s\S]*$/, '');
    return { problem: `is not JSON: line ${line}, column ${column}: ${reason}` };
  }
}

async function parseYaml(text: string): Promise<Parsed> {
  const { parseDocument } = await import('./yaml.ts');
  const document = parseDocument(text, { merge: true, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const before = text.slice(0, error.pos[0]).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
    return { problem: `is not YAML: ${place}: ${error.message}` };
  }
  try {
    return { value: asJson(document.toJS()), problem: null };
  } catch (cause) {
    // An alias without its anchor, or aliases that multiply without end, show only now.
    return { problem: `is not usable YAML: ${cause instanceof Error ? cause.message : String(cause)}` };
  }
}

/** YAML can say more than JSON (`.nan`); what JSON cannot say is refused rather than changed. */
function asJson(value: unknown): Json {
  const text = JSON.stringify(value ?? null, (name: string, member: unknown) => {
    if (typeof member === 'number' && !Number.isFinite(member))
      throw new Error(`${name} is ${member}, not a number`);
    return member;
  });
  return JSON.parse(text) as Json;
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

/** Members that are text to ECS and numbers or booleans to a careless eye. */
const textMembers =
  /^(\/family|\/cpu|\/memory|\/containerDefinitions\/\d+\/(name|image|environment\/\d+\/(name|value))|\/tags\/\d+\/(key|value))$/;

/** ECS refuses a number where it wants text, but only once the release has begun; so it is said here. */
function textProblems(value: Json, path: string): readonly string[] {
  if (isJsonArray(value)) return value.flatMap((item, index) => textProblems(item, `${path}/${index}`));
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, member]) => textProblems(member, `${path}/${name}`));
  }
  if (typeof value === 'string' || value === null || !textMembers.test(path)) return [];
  return [`has ${kindOf(value)} at ${path.slice(1)}: put ${String(value)} in quotes`];
}

function kindOf(value: Json): string {
  if (value === null) return 'nothing';
  return isJsonArray(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
