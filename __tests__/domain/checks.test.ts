// The list `checks`: in order before the switch, in the bake, and as the proof of the switch.
import { describe, expect, test } from '@jest/globals';
import { aCheck, aVersionCheck } from '../support/checks.ts';
import type { HttpCheck } from '../../src/domain/common/checks/check.ts';
import { withCommit } from '../../src/domain/common/checks/with-commit.ts';
import type { CheckResult } from '../../src/domain/common/probes/check-job.ts';
import { noCheck } from '../../src/domain/common/probes/check-memory.ts';
import { noProof } from '../../src/domain/common/probes/proof-memory.ts';
import { watch } from '../../src/domain/task-sets/forward/bake.ts';
import { gate } from '../../src/domain/task-sets/forward/gate.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { refusalOf } from '../../src/domain/common/probes/refused-addresses.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { evolveOutcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
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
  noon,
  setArn,
} from '../support/worlds.ts';

const check = aCheck;
const version = aVersionCheck();
const writes = check('orders', { method: 'POST', body: '{}' });

const held = { value: '1:100.1', writtenAtMs: null, isHeld: true };
const service = aService({ tags: { fence: '1:100.1' } });
const going = { fence: held, isPreflightPassed: true, startedAtMs: noon - 60_000 };
const gated: Partial<Memory> = {
  ...going,
  readyStreak: 3,
  smoke: { ...aMemory().smoke, passesInRow: 2, startedAtMs: noon - 10_000 },
  readySinceMs: noon - 10_000,
};
const before: World = aWorld({ service, taskSets: [aSet(1), aGreen(2)] });
const after: World = aWorld({
  service,
  taskSets: [aSet(1, { status: 'ACTIVE' }), aGreen(2, { status: 'PRIMARY' })],
  rules: [
    aRule([
      [a, 0],
      [b, 100],
    ]),
  ],
});
const baking: Partial<Memory> = {
  ...gated,
  baseline: { ...aMemory().baseline, verdict: 'unusable' },
  green: setArn(2),
  blue: setArn(1),
  hasLabelledGreen: true,
  hasGreenBeenLive: true,
  hasSeenSwitch: true,
  switchedAtMs: noon - 11_000,
};

const failed = (more: Partial<Extract<CheckResult, { kind: 'failed' }>> = {}): CheckResult => ({
  kind: 'failed',
  what: 'it answered 500',
  hasConnected: true,
  isAnyPassed: false,
  faults: [{ place: 'http://shop', status: more.hasConnected === false ? null : 500 }],
  ...more,
});

/** Decides, answers the check with each result in turn, a second apart. Returns what came of it. */
function playing(
  checks: readonly HttpCheck[],
  world: World,
  memory: Partial<Memory>,
  results: readonly CheckResult[],
) {
  const request = aPlan({ checks });
  const asked: string[] = [];
  let state = evolveWorld(request, aMemory(memory), world);
  let nowMs = world.nowMs;
  for (const result of results) {
    const seen = { ...world, nowMs };
    const step = decideOn(request, seen, state);
    if (state.failure !== null || step?.act.kind !== 'check' || step.act.job.kind !== 'http')
      return { asked, memory: state, step };
    asked.push(`${step.act.purpose} ${step.act.job.requests.map(({ url }) => url).join(' ')}`);
    state = evolveOutcome(state, { request, world: seen, step, outcome: { kind: 'checked', result }, nowMs });
    nowMs += 3000;
    state = evolveWorld(request, state, { ...world, nowMs });
  }
  return { asked, memory: state, step: decideOn(request, { ...world, nowMs }, state) };
}
/** The deciders around the switch. */
function decideOn(request: Request, world: World, memory: Memory): Step | null {
  const scene = sceneOf(request, world, memory);
  return gate(scene) ?? watch(scene, aGreen(2));
}

const passed: CheckResult = { kind: 'passed' };

test('the fixtures reach the gate and the bake', () => {
  expect(playing([], before, gated, []).step?.reason).toBe('measuring-baseline');
  expect(playing([], after, baking, []).step?.reason).toBe('baking');
});

describe('before the switch', () => {
  test('checks run in order, each at green, and the next one follows at once', () => {
    const { asked, step } = playing([check('one'), writes], before, gated, [passed, passed]);
    expect(asked).toEqual([
      expect.stringMatching(/^gate http:\/\/10\..*\/one/),
      expect.stringMatching(/^gate http:\/\/10\..*\/orders/),
    ]);
    expect(step?.reason).toBe('measuring-baseline');
  });

  test('a check that reads is repeated until its time is over', () => {
    const { asked, memory } = playing(
      [check('one')],
      before,
      gated,
      Array.from({ length: 12 }, () => failed()),
    );
    expect(asked.length).toBe(10);
    expect(memory.failure).toMatchObject({
      reason: 'check-failed',
      what: 'green did not pass the check one within 30s (it answered 500)',
    });
  });

  test('a check that writes is sent once', () => {
    const { asked, memory } = playing([writes], before, gated, [failed(), passed]);
    expect(asked.length).toBe(1);
    expect(memory.failure).toMatchObject({
      reason: 'check-failed',
      what: 'green failed the check orders (it answered 500)',
    });
  });

  test('a check that writes is sent again if no connection was made', () => {
    const { asked, memory } = playing([writes], before, gated, [failed({ hasConnected: false }), passed]);
    expect([asked.length, memory.failure, memory.checks.passed]).toEqual([2, null, 1]);
  });

  test('a green that is never reached is not blamed', () => {
    const none = Array.from({ length: 12 }, () => failed({ hasConnected: false }));
    expect(playing([writes], before, gated, none).memory.failure?.reason).toBe('smoke-test-not-runnable');
  });

  test('a host name that leads to a refused address needs another name, not an open port', () => {
    const what = refusalOf('meta.example.com', '169.254.169.254');
    const none = Array.from({ length: 12 }, () => failed({ what, hasConnected: false }));
    const { failure } = playing([writes], before, gated, none).memory;
    expect(failure?.what).toContain('meta.example.com is 169.254.169.254');
    expect(failure?.advice).toMatch(/^Nothing is sent to such an address\. Name another/);
    const closed = Array.from({ length: 12 }, () => failed({ hasConnected: false }));
    expect(playing([writes], before, gated, closed).memory.failure?.advice).toMatch(/^Open the port/);
  });

  test('a check that runs is asked again, and may last as long as its time', () => {
    const running = Array.from({ length: 12 }, (): CheckResult => ({ kind: 'running', hasConnected: true }));
    const { asked, memory } = playing([check('one')], before, gated, running);
    expect(asked.length).toBe(10);
    expect(memory.failure?.what).toBe('green did not pass the check one within 30s');
  });
});

describe('the version of production before the switch', () => {
  const asking = (result: CheckResult) =>
    playing([version], before, { ...gated, baseline: { ...aMemory().baseline, verdict: 'passed' } }, [
      passed,
      result,
      result,
      result,
    ]);

  test('is asked after the checks, and differs', () => {
    const { asked, memory, step } = asking(failed());
    expect(asked[1]).toMatch(/^version-before http:\/\/shop.*\/version$/);
    expect([memory.proof.before, step?.phase]).toEqual(['differs', 'bake']);
  });

  test('proves nothing if blue answers with the same commit', () => {
    expect(asking(passed).memory.proof.before).toBe('same');
    expect(asking(failed({ isAnyPassed: true })).memory.proof.before).toBe('same');
  });

  test('ends the release before the switch if it can not be reached', () => {
    const { memory } = asking(failed({ hasConnected: false }));
    expect(memory.failure?.reason).toBe('smoke-test-not-runnable');
  });
});

describe('the proof of the switch', () => {
  const proving = (results: readonly CheckResult[], sinceMs = 0) =>
    playing([version], after, { ...baking, switchedAtMs: noon - sinceMs }, results);

  test('takes five answers in a row', () => {
    const { asked, memory } = proving([passed, failed(), passed, passed, passed, passed, passed]);
    expect(asked[0]).toMatch(/^version-after /);
    expect([asked.length, memory.proof.passesInRow, memory.failure]).toEqual([7, 5, null]);
  });

  test('lets load balancer nodes follow before other answers count', () => {
    expect(proving([failed(), failed(), failed()]).memory.failure).toBeNull();
    const { memory } = proving([failed(), failed(), failed()], 12_000);
    expect(memory.failure).toMatchObject({ reason: 'switch-unproven', kind: 'probe' });
    expect(memory.failure?.what).toContain('commit c0ffee');
  });

  test('ends if production answers with two versions in turn', () => {
    const turns = Array.from({ length: 20 }, (_, turn) => (turn % 2 === 0 ? passed : failed()));
    expect(proving(turns, 12_000).memory.failure?.reason).toBe('switch-unproven');
  });

  test('ends no bake before it is there', () => {
    const isOver = { ...baking, switchedAtMs: noon - 30_000, goodBakeStreak: 5 };
    const over = (proof: Partial<Memory['proof']>, checks = [version]): boolean =>
      evolveWorld(aPlan({ checks }), aMemory({ ...isOver, proof: { ...noProof, ...proof } }), after)
        .isBakePassed;
    expect([over({}), over({ passesInRow: 5 }), over({}, [])]).toEqual([false, true, true]);
  });
});

describe('in the bake', () => {
  const inBake = { isInBake: true };

  test('only marked checks run, after every node knows the switch', () => {
    const checks = [check('one'), check('two', inBake)];
    expect(playing(checks, after, { ...baking, switchedAtMs: noon - 5000 }, [passed]).asked).toEqual([]);
    expect(playing(checks, after, baking, [passed]).asked).toEqual([expect.stringMatching(/^bake .*\/two$/)]);
  });

  test('those that read run again, and those that write once', () => {
    const checks = [check('one', inBake), { ...writes, ...inBake }];
    const { asked } = playing(checks, after, { ...baking, switchedAtMs: noon - 10_000 }, [
      passed,
      passed,
      passed,
    ]);
    expect(asked.map((text) => text.split('/').at(-1))).toEqual(
      ['one', 'orders', 'one'].slice(0, asked.length),
    );
  });

  test('a check that reads rolls back after as many failures as a probe', () => {
    const { memory } = playing([check('one', inBake)], after, baking, [failed(), failed(), failed()]);
    expect(memory.failure).toMatchObject({ reason: 'bake-check-failed', kind: 'probe' });
    expect(memory.failure?.what).toContain('failed the check one 3 times in a row');
  });

  test('a check that writes rolls back at once', () => {
    const { memory } = playing([{ ...writes, ...inBake }], after, baking, [failed()]);
    expect(memory.failure?.reason).toBe('bake-check-failed');
  });

  test('the bake is not over before each has passed', () => {
    const isOver = { ...baking, switchedAtMs: noon - 30_000, goodBakeStreak: 5 };
    const request = aPlan({ checks: [check('one', inBake)] });
    const over = (passes: number): boolean =>
      evolveWorld(request, aMemory({ ...isOver, bakeChecks: { ...noCheck, passed: passes } }), after)
        .isBakePassed;
    expect([over(0), over(1)]).toEqual([false, true]);
  });
});

test('checks that name an unknown commit are left out', () => {
  expect(withCommit([version, writes], null)).toEqual([writes]);
  expect(withCommit([version], 'abc')).toMatchObject([{ expected: { headers: { 'x-commit': 'abc' } } }]);
});
