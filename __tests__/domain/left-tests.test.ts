// One-off tasks of tests that nobody waits for any more are stopped by whatever command comes next.
import { describe, expect, test } from '@jest/globals';
import type { Check } from '../../src/domain/common/checks/check.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { areTestsLookedFor } from '../../src/domain/task-sets/checks/left-tasks.ts';
import { aTaskCheck } from '../support/checks.ts';
import type { RunTask } from '../../src/domain/common/one-off-tasks/task.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { inheritedMemory } from '../../src/domain/task-sets/roles/handover.ts';
import { cleanRun, commandPlan, kinds, staged, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { taskArn, taskViewOf, type FakeTask } from '../support/fake-tasks.ts';
import { anAws } from '../support/scenarios.ts';
import { over, sweepPlan } from '../support/sweeps.ts';
import { aGreen, aMemory, aPlan, aSet, aWorld, noon, revision } from '../support/worlds.ts';

const request: RunTask = {
  purpose: 'test',
  taskRole: null,
  tokenText: 'left',
  tryId: '90.1 gate smoke 0',
  taskDefinition: revision(41),
  container: 'web',
  command: ['node', 'smoke.js'],
  environment: {},
  placement: { launchType: 'FARGATE', capacityProviders: null, platformVersion: null, network: null },
};
const endless: FakeTask = {
  arn: taskArn(1),
  request,
  startedMs: noon,
  lastsMs: Infinity,
  exitCode: 0,
  stoppedMs: null,
};

function withLeft(aws: FakeAws): FakeAws {
  aws.meddle((state) => void state.oneOff.push({ ...endless, startedMs: aws.nowMs }));
  return aws;
}

describe('a task that a killed run left', () => {
  test.each([
    ['deploy', () => anAws(), commandPlan('deploy')],
    ['stage', () => anAws(), commandPlan('stage')],
    ['promote', () => staged(), commandPlan('promote')],
    ['rollback', () => warm(), commandPlan('rollback')],
    ['teardown', () => warm(), commandPlan('teardown', {})],
    ['sweep', () => anAws('good', (state) => void (state.runs = [...over])), sweepPlan()],
  ] as const)('is stopped by %s, once and after the fence', (_command, world, plan) => {
    const aws = withLeft(world());
    const run = cleanRun(aws, plan);
    expect(aws.state.oneOff.map(({ stoppedMs }) => stoppedMs)).toEqual([expect.any(Number)]);
    expect(kinds(run).filter((kind) => kind === 'stop-task')).toHaveLength(1);
    const [fence, stop] = [
      run.writes.findIndex((write) => write.kind === 'tag-service' && write.tags.fence !== undefined),
      kinds(run).indexOf('stop-task'),
    ];
    expect(fence).toBeLessThan(stop);
  });
});

describe('tasks of tests are read', () => {
  const looked = (command: Command, { checks = [] as readonly Check[], tests = '' } = {}): boolean =>
    areTestsLookedFor({ request: { ...aPlan({ command }), checks }, testTask: null }, [
      aSet(1),
      aGreen(2, { tags: tests === '' ? {} : { tests } }),
    ]);

  test('by no simple release', () => {
    expect(looked('deploy')).toBe(false);
    expect(looked('rollback')).toBe(false);
  });

  test('where the list has one, or a task set shows that its release had', () => {
    expect(looked('deploy', { checks: [aTaskCheck('inside')] })).toBe(true);
    expect(looked('teardown', { tests: 'task' })).toBe(true);
  });

  test('by every sweep and status: a green whose test could not be stopped is gone', () => {
    expect([looked('sweep'), looked('status')]).toEqual([true, true]);
  });
});

describe('a task of this process', () => {
  const own = { ...endless, request: { ...request, tryId: '100.1 gate smoke 0' } };
  const world = aWorld({
    taskSets: [aSet(1), aGreen(2)],
    oneOffTasks: [taskViewOf(own, noon)],
    service: { ...aWorld().service, tags: { fence: '1:100.1' } },
  });
  const fence = { value: '1:100.1', writtenAtMs: null, isHeld: true };
  const testTask = { tryId: own.request.tryId, arn: own.arn, request: null, isOver: false };

  test('goes on while it is waited for', () => {
    const step = decideNextStep(aPlan(), world, aMemory({ isPreflightPassed: true, fence, testTask }));
    expect(step.act.kind).not.toBe('stop-task');
  });

  test('is stopped once the release has failed', () => {
    const failure = {
      kind: 'other',
      reason: 'smoke-test-failed',
      what: 'it failed',
      advice: '',
      atMs: noon,
    } as const;
    const step = decideNextStep(
      aPlan(),
      world,
      aMemory({ isPreflightPassed: true, fence, testTask, failure }),
    );
    expect(step).toMatchObject({ reason: 'stopping-test', act: { kind: 'stop-task', task: own.arn } });
  });

  test('that a killed process may just have started is waited for by post', () => {
    const handover = {
      fence: '1:100.1',
      foundFence: null,
      green: aGreen(2).arn,
      blue: aSet(1).arn,
      failure: null,
      isBakePassed: false,
      areChecksOver: false,
      hasGreenBeenLive: false,
      unopened: null,
      scalingBefore: null,
      isCreating: false,
      testTask: { tryId: own.request.tryId, arn: null, request: null, isOver: false },
    };
    const failure = {
      kind: 'other',
      reason: 'cancelled',
      what: 'it was cancelled',
      advice: '',
      atMs: noon,
    } as const;
    const memory = { ...inheritedMemory(handover, 'the run was ended', noon), failure };
    const unseen = { ...world, oneOffTasks: [] };
    expect(decideNextStep(aPlan(), unseen, memory)).toMatchObject({ reason: 'reading-back' });
    expect(decideNextStep(aPlan(), world, memory)).toMatchObject({ act: { kind: 'stop-task' } });
    const later = { ...unseen, nowMs: noon + 5000 };
    expect(decideNextStep(aPlan(), later, memory).reason).not.toBe('reading-back');
  });
});
