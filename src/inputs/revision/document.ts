// Reads a task definition file and checks it.
import { hasMark } from '../../domain/common/revision/placeholders.ts';
import { withoutForeignTags, withoutReadOnly } from '../../domain/common/revision/revision.ts';
import { misfitsOf, type Misfit, type Path } from '../../domain/common/revision/shape.ts';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../domain/common/values/json.ts';
import { describeMisfit, describeUnknown, describeWord } from './misfits.ts';
import { otherFile } from './other-files.ts';
import { parseFile } from './parse.ts';
import type { PlaceOf } from './places.ts';

/** A task definition, or its problems: phrases that follow the file's name. So are the warnings. */
interface DocumentReading {
  readonly content: JsonObject | null;
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * Reads a task definition from the text of a JSON or YAML file. The output of `aws ecs describe-task-definition` is
 * accepted too: it is unwrapped, its tags are moved inside, and its read-only members are removed. All other members
 * stay unchanged.
 */
export async function readDocument(path: string, text: string): Promise<DocumentReading> {
  const parsed = await parseFile(path, text);
  if (parsed.problem !== null) return unusable(parsed.problem);
  const { value } = parsed;
  const other = otherFile(value);
  if (other !== null) return unusable(other);
  if (!isJsonObject(value))
    return unusable(`is not a task definition: it contains ${describeKind(value)}, not an object`);
  const content = withoutReadOnly(unwrap(value));
  const checked = await checkMembers(content, value, parsed.places);
  const problems = [...parsed.repeated, ...shapeProblems(content), ...checked.problems];
  return { content: withoutForeignTags(content), ...checked, problems };
}

const unusable = (problem: string): DocumentReading => ({ content: null, problems: [problem], warnings: [] });

/** ECS refuses a wrong type only after the release has begun, so it is refused here. */
async function checkMembers(
  content: JsonObject,
  file: JsonObject,
  places: () => Promise<PlaceOf>,
): Promise<Pick<DocumentReading, 'problems' | 'warnings'>> {
  const { taskDefinitionShape } = await import('../../adapters/ecs/task-definition-shape.ts');
  const shape = taskDefinitionShape();
  const misfits = misfitsOf(shape, content);
  if (misfits.length === 0) return { problems: [], warnings: [] };
  const inFile = await places();
  const placeOf: PlaceOf = (path) => inFile(pathInFile(file, path));
  return {
    problems: misfits.flatMap((misfit) =>
      isOnlyWarned(misfit) || isMissingTop(misfit) ? [] : [describeMisfit(misfit, placeOf)],
    ),
    warnings: misfits.flatMap((misfit) => {
      if (misfit.kind === 'unknown') return [describeUnknown(misfit, shape, placeOf)];
      // A placeholder is a problem of its own.
      return misfit.kind === 'word' && !hasMark(misfit.value) ? [describeWord(misfit, placeOf)] : [];
    }),
  };
}

/** A newer ECS may know it. */
const isOnlyWarned = ({ kind }: Misfit): boolean => kind === 'unknown' || kind === 'word';

/** `shapeProblems` says what to write. */
const isMissingTop = ({ kind, path }: { readonly kind: string; readonly path: Path }): boolean =>
  kind === 'missing' && path.length === 0;

/** Tags stand next to what DescribeTaskDefinition wraps. */
const pathInFile = (file: JsonObject, path: Path): Path =>
  isJsonObject(file['taskDefinition']) && path[0] !== 'tags' ? ['taskDefinition', ...path] : path;

function unwrap(document: JsonObject): JsonObject {
  const wrapped = document['taskDefinition'];
  if (!isJsonObject(wrapped)) return document;
  const tags = document['tags'];
  return isJsonArray(tags) && tags.length > 0 ? { ...wrapped, tags } : wrapped;
}

function shapeProblems(content: JsonObject): readonly string[] {
  const problems: string[] = [];
  const family = content['family'] ?? '';
  if (typeof family === 'string' && !/^[\w-]{1,255}$/.test(family)) {
    problems.push('has no usable "family": write a name of letters, digits, - and _');
  }
  const containers = content['containerDefinitions'] ?? [];
  if (!isJsonArray(containers)) return problems;
  if (containers.length === 0) {
    return [...problems, 'has no "containerDefinitions": write a list with at least one container'];
  }
  const unnamed = containers.flatMap((container, index) =>
    container === null || (isJsonObject(container) && (container['name'] ?? '') === '') ? [index] : [],
  );
  return [...problems, ...unnamed.map((index) => `has no "name" in containerDefinitions[${String(index)}]`)];
}

function describeKind(value: Json): string {
  if (value === null) return 'nothing';
  return isJsonArray(value) ? 'a list' : `a ${typeof value === 'string' ? 'text' : typeof value}`;
}
