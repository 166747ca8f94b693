// A step that writes what its own look shows already would be decided again on the next look, for ever.
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { isWrite, type Step } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { isLanded } from '../../src/domain/task-sets/roles/writes.ts';

/** What is wrong with the step: it changes nothing of what it was decided on. */
export const nothingNew = (
  { act, reason }: Step,
  request: Request,
  world: World,
  memory: Memory,
): readonly string[] =>
  isWrite(act) && isLanded(act, request, world, memory)
    ? [`4: ${reason} writes what is there already (${act.kind})`]
    : [];
