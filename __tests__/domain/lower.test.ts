import { describe, expect, test } from '@jest/globals';
import { formatLeaseScale, parseLeaseScale } from '../../src/domain/task-sets/tags/lease.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, runTogether, standing, type Run } from '../support/fake-release.ts';
import type { Behaviour, FakeState } from '../support/fake-state.ts';
import { deferred } from '../support/command-stories.ts';
import { after, cleanRun, commandPlan, said, withTestRule } from '../support/commands.ts';
import { anAws, planOf, scenarios, testRule } from '../support/scenarios.ts';
import { a, aPlan, b, setArn } from '../support/worlds.ts';
import { moveWeight, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';

const four = (state: FakeState): void => void (state.desired = 4);
const lowPlan = (changes: Parameters<typeof aPlan>[0] = {}): Request =>
  aPlan({ teardown: 'defer', warmScalePercent: 25, warmSeconds: 900, ...changes });
const scales = ({ writes }: Run): readonly number[] =>
  writes.flatMap((write) => (write.kind === 'scale' ? [write.percent] : []));
const scaleOf = (aws: FakeAws, n: number): number | undefined => aws.sets().find((set) => set.n === n)?.scale;
const leaseScales = ({ writes }: Run): readonly string[] =>
  writes.flatMap((write) => (write.kind === 'tag-service' ? (write.tags['lease-scale'] ?? []) : []));

/** Green turns out bad, after all. */
const turns = (aws: FakeAws, behaviour: Behaviour): void => {
  aws.state.sets = aws.state.sets.map((set) => (set.n === 2 ? { ...set, behaviour } : set));
};

describe('the tag of the scale', () => {
  test.each(['100', '50', '25/100', '1/2'])('%s is read as it is written', (text) => {
    const scale = parseLeaseScale(text);
    expect(scale === null ? null : formatLeaseScale(scale)).toBe(text);
  });
  test.each([undefined, '', 'x', '200', '50/25', '25/', '-1'])('%s says nothing', (text) => {
    expect(parseLeaseScale(text)).toBeNull();
  });
});

describe('blue that is kept warm at a lower scale', () => {
  test('is lowered after the bake, when its lease says so and every node knows the switch', () => {
    const aws = anAws('good', four);
    const run = cleanRun(aws, lowPlan());
    expect(run.ending?.result).toBe('released');
    expect(leaseScales(run)).toEqual(['100', '25/100']);
    expect(scales(run)).toEqual([25]);
    const at = (is: (write: Write) => boolean): number => run.writes.findIndex(is);
    const lease = at((write) => write.kind === 'tag-service' && write.tags['lease-scale'] === '25/100');
    expect(lease).toBeLessThan(at(({ kind }) => kind === 'scale'));
    expect(scaleOf(aws, 1)).toBe(25);
    expect(aws.state.tags['lease-scale']).toBe('25/100');
  });

  test('keeps a scale that is lower already', () => {
    const aws = anAws('good', (state) => {
      four(state);
      state.sets[0]!.scale = 20;
    });
    const run = cleanRun(aws, lowPlan());
    expect(scales(run)).toEqual([]);
    expect(scaleOf(aws, 1)).toBe(20);
  });

  test('is left alone where as many tasks would run: one of one', () => {
    const aws = anAws('good', (state) => void (state.desired = 1));
    expect(scales(cleanRun(aws, lowPlan()))).toEqual([]);
    expect(scaleOf(aws, 1)).toBe(100);
  });

  test('keeps one task at least', () => {
    const aws = anAws('good', four);
    cleanRun(aws, lowPlan({ warmScalePercent: 1 }));
    const blue = aws.observe('100-shop').taskSets.find(({ arn }) => arn === setArn(1));
    expect([blue?.computedDesired, blue?.scalePercent]).toEqual([1, 1]);
  });

  test('stays as it is where AWS refuses to scale it down, and that is reported', () => {
    const aws = anAws('good', four);
    aws.fault = (write) => (write.kind === 'scale' ? { kind: 'denied' } : null);
    const run = cleanRun(aws, lowPlan());
    expect(run.ending?.result).toBe('released');
    expect(said(run)).toContain('ecs:UpdateTaskSet');
    expect(scaleOf(aws, 1)).toBe(100);
  });

  test('is not lowered while a rule for tests shows it', () => {
    const aws = anAws('good', (state) => {
      four(state);
      withTestRule(state);
    });
    aws.testRule = testRule;
    const run = runRelease(aws, lowPlan({ traffic: { testRule } }), {
      meddle: () => {
        if (aws.live().some(({ n }) => n === 2))
          aws.meddle((state) => {
            state.rules = state.rules.map((rule) =>
              aws.isTest(rule) && weightOf(rule, b) > 0 ? { ...rule, actions: moveWeight(rule, b, a) } : rule,
            );
          });
      },
    });
    expect([run.violations, run.ending?.result, scales(run)]).toEqual([[], 'released', []]);
    expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 2');
  });
});

describe('every rollback restores the scale at which blue served before it writes the rules', () => {
  test('of a rollback, and status shows the longer time before', () => {
    const aws = deferred({ warmScalePercent: 25 });
    expect(said(cleanRun(aws, commandPlan('status')))).toContain(
      'yes, after the start of tasks: blue is scaled to 25 % and is scaled up first',
    );
    expect(said(cleanRun(aws, commandPlan('status')))).toContain('at 25 %');
    const run = cleanRun(aws, commandPlan('rollback'));
    const order = run.writes.map(({ kind }) => kind);
    // The fence first: a run that keeps it warm would lower it again.
    expect(order.slice(0, 3)).toEqual(['tag-service', 'scale', 'label']);
    expect(scales(run)[0]).toBe(100);
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
    expect(scaleOf(aws, 1)).toBe(100);
  });

  test('of a rollback while the run that lowered it still keeps it warm, and stands down', () => {
    const aws = anAws('good', four);
    const waiting = lowPlan({ teardown: 'wait' });
    const isLowered = (): boolean => scaleOf(aws, 1) === 25;
    const [first, second] = runTogether(aws, waiting, commandPlan('rollback'), isLowered);
    expect(scales(first)).toEqual([25]);
    expect([second.ending?.result, standing(aws)]).toEqual(['rolled-back', '1 PRIMARY; live: 1']);
    expect([...first.violations, ...second.violations]).toEqual([]);
  });

  test('of a bake that begins again over a lowered blue and fails', () => {
    const aws = after(lowPlan(), undefined, 'good', four);
    turns(aws, 'fails-live');
    const run = cleanRun(aws, lowPlan({ release: { runAttempt: 2 } }));
    expect(run.ending?.result).toBe('rolled-back');
    const firstBack = run.writes.findIndex(({ kind }) => kind === 'scale');
    expect(run.writes[firstBack]).toMatchObject({ kind: 'scale', percent: 100 });
    expect(run.writes.findIndex(({ kind }) => kind === 'label')).toBeGreaterThan(firstBack);
    expect(scaleOf(aws, 1)).toBe(100);
  });

  test('after the traffic where green has no healthy target: one task of blue is better than none', () => {
    const aws = after(lowPlan(), undefined, 'good', four);
    turns(aws, 'unhealthy-live');
    const run = cleanRun(aws, lowPlan({ release: { runAttempt: 2 } }));
    expect(run.ending?.result).toBe('rolled-back');
    const order = run.writes.map(({ kind }) => kind);
    expect(order.indexOf('write-rule')).toBeLessThan(order.indexOf('scale'));
    expect(scaleOf(aws, 1)).toBe(100);
  });

  test('but a blue that served at half its scale gets traffic again immediately, at that scale', () => {
    const aws = anAws('fails-live', (state) => {
      four(state);
      state.sets[0]!.scale = 50;
    });
    const run = cleanRun(aws, aPlan());
    expect(run.ending?.result).toBe('rolled-back');
    expect(scales(run)).toEqual([]);
    expect(scaleOf(aws, 1)).toBe(50);
  });

  test('of a release whose run died while a rollback had moved the rules only', () => {
    const aws = deferred({ warmScalePercent: 25 });
    aws.meddle((state) => {
      state.rules = state.rules.map((rule) =>
        weightOf(rule, b) > 0 ? { ...rule, actions: moveWeight(rule, b, a) } : rule,
      );
    });
    const run = cleanRun(aws, commandPlan('deploy'));
    expect(run.ending?.result).toBe('released');
    expect(scales(run)[0]).toBe(100);
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
  });
});

test('no release scales anything where the warm scale is all of it', () => {
  for (const scenario of scenarios.filter(({ result }) => result === 'released'))
    expect(scales(runRelease(scenario.aws(), planOf(scenario)))).toEqual([]);
});
