// What reports want to know of revisions. Nothing waits for it, and nothing depends on it.
import { traitsOf } from '../../domain/common/request/commands.ts';
import type { Request } from '../../domain/common/request/request.ts';
import { sizeOf, type TaskSize } from '../../domain/common/tasks/size.ts';
import { stopSecondsOf } from '../../domain/common/tasks/stop-timeout.ts';
import type { Memory } from '../../domain/task-sets/model/memory.ts';
import type { World } from '../../domain/task-sets/model/world.ts';
import type { Roles } from '../../domain/task-sets/roles/roles.ts';
import type { RevisionReader } from './revisions.ts';

type KnownFacts = Pick<World, 'sizes' | 'stopSeconds'>;
/** What is known by now. Begins to read what is not. */
export type KnownRevisions = (memory: Memory, roles: Roles) => KnownFacts;

/**
 * The revisions of blue and of a green that this run finds, each asked for once: what can't be read stays unknown. One that
 * was read for another reason costs no further call.
 */
export function createKnownRevisions(read: RevisionReader, request: Request): KnownRevisions {
  const sizes: Record<string, TaskSize> = {};
  const stopSeconds: Record<string, number> = {};
  const asked = new Set<string>();
  const ask = (reference: string): void => {
    asked.add(reference);
    void read(reference).then(
      (document) => {
        if (document === null) return;
        stopSeconds[reference] = stopSecondsOf(document.content);
        const size = sizeOf(document.content);
        if (size !== null) sizes[reference] = size;
      },
      () => undefined,
    );
  };
  return (memory, roles) => {
    for (const reference of wanted(request, memory, roles)) if (!asked.has(reference)) ask(reference);
    return { sizes: { ...sizes }, stopSeconds: { ...stopSeconds } };
  };
}

/** All of production is on blue. */
const isReturned = ({ blue, live }: Roles): boolean =>
  blue !== null && live.length === 1 && live[0]?.arn === blue.arn;

/** A green that this run makes is known from what it registers. While traffic has to return, no other call is sent. */
function wanted(request: Request, memory: Memory, roles: Roles): readonly string[] {
  const { blue, green } = roles;
  const { isRelease, endsWarmTime, rollsBack, report } = traitsOf(request);
  const isReported = (isRelease || endsWarmTime) && report === 'release';
  const mayHaveToReturn = (rollsBack || memory.failure !== null) && !isReturned(roles);
  if (!isReported || mayHaveToReturn || memory.interrupted !== null) return [];
  const found = green !== null && memory.registered === null ? [green.taskDefinition] : [];
  return blue === null ? found : [blue.taskDefinition, ...found];
}
