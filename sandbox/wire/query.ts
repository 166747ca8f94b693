// The AWS query protocol: form in, XML out. ELBv2 and STS speak it.
import type { AwsError } from '../aws/error.ts';
import { shapeOf } from './schema.ts';

/** `A.member.1.B=x` as nested maps: `{A: {member: {1: {B: 'x'}}}}`. */
interface Tree {
  [key: string]: Tree | string;
}

function treeOf(form: URLSearchParams): Tree {
  const root: Tree = {};
  for (const [name, value] of form) {
    const parts = name.split('.');
    const last = parts.pop() ?? '';
    let node = root;
    for (const part of parts) {
      const next = node[part];
      node = typeof next === 'object' ? next : (node[part] = {});
    }
    node[last] = value;
  }
  return root;
}

function decodeList(member: unknown, value: Tree | string): unknown[] {
  const members = typeof value === 'string' ? {} : (value['member'] ?? {});
  if (typeof members === 'string') return [];
  const inOrder = Object.entries(members).sort(([a], [b]) => Number(a) - Number(b));
  return inOrder.map(([, one]) => decodeValue(member, one));
}

function decodeMap(member: unknown, value: Tree | string): Record<string, unknown> {
  const entries = typeof value === 'string' ? {} : (value['entry'] ?? {});
  const pairs = typeof entries === 'string' ? [] : Object.values(entries);
  return Object.fromEntries(
    pairs.map((one) => {
      const pair = typeof one === 'string' ? {} : one;
      return [typeof pair['key'] === 'string' ? pair['key'] : '', decodeValue(member, pair['value'] ?? '')];
    }),
  );
}

function decodeValue(schema: unknown, value: Tree | string): unknown {
  const shape = shapeOf(schema);
  if (shape.kind === 'list') return decodeList(shape.member, value);
  if (shape.kind === 'map') return decodeMap(shape.member, value);
  if (shape.kind === 'structure') {
    if (typeof value === 'string') return value === '' ? {} : value;
    const entries = Object.entries(value);
    return Object.fromEntries(
      entries.map(([key, one]) => [key, decodeValue(shape.members.get(key) ?? 0, one)]),
    );
  }
  if (shape.kind === 'number' && value !== '' && !Number.isNaN(Number(value))) return Number(value);
  if (shape.kind === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}

/** The request's members by the operation's input schema; what doesn't fit its type stays text, for the check to find. */
export function decodeQuery(form: URLSearchParams, inputSchema: unknown): Record<string, unknown> {
  const tree = treeOf(form);
  delete tree['Action'];
  delete tree['Version'];
  return decodeValue(inputSchema, tree) as Record<string, unknown>;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character);
}

/** One member as XML; nothing for one without a value. Lists hold `<member>` elements. */
function element(name: string, value: unknown): string {
  if (value === undefined || value === null) return '';
  return `<${name}>${content(value)}</${name}>`;
}

function content(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((one) => element('member', one)).join('');
  if (typeof value !== 'object' || value === null) return escaped(String(value));
  return Object.entries(value)
    .map(([name, one]) => element(name, one))
    .join('');
}

function documentOf(root: string, namespace: string, members: object): string {
  return `<${root} xmlns="${escaped(namespace)}">${content(members)}</${root}>`;
}

export function encodeXml(operation: string, namespace: string, output: object, requestId: string): string {
  return documentOf(`${operation}Response`, namespace, {
    [`${operation}Result`]: output,
    ResponseMetadata: { RequestId: requestId },
  });
}

export function encodeXmlError(namespace: string, error: AwsError, requestId: string): string {
  const type = error.status >= 500 ? 'Receiver' : 'Sender';
  return documentOf('ErrorResponse', namespace, {
    Error: { Type: type, Code: error.code, Message: error.message },
    RequestId: requestId,
  });
}
