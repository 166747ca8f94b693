// A warm blue to which production could not return: who is freed from it, who reports it, and what a rollback does.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { statusLines } from '../../src/domain/task-sets/status/status.ts';
import {
  after,
  another,
  cleanRun as run,
  commandPlan,
  said,
  scaledDown,
  warm,
  warmPlan,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { type Behaviour, type FakeState } from '../support/fake-state.ts';
import { a, aMemory, aPlan } from '../support/worlds.ts';

const sticky = (state: FakeState): void => {
  withSessions(state, 3600);
};
const blueOf = (aws: FakeAws) => aws.state.sets.find(({ n }) => n === 1);
const ofPair = (aws: FakeAws) => aws.state.rules.filter((rule) => holds(rule, a) || isSticky(rule));
const behave = (aws: FakeAws, behaviour: Behaviour): void => {
  aws.meddle(({ sets }) => {
    for (const set of sets) if (set.n === 1) Object.assign(set, { behaviour });
  });
};

/** The same release goes on after blue has become like this. `onStep`: before each step. */
function goOn(aws: FakeAws, ofBlue: Behaviour, onStep: (step: Step) => void = () => undefined): Run {
  behave(aws, ofBlue);
  return runRelease(aws, warmPlan({ release: { runAttempt: 2 } }), {
    dieBefore: (step) => {
      onStep(step);
      return false;
    },
  });
}
const cutsIn = ({ steps }: Run): readonly Step[] =>
  steps.filter(({ reason }) => reason === 'ending-sessions');

describe('users whose cookies keep them on a warm blue without a healthy target', () => {
  // Covers: stranded-users
  test('are cut long before the end of the warm time, the tag first, and blue stays until then', () => {
    const aws = warm(sticky);
    const startMs = aws.nowMs;
    const cutMs: number[] = [];
    const done = goOn(aws, 'unhealthy', ({ reason }) => {
      if (reason === 'ending-sessions') cutMs.push(aws.nowMs - startMs);
      if (reason === 'deleting-blue') expect(aws.nowMs - startMs).toBeGreaterThan(600_000);
    });
    expect([done.violations, done.ending?.result, standing(aws)]).toEqual([
      [],
      'released',
      '2 PRIMARY; live: 2',
    ]);
    const [first, second] = cutsIn(done).map(({ act }) => act.kind);
    expect([first, second]).toEqual(['tag-service', 'write-rule']);
    expect(Math.max(...cutMs)).toBeLessThan(120_000);
  });

  test('stay while it only replaces its tasks for a moment', () => {
    const aws = warm(sticky);
    const startMs = aws.nowMs;
    const cutMs: number[] = [];
    const done = goOn(aws, 'unhealthy', ({ reason }) => {
      if (aws.nowMs - startMs > 10_000) behave(aws, 'good');
      if (reason === 'ending-sessions') cutMs.push(aws.nowMs - startMs);
    });
    expect(done.violations).toEqual([]);
    expect(Math.min(...cutMs)).toBeGreaterThan(600_000);
  });

  test('are freed in the bake too, and blue stays in its rules: a rollback may need it', () => {
    const aws = after(warmPlan(), ({ reason }) => reason === 'baking', 'good', sticky);
    behave(aws, 'unhealthy');
    const done = runRelease(aws, warmPlan({ release: { runAttempt: 2 }, bake: { seconds: 300 } }), {
      dieBefore: ({ reason }) => reason === 'warm',
    });
    expect(done.violations).toEqual([]);
    expect(ofPair(aws).map((rule) => [isSticky(rule), holds(rule, a)])).toEqual(
      ofPair(aws).map(() => [false, true]),
    );
  });

  test('are named by status, with the command that moves them', () => {
    const aws = warm(sticky);
    const lines = (): string =>
      statusLines(sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory())).join('\n');
    expect(lines()).not.toContain('get errors');
    behave(aws, 'unhealthy');
    expect(lines()).toMatch(
      /sessions: Users with a cookie of a stay on blue and get errors\. .* The command teardown does so too, and deletes blue\./,
    );
    // Its tasks are healthy now, and fail in turn.
    behave(aws, 'loops');
    expect(lines()).toMatch(
      /stay on blue and get errors each time that its tasks fail \(\d+ times in the last 5 minutes\)\. .* cuts their sessions if it sees blue without a healthy target again after 15 s/,
    );
  });
});

describe('a sweep that finds a leased blue', () => {
  const sweep = (aws: FakeAws): Run => {
    aws.state.runs = [{ runId: 100, isOver: true }];
    return run(aws, commandPlan('sweep', { release: { id: '500-shop', runId: 500 } }));
  };
  test.each<readonly [string, Behaviour, 'swept' | 'failed', RegExp]>([
    ['that is healthy leaves it', 'good', 'swept', /is leased as the rollback target until \S+ UTC$/m],
    [
      'without a healthy target reports it and fails',
      'unhealthy',
      'failed',
      /until \S+ UTC, but blue ecs-svc\/1 .* has 0 healthy targets that stay, .*Check why the tasks of blue fail\./,
    ],
    ['whose tasks live for seconds reports it and fails', 'loops', 'failed', /but blue .* tasks failed/],
  ])('%s', (_what, ofBlue, result, words) => {
    const aws = warm();
    behave(aws, ofBlue);
    const done = sweep(aws);
    expect([done.ending?.result, standing(aws)]).toEqual([result, '1 ACTIVE, 2 PRIMARY; live: 2']);
    expect([...(done.ending?.leftAlone ?? []), said(done)].join('\n')).toMatch(words);
  });

  // Covers: stranded-users
  test('on which users are stranded cuts their sessions, and leaves it', () => {
    const aws = warm(sticky);
    behave(aws, 'unhealthy');
    const done = sweep(aws);
    expect([done.ending?.result, standing(aws)]).toEqual(['failed', '1 ACTIVE, 2 PRIMARY; live: 2']);
    expect(ofPair(aws)).toEqual([]);
    expect(cutsIn(done).at(0)?.act.kind).toBe('tag-service');
  });

  test('whose tasks are healthy for moments cuts the sessions too, whichever moment it sees first', () => {
    for (const first of ['loops', 'unhealthy'] as const) {
      const aws = warm(sticky);
      const other = first === 'loops' ? 'unhealthy' : 'loops';
      behave(aws, first);
      aws.state.runs = [{ runId: 100, isOver: true }];
      let looks = 0;
      const plan = commandPlan('sweep', { release: { id: '500-shop', runId: 500 } });
      const done = runRelease(aws, plan, {
        dieBefore: () => {
          looks += 1;
          behave(aws, looks % 2 === 0 ? first : other);
          return false;
        },
      });
      expect([first, done.violations, cutsIn(done).at(0)?.act.kind]).toEqual([first, [], 'tag-service']);
      expect(ofPair(aws)).toEqual([]);
    }
  });

  test('whose tasks are healthy whenever it looks says that its users get errors in between', () => {
    const aws = warm(sticky);
    behave(aws, 'loops');
    const startMs = aws.nowMs;
    const done = sweep(aws);
    expect(cutsIn(done)).toEqual([]);
    expect(done.ending?.leftAlone?.join()).toMatch(/get errors each time that its tasks fail/);
    expect(aws.nowMs - startMs).toBeLessThan(60_000);
  });
});

describe('a lowered blue', () => {
  const rollback = (changes: Partial<Request> = {}): Request => ({
    ...commandPlan('rollback'),
    isKeptGreenAwaited: false,
    ...changes,
  });
  const lowered = (ofBlue: Behaviour): FakeAws => {
    const aws = scaledDown();
    aws.meddle((state) => {
      state.tags = { ...state.tags, 'lease-scale': '25/100' };
    });
    behave(aws, ofBlue);
    return aws;
  };

  // Covers: lowered-blue-compared
  test.each<readonly [Behaviour, RegExp]>([
    ['unhealthy', /has 0 healthy targets that stay, green .* and blue at 25 % needs 1/],
    ['loops', /has 0 healthy targets that stay \(1 healthy, and 6 tasks failed .*\), green/],
  ])(
    'that is %s gets no rollback: refused at once with both numbers, and it is not scaled up',
    (ofBlue, numbers) => {
      const aws = lowered(ofBlue);
      const startMs = aws.nowMs;
      const seen = rollbackReadyIn(sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory()));
      expect([seen.isReady, seen.words]).toEqual([false, expect.stringMatching(numbers)]);
      const done = run(aws, rollback());
      expect([done.ending?.result, done.reason, done.writes, blueOf(aws)?.scale]).toEqual([
        'refused',
        'blue-worse',
        [],
        25,
      ]);
      expect(said(done)).toMatch(numbers);
      expect(aws.nowMs - startMs).toBeLessThan(5000);
    },
  );

  test('that is healthy is scaled up first', () => {
    const aws = lowered('good');
    const seen = rollbackReadyIn(sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory()));
    expect(seen.words).toMatch(/^yes, after the start of tasks/);
    const done = run(aws, rollback());
    expect([done.ending?.result, blueOf(aws)?.scale]).toEqual(['rolled-back', 100]);
  });

  test('that fails once it is scaled up returns to the scale of its lease, and stays with green live', () => {
    const aws = lowered('good');
    const done = runRelease(aws, rollback(), {
      dieBefore: ({ act }) => {
        if (act.kind === 'wait' && blueOf(aws)?.scale === 100) behave(aws, 'unhealthy');
        return false;
      },
    });
    expect(done.violations).toEqual([]);
    expect([done.ending?.result, done.reason, standing(aws)]).toEqual([
      'failed',
      'no-rollback-target',
      '1 ACTIVE, 2 PRIMARY; live: 2',
    ]);
    expect([blueOf(aws)?.scale, aws.state.tags['lease-scale']]).toEqual([25, '25/100']);
  });
});

// Covers: rollback-relieved
test('a rollback that only waits with its kept green ends well when the next deploy takes the service', () => {
  const aws = warm();
  let seen: string | null = null;
  const done = runRelease(
    aws,
    { ...commandPlan('rollback'), isKeptGreenAwaited: true },
    {
      dieBefore: ({ reason, act }) => {
        if (seen !== null || reason !== 'keeping-green' || act.kind !== 'wait') return false;
        seen = rollbackReadyIn(sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory())).words;
        expect(aws.state.tags['lease-until']).toBeUndefined();
        aws.meddle((state) => {
          state.wayBackTo = null;
          state.hash = 'hash-3';
        });
        run(aws, another(aPlan(), 300));
        return false;
      },
    },
  );
  expect(seen).not.toMatch(/somebody else moved it/);
  expect([done.ending?.result, done.reason]).toEqual(['rolled-back', 'requested']);
  expect(said(done)).toMatch(/^Rolled back: .* run 300\S* has taken the service over/);
});
