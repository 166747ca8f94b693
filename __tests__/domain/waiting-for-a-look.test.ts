// A write that waits for a newer look: how long, and when it is left.
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveOutcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import { leftUndone } from '../../src/domain/task-sets/evolve/undone.ts';
import { linesOf } from '../../src/domain/common/run/step.ts';
import type { Look } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { step } from '../../src/domain/task-sets/model/make-step.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import { aLook, unread } from '../support/looks.ts';
import { noon } from '../support/worlds.ts';

import { baking, blue, green, inBake, onGreen, plan } from '../support/baking.ts';

describe('a write that waits for a newer look', () => {
  const deletion: Write = { kind: 'delete', set: blue.arn, atScale: 100 };
  const looking = (before: Write): Step =>
    step('teardown', 'deleting-blue', 'a test asks for it', {
      kind: 'look',
      parts: ['rules'],
      before,
      afterMs: 500,
    });
  const afterLook = (
    before: Write,
    waitedMs: number,
    look: Look,
    memory = inBake({ isBakePassed: true }),
  ): Memory =>
    evolveOutcome(
      { ...memory, lookingSinceMs: waitedMs === 0 ? null : noon - waitedMs },
      { request: plan, world: baking(look), step: looking(before), outcome: { kind: 'done' }, nowMs: noon },
    );
  const unseen = aLook({ rules: unread(60_000, 'denied') });
  const busy = aLook({ rules: unread(60_000, 'busy') });
  const scaling = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: false };

  test.each<readonly [string, Write, number, number]>([
    ['is not left before two minutes are over', deletion, 119_999, 0],
    ['is left after two minutes: a deletion', deletion, 120_000, 1],
    ['is left after two minutes: a lower scale', { kind: 'scale', set: blue.arn, percent: 50 }, 120_000, 1],
    ['is left after two minutes: auto scaling', { kind: 'write-scaling', state: scaling }, 120_000, 1],
  ])('%s', (_what, before, waitedMs, left) => {
    expect(afterLook(before, waitedMs, unseen).abandoned).toHaveLength(left);
    expect(afterLook(before, waitedMs, busy).abandoned).toHaveLength(left);
  });

  describe.each([
    ['a read that AWS refuses', unseen, 10_000],
    ['a read that is throttled', busy, 600_000],
  ] as const)('needed after %s', (_what, look, limitMs) => {
    test('is left once the read counts as lost, and not before, after the bake', () => {
      const label: Write = { kind: 'label', set: green.arn, withinMs: null };
      const after = (ms: number): Memory => afterLook(label, ms, look);
      expect([after(limitMs - 1).abandoned.length, after(limitMs).abandoned.length]).toEqual([0, 1]);
    });

    test('fails the release once the read counts as lost, and not before', () => {
      const rule: Write = { kind: 'write-rule', rule: onGreen, actions: onGreen.actions };
      const after = (ms: number): Memory => afterLook(rule, ms, look, inBake());
      expect(after(limitMs - 1).failure).toBeNull();
      expect(after(limitMs)).toMatchObject({
        failure: { what: expect.stringContaining('elb:DescribeRules') },
        abandoned: [],
      });
    });
  });

  test('is left too when every read is answered, and none is new enough', () => {
    expect(leftUndone(afterLook(deletion, 120_000, aLook({ rules: 3000 }))).join()).toContain(
      'takes longer than it counts',
    );
  });

  test('counts from its first look, and again after any other step', () => {
    expect(afterLook(deletion, 0, unseen).lookingSinceMs).toBe(noon);
    expect(afterLook(deletion, 5000, unseen).lookingSinceMs).toBe(noon - 5000);
    const waiting = step('warm', 'warm', 'a wait', { kind: 'wait', ms: 50 });
    const acted = {
      request: plan,
      world: baking(null),
      step: waiting,
      outcome: { kind: 'done' },
      nowMs: noon,
    } as const;
    expect(evolveOutcome(inBake({ lookingSinceMs: noon - 5000 }), acted).lookingSinceMs).toBeNull();
  });

  test('is listed at the end as left for the next teardown, with the read that failed', () => {
    const memory = afterLook(deletion, 120_000, unseen);
    expect(leftUndone(memory).join()).toMatch(
      /^delete \S+ at 100 %: left for the next teardown, sweep or deploy, since elb:DescribeRules on shop failed: .*; allow elb:DescribeRules/,
    );
    const end = decideNextStep(plan, baking(unseen, { nowMs: noon + 900_000 }), {
      ...memory,
      switchedAtMs: noon - 900_000,
    });
    expect([end.act.kind, end.reason]).toEqual(['end', 'cleanup-incomplete']);
    if (end.act.kind === 'end') expect(linesOf(end.act).join('\n')).toContain('left for the next teardown');
  });

  test('that came too late changes nothing in memory', () => {
    const memory = inBake();
    const acted = {
      request: plan,
      world: baking(null),
      step: step('teardown', 'deleting-blue', 'late', deletion),
      nowMs: noon,
    };
    expect(evolveOutcome(memory, { ...acted, outcome: { kind: 'too-late' } })).toEqual(memory);
  });
});
