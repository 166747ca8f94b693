import type { Schema } from './contract.ts';

/**
 * Completes an answer to the shape that GitHub describes: the members of `known` stay as they are, required ones that
 * the sandbox has no opinion on (a user has sixteen URLs) get the emptiest value that the schema allows.
 */
export function fill(schema: Schema, known: unknown): unknown {
  if (known === undefined) return emptiest(schema);
  if (Array.isArray(known))
    return known.map((entry) => (schema.items ? fill(schema.items, entry) : (entry as unknown)));
  if (typeof known !== 'object' || known === null) return known;
  return fillObject(schema, known as Record<string, unknown>);
}

function fillObject(schema: Schema, known: Record<string, unknown>): Record<string, unknown> {
  const { properties, required } = flatten(schema);
  const filled: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(properties)) {
    if (known[name] !== undefined || required.includes(name)) filled[name] = fill(member, known[name]);
  }
  return { ...known, ...filled };
}

/** One object out of a schema and the alternatives or parts in it: the first alternative is as good as any. */
function flatten(schema: Schema): { properties: Record<string, Schema>; required: string[] } {
  const firstChoice = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  const parts = [...(schema.allOf ?? []), ...(firstChoice ? [firstChoice] : [])].map(flatten);
  return {
    properties: Object.assign({ ...schema.properties }, ...parts.map((part) => part.properties)) as Record<
      string,
      Schema
    >,
    required: [...(schema.required ?? []), ...parts.flatMap((part) => part.required)],
  };
}

function emptiest(schema: Schema): unknown {
  if (schema.nullable) return null;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  switch (schema.type) {
    case 'string':
      return emptiestString(schema.format);
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case undefined:
    default:
      return fillObject(schema, {});
  }
}

function emptiestString(format: string | undefined): string {
  if (format === 'date-time') return new Date(0).toISOString();
  if (format === 'email') return 'nobody@github.invalid';
  return format === 'uri' ? 'https://github.invalid/' : '';
}
