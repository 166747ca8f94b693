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

function ended(more: Partial<StoppedTask> | null, task: Partial<OneOffTask> = {}): OneOffTask {
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
    hasRun: true,
    stop,
    ...task,
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
    'exits with 0 after a container ran out of memory',
    { containers: [container('agent', 137, 'OutOfMemoryError: container killed'), container('web', 0)] },
    'failed',
  ],
  [
    'exits with 0 next to a container that gives a reason for its 0',
    { containers: [container('agent', 0, 'done'), container('web', 0)] },
    'passed',
  ],
  [
    'ends because another container does',
    { containers: [container('agent', 1), container('web', null)] },
    'failed',
  ],
  ['shows no exit code', { containers: [container('web', null)] }, 'failed'],
  ['is stopped by a person, and exits with 0', { stopCode: 'UserInitiated' }, 'unproven'],
  [
    'is stopped by a person, and exits with 1',
    { stopCode: 'UserInitiated', containers: [container('web', 1)] },
    'unproven',
  ],
])('a task that %s', (_name, stop, kind) => {
  expect(resultOf(ended(stop), 'web').kind).toBe(kind);
});

const neverRan = {
  stopCode: 'TaskFailedToStart',
  containers: [container('web', null)],
};
const host = 'Amazon ECS is performing maintenance on the underlying infrastructure hosting the task';

/** `mayHelp`: whether another try may end otherwise. */
test.each<[string, Partial<StoppedTask>, Partial<OneOffTask>, { advice: RegExp; mayHelp: boolean }]>([
  [
    'never started says what it lacks',
    { ...neverRan, stoppedReason: 'CannotPullContainerError: web:v9: not found' },
    { hasRun: false },
    { advice: /^Push the image, or correct its name and tag\.$/, mayHelp: false },
  ],
  [
    'found no address',
    { ...neverRan, stoppedReason: 'RESOURCE:ENI' },
    { hasRun: false },
    { advice: /network interface/, mayHelp: true },
  ],
  [
    'names a program that its image does not have',
    {
      stopCode: 'EssentialContainerExited',
      containers: [container('web', null, 'CannotStartContainerError: exec: "nod": not found')],
    },
    { hasRun: false },
    { advice: /^Correct the command, container or revision of the check/, mayHelp: false },
  ],
  [
    'somebody stopped',
    { stopCode: 'UserInitiated', containers: [container('web', 143)] },
    {},
    { advice: /^Find who or what stopped it/, mayHelp: false },
  ],
  [
    'loses its Spot capacity',
    { stopCode: 'SpotInterruption', containers: [container('web', 143)] },
    {},
    { advice: /^AWS ended it/, mayHelp: true },
  ],
  [
    'loses its instance',
    { stopCode: 'TerminationNotice', containers: [container('web', 137)] },
    {},
    { advice: /^AWS ended it/, mayHelp: true },
  ],
  [
    'makes room for maintenance of its host',
    { stopCode: 'ServiceSchedulerInitiated', stoppedReason: host, containers: [container('web', 143)] },
    {},
    { advice: /^AWS ended it/, mayHelp: true },
  ],
  [
    'ends without a stop code',
    {
      stopCode: null,
      stoppedReason: 'Host EC2 (instance i-1) terminated.',
      containers: [container('web', null)],
    },
    {},
    { advice: /^The host ended/, mayHelp: true },
  ],
])('a task that %s proves nothing', (_name, stop, task, { advice, mayHelp }) => {
  expect(resultOf(ended(stop, task), 'web')).toEqual({
    kind: 'unproven',
    what: expect.stringMatching(/^task abc ended: ./),
    advice: expect.stringMatching(advice),
    mayHelp,
  });
});

test('a task that ended before ECS saw it run counts by its exit code', () => {
  expect(resultOf(ended({}, { hasRun: false }), 'web').kind).toBe('passed');
});

test('a command that fails is named by its exit code and container', () => {
  expect(resultOf(ended({ containers: [container('web', 3)] }), 'web')).toEqual({
    kind: 'failed',
    what: 'task abc ended: exit code 3 in container web (Essential container in task exited)',
  });
});
