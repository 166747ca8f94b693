// Reads task definition revisions, each once in a run: they never change.
import { describeContainers } from '../../domain/common/revision/revision.ts';
import type { NamedRevision } from '../../domain/common/one-off-tasks/revision.ts';
import type { EcsPort, TaskDefinitionDocument } from '../../ports.ts';

/** By ARN, `family:revision` or family. `null`: it does not exist. */
export type RevisionReader = (reference: string) => Promise<TaskDefinitionDocument | null>;

/** Several parts of a look ask for the same revision at the same time. A failed read is repeated when it is asked for again. */
export function createRevisionReader(ecs: Pick<EcsPort, 'readTaskDefinition'>): RevisionReader {
  const documents = new Map<string, ReturnType<RevisionReader>>();
  return (reference) => {
    const known = documents.get(reference);
    if (known !== undefined) return known;
    const reading = ecs.readTaskDefinition(reference);
    documents.set(reference, reading);
    reading.catch(() => documents.delete(reference));
    return reading;
  };
}

/** What is to know of these before something runs in them. */
export const readNamed = (
  read: RevisionReader,
  references: readonly string[],
): Promise<readonly NamedRevision[]> =>
  Promise.all(
    references.map(async (reference) => {
      const document = await read(reference);
      if (document === null) return { reference, found: null };
      const { status, content } = document;
      const mode = content['networkMode'];
      const containers = describeContainers(content).map(({ name }) => name);
      return {
        reference,
        found: { status, containers, networkMode: typeof mode === 'string' ? mode : null },
      };
    }),
  );
