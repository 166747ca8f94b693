import { describe, expect, test } from '@jest/globals';

import { statusLines, statusOf } from '../../src/domain/task-sets/status/status.ts';
import { baking, commandPlan, foreignMade, released, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { aMemory } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const seen = (aws: FakeAws): ReturnType<typeof sceneOf> =>
  sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory());
const linesOf = (aws: FakeAws): string => statusLines(seen(aws)).join('\n');

describe('status', () => {
  test('tells a bake that is under way, and since when green is live', () => {
    const aws = baking();
    const { 'bake-until': until, 'switched-at': switchedAt } = aws.state.tags;
    expect(until).toBeDefined();
    expect(statusOf(seen(aws))).toMatchObject({ bakeUntil: until, switchedAt });
    expect(linesOf(aws)).toContain(`bake: in progress until ${until?.slice(11, 16) ?? '?'} UTC`);
    expect(linesOf(aws)).toContain(`switched: at ${switchedAt?.slice(11, 16) ?? '?'} UTC`);
  });

  test('tells no bake whose time is over, though its tag stays as long as blue is kept', () => {
    const aws = warm();
    expect(aws.state.tags['bake-until']).toBeDefined();
    expect(statusOf(seen(aws)).bakeUntil).toBeNull();
    expect(linesOf(aws)).toContain('bake: none in progress');
  });

  test('tells of each task set which commit it runs and when it was made', () => {
    const { taskSets } = statusOf(seen(released()));
    expect(taskSets).toMatchObject([
      { isLive: true, commit: 'c0ffee', createdAt: expect.stringMatching(/^2026-/) },
    ]);
    expect(linesOf(released())).toMatch(/healthy, commit c0ffee, created at 12:00 UTC/);
  });

  test('tells nothing that no tag says: neither a commit nor a switch of what another tool released', () => {
    const status = statusOf(seen(foreignMade()));
    expect(status).toMatchObject({ switchedAt: null, bakeUntil: null });
    expect(status.taskSets.map(({ commit }) => commit)).toEqual([null, null]);
  });
});
