import { describe, expect, test } from '@jest/globals';
import { attemptLimitMs } from '../../src/adapters/aws/answers.ts';
import { failureOf } from '../../src/domain/common/run/failure.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import {
  labelCountsMs,
  labelQuietMs,
  rollbackCountsMs,
  unlabelledInMs,
  writeLandsMs,
} from '../../src/domain/task-sets/health/quiet.ts';
import { allReadAt } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { writeKey } from '../../src/domain/task-sets/model/write-key.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { labelPatienceMs } from '../../src/domain/task-sets/rollback/label.ts';
import { guardRemoval } from '../../src/domain/task-sets/warm/removal-guard.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { commandPlan } from '../support/commands.ts';
import { slowestMs } from '../support/race-fates.ts';
import {
  a,
  aGroup,
  aMemory,
  aRule,
  aService,
  aSet,
  aTarget,
  aWorld,
  b,
  noon,
  setArn,
} from '../support/worlds.ts';

/** Blue 1 and green 2, which is live unless `onBlue` says how much blue has. */
function aSight(
  primary: 1 | 2,
  {
    atMs = noon,
    onBlue = 0,
    blue = {},
  }: { atMs?: number; onBlue?: number; blue?: Partial<TaskSetView> } = {},
): World {
  return aWorld({
    nowMs: atMs,
    taskSets: [
      aSet(1, { status: primary === 1 ? 'PRIMARY' : 'ACTIVE', ...blue }),
      aSet(2, {
        group: b,
        status: primary === 2 ? 'PRIMARY' : 'ACTIVE',
        tags: { release: '95-shop', blue: 'ecs-svc/1' },
      }),
    ],
    groups: [
      aGroup(a, { targets: blue.status === 'DRAINING' ? [] : [aTarget(1, 0), aTarget(1, 1)] }),
      aGroup(b, { targets: [aTarget(2, 0), aTarget(2, 1)] }),
    ],
    rules: [
      aRule([
        [a, onBlue],
        [b, 100 - onBlue],
      ]),
    ],
    service: aService({ tags: { fence: '3:100.1', green: setArn(2), blue: setArn(1) } }),
  });
}
const teardown = commandPlan('teardown');
const rollback = commandPlan('rollback');
const seen = (worlds: readonly World[], memory = aMemory()): Memory =>
  worlds.reduce((before, world) => evolveWorld(teardown, before, world), memory);

describe('a task set that had the label without traffic', () => {
  const labelled = [aSight(1), aSight(1, { atMs: noon + 9000 }), aSight(2, { atMs: noon + 12_000 })];

  test('is kept until no rule of its rollback can land, counted from the first look without the label', () => {
    const at = (atMs: number): number =>
      unlabelledInMs({ world: aSight(2, { atMs }), memory: seen(labelled) }, aSet(1));
    expect(at(noon + 12_000)).toBe(labelQuietMs);
    expect(at(noon + 12_000 + labelQuietMs)).toBe(0);
  });

  test('is not deleted before that', () => {
    const world = aSight(2, { atMs: noon + 12_000 + labelQuietMs - 1 });
    const scene = sceneOf(teardown, world, seen(labelled));
    const blue = world.taskSets[0]!;
    expect(guardRemoval(scene, blue, { phase: 'teardown', because: 'its lease is over' })).toEqual({
      kind: 'not-yet',
      ms: 1,
    });
  });

  test('begins again each time that it gets the label', () => {
    const again = [...labelled, aSight(1, { atMs: noon + 20_000 }), aSight(2, { atMs: noon + 21_000 })];
    expect(seen(again).idlePrimary).toEqual({
      set: setArn(1),
      begunMs: noon + 20_000,
      endedMs: noon + 21_000,
    });
  });

  test('is any other task set no longer than before', () => {
    expect(unlabelledInMs({ world: aSight(2), memory: seen(labelled) }, aSet(2, { group: b }))).toBe(0);
  });
});

test('the limits of both sides cover each other', () => {
  expect(labelQuietMs).toBeGreaterThanOrEqual(labelCountsMs + writeLandsMs);
  expect(labelCountsMs).toBeGreaterThan(rollbackCountsMs + labelPatienceMs);
  // The client has stopped waiting, and what it sent has landed.
  expect(writeLandsMs).toBeGreaterThanOrEqual(2 * attemptLimitMs);
  expect(writeLandsMs).toBeGreaterThan(slowestMs);
});

test('a deletion that ECS refused because of the label is not given up', () => {
  const write = { kind: 'delete', set: setArn(1), atScale: 100 } as const;
  const trouble = {
    kind: 'refused',
    action: 'ecs:DeleteTaskSet',
    resource: '',
    code: '',
    message: '',
  } as const;
  const refused = aMemory({
    abandoned: [{ key: writeKey(write), trouble, needsScaleZero: false, isUnread: false }],
  });
  expect(seen([aSight(2)], refused).abandoned).toHaveLength(1);
  expect(seen([aSight(1)], refused).abandoned).toEqual([]);
});

describe('a rollback', () => {
  const rollingBack: Partial<Memory> = {
    failure: failureOf({ reason: 'requested', what: 'somebody asked', advice: '', atMs: noon - 9000 }),
    green: setArn(2),
    isLabelTried: true,
    labelledAtMs: noon - 9000,
    lastOnRulesMs: { [setArn(2)]: noon },
  };
  const decide = (world: World, more: Partial<Memory> = {}): ReturnType<typeof decideNextStep> =>
    decideNextStep(rollback, world, aMemory({ ...rollingBack, ...more }));

  test('asks for the label again once another run has taken it', () => {
    expect(decide(aSight(2)).act).toMatchObject({ kind: 'label', set: setArn(1) });
    expect(decide(aSight(1)).act).toMatchObject({ kind: 'write-rule' });
  });

  test('does not wait longer than before for a label that gets no answer', () => {
    expect(decide(aSight(2), { labelFailedSinceMs: noon - labelPatienceMs }).act.kind).toBe('write-rule');
  });

  test('sends no rule on the strength of a label that it read too long ago', () => {
    const readAt = (serviceMs: number): World => {
      const readings = { ...allReadAt(noon), service: allReadAt(serviceMs).service };
      return { ...aSight(1), look: { isWhole: true, endedMs: noon, readings } };
    };
    const unwritten = { labelledAtMs: null };
    expect(decide(readAt(noon), unwritten).countsUntilMs).toBe(noon + rollbackCountsMs);
    expect(decide(readAt(noon - 12_000), unwritten)).toMatchObject({
      act: { kind: 'write-rule' },
      countsUntilMs: noon - 12_000 + labelCountsMs,
    });
    expect(decide(readAt(noon - labelCountsMs), unwritten).act.kind).toBe('label');
    expect(decide(readAt(noon - labelCountsMs), { labelledAtMs: noon }).act.kind).toBe('write-rule');
  });

  test.each([
    { name: 'is being deleted', onBlue: 100 },
    { name: 'is being deleted, with some of the traffic', onBlue: 40 },
  ])('returns production to green if the blue that it moved to $name', ({ onBlue }) => {
    const world = aSight(2, { onBlue, blue: { status: 'DRAINING' } });
    const { act, aim } = decide(world, { rollbackBegunMs: noon - 2000, rollbackWrittenMs: noon - 2000 });
    expect(aim).toBe('restore-traffic');
    expect(act).toMatchObject({
      kind: 'write-rule',
      actions: [
        {
          groups: [
            { group: a, weight: 0 },
            { group: b, weight: 100 },
          ],
        },
      ],
    });
  });

  test('waits until none of its rules can land on the blue that was deleted, and then fails', () => {
    const world = aSight(2, { blue: { status: 'DRAINING' } });
    const begun = { rollbackBegunMs: noon - 2000, rollbackWrittenMs: noon - 2000 };
    expect(decide(world, begun).reason).toBe('watching-rollback');
    const landed = { rollbackBegunMs: noon - 20_000, rollbackWrittenMs: noon - writeLandsMs };
    expect(decide(world, landed)).toMatchObject({ reason: 'no-rollback-target', act: { result: 'failed' } });
  });
});
