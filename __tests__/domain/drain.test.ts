import { describe, expect, test } from '@jest/globals';
import {
  drainSeconds,
  formatDrain,
  parseDrain,
  readDrain,
  stepsBelow,
  wavesOf,
  type Drain,
} from '../../src/domain/common/tasks/drain.ts';
import { stopSecondsOf } from '../../src/domain/common/tasks/stop-timeout.ts';
import {
  drainEndsMs,
  longestProtectionMs,
  nextDrainStep,
  type Drained,
  type DrainStep,
} from '../../src/domain/task-sets/warm/drain-step.ts';

const quarters: Drain = { percents: [75, 50, 25, 0], everySeconds: 360 };

describe('the setting', () => {
  test.each([
    ['75,50,25,0 every 6m', quarters],
    ['75, 50 ,25 , 0   every 6m', quarters],
    ['0 every 1h', { percents: [0], everySeconds: 3600 }],
  ])('%s is read', (text, drain) => {
    expect(readDrain(text)).toEqual(drain);
    expect(parseDrain(formatDrain(drain))).toEqual(drain);
  });

  test.each([
    ['', 'is not a drain'],
    ['75,50', 'is not a drain'],
    ['75;0 every 6m', 'is not a drain'],
    ['50,0 every soon', 'has no valid time'],
    ['50,0 every 0', 'has no valid time'],
    ['50,0 every 25h', 'has no valid time'],
    ['50,50,0 every 6m', 'does not fall'],
    ['100,0 every 6m', 'does not fall'],
    ['25,50,0 every 6m', 'does not fall'],
    ['75,50 every 6m', 'does not end with 0'],
    ['99,90,80,70,60,50,40,30,20,10,0 every 6m', 'has more than 10 steps'],
  ])('%s is refused', (text, why) => {
    expect(readDrain(text)).toContain(why);
  });

  test.each([undefined, '', '75.50', '75,50,0/6s', '50.75.0/60s', '50.0/0s'])(
    'a tag %s says nothing',
    (text) => {
      expect(parseDrain(text)).toBeNull();
    },
  );

  test('lasts as long as all of its steps', () => {
    expect([drainSeconds(quarters), drainSeconds(null)]).toEqual([1440, 0]);
  });
});

describe('the steps that are left', () => {
  test.each([
    [4, 100, [75, 50, 25, 0], [1, 1, 1, 1]],
    [2, 100, [50, 0], [1, 1]],
    [1, 100, [0], [1]],
    [3, 100, [50, 25, 0], [1, 1, 1]],
    [10, 100, [75, 50, 25, 0], [2, 3, 2, 3]],
    [4, 25, [0], [1]],
    [4, 60, [50, 25, 0], [1, 1, 1]],
    [4, 0, [], []],
    [0, 100, [], []],
  ])('of %i tasks at %i %%: %j', (desired, scale, steps, waves) => {
    expect(stepsBelow(quarters, desired, scale)).toEqual(steps);
    expect(wavesOf(steps, desired, scale)).toEqual(waves);
  });
});

const atMs = 1_000_000_000;
const minutes = (count: number): number => atMs + count * 60_000;
const blue = (changes: Partial<Drained> = {}): Drained => ({
  nowMs: atMs,
  desiredCount: 4,
  scalePercent: 100,
  tasks: 4,
  noted: null,
  updatedAtMs: null,
  ...changes,
});
const at50 = { scalePercent: 50, tasks: 2, noted: { percent: 50, atMs } };
const at0 = { scalePercent: 0, noted: { percent: 0, atMs } };

describe('the next step', () => {
  test.each<readonly [string, Partial<Drained>, DrainStep]>([
    ['nothing has begun: the lease says the first', {}, { kind: 'note', percent: 75 }],
    [
      'the lease says it, and blue is as before: it is carried out',
      { noted: { percent: 75, atMs } },
      { kind: 'scale', percent: 75 },
    ],
    [
      'it was noted by a process that was killed: the next one must not follow within seconds, so it is noted again',
      { noted: { percent: 75, atMs }, nowMs: minutes(2) },
      { kind: 'note', percent: 75 },
    ],
    ['the step lasts', { ...at50, nowMs: minutes(5.9) }, { kind: 'lasts', untilMs: minutes(6), next: 25 }],
    [
      'it was taken half a minute after its note, by the process after a kill: it lasts from then on',
      { ...at50, updatedAtMs: minutes(0.5), nowMs: minutes(6.4) },
      { kind: 'lasts', untilMs: minutes(6.5), next: 25 },
    ],
    [
      'ECS has changed it since, for a reason of its own: that counts for a minute',
      { ...at50, updatedAtMs: minutes(5), nowMs: minutes(6.9) },
      { kind: 'lasts', untilMs: minutes(7), next: 25 },
    ],
    [
      'ECS has not changed it since its note, by its clock',
      { ...at50, updatedAtMs: minutes(-1), nowMs: minutes(6) },
      { kind: 'note', percent: 25 },
    ],
    [
      'the last step was taken late: its tasks may still stop',
      { ...at0, tasks: 4, updatedAtMs: minutes(0.9), nowMs: minutes(6.5) },
      { kind: 'lasts', untilMs: minutes(6.9), next: null },
    ],
    ['the step is over', { ...at50, nowMs: minutes(6) }, { kind: 'note', percent: 25 }],
    [
      'it is long over, since no sweep ran: one step',
      { ...at50, nowMs: minutes(600) },
      { kind: 'note', percent: 25 },
    ],
    ['a low blue begins below its scale', { scalePercent: 30, tasks: 2 }, { kind: 'note', percent: 25 }],
    [
      'a rollback had scaled it up and was killed: the noted step is taken again',
      { noted: { percent: 50, atMs }, nowMs: minutes(3) },
      { kind: 'note', percent: 50 },
    ],
    [
      'the last tasks stop',
      { ...at0, tasks: 1, nowMs: minutes(1) },
      { kind: 'lasts', untilMs: minutes(6), next: null },
    ],
    ['no task is left: blue may be deleted', { ...at0, tasks: 0, nowMs: minutes(1) }, { kind: 'over' }],
    [
      'protected tasks outlive the last step',
      { ...at0, tasks: 1, nowMs: minutes(6) },
      { kind: 'held', untilMs: atMs + longestProtectionMs },
    ],
    ['no protection lasts longer', { ...at0, tasks: 1, nowMs: atMs + longestProtectionMs }, { kind: 'over' }],
    [
      'protected tasks outlive an earlier step: the next one follows',
      { ...at50, tasks: 4, nowMs: minutes(6) },
      { kind: 'note', percent: 25 },
    ],
    ['a service without tasks has nothing to drain', { desiredCount: 0, tasks: 0 }, { kind: 'over' }],
  ])('%s', (_what, changes, step) => {
    expect(nextDrainStep(quarters, blue(changes))).toEqual(step);
  });

  test('a service that is scaled out in between drains what it has then', () => {
    expect(nextDrainStep(quarters, blue({ ...at50, desiredCount: 8, tasks: 4, nowMs: minutes(6) }))).toEqual({
      kind: 'note',
      percent: 25,
    });
  });
});

describe('the end of the drain', () => {
  test.each<readonly [string, Partial<Drained>, number, number]>([
    ['before the lease ends', {}, 10, 34],
    ['the first step is due', {}, 0, 24],
    ['a step was noted only', { noted: { percent: 75, atMs } }, 0, 24],
    ['in the middle of a step', { ...at50, nowMs: minutes(2) }, 0, 18],
    ['a step is long over', { ...at50, nowMs: minutes(60) }, 0, 72],
    ['in the last step', { ...at0, tasks: 1, nowMs: minutes(2) }, 0, 6],
  ])('%s', (_what, changes, fromMinutes, endsMinutes) => {
    expect((drainEndsMs(quarters, blue(changes), minutes(fromMinutes)) - atMs) / 60_000).toBe(endsMinutes);
  });
});

describe('how long a task takes to stop', () => {
  const container = (name: string, stopTimeout?: number, ...after: readonly string[]) => ({
    name,
    ...(stopTimeout === undefined ? {} : { stopTimeout }),
    dependsOn: after.map((containerName) => ({ containerName, condition: 'START' })),
  });
  test.each([
    ['none is set', [container('web')], 30],
    ['the longest of its containers', [container('web', 90), container('proxy', 5)], 90],
    ['a container without one takes 30 s', [container('web', 5), container('proxy')], 30],
    ['all are short', [container('web', 5)], 5],
    [
      'one stops after the one that depends on it',
      [container('web', 60, 'proxy'), container('proxy', 40)],
      100,
    ],
    ['a circle ends', [container('web', 60, 'proxy'), container('proxy', 40, 'web')], 100],
    ['no container', [], 30],
  ])('%s', (_what, containerDefinitions, seconds) => {
    expect(stopSecondsOf({ containerDefinitions })).toBe(seconds);
  });
});
