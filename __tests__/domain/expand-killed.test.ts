// A migration whose process was killed: it is started once, found again, and never forgotten.
import { describe, expect, test } from '@jest/globals';
import { inheritedMemory } from '../../src/domain/task-sets/roles/handover.ts';
import { another, cleanRun, kinds, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { killedAtEachWrite, runRelease } from '../support/fake-release.ts';
import { over, sweepPlan } from '../support/sweeps.ts';
import { aPlan } from '../support/worlds.ts';
import {
  again,
  bringing,
  endOf,
  isAwaited,
  migrating,
  noted,
  released,
  saying,
  untouched,
} from '../support/expanding.ts';

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
    const run = cleanRun(aws.copy(), another(aPlan(), 101));
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
  });
});
