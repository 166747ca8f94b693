// How the end of a one-off task is judged.
import { expect, test } from '@jest/globals';
import { resultOf } from '../../src/domain/common/one-off-tasks/result.ts';
import type { OneOffTask } from '../../src/domain/common/one-off-tasks/task.ts';
import type { StoppedTask } from '../../src/domain/common/tasks/view.ts';
import { arn } from '../../src/domain/common/values/arn.ts';

const container = (name: string, exitCode: number | null, reason: string | null = null) => ({
  name,
  exitCode,
  reason,
  isUnhealthy: false,
  digest: null,
});

function ended(more: Partial<StoppedTask> | null): OneOffTask {
  const stop: StoppedTask | null =
    more === null
      ? null
      : {
          arn: 'arn:task/abc',
          startedBy: 'x',
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          createdAtMs: 0,
          endingAtMs: 1,
          stoppedAtMs: 2,
          containers: [container('web', 0)],
          ...more,
        };
  return {
    arn: arn('arn:task/abc'),
    tryId: '1',
    taskDefinition: arn('arn:td/web:1'),
    container: 'web',
    lastStatus: stop === null ? 'RUNNING' : 'STOPPED',
    isToRun: stop === null,
    createdAtMs: 0,
    stop,
  };
}

test.each<[string, Partial<StoppedTask> | null, string]>([
  ['has not ended', null, 'running'],
  ['exits with 0', {}, 'passed'],
  ['exits with 1', { containers: [container('web', 1)] }, 'failed'],
  [
    'exits with 0 next to a container that fails',
    { containers: [container('agent', 1), container('web', 0)] },
    'passed',
  ],
  [
    'ends because another container does',
    { containers: [container('agent', 1), container('web', null)] },
    'failed',
  ],
  ['shows no exit code', { containers: [container('web', null)] }, 'failed'],
  ['is stopped by a person, and exits with 0', { stopCode: 'UserInitiated' }, 'failed'],
  [
    'loses its Spot capacity',
    { stopCode: 'SpotInterruption', containers: [container('web', 143)] },
    'failed',
  ],
])('a task that %s', (_name, stop, kind) => {
  expect(resultOf(ended(stop), 'web').kind).toBe(kind);
});

test('a task that never started says what it lacks', () => {
  const stop = {
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: pull image manifest has been retried: web:v9: not found',
    containers: [container('web', null)],
  };
  expect(resultOf(ended(stop), 'web')).toEqual({
    kind: 'failed',
    what: expect.stringMatching(/^task abc ended: CannotPullContainerError/),
    advice: 'Push the image, or correct its name and tag.',
  });
});

test('a command that fails is named by its exit code and container', () => {
  expect(resultOf(ended({ containers: [container('web', 3)] }), 'web')).toEqual({
    kind: 'failed',
    what: 'task abc ended: exit code 3 in container web (Essential container in task exited)',
    advice: null,
  });
});
