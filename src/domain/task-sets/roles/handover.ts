// What main leaves for the post step.
import { blankMemory } from '../model/blank-memory.ts';
import type { Memory, TestTask, Unopened } from '../model/memory.ts';
import type { Step } from '../model/step.ts';
import type { World } from '../model/world.ts';
import type { Failure } from '../../common/run/failure.ts';
import type { TaskSetArn } from '../model/world.ts';

/**
 * Written before each write, for the process that finishes if this one is killed. An observation shows the rest: which
 * task set is live or PRIMARY is never in it.
 */
export interface Handover {
  /** The fence that the run held. `null`: none yet. */
  readonly fence: string | null;
  /** The fence on the service at that time, of this run or another. */
  readonly foundFence: string | null;
  readonly green: TaskSetArn | null;
  readonly blue: TaskSetArn | null;
  /** Why the run was rolling back. */
  readonly failure: Failure | null;
  readonly isBakePassed: boolean;
  /** Its checks and the proof of the switch have passed. */
  readonly areChecksOver: boolean;
  readonly hasGreenBeenLive: boolean;
  /** Nobody was sent to green, and this write sends nobody there. */
  readonly unopened: Unopened | null;
  readonly scalingBefore: string | null;
  /** The write creates green, which may show only after a moment. */
  readonly isCreating: boolean;
  /** The one-off task that tested green, or that this write starts. */
  readonly testTask: TestTask | null;
}

export const handoverOf = (step: Step, world: World, memory: Memory): Handover => ({
  fence: memory.fence?.value ?? null,
  foundFence: world.service.tags.fence ?? null,
  green: memory.green,
  blue: memory.blue,
  failure: memory.failure,
  isBakePassed: memory.isBakePassed,
  areChecksOver: memory.areChecksOver,
  hasGreenBeenLive: memory.hasGreenBeenLive,
  unopened: step.aim === 'switch' ? null : memory.unopened,
  scalingBefore: memory.scalingBefore,
  isCreating: step.act.kind === 'create-green',
  testTask:
    step.act.kind === 'run-task' && step.act.request.purpose === 'test'
      ? { tryId: step.act.request.tryId, arn: null, request: null, isOver: false }
      : withoutRequest(memory.testTask),
});

const withoutRequest = (task: TestTask | null): TestTask | null =>
  task === null ? null : { ...task, request: null };

/**
 * What the post step knows at its start. It counts as cancelled, so it never continues the release, and preflight has
 * passed, since main had written. `why`: what happened to main.
 */
export const inheritedMemory = (handover: Handover, why: string, startedAtMs: number): Memory => ({
  ...blankMemory(startedAtMs),
  isCancelled: true,
  isPreflightPassed: true,
  fence: handover.fence === null ? null : { value: handover.fence, writtenAtMs: null, isHeld: true },
  green: handover.green,
  blue: handover.blue,
  failure: handover.failure,
  isBakePassed: handover.isBakePassed,
  areChecksOver: handover.areChecksOver,
  hasGreenBeenLive: handover.hasGreenBeenLive,
  unopened: handover.unopened,
  scalingBefore: handover.scalingBefore,
  testTask: handover.testTask,
  interrupted: { why, foundFence: handover.foundFence, isCreating: handover.isCreating },
});
