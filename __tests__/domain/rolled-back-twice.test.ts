// Two people roll back at once, or one after the release has rolled back itself: nobody goes a version further back by that.
import { expect, test } from '@jest/globals';
import type { Goal } from '../../src/domain/common/request/request.ts';
import { refuseRollback } from '../../src/domain/task-sets/commands/rollback.ts';
import { formatKeptGreen } from '../../src/domain/task-sets/roles/kept-green.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { rollbackAhead } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { commandPlan } from '../support/commands.ts';
import { a, aGreen, aMemory, aRule, aService, aSet, aWorld, b, noon } from '../support/worlds.ts';

const shown = aSet(1);
const back = { ...shown, tags: { ...shown.tags, release: '90-shop', 'previous-revision': 'web:41' } };
const green = aGreen(2, { status: 'ACTIVE' });
const onBlue = aRule([
  [a, 100],
  [b, 0],
]);
const byHand = { 'rolled-back': `150:${green.id} to=${back.id}` };
const byItself = { 'kept-green': formatKeptGreen(green, noon + 600_000, 'fallback') };

const seen = (tags: Readonly<Record<string, string>>, goal: Partial<Goal> = {}, more = {}) =>
  sceneOf(
    { ...commandPlan('rollback', {}, goal), ...more },
    aWorld({
      taskSets: 'kept-green' in tags ? [back, green] : [back],
      rules: [onBlue],
      service: aService({ tags }),
    }),
    aMemory(),
  );

test.each([
  ['by hand', byHand],
  ['by the release itself, which keeps its green', byItself],
] as const)('a rollback after one %s is refused, and names what it would go back to', (_what, tags) => {
  const scene = seen(tags);
  const end = refuseRollback(scene)?.act;
  expect(end).toMatchObject({
    result: 'refused',
    message: expect.stringMatching(
      /green ecs-svc\/2.* was already rolled back, and production is on ecs-svc\/1.*would move production on to revision web:41\. If that is meant, name it with rollback-to\./,
    ),
  });
  expect(rollbackAhead(scene)).toMatch(
    /^none: green ecs-svc\/2.* was already rolled back, .* name it with rollback-to$/,
  );
});

const switchedTo = (id: string) => ({ 'live-since': `${id}@2026-03-01T11:00:00.000Z` });

test('so is one after a release that failed in its bake, and is gone: the note of its switch shows it', () => {
  const scene = seen(switchedTo(green.id));
  expect(refuseRollback(scene)?.act).toMatchObject({
    result: 'refused',
    message: expect.stringMatching(
      /green ecs-svc\/2 was already rolled back, and production is on ecs-svc\/1.*revision web:41/,
    ),
  });
  expect(refuseRollback(seen(switchedTo(back.id)))).toBeNull();
});

test.each<[string, Partial<Goal>, object]>([
  ['names the revision', { rollbackTo: 'web:41' }, {}],
  ['sets force', {}, { isForced: true }],
])('it goes further back if a person %s', (_what, goal, more) => {
  const scene = seen(byHand, goal, more);
  expect(refuseRollback(scene)).toBeNull();
  expect(rollbackAhead(scene)).toContain('to revision web:41, with a new task set through all gates');
});

test('nobody is asked while the live version has no healthy target', () => {
  const { request, world } = seen(byHand);
  const down = { ...world, groups: world.groups.map((group) => ({ ...group, targets: [] })) };
  expect(refuseRollback(sceneOf(request, down, aMemory()))).toBeNull();
});

test('the first rollback needs no name', () => {
  expect(refuseRollback(seen({}))).toBeNull();
});
