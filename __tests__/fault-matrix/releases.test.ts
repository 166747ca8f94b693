// What the releases of the fault matrix differ in: the world, who breaks, what comes next, and who is live in the end.
import { describe, expect, test } from '@jest/globals';
import { cellsOf } from './cells.ts';
import type { Cell, RecordedCall } from './cells.ts';
import { problemsOf } from './judge.ts';
import type { Ending, Played } from './judge.ts';
import { hurriedSteps } from '../support/draining.ts';
import { appsOf, nextOf, releases } from './releases.ts';

const ending = (result: string, version: string, exitCode = 0): Ending => ({
  ...{ result, reason: result, exitCode, version, sets: 1, tags: ['fence'] },
});
const [released, rolledBack] = [ending('released', 'v2'), ending('rolled-back', 'v1')];
const returned = ending('rolled-back', 'v2');
const failedOn = (version: string): Ending => ending('failed', version, 1);
/** A read was refused, and the next command ends well. */
const endedReading = (log: string, version: string, wanted: string): Played => ({
  ...{ struck: 1, problems: [], log: `ListTasks and DescribeTasks are denied. ${log}` },
  first: { ...failedOn(version), reason: 'reads-failed' },
  next: { ...ending('released', wanted), command: 'deploy' },
});
const cellIn = (cells: readonly Cell[], id: string): Cell => {
  const found = cells.find((cell) => cell.id === id);
  if (found === undefined) throw new Error(`there is no cell ${id}`);
  return found;
};

describe('the rollback to a kept green', () => {
  const calls = ['DescribeServices', 'ListTasks', 'ModifyRule'].map((name) => ({
    ...{ name, isRead: !name.startsWith('Modify'), isGitHub: false, after: 'failing' as const },
  }));
  const cellOf = (id: string): Cell => cellIn(cellsOf('rollback-returning', calls), id);

  test('begins where an earlier rollback kept it, and the version that it leaves breaks', () => {
    expect(releases['rollback-returning']).toMatchObject({ after: 'kept', blue: 'web-b' });
    expect(releases['rollback-returning'].weaken).toBeDefined();
    expect(appsOf('rollback-returning')).toEqual({
      'web:v1': { command: ['node', 'sandbox/apps/v1.ts'], env: { BREAK_AFTER_REQUESTS: '0' } },
    });
  });

  test('has that green live in the end', () => {
    const log = 'elasticloadbalancing:ModifyRule is denied';
    const good: Played = {
      ...{ struck: 1, first: returned, log, problems: [] },
      next: { ...ending('swept', 'v2'), command: 'sweep' },
    };
    const cell = cellOf('rollback-returning:ModifyRule:denied');
    expect(problemsOf(cell, good, returned)).toEqual([]);
    const first = failedOn('v1');
    expect(problemsOf(cell, { ...good, first, next: { ...good.next, version: 'v1' } }, returned)).toEqual([
      'after the next command, sweep, v1 is live instead of v2',
    ]);
  });
});

describe('the release that migrates', () => {
  const called = (name: string, after: RecordedCall['after']): RecordedCall => ({
    ...{ name, isRead: /^(?:List|Describe)/.test(name), isGitHub: false, after },
  });
  const cells = cellsOf('migrating', [
    called('TagResource', 'start'),
    called('ListTasks', 'start'),
    called('RunTask', 'migrating'),
    called('DescribeRules', 'migrating'),
    called('ListTasks', 'migrating'),
    called('TagResource', 'migrating'),
    called('CreateTaskSet', 'migrating'),
    called('DescribeTasks', 'migrating'),
    called('TagResource', 'migrating'),
  ]);

  test('disturbs what notes, starts and finds the migration', () => {
    const shown = cells.map(({ call, nth, moment }) => `${call} ${String(nth)} ${moment}`);
    expect([...new Set(shown)]).toEqual([
      'TagResource 1 start',
      'RunTask 1 start',
      'TagResource 2 start',
      'ListTasks 1 migrating',
    ]);
  });

  test('shows an old list of tasks once its own has started', () => {
    expect(cells).toContainEqual(
      expect.objectContaining({ id: 'migrating:ListTasks:stale', moment: 'migrating' }),
    );
  });

  test('may end without green if a read is denied, and then says that the migration goes on', () => {
    const judged = (log: string): readonly string[] =>
      problemsOf(cellIn(cells, 'migrating:ListTasks:denied'), endedReading(log, 'v1', 'v2'), released);
    expect(judged('the migration 1.1.1 may run: it is never stopped')).toEqual([]);
    expect(judged('the migration 1.1.1 (task 7) goes on: it is never stopped')).toEqual([]);
    expect(judged('')).toEqual(['no line names the migration that goes on']);
  });
});

describe('the teardown with a contract', () => {
  const called = (name: string, after: RecordedCall['after']): RecordedCall => ({
    ...{ name, isRead: /^(?:List|Describe)/.test(name), isGitHub: false, after },
  });
  const cells = cellsOf('contracting', [
    called('TagResource', 'start'),
    called('ListTasks', 'start'),
    called('ListTasks', 'deleting'),
    called('DescribeRules', 'deleting'),
    called('TagResource', 'deleting'),
    called('RunTask', 'deleting'),
    called('ListTasks', 'migrating'),
    called('DescribeTasks', 'migrating'),
    called('TagResource', 'migrating'),
  ]);

  test('disturbs what waits for the end of blue, and what notes, starts and finds the contract', () => {
    const shown = cells.map(({ call, nth, moment }) => `${call} ${String(nth)} ${moment}`);
    expect([...new Set(shown)]).toEqual([
      'TagResource 1 deleting',
      'RunTask 1 deleting',
      'TagResource 2 deleting',
      'ListTasks 1 deleting',
      'ListTasks 1 migrating',
      'DescribeTasks 1 migrating',
    ]);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
  });

  test('shows an old list of tasks once blue is deleted, and once its own has started', () => {
    const stale = cells.filter(({ fault }) => fault === 'stale').map(({ id, moment }) => `${id} ${moment}`);
    expect(stale).toEqual([
      'contracting:ListTasks:stale deleting',
      'contracting:ListTasks@migrating:stale migrating',
      'contracting:DescribeTasks:stale migrating',
    ]);
  });

  test('ends as undisturbed if tasks may not be read, since green is live, and says so of a contract that goes on', () => {
    const judged = (id: string, log: string): readonly string[] =>
      problemsOf(cellIn(cells, id), endedReading(log, 'v2', 'v2'), ending('torn-down', 'v2'));
    const log = 'the contract 1.1.1 may run: it is never stopped';
    for (const id of ['contracting:ListTasks@migrating:denied', 'contracting:DescribeTasks:denied'])
      expect(judged(id, log)).toEqual([expect.stringMatching(/^ended as failed/)]);
    expect(judged('contracting:DescribeTasks:expired', log)).toEqual([]);
    expect(judged('contracting:DescribeTasks:expired', '')).toEqual([
      'no line names the contract that goes on',
    ]);
  });
});

describe('the release that drains its blue', () => {
  const called = (name: string, after: RecordedCall['after']): RecordedCall => ({
    ...{ name, isRead: /^(?:List|Describe)/.test(name), isGitHub: false, after },
  });
  const cells = cellsOf('draining', [
    called('TagResource', 'start'),
    called('ListTasks', 'start'),
    called('ModifyRule', 'switched'),
    called('TagResource', 'switched'),
    called('ListTasks', 'switched'),
    called('UpdateTaskSet', 'draining'),
    called('ListTasks', 'draining'),
    called('DescribeScalableTargets', 'draining'),
    called('TagResource', 'draining'),
    called('UpdateTaskSet', 'draining'),
    called('DeleteTaskSet', 'draining'),
  ]);

  test('disturbs what notes and takes each step and ends blue, and what a step waits for', () => {
    const shown = cells.map(({ call, nth, moment }) => `${call} ${String(nth)} ${moment}`);
    expect([...new Set(shown)]).toEqual([
      'TagResource 1 switched',
      'UpdateTaskSet 1 switched',
      'TagResource 2 switched',
      'UpdateTaskSet 2 switched',
      'DeleteTaskSet 1 switched',
      'ListTasks 1 draining',
    ]);
    expect(cells).toContainEqual(
      expect.objectContaining({ id: 'draining:ListTasks:stale', moment: 'draining' }),
    );
  });

  const taken = (at: number, value: number, changes: object = {}) => ({
    ...{ operation: 'UpdateTaskSet', request: { scale: { value, unit: 'PERCENT' } }, at },
    ...{ wasCarriedOut: true, errorCode: null, ...changes },
  });
  const deleted = (at: number) => ({ ...taken(at, 0), operation: 'DeleteTaskSet', request: {} });

  test.each([
    ['in their time', [taken(0, 50), taken(8000, 0), deleted(16_000)], 0],
    ['of which one came too soon', [taken(0, 50), taken(7000, 0), deleted(16_000)], 1],
    ['after which blue was deleted too soon', [taken(0, 75), taken(8000, 50), deleted(9000)], 1],
    ['after which an empty blue was deleted', [taken(0, 50), taken(8000, 0), deleted(9000)], 0],
    ['of which one was repeated', [taken(0, 50), taken(2000, 50), taken(8000, 0), deleted(16_000)], 0],
    ['of which one got lost', [taken(0, 50, { wasCarriedOut: false }), taken(2000, 50), deleted(16_000)], 0],
    ['that AWS refused', [taken(0, 50, { errorCode: 'AccessDenied' }), deleted(10)], 0],
  ])('judges steps %s', (_which, calls, problems) => {
    expect(hurriedSteps(calls, 8000)).toHaveLength(problems);
  });
});

describe('the next command', () => {
  test.each([
    ['is a sweep after a release that ended as undisturbed', 'good', released, released, 'sweep'],
    ['is the release again where it ended otherwise', 'good', failedOn('v1'), released, 'deploy'],
    ['is the release again where its migration failed', 'migrating', failedOn('v1'), released, 'deploy'],
    [
      'is the teardown again where its contract was not started',
      ...(['contracting', failedOn('v2'), ending('torn-down', 'v2'), 'teardown'] as const),
    ],
    ['is the release again where its drain was cut short', 'draining', failedOn('v2'), released, 'deploy'],
    ['is a sweep where blue is live alone', 'bad', failedOn('v1'), rolledBack, 'sweep'],
    ['is a rollback where users are on the bad version', 'hand', failedOn('v2'), rolledBack, 'rollback'],
    [
      'is a rollback where users have not returned',
      'rollback-returning',
      failedOn('v1'),
      returned,
      'rollback',
    ],
    [
      'is a sweep where the kept green is live alone',
      'rollback-returning',
      failedOn('v2'),
      returned,
      'sweep',
    ],
    [
      'is a sweep where the label of the version that users left could not be moved',
      ...(['rollback-returning', { ...failedOn('v2'), sets: 2 }, returned, 'sweep'] as const),
    ],
  ] as const)('%s', (_what, name, first, undisturbed, command) => {
    expect(nextOf(name, first, undisturbed)['command']).toBe(command);
  });
});
