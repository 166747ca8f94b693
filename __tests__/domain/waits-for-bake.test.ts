import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, runTogether, standing, type Run } from '../support/fake-release.ts';
import type { Behaviour } from '../support/fake-state.ts';
import { after, baking, cleanRun, commandPlan, forwardOnly, said, warmPlan } from '../support/commands.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

const next = (changes: Parameters<typeof commandPlan>[1] = {}): Request => commandPlan('deploy', changes);
const longBake = (seconds = 120): Request => aPlan({ bake: { seconds }, warmSeconds: 900 });
/** Run 100 was killed in its bake. */
const inBake = (request: Request = longBake(), behaviour: Behaviour = 'good'): FakeAws =>
  after(request, ({ reason }) => reason === 'baking', behaviour);
const isWaiting = ({ reason }: Step): boolean => reason === 'waiting-for-bake';
const untilTag = (aws: FakeAws): number => Date.parse(aws.state.tags['bake-until'] ?? '');
const whenBaking = (steps: readonly Step[]): boolean => steps.at(-1)?.reason === 'baking';

const turns = (aws: FakeAws, behaviour: Behaviour): void => {
  aws.state.sets = aws.state.sets.map((set) => (set.n === 2 ? { ...set, behaviour } : set));
};

describe('a deploy that finds another release in its bake', () => {
  test('waits for the bake to end, writes nothing meanwhile, and both are released', () => {
    const aws = anAws();
    const [first, second] = runTogether(aws, longBake(), next(), whenBaking);
    expect([first.ending?.result, second.ending?.result]).toEqual(['released', 'released']);
    expect([first.violations, second.violations]).toEqual([[], []]);
    expect(first.memory.isBakePassed).toBe(true);
    expect(first.ending?.message).toContain('Since then, run 200.1 has taken the service over');
    expect(second.steps[0]?.reason).toBe('waiting-for-bake');
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
  });

  test('continues when the other release was rolled back, and that one ends as it should', () => {
    const aws = anAws('unhealthy-live');
    let isDue = false;
    const [first, second] = runTogether(aws, longBake(), next(), (steps) => {
      const now = isDue || whenBaking(steps);
      if (now && !isDue) aws.candidate = 'good';
      isDue = now;
      return now;
    });
    expect(second.steps.some(isWaiting)).toBe(true);
    expect(second.ending?.result).toBe('released');
    expect(['rolled-back', 'stood-down']).toContain(first.ending?.result);
    expect([first.violations, second.violations]).toEqual([[], []]);
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
  });

  test('takes over from a killed run when its bake time is over, and not before', () => {
    const aws = inBake();
    const until = untilTag(aws);
    let claimedMs = 0;
    const run = runRelease(aws, next(), {
      dieBefore: ({ reason }) => {
        if (reason === 'claiming-fence') claimedMs = aws.nowMs;
        return false;
      },
    });
    expect(run.ending?.result).toBe('released');
    expect(claimedMs - until).toBeGreaterThanOrEqual(20_000);
    expect(claimedMs - until).toBeLessThan(22_000);
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
  });

  test('looks at the service every 15 seconds at least while it waits', () => {
    const run = runRelease(inBake(), next());
    const waits = run.steps.filter(isWaiting).flatMap(({ act }) => (act.kind === 'wait' ? [act.ms] : []));
    expect(waits.length).toBeGreaterThan(5);
    expect(Math.max(...waits)).toBeLessThanOrEqual(15_000);
  });

  test('goes on within such a look when the tags of the release are cleared', () => {
    const aws = inBake();
    const began = aws.nowMs;
    let claimedMs = 0;
    runRelease(aws, next(), {
      meddle: (step) => {
        if (step === 2) aws.meddle((state) => void (state.tags = {}));
      },
      dieBefore: ({ reason }) => {
        if (reason === 'claiming-fence') claimedMs = aws.nowMs;
        return false;
      },
    });
    expect(claimedMs - began).toBeLessThan(40_000);
  });

  test('reports the problems of its own preflight before it waits', () => {
    const aws = inBake();
    aws.meddle((state) => void (state.desired = 0));
    const run = cleanRun(aws, next());
    expect([run.ending?.result, run.steps.some(isWaiting)]).toEqual(['refused', false]);
  });

  test('and so does a stage', () => {
    const run = cleanRun(inBake(), commandPlan('stage'));
    expect(run.steps[0]?.reason).toBe('waiting-for-bake');
    expect(run.ending?.result).toBe('staged');
  });

  test('does not for a rollback, which interrupts it', () => {
    const run = cleanRun(inBake(), commandPlan('rollback'));
    expect(run.ending?.result).toBe('rolled-back');
    expect(run.steps.some(isWaiting)).toBe(false);
  });

  test('does not wait for its own bake, begun by an earlier attempt: that bake starts again, and the tag says so', () => {
    const aws = inBake();
    const before = untilTag(aws);
    aws.nowMs += 60_000;
    const again: Request = { ...longBake(), release: { ...longBake().release, runAttempt: 2 } };
    const run = runRelease(aws, again, { dieBefore: ({ reason }) => reason === 'warm' });
    expect(run.steps.some(isWaiting)).toBe(false);
    expect(untilTag(aws) - before).toBeGreaterThan(60_000);
  });

  test('when cancelled has changed nothing', () => {
    const run = runRelease(inBake(), next(), { cancelAtStep: 3 });
    expect(run.ending?.message).toContain('It had changed nothing');
    expect(run.writes).toEqual([]);
  });

  const limit = (aws: FakeAws, seconds: number): Request =>
    next({ timeLimit: { endsMs: aws.nowMs + seconds * 1000, why: 'the credentials of this job end then' } });

  test.each([
    [120, 'refused'],
    [3600, 'released'],
  ])('with %d s left of its own time is %s', (seconds, result) => {
    const aws = inBake();
    const run = cleanRun(aws, limit(aws, seconds));
    expect(run.ending?.result).toBe(result);
    if (result === 'refused') {
      expect(run.reason).toBe('out-of-time');
      expect(said(run)).toMatch(
        /is in its bake for another 2m.*credentials of this job end then.*Run this job again/,
      );
      expect(run.writes).toEqual([]);
    }
  });

  test('is not held up by a tag that no bake can have written', () => {
    const aws = inBake();
    aws.meddle((state) => void (state.tags = { ...state.tags, 'bake-until': '2031-01-01T00:00:00.000Z' }));
    const run = cleanRun(aws, next());
    expect([run.ending?.result, run.steps.some(isWaiting)]).toEqual(['released', false]);
  });
});

describe('a release whose run was killed and whose green became unhealthy', () => {
  const found = (behaviour: Behaviour, seconds = 120): { aws: FakeAws; run: Run } => {
    const aws = inBake(longBake(seconds));
    turns(aws, behaviour);
    return { aws, run: runRelease(aws, next()) };
  };

  test('is rolled back to its blue first, long before the end of its bake, and the next version is released', () => {
    const { aws, run } = found('unhealthy-live', 3600);
    expect(run.violations).toEqual([]);
    const healed = run.steps.filter(({ reason }) => reason === 'healing-split');
    expect(healed[0]?.because).toContain("has all of production and can't serve");
    expect(run.ending?.result).toBe('released');
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
    expect(aws.nowMs - (untilTag(inBake(longBake(3600))) - 3_600_000)).toBeLessThan(300_000);
  });

  test('is left where it is when its blue could not serve either', () => {
    const aws = inBake();
    aws.state.sets = aws.state.sets.map((set) => ({ ...set, behaviour: 'unhealthy' as const }));
    const run = runRelease(aws, next());
    expect(run.violations).toEqual([]);
    expect(run.steps.some(({ reason }) => reason === 'healing-split')).toBe(false);
  });

  test('is not rolled back when it is forward-only', () => {
    const aws = forwardOnly(inBake());
    turns(aws, 'unhealthy-live');
    const run = runRelease(aws, next());
    expect(run.steps.some(({ reason }) => reason === 'healing-split')).toBe(false);
  });

  test('is not changed when a single observation shows it unhealthy', () => {
    const aws = baking();
    aws.nowMs += 120_000;
    let isIll = false;
    const run = runRelease(aws, next(), {
      meddle: (step) => {
        if (step === 3 || isIll) turns(aws, step === 3 ? 'unhealthy-live' : 'good');
        isIll = step === 3;
      },
    });
    expect(run.violations).toEqual([]);
    expect(run.steps.some(({ reason }) => reason === 'healing-split')).toBe(false);
  });

  test('has its blue raised as well where that had been lowered', () => {
    const aws = anAws('good', (state) => void (state.desired = 4));
    runRelease(
      aws,
      { ...warmPlan(), warmScalePercent: 25 },
      { dieBefore: ({ reason }) => reason === 'warm' },
    );
    turns(aws, 'unhealthy-live');
    const run = runRelease(aws, next());
    expect(run.violations).toEqual([]);
    expect(run.writes.find(({ kind }) => kind === 'scale')).toMatchObject({ percent: 100 });
    expect(run.ending?.result).toBe('released');
  });
});
