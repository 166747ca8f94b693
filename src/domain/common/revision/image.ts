// The images of a revision: which can be pinned to their digest, and which tags may change.
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../values/json.ts';
import { whyNoImage } from './references.ts';

/** An image in a private registry of Amazon ECR. */
export interface EcrImage {
  readonly account: string;
  readonly region: string;
  readonly repository: string;
  /** A tag, or a digest: `sha256:…`. */
  readonly reference: string;
}

/** What its registry says of an image. */
export type FoundImage =
  | { readonly kind: 'digest'; readonly digest: string }
  | { readonly kind: 'missing' }
  /** It could not be asked: why, in words. */
  | { readonly kind: 'unknown'; readonly because: string };

interface Parts {
  /** Registry and repository. */
  readonly name: string;
  readonly tag: string;
}

/** `null`: it names a digest. Without a tag it is `latest`. */
function partsOf(image: string): Parts | null {
  if (isPinned(image)) return null;
  const [, name = image, tag = 'latest'] = /^(.+?)(?::([\w][\w.-]*))?$/.exec(image) ?? [];
  return { name, tag };
}

export const isPinned = (image: string): boolean => image.includes('@');

/** `null`: it isn't in Amazon ECR. */
export function ecrImageOf(image: string): EcrImage | null {
  const [named = image, digest] = image.split('@');
  const parts = partsOf(named);
  // Each partition has a domain of its own.
  const registry = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.[a-z0-9.-]+\/(.+)$/;
  const [, account, region, repository] = registry.exec(parts?.name ?? '') ?? [];
  if (parts === null || account === undefined || region === undefined || repository === undefined)
    return null;
  return { account, region, repository, reference: digest ?? parts.tag };
}

/** Tags that are pushed again by custom. */
const mutableTags =
  /^(latest|main|master|trunk|develop|dev|head|edge|nightly|stable|release|staging|production|prod)$/i;

export interface Pinned {
  readonly asksRegistry: boolean;
  readonly content: JsonObject;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
  /** A warning for each image whose tag usually changes, and that isn't pinned. */
  readonly mutableTags: readonly string[];
}

/** Each image of the content once, in its order. */
export const imagesIn = (content: JsonObject): readonly string[] => [
  ...new Set(containersOf(content).flatMap(imageOf)),
];

/**
 * The content with digests in place of tags, as far as they are known. `asked`: the images that inputs name. If one of them
 * isn't in its registry, no task could start. A sidecar may still come through a cache of its registry.
 */
export function pinImages(
  content: JsonObject,
  found: ReadonlyMap<string, FoundImage>,
  asked: readonly string[],
): Pinned {
  const digests = new Map<string, string>();
  for (const [image, answer] of found)
    if (answer.kind === 'digest') digests.set(image, `${partsOf(image)?.name ?? image}@${answer.digest}`);
  const missing = [...found].flatMap(([image, { kind }]) => (kind === 'missing' ? [image] : []));
  const pinned = withImages(content, digests);
  return {
    asksRegistry: found.size > 0,
    content: pinned,
    problems: missing
      .filter((image) => asked.includes(image))
      .map(
        (image) => `image "${image}" is not in its registry: push it before this step, or correct the tag`,
      ),
    notes: imagesIn(content).flatMap((image) => noteOn(image, found.get(image) ?? null, asked) ?? []),
    mutableTags: mutableTagsIn(pinned),
  };
}

/** What is no image is a problem of its own, and may hold a password. */
export const mutableTagsIn = (content: JsonObject): readonly string[] =>
  imagesIn(content)
    .filter((image) => whyNoImage(image) === null && mutableTags.test(partsOf(image)?.tag ?? ''))
    .map(
      (image) =>
        `mutable-tag: image ${image} has a tag that usually changes, so a task that starts later may run another image. Use a tag for each build`,
    );

function noteOn(image: string, found: FoundImage | null, asked: readonly string[]): string | null {
  if (found?.kind === 'digest')
    return `image ${image} is pinned to ${found.digest}: every task of this revision runs it, whatever the tag names later`;
  if (found === null) return null;
  if (found.kind === 'missing')
    return asked.includes(image) ? null : `image ${image} was not found in its registry, so it is not pinned`;
  return `image ${image} is not pinned to its digest: ${found.because}`;
}

function withImages(content: JsonObject, images: ReadonlyMap<string, string>): JsonObject {
  const containers = content['containerDefinitions'];
  if (images.size === 0 || !isJsonArray(containers)) return content;
  const changed = containers.map((container): Json => {
    const [image = ''] = isJsonObject(container) ? imageOf(container) : [];
    const digest = images.get(image);
    return isJsonObject(container) && digest !== undefined ? { ...container, image: digest } : container;
  });
  return { ...content, containerDefinitions: changed };
}

const containersOf = (content: JsonObject): readonly JsonObject[] => {
  const containers = content['containerDefinitions'];
  return isJsonArray(containers) ? containers.filter((container) => isJsonObject(container)) : [];
};

const imageOf = ({ image }: JsonObject): readonly string[] => (typeof image === 'string' ? [image] : []);
