// Somebody gives all of production to a third group. No command takes it back, and none says that it has, or that it would.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { baking, commandPlan, halfSwitched, said, scaledDown, warm, warmPlan } from '../support/commands.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { sweepPlan } from '../support/sweeps.ts';
import { a, aRule, b, c } from '../support/worlds.ts';

const where = 'Production traffic goes to target group c, where this service has no task set.';
const untrue =
  /back where it was|moved it to blue|stays on|rollback ready: yes|group a gets it|rollback returns/;

function lead(aws: FakeAws, to: TargetGroupArn = c): FakeAws {
  aws.meddle((state) => {
    state.rules = [aRule([a, b, c].map((group) => [group, group === to ? 1 : 0]))];
  });
  return aws;
}

describe('while a third group has all of production', () => {
  const commands: readonly Request[] = [
    ...(['deploy', 'stage', 'rollback', 'teardown', 'status'] as const).map((one) => commandPlan(one)),
    sweepPlan(),
  ];
  test.each(commands.map((request) => [request.command, request] as const))(
    '%s says where it is, and promises nothing',
    (_command, request) => {
      for (const start of [warm, baking]) {
        const run = runRelease(lead(start()), request);
        expect(run.violations).toEqual([]);
        expect(said(run)).toContain(where);
        expect(said(run)).not.toMatch(untrue);
      }
    },
  );

  test.each(['smoke', 'switch', 'bake', 'warm'] as const)(
    'a release in its %s says so too, and changes nothing more',
    (phase) => {
      const aws = anAws();
      let isLed = false;
      const run = runRelease(aws, warmPlan(), {
        onStep: (step) => {
          if (isLed || step.phase !== phase) return;
          isLed = true;
          lead(aws);
        },
      });
      expect([run.ending?.result, run.reason, run.violations]).toEqual(['failed', 'drift', []]);
      expect(said(run)).toContain(where);
      expect(said(run)).not.toMatch(untrue);
    },
  );
});

describe('a rollback while a third group has all of production', () => {
  // prettier-ignore
  test.each([
    ['blue is warm', warm, 'blue ecs-svc/1 (web:1), which is ready, give its target group a'],
    ['blue is warm in the bake', baking, 'blue ecs-svc/1 (web:1), which is ready, give its target group a'],
    ['a switch was killed', halfSwitched, 'blue ecs-svc/1 (web:1), which is ready, give its target group a'],
    ['blue is scaled down', scaledDown, 'green ecs-svc/2 (web:2), which is ready, give its target group b'],
  ] as const)('writes nothing and names what a person can do: %s', (_what, start, advice) => {
    const aws = lead(start());
    const before = standing(aws);
    const run = runRelease(aws, commandPlan('rollback'));
    expect([run.ending?.result, run.writes, standing(aws)]).toEqual(['refused', [], before]);
    expect(said(run)).toContain(`To return users to ${advice} the weight in HTTP:80 default action. Then run rollback again.`);
    const again = runRelease(lead(aws, advice.endsWith(' a') ? a : b), commandPlan('rollback'));
    expect([again.ending?.result, again.violations]).toEqual(['rolled-back', []]);
    expect(standing(aws)).toMatch(/live: 1$/);
  });

  test('names no group to give weight to while neither task set is ready', () => {
    const aws = lead(warm());
    aws.meddle((state) => {
      state.sets = state.sets.map((set) => ({ ...set, behaviour: 'unhealthy' }));
    });
    const run = runRelease(aws, commandPlan('rollback'));
    expect(run.ending?.result).toBe('refused');
    expect(said(run)).toContain(
      'Find out who changed HTTP:80 default action. Once blue or green has production traffic, run rollback again.',
    );
    expect(said(run)).not.toContain('To return users to');
  });

  test('that begins after its first look is incomplete, and green stays', () => {
    for (let step = 1, last = Number.POSITIVE_INFINITY; step < last; step += 1) {
      const aws = warm();
      const run = runRelease(aws, commandPlan('rollback'), {
        meddle: (number, world) => {
          if (number === step) lead(world);
        },
      });
      last = run.steps.length;
      if (step >= last) break;
      expect([step, run.ending?.result, run.reason, run.violations]).toEqual([step, 'failed', 'drift', []]);
      expect(said(run)).toContain(where);
      expect(said(run)).not.toMatch(untrue);
      expect(standing(aws)).toContain('2 ACTIVE');
      // Another attempt of the same job.
      const again = runRelease(aws, commandPlan('rollback'));
      expect([step, again.ending?.result]).not.toEqual([step, 'rolled-back']);
      expect(standing(aws)).toContain('2 ACTIVE');
    }
  });

  test.each([
    ['refused', 'preflight-failed', 0],
    ['failed', 'drift', 900],
  ])(
    'that is over ends as %s by %s when its job is run again and keeps green for %d s',
    (result, reason, keepRolledBackSeconds) => {
      const aws = warm();
      const plan = commandPlan('rollback', {}, { keepRolledBackSeconds });
      expect(runRelease(aws, plan).ending?.result).toBe('rolled-back');
      const again = runRelease(lead(aws), plan);
      expect([again.ending?.result, again.reason, again.writes]).toEqual([result, reason, []]);
      expect(said(again)).toContain(where);
    },
  );

  test('is what a teardown does not advise', () => {
    const run = runRelease(lead(warm()), commandPlan('teardown'));
    expect(run.ending?.result).toBe('refused');
    expect(said(run)).not.toContain('Roll back or release first');
    expect(said(run)).toContain('Then run teardown again.');
  });
});

test.each(['dies-live', 'fails-live', 'unhealthy-live'] as const)(
  'a release whose green %s is not called rolled back while a third group has all of production',
  (behaviour) => {
    let judged = 0;
    for (let step = 1, last = Number.POSITIVE_INFINITY; step < last; step += 1) {
      const aws = anAws(behaviour);
      const phases = new Set<string>();
      const run = runRelease(aws, warmPlan(), {
        meddle: (number, world) => {
          if (number === step) lead(world);
        },
        onStep: ({ phase }) => {
          phases.add(phase);
        },
      });
      last = run.steps.length;
      if (step >= last || !phases.has('bake')) continue;
      judged += 1;
      expect([step, run.ending?.result, run.violations]).toEqual([step, 'failed', []]);
      expect(said(run)).toContain(where);
    }
    expect(judged).toBeGreaterThan(0);
  },
);
