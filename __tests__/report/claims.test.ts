// Each claim of the comment about now is true of the account, at every step of every kind of release.
import { describe, expect, test } from '@jest/globals';
import { beginReport, endReport, type Report } from '../../src/domain/common/report/report.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { continueReport } from '../../src/domain/task-sets/report/report.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { pictureOf, untrueIn, type Picture } from '../support/claims.ts';
import { baking, commandPlan, released, staged, stagePlan, warm, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

interface Story {
  readonly untrue: readonly string[];
  readonly last: string;
  readonly now: Picture;
}

/** The comment after each observation, judged by the account's own state at that moment. */
function play(aws: FakeAws, request: Request): Story {
  let report: Report = beginReport(request, aws.nowMs);
  const untrue: string[] = [];
  const now = (): Picture => pictureOf(aws.truth(''), () => false);
  const judge = (): void => {
    untrue.push(...untrueIn(commentOf(report), now()).map((what) => `${report.phase}: ${what}`));
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
  return { untrue: [...new Set(untrue)], last: commentOf(report), now: now() };
}

describe('the comment says only what is so', () => {
  test.each<[string, () => FakeAws, Request]>([
    ['a release', () => anAws(), warmPlan()],
    ['a release that keeps no blue', () => anAws(), aPlan({ warmSeconds: 0 })],
    ['a release that leaves blue to a later run', () => anAws(), warmPlan({ teardown: 'defer' })],
    ['a release whose tasks crash', () => anAws('crashes'), warmPlan()],
    ['a release that fails its tests', () => anAws('fails-smoke'), warmPlan()],
    ['a release that fails in its bake', () => anAws('fails-live'), warmPlan()],
    ['a release whose targets fail in its bake', () => anAws('unhealthy-live'), warmPlan()],
    ['a stage', () => anAws(), stagePlan()],
    ['a promote', () => staged(), commandPlan('promote')],
    ['a promote of nothing', () => released(), commandPlan('promote')],
    ['a rollback in the bake', () => baking(), commandPlan('rollback')],
    ['a rollback to warm blue', () => warm(), commandPlan('rollback')],
    ['a rollback that releases again', () => released(), commandPlan('rollback')],
    ['a release over a warm one', () => warm(), commandPlan('deploy')],
  ])('of %s', (_, aws, request) => {
    expect(play(aws(), request).untrue).toEqual([]);
  });
});

describe('the judge of it', () => {
  const { last, now } = play(anAws(), warmPlan({ teardown: 'defer' }));
  const without = (id: string): Picture => ({ ...now, sets: now.sets.filter((set) => set.id !== id) });

  test('sees a blue that is gone, and commands that lead to nothing', () => {
    const untrue = untrueIn(last, without('ecs-svc/1')).join('\n');
    expect(untrue).toMatch(/not so: \*\*Rollback\*\*: ready/);
    expect(untrue).toMatch(/not so: --primary-task-set/);
    expect(untrue).toMatch(/not so: "TargetGroupArn"/);
  });

  test('sees traffic that is elsewhere', () => {
    const away = {
      ...now,
      rules: now.rules.map((rule) => Object.fromEntries(Object.keys(rule).map((group) => [group, 0]))),
    };
    expect(untrueIn(last, away).join('\n')).toMatch(/not so: All production traffic is on green/);
  });

  test('sees another time of the lease', () => {
    expect(untrueIn(last, { ...now, leaseUntil: '2026-03-01T23:59:00.000Z' }).join()).toMatch(
      /is kept until/,
    );
  });

  test('asks for a predicate for every sentence of the rollback', () => {
    const more = last.replace('It returns code only', 'Blue hums. It returns code only');
    expect(untrueIn(more, now)).toEqual(['no predicate: Blue hums.']);
  });
});
