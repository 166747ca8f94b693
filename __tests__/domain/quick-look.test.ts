import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { isQuickLookEnough } from '../../src/domain/task-sets/decide/quick-look.ts';
import { onSameLook } from '../../src/domain/task-sets/decide/same-look.ts';
import type { Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { allReadAt } from '../../src/domain/task-sets/model/look.ts';
import { commandPlan } from '../support/commands.ts';
import { aStop } from '../support/stops.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  c,
  groupsFor,
  noon,
  serviceArn,
} from '../support/worlds.ts';

const rule = aRule([
  [a, 0],
  [b, 100],
]);
const known = rollbackTags(serviceArn, [rule], { green: b, blue: a });
const blue = aSet(1, { status: 'ACTIVE', tags: { release: '99-shop' } });
const green = aGreen(2, { status: 'PRIMARY', tags: { blue: blue.id } });
const tags = { ...known, green: green.arn, blue: blue.arn };
const warmWorld = (changes: Partial<World> = {}): World =>
  aWorld({ taskSets: [blue, green], rules: [rule], service: aService({ tags }), ...changes });
const rollback = commandPlan('rollback');
const isEnough = (world: World, request: Request = rollback): boolean =>
  isQuickLookEnough(request, world, aMemory());
const sets = (changedBlue: Partial<TaskSetView>, changedGreen: Partial<TaskSetView> = {}): World =>
  warmWorld({
    taskSets: [
      { ...blue, ...changedBlue },
      { ...green, ...changedGreen },
    ],
  });

describe('a quick look', () => {
  test('is enough for the label and the rules of a rollback to warm blue', () => {
    expect(isEnough(warmWorld())).toBe(true);
    expect(isEnough(sets({ status: 'PRIMARY' }, { status: 'ACTIVE' }))).toBe(true);
  });

  test.each<readonly [string, World, Request?]>([
    ['without the tag rules', warmWorld({ service: aService({ tags: { ...tags, rules: 'nonsense' } }) })],
    ['with a rule that is gone', warmWorld({ rules: [] })],
    [
      'with another pair than that of the sets',
      warmWorld({
        service: aService({ tags: { ...tags, ...rollbackTags(serviceArn, [rule], { green: c, blue: a }) } }),
      }),
    ],
    ['with no blue', warmWorld({ taskSets: [green] })],
    ['with a blue that can not serve', sets({ tasks: [] })],
    ['with a blue that has to be raised first', sets({ scalePercent: 25 })],
    ['with a blue that drains', sets({ status: 'DRAINING' })],
    [
      'with a release that is forward-only',
      sets({}, { tags: { ...green.tags, 'forward-only': 'migration 12' } }),
    ],
    ['with sets that nobody tagged', sets({ tags: {} }, { tags: {} })],
    [
      'for another revision than that of blue',
      warmWorld(),
      commandPlan('rollback', {}, { rollbackTo: 'web:7' }),
    ],
    ['for the revision that is live', warmWorld(), commandPlan('rollback', {}, { rollbackTo: 'web:2' })],
    [
      'with traffic that is back already',
      warmWorld({
        rules: [
          aRule([
            [a, 100],
            [b, 0],
          ]),
        ],
        taskSets: [
          { ...blue, status: 'PRIMARY' },
          { ...green, status: 'ACTIVE' },
        ],
      }),
    ],
    ['for a deploy', warmWorld(), aPlan()],
    ['for a teardown', warmWorld(), commandPlan('teardown')],
  ])('is not enough %s', (_what, world, request = rollback) => {
    expect(isEnough(world, request)).toBe(false);
  });
});

/** A look in which the stopped tasks came too late. */
function withoutStops(world: World): World {
  const readings = allReadAt(world.nowMs);
  const late = { ...readings, 'stopped-tasks': { ...readings['stopped-tasks'], isNew: false } };
  return { ...world, look: { isWhole: false, endedMs: world.nowMs, readings: late } };
}

test('a quick look is not enough without the stopped tasks, unless green has no healthy target', () => {
  const down = warmWorld({ groups: groupsFor([blue, green], [a]) });
  expect([isEnough(withoutStops(warmWorld())), isEnough(withoutStops(down))]).toEqual([false, true]);
});

test('a quick look is not enough for a blue that serves worse', () => {
  expect(isEnough(warmWorld({ stoppedTasks: [aStop(1), aStop(1)] }))).toBe(false);
});

const step = (changes: Partial<Step>): Step => ({
  phase: 'rollback',
  reason: 'labelling-blue',
  because: 'a test says so',
  act: { kind: 'label', set: blue.arn, withinMs: null },
  aim: 'restore-traffic',
  ...changes,
});
const written = step({
  reason: 'rolling-back',
  act: { kind: 'write-rule', rule, actions: rule.actions },
});
const done = { kind: 'done' } as const;
const failed = {
  kind: 'failed',
  trouble: { kind: 'lost', action: 'x', resource: 'y', code: 'z', message: '' },
} as const;

describe('what was seen', () => {
  test.each<readonly [string, boolean, Request, World, Step, Outcome, number]>([
    ['the label of a rollback', true, rollback, warmWorld(), step({}), done, noon + 1900],
    ['a rule of a rollback', true, rollback, warmWorld(), written, done, noon + 1900],
    ['a label whose answer was lost', false, rollback, warmWorld(), step({}), failed, noon],
    ['a rule whose answer was lost', false, rollback, warmWorld(), written, failed, noon],
    ['the label of a deploy that rolls back', true, aPlan(), warmWorld(), step({}), done, noon],
    ['a rule of a switch', true, aPlan(), warmWorld(), { ...written, aim: 'switch' }, done, noon],
    ['the label forward', false, rollback, warmWorld(), step({ phase: 'switch', aim: null }), done, noon],
    [
      'a test rule',
      false,
      rollback,
      warmWorld(),
      { ...written, reason: 'pointing-test-rule', aim: 'rollback' },
      done,
      noon,
    ],
    [
      'a tag',
      false,
      rollback,
      warmWorld(),
      step({ act: { kind: 'tag-service', tags: {} }, aim: 'rollback' }),
      done,
      noon,
    ],
    [
      'a deletion',
      false,
      rollback,
      warmWorld(),
      step({ act: { kind: 'delete', set: green.arn, atScale: 100 }, aim: 'rollback' }),
      done,
      noon,
    ],
    [
      'a wait',
      false,
      rollback,
      warmWorld(),
      step({ act: { kind: 'wait', ms: 100 }, aim: 'rollback' }),
      done,
      noon,
    ],
  ])(
    'after %s is enough for the next step: %s',
    (_what, isEnoughNow, request, world, done, outcome, nowMs) => {
      const acted = { request, world, step: done, outcome, nowMs };
      expect(onSameLook(acted, aMemory()) !== null).toBe(isEnoughNow);
    },
  );
});
