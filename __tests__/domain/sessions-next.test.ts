// The next release of a service with sessions, and a rollback that no tag prepared, on the fake account.
import { describe, expect, test } from '@jest/globals';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds, moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import { cleanRun, commandPlan, warm, withTestRule } from '../support/commands.ts';
import { runRelease, standing } from '../support/fake-release.ts';
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
});
