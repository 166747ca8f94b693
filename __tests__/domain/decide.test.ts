import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import type { ReasonCode } from '../../src/domain/common/run/reason.ts';
import { isWrite } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { anyMemory, anyWorld } from '../support/any-world.ts';
import { aCandidate } from '../support/candidates.ts';
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
  setArn,
} from '../support/worlds.ts';
import { failureOf } from '../../src/domain/common/run/failure.ts';

const held = { value: '1:100.1', writtenAtMs: null, isHeld: true };
const fenced = aService({ tags: { fence: '1:100.1' } });
const failure = failureOf({
  reason: 'smoke-test-failed',
  what: 'it failed',
  advice: 'Mend it.',
  atMs: noon,
});
const both = [aSet(1), aGreen(2)];
const [toA, toB] = [
  aRule([
    [a, 100],
    [b, 0],
  ]),
  aRule([
    [a, 0],
    [b, 100],
  ]),
];
const going = { fence: held, isPreflightPassed: true, startedAtMs: noon - 60_000 };
const proven = { ...going, readyStreak: 3, smoke: { ...aMemory().smoke, passesInRow: 2 } };
const measured = { ...proven, baseline: { ...aMemory().baseline, verdict: 'passed' as const } };

/** What has to win, and over what it wins: the order of the deciders is the safety argument. */
const rows: readonly (readonly [string, Partial<World>, Partial<Memory>, ReasonCode])[] = [
  [
    'standing down comes before going back',
    { service: aService({ tags: { fence: '2:101.1' } }), taskSets: both, rules: [toB] },
    { ...going, failure },
    'fence-lost',
  ],
  [
    'going back comes before waiting for a write to show',
    { service: fenced, taskSets: both, rules: [toB] },
    { ...going, failure, pending: { write: { kind: 'tag-service', tags: {} }, atMs: noon } },
    'rolling-back',
  ],
  [
    'a write is waited for before anything is built on it',
    { service: fenced },
    { ...going, pending: { write: { kind: 'tag-service', tags: { blue: 'x' } }, atMs: noon } },
    'reading-back',
  ],
  ['preflight comes before the fence', { service: aService({ desiredCount: 0 }) }, {}, 'preflight-failed'],
  ['the fence comes before any other write', {}, {}, 'claiming-fence'],
  [
    'the fence is waited for before it is believed',
    { service: fenced },
    { fence: { value: '1:100.1', writtenAtMs: noon - 500, isHeld: false } },
    'fence-settling',
  ],
  ['a wiped fence is written again', {}, going, 'claiming-fence'],
  [
    'a live set that is not ours is adopted before green is created',
    { service: fenced },
    going,
    'adopting-blue',
  ],
  [
    'a leftover goes before green is created',
    { service: fenced, taskSets: [aSet(1), aGreen(3, { tags: { release: '90-shop' } })] },
    going,
    'superseding',
  ],
];
const ownBlue = aSet(1, { tags: { release: '90-shop' } });
const forward: readonly (readonly [string, Partial<World>, Partial<Memory>, ReasonCode])[] = [
  ['a revision is registered first', {}, going, 'registering'],
  [
    'a registered one is not registered again',
    { candidate: aCandidate({ registeredAs: setArn(1) as never }) },
    going,
    'creating-green',
  ],
  [
    'what scaling was is noted before it is suspended',
    {
      candidate: aCandidate({ content: null, registeredAs: setArn(1) as never }),
      scaling: { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: false },
    },
    going,
    'suspending-scale-in',
  ],
  [
    'the idle group joins every rule before green is created',
    {
      candidate: aCandidate({ registeredAs: setArn(1) as never }),
      rules: [toA, aRule([[a, 1]], { port: 443 })],
    },
    going,
    'attaching-idle-group',
  ],
  [
    'green is waited for until it was ready three times',
    { taskSets: [ownBlue, aGreen(2)] },
    { ...proven, readyStreak: 2 },
    'waiting-for-ready',
  ],
  [
    'the smoke test comes when green is ready',
    { taskSets: [ownBlue, aGreen(2)] },
    { ...going, readyStreak: 3 },
    'smoke-testing',
  ],
  [
    'production is probed on blue before the switch',
    { taskSets: [ownBlue, aGreen(2)] },
    proven,
    'measuring-baseline',
  ],
  ['the label comes before the lease', { taskSets: [ownBlue, aGreen(2)] }, measured, 'labelling-green'],
  [
    'the lease comes before the rules',
    { taskSets: [{ ...ownBlue, status: 'ACTIVE' }, aGreen(2, { status: 'PRIMARY' })] },
    measured,
    'writing-lease',
  ],
  [
    'the rules are switched when all that is done',
    {
      taskSets: [{ ...ownBlue, status: 'ACTIVE' }, aGreen(2, { status: 'PRIMARY' })],
      service: aService({
        tags: {
          fence: '1:100.1',
          green: setArn(2),
          blue: setArn(1),
          'switched-at': new Date(noon).toISOString(),
        },
      }),
    },
    measured,
    'switching',
  ],
];

describe('the order of the deciders', () => {
  test.each(rows)('%s', (_name, world, memory, reason) => {
    expect(decideNextStep(aPlan(), aWorld(world), aMemory(memory)).reason).toBe(reason);
  });

  test.each(forward)('%s', (_name, world, memory, reason) => {
    const seen = aWorld({ service: fenced, taskSets: [ownBlue], ...world });
    expect(decideNextStep(aPlan(), seen, aMemory(memory)).reason).toBe(reason);
  });

  test('a single unhealthy target in the deciding observation holds the switch back', () => {
    const green = aGreen(2, { status: 'PRIMARY' });
    const world = aWorld({
      service: aService({
        tags: {
          fence: '1:100.1',
          green: setArn(2),
          blue: setArn(1),
          'switched-at': new Date(noon).toISOString(),
        },
      }),
      taskSets: [{ ...ownBlue, status: 'ACTIVE' }, green],
      groups: [aGroup(a), aGroup(b, { targets: [aTarget(2, 0), aTarget(2, 1, { state: 'unhealthy' })] })],
    });
    expect(decideNextStep(aPlan(), world, aMemory(measured)).reason).toBe('waiting-for-ready');
  });
});

describe('deciding', () => {
  test('has an answer for every world and memory, and the same one each time', () => {
    fc.assert(
      fc.property(anyWorld, anyMemory, (world, memory) => {
        const noticed = evolveWorld(aPlan(), memory, world);
        const step = decideNextStep(aPlan(), world, noticed);
        expect(step.because).not.toBe('');
        expect(decideNextStep(aPlan(), structuredClone(world), structuredClone(noticed))).toEqual(step);
      }),
      { numRuns: 500 },
    );
  });

  test('deletes nothing that a rule sends requests to, and nothing PRIMARY', () => {
    fc.assert(
      fc.property(anyWorld, anyMemory, (world, memory) => {
        const { act } = decideNextStep(aPlan(), world, evolveWorld(aPlan(), memory, world));
        if (!isWrite(act) || act.kind !== 'delete') return;
        const set = world.taskSets.find(({ arn }) => arn === act.set)!;
        const group = set.attachment?.group;
        const weights = world.rules.flatMap(({ actions }) =>
          actions.flatMap((action) => (action.type === 'forward' ? action.groups : [])),
        );
        expect(weights.filter((entry) => entry.group === group && entry.weight > 0)).toEqual([]);
        expect(set.status).toBe('ACTIVE');
      }),
      { numRuns: 500 },
    );
  });
});
