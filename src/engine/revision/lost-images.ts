// Asks registries, once in a run, whether they still have the images that production or a rollback depends on.
import type { Request } from '../../domain/common/request/request.ts';
import { imagesIn } from '../../domain/common/revision/image.ts';
import { neededRevisions, type NeededRevision } from '../../domain/task-sets/revision/lost-images.ts';
import type { Roles } from '../../domain/task-sets/roles/roles.ts';
import { PortError } from '../../errors.ts';
import type { TimingPort } from '../../ports.ts';
import type { ImageReader } from './registries.ts';
import type { RevisionReader } from './revisions.ts';

interface From {
  readonly images: ImageReader;
  readonly timing: TimingPort;
  readonly revisions: RevisionReader;
}

/** It only explains: what can't be read in this time is left out. */
const limitMs = 5000;

/** A sentence for each image that is lost. With `pin-image: false`, nothing is asked. */
export function createLostImagesReader(
  { images, timing, revisions }: From,
  request: Request,
): (roles: Roles) => Promise<readonly string[]> {
  let notes: Promise<readonly string[]> | null = null;
  const read = async (roles: Roles): Promise<readonly string[]> => {
    const asked = Promise.all(
      neededRevisions(request, roles).map((needed) => lostIn(images, revisions, needed)),
    );
    asked.catch(() => undefined);
    return (await timing.within(limitMs, asked))?.flat() ?? [];
  };
  return (roles) => {
    notes ??= read(roles);
    return notes;
  };
}

async function lostIn(
  images: ImageReader,
  revisions: RevisionReader,
  { revision, describe }: NeededRevision,
): Promise<readonly string[]> {
  const document = await revisions(revision).catch((error: unknown) => {
    if (error instanceof PortError) return null;
    throw error;
  });
  const found = await Promise.all(
    imagesIn(document?.content ?? {}).map(async (image) =>
      (await images(image))?.kind === 'missing' ? [describe(image)] : [],
    ),
  );
  return found.flat();
}
