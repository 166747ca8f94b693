// What the report shows of checks and of the proof of the switch.
import { describe, expect, test } from '@jest/globals';
import { gate, noGates } from '../../src/domain/common/report/gates.ts';
import { failureOf, isFailureReason } from '../../src/domain/common/run/failure.ts';
import { reasonCodes } from '../../src/domain/common/run/reason.ts';
import { noCheck } from '../../src/domain/common/probes/check-memory.ts';
import { noProof } from '../../src/domain/common/probes/proof-memory.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { checksGate, proofGate } from '../../src/domain/task-sets/gates/check-gates.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { gatesAfter } from '../../src/domain/task-sets/gates/gates.ts';
import { statusLines, statusOf } from '../../src/domain/task-sets/status/status.ts';
import type { OneOffTask } from '../../src/domain/common/one-off-tasks/task.ts';
import { aCheck, aVersionCheck } from '../support/checks.ts';
import { aGreen, aMemory, aPlan, aSet, aWorld, noon } from '../support/worlds.ts';
import { taskArn } from '../support/fake-tasks.ts';
import { revision } from '../support/names.ts';

const list = [aCheck('order'), aVersionCheck()];

const sceneWith = (memory: Partial<Memory>, checks = list): Scene =>
  sceneOf(
    aPlan({ checks }),
    aWorld({ taskSets: [aSet(1), aGreen(2)] }),
    aMemory({ green: aGreen(2).arn, ...memory }),
  );

describe('checks', () => {
  test.each([
    ['none is listed', sceneWith({}, []), null],
    ['none has begun', sceneWith({}), null],
    [
      'one has passed, and the next was answered otherwise',
      sceneWith({ checks: { ...noCheck, passed: 1, startedAtMs: noon, lastFailure: 'answered 404' } }),
      { state: 'waiting', words: '1 of 2 checks passed; version: answered 404' },
    ],
    [
      'one runs',
      sceneWith({ checks: { ...noCheck, startedAtMs: noon, isRunning: true } }),
      { state: 'waiting', words: '0 of 2 checks passed; order runs' },
    ],
    [
      'all have passed',
      sceneWith({ checks: { ...noCheck, passed: 2 } }),
      { state: 'passed', words: '2 checks passed: order, version' },
    ],
  ])('%s', (_, scene, gate) => {
    expect(checksGate(scene)).toEqual(gate);
  });
});

describe('the proof of the switch', () => {
  const switched = (proof: Partial<Memory['proof']>, sinceMs = 20_000): Scene =>
    sceneWith({ switchedAtMs: noon - sinceMs, proof: { ...noProof, before: 'differs', ...proof } });

  test.each([
    ['before the switch', sceneWith({}), null],
    ['no check is called version', sceneWith({ switchedAtMs: noon }, [aCheck('order')]), null],
    ['on its way', switched({ passesInRow: 2 }), 'waiting', /commit c0ffee\w* 2 of 5 times in a row$/],
    ['there', switched({ passesInRow: 5 }), 'passed', /answered with commit c0ffee\w* 5 times in a row$/],
    [
      'there, but for a listener without an answer',
      switched({ passesInRow: 5, left: ['https://shop'] }),
      'passed',
      /Not asked: https:\/\/shop \(no answer before the switch\)$/,
    ],
    [
      'empty, since blue has the same commit',
      switched({ passesInRow: 5, before: 'same' }),
      'skipped',
      /not proven: blue/,
    ],
    [
      'barred for a minute',
      switched({ saysNothing: true, lastFailure: 'GET /version answered 403' }, 61_000),
      'skipped',
      /not proven: this runner is not let through; last: GET \/version answered 403/,
    ],
  ])('%s', (_, scene, state, words: RegExp | null = null) => {
    const gate = proofGate(scene);
    expect(gate?.state ?? null).toBe(state);
    expect(gate?.words ?? '').toMatch(words ?? /^$/);
  });
});

test('a gate that failed before it began says what failed', () => {
  const marked = reasonCodes.filter(isFailureReason).flatMap((reason) => {
    const failure = failureOf({ reason, what: 'it failed.', advice: '', atMs: noon });
    return Object.values(gatesAfter(noGates, sceneWith({ failure }))).filter((one) => one !== null);
  });
  expect(marked.length).toBeGreaterThan(10);
  expect(marked.filter(({ state, words }) => state !== 'failed' || words !== 'it failed')).toEqual([]);
});

test.each([
  ['the smoke test', noGates, 'smoke'],
  ['a check after the smoke test', { ...noGates, smoke: gate('passed', '1 pass') }, 'checks'],
  [
    'a check without a smoke test',
    { ...noGates, smoke: gate('waiting', 'without one'), checks: gate('waiting', '0 of 1') },
    'checks',
  ],
  [
    'the proof of the switch',
    { ...noGates, smoke: gate('passed', '1 pass'), checks: gate('passed', '1 check') },
    'proof',
  ],
] as const)('what can not be run fails the gate that waits for it: %s', (_name, gates, name) => {
  const failure = failureOf({ reason: 'smoke-test-not-runnable', what: 'not run', advice: '', atMs: noon });
  const after = gatesAfter(gates, sceneWith({ failure }));
  const failed = Object.entries(after).filter(([, one]) => one?.state === 'failed');
  expect(failed.map(([one]) => one)).toEqual([name]);
});

const task = (number: number, more: Partial<OneOffTask>): OneOffTask => ({
  arn: taskArn(number),
  tryId: '',
  taskDefinition: revision(42),
  container: 'web',
  lastStatus: 'RUNNING',
  isToRun: true,
  createdAtMs: noon,
  hasRun: true,
  stop: null,
  ...more,
});

test('status names the tests that run, and not those that have ended', () => {
  const running = task(1, { tryId: '100.1 deploy 1000.1' });
  const ended = task(2, { tryId: '100.1 deploy 1000.2', isToRun: false });
  const scene = sceneOf(aPlan({ command: 'status' }), aWorld({ oneOffTasks: [running, ended] }), aMemory());
  expect(statusOf(scene).runningTests).toEqual([
    { task: running.arn, revision: expect.any(String), status: 'RUNNING', run: '100.1' },
  ]);
  expect(statusLines(scene).filter((line) => line.startsWith('test: '))).toEqual([
    expect.stringMatching(/^test: task one-1 \(\S+:\d+\) is RUNNING, started by run 100\.1$/),
  ]);
});
