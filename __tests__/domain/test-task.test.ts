// Tests of green that run as tasks in the VPC.
import { describe, expect, test } from '@jest/globals';
import type { TaskCheck } from '../../src/domain/common/checks/check.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { cleanRun, kinds, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import type { FakeCourse } from '../support/fake-tasks.ts';
import type { Fault } from '../support/fake-trouble.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const check = (changes: Partial<TaskCheck> = {}): TaskCheck => ({
  kind: 'task',
  name: 'inside',
  command: ['node', 'smoke.js'],
  container: null,
  revision: null,
  isInBake: false,
  timeoutSeconds: 900,
  secrets: [],
  ...changes,
});

const planned = (changes: Partial<TaskCheck> = {}, more: Parameters<typeof aPlan>[0] = {}): Request => ({
  ...aPlan(more),
  checks: [check(changes)],
});

const again = (request: Request): Request => ({
  ...request,
  release: { ...request.release, runAttempt: 2 },
});

function testing(lastsMs: number, exitCode: number): FakeAws {
  const aws = anAws();
  aws.testTask = { lastsMs, exitCode };
  return aws;
}

describe('a task that tests green', () => {
  test('runs once, in what green runs and where green runs, before green gets the label', () => {
    const aws = testing(4000, 0);
    const run = cleanRun(aws, planned());
    expect([run.ending?.result, standing(aws)]).toEqual(['released', '2 PRIMARY; live: 2']);
    expect(aws.state.oneOff.map(({ request }) => request)).toEqual([
      expect.objectContaining({
        container: 'web',
        command: ['node', 'smoke.js'],
        taskDefinition: expect.stringMatching(/:\d+$/),
        tryId: expect.stringMatching(/^100\.1 deploy \d+\.1$/),
        environment: expect.objectContaining({
          ECS_BLUE_GREEN_AT: 'green',
          ECS_BLUE_GREEN_TASK_SET: 'ecs-svc/2',
        }),
      }),
    ]);
    const order = kinds(run);
    expect(order.indexOf('run-task')).toBeGreaterThan(order.indexOf('create-green'));
    expect(order.indexOf('run-task')).toBeLessThan(order.indexOf('label'));
    expect(order).not.toContain('stop-task');
  });

  test('that fails ends the release before users see green, with its exit code and container', () => {
    const aws = testing(4000, 3);
    const run = cleanRun(aws, planned());
    expect([run.ending?.result, run.reason, standing(aws)]).toEqual([
      'rolled-back',
      'check-failed',
      expect.stringMatching(/^1 PRIMARY.*live: 1$/),
    ]);
    expect(said(run)).toMatch(
      /green failed the check inside \(task one-1 ended: exit code 3 in container web/,
    );
    expect(said(run)).toContain('Users never saw green.');
    expect(kinds(run)).not.toContain('label');
  });

  test('that takes too long is stopped before green is deleted', () => {
    const aws = testing(Infinity, 0);
    const run = cleanRun(aws, planned({ timeoutSeconds: 60 }));
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'check-failed']);
    expect(said(run)).toContain('did not pass the check inside within 1m');
    const order = kinds(run);
    expect(order.indexOf('stop-task')).toBeGreaterThan(order.indexOf('run-task'));
    expect(order.indexOf('stop-task')).toBeLessThan(order.indexOf('delete'));
    expect(aws.state.oneOff.every(({ stoppedMs }) => stoppedMs !== null)).toBe(true);
  });

  test('is stopped if the release is cancelled while it runs', () => {
    const steps = cleanRun(testing(4000, 0), planned()).steps;
    const at = steps.findIndex(({ act }) => act.kind === 'run-task') + 3;
    const cancelled = testing(Infinity, 0);
    const run = runRelease(cancelled, planned(), { cancelAtStep: at });
    expect([run.violations, run.reason]).toEqual([[], 'cancelled']);
    expect(cancelled.state.oneOff.map(({ stoppedMs }) => stoppedMs)).toEqual([expect.any(Number)]);
  });

  test('whose start has no answer is started once', () => {
    const aws = testing(4000, 0);
    aws.fault = ({ kind }) =>
      kind === 'run-task' && aws.state.oneOff.length === 0 ? { kind: 'lost', isCarriedOut: true } : null;
    const run = cleanRun(aws, planned());
    expect(run.ending?.result).toBe('released');
    expect(aws.state.oneOff).toHaveLength(1);
    expect(kinds(run).filter((kind) => kind === 'run-task')).toHaveLength(1);
  });

  test('is asked for in the same words again, although green has other targets by then', () => {
    const aws = testing(4000, 0);
    aws.fault = ({ kind }) => {
      if (kind !== 'run-task' || aws.sent.filter((write) => write.kind === kind).length > 1) return null;
      aws.meddle((state) => void (state.desired = 4));
      return { kind: 'lost' };
    };
    const asked = cleanRun(aws, planned()).writes.filter(({ kind }) => kind === 'run-task');
    expect(asked).toHaveLength(2);
    expect(asked[1]).toEqual(asked[0]);
  });

  test.each(['run-task', 'create-green'] as const)(
    'is stopped and started again by a re-run of a process that was killed after %s',
    (kind) => {
      const aws = testing(Infinity, 0);
      const first = cleanRun(testing(4000, 0), planned());
      const nth = kinds(first).indexOf(kind) + 1;
      runRelease(aws, planned(), { killAfterWrite: nth });
      aws.testTask = { lastsMs: 4000, exitCode: 0 };
      expect(cleanRun(aws, again(planned())).ending?.result).toBe('released');
      const left = kind === 'run-task' ? [expect.any(Number), null] : [null];
      expect(aws.state.oneOff.map(({ stoppedMs }) => stoppedMs)).toEqual(left);
    },
  );

  test.each<[string, Fault, number, RegExp]>([
    [
      'finds no room',
      { kind: 'busy', message: 'no task was placed' },
      60,
      /within 1m00s \(no task was placed\)/,
    ],
    [
      'finds no room for longer than a write is retried',
      { kind: 'busy', message: 'no task was placed' },
      900,
      /within 15m00s \(no task was placed\)/,
    ],
    ['is throttled', { kind: 'busy', message: 'Rate exceeded' }, 900, /within 15m00s \(Rate exceeded\)/],
    ['gets no answer', { kind: 'lost', message: 'socket hang up' }, 900, /within 15m00s \(socket hang up\)/],
  ])(
    'that %s is tried again until its time is over, and the version is not blamed',
    (_what, fault, timeoutSeconds, within) => {
      const aws = testing(4000, 0);
      aws.fault = ({ kind }) => (kind === 'run-task' ? fault : null);
      const run = cleanRun(aws, planned({ timeoutSeconds }));
      expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'smoke-test-not-runnable']);
      expect(said(run)).toMatch(within);
      expect(said(run)).toMatch(
        /no task could be started for the check inside .*The version is not the cause: release it again/s,
      );
      expect(run.memory.testTask?.request).toMatchObject({ purpose: 'test' });
      expect(aws.state.oneOff).toEqual([]);
    },
  );

  test('that finds room after six minutes decides', () => {
    const aws = testing(4000, 0);
    const sinceMs = aws.nowMs;
    aws.fault = ({ kind }) =>
      kind === 'run-task' && aws.nowMs - sinceMs < 360_000
        ? { kind: 'busy', message: 'no task was placed' }
        : null;
    expect(cleanRun(aws, planned()).ending?.result).toBe('released');
    expect(aws.state.oneOff).toHaveLength(1);
  });

  const noImage: FakeCourse['ender'] = {
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: web:9: not found',
  };
  const byPerson: FakeCourse['ender'] = { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' };
  const spot: FakeCourse['ender'] = {
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
  };

  test.each<[string, FakeCourse, RegExp, number]>([
    [
      'can not start',
      { lastsMs: 4000, exitCode: 0, neverRuns: true, ender: noImage },
      /the check inside could not be run: task one-1 ended: CannotPull.*Push the image/s,
      1,
    ],
    [
      'does not get as far as running',
      { lastsMs: Infinity, exitCode: 0, neverRuns: true },
      /task one-1 of the check inside is PENDING: it did not run within 1m00s/,
      1,
    ],
    [
      'is stopped by a person',
      { lastsMs: 4000, exitCode: 143, ender: byPerson },
      /the check inside could not be run: task one-1 ended: .*Task stopped by user.*Find who or what stopped it/s,
      1,
    ],
    [
      'loses its Spot capacity twice',
      { lastsMs: 4000, exitCode: 143, ender: spot },
      /the check inside could not be run: task one-2 ended: .*Spot Task was interrupted/s,
      2,
    ],
  ])('that %s says nothing about the version', (_name, course, words, tasks) => {
    const aws = anAws();
    aws.testTask = course;
    const run = cleanRun(aws, planned({ timeoutSeconds: 60 }));
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'smoke-test-not-runnable']);
    expect(said(run)).toMatch(words);
    expect(said(run)).not.toContain('Fix the release');
    expect(aws.state.oneOff).toHaveLength(tasks);
    expect(aws.state.tags['quarantined']).toBeUndefined();
    expect(standing(aws)).toMatch(/live: 1$/);
  });

  test('that AWS ended is started once more, as another task, and decides', () => {
    const aws = anAws();
    aws.testTask = { lastsMs: 4000, exitCode: 143, ender: spot };
    const run = runRelease(aws, planned(), {
      onStep: ({ act }) => {
        if (aws.state.oneOff.length === 1 && act.kind === 'wait')
          aws.testTask = { lastsMs: 4000, exitCode: 0 };
      },
    });
    expect([run.violations, run.ending?.result]).toEqual([[], 'released']);
    expect(new Set(aws.state.oneOff.map(({ request }) => request.tryId)).size).toBe(2);
  });

  test('that AWS ended is not started again once its time is over', () => {
    const aws = anAws();
    aws.testTask = { lastsMs: 59_500, exitCode: 143, ender: spot };
    const run = cleanRun(aws, planned({ timeoutSeconds: 60 }));
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'smoke-test-not-runnable']);
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test.each<[Partial<TaskCheck>, string]>([
    [{ container: 'smoke', revision: 'tools:1' }, 'container "smoke" of tools:1'],
    [
      { revision: 'arn:aws:ecs:eu-west-1:111122223333:task-definition/tools:1' },
      'container "web" of tools:1',
    ],
  ])('whose start is refused names the check and its container: %j', (changes, names) => {
    const aws = testing(4000, 0);
    const message = 'Override for container named smoke is not a container in the TaskDefinition.';
    aws.fault = ({ kind }) => (kind === 'run-task' ? { kind: 'refused', message } : null);
    const run = cleanRun(aws, planned(changes));
    expect([run.ending?.result, run.reason]).toEqual(['rolled-back', 'write-refused']);
    expect(said(run)).toContain(message.slice(0, -1));
    expect(said(run)).toContain(`The check inside runs in ${names}.`);
  });

  test('runs again in the bake if it is to, and a failure there returns users to blue', () => {
    const aws = testing(4000, 0);
    const run = runRelease(aws, planned({ isInBake: true }), {
      onStep: ({ act }) => {
        if (act.kind === 'label') aws.testTask = { lastsMs: 4000, exitCode: 1 };
      },
    });
    expect([run.violations, run.ending?.result, run.reason]).toEqual([
      [],
      'rolled-back',
      'bake-check-failed',
    ]);
    expect(aws.state.oneOff.map(({ request }) => request.environment['ECS_BLUE_GREEN_AT'])).toEqual([
      'green',
      'production',
    ]);
    expect(standing(aws)).toMatch(/live: 1$/);
  });
});
