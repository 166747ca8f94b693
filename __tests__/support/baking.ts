// A release in its bake, for what a run does when reads fail.
import type { Look } from '../../src/domain/task-sets/model/look.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { rollbackTags } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { a, aGreen, aMemory, aPlan, aRule, aService, aSet, aWorld, b, noon, serviceArn } from './worlds.ts';

export const blue = aSet(1, { status: 'ACTIVE' });
export const green = aGreen(2, { status: 'PRIMARY', tags: { blue: blue.id } });
export const onGreen = aRule([
  [a, 0],
  [b, 100],
]);
export const tags = {
  ...{ green: green.arn, blue: blue.arn, fence: '1:100.1' },
  ...rollbackTags(serviceArn, [onGreen], { green: b, blue: a }),
};
export const plan = aPlan({ bake: { seconds: 300 } });

export const baking = (look: Look | null, changes: Partial<World> = {}): World =>
  aWorld({
    look,
    taskSets: [blue, green],
    service: aService({ tags }),
    rules: [onGreen],
    ...changes,
  });
const failure = { kind: 'other', reason: 'bake-probes-failed', what: 'it fails', advice: '', atMs: noon };
export const inBake = (changes: Partial<Memory> = {}): Memory =>
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
export const failed = (): Memory => inBake({ failure: failure as Memory['failure'] });
