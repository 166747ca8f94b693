// What a run goes on with while a part of AWS can't be read, and what it leaves.
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveOutcome } from '../../src/domain/task-sets/evolve/outcome.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { leftUndone } from '../../src/domain/task-sets/evolve/undone.ts';
import { linesOf } from '../../src/domain/common/run/step.ts';
import type { Look, Part } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { step } from '../../src/domain/task-sets/model/make-step.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { aLook, unread } from '../support/looks.ts';
import {
  a,
  aGreen,
  aGroup,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aTarget,
  aWorld,
  b,
  noon,
  serviceArn,
} from '../support/worlds.ts';

const blue = aSet(1, { status: 'ACTIVE' });
const green = aGreen(2, { status: 'PRIMARY', tags: { blue: blue.id } });
const onGreen = aRule([
  [a, 0],
  [b, 100],
]);
const tags = {
  ...{ green: green.arn, blue: blue.arn, fence: '1:100.1' },
  ...rollbackTags(serviceArn, [onGreen], { green: b, blue: a }),
};
const plan = aPlan({ bake: { seconds: 300 } });

const baking = (look: Look | null, changes: Partial<World> = {}): World =>
  aWorld({
    look,
    taskSets: [blue, green],
    service: aService({ tags }),
    rules: [onGreen],
    ...changes,
  });
const failure = { kind: 'other', reason: 'bake-probes-failed', what: 'it fails', advice: '', atMs: noon };
const inBake = (changes: Partial<Memory> = {}): Memory =>
  aMemory({
    ...{
      startedAtMs: noon - 60_000,
      isPreflightPassed: true,
      switchedAtMs: noon - 20_000,
      hasSeenSwitch: true,
    },
    ...{ hasGreenBeenLive: true, hasLabelledGreen: true, blue: blue.arn, green: green.arn },
    fence: { value: '1:100.1', writtenAtMs: null, isHeld: true },
    baseline: { ...aMemory().baseline, verdict: 'passed' },
    bakeProbe: { ...aMemory().bakeProbe, lastMs: noon - 1000 },
    ...changes,
  });
const failed = (): Memory => inBake({ failure: failure as Memory['failure'] });

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
