// The JSON schema of the output `result-json`, from the types in src/report/result-json.ts and their comments.
import path from 'node:path';
import ts from 'typescript';

type Schema = Readonly<Record<string, unknown>>;

const root = path.dirname(import.meta.dirname);
const source = path.join(root, 'src/report/result-json.ts');
const kinds = ['ResultJson', 'SweepJson', 'ClusterStatusJson', 'UnreadInputsJson'];

function schemaOf(type: ts.Type, checker: ts.TypeChecker): Schema {
  if (type.aliasSymbol?.name === 'Json') return {};
  if (type.isUnion()) return unionOf(type, checker);
  if (type.isStringLiteral() || type.isNumberLiteral()) return { const: type.value };
  if (type.flags & ts.TypeFlags.Null) return { type: 'null' };
  if (type.flags & ts.TypeFlags.String || type.isIntersection()) return { type: 'string' };
  if (type.flags & ts.TypeFlags.Number) return { type: 'number' };
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference);
    if (item !== undefined) return { type: 'array', items: schemaOf(item, checker) };
  }
  if (type.flags & ts.TypeFlags.Object) return objectOf(type, checker);
  throw new Error(`No schema for ${checker.typeToString(type)}.`);
}

function unionOf(type: ts.UnionType, checker: ts.TypeChecker): Schema {
  const isBoolean = (one: ts.Type): boolean => (one.flags & ts.TypeFlags.BooleanLiteral) !== 0;
  const texts = type.types.flatMap((one) => (one.isStringLiteral() ? [one.value] : []));
  const rest = type.types.filter((one) => !one.isStringLiteral() && !isBoolean(one));
  const parts = [
    ...(texts.length === 0 ? [] : [{ enum: texts }]),
    ...(type.types.some(isBoolean) ? [{ type: 'boolean' }] : []),
    ...rest.map((one) => schemaOf(one, checker)),
  ];
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { anyOf: parts };
}

function objectOf(type: ts.Type, checker: ts.TypeChecker): Schema {
  const values = type.getStringIndexType();
  if (values !== undefined) return { type: 'object', additionalProperties: schemaOf(values, checker) };
  const members = type.getProperties();
  const first = members[0];
  // The names of a record come from a union, and have no comments.
  if (first !== undefined && members.every(({ declarations }) => declarations === undefined))
    return {
      type: 'object',
      propertyNames: { enum: members.map(({ name }) => name) },
      additionalProperties: schemaOf(checker.getNonNullableType(checker.getTypeOfSymbol(first)), checker),
    };
  return {
    type: 'object',
    additionalProperties: false,
    required: members.filter((one) => !(one.flags & ts.SymbolFlags.Optional)).map(({ name }) => name),
    properties: Object.fromEntries(members.map((one) => [one.name, memberOf(one, checker)])),
  };
}

function memberOf(member: ts.Symbol, checker: ts.TypeChecker): Schema {
  return { description: commentOf(member, checker), ...schemaOf(checker.getTypeOfSymbol(member), checker) };
}

function commentOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replaceAll(/\s+/g, ' ');
  if (text === '')
    throw new Error(`${symbol.name} has no comment to describe it in docs/result.schema.json.`);
  return text;
}

/** Draft 7, as the schema of the config file. */
export function resultSchema(): Schema {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile(path.join(root, 'tsconfig.json'), (file) => ts.sys.readFile(file)).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram([source], options);
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(source);
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${source} can't be read.`);
  const exported = new Map(checker.getExportsOfModule(module).map((one) => [one.name, one]));
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'ecs-blue-green: the output result-json',
    anyOf: kinds.map((kind) => {
      const symbol = exported.get(kind);
      if (symbol === undefined) throw new Error(`${source} has no type ${kind}.`);
      const description = commentOf(symbol, checker);
      return { title: kind, description, ...schemaOf(checker.getDeclaredTypeOfSymbol(symbol), checker) };
    }),
  };
}
