// A migration before green is made, on the fake account.
import { describe, expect, test } from '@jest/globals';
import type { Migration, MigrationAnswer } from '../../src/domain/common/migrations/migration.ts';
import { parseNote } from '../../src/domain/common/migrations/note.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { imagineRelease } from '../../src/domain/task-sets/dry-run/imagine.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { inheritedMemory } from '../../src/domain/task-sets/roles/handover.ts';
import { another, cleanRun, kinds, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { killedAtEachWrite, runRelease, standing, type Run } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { over, sweepPlan } from '../support/sweeps.ts';
import { aPlan } from '../support/worlds.ts';

const migration: Migration = {
  kind: 'expand',
  command: ['node', 'migrate.js'],
  container: null,
  taskRole: null,
  timeoutSeconds: 600,
};

const bringing = (changes: Partial<Request> = {}): Request => ({ ...aPlan(), migration, ...changes });
const again = (request: Request): Request => ({
  ...request,
  release: { ...request.release, runAttempt: request.release.runAttempt + 1 },
});
const saying = (request: Request, says: MigrationAnswer['says'], tryId = '100.1.1'): Request => ({
  ...request,
  goal: { ...request.goal, migrationAnswer: { tryId, says } },
});

function migrating(lastsMs: number, exitCode = 0): FakeAws {
  const aws = anAws();
  aws.testTask = { lastsMs, exitCode };
  return aws;
}

const noted = (aws: FakeAws) => parseNote(aws.state.tags.migration);
const endOf = (run: Run, aws: FakeAws): readonly unknown[] => [run.ending?.result, run.reason, standing(aws)];
const untouched = expect.stringMatching(/^1 PRIMARY; live: 1$/);
const released = ['released', 'released', '2 PRIMARY; live: 2'];

/** Its task runs, and nothing else is done. */
const isAwaited = ({ reason, because }: Step): boolean =>
  reason === 'migrating' && because.includes('is RUNNING');

describe('an expanding migration', () => {
  test('is noted, runs once in what green will run, and its end is noted before green is made', () => {
    const aws = migrating(30_000);
    const run = cleanRun(aws, bringing());
    expect(endOf(run, aws)).toEqual(released);
    expect(aws.state.oneOff.map(({ request }) => request)).toEqual([
      expect.objectContaining({
        purpose: 'migration',
        container: 'web',
        command: ['node', 'migrate.js'],
        tryId: '100.1.1',
        taskDefinition: expect.stringMatching(/:\d+$/),
      }),
    ]);
    const order = run.writes.map((write) =>
      write.kind === 'tag-service' && write.tags.migration !== undefined
        ? `note${/ (?:task|end)=/.exec(write.tags.migration.replace(/ task=\S+(?= end)/, ''))?.[0] ?? ''}`
        : write.kind,
    );
    expect(order.slice(0, order.indexOf('create-green') + 1).filter((kind) => kind !== 'write-rule')).toEqual(
      ['tag-service', 'register', 'note', 'run-task', 'note task=', 'note end=', 'create-green'],
    );
    expect(noted(aws)).toMatchObject({ id: '100.1.1', end: '0', blue: '1' });
    const green = run.writes.find((write) => write.kind === 'create-green');
    expect(green?.kind === 'create-green' && green.request.tags.migration).toBe('100.1.1 blue=tested');
  });

  test('is foreseen by a plan', () => {
    const aws = migrating(30_000);
    const plan = cleanRun(aws, bringing({ command: 'plan' }));
    expect([plan.ending?.result, plan.reason]).toEqual(['planned', 'planned']);
    const scene = sceneOf(bringing(), aws.observe('100-shop'), blankMemory(aws.nowMs));
    const { writes, ending } = imagineRelease(scene.request, scene.world, decideNextStep);
    expect(ending?.result).toBe('released');
    expect(writes.filter(({ reason }) => reason === 'migrating')).toHaveLength(3);
  });

  test('no migration, no step', () => {
    const aws = migrating(30_000);
    const run = cleanRun(aws, aPlan());
    expect(endOf(run, aws)).toEqual(released);
    expect([aws.state.tags.migration, kinds(run).includes('run-task')]).toEqual([undefined, false]);
  });

  test('that fails stops the release with blue untouched, and the next attempt starts it again', () => {
    const aws = migrating(5000, 3);
    const run = cleanRun(aws, bringing());
    expect(endOf(run, aws)).toEqual(['failed', 'migration-failed', untouched]);
    expect(said(run)).toMatch(
      /the migration 100\.1\.1 \(task one-1\) did not end well: exit code 3 in container web/,
    );
    expect(kinds(run)).not.toContain('create-green');
    expect(noted(aws)).toMatchObject({ end: '3' });
    aws.testTask = { lastsMs: 5000, exitCode: 0 };
    expect(endOf(cleanRun(aws, again(bringing())), aws)).toEqual(released);
    expect(aws.state.oneOff.map(({ request }) => request.tryId)).toEqual(['100.1.1', '100.2.1']);
  });

  test('after which blue fails its test stops the release, unless that is accepted', () => {
    const broken = (): FakeAws => {
      const aws = migrating(5000);
      aws.meddle((state) => void (state.breaksBlue = true));
      return aws;
    };
    const aws = broken();
    const run = cleanRun(aws, bringing());
    expect(endOf(run, aws)).toEqual(['failed', 'blue-fails-on-new-schema', untouched]);
    expect(said(run)).toContain('blue fails on the new schema');
    expect(kinds(run)).not.toContain('create-green');
    const accepted = broken();
    const release = cleanRun(accepted, bringing({ ignored: ['blue-fails-on-new-schema'] }));
    expect(endOf(release, accepted)).toEqual(released);
    const green = release.writes.find((write) => write.kind === 'create-green');
    expect(green?.kind === 'create-green' && green.request.tags.migration).toBe('100.1.1 blue=failed');
  });

  test('is never stopped: a cancel reports that it goes on, and the next attempt waits for it', () => {
    const aws = migrating(300_000);
    const steps = cleanRun(aws.copy(), bringing()).steps;
    const at = steps.findIndex(({ act }) => act.kind === 'run-task') + 4;
    const run = runRelease(aws, bringing(), { cancelAtStep: at });
    expect([run.violations, run.reason]).toEqual([[], 'cancelled']);
    expect(said(run)).toContain('the migration 100.1.1 (task one-1) goes on: it is never stopped');
    expect(aws.state.oneOff.map(({ stoppedMs }) => stoppedMs)).toEqual([null]);
    const next = cleanRun(aws, again(bringing()));
    expect(endOf(next, aws)).toEqual(released);
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('whose end may not be noted is not said to go on', () => {
    const aws = migrating(5000);
    aws.fault = (write) =>
      write.kind === 'tag-service' && write.tags.migration?.includes('end=') === true
        ? { kind: 'denied', code: 'AccessDeniedException', message: 'no' }
        : null;
    const run = cleanRun(aws, bringing());
    expect(run.ending?.result).toBe('failed');
    expect(said(run)).toContain('the migration 100.1.1 has ended (exit code 0), which no tag notes yet');
    expect(said(run)).not.toContain('goes on');
    aws.fault = () => null;
    expect(endOf(cleanRun(aws, again(bringing())), aws)).toEqual(released);
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('that takes longer than its timeout goes on, and is said to', () => {
    const aws = migrating(1_500_000);
    const run = cleanRun(aws, bringing());
    expect(endOf(run, aws)).toEqual(['failed', 'migration-goes-on', untouched]);
    expect(said(run)).toContain('goes on: it is never stopped');
    expect(endOf(cleanRun(aws, again(bringing())), aws)[1]).toBe('migration-goes-on');
    expect(endOf(cleanRun(aws, again(again(bringing()))), aws)).toEqual(released);
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('of an earlier release is waited for by one without a migration', () => {
    const aws = migrating(60_000);
    runRelease(aws, bringing(), {
      dieBefore: isAwaited,
    });
    const run = cleanRun(aws, another(aPlan(), 101));
    expect(run.ending?.result).toBe('released');
    expect(run.steps.some(isAwaited)).toBe(true);
    expect(noted(aws)).toMatchObject({ id: '100.1.1', end: '0' });
  });
});

describe('a migration whose process was killed', () => {
  test('is started once, whatever comes next', () => {
    const wrong: string[] = [];
    for (const { at, aws, main } of killedAtEachWrite(() => migrating(20_000), bringing())) {
      const posted = aws.copy();
      if (main.handover !== null) {
        const first = inheritedMemory(main.handover, 'the run was killed', posted.nowMs);
        const post = runRelease(posted, bringing(), { first });
        if (post.violations.length > 0) wrong.push(`${at}, post: ${post.violations.join()}`);
        if (posted.state.oneOff.some(({ stoppedMs }) => stoppedMs !== null))
          wrong.push(`${at}: post stopped it`);
      }
      for (const account of [aws, posted]) {
        const run = runRelease(account, again(bringing()));
        if (run.violations.length > 0) wrong.push(`${at}: ${run.violations.join()}`);
        if (run.ending?.result !== 'released') wrong.push(`${at}: ${run.reason ?? ''} ${said(run)}`);
        const tries = account.state.oneOff.filter(({ request }) => request.purpose === 'migration');
        if (tries.length !== 1) wrong.push(`${at}: ${String(tries.length)} tasks`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test('is waited for after wiped tags', () => {
    const aws = migrating(60_000);
    runRelease(aws, bringing(), {
      dieBefore: isAwaited,
    });
    aws.meddle((state) => void (state.tags = {}));
    const run = cleanRun(aws, another(bringing(), 101));
    expect(run.ending?.result).toBe('released');
    expect(aws.state.oneOff.map(({ request }) => request.tryId)).toEqual(['100.1.1', '101.1.1']);
  });

  const minute = 60_000;
  const lost = (laterMs: number): FakeAws => {
    const aws = migrating(5000);
    runRelease(aws, bringing(), {
      dieBefore: isAwaited,
    });
    aws.nowMs += laterMs;
    return aws;
  };

  test('ended within the hour: its end is found', () => {
    const aws = lost(59 * minute);
    expect(endOf(cleanRun(aws, again(bringing())), aws)).toEqual(released);
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('ended more than an hour ago: the run stops, names both ways on, and starts nothing', () => {
    const aws = lost(61 * minute);
    const run = cleanRun(aws, again(bringing()));
    expect(endOf(run, aws)).toEqual(['failed', 'migration-unknown', untouched]);
    expect(said(run)).toContain('migration-answer: 100.1.1=done');
    expect(said(run)).toContain('migration-answer: 100.1.1=again');
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('ended more than an hour ago: a release that brings none does not offer to start it', () => {
    const aws = lost(61 * minute);
    const run = cleanRun(aws.copy(), saying(another(aPlan(), 101), 'again'));
    expect(run.reason).toBe('migration-unknown');
    expect(said(run)).toContain(
      'migration-answer: 100.1.1=done if it has ended well. This release brings no migration. To start it once more, ' +
        'release one that does, with migration-answer: 100.1.1=again.',
    );
    expect(said(run).match(/nobody saw how/g)).toHaveLength(1);
    expect(cleanRun(aws, saying(another(aPlan(), 102), 'done')).ending?.result).toBe('released');
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('ended more than an hour ago: nothing says that it goes on', () => {
    const aws = lost(61 * minute);
    const shown = said(cleanRun(aws.copy(), again(bringing())));
    aws.meddle((state) => void (state.runs = [...over]));
    for (const text of [shown, JSON.stringify(cleanRun(aws, sweepPlan()).ending)]) {
      expect(text).not.toContain('goes on');
      expect(text).toMatch(
        /nobody saw how the migration 100\.1\.1 of .* ended: ECS no longer shows task one-1/,
      );
    }
  });

  test('is noted by a sweep in time, so that the next release asks nobody', () => {
    const aws = lost(minute);
    aws.meddle((state) => void (state.runs = [...over]));
    const run = cleanRun(aws, sweepPlan());
    expect([run.ending?.result, noted(aws)?.end]).toEqual(['swept', '0']);
    aws.nowMs += 120 * minute;
    expect(endOf(cleanRun(aws, again(bringing())), aws)).toEqual(released);
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('that runs is left alone by a sweep, which names it', () => {
    const aws = migrating(Infinity);
    runRelease(aws, bringing(), {
      dieBefore: isAwaited,
    });
    aws.meddle((state) => void (state.runs = [...over]));
    const run = cleanRun(aws, sweepPlan());
    expect(run.ending?.result).toBe('swept');
    expect(JSON.stringify(run.ending)).toContain('goes on: it is never stopped');
    expect(kinds(run)).not.toContain('stop-task');
  });

  test.each([
    ['done', 1],
    ['again', 2],
  ] as const)('and somebody says %s', (says, tasks) => {
    const aws = lost(61 * minute);
    const run = cleanRun(aws, saying(another(bringing(), 101), says));
    expect(run.ending?.result).toBe('released');
    expect(aws.state.oneOff).toHaveLength(tasks);
    // It counted for that try only.
    const next = lost(61 * minute);
    const other = cleanRun(next, saying(another(bringing(), 101), says, '99.1.1'));
    expect([other.reason, next.state.oneOff.length]).toEqual(['migration-unknown', 1]);
  });
});

test('RunTask that AWS refuses is noted as not started, so the next release asks nobody', () => {
  const aws = migrating(5000);
  aws.fault = ({ kind }) => (kind === 'run-task' ? { kind: 'denied' } : null);
  const run = cleanRun(aws, bringing());
  expect(endOf(run, aws)).toEqual(['failed', 'write-denied', untouched]);
  expect(noted(aws)).toMatchObject({ end: 'not-started' });
  aws.fault = () => null;
  const next = { ...migration, command: ['node', 'other.js'] };
  expect(cleanRun(aws, another(bringing({ migration: next }), 101)).ending?.result).toBe('released');
});
