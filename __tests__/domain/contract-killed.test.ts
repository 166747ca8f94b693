// The contract of a release whose process was killed, the release after it, and two runs at once.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { inheritedMemory } from '../../src/domain/task-sets/roles/handover.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { statusLines } from '../../src/domain/task-sets/status/status.ts';
import { cleanRun, commandPlan, said } from '../support/commands.ts';
import {
  minute,
  runs,
  bringing,
  again,
  teardown,
  later,
  saying,
  rollback,
  lasting,
  warm,
  begun,
  noted,
  tries,
  endOf,
  green,
} from '../support/contracts.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { killedAtEachWrite, runRelease, runTogether, standing } from '../support/fake-release.ts';
import { sweepPlan } from '../support/sweeps.ts';
import { aMemory, aPlan } from '../support/worlds.ts';

describe('a contract whose process was killed', () => {
  test.each([
    ['a teardown', () => warm(), teardown, later(teardown, 201), 'torn-down'],
    ['a deploy', () => lasting(20_000), bringing(), again(bringing()), 'released'],
    ['a deploy', () => lasting(20_000), bringing(), later(teardown, 201), 'torn-down'],
  ] as const)('in %s is started once, whatever comes next', (_what, start, request, next, result) => {
    const wrong: string[] = [];
    for (const { at, aws, main } of killedAtEachWrite(start, request)) {
      const posted = aws.copy();
      if (main.handover !== null) {
        const first = inheritedMemory(main.handover, 'the run was killed', posted.nowMs);
        const post = runRelease(posted, request, { first });
        wrong.push(...post.violations.map((one) => `${at}, post: ${one}`));
      }
      for (const account of [aws, posted]) {
        const before = account.state.sets.some(({ n, deletedAtMs }) => n === 2 && deletedAtMs === null);
        if (!before && next.command === 'teardown') continue;
        const run = runRelease(account, next);
        wrong.push(...run.violations.map((one) => `${at}: ${one}`));
        const isLive = standing(account).includes('live: 2');
        if (
          isLive &&
          run.ending?.result !== result &&
          run.reason !== 'nothing-kept' &&
          run.ending?.result !== 'refused'
        )
          wrong.push(`${at}: ${run.reason ?? ''} ${said(run)}`);
        if (tries(account).length > 1) wrong.push(`${at}: ${tries(account).join()}`);
        if (run.ending?.result === result && tries(account).length !== 1 && isLive)
          wrong.push(`${at}: never ran`);
      }
    }
    expect(wrong).toEqual([]);
  });

  const lost = (laterMs: number): FakeAws => {
    const aws = begun(5000);
    aws.nowMs += laterMs;
    return aws;
  };

  test('ended within the hour: its end is found', () => {
    const aws = lost(59 * minute);
    expect(cleanRun(aws, later(teardown, 201)).reason).toBe('torn-down');
    expect([tries(aws), noted(aws)?.end]).toEqual([['200.1.1'], '0']);
  });

  test('ended more than an hour ago: the teardown stops, names both ways on, and starts nothing', () => {
    const aws = lost(61 * minute);
    const run = cleanRun(aws, later(teardown, 201));
    expect(endOf(run, aws)).toEqual(['failed', 'contract-unknown', green]);
    expect(said(run)).toContain('migration-answer: 200.1.1=done');
    expect(said(run)).toContain('migration-answer: 200.1.1=again');
    expect(tries(aws)).toEqual(['200.1.1']);
    const deploy = cleanRun(aws, later(aPlan(), 202));
    expect([deploy.ending?.result, deploy.writes]).toEqual(['refused', []]);
    expect(JSON.stringify(deploy.ending)).toContain('migration-answer: 200.1.1=done');
  });

  test.each([
    [
      'runs',
      0,
      /200\.1\.1 \(task one-1\) has begun, and no end is noted\. .* The next teardown waits for it/,
    ],
    [
      'ended more than an hour ago',
      61 * minute,
      /nobody saw how the contract 200\.1\.1 of .* ended: ECS no longer shows task one-1, .* Run the command teardown, which asks/,
    ],
  ] as const)('and %s is described by status as what it is, and blue as gone', (_when, laterMs, words) => {
    const aws = begun(60_000);
    aws.nowMs += laterMs;
    const lines = statusLines(sceneOf(commandPlan('status'), aws.observe('300-shop'), aMemory()));
    expect(lines).toContainEqual(expect.stringMatching(words));
    // The teardown was killed before it could clear the lease of the blue that it deleted.
    expect(aws.state.tags['lease-until']).toBeDefined();
    expect(lines).toContain('lease: none');
  });

  test.each([
    ['done', ['200.1.1']],
    ['again', ['200.1.1', '202.1.1']],
  ] as const)('and somebody says %s', (says, expected) => {
    const aws = lost(61 * minute);
    expect(cleanRun(aws, saying(later(teardown, 202), '200.1.1', says)).reason).toBe('torn-down');
    expect(tries(aws)).toEqual(expected);
  });

  test('is noted by a sweep in time, so that the next teardown asks nobody', () => {
    const aws = lost(minute);
    aws.meddle((state) => void (state.runs = runs));
    cleanRun(aws, sweepPlan());
    expect(noted(aws)?.end).toBe('0');
    aws.nowMs += 120 * minute;
    expect(cleanRun(aws, later(teardown, 201)).reason).toBe('nothing-kept');
  });
});

describe('the release after one with a contract', () => {
  test('waits for a contract that runs, and keeps the lock until it has ended its own blue', () => {
    const aws = begun(60_000);
    const run = cleanRun(aws, later(aPlan(), 201));
    expect(run.ending?.result).toBe('released');
    expect(run.steps.some(({ phase, reason }) => phase === 'prepare' && reason === 'contracting')).toBe(true);
    expect(aws.state.tags.contract).toBeUndefined();
  });

  test('leaves behind a contract that did not end well, and says so', () => {
    const aws = warm(5000, 3);
    expect(cleanRun(aws, teardown).reason).toBe('contract-failed');
    runRelease(aws, later(aPlan({ warmSeconds: 900 }), 201), {
      dieBefore: ({ reason }) => reason === 'warm',
    });
    const lines = statusLines(sceneOf(commandPlan('status'), aws.observe('300-shop'), aMemory())).join('\n');
    expect(lines).toMatch(
      /contract of .*: 200\.1\.1 did not end well \(exit code 3\)\. Another version is live/,
    );
    expect(lines).not.toContain('Run the command teardown');
    cleanRun(aws, later(teardown, 301));
    expect(tries(aws)).toEqual(['200.1.1']);
  });

  test('that is rolled back leaves the one before forward-only', () => {
    const aws = warm(5000);
    cleanRun(aws, teardown);
    runRelease(aws, later(aPlan({ warmSeconds: 900 }), 201), {
      dieBefore: ({ reason }) => reason === 'warm',
    });
    expect(cleanRun(aws, later(rollback, 301)).ending?.result).toBe('rolled-back');
    const refusal = cleanRun(aws, later(rollback, 302));
    expect(said(refusal)).toMatch(/forward-only|already/);
    expect(aws.state.tags.contract).toContain('try=200.1.1');
  });

  test('that replaces a version whose contract has not run keeps that known after a rollback to it', () => {
    const aws = warm();
    runRelease(aws, later(aPlan({ warmSeconds: 900 }), 201), {
      dieBefore: ({ reason }) => reason === 'warm',
    });
    expect(aws.state.tags.contract).toBe('planned set=ecs-svc/2');
    expect(cleanRun(aws, later(rollback, 301)).ending?.result).toBe('rolled-back');
    expect(cleanRun(aws, later(teardown, 302)).reason).toBe('torn-down');
    expect(tries(aws)).toEqual(['302.1.1']);
  });
});

describe('at the same moment', () => {
  const races: readonly (readonly [string, Request])[] = [
    ['a rollback', rollback],
    ['a deploy', later(aPlan(), 300)],
    ['another teardown', later(teardown, 300)],
  ];
  test.each(races)('a teardown and %s start it at most once, and nothing returns past it', (_what, other) => {
    const steps = cleanRun(warm(), teardown).steps.length;
    const wrong: string[] = [];
    for (let at = 1; at < steps; at += 2) {
      const aws = warm(30_000);
      const runs = runTogether(aws, teardown, other, (done) => done.length >= at);
      wrong.push(...runs.flatMap(({ violations }) => violations.map((one) => `at ${String(at)}: ${one}`)));
      if (tries(aws).length > 1) wrong.push(`at ${String(at)}: ${tries(aws).join()}`);
      const isBegun = tries(aws).length > 0;
      const live = standing(aws);
      if (isBegun && live.includes('live: 1')) wrong.push(`at ${String(at)}: ${live}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('a contract whose tag AWS refuses once its task has started', () => {
  const refusing = (part: string, exitCode = 0): FakeAws => {
    const aws = warm(5000, exitCode);
    aws.fault = (write) =>
      write.kind === 'tag-service' && write.tags.contract?.includes(part) === true
        ? { kind: 'denied', code: 'AccessDeniedException', message: 'no' }
        : null;
    return aws;
  };
  const own = ['200.1.1'];

  test.each([
    ['names its task: it goes on', 'task=', 0, 'contract-goes-on', /is not over/, own],
    [
      'holds a good end: it has run',
      ...(['end=', 0, 'contract-goes-on'] as const),
      ...([/^Contract not noted: the contract 200\.1\.1 has run \(exit code 0\)/, own] as const),
    ],
    [
      'holds a bad end: it has failed, and the next one starts it again',
      ...(['end=', 3, 'contract-failed', /did not end well: .*exit code 3/] as const),
      [...own, '200.2.1'],
    ],
  ] as const)('that %s, and it is never called not started', (_what, part, exitCode, reason, words, next) => {
    const aws = refusing(part, exitCode);
    const run = cleanRun(aws, teardown);
    expect([run.reason, tries(aws)]).toEqual([reason, own]);
    expect(run.ending?.message).toMatch(words);
    expect(said(run)).not.toContain('not started');
    aws.fault = () => null;
    cleanRun(aws, again(teardown));
    expect(tries(aws)).toEqual(next);
    expect(noted(aws)?.end).toBe(String(exitCode));
  });
});
