// Task sets that are being deleted: who is named, since when, and what ends it.
import { describe, expect, test } from '@jest/globals';
import { statusLines, statusOf } from '../../src/domain/task-sets/status/status.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { setFindings } from '../../src/domain/task-sets/sweep/sets.ts';
import { describeDeleting, describeListedDeleting } from '../../src/domain/task-sets/sweep/deleting.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan } from '../support/commands.ts';
import { aGroup, aMemory, aSet, aWorld, b, noon, revision } from '../support/worlds.ts';

const minutesAgo = (minutes: number): number => noon - minutes * 60_000;
const live = aSet(2, { tags: { release: '90-shop' } });
const deleted = (changes: Parameters<typeof aSet>[1] = {}): TaskSetView =>
  aSet(1, {
    ...{ status: 'DRAINING', group: b, computedDesired: 0, updatedAtMs: minutesAgo(60) },
    ...{ tags: { release: '80-shop' }, ...changes },
  });

/** Targets drain for 5 minutes and tasks stop within half a minute; ECS takes up to a minute more. */
const worldOf = (set: TaskSetView): World =>
  aWorld({
    taskSets: [live, set],
    groups: [aGroup(live.attachment!.group), aGroup(b, { deregistrationDelaySeconds: 300 })],
    stopSeconds: { [revision(1)]: 30 },
  });

const outlived =
  'the deletion of ecs-svc/1 (web:1) began at 11:00 UTC or earlier, and 2 tasks of it still run, as a protected task may for ' +
  'up to 48 hours. ECS removes the task set once its last task has stopped. That comes sooner if the app, or a person with ' +
  'aws ecs update-task-protection, ends their protection';

describe('a task set that is being deleted', () => {
  test.each<[which: string, set: TaskSetView, status: string | null, sweep: string | null]>([
    ['whose tasks outlive it', deleted(), outlived, outlived],
    [
      'for some minutes',
      deleted({ updatedAtMs: minutesAgo(6) }),
      'the deletion of ecs-svc/1 (web:1) began at 11:54 UTC or earlier. ECS normally stops its tasks by 12:00 UTC',
      null,
    ],
    [
      'for a minute more than that',
      deleted({ updatedAtMs: minutesAgo(7) }),
      outlived.replace('11:00', '11:53'),
      outlived.replace('11:00', '11:53'),
    ],
    [
      'of which one task has not started',
      deleted({ running: 0, pending: 1 }),
      outlived.replace('2 tasks of it still run', '1 task of it still runs'),
      outlived.replace('2 tasks of it still run', '1 task of it still runs'),
    ],
    [
      'of which ECS does not say since when',
      deleted({ updatedAtMs: null }),
      outlived.replace(' at 11:00 UTC or earlier', ''),
      null,
    ],
    ['whose tasks have stopped', deleted({ running: 0 }), null, null],
    ['as soon as a sweep runs', deleted({ status: 'ACTIVE' }), null, null],
  ])('%s is named by status and by sweep as it is', (_which, set, status, sweep) => {
    const world = worldOf(set);
    expect(describeDeleting(world, set)).toBe(status);
    const scene = sceneOf(commandPlan('status'), world, aMemory());
    expect(statusOf(scene).deleting).toEqual(status === null ? [] : [status]);
    expect(statusLines(scene).filter((line) => line.includes('the deletion of'))).toEqual(
      status === null ? [] : [status],
    );
    const swept = setFindings(sceneOf(commandPlan('sweep'), world, aMemory())).flatMap((finding) =>
      finding.kind === 'left' && finding.sentence.includes('the deletion of') ? [finding] : [],
    );
    expect(swept).toEqual(
      sweep === null ? [] : [{ kind: 'left', sentence: sweep, needsPerson: false, commands: [] }],
    );
  });
});

/** Targets may drain for an hour, tasks stop within two minutes, and ECS takes up to a minute more. */
test.each<[minutes: number, words: string | RegExp]>([
  [
    7,
    'the deletion of ecs-svc/1 (web:1) began at 11:53 UTC or earlier. ECS normally stops its tasks by 12:56 UTC',
  ],
  [63, /^the deletion of ecs-svc\/1 \(web:1\) began at 10:57 UTC or earlier\. ECS normally stops/],
  [64, outlived.replace('11:00', '10:56')],
])('is named %d minutes after its deletion where its target group is not read', (minutes, words) => {
  const named = describeListedDeleting(noon, deleted({ updatedAtMs: minutesAgo(minutes) }));
  expect(named).toEqual(typeof words === 'string' ? words : expect.stringMatching(words));
});

test.each([deleted({ running: 0 }), live])(
  'is not named where nothing is being deleted or nothing runs',
  (set) => {
    expect(describeListedDeleting(noon, set)).toBeNull();
  },
);
