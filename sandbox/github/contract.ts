import { readFileSync } from 'node:fs';
import { OpenAPIBackend } from 'openapi-backend';
import type { Document, Options } from 'openapi-backend';
import addFormats from 'ajv-formats';

/** The part of a JSON schema that the sandbox reads itself; checking values is left to ajv. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: unknown;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A request that belongs to an operation, with everything that is wrong with it. */
export interface MatchedRequest {
  readonly operation: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly problems: readonly string[];
  /** Paths of body members that the description doesn't know. GitHub ignores them without a word. */
  readonly unknownMembers: readonly string[];
}

export interface Contract {
  /** `null` when no operation of the subset has this method and path. */
  match(request: WireRequest): MatchedRequest | null;
  answerSchema(operation: string, status: number): Schema | null;
  /** What is wrong with an answer, one sentence per problem. Empty: it is as GitHub describes it. */
  answerProblems(operation: string, status: number, body: unknown): readonly string[];
}

interface DescribedOperation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: Schema }>> }>
  >;
}

interface AjvError {
  readonly instancePath: string;
  readonly message?: string;
  readonly params?: unknown;
}

const jsonSchemaOf = (part: DescribedOperation['requestBody']): Schema | null =>
  part?.content?.['application/json']?.schema ?? null;

const sentences = (errors: readonly AjvError[] | null | undefined): string[] =>
  (errors ?? []).map(
    (error) =>
      `${error.instancePath || '/'} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params ?? {})}`,
  );

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownMembersOf(schema: Schema | null | undefined, value: unknown, path: string): string[] {
  if (!schema || schema.additionalProperties !== undefined) return [];
  if (Array.isArray(value)) {
    return value.flatMap((entry, at) => unknownMembersOf(schema.items, entry, `${path}[${String(at)}]`));
  }
  const properties = schema.properties;
  if (!isRecord(value) || !properties) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    properties[name] ? unknownMembersOf(properties[name], member, `${path}.${name}`) : [`${path}.${name}`],
  );
}

function isUri(value: string): boolean {
  // GitHub answers '' where no URL was given, although its description says that these members are URIs.
  return value === '' || URL.canParse(value.replaceAll(/\{[^}]*\}/g, ''));
}

/**
 * GitHub's description has nullable enumerations without `null` among their values, and nullable alternatives without a
 * type; JSON schema wants `null` there.
 */
function readDescription(): Document {
  const raw = readFileSync(new URL('openapi-subset.json', import.meta.url), 'utf8');
  return JSON.parse(raw, (_key, value: unknown) =>
    isRecord(value) && value['nullable'] === true ? withNull(value) : value,
  ) as Document;
}

function withNull(schema: Record<string, unknown>): Record<string, unknown> {
  const values: unknown = schema['enum'];
  if (Array.isArray(values)) return { ...schema, enum: [...(values as unknown[]), null] };
  if (schema['type'] !== undefined) return schema;
  const others = Object.fromEntries(Object.entries(schema).filter(([name]) => name !== 'nullable'));
  return { anyOf: [others, { enum: [null] }] };
}

async function loadBackend(prefix: string): Promise<OpenAPIBackend> {
  const options: Options = {
    definition: readDescription(),
    quick: true, // GitHub's description doesn't satisfy the strict meta schema ("nullable" without "type")
    apiRoot: prefix,
    ajvOpts: { strict: false, allErrors: true },
    customizeAjv: (ajv) => {
      addFormats.default(ajv);
      ajv.addFormat('uri', { type: 'string', validate: isUri });
      return ajv;
    },
  };
  return new OpenAPIBackend(options).init();
}

const loaded = new Map<string, Promise<Contract>>();

/**
 * The subset of GitHub's description. `prefix` is '' as on github.com or '/api/v3' as on an Enterprise Server. It
 * holds no state, and what it checks with takes a second to compile, in which no sandbox of this process answers: all
 * of them share it.
 */
export function loadContract(prefix: string): Promise<Contract> {
  const contract = loaded.get(prefix) ?? loadBackend(prefix).then(contractOf);
  loaded.set(prefix, contract);
  return contract;
}

function contractOf(api: OpenAPIBackend): Contract {
  const described = (operation: string): DescribedOperation =>
    (api.router.getOperation(operation) ?? {}) as DescribedOperation;

  return {
    match({ method, path, query, body }) {
      const wire = { method, path, query, body, headers: { 'content-type': 'application/json' } };
      const operation = api.router.matchOperation(wire);
      const id = operation?.operationId;
      if (!operation || id === undefined) return null;
      const bodySchema = jsonSchemaOf(described(id).requestBody);
      return {
        operation: id,
        params: api.router.parseRequest(wire, operation).params as Record<string, string>,
        query,
        body: isRecord(body) ? body : {},
        problems: sentences(api.validator.validateRequest(wire, id).errors),
        unknownMembers: unknownMembersOf(bodySchema, body, 'body'),
      };
    },
    answerSchema: (operation, status) => jsonSchemaOf(described(operation).responses?.[String(status)]),
    answerProblems(operation, status, body) {
      if (!described(operation).responses?.[String(status)]) return [`${operation} never answers ${status}`];
      return sentences(api.validator.validateResponse(body, operation, status).errors);
    },
  };
}
