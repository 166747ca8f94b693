// Puts the digests of images in place of their tags.
import type { Request } from '../../domain/common/request/request.ts';
import { imagesIn, isPinned, pinImages, type Pinned } from '../../domain/common/revision/image.ts';
import type { JsonObject } from '../../domain/common/values/json.ts';
import type { ImageReader } from './registries.ts';

export const createPinner =
  (read: ImageReader, request: Request): ((content: JsonObject) => Promise<Pinned>) =>
  async (content) => {
    const pending = imagesIn(content).flatMap((image) => {
      const answer = isPinned(image) ? null : read(image);
      return answer === null ? [] : [[image, answer] as const];
    });
    const found = await Promise.all(pending.map(async ([image, answer]) => [image, await answer] as const));
    const named = request.revision.images.map(({ image }) => image);
    return pinImages(content, new Map(found), named);
  };
