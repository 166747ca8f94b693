// The contract of a release, on the fake account: it runs once nothing can run the version before, and nothing returns past it.
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { imagineRelease } from '../../src/domain/task-sets/dry-run/imagine.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { cleanRun, kinds, said } from '../support/commands.ts';
import {
  migration,
  minute,
  runs,
  bringing,
  waiting,
  again,
  teardown,
  later,
  saying,
  rollback,
  forced,
  lasting,
  warm,
  begun,
  noted,
  tries,
  endOf,
  green,
} from '../support/contracts.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { sweepPlan } from '../support/sweeps.ts';

describe('a contract', () => {
  test('runs in a deploy that waited, once the tasks of blue have stopped, and its end is noted', () => {
    const aws = lasting(30_000);
    const run = cleanRun(aws, bringing());
    expect(endOf(run, aws)).toEqual(['released', 'released', green]);
    expect(aws.state.oneOff.map(({ request }) => request)).toEqual([
      expect.objectContaining({
        purpose: 'contract',
        container: 'web',
        command: ['node', 'migrate.js', '--drop=name, address'],
        tryId: '100.1.1',
      }),
    ]);
    const order = kinds(run);
    expect(order.slice(order.indexOf('delete'))).toEqual([
      'delete',
      ...['tag-service', 'run-task', 'tag-service', 'tag-service'],
      'untag-service',
    ]);
    expect(run.steps.some(({ because }) => /contract waits: task .* is still STOPPING/.test(because))).toBe(
      true,
    );
    expect(noted(aws)).toMatchObject({ id: '100.1.1', end: '0' });
    expect(said(run)).toContain('Its contract 100.1.1 has run.');
  });

  test('is planned by green from its creation, and runs in a teardown, which reads no file', () => {
    const aws = warm();
    expect(tries(aws)).toEqual([]);
    expect(aws.observe('100-shop').taskSets[1]?.tags.contract).toBe(
      'timeout=600 command=node migrate.js --drop=name@2c@@20@address',
    );
    const run = cleanRun(aws, teardown);
    expect(endOf(run, aws)).toEqual(['torn-down', 'torn-down', green]);
    expect([tries(aws), noted(aws)?.end]).toEqual([['200.1.1'], '0']);
    expect(aws.state.oneOff[0]?.request.command).toEqual(migration.command);
    const next = cleanRun(aws, later(teardown, 201));
    expect([next.reason, next.writes]).toEqual(['nothing-kept', []]);
  });

  test('is foreseen by a plan', () => {
    const aws = lasting(30_000);
    const plan = cleanRun(aws, bringing({ command: 'plan' }));
    expect([plan.ending?.result, plan.reason]).toEqual(['planned', 'planned']);
    const scene = sceneOf(bringing(), aws.observe('100-shop'), blankMemory(aws.nowMs));
    const { writes, ending } = imagineRelease(scene.request, scene.world, decideNextStep);
    expect(ending?.result).toBe('released');
    expect(writes.filter(({ reason }) => reason === 'contracting').map(({ write }) => write.kind)).toEqual([
      'tag-service',
      'run-task',
      'tag-service',
    ]);
  });

  test('that is left by a release that defers its teardown is named, and a rollback still works', () => {
    const aws = lasting(5000);
    const run = cleanRun(aws, waiting({ teardown: 'defer' }));
    expect(run.ending?.result).toBe('released');
    expect(said(run)).toMatch(/contract of .*: planned\. It runs in the command that ends blue/);
    const back = cleanRun(aws, rollback);
    expect([back.ending?.result, tries(aws)]).toEqual(['rolled-back', []]);
  });

  test('is left by a sweep, which says so, and run by the teardown after it', () => {
    const aws = lasting(5000);
    cleanRun(aws, waiting({ teardown: 'defer' }));
    aws.nowMs += 60 * minute;
    aws.meddle((state) => void (state.runs = runs));
    const swept = cleanRun(aws, sweepPlan());
    expect([swept.ending?.result, tries(aws), aws.state.tags.green]).toEqual(['swept', [], undefined]);
    expect(JSON.stringify(swept.ending)).toMatch(/contract of .*: planned.*teardown/);
    expect(aws.state.tags.contract).toBe('planned set=ecs-svc/2');
    const run = cleanRun(aws, teardown);
    expect([run.ending?.result, tries(aws)]).toEqual(['torn-down', ['200.1.1']]);
  });

  test('that does not end well leaves green live, and another teardown starts it again', () => {
    const aws = warm(5000, 3);
    const run = cleanRun(aws, teardown);
    expect(endOf(run, aws)).toEqual(['failed', 'contract-failed', green]);
    expect(said(run)).toMatch(/the contract 200\.1\.1 \(task one-1\) did not end well: exit code 3/);
    expect(said(run)).toContain('no traffic of service shop was moved');
    aws.testTask = { lastsMs: 5000, exitCode: 0 };
    expect(endOf(cleanRun(aws, teardown), aws)[1]).toBe('contract-failed');
    expect(endOf(cleanRun(aws, later(teardown, 201)), aws)).toEqual(['torn-down', 'torn-down', green]);
    expect(tries(aws)).toEqual(['200.1.1', '201.1.1']);
  });

  test('that does not end well in a deploy fails it, with green live, and a re-run starts it again', () => {
    const aws = lasting(5000, 3);
    const run = cleanRun(aws, bringing());
    expect(endOf(run, aws)).toEqual(['failed', 'contract-failed', green]);
    expect(kinds(run).at(-1)).toBe('untag-service');
    const rerun = cleanRun(aws, again(bringing()));
    expect([rerun.reason, tries(aws)]).toEqual(['contract-failed', ['100.1.1', '100.2.1']]);
  });

  test('is never stopped: a cancelled teardown reports that it goes on, and the next one waits for it', () => {
    const aws = warm(120_000);
    const at = cleanRun(aws.copy(), teardown).steps.findIndex(({ act }) => act.kind === 'run-task') + 4;
    const run = runRelease(aws, teardown, { cancelAtStep: at });
    expect([run.violations, run.reason]).toEqual([[], 'cancelled']);
    expect(said(run)).toContain('It is never stopped');
    expect(endOf(cleanRun(aws, later(teardown, 201)), aws)).toEqual(['torn-down', 'torn-down', green]);
    expect(tries(aws)).toEqual(['200.1.1']);
  });

  test('that takes longer than its time-out goes on, and the next teardown waits for it', () => {
    const aws = warm(1_000_000);
    const run = cleanRun(aws, teardown);
    expect(endOf(run, aws)).toEqual(['failed', 'contract-goes-on', green]);
    expect(endOf(cleanRun(aws, later(teardown, 201)), aws)[1]).toBe('torn-down');
    expect(tries(aws)).toEqual(['200.1.1']);
  });

  test('whose task AWS refuses to start was not started, and another teardown starts it', () => {
    const aws = warm();
    aws.fault = (write) =>
      write.kind === 'run-task' ? { kind: 'denied', code: 'AccessDeniedException', message: 'no' } : null;
    const run = cleanRun(aws, teardown);
    expect([run.reason, tries(aws), noted(aws)?.end]).toEqual(['contract-not-started', [], 'not-started']);
    expect(said(run)).toContain('the contract was not started: AWS refused to start its task');
    aws.fault = () => null;
    expect(cleanRun(aws, later(teardown, 201)).reason).toBe('torn-down');
    expect(tries(aws)).toEqual(['201.1.1']);
  });

  test('is not started while green can not serve', () => {
    const aws = warm();
    aws.meddle((state) => {
      state.sets = state.sets.map((set) => (set.n === 2 ? { ...set, behaviour: 'unhealthy' as const } : set));
    });
    const run = cleanRun(aws, { ...teardown, isForced: true });
    expect([run.reason, tries(aws), aws.state.tags.contract]).toEqual([
      'contract-not-started',
      [],
      'planned set=ecs-svc/2',
    ]);
    aws.meddle((state) => {
      for (const set of state.sets) set.behaviour = 'good';
    });
    expect(cleanRun(aws, later(teardown, 201)).reason).toBe('torn-down');
  });
});

describe('past a contract', () => {
  const done = (): FakeAws => {
    const aws = warm(5000);
    cleanRun(aws, teardown);
    return aws;
  };

  test.each([
    ['that has ended', done],
    ['that runs', () => begun(300_000)],
    [
      'that did not end well',
      () => {
        const aws = warm(5000, 3);
        cleanRun(aws, teardown);
        return aws;
      },
    ],
  ])('%s, a rollback is refused before it writes, and goes with force and a reason', (_what, start) => {
    const aws = start();
    const refusal = cleanRun(aws, later(rollback, 300));
    expect([refusal.ending?.result, refusal.writes]).toEqual(['refused', []]);
    expect(said(refusal)).toMatch(/forward-only \(contract 200\.1\.1\)/);
    const run = cleanRun(aws, later(forced, 301));
    expect([run.ending?.result, standing(aws)]).toEqual(['released', expect.stringContaining('live: 3')]);
  });

  test('a green that can not serve any more is left by every command that rolls back on its own', () => {
    for (const start of [done, () => begun(300_000)]) {
      const aws = start();
      aws.meddle((state) => {
        state.runs = runs;
        state.sets = state.sets.map((set) =>
          set.n === 2 ? { ...set, behaviour: 'unhealthy' as const } : set,
        );
      });
      const swept = cleanRun(aws, sweepPlan());
      expect(standing(aws)).toBe(green);
      expect(swept.writes.some(({ kind }) => kind === 'write-rule')).toBe(false);
    }
  });

  test('the run of the release itself freezes loudly', () => {
    const aws = begun(300_000);
    aws.meddle((state) => {
      state.sets = state.sets.map((set) =>
        set.n === 2 ? { ...set, behaviour: 'fails-live' as const } : set,
      );
    });
    const run = cleanRun(aws, again(waiting()));
    expect([run.ending?.result, standing(aws)]).toEqual(['failed', green]);
    expect(run.writes.some(({ kind }) => kind === 'write-rule')).toBe(false);
  });

  test.each([
    ['a teardown', teardown, 'contract-not-started'],
    ['a sweep', sweepPlan(), null],
  ])(
    '%s that may not write its tag keeps the lease, which shows that it has not begun',
    (_what, request, reason) => {
      const aws = warm();
      if (request !== teardown) aws.nowMs += 24 * 60 * minute;
      aws.fault = (write) =>
        write.kind === 'tag-service' && write.tags.contract !== undefined
          ? { kind: 'denied', code: 'AccessDeniedException', message: 'no' }
          : null;
      const run = cleanRun(aws, later(request, 200));
      if (reason !== null) expect(run.reason).toBe(reason);
      expect([tries(aws), aws.state.tags.green]).toEqual([[], expect.any(String)]);
      aws.fault = () => null;
      expect(cleanRun(aws, later(teardown, 300)).reason).toBe('torn-down');
      expect(tries(aws)).toEqual(['300.1.1']);
    },
  );

  test('wiped tags: a planned contract and no blue refuse a rollback, and a teardown asks', () => {
    const aws = done();
    aws.meddle((state) => void (state.tags = {}));
    aws.nowMs += 61 * minute;
    const refusal = cleanRun(aws, rollback);
    expect([refusal.ending?.result, refusal.writes]).toEqual(['refused', []]);
    expect(said(refusal)).toContain('its contract may have begun');
    expect(said(refusal)).not.toContain('has run');
    const asking = cleanRun(aws, later(teardown, 301));
    expect([asking.reason, tries(aws)]).toEqual(['contract-unknown', ['200.1.1']]);
    expect(said(asking)).toContain('migration-answer: 100.1.0=done');
    const waits = asking.steps.filter(({ because }) => because.startsWith('contract '));
    expect(waits.length).toBeGreaterThan(0);
    for (const { because } of waits)
      expect(because).toMatch(/^contract 100\.1\.0: its task does not show yet/);
    expect(cleanRun(aws, saying(later(teardown, 302), '100.1.0', 'done')).reason).toBe('torn-down');
    expect(cleanRun(aws, later(teardown, 303)).reason).toBe('nothing-kept');
    expect(tries(aws)).toHaveLength(1);
  });

  test('wiped tags with a blue that is left: the contract has not begun, so a rollback works', () => {
    const aws = warm();
    aws.meddle((state) => void (state.tags = {}));
    expect(cleanRun(aws.copy(), rollback).ending?.result).toBe('rolled-back');
    expect(cleanRun(aws, teardown).ending?.result).toBe('torn-down');
    expect(tries(aws)).toEqual(['200.1.1']);
  });
});
