// Asks registries for images, each once in a run: a tag that moves changes nothing.
import type { Request } from '../../domain/common/request/request.ts';
import { ecrImageOf, type FoundImage } from '../../domain/common/revision/image.ts';
import type { RegistryPort } from '../../ports.ts';

/** What the registry of an image says of it. `null`: it isn't in Amazon ECR, or nothing is to be asked. */
export type ImageReader = (image: string) => Promise<FoundImage> | null;

/** Without a registry, or if the request turns pinning off, nothing is asked. */
export function createImageReader(registry: RegistryPort | undefined, { pinsImages }: Request): ImageReader {
  const asked = new Map<string, Promise<FoundImage>>();
  return (image) => {
    const place = pinsImages && registry !== undefined ? ecrImageOf(image) : null;
    if (place === null || registry === undefined) return null;
    const found = asked.get(image) ?? registry.digestOf(place);
    asked.set(image, found);
    return found;
  };
}
