import { describe, expect, test } from '@jest/globals';
import { isOwnFence, nextFence, outranks, parseFence } from '../../src/domain/common/run/fence.ts';
import {
  breakerLimit,
  failedTasks,
  describeStop,
  stopAdvice,
  whyNotRunning,
} from '../../src/domain/common/tasks/stops.ts';
import { aStop } from '../support/stops.ts';
import { aGreen, aService, aWorld, noon } from '../support/worlds.ts';

const green = aGreen(2, { running: 1 });

const container = (name: string, exitCode: number) => ({
  name,
  exitCode,
  reason: null,
  isUnhealthy: false,
  digest: null,
});

describe('a stopped task', () => {
  test.each([
    ['ended by itself', aStop(2), 1],
    ['of another set', aStop(3), 0],
    ['taken by Spot', aStop(2, { stopCode: 'SpotInterruption' }), 0],
    ['taken with its instance', aStop(2, { stopCode: 'TerminationNotice' }), 0],
    ['stopped by a person', aStop(2, { stopCode: 'UserInitiated' }), 0],
    [
      'stopped for scale-in',
      aStop(2, { stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Scaling activity' }),
      0,
    ],
    [
      'stopped for its health checks',
      aStop(2, {
        stopCode: 'ServiceSchedulerInitiated',
        stoppedReason: 'Task failed ELB health checks in (target-group x)',
      }),
      1,
    ],
    ['that never started', aStop(2, { stopCode: 'TaskFailedToStart' }), 1],
  ])('%s counts as failed %#', (_name, stop, count) => {
    expect(failedTasks(aWorld({ stoppedTasks: [stop] }), green)).toHaveLength(count);
  });

  test.each([
    [aStop(2), 'exit code 1 in container web (Essential container in task exited)'],
    [
      aStop(2, {
        containers: [
          {
            name: 'web',
            exitCode: 137,
            reason: 'OutOfMemoryError: killed',
            isUnhealthy: false,
            digest: null,
          },
        ],
      }),
      'exit code 137 OutOfMemoryError: killed in container web (Essential container in task exited)',
    ],
    [
      aStop(2, {
        containers: [
          { name: 'proxy', exitCode: 0, reason: null, isUnhealthy: false, digest: null },
          { name: 'web', exitCode: 2, reason: null, isUnhealthy: false, digest: null },
        ],
      }),
      'exit code 2 in container web (Essential container in task exited)',
    ],
    // What was killed with the task did not end it.
    [
      aStop(2, { containers: [container('side', 137), container('web', 0)] }),
      'exit code 0 in container web (Essential container in task exited)',
    ],
    [
      aStop(2, { containers: [container('side', 0), container('web', 0)] }),
      'exit code 0 in container web (Essential container in task exited)',
    ],
    [
      aStop(2, { containers: [container('side', 0), container('web', 137)] }),
      'exit code 137 in container web (Essential container in task exited)',
    ],
    [aStop(2, { containers: [], stoppedReason: 'CannotPullContainerError' }), 'CannotPullContainerError'],
    [aStop(2, { containers: [], stoppedReason: '', stopCode: null }), 'no reason given'],
  ])('is told with exit code, reason and container', (stop, words) => {
    expect(describeStop(stop, 'web')).toBe(words);
  });

  test('of a task set is named by the container that serves, whatever was killed with it', () => {
    const stop = aStop(2, { containers: [container('side', 0), container('web', 0)] });
    expect(whyNotRunning(aWorld({ stoppedTasks: [stop] }), green)).toContain('exit code 0 in container web');
  });

  test('is reported before the events of the service, the newest first', () => {
    const stops = [
      aStop(2, { stoppedAtMs: noon - 9000 }),
      aStop(2, {
        containers: [{ name: 'web', exitCode: 3, reason: null, isUnhealthy: false, digest: null }],
      }),
    ];
    expect(whyNotRunning(aWorld({ stoppedTasks: stops }), green)).toContain('; last stop: exit code 3');
  });
});

describe('nothing stopped and nothing running', () => {
  const events = [
    { atMs: noon + 2000, message: '(service shop) has started 1 tasks' },
    { atMs: noon + 1000, message: '(service shop) was unable to place a task: no capacity' },
    { atMs: noon - 9000, message: '(service shop) was unable to place a task long ago' },
  ];
  test('is reported from the service events since green was created', () => {
    const world = aWorld({ service: aService({ events }) });
    expect(whyNotRunning(world, green)).toBe(
      "; the service's last event: (service shop) was unable to place a task: no capacity",
    );
    expect(whyNotRunning(aWorld(), green)).toBe('');
  });

  test('is not reported for a task set that has all its tasks', () => {
    expect(whyNotRunning(aWorld({ service: aService({ events }) }), aGreen(2))).toBe('');
  });
});

test.each([
  [1, 3],
  [6, 3],
  [7, 4],
  [100, 50],
])('the circuit breaker of %d desired tasks opens at %d failed ones', (desired, limit) => {
  expect(breakerLimit(desired)).toBe(limit);
});

describe('the fence', () => {
  test.each([
    [undefined, '1:100.2'],
    ['7:99.1', '8:100.2'],
    ['nonsense', '1:100.2'],
  ])('that follows %s is %s', (current, next) => {
    expect(nextFence(current, 100, 2)).toBe(next);
  });

  test.each([
    ['2:99.1', true],
    ['1:101.1', true],
    ['1:100.3', true],
    ['1:100.2', false],
    ['1:100.1', false],
    // Written late by a dead attempt, after the tags were wiped and the numbers began anew.
    ['2:100.1', false],
    ['0:100.3', true],
    ['1:99.9', false],
    ['0:101.1', false],
    ['nonsense', false],
  ])('found as %s takes the service from 1:100.2: %s', (found, isTaken) => {
    expect(outranks(found, '1:100.2')).toBe(isTaken);
  });

  test('is own only for the very attempt that wrote it', () => {
    expect(['3:100.2', '3:100.1', '3:101.2', undefined].map((value) => isOwnFence(value, 100, 2))).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(parseFence('3:100.2')).toEqual({ n: 3, runId: 100, attempt: 2 });
  });
});

test.each<[string, Parameters<typeof aStop>[1], string]>([
  [
    'never ran, for a reason that nobody knows',
    { stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: invalid tar header' },
    'so there is no log. If neither the image nor the task definition is the cause, release again.',
  ],
  ['ran and ended', {}, 'The logs of the stopped task show more.'],
  [
    'failed its health checks',
    {
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed ELB health checks in (target-group x)',
    },
    'Check what the health path answers.',
  ],
])('what to do about a task that %s', (_what, changes, advice) => {
  expect(stopAdvice(aWorld({ stoppedTasks: [aStop(2, changes)] }), green)).toContain(advice);
});
