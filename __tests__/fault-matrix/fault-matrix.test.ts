// The pure parts of the fault matrix: which cells exist, which a commit plays, what is judged, and how it is reported.
import { describe, expect, test } from '@jest/globals';
import { nthSlice } from '../matrix/slices.ts';
import { cellsOf, isShort, releaseFor, releaseNames, sliceOf } from './cells.ts';
import type { Cell, Moment, RecordedCall, ReleaseName } from './cells.ts';
import { isRepeatFor, problemsOf } from './judge.ts';
import type { Ending, Played } from './judge.ts';
import type { Verdict } from './play-cell.ts';
import { everyCell, withTotals } from './table.ts';

const called = (name: string, after: Moment): RecordedCall => ({
  ...{ name, after, isRead: /^(Describe|List|Get|GET)/.test(name), isGitHub: name.includes(' ') },
});
const calls = [
  called('DescribeServices', 'start'),
  called('DescribeTargetGroups', 'start'),
  called('POST /comments', 'start'),
  called('TagResource', 'start'),
  called('TagResource', 'start'),
  called('ModifyRule', 'start'),
  called('DescribeServices', 'switched'),
  called('DescribeServices', 'failing'),
  called('ListTasks', 'failing'),
  called('PATCH /comments', 'failing'),
  called('PATCH /comments', 'failing'),
  called('ModifyRule', 'failing'),
  called('ModifyListener', 'returning'),
  called('DescribeRules', 'returning'),
  called('DescribeServices', 'returning'),
  called('DeleteTaskSet', 'returning'),
];
const own: Readonly<Partial<Record<ReleaseName, readonly RecordedCall[]>>> = {
  tested: [called('RunTask', 'start'), called('StopTask', 'start')],
  'failing-test': [called('RunTask', 'start'), called('GetLogEvents', 'start')],
};
const all = releaseNames.flatMap((name) => cellsOf(name, [...calls, ...(own[name] ?? [])]));
const disturbed = (release: string): readonly string[] => [
  ...new Set(
    all
      .filter((cell) => cell.release === release && cell.fault !== 'stale')
      .map(({ call, nth, moment }) => `${call} ${String(nth)} ${moment}`),
  ),
];
const cellOf = (id: string): Cell => {
  const found = all.find((cell) => cell.id === id);
  if (found === undefined) throw new Error(`there is no cell ${id}`);
  return found;
};

describe('the cells', () => {
  test('of a good release disturb every read of AWS, once it has switched if it still makes it, and every write', () => {
    expect(disturbed('good')).toEqual([
      'DescribeTargetGroups 1 start',
      'TagResource 1 start',
      'TagResource 2 start',
      'ModifyRule 1 start',
      'ModifyRule 2 start',
      'ModifyListener 1 start',
      'DeleteTaskSet 1 start',
      'DescribeServices 1 switched',
      'ListTasks 1 switched',
      'DescribeRules 1 switched',
    ]);
  });

  test('of a bad release disturb what comes between the first lost request and the last rule, and GitHub', () => {
    expect(disturbed('bad')).toEqual([
      'DescribeServices 1 failing',
      'ListTasks 1 failing',
      'ModifyRule 1 failing',
      'ModifyListener 1 failing',
      'PATCH /comments 1 failing',
      'POST /comments 1 start',
    ]);
  });

  test('of a rollback by hand disturb all of AWS until the last rule', () => {
    expect(disturbed('hand')).toContain('DescribeTargetGroups 1 start');
    expect(disturbed('hand')).not.toContain('DescribeRules 1 start');
    expect(disturbed('hand')).not.toContain('DeleteTaskSet 1 start');
  });

  test('of a rollback to a kept green disturb the same', () => {
    expect(disturbed('rollback-returning')).toEqual(disturbed('hand'));
  });

  test('of a release whose test never ends disturb the end of that test', () => {
    expect(disturbed('tested')).toEqual(['StopTask 1 start']);
  });

  test('of a release whose test fails disturb the read of its log', () => {
    expect(disturbed('failing-test')).toEqual(['GetLogEvents 1 start']);
  });

  test('give each call every fault that it can have, once, under ids that differ', () => {
    const faultsOf = (call: string): readonly string[] =>
      all.filter((cell) => cell.release === 'good' && cell.call === call).map(({ fault }) => fault);
    expect(faultsOf('DescribeTargetGroups')).toEqual([
      ...['throttled-3', 'throttled-minute', 'status-500', 'status-503', 'reset', 'hang'],
      ...['garbled', 'html', 'empty', 'denied', 'expired'],
    ]);
    expect(faultsOf('DeleteTaskSet')).toContain('lost-answer');
    expect(faultsOf('DeleteTaskSet')).not.toContain('stale');
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  });

  test('make a read stale from the rule write on that switches or rolls back, if it is made after that', () => {
    const stale = all.filter(({ fault }) => fault === 'stale').map(({ id, moment }) => `${id} ${moment}`);
    expect(stale).toEqual([
      'good:DescribeServices:stale switched',
      'good:ListTasks:stale switched',
      'good:DescribeRules:stale switched',
      'bad:DescribeServices:stale returning',
      'hand:DescribeServices:stale returning',
      'rollback-returning:DescribeServices:stale returning',
      ...['migrating:DescribeServices:stale migrating', 'migrating:ListTasks:stale migrating'],
      ...['DescribeServices', 'ListTasks', 'DescribeRules'].map((call) => `draining:${call}:stale draining`),
    ]);
  });

  test('play a read of a bake that fails for 40 s three times', () => {
    const measured = all.filter(({ plays }) => plays === 3).map(({ id }) => id);
    expect(measured).toEqual(
      ['DescribeServices', 'ListTasks'].flatMap((call) =>
        ['throttled-40s', 'hanging-40s', 'denied'].map((fault) => `bad:${call}:${fault}`),
      ),
    );
  });
});

describe('the slice of a commit', () => {
  test('is about six short cells of one release, the same for the same text', () => {
    for (const text of ['9259193', '0123abc', '2']) {
      const own = all.filter(({ release }) => release === releaseFor(text));
      const slice = sliceOf(own, text, 6);
      expect(slice.length).toBeGreaterThanOrEqual(4);
      expect(slice.length).toBeLessThanOrEqual(7);
      expect(slice.every(isShort)).toBe(true);
      expect(sliceOf(own.toReversed(), text, 6)).toEqual(slice);
    }
  });

  test('rotates: all slices together are all short cells, and commits play each release', () => {
    const own = all.filter((cell) => cell.release === 'good' && isShort(cell));
    const slices = Math.ceil(own.length / 6);
    const seen = Array.from({ length: slices }, (_, nth) => nthSlice(own, nth, slices, () => 'good')).flat();
    expect(new Set(seen)).toEqual(new Set(own));
    const commits = Array.from({ length: 50 }, (_, nth) => releaseFor(`commit ${String(nth)}`));
    expect(new Set(commits)).toEqual(new Set(releaseNames));
  });
});

describe('a play', () => {
  const released: Ending = {
    ...{ result: 'released', reason: 'released', exitCode: 0, version: 'v2', sets: 1, tags: ['fence'] },
  };
  const swept = { ...released, result: 'swept', reason: 'swept', command: 'sweep' };
  const rolledBack: Ending = {
    ...released,
    result: 'rolled-back',
    reason: 'bad',
    exitCode: 1,
    version: 'v1',
  };
  const failed: Ending = {
    ...released,
    result: 'failed',
    reason: 'write-denied',
    exitCode: 1,
    version: 'v1',
  };
  const good: Played = { struck: 1, first: released, log: '', next: swept, problems: [] };
  const judged = (id: string, more: Partial<Played>, undisturbed = released): readonly string[] =>
    problemsOf(cellOf(id), { ...good, ...more }, undisturbed);

  test('is good if it ends as undisturbed and the next command ends well', () => {
    expect(judged('good:ModifyRule:reset', {})).toEqual([]);
  });

  test('is red if the fault struck nothing, or an invariant broke', () => {
    expect(judged('good:ModifyRule:reset', { struck: 0 })).toEqual(['the fault struck no call']);
    expect(judged('good:ModifyRule:reset', { problems: ['call 7'] })).toEqual(['call 7']);
  });

  test('is red if it ends otherwise after a fault that passes', () => {
    const log = 'elasticloadbalancing:ModifyRule on rule 7 failed';
    expect(judged('good:ModifyRule:reset', { first: failed, log })).toEqual([
      'ended as failed (write-denied), exit code 1, v1, 1 task sets instead of released (released), exit code 0, v2, 1 task sets',
    ]);
  });

  test('is red if it ends otherwise because of a read that is only shown', () => {
    const played = { first: failed, log: 'GetLogEvents is denied', next: { ...swept, version: 'v1' } };
    expect(judged('failing-test:GetLogEvents:denied', played, rolledBack)).toEqual([
      expect.stringMatching(/^ended as failed/),
    ]);
    expect(judged('failing-test:GetLogEvents:denied', { ...played, first: rolledBack }, rolledBack)).toEqual(
      [],
    );
  });

  test('may end otherwise if a write is denied, with the name of the call', () => {
    const id = 'good:ModifyRule:denied';
    expect(judged(id, { first: failed, log: 'elasticloadbalancing:ModifyRule is denied' })).toEqual([]);
    expect(judged(id, { first: failed, log: 'something is denied' })).toEqual([
      'ended otherwise, and no line names ModifyRule',
    ]);
  });

  test('ends as undisturbed if a read is denied that the release can do without', () => {
    const log = 'ecs:ListTasks is denied';
    expect(judged('good:ListTasks:denied', { first: failed, log })).toHaveLength(1);
    expect(judged('good:DescribeServices:denied', { first: failed, log: 'DescribeServices' })).toEqual([]);
  });

  test('takes a rule that is written as it is for a repetition where the write got no answer, or was not seen yet', () => {
    const what = 'call 12 (ModifyRule): writes shop.example.com as it is (invariant 6)';
    const repeats = all.filter((cell) => isRepeatFor(cell, what) && cell.fault !== 'stale');
    expect(new Set(repeats.map(({ call }) => call))).toEqual(new Set(['ModifyRule', 'ModifyListener']));
    expect(new Set(repeats.map(({ fault }) => fault))).toEqual(new Set(['lost-answer', 'garbled']));
    expect(new Set(repeats.map(({ release }) => release))).toEqual(
      new Set(['bad', 'hand', 'rollback-returning']),
    );
    expect(all.filter(({ fault }) => fault === 'stale').every((cell) => isRepeatFor(cell, what))).toBe(true);
    expect(all.some((cell) => isRepeatFor(cell, 'call 12 (ModifyRule): changes the conditions'))).toBe(false);
  });

  test('of a bad release is red if it leaves users on the bad version', () => {
    const first = { ...failed, version: 'v2' };
    const next = { ...rolledBack, exitCode: 0, command: 'rollback' };
    const log = 'ecs:DescribeServices is denied';
    expect(judged('bad:DescribeServices:denied', { first, next, log }, rolledBack)).toEqual([
      'the command ended, and users are not back on v1',
    ]);
  });

  test('is red if tags are left, or the next command fails or brings the wrong version', () => {
    const tags = ['fence', 'lease-until'];
    expect(judged('good:ModifyRule:reset', { first: { ...released, tags } })).toEqual([
      'left the tags lease-until',
    ]);
    const next = { ...failed, command: 'sweep' };
    expect(judged('good:ModifyRule:reset', { next })).toEqual([
      'the next command, sweep, ended as failed (write-denied), exit code 1',
      'after the next command, sweep, v1 is live instead of v2',
    ]);
  });

  test('warns about a comment that GitHub refuses', () => {
    const next = { ...swept, version: 'v1' };
    const play = { first: rolledBack, next };
    const id = 'bad:PATCH /comments:denied';
    expect(judged(id, play, rolledBack)).toEqual(['no warning names the comment']);
    const log = 'found\n::warning title=Comment not up to date::it is denied';
    expect(judged(id, { ...play, log }, rolledBack)).toEqual([]);
    expect(judged('bad:PATCH /comments:hang', play, rolledBack)).toEqual([]);
  });
});

describe('the page', () => {
  const verdictOf = (cell: Cell, more: Partial<Verdict> = {}): Verdict => ({
    ...{ id: cell.id, isGood: true, ending: 'released', seconds: 30, sent: 900, failed: 100, lost: 100 },
    ...{ bound: '100 of 184 requests', problems: [], report: '' },
    ...more,
  });
  const played = all.map((cell) => ({ cell, verdict: verdictOf(cell) }));
  const undisturbed = [] as const;
  const results = { played, undisturbed, bundle: '0123abcd', date: '2026-01-01' };
  const empty = 'before\n\n<!-- fault-matrix: begin -->\n\nold\n\n<!-- fault-matrix: end -->\n\nafter\n';

  test('has the totals by call and by fault between its markers, and the reads of a bake', () => {
    const page = withTotals(empty, results);
    expect(page).toMatch(/^before\n\n<!--[^]*-->\n\nafter\n$/);
    expect(page).not.toContain('old');
    expect(page).toContain('Bundle `0123abcd`, 2026-01-01');
    expect(page).toContain('| `DeleteTaskSet` | 24 | 24 | 21,600 | 2,400 | 30 s |');
    expect(page).toContain(`| **All** | ${String(all.length)} | ${String(all.length)} |`);
    expect(page).toContain('| `ListTasks` | 100 of 184 | 100 of 184 | 100 of 184 |');
  });

  test('is not written without its markers', () => {
    expect(() => withTotals('nothing', results)).toThrow('the page has no');
  });

  test('shows which cell is red, and why', () => {
    const cell = cellOf('bad:ListTasks:denied');
    const verdict = verdictOf(cell, {
      isGood: false,
      problems: ['users lost 300 requests'],
      bound: '300 of 184 requests',
    });
    const red = { ...results, played: [{ cell, verdict }] };
    expect(withTotals(empty, red)).toContain('**RED** 300 of 184');
    expect(everyCell(red)).toContain(
      '| **RED** bad:ListTasks:denied | access denied for 40 s | 100 | 300 of 184 requests | 30.0 | released | users lost 300 requests |',
    );
  });
});
