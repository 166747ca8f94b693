// Tests that run as tasks, and that can't be run in the bake: they show nothing about the version.
import { describe, expect, test } from '@jest/globals';
import { noGates } from '../../src/domain/common/report/gates.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { describeUnrun } from '../../src/domain/task-sets/checks/left.ts';
import { gatesAfter } from '../../src/domain/task-sets/gates/gates.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import type { FakeCourse } from '../support/fake-tasks.ts';
import type { Fault } from '../support/fake-trouble.ts';
import { anAws, inside as usualInside } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const inside = { ...usualInside, timeoutSeconds: 600 };

describe('a test in a task', () => {
  const pullTimeout: FakeCourse['ender'] = {
    stopCode: 'TaskFailedToStart',
    stoppedReason: 'CannotPullContainerError: dial tcp 10.0.0.9:443: i/o timeout',
  };
  const byPerson: FakeCourse['ender'] = { stopCode: 'UserInitiated', stoppedReason: 'Task stopped by user' };
  const spot: FakeCourse['ender'] = {
    stopCode: 'SpotInterruption',
    stoppedReason: 'Your Spot Task was interrupted.',
  };

  /** From the switch on, its task goes so, or its start fails so. */
  type InBake = ({ readonly course: FakeCourse } | { readonly fault: Fault }) & {
    readonly timeoutSeconds?: number;
  };
  const noRoom: Fault = { kind: 'busy', message: 'no task was placed (RESOURCE:ENI)' };

  test.each<[string, InBake, RegExp]>([
    [
      'is stopped by a person',
      { course: { lastsMs: 4000, exitCode: 143, ender: byPerson } },
      /since it could not be run: task one-2 ended: .*by user/,
    ],
    [
      'loses its Spot capacity twice',
      { course: { lastsMs: 4000, exitCode: 143, ender: spot } },
      /since it could not be run: task one-3 ended: .*Spot Task was interrupted/,
    ],
    [
      'can not pull its image in time',
      { course: { lastsMs: 4000, exitCode: 0, neverRuns: true, ender: pullTimeout } },
      /since it could not be run: task one-3 ended: CannotPull.*i\/o timeout/,
    ],
    [
      'does not get as far as running',
      { course: { lastsMs: Infinity, exitCode: 0, neverRuns: true } },
      /since task one-2 of it is PENDING: it did not run within 10m00s/,
    ],
    [
      'finds no room for longer than a write is retried',
      { fault: noRoom },
      /since no task could be started for it within 10m00s \(no task was placed \(RESOURCE:ENI\)\)/,
    ],
    [
      'finds no room in its own time',
      { fault: noRoom, timeoutSeconds: 60 },
      /since no task could be started for it within 1m00s \(no task was placed \(RESOURCE:ENI\)\)/,
    ],
    [
      'may not be started any more',
      { fault: { kind: 'denied', message: 'not authorized to perform: ecs:RunTask' } },
      /since it could not be run: .*not authorized to perform: ecs:RunTask/,
    ],
    [
      'is refused by ECS',
      { fault: { kind: 'refused', message: 'TaskDefinition is inactive' } },
      /since it could not be run: .*TaskDefinition is inactive/,
    ],
  ])('that %s in the bake rolls nothing back, and is named at its end', (_name, inBake, why) => {
    const aws = anAws();
    aws.testTask = { lastsMs: 4000, exitCode: 0 };
    let isLabelled = false;
    aws.fault = ({ kind }) => (kind === 'run-task' && isLabelled && 'fault' in inBake ? inBake.fault : null);
    const { timeoutSeconds = inside.timeoutSeconds } = inBake;
    const request: Request = {
      ...aPlan({ bake: { seconds: 300 } }),
      checks: [{ ...inside, timeoutSeconds }],
    };
    let last = aws.observe('');
    const run = runRelease(aws, request, {
      onStep: ({ act }, world) => {
        last = world;
        isLabelled ||= act.kind === 'label';
        if (act.kind === 'label' && 'course' in inBake) aws.testTask = inBake.course;
      },
    });
    expect([run.violations, run.ending?.result, run.ending?.details]).toEqual([[], 'released', []]);
    const scene = sceneOf(request, last, run.memory);
    const { bake } = gatesAfter(noGates, scene);
    expect(bake).toMatchObject({
      state: 'passed',
      words: expect.stringContaining('; inside is not checked, '),
    });
    expect(bake?.words).toMatch(why);
    expect(describeUnrun(scene)).toEqual([
      expect.stringMatching(/That shows nothing about the version, so it rolls nothing back\. \w/),
    ]);
    expect(standing(aws)).toMatch(/live: 2$/);
    // Its start is no longer tried, and what is wrong is looked at more often.
    expect(run.memory.trouble).toBeNull();
    // One that still waits could write into what users see later.
    expect(aws.state.oneOff.every(({ stoppedMs, lastsMs }) => stoppedMs !== null || lastsMs < Infinity)).toBe(
      true,
    );
  });
});
