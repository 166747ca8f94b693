// Services as a sweep may find them: run 95 released set 2 in place of set 1. Nothing here needs a test runner: scripts use it as well.
import { moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { ServiceTags } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan } from './commands.ts';
import { aFakeSet, type FakeSet, type FakeState } from './fake-state.ts';
import { a, b, noon, setArn } from './worlds.ts';

export const hour = 3_600_000;
export const at = (ms: number): string => new Date(noon + ms).toISOString();
export const sweepPlan = (changes: Partial<Request> = {}): Request => ({
  ...commandPlan('sweep', { release: { id: '500-shop', runId: 500 } }),
  ...changes,
});

/** All of production on the group that is not live in the usual world. */
export const onB = (state: FakeState): void => {
  state.rules = state.rules.map((rule) =>
    rule.actions.some(
      (action) => action.type === 'forward' && action.groups.some((entry) => entry.group === a),
    )
      ? { ...rule, actions: moveWeight(rule, a, b) }
      : rule,
  );
};
/** Run 95 released set 2 in place of set 1; both are old. */
export const green = (changes: Partial<FakeSet> = {}): FakeSet =>
  aFakeSet(2, {
    group: b,
    status: 'PRIMARY',
    liveSinceMs: noon - hour,
    createdAtMs: noon - 2 * hour,
    tags: { release: '95-shop', run: '95.1', blue: 'ecs-svc/1', 'warm-time': '900s' },
    ...changes,
  });
export const blue = (changes: Partial<FakeSet> = {}): FakeSet =>
  aFakeSet(1, { liveSinceMs: 0, liveUntilMs: noon - hour, ...changes });
export const leased = (untilMs: number): ServiceTags => ({
  fence: '1:95.1',
  green: setArn(2),
  blue: setArn(1),
  'switched-at': at(-hour),
  'lease-until': at(untilMs),
  'lease-scale': '100',
});
