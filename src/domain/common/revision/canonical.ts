// One text for all ways to write the same task definition.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { withoutReadOnly } from './revision.ts';

/**
 * The text to hash: sorted keys, without read-only members and without what AWS fills in when it returns a registered
 * revision. If it is not known whether two spellings mean the same, they stay different. A needless registration is
 * harmless, a missed registration means that nothing is released.
 */
export function canonicalText(content: JsonObject): string {
  return JSON.stringify(canonicalRevision(content));
}

/** Whether a revision registered from `a` would run exactly as `b` does. */
export function isSameRevision(a: JsonObject, b: JsonObject): boolean {
  return canonicalText(a) === canonicalText(b);
}

/** `canonicalText` as a value, to compare member by member. */
export function canonicalRevision(content: JsonObject): JsonObject {
  const revision = withoutReadOnly(content);
  const own = changed(revision, {
    cpu: inUnits(/^([\d.]+)\s*vcpu$/i),
    memory: inUnits(/^([\d.]+)\s*gb$/i),
    requiresCompatibilities: sortedBy((item) => JSON.stringify(item)),
    tags: sortedBy(named('key')),
    enableFaultInjection: unless(false),
    containerDefinitions: each((container) => canonicalContainer(container, revision['networkMode'])),
    volumes: each((volume) => changed(volume, { host: unlessEmpty })),
  });
  return sorted(own) as JsonObject;
}

function canonicalContainer(container: JsonObject, networkMode: Json | undefined): JsonObject {
  return changed(container, {
    cpu: unless(0),
    essential: unless(true),
    privileged: unless(false),
    readonlyRootFilesystem: unless(false),
    interactive: unless(false),
    pseudoTerminal: unless(false),
    dockerLabels: unlessEmpty,
    // ECS returns both lists in its own order.
    environment: sortedBy(named('name')),
    secrets: sortedBy(named('name')),
    portMappings: each((mapping) => canonicalPort(mapping, networkMode)),
    healthCheck: onObject((check) =>
      changed(check, { interval: unless(30), timeout: unless(5), retries: unless(3) }),
    ),
    logConfiguration: onObject((log) => changed(log, { options: unlessEmpty })),
  });
}

function canonicalPort(mapping: JsonObject, networkMode: Json | undefined): JsonObject {
  // With awsvpc and host, both ports are the same. Elsewhere, 0 means any free port, and so does no port.
  const isShared = networkMode === 'awsvpc' || networkMode === 'host';
  const given = mapping['hostPort'];
  const isImplied = given === 0 || (isShared && given === mapping['containerPort']);
  return changed(mapping, {
    protocol: unless('tcp'),
    hostPort: (port) => (isImplied ? undefined : port),
  });
}

/** Returns the member's canonical value; `undefined` omits it. */
type Rule = (value: Json) => Json | undefined;

function changed(object: JsonObject, rules: Readonly<Record<string, Rule>>): JsonObject {
  const members = Object.entries(object).flatMap(([name, value]): [string, Json][] => {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    const kept = rule === undefined ? value : rule(value);
    return kept === undefined ? [] : [[name, kept]];
  });
  return Object.fromEntries(members);
}

const unless =
  (implied: Json): Rule =>
  (value) =>
    value === implied ? undefined : value;

const unlessEmpty: Rule = (value) =>
  isJsonObject(value) && Object.keys(value).length === 0 ? undefined : value;

const onObject =
  (rule: (value: JsonObject) => JsonObject): Rule =>
  (value) =>
    isJsonObject(value) ? rule(value) : value;

const each =
  (rule: (item: JsonObject) => JsonObject): Rule =>
  (value) =>
    isJsonArray(value) ? value.map((item) => (isJsonObject(item) ? rule(item) : item)) : value;

const sortedBy =
  (key: (item: Json) => string): Rule =>
  (value) =>
    isJsonArray(value) ? [...value].sort((a, b) => compare(key(a), key(b))) : value;

const named =
  (member: string) =>
  (item: Json): string =>
    isJsonObject(item) ? JSON.stringify(item[member] ?? null) : '';

/** Task sizes may be written `1 vCPU` and `2 GB`. ECS stores 1024 and 2048. */
const inUnits =
  (pattern: RegExp): Rule =>
  (value) => {
    const count = typeof value === 'string' ? pattern.exec(value.trim())?.[1] : undefined;
    return count === undefined ? value : String(Number(count) * 1024);
  };

/** Sorts keys, and omits members that are `null` or an empty list, which ECS treats as absent. */
function sorted(value: Json): Json {
  if (isJsonArray(value)) return value.map(sorted);
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && !(isJsonArray(member) && member.length === 0))
    .sort(([a], [b]) => compare(a, b))
    .map(([name, member]): [string, Json] => [name, sorted(member)]);
  return Object.fromEntries(members);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
