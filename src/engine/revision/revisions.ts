// Reads task definition revisions, each once in a run: they never change.
import type { EcsPort, TaskDefinitionDocument } from '../../ports.ts';

/** By ARN, `family:revision` or family. `null`: it does not exist. */
export type RevisionReader = (reference: string) => Promise<TaskDefinitionDocument | null>;

export function createRevisionReader(ecs: Pick<EcsPort, 'readTaskDefinition'>): RevisionReader {
  const documents = new Map<string, TaskDefinitionDocument | null>();
  return async (reference) => {
    const known = documents.get(reference);
    if (known !== undefined) return known;
    const found = await ecs.readTaskDefinition(reference);
    documents.set(reference, found);
    return found;
  };
}
