import { describe, expect, test } from '@jest/globals';
import { isAt, parseCron } from '../../src/domain/common/scaling/cron.ts';
import { boundPolicies, dilutedPolicies, scheduledWithin } from '../../src/domain/common/scaling/findings.ts';
import { nextRunMs } from '../../src/domain/common/scaling/schedule.ts';
import type { ScalingPolicy, ScheduledAction } from '../../src/domain/common/scaling/view.ts';
import { isScaleInSafe, scaleInUntil } from '../../src/domain/task-sets/health/scale-in.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { runRelease } from '../support/fake-release.ts';
import { scaled } from '../support/commands.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aGreen, aPlan, aRule, aService, aSet, aWorld, b, c, noon, setArn } from '../support/worlds.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const action = (schedule: string, changes: Partial<ScheduledAction> = {}): ScheduledAction => ({
  name: 'evening',
  schedule,
  timeZone: null,
  startMs: null,
  endMs: null,
  min: 4,
  max: 10,
  ...changes,
});
const hour = 3_600_000;
/** Noon on a Sunday, until one o'clock. */
const span = { fromMs: noon, untilMs: noon + hour };

describe('a scheduled action acts within the span', () => {
  test.each([
    ['once', action('at(2026-03-01T12:30:00)'), 30],
    ['once, in its time zone', action('at(2026-03-01T13:30:00)', { timeZone: 'Europe/Berlin' }), 30],
    ['at a rate from its start', action('rate(20 minutes)', { startMs: noon - 10 * 60_000 }), 10],
    ['every day', action('cron(30 12 * * ? *)'), 30],
    ['every day, in its time zone', action('cron(30 13 * * ? *)', { timeZone: 'Europe/Berlin' }), 30],
    ['on Sundays', action('cron(5,45 12 ? * SUN)'), 5],
    ['every quarter of an hour', action('cron(10/15 * * * ? *)'), 10],
    ['on weekends', action('cron(30 12 ? * 7,1 2026-2027)'), 30],
    ['only from its start on', action('cron(0/10 * * * ? *)', { startMs: noon + 25 * 60_000 }), 30],
  ])('%s', (_name, scheduled, minutes) => {
    expect(nextRunMs(scheduled, span)).toBe(noon + minutes * 60_000);
  });
});

describe('a scheduled action does not act within the span', () => {
  test.each([
    ['if its time is over', action('at(2026-03-01T11:30:00)')],
    ['if it comes later', action('cron(0 18 * * ? *)')],
    ['on another day of the week', action('cron(30 12 ? * MON-FRI *)')],
    ['after its end', action('cron(30 12 * * ? *)', { endMs: noon + 60_000 })],
    ['in another month', action('cron(30 12 * FEB ? *)')],
  ])('%s', (_name, scheduled) => {
    expect(nextRunMs(scheduled, span)).toBeNull();
  });
});

test.each(['cron(0 12 L * ? *)', 'cron(0 12 ? * 6#3 *)', 'rate(1 hour)', 'at(soon)', 'cron(0 12)', 'hourly'])(
  'a schedule that is not understood may act: %s',
  (schedule) => {
    expect(nextRunMs(action(schedule), span)).toBe('unknown');
    const [line] = scheduledWithin(
      { policies: [], scheduled: [action(schedule)] },
      { nowMs: noon, untilMs: noon + hour },
    );
    expect(line).toContain(`"evening" may act within this release (${schedule})`);
  },
);

test('names of days and months count as their numbers', () => {
  const cron = parseCron('0 12 ? MAR SUN');
  expect(cron !== null && isAt(cron, [0, 12, 1, 3, 1, 2026])).toBe(true);
  expect(cron !== null && isAt(cron, [0, 12, 1, 3, 2, 2026])).toBe(false);
});

const label = (group: string): string => group.slice(group.lastIndexOf(':') + 1);
const policy = (
  metrics: readonly string[],
  groups: readonly string[],
  target: number | null = 70,
): ScalingPolicy => ({
  name: 'p',
  metrics,
  groups,
  target,
});
const pair = { green: b, blue: a };

// Covers: scaling-bound
describe('a policy that is bound to a target group', () => {
  test.each([
    ["blue's", [label(a)], ['bound to target group a', 'both groups']],
    ["green's", [label(b)], ['bound to target group b']],
  ])('is refused for %s alone', (_name, groups, words) => {
    const plan = { policies: [policy(['ALBRequestCountPerTarget'], groups)], scheduled: [] };
    const [problem] = boundPolicies(plan, pair);
    for (const word of words) expect(problem).toContain(word);
    const world = aWorld({
      scalingPlan: plan,
      rules: [
        aRule([
          [a, 1],
          [b, 0],
        ]),
      ],
    });
    const { roles, memory } = sceneOf(aPlan(), world, blankMemory(noon));
    expect(preflightProblems(aPlan({ ignored: riskCodes }), world, roles, memory)).toEqual([problem]);
  });

  test.each([
    ['both groups', [label(a), label(b)]],
    ['a group outside the pair', [label(c)]],
    ['none', []],
  ])('is not refused for %s', (_name, groups) => {
    expect(boundPolicies({ policies: [policy(['m'], groups)], scheduled: [] }, pair)).toEqual([]);
  });
});

// Covers: scaling-diluted
describe('scaling-diluted', () => {
  const lineOf = (one: ScalingPolicy, scalePercent: number): string | undefined =>
    dilutedPolicies({ policies: [one], scheduled: [] }, pair, { scalePercent, seconds: 900 })[0];

  test.each([
    [100, 70, ['read as 50 %', "doesn't scale out", 'reach 140 %']],
    [100, 40, ['read as 50 %', 'scales out only when the live tasks reach 80 %']],
    [25, 70, ['read as 80 %', 'reach 88 %']],
  ])('with blue at %s %% and a target of %s %%', (scalePercent, target, words) => {
    const line = lineOf(policy(['ECSServiceAverageCPUUtilization'], [], target), scalePercent);
    for (const word of ['scaling-diluted', '15m00s', 'RequestCount', 'of b and a', ...words])
      expect(line).toContain(word);
  });

  test('counts a custom metric of ECS, and no metric of the load balancer', () => {
    expect(lineOf(policy(['AWS/ECS MemoryUtilization'], []), 100)).toContain('scaling-diluted');
    expect(lineOf(policy(['AWS/ApplicationELB RequestCount'], [label(a), label(b)]), 100)).toBeUndefined();
  });
});

const suspended = { scaleInSuspended: true, scaleOutSuspended: false, scheduledSuspended: false };
const onGreen = [
  aRule([
    [a, 0],
    [b, 1],
  ]),
];
const sceneWith = (blue: TaskSetView | null, changes: Partial<World> = {}): Scene => {
  const tags = {
    scaling: 'in:0 out:0 scheduled:0',
    green: setArn(2),
    blue: setArn(1),
    'lease-until': '2026-03-01T12:15:00.000Z',
  };
  const green = aGreen(2, { status: 'PRIMARY' });
  return sceneOf(
    aPlan(),
    aWorld({
      service: aService({ tags }),
      scaling: suspended,
      taskSets: [...(blue === null ? [] : [blue]), green],
      rules: onGreen,
      ...changes,
    }),
    { ...blankMemory(noon), blue: setArn(1), green: setArn(2) },
  );
};
const ended = { running: 0, pending: 0, tasks: [] };

// Covers: scale-in-until
describe('suspended scale-in', () => {
  test.each([
    ['while blue is warm', aSet(1), 'blue ecs-svc/1 is deleted and its tasks have stopped, after 12:15 UTC'],
    ['while blue drains', aSet(1, { status: 'DRAINING' }), 'the tasks of blue ecs-svc/1 have stopped'],
  ])('is reported with its end %s', (_name, blue, until) => {
    expect(scaleInUntil(sceneWith(blue))).toBe(until);
  });

  test('is not reported if it was suspended before the release', () => {
    const service = aService({ tags: { scaling: 'in:1 out:0 scheduled:0' } });
    expect(scaleInUntil(sceneWith(aSet(1), { service }))).toBeNull();
  });

  test.each([
    ['not while blue is warm', aSet(1), false],
    ['not while blue is lowered', aSet(1, { scalePercent: 25, computedDesired: 1, running: 1 }), false],
    ['not while tasks of a draining blue run', aSet(1, { status: 'DRAINING' }), false],
    ['once the tasks of a draining blue have stopped', aSet(1, { status: 'DRAINING', ...ended }), true],
    ['once blue runs nothing', aSet(1, { scalePercent: 0, computedDesired: 0, ...ended }), true],
    ['once blue is gone', null, true],
  ])('is safe to restore: %s', (_name, blue, isSafe) => {
    expect(isScaleInSafe(sceneWith(blue))).toBe(isSafe);
  });

  test('is restored after the last task of another task set, and before the tags are cleared', () => {
    const aws = anAws('good', scaled);
    const run = runRelease(aws, aPlan());
    const kinds = run.writes.map(({ kind }) => kind);
    expect(run.ending?.result).toBe('released');
    expect(kinds.lastIndexOf('write-scaling')).toBeGreaterThan(kinds.indexOf('delete'));
    expect(kinds.lastIndexOf('write-scaling')).toBeLessThan(kinds.indexOf('untag-service'));
    expect(aws.state.scaling?.scaleInSuspended).toBe(false);
  });
});
