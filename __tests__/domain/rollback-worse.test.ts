import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { holds, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import { keptGreen } from '../../src/domain/task-sets/roles/kept-green.ts';
import { rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import {
  another,
  baking,
  cleanRun as run,
  commandPlan,
  kinds,
  said,
  scaledDown,
  warm,
  warmPlan,
  withTestRule,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { type Behaviour } from '../support/fake-state.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import { aMemory, aPlan, b } from '../support/worlds.ts';

/** A release that is kept warm, whose sets behave like this from now on. */
function behaving(ofBlue: Behaviour, ofGreen: Behaviour = 'good', aws = warm()): FakeAws {
  aws.meddle((state) => {
    state.sets = state.sets.map((set) => ({ ...set, behaviour: set.n === 1 ? ofBlue : ofGreen }));
  });
  return aws;
}

const now = { isKeptGreenAwaited: false } as const;
const rollback = (changes: Partial<Request> = {}): Request => ({
  ...commandPlan('rollback'),
  ...now,
  ...changes,
});
const forced = rollback({ isForced: true });
const greenKept = '1 PRIMARY, 2 ACTIVE; live: 1';
const onGreen = '1 ACTIVE, 2 PRIMARY; live: 2';

describe('a rollback to a blue that serves worse', () => {
  test.each<readonly [string, Behaviour, RegExp]>([
    [
      'has tasks that live for seconds',
      'loops',
      /blue ecs-svc\/1 \(web:1\) has 0 healthy targets that stay \(2 healthy, and 6 tasks failed in the last 5 minutes\)/,
    ],
    ['has no healthy target', 'unhealthy', /blue ecs-svc\/1 \(web:1\) has 0 healthy targets that stay,/],
  ])(
    'is refused at once if blue %s: with both numbers and the command that goes anyway',
    (_what, ofBlue, numbers) => {
      const aws = behaving(ofBlue);
      const startMs = aws.nowMs;
      const done = run(aws, rollback());
      expect([done.ending?.result, done.reason, done.writes]).toEqual(['refused', 'blue-worse', []]);
      expect(said(done)).toMatch(numbers);
      expect(said(done)).toMatch(
        /green ecs-svc\/2 \(web:2\) has 2 healthy targets that stay, and production needs 1\./,
      );
      expect(said(done)).toContain('run the command rollback with force: true');
      expect([standing(aws), aws.nowMs - startMs < 5000]).toEqual([onGreen, true]);
    },
  );

  // Covers: rollback-force
  test('goes there with force', () => {
    const aws = behaving('loops');
    const done = run(aws, forced);
    expect([done.ending?.result, aws.live().map(({ n }) => n)]).toEqual(['rolled-back', [1]]);
  });

  test('with force waits for a healthy target, and ends without one', () => {
    const aws = behaving('unhealthy');
    const done = run(aws, forced);
    expect([done.reason, standing(aws)]).toEqual(['no-rollback-target', onGreen]);
    expect(said(done)).toMatch(
      /Release a version that works\. With force, a rollback goes as soon as blue has a healthy target, and it had none/,
    );
    expect(said(done)).not.toMatch(/run the command rollback with force|again\./);
  });

  test.each<readonly [Behaviour, Behaviour]>([
    ['loops', 'unhealthy'],
    ['good', 'crashes'],
    ['loops', 'loops'],
  ])('asks nobody for force if green is no better: blue %s, green %s', (ofBlue, ofGreen) => {
    const aws = behaving(ofBlue, ofGreen);
    const { steps, ending } = run(aws, rollback());
    expect(steps.slice(0, 2).map(({ act }) => act.kind)).toEqual(['label', 'write-rule']);
    expect([ending?.result, aws.live().map(({ n }) => n)]).toEqual(['rolled-back', [1]]);
  });

  test('is not refused while a lowered blue starts its tasks', () => {
    const done = run(scaledDown(), rollback());
    expect(done.ending?.result).toBe('rolled-back');
  });

  // Covers: bake-compared
  test('by the bake leaves users on the green that serves, and names both numbers', () => {
    const aws = behaving('loops', 'fails-live', baking());
    const done = runRelease(
      aws,
      aPlan({ warmSeconds: 900, release: { runAttempt: 2 }, bake: { seconds: 60 } }),
    );
    expect(done.violations).toEqual([]);
    expect([done.ending?.result, done.reason, standing(aws)]).toEqual([
      'failed',
      'no-rollback-target',
      onGreen,
    ]);
    expect(said(done)).toMatch(
      /0 healthy targets that stay .*green ecs-svc\/2 .* 2 healthy targets that stay/,
    );
  });
});

test.each<readonly [Behaviour, boolean, RegExp]>([
  ['good', true, /^yes, about 2 s$/],
  ['loops', false, /^no: blue .* has 0 healthy targets that stay/],
  ['unhealthy', false, /^no: blue .* has 0 healthy targets that stay/],
])('status says by the same comparison whether a rollback is ready: blue %s', (ofBlue, isReady, words) => {
  const aws = behaving(ofBlue);
  const scene = sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory());
  expect(rollbackReadyIn(scene)).toEqual({
    isReady,
    words: expect.stringMatching(words),
    asOfMs: aws.nowMs,
  });
});

describe('a healthy green that was rolled back', () => {
  const rolledBack = (request = rollback(), aws = warm()): FakeAws => {
    run(aws, request);
    aws.state.wayBackTo = null;
    aws.state.hash = 'hash-3';
    return aws;
  };

  test('is kept with its health checked, and the run reports at once until when', () => {
    const aws = warm();
    const startMs = aws.nowMs;
    const done = run(aws, rollback());
    expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', greenKept]);
    expect(aws.nowMs - startMs).toBeLessThan(60_000);
    expect(keptGreen(aws.observe('x'))?.reason).toBe('fallback');
    const [rule] = aws.state.rules;
    expect([rule?.actions.length, weightOf(rule!, b)]).toEqual([1, 0]);
    expect(said(done)).toMatch(
      /is kept in case the version before fails, until .*\. The next deploy or stage deletes it/,
    );
    expect(said(done)).toMatch(
      /When traffic was returned: blue .* has 2 healthy targets that stay, green .* has 2/,
    );
    expect(said(done)).toContain('No sweep has ever run for this service');
  });

  test('is kept by a test rule if users held cookies of it, and no cookie leads there', () => {
    const aws = anAws('good', (state) => {
      withTestRule(state);
      withSessions(state, 600);
    });
    aws.testRule = testRule;
    run(aws, warmPlan({ traffic: { testRule }, teardown: 'defer' }));
    const done = run(aws, rollback());
    expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', greenKept]);
    expect(keptGreen(aws.observe('x'))?.reason).toBe('fallback');
    expect(aws.state.rules.filter((rule) => holds(rule, b)).map((rule) => aws.isTest(rule))).toEqual([true]);
  });

  // Covers: green-kept-ended
  test('is deleted by the run after five minutes with teardown: wait', () => {
    const aws = warm();
    const startMs = aws.nowMs;
    const done = run(aws, rollback({ isKeptGreenAwaited: true }));
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    expect(aws.nowMs - startMs).toBeGreaterThan(300_000);
    expect(done.steps.map(({ reason }) => reason)).toContain('keeping-green');
    expect(aws.state.tags['kept-green']).toBeUndefined();
  });

  test('is not waited for if blue does not serve well: it stays, and the end says so', () => {
    const aws = behaving('loops');
    const done = run(aws, { ...forced, isKeptGreenAwaited: true });
    expect([done.ending?.result, standing(aws)]).toEqual(['rolled-back', greenKept]);
  });

  test('is not given back to the waiting run once somebody has moved production to it', () => {
    const aws = warm();
    const rules = structuredClone(aws.state.rules);
    let isMoved = false;
    const done = runRelease(aws, rollback({ isKeptGreenAwaited: true }), {
      dieBefore: ({ reason, act }) => {
        if (!isMoved && reason === 'keeping-green' && act.kind === 'wait') {
          isMoved = true;
          aws.meddle((state) => void (state.rules = rules));
        }
        return false;
      },
    });
    expect([isMoved, done.reason, aws.live().map(({ n }) => n)]).toEqual([true, 'drift', [2]]);
  });

  test('is ended at once by the next deploy', () => {
    const aws = rolledBack();
    const startMs = aws.nowMs;
    const done = run(aws, another(aPlan(), 300));
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
    const first = done.steps.findIndex(({ act }) => act.kind === 'delete');
    expect(done.steps.slice(0, first).map(({ act }) => act.kind)).not.toContain('create-green');
    expect(aws.nowMs - startMs).toBeLessThan(300_000);
  });

  test.each<readonly [string, number, Behaviour, string, 'swept' | 'failed']>([
    ['stays while its time lasts', 60_000, 'good', greenKept, 'swept'],
    ['is deleted after that', 400_000, 'good', '1 PRIMARY, 2 DRAINING; live: 1', 'swept'],
    ['stays as long as the live version does not serve well', 400_000, 'weak', greenKept, 'swept'],
    ['that fails stays while the live version cannot serve', 400_000, 'loops', greenKept, 'failed'],
  ])('in a sweep %s', (_what, laterMs, ofBlue, stands, result) => {
    const aws = behaving(ofBlue, 'good', rolledBack());
    aws.nowMs += laterMs;
    aws.state.runs = [100, 200].map((runId) => ({ runId, isOver: true }));
    const request = commandPlan('sweep', { release: { id: '500-shop', runId: 500 } });
    expect(run(aws, request).ending?.result).toBe(result);
    expect(standing(aws)).toBe(stands);
  });

  test.each<readonly [string, Behaviour]>([
    ['unhealthy', 'unhealthy'],
    ['has tasks that live for seconds', 'loops'],
  ])('is not kept if it %s', (_what, ofGreen) => {
    const aws = behaving('good', ofGreen);
    run(aws, rollback());
    expect([standing(aws), aws.state.tags['kept-green']]).toEqual(['1 PRIMARY; live: 1', undefined]);
  });

  // Covers: green-not-kept
  test('is ended if no rule would check its health, and the report says so', () => {
    const aws = warm((state) => {
      withSessions(state, 600);
    });
    const done = run(aws, rollback());
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    expect(said(done)).toContain(
      'green ecs-svc/2 is not kept in case blue fails: no rule would go on checking its health',
    );
  });

  test('is not kept if users never relied on it', () => {
    const aws = anAws('fails-smoke');
    const done = run(aws, aPlan());
    expect([done.ending?.result, kinds(done).includes('delete'), standing(aws)]).toEqual([
      'rolled-back',
      true,
      '1 PRIMARY; live: 1',
    ]);
  });
});
