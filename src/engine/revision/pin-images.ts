// Asks registries for the digests of images, each once in a run.
import type { Request } from '../../domain/common/request/request.ts';
import {
  ecrImageOf,
  imagesIn,
  isPinned,
  pinImages,
  type FoundImage,
  type Pinned,
} from '../../domain/common/revision/image.ts';
import type { JsonObject } from '../../domain/common/values/json.ts';
import type { RegistryPort } from '../../ports.ts';

/** Without a registry, or if the request turns it off, nothing is asked and nothing is pinned. */
export function createPinner(
  registry: RegistryPort | undefined,
  request: Request,
): (content: JsonObject) => Promise<Pinned> {
  const asked = new Map<string, Promise<FoundImage>>();
  const find = (image: string): readonly (readonly [string, Promise<FoundImage>])[] => {
    const isAsked = request.pinsImages && registry !== undefined && !isPinned(image);
    const place = isAsked ? ecrImageOf(image) : null;
    if (place === null || registry === undefined) return [];
    const found = asked.get(image) ?? registry.digestOf(place);
    asked.set(image, found);
    return [[image, found]];
  };
  return async (content) => {
    const pending = imagesIn(content).flatMap(find);
    const found = await Promise.all(pending.map(async ([image, answer]) => [image, await answer] as const));
    const named = request.revision.images.map(({ image }) => image);
    return pinImages(content, new Map(found), named);
  };
}
