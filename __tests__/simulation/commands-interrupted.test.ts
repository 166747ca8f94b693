import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { restageStories, stories as others, type CommandStory } from '../support/command-stories.ts';
import { another, commandPlan, wrongWith } from '../support/commands.ts';
import { answered, hasBegun } from '../support/contracts.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import type { Fault } from '../support/fake-trouble.ts';
import { killedAtEachWrite, runRelease, standing, type Run } from '../support/fake-release.ts';

const stories = [...others, ...restageStories];

describe.each(stories)('$name', (story) => {
  test('ends as its goal says when it is not interrupted', () => {
    const aws = story.aws();
    expect(wrongWith(story, aws, runRelease(aws, story.plan))).toEqual([]);
  });

  test.each(['the same attempt', 'the next attempt'])('is over when run again by %s', (who) => {
    const aws = story.aws();
    runRelease(aws, story.plan);
    const live = aws.live().map(({ n }) => n);
    const again = runRelease(aws, who === 'the same attempt' ? story.plan : nextAttempt(story.plan));
    expect(again.violations).toEqual([]);
    expect(again.ending?.result).not.toBe('failed');
    expect(aws.live().map(({ n }) => n)).toEqual(live);
  });
});

const nextAttempt = (request: Request): Request => ({
  ...request,
  release: { ...request.release, runAttempt: 2 },
});

/**
 * When only the last report was missing, there is nothing left to continue, and nothing to report about it. What a promote
 * kept in case blue fails is the next deploy's or sweep's: its tag says so.
 */
function wantedAgain(story: CommandStory, aws: FakeAws, run: Run): CommandStory {
  const isOver = run.ending?.result === 'refused' && run.writes.length === 0;
  if (!isOver || story.result !== 'rolled-back') return story;
  const isKept = aws.state.tags['kept-green']?.startsWith('ecs-svc/2:') === true;
  const isNoted = isKept && /^1 PRIMARY, 2 (ACTIVE|DRAINING); live: 1$/.test(standing(aws));
  return { ...story, result: 'refused', ...(isNoted ? { standing: standing(aws) } : {}) };
}

const resumptions = (['the same attempt', 'the next attempt'] as const).flatMap((who) =>
  [1000, 300_000].map((ms) => ({ who, ms })),
);

describe.each(stories)('killed after every write: $name', (story) => {
  test.each(resumptions)('reaches the same end by $who, $ms ms later', ({ who, ms }) => {
    const wrong: string[] = [];
    for (const { at, aws } of killedAtEachWrite(story.aws, story.plan)) {
      aws.nowMs += ms;
      const run = runRelease(aws, who === 'the same attempt' ? story.plan : nextAttempt(story.plan));
      wrong.push(...wrongWith(wantedAgain(story, aws, run), aws, run).map((what) => `${at}: ${what}`));
    }
    expect(wrong).toEqual([]);
  });

  test('a rollback by another run leaves production whole and on one PRIMARY', () => {
    const wrong: string[] = [];
    for (const { at, aws } of killedAtEachWrite(story.aws, story.plan)) {
      if (story.name === 'teardown with a contract' && hasBegun(aws)) continue;
      aws.state.wayBackTo = 1;
      aws.candidate = 'good';
      const request = commandPlan('rollback', {
        traffic: story.plan.traffic,
        release: { id: '300-shop-rollback', runId: 300 },
      });
      const run = runRelease(aws, request);
      wrong.push(...run.violations.map((what) => `${at}: ${what}`));
      const isWell = ['rolled-back', 'released'].includes(run.ending?.result ?? '');
      if (!isWell || !/(\d+) PRIMARY.*; live: \1$/.test(standing(aws)))
        wrong.push(`${at}: ${run.ending?.message ?? 'never ends'}; ${standing(aws)}`);
    }
    expect(wrong).toEqual([]);
  });
});

test('a rollback by another run of what a contract has begun after is refused, wherever its teardown was killed', () => {
  const story = others.find(({ name }) => name === 'teardown with a contract')!;
  const begun = killedAtEachWrite(story.aws, story.plan).filter(({ aws }) => hasBegun(aws));
  expect(begun.length).toBeGreaterThan(3);
  for (const { at, aws } of begun) {
    const run = runRelease(aws, another(commandPlan('rollback'), 300));
    expect({ at, result: run.ending?.result, standing: standing(aws), wrong: run.violations }).toEqual({
      ...{ at, result: 'refused', standing: story.standing, wrong: [] },
    });
  }
});

describe('a re-release that was killed', () => {
  test('is continued by a rollback of another run: the rolled-back version does not return', () => {
    const story = others.find(({ name }) => name === 'rollback without a blue')!;
    const bad = story.aws().live();
    for (const { at, aws } of killedAtEachWrite(story.aws, story.plan)) {
      aws.state.wayBackTo = 1;
      const release = { id: '300-shop-rollback', runId: 300 };
      const run = runRelease(aws, commandPlan('rollback', { traffic: story.plan.traffic, release }));
      expect({ at, result: run.ending?.result, live: aws.live().map(({ n }) => n) }).toEqual({
        at,
        result: 'released',
        live: [expect.any(Number)],
      });
      expect(aws.live()[0]?.n).not.toBe(bad[0]?.n);
    }
  });
});

/** What goes wrong with the end when each write in turn has the fault, `times` in a row. */
function withEachWrite(story: CommandStory, fault: Fault, times = 1): string[] {
  const first = story.aws();
  const before = first.sent.length;
  const { writes } = runRelease(first, story.plan);
  return writes.flatMap(({ kind }, index) => {
    const aws = story.aws();
    aws.fault = (_write, count) => (count > before + index && count <= before + index + times ? fault : null);
    const run = runRelease(aws, story.plan);
    return wrongWith(story, aws, run).map((what) => `write ${String(index + 1)} (${kind}): ${what}`);
  });
}

describe.each(stories)('whatever fails on the way: $name', (story) => {
  test('ends the same when the answer of any write is lost after AWS carried it out', () => {
    expect(withEachWrite(story, { kind: 'lost', isCarriedOut: true })).toEqual([]);
  });

  test('ends the same when any write is lost before AWS carried it out', () => {
    expect(withEachWrite(story, { kind: 'lost' })).toEqual([]);
  });

  test('ends the same when any write is throttled three times', () => {
    expect(withEachWrite(story, { kind: 'busy' }, 3)).toEqual([]);
  });

  test.each([1000, 4000])('ends the same when every read is %d ms old', (readLagMs) => {
    const aws = story.aws();
    aws.nowMs += 60_000;
    aws.readLagMs = readLagMs;
    expect(wrongWith(story, aws, runRelease(aws, story.plan))).toEqual([]);
  });

  test('ends the same when all tags of the service are wiped before any step', () => {
    const { steps } = runRelease(story.aws(), story.plan);
    const wrong = steps.flatMap((_step, index) => {
      const aws = story.aws();
      const meddle = (number: number): void => {
        if (number === index) aws.meddle((state) => void (state.tags = {}));
      };
      const run = answered(aws, runRelease(aws, story.plan, { meddle }), story.plan);
      return wrongWith(story, aws, run).map((what) => `wiped before step ${String(index)}: ${what}`);
    });
    expect(wrong).toEqual([]);
  });

  test.each(['denied', 'refused'] as const)(
    'ends and breaks no invariant when a kind of write is %s',
    (kind) => {
      const first = story.aws();
      const before = first.sent.length;
      const { writes } = runRelease(first, story.plan);
      const wrong = writes.flatMap((write, index) => {
        const aws = story.aws();
        aws.fault = (sent, count) => (count > before + index && sent.kind === write.kind ? { kind } : null);
        const run = runRelease(aws, story.plan);
        const at = `${write.kind} from write ${String(index + 1)} on`;
        return [...run.violations, ...(run.ending === null ? ['never ends'] : [])].map(
          (what) => `${at}: ${what}`,
        );
      });
      expect(wrong).toEqual([]);
    },
  );

  test('a cancel at any step breaks no invariant and leaves production whole', () => {
    const { steps } = runRelease(story.aws(), story.plan);
    const wrong = steps.flatMap((_step, index) => {
      const aws = story.aws();
      const began = standing(aws);
      const run = runRelease(aws, story.plan, { cancelAtStep: index });
      const isWhole = standing(aws) === began || /; live: \d$/.test(standing(aws));
      const ends = run.ending === null ? ['never ends'] : [];
      return [...run.violations, ...ends, ...(isWhole ? [] : [standing(aws)])].map(
        (what) => `cancelled before step ${String(index)}: ${what}`,
      );
    });
    expect(wrong).toEqual([]);
  });
});
