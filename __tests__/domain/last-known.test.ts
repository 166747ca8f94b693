// What a run goes on with while a part of AWS can't be read, and what it leaves.
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveOutcome, type Outcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { linesOf } from '../../src/domain/common/run/step.ts';
import { mayBeOld } from '../../src/domain/task-sets/health/last-known.ts';
import { parts, type Part } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { step } from '../../src/domain/task-sets/model/make-step.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aLook, readTrouble, unread } from '../support/looks.ts';
import { a, aGroup, aMemory, aRule, aService, aTarget, b, noon } from '../support/worlds.ts';

import { baking, blue, failed, green, inBake, onGreen, plan, tags } from '../support/baking.ts';

describe('what was counted once', () => {
  const before = { readyStreak: 1, badTargetStreak: 1, goodBakeStreak: 1, greenGoneStreak: 1 };
  const counted = (world: World): Partial<Memory> => {
    const { readyStreak, badTargetStreak, goodBakeStreak, greenGoneStreak } = evolveWorld(
      plan,
      inBake(before),
      world,
    );
    return { readyStreak, badTargetStreak, goodBakeStreak, greenGoneStreak };
  };

  test('is not counted again on targets of an earlier look', () => {
    expect(counted(baking(aLook({ targets: unread(3000) })))).toEqual({ ...before, greenGoneStreak: 0 });
    expect(counted(baking(aLook({})))).toMatchObject({ goodBakeStreak: 2, badTargetStreak: 0 });
  });

  test('is not counted again on a service of an earlier look: green does not vanish twice', () => {
    const kept = { readAtMs: noon - 500, isNew: false, calls: 1, isThrottled: false, failing: null };
    const gone = { taskSets: [blue] };
    expect(counted(baking(aLook({ service: kept }), gone))).toMatchObject({ greenGoneStreak: 1 });
    expect(counted(baking(aLook({}), gone))).toMatchObject({ greenGoneStreak: 2 });
  });

  test('does not pass a bake whose targets can not be read and which no probe judges', () => {
    const over = inBake({ ...before, goodBakeStreak: 9, switchedAtMs: noon - 400_000 });
    const unjudged = { ...over, baseline: { ...over.baseline, verdict: 'unusable' as const } };
    expect(evolveWorld(plan, unjudged, baking(aLook({ targets: unread(3000) }))).isBakePassed).toBe(false);
    expect(evolveWorld(plan, unjudged, baking(aLook({}))).isBakePassed).toBe(true);
  });

  test('is left as it is by a blind look, but for a failure', () => {
    const memory = inBake(before);
    expect(evolveWorld(plan, memory, baking(aLook({ rules: unread(3000) })))).toEqual(memory);
    const badly = { ...memory, bakeProbe: { ...memory.bakeProbe, failuresInRow: plan.bake.probeFailures } };
    const seen = evolveWorld(plan, badly, baking(aLook({ rules: unread(3000) })));
    expect(seen).toEqual({ ...badly, failure: expect.objectContaining({ reason: 'bake-probes-failed' }) });
  });
});

describe('a run that can read neither the rules nor the service', () => {
  const blindFor = (ageMs: number, memory = failed(), changes: Partial<World> = {}): Step =>
    decideNextStep(plan, baking(aLook({ rules: unread(ageMs) }), changes), memory);

  test.each<Part>(['rules', 'service'])('probes on without the %s', (part) => {
    const due = inBake({ bakeProbe: { ...aMemory().bakeProbe, lastMs: noon - 60_000 } });
    const { act } = decideNextStep(plan, baking(aLook({ [part]: unread(30_000) })), due);
    expect(act).toMatchObject({ kind: 'probe', purpose: 'bake' });
  });

  test('probes on after the time of the bake, which does not pass', () => {
    const late = inBake({ switchedAtMs: noon - 400_000, goodBakeStreak: 9 });
    const world = baking(aLook({ rules: unread(3000) }));
    const memory = evolveWorld(
      plan,
      { ...late, bakeProbe: { ...late.bakeProbe, lastMs: noon - 60_000 } },
      world,
    );
    expect(memory.isBakePassed).toBe(false);
    expect(decideNextStep(plan, world, memory).act.kind).toBe('probe');
  });

  test('returns label and rules to blue by what it knows, when green fails', () => {
    const label = blindFor(30_000);
    expect(label.act).toEqual({ kind: 'label', set: blue.arn, withinMs: 1000 });
    expect(label.countsUntilMs).toBe(noon + 10_000);
    const labelled = [
      { ...blue, status: 'PRIMARY' as const },
      { ...green, status: 'ACTIVE' as const },
    ];
    const rule = blindFor(55_000, failed(), { taskSets: labelled });
    expect([rule.act.kind, rule.aim, rule.countsUntilMs]).toEqual([
      'write-rule',
      'restore-traffic',
      noon + 5000,
    ]);
  });

  test.each<readonly [string, number, Partial<World>]>([
    ['the rules are older than 60 s', 61_000, {}],
    [
      'blue had no healthy target',
      3000,
      { groups: [aGroup(a), aGroup(b, { targets: [aTarget(2, 0), aTarget(2, 1)] })] },
    ],
    ['there is no blue', 3000, { taskSets: [green] }],
    [
      'production is on blue already',
      3000,
      {
        rules: [
          aRule([
            [a, 100],
            [b, 0],
          ]),
        ],
      },
    ],
  ])('waits for AWS when %s', (_why, ageMs, changes) => {
    const { act, reason } = blindFor(ageMs, failed(), changes);
    expect([act.kind, reason]).toEqual(['wait', 'reading-back']);
  });

  test('scales a lowered blue up before users return to it, and does not move them while it can not see its scale', () => {
    const service = aService({ tags: { ...tags, 'lease-scale': '50/100' } });
    const lowered = { service, taskSets: [{ ...blue, scalePercent: 50 }, green] };
    expect(blindFor(3000, failed(), lowered).act).toEqual({ kind: 'scale', set: blue.arn, percent: 100 });
    const unseen = decideNextStep(plan, baking(aLook({ service: unread(3000) }), lowered), failed());
    expect(unseen.act.kind).toBe('wait');
  });

  test('repeats a write that got no answer: it could not read it back', () => {
    const taskSets = [
      { ...blue, status: 'PRIMARY' as const },
      { ...green, status: 'ACTIVE' as const },
    ];
    const first = blindFor(3000, failed(), { taskSets });
    const rules = aLook({ rules: unread(4000) });
    const world = baking(rules, { taskSets, nowMs: noon + 1000 });
    const acted = { request: plan, world, step: first, nowMs: noon } as const;
    const lost = evolveOutcome(failed(), {
      ...acted,
      outcome: { kind: 'failed', trouble: readTrouble('lost', 'elb:ModifyListener') },
    });
    expect(decideNextStep(plan, world, lost).act).toMatchObject({ kind: 'write-rule' });
    const answered = evolveOutcome(failed(), { ...acted, outcome: { kind: 'done' } });
    expect(decideNextStep(plan, world, answered).reason).toBe('reading-back');
  });

  test('ends when AWS refuses the read, and says where production is and what a person has to do', () => {
    const refused = (changes: Partial<World>): Step & { readonly act: { kind: string } } =>
      decideNextStep(plan, baking(aLook({ rules: unread(70_000, 'denied') }), changes), failed());
    const left = refused({});
    expect(left.reason).toBe('reads-failed');
    if (left.act.kind !== 'end') throw new Error('it does not end');
    expect(left.act.message).toContain(
      'it fails, and green was not rolled back: where traffic is was last read more than 60 s ago',
    );
    expect(left.act.message).toContain('Allow elb:DescribeRules');
    expect(linesOf(left.act).join('\n')).toContain('modify-listener');
    const returned = refused({
      rules: [
        aRule([
          [a, 100],
          [b, 0],
        ]),
      ],
    });
    if (returned.act.kind !== 'end') throw new Error('it does not end');
    expect(returned.act.message).toContain('production was returned to blue by the last known rules');
    expect(returned.act.commands).toEqual([]);
  });
});

describe('the first look after a rule of the switch', () => {
  const onBlue = aRule([
    [a, 100],
    [b, 0],
  ]);
  const switching = (outcome: Outcome): Memory => {
    const write = { kind: 'write-rule', rule: onBlue, actions: onGreen.actions } as const;
    return evolveOutcome(inBake({ hasGreenBeenLive: false, switchedAtMs: null }), {
      ...{ request: plan, world: baking(null, { rules: [onBlue] }), outcome, nowMs: noon },
      step: { ...step('switch', 'switching', 'a test asks for it', write), aim: 'switch' },
    });
  };

  test.each<readonly [string, Outcome, boolean]>([
    ['goes on without any part, since somebody has to watch green', { kind: 'done' }, true],
    ['also if the write may have been carried out', { kind: 'failed', trouble: readTrouble('lost') }, true],
    ['is needed if the write was refused', { kind: 'failed', trouble: readTrouble('denied') }, false],
    ['is needed if the write was not sent', { kind: 'too-late' }, false],
  ])('%s', (_what, outcome, isOld) => {
    const memory = switching(outcome);
    const needed = parts.filter((part) => part !== 'alarms');
    expect(needed.map((part) => mayBeOld(memory, part))).toEqual(needed.map(() => isOld));
    expect(mayBeOld(memory, 'alarms')).toBe(true);
  });

  test('may fail: production is probed, and a green that fails is rolled back', () => {
    const blind = baking(aLook({ rules: unread(3000) }));
    const memory = evolveWorld(plan, switching({ kind: 'done' }), blind);
    const due = { ...memory, bakeProbe: { ...memory.bakeProbe, lastMs: noon - 60_000 } };
    expect(decideNextStep(plan, blind, due).act).toMatchObject({ kind: 'probe', purpose: 'bake' });
    const bad = { ...due, bakeProbe: { ...due.bakeProbe, failuresInRow: plan.bake.probeFailures } };
    const step = decideNextStep(plan, blind, evolveWorld(plan, bad, blind));
    expect([step.act.kind, step.aim]).toEqual(['label', 'restore-traffic']);
  });

  test('rolls back if AWS refuses it for ten seconds', () => {
    const refused = baking(aLook({ rules: unread(20_000, 'denied') }));
    const { failure: found } = evolveWorld(plan, switching({ kind: 'done' }), refused);
    expect(found?.reason).toBe('reads-denied');
  });
});
