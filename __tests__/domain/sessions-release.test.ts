// What a release does with the users' sessions, on the fake account.
import { describe, expect, test } from '@jest/globals';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds, moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { writeKey } from '../../src/domain/task-sets/model/write-key.ts';
import { after, cleanRun, commandPlan, said, warm, withTestRule } from '../support/commands.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-state.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import { a, aPlan, b } from '../support/worlds.ts';

describe('a release of a service with sessions', () => {
  const seconds = 600;
  const aSticky = () =>
    anAws('good', (state) => {
      withTestRule(state);
      withSessions(state, seconds);
    });
  const plan = aPlan({ traffic: { testRule } });
  const cuts = ({ writes }: Run): readonly number[] =>
    writes.flatMap((write, index) =>
      write.kind === 'write-rule' &&
      writeKey(write).kind === 'write-rule' &&
      'direction' in writeKey(write) &&
      (writeKey(write) as { direction: unknown }).direction === 'cut'
        ? [index]
        : [],
    );

  test('notes the sessions, cuts them, and only then deletes blue', () => {
    const aws = aSticky();
    aws.testRule = testRule;
    const run = cleanRun(aws, plan);
    expect(run.ending?.result).toBe('released');
    const deleted = run.writes.findIndex(({ kind }) => kind === 'delete');
    expect(cuts(run)).toHaveLength(6);
    expect(Math.max(...cuts(run))).toBeLessThan(deleted);
    expect(run.writes[cuts(run)[0]! - 1]).toMatchObject({
      kind: 'tag-service',
      tags: { sessions: expect.stringMatching(/^cut:/) },
    });
    expect(aws.state.tags.sessions).toMatch(/^cut:80=600 .* a=2026-/);
  });

  test('keeps the next green out of production until its switch, which makes the rules sticky again', () => {
    const aws = aSticky();
    aws.testRule = testRule;
    cleanRun(aws, plan);
    const rules = (): readonly RuleView[] => aws.state.rules.filter((rule) => !aws.isTest(rule));
    expect(rules().some(isSticky)).toBe(false);
    const run = cleanRun(
      aws,
      aPlan({
        ...plan,
        release: { id: '102-shop', runId: 102 },
        traffic: { testRule },
        teardown: 'defer',
        warmSeconds: 3600,
      }),
    );
    expect(run.ending?.result).toBe('released');
    expect(standing(aws)).toBe('2 ACTIVE, 3 PRIMARY; live: 3');
    expect(rules().filter(isSticky)).toHaveLength(3);
  });

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

  test('without a test rule is refused until the cookies have expired', () => {
    const aws = anAws('good', (state) => {
      withSessions(state, seconds);
    });
    cleanRun(aws, aPlan());
    const next = aPlan({ release: { id: '102-shop', runId: 102 } });
    const refused = cleanRun(aws, next);
    expect(refused.ending?.result).toBe('refused');
    expect(said(refused)).toContain('users may hold cookies for the idle target group a until');
    aws.nowMs += (seconds + 30) * 1000;
    expect(cleanRun(aws, next).ending?.result).toBe('released');
  });

  test('is rolled back in the write that cuts, and the end says how long the sessions were', () => {
    const aws = anAws('unhealthy-live', (state) => {
      withSessions(state, seconds);
    });
    const run = cleanRun(aws, aPlan());
    expect(run.ending?.result).toBe('rolled-back');
    expect(said(run)).toMatch(
      /sessions of green were cut: its users were returned to blue after up to \d+s on green/,
    );
    const back = run.writes.find(
      (write) => write.kind === 'write-rule' && !isSticky({ ...write.rule, actions: write.actions }),
    );
    expect(back).toMatchObject({ actions: [{ groups: [{ group: a, weight: 100 }, { group: b, weight: 0 }] }] }); // prettier-ignore
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

  test('keeps blue at its scale while cookies lead to it, and refuses to be asked otherwise', () => {
    const aws = anAws('good', (state) => {
      withSessions(state, seconds);
      state.desired = 4;
    });
    const run = runRelease(aws, aPlan({ warmScalePercent: 25 }));
    expect(run.ending?.result).toBe('refused');
    expect(said(run)).toContain('Set warm-scale to 100');
  });

  test('shows in status what was cut, and until when', () => {
    const aws = after(aPlan(), undefined, 'good', (state) => {
      withSessions(state, seconds);
    });
    const shown = said(cleanRun(aws, commandPlan('status')));
    expect(shown).toMatch(
      /sessions: HTTP:80 default action no longer keeps users on their target group: its stickiness of 600 s/,
    );
    expect(shown).toMatch(/users may hold cookies of .*\ba until \d\d:\d\d UTC/);
  });
});
