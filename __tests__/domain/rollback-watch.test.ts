import { describe, expect, test } from '@jest/globals';
import type { Goal, Request } from '../../src/domain/common/request/request.ts';
import { moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';

import {
  cleanRun as run,
  commandPlan,
  foreignMade,
  halfSwitched,
  scaledDown,
  warm,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { a, b } from '../support/worlds.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';

const rollback = (goal: Partial<Goal> = {}): Request => commandPlan('rollback', {}, goal);

/** What an ending waits for is over; then the rules have stood for ten seconds as the way back left them. */
describe('the rules are watched for ten seconds after the last one was written', () => {
  const endings: readonly (readonly [string, () => FakeAws, Request, string])[] = [
    ['green is deleted', warm, rollback(), '1 PRIMARY; live: 1'],
    ['green is kept', warm, rollback({ keepRolledBackSeconds: 60 }), '1 PRIMARY, 2 ACTIVE; live: 1'],
    ['green is nobody we know', foreignMade, rollback(), '1 PRIMARY, 2 ACTIVE; live: 1'],
    ['the release was half switched', halfSwitched, rollback(), '1 PRIMARY; live: 1'],
    ['blue had been scaled down', scaledDown, rollback(), '1 PRIMARY; live: 1'],
  ];

  test.each(endings)('when %s', (_what, begin, request, stands) => {
    const aws = begin();
    let lastMs = 0;
    aws.fault = (write) => {
      if (write.kind === 'write-rule') lastMs = aws.nowMs;
      return null;
    };
    const done = run(aws, request);
    expect(done.steps.map(({ reason }) => reason)).toContain('watching-rollback');
    expect(aws.nowMs - lastMs).toBeGreaterThanOrEqual(10_000);
    expect(standing(aws)).toBe(stands);
  });

  test.each(endings)('and are written again when a stale run undoes one of them, when %s', (...ending) => {
    const [, begin, request, stands] = ending;
    for (const late of [1, 3, 6]) {
      const aws = begin();
      let watched = 0;
      const { ending: end, violations } = runRelease(aws, request, {
        dieBefore: ({ reason }) => {
          watched += reason === 'watching-rollback' ? 1 : 0;
          return false;
        },
        meddle: (_n, { state }) => {
          if (watched !== late) return;
          watched += 100;
          aws.meddle(() => {
            state.rules = state.rules.map((rule, n) => (n === 0 ? onGreen(rule, aws) : rule));
          });
        },
      });
      expect([violations, end?.result, standing(aws)]).toEqual([[], 'rolled-back', stands]);
      expect(watched).toBeGreaterThan(100 + late);
    }
  });

  /** All of the rule's weight where set 2 stands. */
  function onGreen(rule: RuleView, aws: FakeAws): RuleView {
    const to = aws.sets().find(({ n }) => n === 2)?.group ?? b;
    return { ...rule, actions: moveWeight(rule, to === a ? b : a, to) };
  }

  test('by a run that finds the traffic back already too', () => {
    const aws = warm();
    runRelease(aws, rollback({ keepRolledBackSeconds: 60 }), { killAfterWrite: 4 });
    const beganMs = aws.nowMs;
    run(aws, rollback({ keepRolledBackSeconds: 60 }));
    expect(aws.nowMs - beganMs).toBeGreaterThanOrEqual(10_000);
  });
});

describe('the rollback of one observation', () => {
  test('writes the label and every rule on what it saw first', () => {
    const aws = warm();
    let looks = 0;
    const observe = aws.observe.bind(aws);
    aws.observe = (release) => {
      looks += 1;
      return observe(release);
    };
    runRelease(aws, rollback(), { killAfterWrite: 4 });
    expect([looks, aws.live().map(({ n }) => n)]).toEqual([1, [1]]);
  });

  test('observes again after a write that failed', () => {
    const aws = warm();
    let count = 0;
    aws.fault = (write) => (write.kind === 'write-rule' && ++count === 2 ? { kind: 'busy' } : null);
    const { steps } = run(aws, rollback());
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    expect(steps[3]?.act.kind).toBe('wait');
  });
});
