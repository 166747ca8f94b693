// Whether registries have the images of a revision that is already registered.
import type { Candidate } from '../../domain/common/revision/candidate.ts';
import { imagesIn } from '../../domain/common/revision/image.ts';
import { itemsOf, memberOf, type JsonObject } from '../../domain/common/values/json.ts';
import type { ImageReader } from './registries.ts';

type Found = Pick<Candidate, 'asksRegistry' | 'problems' | 'notes'>;

/** `served`: the container behind the load balancer. Without its image no task starts; a sidecar may come through a cache. */
export async function readRegisteredImages(
  read: ImageReader,
  reference: string,
  content: JsonObject,
  served: string | null,
): Promise<Found> {
  const asked = imagesIn(content).flatMap((image) => {
    const answer = read(image);
    return answer === null ? [] : [{ image, answer }];
  });
  const found = await Promise.all(asked.map(async ({ image, answer }) => ({ image, ...(await answer) })));
  const missing = found.flatMap(({ image, kind }) => (kind === 'missing' ? [image] : []));
  const own = imageOf(content, served);
  return {
    asksRegistry: found.length > 0,
    problems: missing
      .filter((image) => image === own)
      .map(
        (image) =>
          `image "${image}" of ${reference} is not in its registry, so no task of it can start: push it again, or name another revision`,
      ),
    notes: missing
      .filter((image) => image !== own)
      .map((image) => `image ${image} of ${reference} was not found in its registry`),
  };
}

/** `null`: not known. */
function imageOf(content: JsonObject, served: string | null): string | null {
  const containers = itemsOf(memberOf(content, 'containerDefinitions'));
  const [only] = containers.length === 1 ? containers : [];
  const own = containers.find((one) => memberOf(one, 'name') === served) ?? only ?? null;
  const image = memberOf(own, 'image');
  return typeof image === 'string' ? image : null;
}
