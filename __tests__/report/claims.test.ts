// Each claim of the comment about now is true of the account, at every step of every kind of release.
import { describe, expect, test } from '@jest/globals';
import { beginReport, endReport, type Report } from '../../src/domain/common/report/report.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import { stampedComment } from '../../src/report/stamp.ts';
import { claimStories } from '../support/claim-stories.ts';
import { pictureOfFake } from '../support/claims-fake.ts';
import { untrueIn, type Picture } from '../support/claims.ts';
import { warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { group } from '../support/names.ts';

interface Story {
  readonly untrue: readonly string[];
  readonly last: string;
  readonly now: Picture;
}

/** The comment after each observation, judged by the account's own state at that moment. */
function play(aws: FakeAws, request: Request): Story {
  let report: Report = beginReport(request, aws.nowMs);
  const untrue: string[] = [];
  const now = (): Picture => pictureOfFake(aws, request);
  const judge = (): void => {
    untrue.push(...untrueIn(stampedComment(report), now()).map((what) => `${report.phase}: ${what}`));
  };
  const { ending, reason } = runRelease(aws, request, {
    onStep: (step, world, memory) => {
      report = continueReport(report, step, world, memory);
      judge();
    },
  });
  if (ending === null || reason === null) throw new Error('the run has no end');
  report = endReport(report, { ...ending, reason }, aws.nowMs);
  judge();
  return { untrue: [...new Set(untrue)], last: stampedComment(report), now: now() };
}

describe('the comment says only what is so', () => {
  test.each(claimStories())('of %s', (_, aws, request) => {
    expect(play(aws(), request).untrue).toEqual([]);
  });
});

describe('the judge of it', () => {
  const { last, now } = play(anAws(), warmPlan({ teardown: 'defer' }));
  const without = (id: string): Picture => ({ ...now, sets: now.sets.filter((set) => set.id !== id) });
  const withTag = (name: string, value: string): Picture => ({
    ...now,
    sets: now.sets.map((set) => ({ ...set, tags: { ...set.tags, [name]: value } })),
  });

  test('sees a blue that is gone, and commands that lead to nothing', () => {
    const untrue = untrueIn(last, without('ecs-svc/1')).join('\n');
    expect(untrue).toMatch(/not so: \*\*Rollback\*\*: ready/);
    expect(untrue).toMatch(/not so: --primary-task-set/);
    expect(untrue).toMatch(/not so: "TargetGroupArn"/);
  });

  test('sees traffic that is elsewhere, also in the title', () => {
    const away = {
      ...now,
      rules: now.rules.map((rule) => Object.fromEntries(Object.keys(rule).map((group) => [group, 0]))),
    };
    const untrue = untrueIn(last, away).join('\n');
    expect(untrue).toMatch(/not so: \*\*Production traffic is split between green/);
    expect(untrue).toMatch(/not so: ### .*: released/);
  });

  test('sees a third group with a share, which the words leave out or add', () => {
    const all = '**All production traffic is on green ecs-svc/2 (web:2).**';
    const pairAlone = { [group('a')]: 0, [group('b')]: 100, [group('c')]: 0 };
    const among = (line: string, ...rules: Picture['rules']): readonly string[] =>
      untrueIn(line === '' ? last : last.replace(/^\*\*Production traffic .*$/m, line), { ...now, rules }) //
        .filter((words) => words.includes('roduction traffic'));
    expect(among('', ...now.rules)).toEqual([]);
    expect(among('', pairAlone).join()).toMatch(/^not so: \*\*Production traffic is split[^]*$/);
    expect(among(all, pairAlone)).toEqual([]);
    for (const more of [{ [group('b')]: 0, [group('c')]: 100 }, { [group('b')]: 99, [group('c')]: 1 }, {}])
      expect(among(all, pairAlone, more)).toEqual([`not so: ${all}`]);
  });

  test('sees another time of the switch, and of the lease', () => {
    expect(untrueIn(last, { ...now, movedMs: (now.movedMs ?? 0) - 600_000 }).join()).toMatch(
      /not so: .*since/,
    );
    expect(untrueIn(last, { ...now, leaseUntil: '2026-03-01T23:59:00.000Z' }).join()).toMatch(
      /is kept until/,
    );
  });

  test('sees a migration that the line does not name', () => {
    expect(untrueIn(last, withTag('migration', '100.1.1 blue=tested'))).toEqual([
      'not so: It returns code only: changes to data stay.',
    ]);
    const named = last.replace(
      'changes to data stay.',
      'the migration of this release stays, and blue was tested on the new schema.',
    );
    expect(untrueIn(named, now).join()).toMatch(/not so: It returns code only: the migration/);
    const tested = withTag('migration', '100.1.1 blue=tested');
    expect(untrueIn(named, { ...tested, migrations: 1 })).toEqual([]);
  });

  test.each<[string, RegExp]>([
    ['Cancelling the run rolls back within seconds.', /not so: *Cancelling/],
    ['Cancelling the run removes green.', /not so: *Cancelling/],
    ['Cancelling the run leaves everything as it is.', /not so: *Cancelling/],
    ['Run `back.yml`.', /not so: Run back.yml/],
  ])('sees that it is not so: %s', (words, found) => {
    const keeping = { isKept: false, bakeSeconds: 0 };
    const more = last.replace(/(changes to data stay\.)/, `$1 ${words}`);
    const later = { ...now, nowMs: now.nowMs + 60_000, settings: () => keeping };
    expect(untrueIn(more, later).join('\n')).toMatch(found);
  });

  test('takes what is said to be of then for no claim once traffic has moved', () => {
    const dated = last.replace(/(since \S+ UTC\.\*\*)/, '$1 (as of 2026-03-01 12:00 UTC)');
    const away = { ...now, rules: [] };
    const traffic = (writtenMs: number): string => untrueIn(dated, away, writtenMs).join('\n');
    expect(traffic(now.nowMs)).toMatch(/not so: \*\*Production traffic/);
    expect(traffic((now.movedMs ?? 0) - 1)).not.toMatch(/Production traffic/);
  });

  test('asks for a predicate for every sentence of the rollback, and for every title', () => {
    const more = last.replace('It returns code only', 'Blue hums. It returns code only');
    expect(untrueIn(more, now)).toEqual(['no predicate: Blue hums.']);
    expect(untrueIn(last.replace(': released', ': well'), now).join()).toMatch(/no predicate: ### .*: well/);
  });
});
