import { describe, expect, test } from '@jest/globals';
import type { Goal, Request } from '../../src/domain/common/request/request.ts';
import { isWrite } from '../../src/domain/task-sets/model/step.ts';
import {
  another,
  cleanRun as run,
  commandPlan,
  foreignMade,
  forwardOnly,
  kinds,
  released,
  said,
  scaledDown,
  warm,
  warmPlan,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, runTogether, standing } from '../support/fake-release.ts';
import { aFakeSet, type FakeSet } from '../support/fake-state.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan, b } from '../support/worlds.ts';

const rollback = (goal: Partial<Goal> = {}, isForced = false): Request =>
  commandPlan('rollback', { isForced }, goal);

describe('rollback to a warm blue', () => {
  test('writes the label, then the rules, then everything else, and makes no task set', () => {
    const aws = warm();
    const done = run(aws, rollback());
    expect(kinds(done)).toEqual([
      'label',
      'write-rule',
      'write-rule',
      'write-rule',
      'tag-service',
      'tag-service',
      // The tags of the release. Green is kept until blue has served well, and its own tag is cleared after it.
      'untag-service',
      'delete',
      'untag-service',
    ]);
    expect([done.ending?.result, done.reason]).toEqual(['rolled-back', 'requested']);
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('waits for nothing before the last rule is rolled back', () => {
    const { steps } = run(warm(), rollback());
    const acts = steps.slice(0, 4).map(({ act }) => act.kind);
    expect(acts).toEqual(['label', 'write-rule', 'write-rule', 'write-rule']);
  });

  test('moves the traffic although the label can not be moved', () => {
    const aws = warm();
    aws.fault = (write) => (write.kind === 'label' ? { kind: 'busy' } : null);
    const { steps } = runRelease(aws, rollback());
    const first = steps.findIndex(({ act }) => act.kind === 'write-rule');
    expect(steps.slice(0, first).filter(({ act }) => isWrite(act)).length).toBeLessThanOrEqual(12);
    expect(aws.live().map(({ n }) => n)).toEqual([1]);
  });

  test('keeps the way clear for a warm blue that was named by its revision', () => {
    const aws = warm();
    const done = run(aws, rollback({ rollbackTo: 'web:1' }));
    expect(kinds(done)).not.toContain('create-green');
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('scales up a lowered blue, and switches when it can carry the traffic', () => {
    const aws = scaledDown();
    const done = run(aws, rollback());
    expect(kinds(done).slice(0, 4)).toEqual(['tag-service', 'scale', 'label', 'write-rule']);
    expect(done.steps.map(({ reason }) => reason)).toContain('waiting-for-blue-to-serve');
    expect(aws.sets().map(({ n, scale }) => [n, scale])).toEqual([[1, 100]]);
  });

  test('rolls back nothing when it is run again, whatever was released since', () => {
    const aws = warm();
    run(aws, rollback());
    aws.state.wayBackTo = null;
    aws.state.hash = 'hash-3';
    run(aws, another(aPlan(), 300));
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
    const again = run(aws, { ...rollback(), release: { ...rollback().release, runAttempt: 2 } });
    expect([again.ending?.result, again.writes]).toEqual(['refused', []]);
    expect(said(again)).toMatch(
      /has already rolled back service shop\. Since then, ecs-svc\/3 .* went live.*Start a new run/,
    );
  });

  test('has nothing to do when it is run again, and what it returned to is live', () => {
    const aws = warm();
    run(aws, rollback());
    const again = run(aws, { ...rollback(), release: { ...rollback().release, runAttempt: 2 } });
    expect([again.ending?.result, again.writes]).toEqual(['rolled-back', []]);
    expect(said(again)).toContain('has already rolled back service shop');
  });

  test('rolls back what its own run released', () => {
    const aws = warm();
    const request: Request = {
      ...rollback(),
      release: { ...aPlan().release, id: '100-shop-rollback' },
    };
    expect(run(aws, request).ending?.result).toBe('rolled-back');
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('does not forget, when all tags of the service are wiped, what green says of its blue', () => {
    const aws = warm();
    aws.meddle((state) => void (state.tags = {}));
    run(aws, rollback());
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });
});

describe('rollback without a blue', () => {
  test('releases the previous revision again, through all gates', () => {
    const aws = released();
    const done = run(aws, rollback());
    expect(kinds(done)).not.toContain('register');
    expect(done.steps.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['smoke-testing', 'baking']),
    );
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('releases the named revision, even while a blue of another one is warm', () => {
    const aws = warm();
    const done = run(aws, rollback({ rollbackTo: 'web:7' }));
    expect(kinds(done)).toContain('create-green');
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('refuses the revision that is live', () => {
    const done = run(warm(), rollback({ rollbackTo: 'web:2' }));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('service shop already runs revision web:2');
  });

  test('refuses when nothing is live', () => {
    const done = run(
      anAws('good', (state) => void (state.sets = [])),
      rollback(),
    );
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('nothing to roll back');
  });
});

describe('rollback of a forward-only release', () => {
  test.each([
    ['without force', rollback()],
    ['with force alone', rollback({}, true)],
    ['with a reason alone', rollback({ writtenReason: 'it works' })],
  ])('is refused %s', (_what, request) => {
    const done = run(forwardOnly(warm()), request);
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('is forward-only (migration 12)');
  });

  test('continues with force and a reason, which the end shows', () => {
    const aws = forwardOnly(warm());
    const done = run(aws, rollback({ writtenReason: 'the old one can read it' }, true));
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    expect(said(done)).toContain('the old one can read it');
  });

  test('re-releases with force and a reason, which the end shows', () => {
    const done = run(forwardOnly(released()), rollback({ writtenReason: 'the old one can read it' }, true));
    expect(done.ending?.result).toBe('released');
    expect(said(done)).toContain('the old one can read it');
  });
});

describe('rollback of what another tool made', () => {
  test('goes to the only other set, says what it assumed, and deletes neither', () => {
    const aws = foreignMade();
    const done = run(aws, rollback());
    expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
    expect(said(done)).toContain('Assumed that ecs-svc/1 (web:1) was live before');
    expect(said(done)).toContain('ecs-svc/2 (web:2) is still there (ACTIVE): this action did not make it');
    expect(kinds(done)).not.toContain('delete');
  });

  test('rolls back nothing when it is run again, and does not claim that users never saw it', () => {
    const aws = foreignMade();
    run(aws, rollback());
    const again = run(aws, rollback());
    expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
    expect(again.ending?.message).toContain('This run found no traffic on it, and moved none.');
    expect(again.ending?.message).not.toContain('Users never saw');
  });
});

describe('rollback of what another tool switched to, over a release of ours', () => {
  const over = (changes: Partial<FakeSet>): FakeAws =>
    anAws('good', (state) => {
      state.sets = [
        aFakeSet(1, { group: b }),
        aFakeSet(2, { tags: {}, status: 'PRIMARY', liveSinceMs: 0, createdAtMs: 5000, isForeign: true }),
      ].map((set) => (set.n === 1 ? { ...set, ...changes } : set));
      state.rules = [state.rules[0]!];
    });

  test('goes to our release, says what it assumed, and leaves the other alone', () => {
    const aws = over({});
    const done = runRelease(aws, rollback());
    expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
    expect(said(done)).toContain('Assumed that ecs-svc/1 (web:1) was live before');
    expect(kinds(done)).not.toContain('delete');
  });

  test.each([
    ['came after it', { createdAtMs: 9000 }],
    ['is merely staged', { tags: { release: '91-shop', expires: '2026-03-04T12:00:00Z' } }],
  ])('does not take for the way back what %s', (_what, changes) => {
    const { steps } = runRelease(over(changes), rollback(), { dieBefore: () => true });
    expect(steps.map(({ phase }) => phase)).toEqual(['prepare']);
  });
});

describe('rollback while another run is at it', () => {
  test.each(['baking', 'warm', 'switching', 'waiting-for-ready'] as const)(
    'makes a run that is %s stand down without another write',
    (reason) => {
      const aws = anAws();
      aws.state.wayBackTo = null;
      const [first, second] = runTogether(
        aws,
        warmPlan({ bake: { seconds: 60 } }),
        rollback(),
        (steps) => steps.at(-1)?.reason === reason,
      );
      expect([first.violations, second.violations]).toEqual([[], []]);
      expect([first.ending?.result, first.reason]).toEqual(['stood-down', 'fence-lost']);
      expect(first.ending?.message).toContain('run 200.1 took service shop over from this run');
      expect([second.ending?.result, second.reason]).toEqual(['rolled-back', 'requested']);
      expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    },
  );
});
