// The pure parts of the crash matrix: which cells exist, which of them a commit plays, and how they are reported.
import { describe, expect, test } from '@jest/globals';
import { nthSlice, stableHash } from '../matrix/slices.ts';
import { cellsOf, namesFor, scenarioOf, sliceOf } from './cells.ts';
import type { Cell } from './cells.ts';
import { comparable, moved, timesIn } from './left-world.ts';
import type { LeftWorld } from './left-world.ts';
import { owedBy } from './owed.ts';
import type { Rests } from './owed.ts';
import type { Verdict } from './play-cell.ts';
import type { Recording } from './recording.ts';
import { commonNames, scenarioNames, type ScenarioName } from './groups.ts';
import { nexts } from './scenarios.ts';
import { everyCell, withTotals } from './table.ts';
import type { Played } from './table.ts';
import type { WorldPicture } from '../../sandbox/world.ts';

const recording = (name: ScenarioName, writes: number): Recording => ({
  name,
  writes: Array.from({ length: writes }, (_, index) => ({
    operation: 'TagResource',
    nth: index + 1,
    what: `tags fence | ${String(index)}`,
  })),
  rest: { result: 'released', reason: 'released', exitCode: 0, version: 'v2', sets: 1, tags: ['fence'] },
  seconds: 20,
});
const recordings = [recording('deploy', 19), recording('stage', 7), recording('teardown', 2)];
const cells = cellsOf(recordings, nexts);

describe('the cells', () => {
  // Covers: crash-cells
  test('cover every write of every recording, before and after it, with every possible next command', () => {
    expect(cells).toHaveLength((19 + 7 + 2) * 2 * 3);
    expect(new Set(cells.map(({ id }) => id)).size).toBe(cells.length);
    expect(cells[0]).toMatchObject({
      id: 'deploy:1-TagResource:before:again',
      write: { operation: 'TagResource', nth: 1 },
    });
  });
});

describe('the slice of a commit', () => {
  test('is the same for the same text, and about nine cells of all scenarios', () => {
    const slice = sliceOf(cells, '9259193', 9);
    expect(sliceOf(cellsOf(recordings, nexts), '9259193', 9)).toEqual(slice);
    expect(slice.length).toBeGreaterThanOrEqual(7);
    expect(slice.length).toBeLessThanOrEqual(11);
    expect(new Set(slice.map(({ scenario }) => scenario))).toEqual(new Set(['deploy', 'stage', 'teardown']));
  });

  // Covers: crash-slice
  test('is one of about twenty, which together are the whole matrix', () => {
    const slices = Math.ceil(cells.length / 9);
    const all = Array.from({ length: slices }, (_, nth) => nthSlice(cells, nth, slices, scenarioOf)).flat();
    expect(new Set(all.map(({ id }) => id))).toEqual(new Set(cells.map(({ id }) => id)));
  });

  // Covers: crash-slice-rotates
  test('rotates: two hundred commits play every cell', () => {
    const seen = new Set<string>();
    for (let commit = 0; commit < 200; commit += 1)
      for (const { id } of sliceOf(cells, `commit ${String(commit)}`, 9)) seen.add(id);
    expect(seen.size).toBe(cells.length);
  });

  test('does not depend on the order of the cells, and its hash is a standard one', () => {
    const ids = (of: readonly Cell[]): readonly string[] => of.map(({ id }) => id).toSorted();
    expect(ids(sliceOf(cells.toReversed(), 'abc', 9))).toEqual(ids(sliceOf(cells, 'abc', 9)));
    expect(stableHash('')).toBe(0x811c9dc5);
    expect(stableHash('a')).toBe(0xe40c292c);
  });
});

describe('the rare cases', () => {
  const rare = cellsOf([recording('deploy', 19), recording('rollback-keeping', 6)], nexts);

  test('rotate: each commit plays every command, and one of them', () => {
    const seen = new Set<string>();
    for (let commit = 0; commit < 100; commit += 1) {
      const names = namesFor(`commit ${String(commit)}`);
      expect(names).toHaveLength(commonNames.length + 1);
      for (const name of names) seen.add(name);
    }
    expect(seen).toEqual(new Set(scenarioNames));
  });

  test('add two cells to the slice of a commit, and rotate too', () => {
    const seen = new Set<string>();
    for (let commit = 0; commit < 200; commit += 1) {
      const own = sliceOf(rare, `commit ${String(commit)}`, 9).filter(
        ({ scenario }) => scenario !== 'deploy',
      );
      expect(own).toHaveLength(2);
      for (const { id } of own) seen.add(id);
    }
    expect(seen.size).toBe(6 * 2 * 3);
  });
});

describe('the page', () => {
  const verdict = (cell: Cell, more: Partial<Verdict> = {}): Verdict => ({
    ...{ id: cell.id, isGood: true, ending: 'released (released), v2', seconds: 12.4, sent: 900, failed: 0 },
    ...{ remains: [], problems: [], report: '' },
    ...more,
  });
  const own = cellsOf([recording('teardown', 1)], ['again', 'rollback']);
  const [first, second, ...others] = own.map((cell) => ({ cell, verdict: verdict(cell) }));
  if (first === undefined || second === undefined) throw new Error('there are no cells');

  const results = (played: readonly Played[], bundle: string): Parameters<typeof everyCell>[0] => ({
    ...{ group: 'common', recordings: [recording('teardown', 1)], played, bundle, date: '2026-01-01' },
  });
  const empty = '# Crash matrix\n\n## Every command as it usually runs\n\nold\n\n## Rare cases\n\nkept\n';

  test('has a table for each command, a line for each write and moment, and the totals', () => {
    const all = results([first, second, ...others], '0123abcd');
    const page = withTotals(empty, all);
    expect(page).toContain('Bundle `0123abcd`, 2026-01-01');
    expect(page).toContain('| teardown of warm blue, with auto scaling | 1 | 4 | 4 | 3,600 | 0 | 12 s |');
    expect(page).toContain('| **All** |  | 4 | 4 | 3,600 | 0 | 12 s |');
    const table = everyCell(all);
    expect(table).toContain('bundle 0123abcd');
    expect(table).toContain('| # | write | what | killed | the same command again | rollback |');
    expect(table).toContain(
      '| 1 | TagResource | tags fence \\| 0 | before | released (released), v2, 12 s | released (released), v2, 12 s |',
    );
    expect(table).not.toContain('RED');
  });

  test('shows which cell is red, what was left, and what was not played', () => {
    const red = { cell: second.cell, verdict: verdict(second.cell, { isGood: false, failed: 3 }) };
    const left = { cell: first.cell, verdict: verdict(first.cell, { remains: ['scaling'] }) };
    const some = results([left, red], 'x');
    expect(withTotals(empty, some)).toContain('| **All** |  | 2 | 1 | 1,800 | 3 | 12 s |');
    expect(everyCell(some)).toContain('12 s; left: scaling | **RED** released');
  });

  test('keeps the totals of the other group', () => {
    const page = withTotals(empty, results([first], 'x'));
    expect(page).not.toContain('old');
    expect(page).toMatch(/^# Crash matrix\n[\s\S]*\n\n## Rare cases\n\nkept\n$/);
  });
});

describe('a world that is set up again', () => {
  const left: LeftWorld = {
    ...{ at: Date.parse('2026-01-01T00:00:00.000Z'), runIds: [7], sets: [], weights: {}, suspended: null },
    ...{ registered: [], arns: {}, picture: null },
    tags: {
      fence: '1:7.1',
      lease: 'switched=2026-01-01T00:00:00.000Z until=2026-01-01T00:10:00.000Z',
    },
  };

  test('has as much of its lease left as it had', () => {
    const before = Date.now();
    const [switched = 0, until = 0] = timesIn(moved(left).tags);
    expect(until - switched).toBe(600_000);
    expect([switched >= before, switched <= Date.now()]).toEqual([true, true]);
    expect(moved(left).tags['fence']).toBe('1:7.1');
  });

  test('differs from another one by more than random ids and the time only if something is different', () => {
    const world = (arn: string, weight: number, time: string): WorldPicture => ({
      ...{ at: 0, cookiesAgedMs: 0, listeners: [], tasks: [], oneOffTasks: [], taskDefinitions: [] },
      ...{ scalableTargets: [], alarms: [] },
      services: [
        {
          ...{
            name: 'web',
            cluster: 'demo',
            arn: 'web',
            status: 'ACTIVE',
            desiredCount: 2,
            healthCheckGracePeriodSeconds: 60,
            events: [],
            taskSets: [],
          },
          tags: { 'ecs-blue-green:rules': arn.slice(-16), 'ecs-blue-green:lease': `until=${time}` },
        },
      ],
      rules: [
        {
          ...{ name: 'shop', arn: 'rule', listener: 'http', priority: 1, conditions: [], actions: [] },
          weights: { 'web-a': weight },
        },
      ],
      targetGroups: [{ name: 'web-a', arn, isInUse: true, targets: [] }],
    });
    const [one, other] = ['targetgroup/web-a/0123456789abcdef', 'targetgroup/web-a/fedcba9876543210'];
    const first = comparable(world(one, 100, '2026-01-01T00:10:00Z'), Date.parse('2026-01-01T00:00:00Z'));
    const later = Date.parse('2026-02-01T00:00:00Z');
    expect(comparable(world(other, 100, '2026-02-01T00:10:00Z'), later)).toEqual(first);
    expect(comparable(world(other, 0, '2026-02-01T00:10:00Z'), later)).not.toEqual(first);
    expect(comparable(world(other, 100, '2026-02-01T00:20:00Z'), later)).not.toEqual(first);
  });
});

describe('what the next command owes', () => {
  const rests: Rests = {
    deploy: recording('deploy', 1).rest,
    rollback: { ...recording('rollback', 1).rest, result: 'rolled-back', tags: ['fence', 'rolled-back'] },
  };
  const died = (...revisions: readonly number[]): WorldPicture =>
    ({
      rules: [],
      services: [
        {
          name: 'web',
          tags: { 'ecs-blue-green:fence': '1:7.1', 'ecs-blue-green:scaling': 'in:0 out:0 scheduled:0' },
          taskSets: revisions.map((revision) => ({
            status: 'ACTIVE',
            taskDefinition: `arn:aws:ecs:eu-west-1:1:task-definition/web:${String(revision)}`,
          })),
        },
      ],
    }) as unknown as WorldPicture;

  test('again: the end of the undisturbed run', () => {
    expect(owedBy('deploy', 'again', died(1), rests)).toMatchObject({ result: 'released', version: 'v2' });
  });

  test('rollback: a set that is left gets the traffic again, a missing set is re-released, and without a new set there is nothing to do', () => {
    const ends = [died(1), died(1, 2), died(2)].map((world) => owedBy('deploy', 'rollback', world, rests));
    expect(ends.map(({ result, version }) => [result, version])).toEqual([
      ['refused', 'v1'],
      ['rolled-back', 'v1'],
      ['released', 'v1'],
    ]);
    expect(ends[0]?.tags).toEqual(['fence', 'scaling']);
    expect(ends[1]?.tags).toEqual(['fence', 'rolled-back']);
  });
});
