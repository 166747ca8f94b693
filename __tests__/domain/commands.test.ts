import { factsLeft } from '../support/tag-facts.ts';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { Goal, Request } from '../../src/domain/common/request/request.ts';

import { rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import { anyMemory, anyWorld } from '../support/any-world.ts';
import {
  another,
  baking,
  cleanRun as run,
  commandPlan,
  forwardOnly,
  kinds,
  released,
  said,
  scaledDown,
  staged,
  stagePlan,
  warm,
  warmPlan,
} from '../support/commands.ts';
import { deferred } from '../support/command-stories.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, runTogether, standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aGreen, aMemory, aRule, aSet, aWorld, b, groupsFor } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const promote = (goal: Partial<Goal> = {}): Request => commandPlan('promote', {}, goal);

describe('stage', () => {
  test('leaves green at weight 0, the label on blue and no lease', () => {
    const aws = anAws();
    const done = run(aws, stagePlan());
    expect(done.ending?.result).toBe('staged');
    expect(kinds(done)).not.toContain('label');
    expect(aws.state.rules.map((rule) => [weightOf(rule, a) > 0, weightOf(rule, b)])).toEqual(
      anAws().state.rules.map((rule) => [weightOf(rule, a) > 0, 0]),
    );
    expect(factsLeft(aws.state.tags)).toEqual(['fence']);
  });

  test('writes the expiry on green, and shows it', () => {
    const aws = anAws();
    const done = run(aws, { ...stagePlan(), goal: { ...stagePlan().goal, stageExpirySeconds: 3600 } });
    const green = aws.sets().at(-1);
    expect(Date.parse(green?.tags.expires ?? '') - (green?.createdAtMs ?? 0)).toBeCloseTo(3_600_000, -3);
    expect(said(done)).toContain(`Promote it before ${green?.tags.expires?.slice(11, 16) ?? '?'} UTC.`);
    expect(said(done)).toContain('release 100-shop');
  });

  test('does not say that a green without tags is staged: no promote could find it', () => {
    const aws = anAws();
    const done = runRelease(aws, stagePlan(), {
      dieBefore: () => false,
      meddle: (_step, { state }) => {
        state.sets = state.sets.map((set) => (set.n === 2 ? { ...set, tags: {} } : set));
      },
    });
    expect([done.ending?.result, done.reason]).toEqual(['failed', 'write-reverted']);
    expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
  });

  test('removes what another run staged, so that the newest is the one to promote', () => {
    const aws = staged();
    aws.state.wayBackTo = null;
    expect(run(aws, another(stagePlan(), 101)).ending?.result).toBe('staged');
    expect(standing(aws)).toMatch(/^1 PRIMARY, (2 DRAINING, )?3 ACTIVE; live: 1$/);
  });

  test('reports that its green is live when it is run again after the promotion', () => {
    const aws = staged();
    run(aws, promote());
    const again = run(aws, stagePlan());
    expect([again.ending?.result, again.writes]).toEqual(['staged', []]);
    expect(said(again)).toContain('Already promoted');
  });
});

describe('promote', () => {
  test.each([
    ['whatever is staged', {}],
    ['the release that was named', { promoted: '100-shop' }],
    ['the commit that was expected', { expectedCommit: 'c0ffee' }],
  ])('switches to %s, and makes nothing', (_what, goal) => {
    const aws = staged();
    const done = run(aws, promote(goal));
    expect(done.ending?.result).toBe('released');
    expect(kinds(done)).not.toContain('create-green');
    expect(kinds(done)).not.toContain('register');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });

  test('switches to what its own run staged', () => {
    const aws = staged();
    expect(run(aws, { ...stagePlan(), command: 'promote' }).ending?.result).toBe('released');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });

  test('tests green again before users see it', () => {
    const { steps } = run(staged(), promote());
    const reasons = steps.map(({ reason }) => reason);
    expect(reasons.indexOf('smoke-testing')).toBeGreaterThan(-1);
    expect(reasons.indexOf('smoke-testing')).toBeLessThan(reasons.indexOf('labelling-green'));
  });

  test.each([
    ['nothing is staged', () => anAws(), {}, 'nothing is staged for service shop'],
    ['the named release is gone', () => staged(), { promoted: '77-shop' }, 'release "77-shop" is not staged'],
    ['another commit is staged', () => staged(), { expectedCommit: 'beef' }, 'expected-sha is beef'],
    [
      'it has expired',
      () => later(staged(), 80),
      {},
      'and has expired. Set restage to stage revision web:2 again',
    ],
  ] as const)('changes nothing when %s', (_what, aws, goal, problem) => {
    const done = run(aws(), promote(goal));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain(problem);
    expect(said(done)).toContain(
      'Production traffic is split between blue ecs-svc/1 (web:1) and target group c',
    );
  });

  test('rolls back and removes green when the bake fails', () => {
    const aws = staged('unhealthy-live');
    const done = run(aws, promote());
    expect([done.ending?.result, done.reason]).toEqual(['rolled-back', 'bake-targets-unhealthy']);
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('changes nothing when it is cancelled before its first write', () => {
    const aws = staged();
    const done = runRelease(aws, promote(), { cancelAtStep: 0 });
    expect([done.reason, done.writes, standing(aws)]).toEqual([
      'cancelled',
      [],
      '1 PRIMARY, 2 ACTIVE; live: 1',
    ]);
  });

  test('reports that green is live when it is run again after its end', () => {
    const aws = staged();
    run(aws, promote());
    const again = run(aws, promote());
    expect([again.ending?.result, again.writes]).toEqual(['released', []]);
  });
});

const later = (aws: FakeAws, hours: number): FakeAws => {
  aws.nowMs += hours * 3_600_000;
  return aws;
};

describe('teardown', () => {
  test('deletes blue at once, restores nothing else, and ends the lease', () => {
    const aws = warm();
    const done = run(aws, commandPlan('teardown'));
    expect(done.ending?.result).toBe('torn-down');
    expect(kinds(done)).toEqual(['tag-service', 'delete', 'untag-service']);
    expect(factsLeft(aws.state.tags)).toEqual(['fence']);
  });

  test('ends the run that keeps blue warm, and its release succeeds', () => {
    const aws = anAws();
    const [first, second] = runTogether(
      aws,
      warmPlan(),
      commandPlan('teardown'),
      (steps) => steps.at(-1)?.reason === 'warm',
    );
    expect([first.ending?.result, second.ending?.result]).toEqual(['released', 'torn-down']);
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });

  test.each([
    ['released', released],
    ['staged', staged],
  ])('has nothing to do when a service is %s', (_what, aws) => {
    const done = run(aws(), commandPlan('teardown'));
    expect([done.ending?.result, done.writes]).toEqual(['torn-down', []]);
    expect(said(done)).toContain('Nothing to tear down');
  });

  test('keeps what was staged since', () => {
    const aws = deferred();
    run(aws, {
      ...stagePlan(),
      release: commandPlan('stage', { release: { runId: 300, id: '300-shop' } }).release,
    });
    const done = run(aws, commandPlan('teardown'));
    expect(done.ending?.result).toBe('torn-down');
    expect(standing(aws)).toBe('2 PRIMARY, 3 ACTIVE; live: 2');
  });

  test('is refused while production is on two sets', () => {
    const aws = warm();
    aws.meddle((state) => {
      state.rules = state.rules.map((rule, index) => (index === 0 ? anAws().state.rules[0]! : rule));
    });
    const done = run(aws, commandPlan('teardown'));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('is not all on ecs-svc/2 (web:2), which the last release switched to');
  });
});

describe('status', () => {
  const status = commandPlan('status');
  const lines = (aws: FakeAws): readonly string[] => run(aws, status).ending?.details ?? [];

  test('shows a warm release: rules, both sets, lease, fence and the rollback', () => {
    const aws = warm();
    expect(lines(aws)).toEqual(
      expect.arrayContaining([
        expect.stringContaining('task set blue ecs-svc/1 (web:1): ACTIVE, 2 of 2 running, 2 healthy, '),
        expect.stringContaining('task set green ecs-svc/2 (web:2): PRIMARY, 2 of 2 running, 2 healthy, '),
        `lease: blue is kept until ${aws.state.tags['lease-until']?.slice(11, 16) ?? '?'} UTC at 100 %`,
        'fence: 1:100.1',
        'forward-only: no',
        'rollback ready: yes, about 2 s (as of 12:00 UTC)',
      ]),
    );
  });

  test.each([
    [
      'scaled down',
      scaledDown,
      'yes, after the start of tasks: blue is scaled to 25 % and is scaled up first',
    ],
    ['without a blue', released, 'revision web:1 would be released again'],
    ['in its bake', () => baking(), 'yes, about 2 s'],
    ['forward-only', () => forwardOnly(warm()), 'no: the release is forward-only (migration 12)'],
  ] as const)('tells the way back from a release %s', (_what, aws, words) => {
    expect(lines(aws()).join('\n')).toContain(words);
  });

  test('shows a rollback from an unhealthy green to a blue with one healthy target', () => {
    const half = [
      aSet(1, { status: 'ACTIVE', running: 1, computedDesired: 4, tags: { release: '91-shop' } }),
    ];
    const green = aGreen(2, { status: 'PRIMARY', tags: { blue: 'ecs-svc/1' } });
    const dead = groupsFor([green], [b]).map((one) => ({
      ...one,
      targets: one.targets.map((target) => ({ ...target, state: 'unhealthy' as const })),
    }));
    const world = aWorld({
      taskSets: [...half, green],
      rules: [
        aRule([
          [a, 0],
          [b, 100],
        ]),
      ],
      groups: [...groupsFor(half, [a]), ...dead],
    });
    expect(rollbackReadyIn(sceneOf(status, world, aMemory())).words).toBe('yes, about 2 s');
  });

  test('shows what is staged, and until when', () => {
    expect(lines(staged()).join('\n')).toMatch(/ecs-svc\/2 .*staged as release 100-shop until 2026-/);
  });

  test('ends at once and writes nothing, in every world', () => {
    fc.assert(
      fc.property(anyWorld, anyMemory, (world, memory) => {
        const { act, reason } = decideNextStep(status, world, memory);
        return act.kind === 'end' && reason === 'status';
      }),
      { numRuns: 300 },
    );
  });
});

describe('every command', () => {
  test('has an answer to every world, and deletes nothing that a rule holds', () => {
    const plans = (['stage', 'promote', 'rollback', 'teardown'] as const).map((command) =>
      commandPlan(command),
    );
    fc.assert(
      fc.property(anyWorld, anyMemory, fc.constantFrom(...plans), (world, memory, request) => {
        const { act } = decideNextStep(request, world, memory);
        if (act.kind !== 'delete') return true;
        const set = world.taskSets.find(({ arn }) => arn === act.set);
        return (
          set?.status === 'ACTIVE' &&
          world.rules.every((rule) => set.attachment === null || weightOf(rule, set.attachment.group) === 0)
        );
      }),
      { numRuns: 1500 },
    );
  });
});
