import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideNextStep } from '../../src/domain/decide.ts';
import type { Goal, Plan } from '../../src/domain/plan.ts';
import { isWrite } from '../../src/domain/step.ts';
import { anyMemory, anyWorld } from '../support/any-world.ts';
import {
  baking,
  commandPlan,
  foreignMade,
  released,
  scaledDown,
  staged,
  stagePlan,
  warm,
  warmPlan,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, runTogether, standing, type Run } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aPlan, b } from '../support/worlds.ts';
import { weightOf } from '../../src/domain/traffic.ts';

const said = ({ ending }: Run): string => [ending?.message, ...(ending?.details ?? [])].join('\n');
const run = (aws: FakeAws, plan: Plan): Run => {
  const done = runRelease(aws, plan);
  expect(done.violations).toEqual([]);
  return done;
};
const kinds = ({ writes }: Run): readonly string[] => writes.map(({ kind }) => kind);
const rollback = (goal: Partial<Goal> = {}, isForced = false): Plan =>
  commandPlan('rollback', { isForced }, goal);
const promote = (goal: Partial<Goal> = {}): Plan => commandPlan('promote', {}, goal);
const another = (plan: Plan, runId: number): Plan => ({
  ...plan,
  release: { ...plan.release, id: `${String(runId)}-shop`, runId },
});

/** The world in which the live set says of itself that its irreversible step has run. */
function forwardOnly(aws: FakeAws): FakeAws {
  aws.meddle((state) => {
    state.sets = state.sets.map((set) =>
      set.n === 2 ? { ...set, tags: { ...set.tags, 'forward-only': 'migration 12' } } : set,
    );
  });
  return aws;
}

describe('stage', () => {
  test('leaves green at weight 0, the label on blue and no lease', () => {
    const aws = anAws();
    const done = run(aws, stagePlan());
    expect(done.ending?.result).toBe('staged');
    expect(kinds(done)).not.toContain('label');
    expect(aws.state.rules.map((rule) => [weightOf(rule, a) > 0, weightOf(rule, b)])).toEqual(
      anAws().state.rules.map((rule) => [weightOf(rule, a) > 0, 0]),
    );
    expect(Object.keys(aws.state.tags)).toEqual(['fence']);
  });

  test('writes on green until when it waits, and says so', () => {
    const aws = anAws();
    const done = run(aws, { ...stagePlan(), goal: { ...stagePlan().goal, stageExpirySeconds: 3600 } });
    const green = aws.sets().at(-1);
    expect(Date.parse(green?.tags.expires ?? '') - (green?.createdAtMs ?? 0)).toBeCloseTo(3_600_000, -3);
    expect(said(done)).toContain(`Promote it before ${green?.tags.expires ?? '?'}`);
    expect(said(done)).toContain('release 100-shop');
  });

  test('removes what another run staged, so that the newest is the one to promote', () => {
    const aws = staged();
    aws.state.wayBackTo = null;
    expect(run(aws, another(stagePlan(), 101)).ending?.result).toBe('staged');
    expect(standing(aws)).toMatch(/^1 PRIMARY, (2 DRAINING, )?3 ACTIVE; live: 1$/);
  });

  test('says that its green is live when it is run again after the promotion', () => {
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

  test('proves green anew before users see it', () => {
    const { steps } = run(staged(), promote());
    const reasons = steps.map(({ reason }) => reason);
    expect(reasons.indexOf('smoke-testing')).toBeGreaterThan(-1);
    expect(reasons.indexOf('smoke-testing')).toBeLessThan(reasons.indexOf('labelling-green'));
  });

  test.each([
    ['nothing is staged', () => anAws(), {}, 'nothing is staged for service shop'],
    ['the named release is gone', () => staged(), { promoted: '77-shop' }, 'release "77-shop" is not staged'],
    ['another commit is staged', () => staged(), { expectedCommit: 'beef' }, 'expected-sha is beef'],
    ['it has expired', () => later(staged(), 80), {}, 'which is over: stage it again'],
  ] as const)('changes nothing when %s', (_what, aws, goal, problem) => {
    const done = run(aws(), promote(goal));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain(problem);
    expect(said(done)).toContain('All production traffic is on blue ecs-svc/1');
  });

  test('goes back and removes green when the bake fails', () => {
    const aws = staged('unhealthy-live');
    const done = run(aws, promote());
    expect([done.ending?.result, done.reason]).toEqual(['rolled-back', 'baked-bad-targets']);
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

  test('says that it is live when it is run again after its end', () => {
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
      'delete',
      'untag-service',
    ]);
    expect([done.ending?.result, done.reason]).toEqual(['rolled-back', 'asked-for']);
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('waits for nothing before the last rule is back', () => {
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
    const done = run(aws, rollback({ backTo: 'web:1' }));
    expect(kinds(done)).not.toContain('create-green');
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test('raises a blue that was scaled down, and switches when it can carry the traffic', () => {
    const aws = scaledDown();
    const done = run(aws, rollback());
    expect(kinds(done).slice(0, 3)).toEqual(['scale', 'label', 'write-rule']);
    expect(done.steps.map(({ reason }) => reason)).toContain('waiting-for-blue-to-serve');
    expect(aws.sets().map(({ n, scale }) => [n, scale])).toEqual([[1, 100]]);
  });

  test('takes nothing back when it is run again, whatever was released since', () => {
    const aws = warm();
    run(aws, rollback());
    aws.state.wayBackTo = null;
    run(aws, another(aPlan(), 300));
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
    const again = run(aws, { ...rollback(), release: { ...rollback().release, runAttempt: 2 } });
    expect([again.ending?.result, again.writes]).toEqual(['rolled-back', []]);
    expect(said(again)).toContain('has rolled service shop back already');
  });

  test('takes back what its own run released', () => {
    const aws = warm();
    const plan: Plan = {
      ...rollback(),
      release: { ...aPlan().release, id: '100-shop-rollback' },
    };
    expect(run(aws, plan).ending?.result).toBe('rolled-back');
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
  test('releases the revision before again, through all gates', () => {
    const aws = released();
    const done = run(aws, rollback());
    expect(kinds(done)).not.toContain('register');
    expect(done.steps.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['smoke-testing', 'baking']),
    );
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('replaces the revision that was named, also while a blue of another is warm', () => {
    const aws = warm();
    const done = run(aws, rollback({ backTo: 'web:7' }));
    expect(kinds(done)).toContain('create-green');
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('refuses the revision that is live', () => {
    const done = run(warm(), rollback({ backTo: 'web:2' }));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('revision web:2 is what service shop runs now');
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
  ])('is refused %s', (_what, plan) => {
    const done = run(forwardOnly(warm()), plan);
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('is forward-only (migration 12)');
  });

  test('goes on with force and a written reason, which the end tells', () => {
    const aws = forwardOnly(warm());
    const done = run(aws, rollback({ writtenReason: 'the old one can read it' }, true));
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    expect(said(done)).toContain('the old one can read it');
  });

  test('anew goes on with force and a written reason, which the end tells', () => {
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

  test('takes nothing back when it is run again', () => {
    const aws = foreignMade();
    run(aws, rollback());
    run(aws, rollback());
    expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
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
      expect([second.ending?.result, second.reason]).toEqual(['rolled-back', 'asked-for']);
      expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    },
  );
});

describe('teardown', () => {
  test('deletes blue at once, restores nothing else, and ends the lease', () => {
    const aws = warm();
    const done = run(aws, commandPlan('teardown'));
    expect(done.ending?.result).toBe('torn-down');
    expect(kinds(done)).toEqual(['tag-service', 'delete', 'untag-service']);
    expect(Object.keys(aws.state.tags)).toEqual(['fence']);
  });

  test('makes the run that keeps blue warm stand down', () => {
    const aws = anAws();
    const [first, second] = runTogether(
      aws,
      warmPlan(),
      commandPlan('teardown'),
      (steps) => steps.at(-1)?.reason === 'warm',
    );
    expect([first.ending?.result, second.ending?.result]).toEqual(['stood-down', 'torn-down']);
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

  test('is refused while production is on two sets', () => {
    const aws = warm();
    aws.meddle((state) => {
      state.rules = state.rules.map((rule, index) => (index === 0 ? anAws().state.rules[0]! : rule));
    });
    const done = run(aws, commandPlan('teardown'));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('not all on one task set');
  });
});

describe('status', () => {
  const status = commandPlan('status');
  const lines = (aws: FakeAws): readonly string[] => run(aws, status).ending?.details ?? [];

  test('tells a warm release: rules, both sets, lease, fence and the way back', () => {
    const aws = warm();
    expect(lines(aws)).toEqual(
      expect.arrayContaining([
        'task set blue ecs-svc/1 (web:1): ACTIVE, 2 of 2 running, 2 healthy',
        'task set green ecs-svc/2 (web:2): PRIMARY, 2 of 2 running, 2 healthy',
        `lease: blue is kept until ${aws.state.tags['lease-until'] ?? '?'} at 100 %`,
        'fence: 1:100.1',
        'forward-only: no',
        'rollback ready: yes, about 2 s',
      ]),
    );
  });

  test.each([
    ['scaled down', scaledDown, 'blue stands at 25 % and is raised first'],
    ['without a blue', released, 'revision web:1 would be released again'],
    ['in its bake', () => baking(), 'yes, about 2 s'],
    ['forward-only', () => forwardOnly(warm()), 'no: forward-only (migration 12)'],
  ] as const)('tells the way back from a release %s', (_what, aws, words) => {
    expect(lines(aws()).join('\n')).toContain(words);
  });

  test('tells what is staged, and until when', () => {
    expect(lines(staged()).join('\n')).toMatch(/ecs-svc\/2 .*staged as release 100-shop until 2026-/);
  });

  test('ends at once and writes nothing, in every world', () => {
    fc.assert(
      fc.property(anyWorld, anyMemory, (world, memory) => {
        const { act, reason } = decideNextStep(status, world, memory);
        return act.kind === 'end' && reason === 'seen';
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
      fc.property(anyWorld, anyMemory, fc.constantFrom(...plans), (world, memory, plan) => {
        const { act } = decideNextStep(plan, world, memory);
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
