// A bake that goes on past its time, until its checks have passed or production has proved the switch.
import { describe, expect, test } from '@jest/globals';
import { noCheck } from '../../src/domain/common/probes/check-memory.ts';
import { noProof } from '../../src/domain/common/probes/proof-memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { bake } from '../../src/domain/task-sets/forward/bake.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { handoverOf, inheritedMemory } from '../../src/domain/task-sets/roles/handover.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { aCheck, aVersionCheck } from '../support/checks.ts';
import { a, aGreen, aMemory, aPlan, aRule, aService, aSet, aWorld, b, noon } from '../support/worlds.ts';

const blue = aSet(1, { status: 'ACTIVE' });
const green = aGreen(2, { status: 'PRIMARY' });
const seconds = 25;
const at = (ms: number): string => new Date(noon + ms).toISOString();

/** Switched 30 s ago, and the tag ends then. */
const unmarked = (untilMs: number): World =>
  aWorld({
    service: aService({
      tags: {
        fence: '1:100.1',
        green: green.arn,
        blue: blue.arn,
        'switched-at': at(-30_000),
        'bake-until': at(untilMs),
      },
    }),
    taskSets: [blue, green],
    rules: [
      aRule([
        [a, 0],
        [b, 100],
      ]),
    ],
  });

/** With the rules that a rollback moves. */
function tagged(untilMs: number): World {
  const world = unmarked(untilMs);
  const { production, pair } = sceneOf(aPlan(), world, memory()).roles;
  const known = rollbackTags(world.service.arn, production, pair);
  return { ...world, service: { ...world.service, tags: { ...world.service.tags, ...known } } };
}

const memory = (changes: Partial<Memory> = {}): Memory =>
  aMemory({
    ...{ startedAtMs: noon - 60_000, isPreflightPassed: true, switchedAtMs: noon - 30_000 },
    ...{ hasSeenSwitch: true, hasGreenBeenLive: true, hasLabelledGreen: true, goodBakeStreak: 5 },
    ...{ blue: blue.arn, green: green.arn, fence: { value: '1:100.1', writtenAtMs: null, isHeld: true } },
    ...changes,
  });

const inBake = aPlan({ checks: [aCheck('orders', { isInBake: true })], bake: { seconds } });
const proving = aPlan({ checks: [aVersionCheck()], bake: { seconds } });
const plain = aPlan({ bake: { seconds } });
const decideOn = (request: Request, world: World, changes: Partial<Memory> = {}): Step | null =>
  bake(sceneOf(request, world, memory(changes)));

const untilWritten = (step: Step | null): string | null =>
  step?.act.kind === 'tag-service' ? (step.act.tags['bake-until'] ?? null) : null;

describe('the tag that other runs wait by', () => {
  test.each<readonly [string, Request, number, Partial<Memory>, string | null]>([
    ['is kept ahead for a check that has not passed', inBake, -5000, {}, at(30_000)],
    ['is kept ahead for the proof', proving, -5000, {}, at(30_000)],
    ['is kept ahead before it is over', inBake, 9000, {}, at(30_000)],
    ['is not written again while it is far enough ahead', inBake, 10_000, {}, null],
    [
      'ends with the bake once the check has passed',
      inBake,
      -5000,
      { bakeChecks: { ...noCheck, passed: 1 } },
      null,
    ],
    [
      'ends with the bake once the switch is proved',
      proving,
      -5000,
      { proof: { ...noProof, passesInRow: 5 } },
      null,
    ],
    ['ends with a bake that has no checks', plain, -5000, {}, null],
  ])('%s', (_, request, untilMs, changes, expected) => {
    expect(untilWritten(decideOn(request, tagged(untilMs), changes))).toBe(expected);
  });
});

test('probes of production go on after the time of the bake while a check has not passed', () => {
  const judged: Partial<Memory> = {
    baseline: { ...aMemory().baseline, verdict: 'passed' },
    bakeChecks: { ...noCheck, startedAtMs: noon - 100, lastMs: noon - 100, isRunning: true },
  };
  expect(decideOn(inBake, tagged(20_000), judged)?.act).toMatchObject({ kind: 'probe', purpose: 'bake' });
  expect(decideOn(plain, tagged(20_000), judged)?.act.kind).not.toBe('probe');
});

describe('after a killed run whose bake is over by the tag, the post step', () => {
  const world = tagged(-5000);
  const wait = { act: { kind: 'wait' } } as Step;
  const left = (request: Request, changes: Partial<Memory>): Memory => {
    const main = evolveWorld(request, memory({ ...changes, switchedAtMs: noon - 20_000 }), world);
    return evolveWorld(request, inheritedMemory(handoverOf(wait, world, main), 'it was killed', noon), world);
  };

  test.each<readonly [string, Request, Partial<Memory>, boolean, string | null]>([
    ['rolls back if no check had passed', inBake, {}, false, 'cancelled'],
    ['rolls back if the switch was not proved', proving, {}, false, 'cancelled'],
    [
      'counts the bake as passed if the check had',
      inBake,
      { bakeChecks: { ...noCheck, passed: 1 } },
      true,
      null,
    ],
    ['counts it as passed if it was proved', proving, { proof: { ...noProof, passesInRow: 5 } }, true, null],
    ['counts a bake without checks as passed', plain, {}, true, null],
  ])('%s', (_, request, changes, isBakePassed, reason) => {
    const after = left(request, changes);
    expect([after.isBakePassed, after.failure?.reason ?? null]).toEqual([isBakePassed, reason]);
  });
});
