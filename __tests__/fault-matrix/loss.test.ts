// What users may lose in a cell of the fault matrix: requests where probes judge, looks and pauses in a rollback by hand.
import { describe, expect, test } from '@jest/globals';
import type { PassedCall } from '../../sandbox/between/between.ts';
import type { Cell, ReleaseName } from './cells.ts';
import type { FaultName } from './fault-kinds.ts';
import { boundOf, boundWords, isWaitedFor, lossProblems, medianOf, moveBoundOf } from './judge-loss.ts';
import type { Measured } from './judge-loss.ts';
import { faultOver, moveOf } from './move.ts';

const cellOf = (release: ReleaseName, call: string, fault: FaultName): Cell => ({
  ...{ id: `${release}:${call}:${fault}`, release, call, fault, nth: 1, moment: 'start', plays: 1 },
  ...{ isRead: !call.startsWith('Modify'), isGitHub: call.includes(' ') },
});
const unmoved = { looks: 2, pausedMs: 0, lostAfter: 0 };
const measured = (lost: number, move: Partial<Measured['move']> = {}): Measured => ({
  ...{ lost, move: { ...unmoved, ...move } },
});

describe('where probes judge, the bound', () => {
  test('is none at all in a good release', () => {
    expect(boundOf(cellOf('good', 'ModifyRule', 'hang'), 0)).toBe(0);
  });

  test('is a fifth and two probes more for a read that has a last known value, and for GitHub', () => {
    const bound = 1.2 * 100 + 2 * 2 * 16;
    expect(boundOf(cellOf('bad', 'ListTasks', 'hanging-40s'), 100)).toBe(bound);
    expect(boundOf(cellOf('bad', 'PATCH /comments', 'throttled-minute'), 100)).toBe(bound);
  });

  test('grows by the time of the fault for the service, for longer faults and for writes', () => {
    const bound = 1.2 * 100 + 2 * 2 * 16;
    expect(boundOf(cellOf('bad', 'DescribeServices', 'throttled-40s'), 100)).toBe(bound + 40 * 16);
    expect(boundOf(cellOf('bad', 'ListTasks', 'throttled-minute'), 100)).toBe(bound + 60 * 16);
    expect(boundOf(cellOf('bad', 'ModifyRule', 'hang'), 100)).toBe(bound + (5 + 5) * 16);
  });

  test('makes a cell red only if it is passed', () => {
    const cell = cellOf('bad', 'ListTasks', 'hang');
    expect(lossProblems(cell, measured(184), measured(100))).toEqual([]);
    expect(lossProblems(cell, measured(185), measured(100))).toEqual([
      'users lost 185 requests, more than 184',
    ]);
    expect(boundWords(cell, measured(185), measured(100))).toBe('185 of 184 requests');
  });

  test('holds for the median', () => {
    expect(medianOf([300, 10, 20])).toBe(20);
    expect(medianOf([7])).toBe(7);
  });
});

describe.each(['hand', 'rollback-returning'] as const)('in %s', (release) => {
  const isOver = (call: string, fault: FaultName, lost: number, move: Partial<Measured['move']>) =>
    lossProblems(cellOf(release, call, fault), measured(lost, move), measured(50));

  test('what a slow machine makes users lose before traffic moves is no problem', () => {
    expect(isOver('ListTasks', 'throttled-3', 5000, {})).toEqual([]);
  });

  test('two looks more are allowed, and as many as a fault of single calls lasts', () => {
    expect(isOver('ListTasks', 'reset', 0, { looks: 5 })).toEqual([]);
    expect(isOver('ListTasks', 'reset', 0, { looks: 6 })).toEqual([
      'traffic moved after 6 looks, more than 5',
    ]);
    expect(moveBoundOf(cellOf(release, 'ModifyRule', 'hang'), unmoved).looks).toBe(2 + 2 + 3 + 10);
    expect(moveBoundOf(cellOf(release, 'DescribeServices', 'denied'), unmoved).looks).toBe(2 + 2);
  });

  test('pauses of 4 s more are allowed, and what a fault of single calls lasts', () => {
    expect(isOver('ListTasks', 'reset', 0, { pausedMs: 6000 })).toEqual([]);
    expect(isOver('ListTasks', 'reset', 0, { pausedMs: 6100 })).toEqual([
      'traffic moved after pauses of 6.1 s, more than 6.0 s',
    ]);
  });

  test('nothing may be lost once traffic has moved', () => {
    expect(isOver('ListTasks', 'reset', 1, { lostAfter: 1 })).toEqual([
      'users lost 1 requests after traffic had moved',
    ]);
  });

  test('only a read that the rollback needs is waited for as long as it fails', () => {
    expect(isWaitedFor(cellOf(release, 'DescribeServices', 'denied'))).toBe(true);
    expect(isWaitedFor(cellOf(release, 'DescribeScalableTargets', 'denied'))).toBe(false);
    expect(isWaitedFor(cellOf(release, 'DescribeScalableTargets', 'throttled-minute'))).toBe(true);
    expect(isWaitedFor(cellOf(release, 'DescribeServices', 'hang'))).toBe(false);
  });
});

describe('a move', () => {
  const call = (name: string, at: number, disturbedBy: PassedCall['disturbedBy'] = null): PassedCall => ({
    ...{ name, at, disturbedBy, isRead: true, protocol: 'aws-json' },
  });
  const github = (at: number): PassedCall => ({ ...call('GET /comments', at), protocol: 'github' });
  const moved = { atMs: 60_000, lostAfter: 3 };

  test('counts the looks at the service until it, without those that a fault struck', () => {
    const calls = [1000, 2000, 61_000].map((at) => call('DescribeServices', at));
    const struck = call('DescribeServices', 3000, 'throttled');
    expect(moveOf([[...calls, struck]], moved, 0)).toMatchObject({ looks: 2, lostAfter: 3 });
    const twin = [1000, 2000, 3000].map((at) => call('DescribeTaskSets', at));
    expect(moveOf([[...calls, struck, ...twin]], moved, 0).looks).toBe(3);
    expect(moveOf([calls], moved, 1500).looks).toBe(1);
  });

  test('counts gaps between calls to AWS that are longer than the loop waits', () => {
    const calls = [1000, 4000, 13_000].map((at) => call('ListTasks', at));
    expect(moveOf([[...calls, github(8000)]], moved, 0).pausedMs).toBe(9000);
    expect(moveOf([calls], moved, 8000).pausedMs).toBe(5000);
    expect(moveOf([calls], { ...moved, atMs: 12_000 }, 0).pausedMs).toBe(0);
  });

  test('does not count the time between two commands', () => {
    expect(moveOf([[call('ListTasks', 1000)], [call('ListTasks', 30_000)]], moved, 0).pausedMs).toBe(0);
  });

  test('waits for a fault of a time from the first call that it strikes', () => {
    const calls = [call('ListTasks', 1000), call('ListTasks', 2000, 'access-denied')];
    expect(faultOver(calls, 'denied')).toBe(42_000);
    expect(faultOver(calls, 'reset')).toBe(0);
  });
});
