import { describe, expect, test } from '@jest/globals';
import { whyNotNext } from '../../src/domain/task-sets/health/capacity.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import type { TaskSetView } from '../../src/domain/task-sets/model/world.ts';
import type { TargetView } from '../../src/domain/common/load-balancer/view.ts';
import { runRelease, type Run } from '../support/fake-release.ts';
import { weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import { anAws, planOf, scenarios } from '../support/scenarios.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { aTask } from '../support/tasks.ts';
import { a, aGreen, aGroup, aPlan, aRule, aSet, aTarget, aWorld, b, noon } from '../support/worlds.ts';

const tasks = (count: number): TaskSetView['tasks'] => Array.from({ length: count }, (_, k) => aTask(2, k));
const targets = (healthy: number, unhealthy: number): readonly TargetView[] =>
  Array.from({ length: healthy + unhealthy }, (_, k) =>
    aTarget(2, k, { state: k < healthy ? 'healthy' : 'unhealthy' }),
  );

/** One rule is on green, one on blue. */
const midSwitch = (green: TaskSetView, own: readonly TargetView[], known: Partial<Memory>): string | null => {
  const world = aWorld({
    taskSets: [aSet(1), green],
    groups: [aGroup(a), aGroup(b, { targets: own })],
    rules: [
      aRule([
        [a, 0],
        [b, 1],
      ]),
      aRule(
        [
          [a, 1],
          [b, 0],
        ],
        { port: 443 },
      ),
    ],
  });
  const memory = { ...blankMemory(noon), green: green.arn, ...known };
  return whyNotNext(sceneOf(aPlan(), world, memory), green)?.why ?? null;
};

const sized = (count: number, running: number, changes: Partial<TaskSetView> = {}): TaskSetView =>
  aGreen(2, { computedDesired: count, running, tasks: tasks(running), isSteady: false, ...changes });

describe('once green has a rule, it takes the next one', () => {
  test.each([
    ['while a task that scaling has added is pending', sized(3, 2), targets(2, 0), 2],
    ['while such a task has an unhealthy target', sized(3, 3), targets(2, 1), 2],
    ['with fewer targets, if its computed count was lowered', sized(1, 1), targets(1, 0), 4],
    ['while tasks beyond its computed count stop', sized(2, 4), targets(4, 0), 4],
    ['although it is not steady', sized(2, 2), targets(2, 0), 2],
  ])('%s', (_name, green, own, switchCapacity) => {
    expect(midSwitch(green, own, { switchCapacity })).toBeNull();
  });
});

describe('once green has a rule, it does not take the next one', () => {
  test.each([
    ['with a healthy target less than at the first', sized(2, 2), targets(1, 1), 2, '1 healthy target ('],
    ['without a healthy target, whatever its count', sized(0, 0), targets(0, 0), 2, 'it needs 1'],
    [
      'with the count that it is to have in the end, but not healthy',
      sized(3, 3),
      targets(2, 1),
      3,
      'it needs 3',
    ],
    ['while it drains', sized(2, 2, { status: 'DRAINING' }), targets(2, 0), 2, 'draining'],
  ])('%s', (_name, green, own, switchCapacity, why) => {
    expect(midSwitch(green, own, { switchCapacity })).toContain(why);
  });

  test('with the targets of others in its group', () => {
    const own = [...targets(2, 0), aTarget(9, 0)];
    expect(midSwitch(sized(2, 2), own, { switchCapacity: 2 })).toContain('other targets');
  });
});

/** Changes the account once, when as many production rules give green weight. Rules go out one by one. */
function play(rules: number, change: (aws: FakeAws) => void): Run {
  const aws = anAws();
  let isDone = false;
  // An answer that is lost makes the run look again before the next rule.
  aws.fault = (write) => (write.kind === 'write-rule' ? { kind: 'lost', isCarriedOut: true } : null);
  return runRelease(aws, aPlan(), {
    meddle: (_step, { state }) => {
      if (isDone || state.rules.filter((rule) => weightOf(rule, b) > 0).length < rules) return;
      isDone = true;
      change(aws);
    },
  });
}

const slowly = 120_000;
const never = 36_000_000;
const grow =
  (count: number, slowMs: number) =>
  (aws: FakeAws): void => {
    aws.resize(count, slowMs);
  };

// Covers: scaling-in-switch
describe('a good release stays live when the desired count is', () => {
  test.each([
    ['raised between two rules, with tasks that take two minutes', 1, grow(4, slowly)],
    ['raised between two rules, with tasks that never get healthy', 1, grow(3, never)],
    ['lowered between two rules', 1, grow(1, 0)],
    ['raised before the last rule, with tasks that take two minutes', 2, grow(4, slowly)],
    ['lowered before the last rule', 2, grow(1, 0)],
    ['raised in the bake, with tasks that take two minutes', 3, grow(4, slowly)],
    ['raised in the bake, with tasks that never get healthy', 3, grow(3, never)],
    ['lowered in the bake', 3, grow(1, 0)],
  ])('%s', (_name, rules, change) => {
    const run = play(rules, change);
    expect(run.violations).toEqual([]);
    expect(run.ending?.result).toBe('released');
  });
});

test('a green that loses its capacity for 90 s in the middle of the switch is rolled back, also after a raise', () => {
  const run = play(1, (aws) => {
    aws.resize(3, 3_600_000);
    aws.meddle((state) => {
      const green = state.sets.at(-1);
      if (green !== undefined) green.slow = { from: 1, untilMs: aws.nowMs + 3_600_000 };
    });
  });
  expect(run.ending?.result).toBe('rolled-back');
});

test('a run that continues a switch takes as capacity what it first sees healthy', () => {
  const aws = anAws();
  const isBegun = (): boolean => aws.state.rules.some((rule) => weightOf(rule, b) > 0);
  expect(runRelease(aws, aPlan(), { dieBefore: isBegun }).ending).toBeNull();
  aws.resize(4, slowly);
  const again = runRelease(aws, aPlan({ release: { runAttempt: 2 } }), {
    dieBefore: () => aws.state.rules.every((rule) => weightOf(rule, a) === 0),
  });
  expect(again.violations).toEqual([]);
  expect(again.memory.switchCapacity).toBe(2);
});

test('a count that is raised during the smoke test gives green time to get ready, and to be tested again', () => {
  const aws = anAws();
  let isDone = false;
  const request = aPlan({ readyTimeoutSeconds: 130, smoke: { passes: 3, timeoutSeconds: 10 } });
  const run = runRelease(aws, request, {
    dieBefore: ({ act }) => {
      if (!isDone && act.kind === 'probe') aws.resize(3, slowly);
      isDone ||= act.kind === 'probe';
      return false;
    },
  });
  expect(run.violations).toEqual([]);
  expect(run.ending?.result).toBe('released');
});

test('a count that is raised again and again does not keep a green that never gets ready', () => {
  const aws = anAws();
  const run = runRelease(aws, aPlan({ readyTimeoutSeconds: 60 }), {
    meddle: () => {
      if (aws.sets().length > 1) aws.resize(aws.state.desired + 1, never);
    },
  });
  expect(run.ending?.result).toBe('rolled-back');
});

test('a first deployment that fails its bake stays, and scale-in is not left suspended', () => {
  const failing = scenarios.find(({ name }) => name.endsWith('fails its bake, in a scaled service'))!;
  const aws = failing.aws();
  const run = runRelease(aws, planOf(failing));
  expect([run.reason, run.violations]).toEqual(['no-rollback-target', []]);
  expect(aws.state.scaling).toEqual({
    scaleInSuspended: false,
    scaleOutSuspended: false,
    scheduledSuspended: true,
  });
});
