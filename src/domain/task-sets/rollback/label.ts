// The label of a rollback: what keeps blue from being deleted while its rules are on their way (ADR 40).
import { labelCountsMs } from '../health/quiet.ts';
import { readAtMs } from '../model/look.ts';
import { restoring, step } from '../model/make-step.ts';
import { abandonedAs } from '../model/memory.ts';
import type { Step } from '../model/step.ts';
import type { TaskSetView } from '../model/world.ts';
import type { Scene } from '../roles/scene.ts';

/** How long traffic waits for the label, even if the write fails or gets no response. */
export const labelPatienceMs = 1000;
/** What is left of the label's time has to do for the rules that follow. */
const leastLeftMs = 1000;

/** Once for each time that blue is seen without it. A rollback that finds it gone asks for it again before its next rule. */
export function labelBlueBriefly(scene: Scene): Step | null {
  const { memory, world, roles } = scene;
  const { blue } = roles;
  if (blue === null || blue.status === 'DRAINING' || isSure(scene, blue)) return null;
  const write = { kind: 'label', set: blue.arn, withinMs: labelPatienceMs } as const;
  const sinceMs = memory.labelFailedSinceMs;
  const isTried = sinceMs !== null && world.nowMs - sinceMs >= labelPatienceMs;
  if (isTried || abandonedAs(memory, write) !== undefined) return null;
  return restoring(
    step('rollback', 'labelling-blue', `from now on ECS refuses to delete blue ${blue.id}`, write),
  );
}

const isSure = (scene: Scene, blue: TaskSetView): boolean =>
  labelKnownMs(scene, blue) + labelCountsMs - leastLeftMs >= scene.world.nowMs;

/** Until when a rule may be sent to blue because it has the label. Without the label nothing limits it: users wait. */
export function labelUntilMs(scene: Scene): number {
  const { blue } = scene.roles;
  const knownMs = blue === null || scene.memory.failure === null ? -Infinity : labelKnownMs(scene, blue);
  return knownMs === -Infinity ? Infinity : knownMs + labelCountsMs;
}

/** When blue last had it for sure. A look that began after our own write, and shows it elsewhere, counts more than the write. */
function labelKnownMs({ memory, world }: Scene, { status }: TaskSetView): number {
  const readMs = readAtMs(world, 'service');
  const writtenMs = memory.labelledAtMs ?? -Infinity;
  if (status === 'PRIMARY') return Math.max(writtenMs, readMs);
  return writtenMs >= readMs ? writtenMs : -Infinity;
}
