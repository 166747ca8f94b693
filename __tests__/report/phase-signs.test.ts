// Which phases look passed.
import { describe, expect, test } from '@jest/globals';
import { commentOf } from '../../src/report/messages/comment.ts';
import type { TaskCheck } from '../../src/domain/common/checks/check.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Report } from '../../src/domain/common/report/report.ts';
import { aSet } from '../support/worlds.ts';
import { aFrame, aStep, cutOff, ended, gatesPassed, goodFrames, shopPlan, told } from './stories.ts';

const rowOf = (report: Report, phase: string): string =>
  commentOf(report)
    .split('\n')
    .find((line) => line.includes(`&nbsp;${phase} |`)) ?? '';
const over = { result: 'released', reason: 'released' } as const;
const warm = goodFrames.slice(0, 7);
const baked: Partial<Memory> = { ...gatesPassed, isBakePassed: true };

describe('what a run leaves to a later one does not look passed', () => {
  test('when it stops waiting in the warm time', () => {
    expect(rowOf(ended(told(warm), over, 400), 'warm')).toBe(
      '| ⏭️&nbsp;warm | 40s · left to a later run, until 12:16 UTC |',
    );
  });

  test('when it only restores auto scaling, and does not wait for the teardown', () => {
    const scaled = aFrame(365, aStep('teardown', 'restoring-scaling'), { isSwitched: true, memory: baked });
    expect(rowOf(ended(told([...warm, scaled]), over, 400), 'teardown')).toBe(
      '| ⏭️&nbsp;teardown | 35s · left to a later run |',
    );
  });
});

test('a release that has deleted blue shows its teardown as passed', () => {
  expect(rowOf(ended(told(goodFrames), over, 1001), 'teardown')).toBe('| ✅&nbsp;teardown | 41s |');
});

test('a bake of no time shows as skipped', () => {
  const request = { ...shopPlan, bake: { ...shopPlan.bake, seconds: 0 } };
  expect(rowOf(told(warm, request), 'bake')).toBe('| ⏭️&nbsp;bake | 5m00s · skipped: bake-time is 0 |');
});

describe('a rollback', () => {
  const back = told(cutOff);
  const stuck = told(cutOff.slice(0, 7));

  test.each([
    ['that has returned traffic, and only cleanup failed, looks passed', back, 'cleanup-incomplete', '✅'],
    ['that could not move traffic looks failed', stuck, 'rollback-failed', '❌'],
  ] as const)('%s', (_what, story, reason, sign) => {
    expect(rowOf(ended(story, { result: 'failed', reason }, 240), 'rollback')).toContain(`| ${sign}&nbsp;`);
  });
});

test('a first release that fails does not claim to return to blue', () => {
  const failure = cutOff[6]!.memory.failure;
  const [green] = goodFrames.at(-1)!.world.taskSets;
  const frame = aFrame(70, aStep('rollback', 'deleting-green'), {
    sets: [green!],
    memory: { ...gatesPassed, blue: null, failure },
  });
  expect(commentOf(told([frame]))).toContain('`shop` in `main`: rolling back\n');
});

describe('a smoke test that is skipped', () => {
  const skipped: Memory['smoke'] = {
    ...gatesPassed.smoke!,
    passesInRow: 0,
    hasConnected: false,
    isSkipped: true,
  };
  const inside: TaskCheck = {
    kind: 'task',
    name: 'inside',
    isInBake: false,
    timeoutSeconds: 60,
    secrets: [],
    command: ['true'],
    container: null,
    revision: null,
  };
  const request = { ...shopPlan, checks: [inside], smoke: { ...shopPlan.smoke, paths: [] } };
  const seen = (passed: number): Report => {
    const { checks } = warm[5]!.memory;
    const memory = { ...gatesPassed, smoke: skipped, checks: { ...checks, passed } };
    return told([aFrame(49, aStep('smoke', 'checking'), { memory })], request);
  };

  test('counts as passed once the checks have passed', () => {
    const [before, after] = [seen(0), seen(1)].map(({ gates }) => gates.smoke);
    expect(before).toMatchObject({ state: 'waiting' });
    expect(after).toMatchObject({
      state: 'passed',
      words: expect.stringMatching(/without a smoke test: green/),
    });
    expect(seen(1).gates.checks).toEqual({ state: 'passed', words: '1 check passed: inside' });
    expect(commentOf(seen(1))).not.toContain('Smoke test skipped');
  });
});

test('a run that continues after the switch does not claim a smoke test that may have been skipped', () => {
  const request = { ...shopPlan, smoke: { ...shopPlan.smoke, paths: [] } };
  const frame = aFrame(70, aStep('bake', 'baking'), {
    isSwitched: true,
    sets: [aSet(41), warm[5]!.world.taskSets[1]!],
  });
  expect(told([frame], request).gates.smoke).toBeNull();
  expect(told([frame], shopPlan).gates.smoke).toMatchObject({ state: 'passed' });
});
