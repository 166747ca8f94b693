// The next release of a service with sessions, and a rollback that no tag prepared, on the fake account.
import { describe, expect, test } from '@jest/globals';
import { isSticky, stickySeconds } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds, moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import { cleanRun, commandPlan, said, warm, withTestRule } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import { a, aForward, aPlan, aRule, b, c } from '../support/worlds.ts';

describe('a release of a service with sessions', () => {
  const seconds = 600;
  const aSticky = () =>
    anAws('good', (state) => {
      withTestRule(state);
      withSessions(state, seconds);
    });
  const plan = aPlan({ traffic: { testRule } });

  test('creates the next green once all nodes know that cookies no longer lead to its group', () => {
    const aws = aSticky();
    aws.testRule = testRule;
    cleanRun(aws, plan);
    const beganMs = aws.nowMs;
    let createdMs = 0;
    aws.fault = (write) => {
      if (write.kind === 'create-green') createdMs = aws.nowMs;
      return null;
    };
    const next = aPlan({ ...plan, release: { id: '102-shop', runId: 102 }, traffic: { testRule } });
    expect(cleanRun(aws, next).ending?.result).toBe('released');
    expect(createdMs - beganMs).toBeGreaterThanOrEqual(10_000);
  });

  test('cuts the users that somebody gave to green before its switch', () => {
    const aws = aSticky();
    aws.testRule = testRule;
    let isGiven = false;
    const run = runRelease(aws, plan, {
      meddle: () => {
        if (isGiven || aws.state.sets.length < 2) return;
        isGiven = true;
        aws.meddle((state) => {
          state.rules = state.rules.map((rule) =>
            aws.isTest(rule) || !holds(rule, a) ? rule : { ...rule, actions: moveWeight(rule, a, b) },
          );
        });
      },
    });
    expect([run.violations, run.ending?.result]).toEqual([[], 'rolled-back']);
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('notes what a rollback cuts, though no tag named it before', () => {
    const aws = warm();
    aws.meddle((state) => {
      withSessions(state, seconds);
    });
    // The judge asks for a note before a cut, and there is none.
    expect(runRelease(aws, commandPlan('rollback')).ending?.result).toBe('rolled-back');
    expect(aws.state.rules.some(isSticky)).toBe(false);
    expect(aws.state.tags.sessions).toMatch(/cut:80=600/);
  });

  /** The owner of the rules turns their stickiness off. */
  const turnOff = (aws: FakeAws): void => {
    aws.meddle((state) => {
      state.rules = state.rules.map((rule) => ({
        ...rule,
        actions: rule.actions.map((action) =>
          action.type === 'forward' && action.stickiness !== null
            ? { ...action, stickiness: { ...action.stickiness, enabled: false } }
            : action,
        ),
      }));
    });
  };
  const onWarm = (): FakeAws => {
    const aws = aSticky();
    aws.testRule = testRule;
    cleanRun(aws, aPlan({ ...plan, traffic: { testRule }, teardown: 'defer', warmSeconds: 3600 }));
    return aws;
  };

  test('whose owner turned off what kept users: the teardown takes the group out before it deletes blue, and turns nothing on', () => {
    const aws = onWarm();
    turnOff(aws);
    const run = cleanRun(aws, commandPlan('teardown', { traffic: { testRule } }));
    expect([run.ending?.result, standing(aws)]).toEqual(['torn-down', '2 PRIMARY; live: 2']);
    const isOut = (write: Run['writes'][number]): boolean =>
      write.kind === 'write-rule' && !holds({ ...write.rule, actions: write.actions }, a);
    const deleted = run.writes.findIndex(({ kind }) => kind === 'delete');
    expect(run.writes.slice(0, deleted).filter(isOut).length).toBeGreaterThan(0);
    expect(aws.state.rules.some(isSticky)).toBe(false);
    expect(aws.state.tags.sessions).toMatch(/^off:80=600 .*a=2026-/);
  });

  test.each(['deploy', 'rollback'] as const)(
    'whose owner turned off what kept users: no %s turns it on again',
    (command) => {
      const aws = onWarm();
      turnOff(aws);
      const next = { traffic: { testRule }, teardown: 'defer', warmSeconds: 3600 } as const;
      const run = cleanRun(
        aws,
        command === 'rollback'
          ? commandPlan('rollback', next)
          : aPlan({ ...next, release: { id: '102-shop', runId: 102 } }),
      );
      expect(run.ending?.result).toBe(command === 'rollback' ? 'rolled-back' : 'released');
      expect(aws.state.rules.some(isSticky)).toBe(false);
      expect(aws.state.tags.sessions).toMatch(/^off:80=600/);
    },
  );

  test('whose rollback was killed after its first rule: production moves to one set, and no write leaves users on green', () => {
    const aws = onWarm();
    let moved = 0;
    runRelease(aws, commandPlan('rollback', { traffic: { testRule } }), {
      dieBefore: ({ act }) => act.kind === 'write-rule' && ++moved > 1,
    });
    expect(aws.live()).toHaveLength(2);
    const run = cleanRun(aws, aPlan({ ...plan, release: { id: '102-shop', runId: 102 }, traffic: { testRule } })); // prettier-ignore
    expect(run.ending?.result).toBe('released');
    const healing = run.steps.filter(
      ({ reason, act }) => reason === 'healing-split' && act.kind === 'write-rule',
    );
    expect(healing.length).toBeGreaterThan(0);
    for (const { act } of healing)
      if (act.kind === 'write-rule') expect(isSticky({ ...act.rule, actions: act.actions })).toBe(false);
  });

  test('whose tags were wiped after a cut is refused until the cookies must have expired, since its set remembers them', () => {
    const aws = anAws('good', (state) => {
      withSessions(state, seconds);
    });
    cleanRun(aws, aPlan());
    aws.meddle((state) => {
      state.tags = {};
    });
    const refused = cleanRun(aws, aPlan({ release: { id: '102-shop', runId: 102 } }));
    expect(refused.ending?.result).toBe('refused');
    expect(said(refused)).toContain('users may hold cookies for the idle target group a until');
  });
});

describe('a forced release into a group of which users hold cookies, without a test rule', () => {
  const seconds = 600;
  const next = aPlan({
    ignored: ['idle-group-cookies'],
    warmSeconds: 900,
    teardown: 'defer',
    release: { id: '102-shop', runId: 102 },
  });
  const aSticky = (hasOwnCookies = false): FakeAws => {
    const aws = anAws('good', (state) => {
      if (hasOwnCookies) state.rules = state.rules.filter((rule) => !holds(rule, c));
      withSessions(state, seconds);
    });
    aws.hasOwnCookies = hasOwnCookies;
    cleanRun(aws, aPlan());
    return aws;
  };
  /** Somebody has set the rules again: they are sticky, and hold these groups. */
  const reset = (groups: readonly TargetGroupArn[]) => (aws: FakeAws) => {
    aws.meddle((state) => {
      state.rules = state.rules.map((rule) =>
        holds(rule, b)
          ? aRule([], {
              ...rule,
              actions: [
                aForward(
                  groups.map((one) => [one, one === b ? 100 : 0]),
                  { stickiness: { enabled: true, durationSeconds: seconds } },
                ),
              ],
            })
          : rule,
      );
    });
  };
  /** Whether a rule keeps users on the group by their cookie when green is created there. */
  function keptAtCreation(aws: FakeAws): { run: Run; kept: boolean[] } {
    const kept: boolean[] = [];
    aws.fault = (write) => {
      if (write.kind === 'create-green')
        kept.push(...aws.state.rules.map((rule) => holds(rule, a) && isSticky(rule)));
      return null;
    };
    return { run: runRelease(aws, next), kept };
  }
  const isExposure = (violation: string): boolean => /^2: c.* cookies reach/.test(violation);

  test.each<readonly [string, (aws: FakeAws) => void]>([
    ['as the teardown left them', () => undefined],
    ['sticky again, with both groups', reset([a, b])],
    ['sticky again, with one group', reset([b])],
  ])('ends the stickiness until the switch: the rules are %s', (_how, change) => {
    const aws = aSticky();
    change(aws);
    const { run, kept } = keptAtCreation(aws);
    expect([run.ending?.result, run.violations.filter((one) => !isExposure(one))]).toEqual(['released', []]);
    expect([kept.length > 0, kept.some(Boolean)]).toEqual([true, false]);
    const ofPair = aws.state.rules.filter((rule) => holds(rule, a));
    expect(ofPair.every((rule) => stickySeconds(rule) === seconds)).toBe(true);
    expect(said(run)).toContain('holders of old cookies may get errors until it is healthy');
  });

  test('joins groups with sessions of their own only as ELB accepts it', () => {
    const { run, kept } = keptAtCreation(aSticky(true));
    expect([run.ending?.result, run.violations.filter((one) => !isExposure(one))]).toEqual(['released', []]);
    expect(kept.some(Boolean)).toBe(true);
  });
});
