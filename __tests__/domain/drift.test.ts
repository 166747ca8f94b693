import { describe, expect, test } from '@jest/globals';
import { moveWeight, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { said } from '../support/commands.ts';
import { oneGroupLeft, withSessions } from '../support/fake-rules.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aPlan, b, setArn } from '../support/worlds.ts';

const restoring = aPlan({ onDrift: 'restore' });
const reset = (aws: FakeAws, count = 9): void => {
  aws.meddle((state) => {
    let left = count;
    state.rules = state.rules.map((rule) =>
      weightOf(rule, b) > 0 && left-- > 0 ? { ...rule, actions: moveWeight(rule, b, a) } : rule,
    );
  });
};
const restores = ({ steps }: Run): number =>
  steps.filter(({ reason }) => reason === 'restoring-drift').length;

/** The release, with its rules reset before the nth step after the first of this reason, each time in `at`. */
function resetAfter(
  reason: string,
  at: readonly number[],
  request = restoring,
  count = 9,
  { aws = anAws(), change = reset }: { aws?: FakeAws; change?: typeof reset } = {},
): { aws: FakeAws; run: Run } {
  // AWS is read again after a failure: so the switch is seen half done.
  let isThrottled = false;
  aws.fault = (write) => {
    const isSecond = write.kind === 'write-rule' && aws.live().length === 2 && !isThrottled;
    isThrottled ||= isSecond;
    return isSecond ? { kind: 'busy' } : null;
  };
  let first: number | null = null;
  const steps: string[] = [];
  const run = runRelease(aws, request, {
    dieBefore: (step) => {
      steps.push(step.reason);
      if (step.reason === reason) first ??= steps.length;
      return false;
    },
    meddle: (n) => {
      if (first !== null && at.includes(n - first)) change(aws, count);
    },
  });
  return { aws, run };
}

describe('weights that somebody resets, with on-drift: restore', () => {
  test.each(['baking', 'warm'])(
    'are returned to green in the middle of %s, and that is reported',
    (reason) => {
      const { aws, run } = resetAfter(reason, [1]);
      expect(run.violations).toEqual([]);
      expect(run.ending?.result).toBe('released');
      expect(restores(run)).toBe(3);
      expect(said(run)).toMatch(
        /Somebody else changed the weights of HTTP:80 default action \(detected \d\d:\d\d UTC\)\. Production was returned to green/,
      );
      expect(standing(aws)).toBe('2 PRIMARY; live: 2');
    },
  );

  test.each([
    ['', false],
    [' where the groups have sessions of their own', true],
  ])(
    'are returned to green if blue alone was left in the rules, once its health is checked again%s',
    (_where, hasOwnCookies) => {
      const aws = anAws('good', (state) => {
        if (hasOwnCookies) withSessions(state, 600);
      });
      aws.hasOwnCookies = hasOwnCookies;
      const leaveBlue = (): void => {
        aws.meddle((state) => void (state.rules = state.rules.map(oneGroupLeft)));
      };
      const { run } = resetAfter('baking', [1], restoring, 9, { aws, change: leaveBlue });
      expect([run.ending?.result, run.violations, standing(aws)]).toEqual([
        'released',
        [],
        '2 PRIMARY; live: 2',
      ]);
      const [first] = run.steps.flatMap(({ act, reason }) =>
        act.kind === 'write-rule' && reason === 'restoring-drift' ? [act] : [],
      );
      expect(first === undefined ? null : weightOf({ ...first.rule, actions: first.actions }, b)).toBe(0);
    },
  );

  test('are put back when a single rule of several was reset, and only that one', () => {
    const { run } = resetAfter('baking', [2], restoring, 1);
    expect([run.ending?.result, restores(run), run.violations]).toEqual(['released', 1, []]);
  });

  test('are believed for as long as a stale read may last, before anything is written', () => {
    const { run } = resetAfter('baking', [1]);
    const at = run.steps.findIndex(({ reason }) => reason === 'restoring-drift');
    const before = run.steps
      .slice(0, at)
      .filter(({ reason, phase }) => reason === 'reading-back' && phase === 'bake');
    expect(before.length).toBeGreaterThan(10);
  });

  test('do not pass a bake: it is watched for as long as before, and to its end', () => {
    const { run } = resetAfter('baking', [1]);
    expect(run.memory.goodBakeStreak).toBeGreaterThanOrEqual(3);
  });

  test('are left after three times: somebody is fighting, and traffic must not flap', () => {
    const aws = anAws();
    let isSwitched = false;
    const run = runRelease(aws, restoring, {
      meddle: () => {
        const hasSeen = aws.nowMs > (aws.sets()[1]?.liveSinceMs ?? 0) + 1000;
        const isNow = hasSeen && aws.live().every(({ n }) => n === 2) && aws.state.tags.green === setArn(2);
        if (isSwitched && isNow) reset(aws);
        isSwitched = isNow;
      },
    });
    expect(run.violations).toEqual([]);
    expect([run.ending?.result, run.reason]).toEqual(['failed', 'drift']);
    expect(restores(run)).toBe(9);
    expect(said(run)).toContain('This run has restored them 9 times (on-drift: restore)');
    expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 1');
  });

  test('are left where green is not ready for them', () => {
    const aws = anAws();
    let isDone = false;
    const run = runRelease(aws, restoring, {
      meddle: () => {
        const isSwitched = aws.live().every(({ n }) => n === 2);
        if (!isSwitched || isDone || aws.nowMs < (aws.sets()[1]?.liveSinceMs ?? 0) + 3000) return;
        isDone = true;
        reset(aws);
        aws.state.sets = aws.state.sets.map((set) =>
          set.n === 2 ? { ...set, behaviour: 'unhealthy' as const } : set,
        );
      },
    });
    expect(run.violations).toEqual([]);
    expect([run.reason, restores(run)]).toEqual(['drift', 0]);
  });

  test('are left where the label has moved as well: that is a rollback by hand', () => {
    const aws = anAws();
    let isDone = false;
    const run = runRelease(aws, restoring, {
      meddle: () => {
        const isSwitched = aws.live().every(({ n }) => n === 2);
        if (!isSwitched || isDone || aws.nowMs < (aws.sets()[1]?.liveSinceMs ?? 0) + 3000) return;
        isDone = true;
        aws.change({ kind: 'label', set: setArn(1), withinMs: null });
        reset(aws);
      },
    });
    expect(run.violations).toEqual([]);
    expect([run.reason, restores(run)]).toEqual(['drift', 0]);
    expect(run.ending?.message).toContain('was rolled back after the switch, by another run or by hand');
    expect(said(run)).not.toContain('aws elbv2 modify-');
  });
});

describe('weights that somebody resets in the middle of the switch', () => {
  const afterFirstRule = (request = aPlan()): { aws: FakeAws; run: Run } =>
    resetAfter('switching', [2], request);

  test('end the run, which reports both states', () => {
    const { run } = afterFirstRule();
    expect(run.violations).toEqual([]);
    expect([run.ending?.result, run.reason]).toEqual(['failed', 'drift']);
    expect(run.ending?.message).toContain('during the switch');
    expect(run.ending?.commands?.filter((line) => line.startsWith('aws elbv2 modify-'))).toHaveLength(3);
    expect(said(run)).toContain('The command rollback returns to blue what other target groups do not have.');
  });

  test('are put back with on-drift: restore, and the switch goes on', () => {
    const { aws, run } = afterFirstRule(restoring);
    expect(run.violations).toEqual([]);
    expect(run.ending?.result).toBe('released');
    expect(restores(run)).toBeGreaterThan(0);
    expect(said(run)).toContain('Production was returned to green');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });
});
