// Which stop of a task of green the report shows for a failure: one that explains it, and never an older one.
import { expect, test } from '@jest/globals';
import { failureOf, isFailureReason, type FailureReason } from '../../src/domain/common/run/failure.ts';
import { reasonCodes } from '../../src/domain/common/run/reason.ts';
import { bakeFailure } from '../../src/domain/task-sets/evolve/failures-after-switch.ts';
import { failedTaskIn } from '../../src/domain/task-sets/report/failed-task.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { baking, green, inBake, plan } from '../support/baking.ts';
import { aStop } from '../support/stops.ts';
import { noon } from '../support/worlds.ts';

const startedAtMs = noon - 50_000;
const switchedAtMs = noon - 20_000;
const stoppedAt = (stoppedAtMs: number) => [aStop(2, { stoppedAtMs })];
const stops = {
  'before the tests': stoppedAt(startedAtMs - 1),
  'before the switch': stoppedAt(switchedAtMs - 1),
  'after the switch': stoppedAt(switchedAtMs),
};

const memory = inBake({ switchedAtMs, badTargetStreak: 3 });
const tested = { ...memory, smoke: { ...memory.smoke, startedAtMs } };

function sceneWith(when: keyof typeof stops, reason: FailureReason | null): Scene {
  const failure = reason === null ? null : failureOf({ reason, what: '', advice: '', atMs: noon });
  return sceneOf(plan, baking(null, { stoppedTasks: stops[when] }), { ...tested, failure });
}

const start = ['circuit-breaker', 'cannot-start', 'no-capacity', 'not-ready-in-time'];
const tests = ['smoke-test-failed', 'smoke-test-not-runnable', 'check-failed'];
const bake = [
  ...['bake-probes-failed', 'bake-targets-unhealthy', 'bake-tasks-stopped', 'bake-alarm-red'],
  ...['bake-check-failed', 'switch-unproven'],
];

test.each<[keyof typeof stops, readonly string[]]>([
  ['before the tests', start],
  ['before the switch', [...start, ...tests]],
  ['after the switch', [...start, ...tests, ...bake]],
])('a task that stopped %s explains these failures, and no other', (when, explained) => {
  const shown = reasonCodes
    .filter(isFailureReason)
    .filter((reason) =>
      failedTaskIn(sceneWith(when, reason), null)?.facts.some(({ name }) => name === 'stop reason'),
    );
  expect(shown.toSorted()).toEqual(explained.toSorted());
});

test.each<[keyof typeof stops, boolean]>([
  ['before the switch', false],
  ['after the switch', true],
])('a task that stopped %s is named in the words of a bad bake: %s', (when, isNamed) => {
  const what = bakeFailure(sceneWith(when, null), green)?.what ?? '';
  expect(what).toContain('has unhealthy targets under production traffic');
  expect(what.includes('last stop: exit code 1')).toBe(isNamed);
});
