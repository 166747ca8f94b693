// How old may be what a write is decided on.
import { describe, expect, test } from '@jest/globals';
import { onSameLook, mayFollow } from '../../src/domain/task-sets/decide/same-look.ts';
import { timely } from '../../src/domain/task-sets/decide/timely.ts';
import { moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import { parts, type Part } from '../../src/domain/task-sets/model/look.ts';
import { restoring, step } from '../../src/domain/task-sets/model/make-step.ts';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aLook, unread } from '../support/looks.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aSet,
  aWorld,
  b,
  noon,
  ruleArn,
  setArn,
} from '../support/worlds.ts';

const production = aRule([
  [a, 100],
  [b, 0],
]);
const testRule = aRule(
  [
    [a, 100],
    [b, 0],
  ],
  { port: 8443, priority: 1 },
);
const plan = aPlan({ traffic: { testRule: ruleArn(8443, 1) } });
const moved = (rule: typeof production): Write => ({
  kind: 'write-rule',
  rule,
  actions: moveWeight(rule, a, b),
});
const create: Write = {
  kind: 'create-green',
  request: {
    tokenText: 't',
    externalId: 'e',
    taskDefinition: aSet(1).taskDefinition,
    attachment: { group: b, containerName: 'web', containerPort: 8080 },
    settings: aSet(1).settings,
    tags: {},
  },
};
const scaling = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: false };

const world = (look: World['look'], nowMs = noon): World =>
  aWorld({ taskSets: [aSet(1), aGreen(2)], rules: [production, testRule], look, nowMs });
const decided = (write: Write): Step => step('switch', 'switching', 'a test asks for it', write);
const timelyAt = (write: Write | Step, look: World['look'], nowMs = noon): Step =>
  timely(sceneOf(plan, world(look, nowMs), aMemory()), 'act' in write ? write : decided(write));

/** For each write, the age in ms up to which a part justifies it; a part that is not named may have any age. */
const limits: readonly (readonly [string, Write, Readonly<Partial<Record<Part, number>>>])[] = [
  ['a production rule', moved(production), { rules: 2000, targets: 2000, service: 2000, tasks: 30_000 }],
  ['a test rule', moved(testRule), { rules: 2000, service: 2000 }],
  ['a new task set', create, { rules: 2000, service: 30_000, targets: 30_000 }],
  [
    'a deletion',
    { kind: 'delete', set: setArn(1), atScale: 100 },
    { rules: 2000, service: 2000, targets: 30_000 },
  ],
  ['auto scaling', { kind: 'write-scaling', state: scaling }, { rules: 2000, service: 2000 }],
  [
    'a lower scale',
    { kind: 'scale', set: setArn(1), percent: 50 },
    { rules: 2000, service: 2000, targets: 30_000 },
  ],
  ['a higher scale', { kind: 'scale', set: setArn(1), percent: 200 }, { service: 30_000 }],
  ['a label', { kind: 'label', set: setArn(2), withinMs: null }, { rules: 30_000, service: 30_000 }],
  ['a registration', { kind: 'register', content: {}, hash: 'h' }, { rules: 30_000, service: 30_000 }],
  ['a tag', { kind: 'tag-service', tags: { blue: 'x' } }, { rules: 30_000, service: 30_000 }],
  ['a tag less', { kind: 'untag-service', names: ['blue'] }, { rules: 30_000, service: 30_000 }],
];

/** What counts for 2 s, and the service, whose tags say who holds it, have to be of the look that decides. */
const isOfOneLook = (limitOf: Readonly<Partial<Record<Part, number>>>, part: Part): boolean =>
  limitOf[part] === 2000 || (part === 'service' && limitOf.service !== undefined);

describe.each(limits)('%s', (_name, write, limitOf) => {
  test.each(parts)(
    'counts until its limit after %s was read, and is not decided on it when it is older',
    (part) => {
      const limit = limitOf[part];
      if (limit === undefined) {
        expect(timelyAt(write, aLook({ [part]: 3_600_000 })).act).toBe(write);
        return;
      }
      const young = timelyAt(write, aLook({ [part]: limit - 300 }));
      expect(young.act).toBe(write);
      const least = Math.min(
        300,
        ...Object.entries(limitOf).flatMap(([one, ms]) => (one === part ? [] : [ms])),
      );
      expect((young.countsUntilMs ?? 0) - noon).toBe(least);
      const old = timelyAt(write, aLook({ [part]: limit }));
      const read = parts.filter((one) => one === part || isOfOneLook(limitOf, one));
      expect(old.act).toEqual({ kind: 'look', parts: read, before: write, afterMs: 0 });
      expect(old.because).toMatch(new RegExp(`reading .*${part}.* again`));
    },
  );

  test('leads to one look at all parts that are too old for it', () => {
    const old = timelyAt(write, aLook(Object.fromEntries(parts.map((part) => [part, 3_600_000]))));
    const asked = old.act.kind === 'look' ? old.act.parts : [];
    expect(asked.toSorted()).toEqual(Object.keys(limitOf).toSorted());
  });

  test('waits before it reads what has just failed; only what users notice needs the whole look', () => {
    const failing = aLook({ service: unread(40_000) });
    const canBeLeft = ['delete', 'scale', 'write-scaling'].includes(write.kind);
    const asked = parts.filter((part) => isOfOneLook(limitOf, part));
    const { act } = timelyAt(write, failing);
    expect(act).toMatchObject({
      kind: 'look',
      afterMs: 500,
      parts: canBeLeft ? asked : parts,
    });
  });
});

test('what writes nothing has no limit', () => {
  const waiting = step('bake', 'baking', 'a wait', { kind: 'wait', ms: 1000 });
  expect(timelyAt(waiting, aLook({ rules: 3_600_000 }))).toBe(waiting);
});

describe('a rollback', () => {
  const back = restoring(decided(moved(production)));
  const ages = Object.fromEntries(parts.map((part) => [part, 25_000]));

  test('goes out on its look, however long that took, until 10 s after its end', () => {
    const look = aLook(ages);
    expect(timelyAt(back, look)).toEqual({ ...back, countsUntilMs: noon + 10_000 });
    expect(timelyAt(back, { ...look, endedMs: noon - 9000 }).act.kind).toBe('write-rule');
    expect(timelyAt(back, { ...look, endedMs: noon - 10_000 }).act).toMatchObject({
      kind: 'look',
      parts: ['service', 'rules', 'targets'],
    });
  });

  test('goes by the last known rules until they are 60 s old', () => {
    const blind = timelyAt(back, aLook({ rules: unread(55_000) }));
    expect(blind.countsUntilMs).toBe(noon + 5000);
    expect(timelyAt(back, aLook({ rules: unread(60_000) })).act).toMatchObject({ kind: 'look', parts });
  });
});

describe('the same look', () => {
  const acted = (done: Step, kind: 'done' | 'too-late' = 'done') => ({
    ...{ request: plan, world: world(aLook({ rules: 1000 })), step: done, nowMs: noon + 400 },
    outcome: { kind },
  });
  const switching: Step = { ...decided(moved(production)), aim: 'switch' };

  test('shows a write of a switch or a rollback, and the time since, for the next rule', () => {
    for (const series of [switching, restoring(decided(moved(production)))]) {
      const ground = onSameLook(
        acted(series),
        aMemory({ pending: { write: moved(production), atMs: noon } }),
      );
      expect(ground?.world.rules[0]?.actions).toEqual(moveWeight(production, a, b));
      expect(ground?.world.nowMs).toBe(noon + 400);
      expect(ground?.world.look?.readings.rules.readAtMs).toBe(noon - 1000);
      expect(ground?.memory.pending).toBeNull();
    }
  });

  test.each<readonly [string, ReturnType<typeof acted>]>([
    ['a write that came too late', acted(switching, 'too-late')],
    ['a tag', acted({ ...decided({ kind: 'tag-service', tags: {} }), aim: 'switch' })],
    ['a rule outside a series', acted(decided(moved(production)))],
    ['a wait', acted(step('bake', 'baking', 'a wait', { kind: 'wait', ms: 50 }))],
  ])('does not outlast %s', (_what, done) => {
    expect(onSameLook(done, aMemory())).toBeNull();
  });

  test('is followed by a rule of the series or by a look, and by nothing else', () => {
    expect(mayFollow(switching)).toBe(true);
    expect(mayFollow(timelyAt(switching, aLook({ rules: 3000 })))).toBe(true);
    expect(mayFollow(decided({ kind: 'delete', set: setArn(1), atScale: 100 }))).toBe(false);
    expect(mayFollow(step('end', 'released', 'an end', { kind: 'wait', ms: 50 }))).toBe(false);
  });

  test('counts no longer for the next rule than for the first', () => {
    const ground = onSameLook({ ...acted(switching), nowMs: noon + 1500 }, aMemory());
    const next = timely(sceneOf(plan, ground?.world ?? world(null), aMemory()), switching);
    expect(next.act).toMatchObject({ kind: 'look', parts: ['service', 'rules'] });
  });
});
