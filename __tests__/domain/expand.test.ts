// A migration before green is made, on the fake account.
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { imagineRelease } from '../../src/domain/task-sets/dry-run/imagine.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { another, cleanRun, kinds, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease } from '../support/fake-release.ts';
import { aPlan } from '../support/worlds.ts';
import {
  again,
  bringing,
  endOf,
  isAwaited,
  migrating,
  migration,
  noted,
  released,
  untouched,
} from '../support/expanding.ts';

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
        ? `note${/ (?:passed|task|end)=/.exec(write.tags.migration.replace(/ task=\S+(?= end)/, ''))?.[0] ?? ''}`
        : write.kind,
    );
    expect(order.slice(0, order.indexOf('create-green') + 1).filter((kind) => kind !== 'write-rule')).toEqual(
      [
        ...['tag-service', 'register', 'note', 'run-task', 'note task=', 'note end=', 'note passed='],
        'create-green',
      ],
    );
    expect(noted(aws)).toMatchObject({
      id: '100.1.1',
      end: '0',
      blue: expect.stringMatching(/^[a-z0-9]{3}$/),
    });
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
