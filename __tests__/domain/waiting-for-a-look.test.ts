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
  const scaling = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: false };

  test.each<readonly [string, Write, number, number]>([
    ['is not left before two minutes are over', deletion, 119_999, 0],
    ['is left after two minutes: a deletion', deletion, 120_000, 1],
    ['is left after two minutes: a lower scale', { kind: 'scale', set: blue.arn, percent: 50 }, 120_000, 1],
    ['is left after two minutes: auto scaling', { kind: 'write-scaling', state: scaling }, 120_000, 1],
    ['is not left as soon when it is needed', { kind: 'label', set: green.arn, withinMs: null }, 599_999, 0],
    [
      'is left after ten minutes after the bake',
      { kind: 'label', set: green.arn, withinMs: null },
      600_000,
      1,
    ],
  ])('%s', (_what, before, waitedMs, left) => {
    expect(afterLook(before, waitedMs, unseen).abandoned).toHaveLength(left);
  });

  test('fails the release that needs it after ten minutes, and not before', () => {
    const rule: Write = { kind: 'write-rule', rule: onGreen, actions: onGreen.actions };
    const after = (ms: number): Memory => afterLook(rule, ms, unseen, inBake());
    expect(after(599_999).failure).toBeNull();
    expect(after(600_000)).toMatchObject({
      failure: { what: expect.stringContaining('elb:DescribeRules') },
      abandoned: [],
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
