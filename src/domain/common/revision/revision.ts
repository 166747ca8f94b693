// Renders the revision to register from a base and the inputs.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import type { ImageRequest } from '../request/request.ts';
import { isReservedTag } from '../values/tag-prefix.ts';
import type { CandidateContainer } from './candidate.ts';
import { loadBalanced } from './load-balanced.ts';
import { referenceProblems } from './references.ts';
import { registrationProblems } from './registration.ts';

/** Members that DescribeTaskDefinition returns and RegisterTaskDefinition does not accept. */
const readOnlyMembers: ReadonlySet<string> = new Set([
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
]);

interface RenderRequest {
  readonly images: readonly ImageRequest[];
  /** The container behind the load balancer. An image without a container name is for it. `null`: not known. */
  readonly loadBalanced: string | null;
  /** Where the base comes from, for messages: `file deploy/web.json`, `revision web:41`. */
  readonly source: string;
  /** A file may be a template with placeholders. A registered revision has none. */
  readonly isFile: boolean;
}
interface Rendered {
  readonly content: JsonObject;
  readonly problems: readonly string[];
}

/**
 * The input of RegisterTaskDefinition: the base without its read-only members and with the images set. Everything else
 * is unchanged, including unknown members, `[]` and `""` (fact 21b). An image without a container is a problem, not an
 * error: all problems are reported at once.
 */
export function renderRevision(base: JsonObject, request: RenderRequest): Rendered {
  const names = containersOf(base).map(nameOf);
  const problems: string[] = [];
  const images = new Map<string, string>();
  for (const { container, image } of request.images) {
    const target = container === '' ? soleContainer(names, request) : container;
    if (target === null) problems.push(unclear(image, names, request));
    else if (!names.includes(target)) problems.push(unknown(target, names, request));
    else images.set(target, image);
  }
  const content = withImages(withoutReadOnly(base), images);
  problems.push(...containersOf(content).flatMap(imageless(request)));
  const further = request.isFile ? documentProblems(content, request.source) : [];
  return { content, problems: [...problems, ...further] };
}

/** In a file whose types are wrong: what else is wrong with it, once the images of the inputs are set. */
export function furtherProblems(
  content: JsonObject,
  source: string,
  images: readonly ImageRequest[],
): readonly string[] {
  const containers = describeContainers(content);
  const names = containers.map(({ name }) => name);
  const own = loadBalanced(containers, { name: null, port: null, blue: null });
  const hasNames = names.length > 0 && !names.includes('');
  // A wrong type may hide which container an image is for, and blue may show it.
  const placed = images.filter(({ container }) =>
    container === '' ? own !== null || names.length === 1 : hasNames || names.includes(container),
  );
  const rendered = renderRevision(content, { images: placed, loadBalanced: own, source, isFile: false });
  const ofImages = placed.length === images.length ? rendered.problems : [];
  return [...ofImages, ...documentProblems(rendered.content, source)];
}

/** What would stop a release at the registration or at the first task. ECS has accepted a registered revision. */
const documentProblems = (content: JsonObject, source: string): readonly string[] => [
  ...referenceProblems(content, source),
  ...registrationProblems(content, source),
];

/** The content with these tags as RegisterTaskDefinition accepts them, without tags that only this action or AWS may set. */
export function withTags(content: JsonObject, tags: Readonly<Record<string, string>>): JsonObject {
  const kept = Object.entries(tags).filter(([key]) => !isReservedTag(key));
  // DescribeTaskDefinition returns tags next to the task definition, RegisterTaskDefinition expects them inside.
  return kept.length === 0 ? content : { ...content, tags: kept.map(([key, value]) => ({ key, value })) };
}

/** The content of a file, without tags that only this action or AWS may set. */
export function withoutForeignTags(content: JsonObject): JsonObject {
  const tags = content['tags'];
  if (!isJsonArray(tags)) return content;
  const kept = tags.filter((tag) => {
    const key = isJsonObject(tag) ? tag['key'] : null;
    return typeof key !== 'string' || !isReservedTag(key);
  });
  return kept.length === tags.length ? content : { ...content, tags: kept };
}

export function withoutReadOnly(content: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(content).filter(([name]) => !readOnlyMembers.has(name)));
}

/** Each container with its TCP ports. A port range counts as none: no target group can point at it. */
export function describeContainers(content: JsonObject): readonly CandidateContainer[] {
  return containersOf(content).map((container) => ({
    name: nameOf(container),
    ports: tcpPortsOf(container),
  }));
}

/** Each once: with several ports of the instance, one port of the container is mapped several times. */
const tcpPortsOf = (container: JsonObject): readonly number[] => {
  const tcp = mappingsOf(container).filter(({ protocol }) => isTcp(protocol ?? 'tcp'));
  const ports = tcp.map((mapping) => mapping['containerPort']);
  return [...new Set(ports.filter((port) => typeof port === 'number'))];
};

const isTcp = (protocol: Json): boolean => typeof protocol === 'string' && protocol.toLowerCase() === 'tcp';

/** Ports of the instance that no two tasks can share. With awsvpc, each task has its own network interface. */
export function hostPortsOf(content: JsonObject): readonly number[] {
  const mode = content['networkMode'] ?? 'bridge';
  if (mode === 'awsvpc' || mode === 'none') return [];
  const mappings = containersOf(content).flatMap(mappingsOf);
  const ports = mappings.map((one) => (mode === 'host' ? one['containerPort'] : one['hostPort']) ?? 0);
  return [...new Set(ports.filter((port) => typeof port === 'number' && port > 0))] as readonly number[];
}

const mappingsOf = (container: JsonObject): readonly JsonObject[] => objectsIn(container['portMappings']);

function withImages(content: JsonObject, images: ReadonlyMap<string, string>): JsonObject {
  const containers = content['containerDefinitions'];
  if (images.size === 0 || !isJsonArray(containers)) return content;
  const changed = containers.map((container) => {
    const image = isJsonObject(container) ? images.get(nameOf(container)) : undefined;
    return isJsonObject(container) && image !== undefined ? { ...container, image } : container;
  });
  return { ...content, containerDefinitions: changed };
}

function soleContainer(names: readonly string[], request: RenderRequest): string | null {
  if (names.length === 1) return names[0] ?? null;
  return request.loadBalanced !== null && names.includes(request.loadBalanced) ? request.loadBalanced : null;
}

const unclear = (image: string, names: readonly string[], { source }: RenderRequest): string =>
  `image: it is not clear which container of ${source} runs "${image}": ` +
  `give container-name, one of ${names.join(', ') || '(it has no containers)'}`;

const unknown = (container: string, names: readonly string[], { source }: RenderRequest): string =>
  `container "${container}" is not in ${source}: its containers are ${names.join(', ') || '(none)'}`;

const imageless =
  ({ source }: RenderRequest) =>
  (container: JsonObject): readonly string[] =>
    nameOf(container) === '' || (container['image'] ?? '') !== ''
      ? []
      : [`container "${nameOf(container)}" of ${source} has no image: give one with image or images`];

export const containersOf = (content: JsonObject): readonly JsonObject[] =>
  objectsIn(content['containerDefinitions']);

const objectsIn = (value: Json | undefined): readonly JsonObject[] =>
  isJsonArray(value) ? value.filter((item) => isJsonObject(item)) : [];

const nameOf = (container: JsonObject): string =>
  typeof container['name'] === 'string' ? container['name'] : '';
