// Reads the operation schemas that the AWS SDK's clients export, so that the wire layer decodes, checks and
// encodes by the real model. Their form is Smithy's: [static id, namespace, name, traits, ...] for shapes, small
// numbers for simple ones, functions for forward references, [schema, traits] for members with traits.
type Shape =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'timestamp' | 'any' }
  | { readonly kind: 'list'; readonly member: unknown }
  | { readonly kind: 'map'; readonly member: unknown }
  | {
      readonly kind: 'structure';
      readonly name: string;
      readonly members: ReadonlyMap<string, unknown>;
      readonly required: readonly string[];
    };

const listModifier = 64;
const mapModifier = 128;

function simpleShape(code: number): Shape {
  if (code === 0) return { kind: 'text' };
  if (code === 1) return { kind: 'number' };
  if (code === 2) return { kind: 'boolean' };
  if (code === 4) return { kind: 'timestamp' };
  if (code >= mapModifier) return { kind: 'map', member: code - mapModifier };
  if (code >= listModifier) return { kind: 'list', member: code - listModifier };
  return { kind: 'any' };
}

/** By the schema itself: each is asked for with every call. */
const structures = new WeakMap<readonly unknown[], Shape>();

function structureShape(raw: readonly unknown[]): Shape {
  const known = structures.get(raw);
  if (known !== undefined) return known;
  const [, , name, , names, schemas, requiredCount = 0] = raw as [
    0,
    0,
    string,
    0,
    string[],
    unknown[],
    number?,
  ];
  const members = new Map(names.map((member, index) => [member, schemas[index]]));
  const shape: Shape = { kind: 'structure', name, members, required: names.slice(0, requiredCount) };
  structures.set(raw, shape);
  return shape;
}

export function shapeOf(schema: unknown): Shape {
  if (typeof schema === 'function') return shapeOf((schema as () => unknown)());
  if (typeof schema === 'number') return simpleShape(schema);
  if (!Array.isArray(schema)) return { kind: 'any' };
  const raw = schema as readonly unknown[];
  if (raw.length === 2) return shapeOf(raw[0]);
  if (raw[0] === 0) return shapeOf(raw[4]);
  if (raw[0] === 1) return { kind: 'list', member: raw[4] };
  if (raw[0] === 2) return { kind: 'map', member: raw[5] };
  if (raw[0] === 3 || raw[0] === 4 || raw[0] === -3) return structureShape(raw);
  return { kind: 'any' };
}

export interface OperationSchema {
  readonly input: unknown;
  readonly output: unknown;
}

/** The schema that a client package exports as `<operation>$`; null if AWS has no such operation. */
export function operationSchema(client: object, operation: string): OperationSchema | null {
  const found = (client as Readonly<Record<string, unknown>>)[`${operation}$`];
  if (!Array.isArray(found) || found[0] !== 9) return null;
  return { input: found[4], output: found[5] };
}

interface Problem {
  readonly path: string;
  readonly what: 'type' | 'unknown' | 'missing';
  readonly message: string;
}

const typeNames = { text: 'string', number: 'number', boolean: 'boolean' } as const;

function checkMembers(
  shape: Shape & { kind: 'structure' },
  value: object,
  path: string,
  problems: Problem[],
): void {
  const given = value as Readonly<Record<string, unknown>>;
  for (const [name, member] of shape.members)
    collectProblems(member, given[name], `${path}.${name}`, problems);
  for (const key of Object.keys(given).filter((one) => !shape.members.has(one))) {
    problems.push({ path: `${path}.${key}`, what: 'unknown', message: `no such member of ${shape.name}` });
  }
  for (const name of shape.required.filter((one) => given[one] === undefined || given[one] === null)) {
    problems.push({ path: `${path}.${name}`, what: 'missing', message: 'missing required field' });
  }
}

function collectProblems(schema: unknown, value: unknown, path: string, problems: Problem[]): void {
  if (value === undefined || value === null) return;
  const shape = shapeOf(schema);
  const wrong = (want: string): void => void problems.push({ path, what: 'type', message: `want ${want}` });
  switch (shape.kind) {
    case 'any':
      return;
    case 'text':
    case 'number':
    case 'boolean':
      if (typeof value !== typeNames[shape.kind]) wrong(typeNames[shape.kind]);
      return;
    case 'timestamp':
      if (!(value instanceof Date) && typeof value !== 'number') wrong('timestamp');
      return;
    case 'list':
      if (!Array.isArray(value)) wrong('list');
      else
        value.forEach((one, index) => {
          collectProblems(shape.member, one, `${path}[${index}]`, problems);
        });
      return;
    case 'map':
    case 'structure':
      if (typeof value !== 'object' || Array.isArray(value)) wrong('structure');
      else if (shape.kind === 'structure') checkMembers(shape, value, path, problems);
      else
        for (const [key, one] of Object.entries(value))
          collectProblems(shape.member, one, `${path}.${key}`, problems);
  }
}

/** What is wrong with a value, by the SDK's schema. */
export function problemsOf(schema: unknown, value: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  collectProblems(schema, value, '$', problems);
  return problems;
}

/** The value without members that the SDK's schema doesn't know. */
export function withoutUnknown(schema: unknown, value: unknown): unknown {
  const shape = shapeOf(schema);
  if (Array.isArray(value))
    return shape.kind === 'list' ? value.map((one) => withoutUnknown(shape.member, one)) : value;
  if (shape.kind !== 'structure' || typeof value !== 'object' || value === null) return value;
  const known = Object.entries(value).filter(([name]) => shape.members.has(name));
  return Object.fromEntries(known.map(([name, one]) => [name, withoutUnknown(shape.members.get(name), one)]));
}
