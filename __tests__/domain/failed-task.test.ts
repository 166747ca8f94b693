import { describe, expect, test } from '@jest/globals';
import {
  failedContainer,
  failedOneOff,
  failedTask,
  unhealthyTask,
} from '../../src/domain/common/tasks/failed-task.ts';
import type { StoppedTask } from '../../src/domain/common/tasks/view.ts';
import { aStop } from '../support/stops.ts';

type Container = StoppedTask['containers'][number];
const one = (name: string, changes: Partial<Container> = {}): Container => ({
  name,
  ...{ exitCode: 0, reason: null, isUnhealthy: false, digest: null },
  ...changes,
});
const unhealthy = {
  stopCode: 'ServiceSchedulerInitiated',
  stoppedReason: 'Task failed ELB health checks in (target-group x)',
};

describe('the container that ended a task', () => {
  test.each<[string, Partial<StoppedTask>, Container[], string]>([
    ['the one with a reason', {}, [one('a', { exitCode: 1 }), one('b', { reason: 'OutOfMemoryError' })], 'b'],
    [
      'the one that exited by its own code',
      {},
      [one('a', { exitCode: 137 }), one('b', { exitCode: 3 })],
      'b',
    ],
    [
      'the one behind the load balancer, if it exited with 0',
      {},
      [one('a', { exitCode: 143 }), one('web')],
      'web',
    ],
    [
      'the one behind the load balancer, if it was killed',
      {},
      [one('a'), one('web', { exitCode: 137 })],
      'web',
    ],
    ['the one that failed, without a load balancer', {}, [one('a'), one('b', { exitCode: 137 })], 'b'],
    ['the one whose own check failed', unhealthy, [one('web'), one('b', { isUnhealthy: true })], 'b'],
    [
      'the one behind the load balancer, for its checks',
      unhealthy,
      [one('a', { exitCode: 1 }), one('web')],
      'web',
    ],
    ['the one without an exit code, if there is no other', {}, [one('a', { exitCode: null })], 'a'],
  ])('is %s', (_name, stop, containers, name) => {
    expect(failedContainer(aStop(2, { ...stop, containers }), 'web')?.name).toBe(name);
  });

  test('is not known if ECS shows none', () => {
    expect(failedContainer(aStop(2, { containers: [] }), 'web')).toBeNull();
  });
});

describe('the facts of a failed task', () => {
  const whose = { definition: 'web:2', served: 'web' };
  test('are stop code, reason, container, exit code and the reason of the container', () => {
    const containers = [one('web', { exitCode: 137, reason: 'OutOfMemoryError: killed' })];
    expect(failedTask(aStop(2, { containers }), whose, 'not of this stop')).toMatchObject({
      container: 'web',
      hasRun: true,
      facts: [
        { name: 'task', value: 'stopped' },
        { name: 'stop code', value: 'EssentialContainerExited' },
        { name: 'stop reason', value: 'Essential container in task exited' },
        { name: 'container', value: 'web' },
        { name: 'exit code', value: '137' },
        { name: 'container reason', value: 'OutOfMemoryError: killed' },
      ],
    });
  });

  test('have the reason of the health check if it ended the task', () => {
    const { facts } = failedTask(aStop(2, unhealthy), whose, 'Target.Timeout: Request timed out');
    expect(facts).toContainEqual({ name: 'health check', value: 'Target.Timeout: Request timed out' });
  });

  test('say that a task that could not start has no log', () => {
    expect(failedTask(aStop(2, { stopCode: 'TaskFailedToStart' }), whose, null).hasRun).toBe(false);
  });

  test('of a running task are why its target is unhealthy', () => {
    const target = {
      reason: 'Target.ResponseCodeMismatch',
      description: 'Health checks failed with these codes: [500]',
    };
    expect(unhealthyTask({ arn: 'x/abc' }, whose, target).facts).toEqual([
      { name: 'task', value: 'abc (still running)' },
      { name: 'container', value: 'web' },
      {
        name: 'health check',
        value: 'Target.ResponseCodeMismatch: Health checks failed with these codes: [500]',
      },
    ]);
  });
});

describe('a one-off task', () => {
  const of = {
    arn: 'x/abc',
    taskDefinition: 'web:2',
    hasRun: true,
    lastStatus: 'RUNNING',
  };
  test('is explained by the container that did its work, whatever the others ended with', () => {
    const stop = aStop(2, { containers: [one('agent', { exitCode: 1 }), one('web', { exitCode: 3 })] });
    expect(failedOneOff({ ...of, stop }, 'web')).toMatchObject({ container: 'web', hasRun: true });
  });
  test('is explained by the container that ended it, if its own passed', () => {
    const stop = aStop(2, { containers: [one('agent', { exitCode: 1 }), one('web')] });
    expect(failedOneOff({ ...of, stop }, 'web').container).toBe('agent');
  });
  test('that still runs may show in its log what it waits for', () => {
    expect(failedOneOff({ ...of, stop: null }, 'web')).toMatchObject({
      container: 'web',
      hasRun: true,
      facts: [{ value: 'abc (still running)' }, { value: 'web' }],
    });
  });
  test('that waits to run has written no log', () => {
    expect(
      failedOneOff({ ...of, hasRun: false, lastStatus: 'PROVISIONING', stop: null }, 'web'),
    ).toMatchObject({
      hasRun: false,
      facts: [{ value: 'abc (PROVISIONING)' }, { value: 'web' }],
    });
  });
});
