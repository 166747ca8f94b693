// Stops that count against the version, and those that count against nothing.
import { describe, expect, test } from '@jest/globals';
import { causeOf } from '../../src/domain/common/tasks/stop-causes.ts';
import { aStop } from '../support/stops.ts';

const stopped = (stoppedReason: string, stopCode: string | null) =>
  causeOf(aStop(2, { stopCode, stoppedReason, containers: [] }));

describe('a stop counts against the version', () => {
  test.each([
    ['Essential container in task exited', 'EssentialContainerExited'],
    ['Task failed ELB health checks in (target-group x)', 'ServiceSchedulerInitiated'],
    ['Task failed container health checks', 'ServiceSchedulerInitiated'],
    [
      'CannotStartContainerError: Error response from daemon: exec: "serve": executable file not found in $PATH',
      'TaskFailedToStart',
    ],
    ['OutOfMemoryError: Container killed due to memory usage', 'EssentialContainerExited'],
    ['ResourceInitializationError: something that AWS has never said before', 'TaskFailedToStart'],
    [
      'CannotPullContainerError: failed to register layer: lchown /srv: permission denied',
      'TaskFailedToStart',
    ],
    [
      "CannotPullContainerError: ref pull has been retried 1 time(s): number of layers and diffIDs don't match: 3 != 15",
      'TaskFailedToStart',
    ],
    ['CannotPullContainerError: failed to unpack acme/panic:v2: invalid tar header', 'TaskFailedToStart'],
    ['', null],
  ])('%s (%s)', (reason, code) => {
    expect(stopped(reason, code)).toEqual({ kind: 'version' });
  });

  test('whatever the container that ran wrote as its reason', () => {
    const containers = [
      {
        name: 'web',
        exitCode: 1,
        reason: 'AccessDenied: secret not found, i/o timeout',
        isUnhealthy: false,
        digest: null,
      },
    ];
    expect(causeOf(aStop(2, { containers }))).toEqual({ kind: 'version' });
  });
});

test('the reason of a container counts as the one of its task', () => {
  const containers = [
    {
      name: 'web',
      exitCode: null,
      reason: 'CannotPullContainerError: manifest unknown',
      isUnhealthy: false,
      digest: null,
    },
  ];
  const stop = aStop(2, { stopCode: 'TaskFailedToStart', stoppedReason: 'Task failed to start', containers });
  expect(causeOf(stop).kind).toBe('missing');
});

test.each([
  ['Your Spot Task was interrupted.', 'SpotInterruption'],
  ['Scaling activity initiated by (deployment ecs-svc/2)', 'ServiceSchedulerInitiated'],
  ['Task stopped by user', 'UserInitiated'],
  ['ECS is performing maintenance on the underlying infrastructure hosting the task.', 'TerminationNotice'],
])("%s is nobody's fault", (reason, code) => {
  expect(stopped(reason, code)).toEqual({ kind: 'none' });
});
