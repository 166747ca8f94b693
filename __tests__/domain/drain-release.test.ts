import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { iso } from '../../src/domain/common/values/moment.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import { draining, drainPlan } from '../support/command-stories.ts';
import { after, cleanRun, commandPlan, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, runTogether, standing, type Run } from '../support/fake-release.ts';
import type { FakeState } from '../support/fake-state.ts';
import { anAws, sticky } from '../support/scenarios.ts';
import { sweepPlan } from '../support/sweeps.ts';
import { setArn } from '../support/worlds.ts';

const four = (state: FakeState): void => void (state.desired = 4);
const scaleOf = (aws: FakeAws, n = 1): number | undefined => aws.sets().find((set) => set.n === n)?.scale;
const scales = ({ writes }: Pick<Run, 'writes'>): readonly number[] =>
  writes.flatMap((write) => (write.kind === 'scale' ? [write.percent] : []));
const everyMs = 130_000;
const isStep = ({ reason, act }: Step): boolean => reason === 'draining-blue' && act.kind !== 'wait';
/** Until its last task has stopped, tasks of this number outlive every step and the deletion. */
const shield = (aws: FakeAws, tasks: number, untilMs: number): void => {
  aws.meddle(({ sets }) => {
    for (const set of sets) if (set.n === 1) set.shielded = { tasks, untilMs };
  });
};
/** Run 100 ended after its bake, and the warm time of blue is over. */
const due = (changes: Parameters<typeof drainPlan>[0] = {}): FakeAws => {
  const aws = after(drainPlan({ teardown: 'defer', ...changes }), undefined, 'good', four);
  aws.state.runs = [{ runId: 100, isOver: true }];
  aws.nowMs += 60_000;
  return aws;
};
const sweep = (aws: FakeAws): Run => cleanRun(aws, sweepPlan());

describe('a release that waits for the end of blue', () => {
  test('scales it down step by step, each noted before it is taken, and then deletes it', () => {
    const aws = anAws('good', four);
    const atMs: number[] = [];
    const run = runRelease(aws, drainPlan(), {
      onStep: ({ act }, { nowMs }) => {
        if (act.kind === 'scale' || act.kind === 'delete') atMs.push(nowMs);
      },
    });
    expect([run.violations, run.ending?.result, standing(aws)]).toEqual([
      [],
      'released',
      '2 PRIMARY; live: 2',
    ]);
    const mine = run.writes.flatMap((write): readonly string[] => {
      if (write.kind === 'tag-service')
        return write.tags['drained-at'] === undefined ? [] : [`tag ${write.tags['lease-scale'] ?? ''}`];
      return write.kind === 'scale'
        ? [`scale ${String(write.percent)}`]
        : write.kind === 'delete'
          ? ['delete']
          : [];
    });
    expect(mine).toEqual(['tag 50/100', 'scale 50', 'tag 0/100', 'scale 0', 'delete']);
    expect((atMs[1] ?? 0) - (atMs[0] ?? 0)).toBeGreaterThanOrEqual(everyMs);
  });

  test('says in its report that nobody counts the connections, and by when they were closed', () => {
    const run = cleanRun(anAws('good', four), drainPlan());
    expect(said(run)).toMatch(/connections were open on blue at the switch is not known.*All were closed by/);
  });

  test('skips a step that would stop no task', () => {
    const aws = anAws('good', (state) => void (state.desired = 1));
    expect(scales(cleanRun(aws, drainPlan()))).toEqual([0]);
  });

  test('begins below the scale at which blue was kept warm', () => {
    const run = cleanRun(anAws('good', four), drainPlan({ warmScalePercent: 25, warmSeconds: 60 }));
    expect(scales(run)).toEqual([25, 0]);
  });

  test('cuts the sessions of blue before the first step', () => {
    const aws = sticky('good', 600);
    aws.meddle(four);
    const run = cleanRun(aws, drainPlan({ traffic: { testRule: aws.testRule } }));
    const kinds = run.steps.flatMap(({ reason, act }) =>
      act.kind === 'scale' || reason === 'ending-sessions' ? [act.kind] : [],
    );
    expect(run.ending?.result).toBe('released');
    expect(kinds.indexOf('write-rule')).toBeGreaterThanOrEqual(0);
    expect(kinds.indexOf('write-rule')).toBeLessThan(kinds.indexOf('scale'));
    expect(scales(run)).toEqual([50, 0]);
  });

  test('takes no step while green is unhealthy, and keeps blue for a rollback', () => {
    const aws = draining();
    aws.state.sets = aws.state.sets.map((set) => (set.n === 2 ? { ...set, behaviour: 'dies-live' } : set));
    aws.nowMs += everyMs;
    const run = cleanRun(aws, drainPlan({ release: { runAttempt: 2 } }));
    expect([run.ending?.result, scaleOf(aws)]).not.toEqual(['released', 0]);
    expect(aws.sets().some(({ n, deletedAtMs }) => n === 1 && deletedAtMs === null)).toBe(true);
  });

  test('deletes blue at once if AWS refuses to scale it, and says what was refused', () => {
    const aws = anAws('good', four);
    aws.fault = (write) => (write.kind === 'scale' ? { kind: 'denied' } : null);
    const run = cleanRun(aws, drainPlan());
    expect([standing(aws), scales({ writes: aws.sent.filter(isCarriedOut) })]).toEqual([
      '2 PRIMARY; live: 2',
      [],
    ]);
    expect(said(run)).toContain('ecs:UpdateTaskSet');
  });

  test('continues after its tags were wiped, by the tag of green', () => {
    const aws = draining();
    aws.state.tags = {};
    aws.nowMs += everyMs;
    const run = cleanRun(aws, drainPlan({ release: { runAttempt: 2 } }));
    expect([run.ending?.result, standing(aws)]).toEqual(['released', '2 PRIMARY; live: 2']);
    expect(scales(run)).toContain(0);
  });
});

const isCarriedOut = (write: Write): boolean => write.kind !== 'scale';

describe('a sweep', () => {
  test('takes one step each time, never sooner than the step lasts, and deletes blue in the end', () => {
    const aws = due();
    expect([scales(sweep(aws)), aws.state.tags['lease-scale']]).toEqual([[50], '50/100']);
    const early = sweep(aws);
    expect([scales(early), said(early).includes('is drained to 50 %')]).toEqual([[], true]);
    aws.nowMs += everyMs;
    const last = sweep(aws);
    expect(scales(last)).toEqual([0]);
    expect(standing(aws)).toMatch(/^(1 DRAINING, )?2 PRIMARY; live: 2$/);
  });

  test.each([1000, 120_000])('continues where a killed one stopped, %i ms later', (laterMs) => {
    const begun = due();
    const at: number[] = [];
    runRelease(begun, sweepPlan(), { onWritten: ({ writes }) => at.push(writes.length) });
    for (const killAfterWrite of at) {
      const aws = due();
      runRelease(aws, sweepPlan(), { killAfterWrite });
      const wasTaken = scaleOf(aws) === 50;
      aws.nowMs += laterMs;
      const run = sweep(aws);
      expect([killAfterWrite, run.ending?.result, scaleOf(aws)]).toEqual([killAfterWrite, 'swept', 50]);
      const since = aws.nowMs - Date.parse(aws.state.tags['drained-at'] ?? '');
      // The next step counts from this one, so no two waves follow each other within seconds.
      if (!wasTaken) expect(since).toBeLessThan(60_000);
    }
  });

  test('leaves a blue whose protected tasks still run to a later one, and is no failure', () => {
    const aws = due();
    shield(aws, 1, aws.nowMs + 3_600_000);
    sweep(aws);
    aws.nowMs += everyMs;
    expect(scales(sweep(aws))).toEqual([0]);
    aws.nowMs += everyMs;
    const held = sweep(aws);
    expect([held.ending?.result, said(held).includes('still runs, as a protected task may')]).toEqual([
      'swept',
      true,
    ]);
    aws.nowMs += 3_600_000;
    sweep(aws);
    expect(standing(aws)).toMatch(/^(1 DRAINING, )?2 PRIMARY; live: 2$/);
  });

  test('begins again with the steps of green if the lease was wiped', () => {
    const aws = due();
    const { fence } = aws.state.tags;
    aws.state.tags = fence === undefined ? {} : { fence };
    sweep(aws);
    expect(aws.state.tags.drain).toBe('50.0/130s');
    aws.nowMs += 60_000;
    expect(scales(sweep(aws))).toEqual([50]);
  });
});

describe('a rollback in the middle', () => {
  test('raises blue first and waits until it serves, and says how long that may take', () => {
    const aws = draining();
    expect(said(cleanRun(aws, commandPlan('status')))).toMatch(
      /yes, after the start of tasks: blue is scaled to 50 % and is scaled up first, which takes at most \d+m/,
    );
    const run = cleanRun(aws, commandPlan('rollback'));
    const order = run.writes.map(({ kind }) => kind);
    expect(order.indexOf('scale')).toBeLessThan(order.indexOf('write-rule'));
    expect([scales(run)[0], standing(aws)]).toEqual([100, '1 PRIMARY; live: 1']);
  });

  test('returns traffic first if green has no healthy target, and raises blue after it', () => {
    const aws = draining();
    aws.state.sets = aws.state.sets.map((set) => (set.n === 2 ? { ...set, behaviour: 'dies-live' } : set));
    aws.nowMs += 10_000;
    expect(said(cleanRun(aws, commandPlan('status')))).toContain('traffic returns to blue at 50 %');
    const run = cleanRun(aws, commandPlan('rollback'));
    const order = run.writes.map(({ kind }) => kind);
    expect(order.indexOf('write-rule')).toBeLessThan(order.indexOf('scale'));
    expect([scales(run)[0], standing(aws)]).toEqual([100, '1 PRIMARY; live: 1']);
  });

  test('raises a blue without a task first, even then: it could serve nobody', () => {
    const aws = draining();
    shield(aws, 1, aws.nowMs);
    aws.meddle((state) => {
      for (const set of state.sets) if (set.n === 1) set.scale = 0;
      state.tags = { ...state.tags, 'lease-scale': '0/100', 'drained-at': iso(aws.nowMs) };
    });
    const run = cleanRun(aws, commandPlan('rollback'));
    const order = run.writes.map(({ kind }) => kind);
    expect(order.indexOf('scale')).toBeLessThan(order.indexOf('write-rule'));
    expect(standing(aws)).toBe('1 PRIMARY; live: 1');
  });

  test.each(['before', 'after'])('wins against the run that drains, if it begins %s a step', (when) => {
    const aws = anAws('good', four);
    let steps = 0;
    const begins = (): boolean => {
      steps = aws.sent.filter(({ kind }) => kind === 'scale').length;
      return when === 'before' ? aws.state.tags['lease-scale'] === '50/100' : steps > 0;
    };
    const [first, second] = runTogether(aws, drainPlan(), commandPlan('rollback'), begins);
    expect([second.ending?.result, standing(aws), scaleOf(aws)]).toEqual([
      'rolled-back',
      '1 PRIMARY; live: 1',
      100,
    ]);
    expect([...first.violations, ...second.violations]).toEqual([]);
  });
});

describe('what a person asks for', () => {
  test('a teardown ends blue at once, without the steps that are left', () => {
    const aws = draining();
    const run = cleanRun(aws, commandPlan('teardown'));
    expect([run.ending?.result, scales(run), standing(aws)]).toEqual(['torn-down', [], '2 PRIMARY; live: 2']);
  });

  test('the next deploy ends it at once, since it needs its target group', () => {
    const aws = draining();
    const run = cleanRun(aws, commandPlan('deploy'));
    expect([run.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test.each<readonly [string, () => Request]>([
    ['a teardown', () => commandPlan('teardown')],
    ['a release', () => drainPlan({ release: { runAttempt: 2 } })],
  ])('%s leaves protected tasks that outlive the deletion for a sweep, and is no failure', (_what, plan) => {
    const aws = draining();
    shield(aws, 1, aws.nowMs + 24 * 3_600_000);
    const run = cleanRun(aws, plan());
    expect(['torn-down', 'released']).toContain(run.ending?.result);
    expect(said(run)).toMatch(/protected tasks? may for up to 48 hours/);
  });
});

describe('before the first write', () => {
  const short = (command: Request['command']): Request => ({
    ...drainPlan({ drain: { percents: [50, 0], everySeconds: 60 } }),
    command,
  });
  test.each(['deploy', 'plan'] as const)(
    '%s refuses a step that is shorter than delay and stop together',
    (command) => {
      const aws = anAws('good', four);
      const run = cleanRun(aws, short(command));
      expect([run.ending?.result, run.writes]).toEqual(['refused', []]);
      expect(said(run)).toMatch(
        /drain: a step of 1m00s is too short\. target group \S+ has a deregistration delay of 5s, and tasks of blue stop within 2m00s/,
      );
    },
  );

  test('the plan shows the steps, and how many tasks each of them stops', () => {
    const run = cleanRun(anAws('good', four), { ...drainPlan(), command: 'plan' });
    expect(said(run)).toContain('blue is scaled down to 50 and 0 %, which stops 2 and 2 tasks');
  });
});

test('the steps of blue are named by the lease whatever happens', () => {
  const aws = anAws('good', four);
  runRelease(aws, drainPlan(), {
    onStep: (step, { service, taskSets }) => {
      if (!isStep(step) || step.act.kind !== 'scale') return;
      const blue = taskSets.find(({ arn }) => arn === setArn(1));
      expect(service.tags['lease-scale']).toBe(`${String(step.act.percent)}/100`);
      expect(blue?.scalePercent).toBeGreaterThan(step.act.percent);
    },
  });
});
