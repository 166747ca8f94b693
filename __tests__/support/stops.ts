import { noon } from './worlds.ts';
import type { StoppedTask } from '../../src/domain/common/tasks/view.ts';

/** A task of set `n` whose container exited. */
export const aStop = (n: number, changes: Partial<StoppedTask> = {}): StoppedTask => ({
  arn: 'arn:aws:ecs:eu-central-1:111122223333:task/main/stopped',
  startedBy: `ecs-svc/${String(n)}`,
  stopCode: 'EssentialContainerExited',
  stoppedReason: 'Essential container in task exited',
  createdAtMs: null,
  endingAtMs: changes.stoppedAtMs ?? noon,
  stoppedAtMs: noon,
  containers: [{ name: 'web', exitCode: 1, reason: null, isUnhealthy: false, digest: null }],
  ...changes,
});
