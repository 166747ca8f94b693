// Green's own targets have not answered yet what production bars: the bake goes on.
import { describe, expect, test } from '@jest/globals';
import type { CheckPurpose, CheckResult } from '../../src/domain/common/probes/check-job.ts';
import { evolveChecks } from '../../src/domain/common/probes/check-memory.ts';
import { askOwn, proofInMs, proveSwitch } from '../../src/domain/task-sets/checks/steps.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { watch } from '../../src/domain/task-sets/forward/bake.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { baking, green, inBake, plan } from '../support/baking.ts';
import { aCheck, aVersionCheck } from '../support/checks.ts';
import { groupsFor, noon } from '../support/worlds.ts';

const answered = (status: number): CheckResult => ({
  ...{ kind: 'failed', what: `GET /home answered ${String(status)}`, hasConnected: true, isAnyPassed: false },
  faults: [{ place: 'http://one/home', status }],
});

const request = {
  ...plan,
  checks: [aCheck('home', { isInBake: true })],
  bake: { ...plan.bake, probeFailures: 1 },
};
const world = baking(null, { groups: groupsFor([green]) });

function seenBy(memory: Memory, purpose: CheckPurpose, result: CheckResult, agoMs: number): Memory {
  const round = { purpose, job: { isRepeatable: true }, result, nowMs: noon - agoMs, wasBlueBarred: false };
  return { ...memory, ...evolveChecks(memory, round) };
}

const failureIn = (memory: Memory): string | null =>
  evolveWorld(request, memory, world).failure?.reason ?? null;

describe('a check that green itself has not answered yet', () => {
  const running: CheckResult = { kind: 'running', hasConnected: true };
  /** Production answered it with 403, and green was last asked for the answer so long ago. */
  function asking(agoMs: number, changes: Partial<Memory> = {}): Memory {
    return seenBy(seenBy(inBake(changes), 'bake', answered(403), 0), 'bake-own', running, agoMs);
  }
  const probedAgo = (ms: number): Partial<Memory> => ({
    bakeProbe: { ...inBake().bakeProbe, lastMs: noon - ms },
  });
  const actOf = (memory: Memory) => watch(sceneOf(request, world, memory), green)?.act;
  const interval = plan.bake.probeIntervalSeconds * 1000;

  test('leaves a second for everything else before it is asked again', () => {
    expect(actOf(asking(1000, probedAgo(0)))).toMatchObject({ kind: 'check', purpose: 'bake-own' });
    expect(actOf(asking(400, probedAgo(0)))).toEqual({ kind: 'wait', ms: 600 });
  });

  test('holds back no probe of production', () => {
    expect(actOf(asking(0, probedAgo(interval)))).toMatchObject({ kind: 'probe', purpose: 'bake' });
  });

  test('is not sent to production again', () => {
    const acts = [0, 500, 1000, 60_000].map((ms) => actOf(asking(ms, probedAgo(0))));
    expect(acts.filter((act) => act?.kind === 'check' && act.purpose === 'bake')).toEqual([]);
  });

  test('does not count, while a failing production does', () => {
    const failing = { ...inBake().bakeProbe, failuresInRow: 1, lastFailure: 'it answered 500' };
    expect(failureIn(asking(0))).toBeNull();
    expect(failureIn(asking(0, { bakeProbe: failing }))).toBe('bake-probes-failed');
  });

  test('counts as soon as it has failed', () => {
    expect(failureIn(seenBy(asking(0), 'bake-own', answered(500), 0))).toBe('bake-check-failed');
  });
});

describe('the proof of the switch that green itself has not answered yet', () => {
  const proving = { ...plan, checks: [aVersionCheck()] };
  const running: CheckResult = { kind: 'running', hasConnected: true };
  const sceneAfter = (agoMs: number) => {
    const barred = seenBy(inBake(), 'version-after', answered(403), 2000);
    return sceneOf(proving, world, seenBy(barred, 'version-own', running, agoMs));
  };

  test('leaves a second for everything else before it is asked again', () => {
    expect([askOwn(sceneAfter(400)), proofInMs(sceneAfter(400))]).toEqual([null, 600]);
    expect(askOwn(sceneAfter(1000))?.act).toMatchObject({ kind: 'check', purpose: 'version-own' });
  });

  test('is not sent to production again', () => {
    expect([0, 1000, 60_000].map((ms) => proveSwitch(sceneAfter(ms)))).toEqual([null, null, null]);
  });
});
