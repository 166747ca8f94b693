import { failureOf } from '../../src/domain/common/run/failure.ts';
import { expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { evolveOutcome, type Acted } from '../../src/domain/task-sets/evolve/outcome.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aCandidate } from '../support/candidates.ts';
import { a, aGreen, aMemory, aPlan, aRule, aSet, aWorld, b, c, noon, revision } from '../support/worlds.ts';

const plan = aPlan();
const fence = '1:100.1';
const memory = aMemory({ isPreflightPassed: true, fence: { value: fence, writtenAtMs: null, isHeld: true } });

/** After preflight has passed, the revision stops saying which container the load balancer talks to. */
function nobodyKnows(nowMs: number): ReturnType<typeof aWorld> {
  const world = aWorld({
    nowMs,
    taskSets: [],
    candidate: { ...aCandidate(), registeredAs: revision(1), containers: [] },
  });
  return { ...world, service: { ...world.service, tags: { fence } } };
}

const acted = (world: World, step: Step, nowMs: number): Acted => ({
  request: plan,
  world,
  step,
  outcome: { kind: 'done' },
  nowMs,
});

test('a world that no rule knows is waited out at first', () => {
  const step = decideNextStep(plan, nobodyKnows(noon), memory);
  expect(step).toMatchObject({ reason: 'idle', act: { kind: 'wait' } });
});

test('a world that no rule knows for five minutes ends the run red, and says where traffic is', () => {
  const world = nobodyKnows(noon);
  const step = decideNextStep(plan, world, memory);
  const later = evolveOutcome(memory, acted(world, step, noon + 1000));
  const last = decideNextStep(plan, nobodyKnows(noon + 301_000), later);
  expect(last).toMatchObject({ reason: 'bug', act: { kind: 'end', result: 'failed' } });
  expect(last.act.kind === 'end' && last.act.message).toMatch(/traffic/);
});

test('weights that stand already are not written again: where nothing can be moved, the run waits and then ends red', () => {
  const request = aPlan({ command: 'sweep', onDrift: 'restore' });
  const others = aRule([[a, 0], [b, 0], [c, 100]]); // prettier-ignore
  const sets = [aSet(1), aGreen(2)];
  const world = aWorld({ taskSets: sets, rules: [others] });
  const fenced = { ...world, service: { ...world.service, tags: { fence } } };
  const failed = failureOf({
    reason: 'smoke-test-failed',
    what: 'it failed',
    advice: 'Mend it.',
    atMs: noon,
  });
  for (const command of ['deploy', 'rollback', 'promote', 'sweep', 'teardown'] as const)
    for (const failure of [null, failed]) {
      const { act } = decideNextStep({ ...request, command }, fenced, { ...memory, failure });
      expect(act.kind).not.toBe('write-rule');
    }
});

test('the time in which no decider applies starts again after any other step', () => {
  const world = nobodyKnows(noon);
  const step = decideNextStep(plan, world, memory);
  const idle = evolveOutcome(memory, acted(world, step, noon));
  const other = { ...step, aim: null };
  expect(evolveOutcome(idle, acted(world, other, noon)).idleSinceMs).toBeNull();
});
