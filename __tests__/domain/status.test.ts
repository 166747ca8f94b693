import { describe, expect, test } from '@jest/globals';

import { statusLines, statusOf } from '../../src/domain/task-sets/status/status.ts';
import { baking, commandPlan, foreignMade, released, warm } from '../support/commands.ts';
import type { RunView } from '../../src/domain/common/run/view.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { aMemory } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const seen = (aws: FakeAws): ReturnType<typeof sceneOf> =>
  sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory());
const linesOf = (aws: FakeAws): string => statusLines(seen(aws)).join('\n');

describe('status', () => {
  test('shows a bake in progress, and since when green is live', () => {
    const aws = baking();
    const { 'bake-until': until, 'switched-at': switchedAt } = aws.state.tags;
    expect(until).toBeDefined();
    expect(statusOf(seen(aws))).toMatchObject({ bakeUntil: until, switchedAt });
    expect(linesOf(aws)).toContain(`bake: in progress until ${until?.slice(11, 16) ?? '?'} UTC`);
    expect(linesOf(aws)).toContain(`switched: at ${switchedAt?.slice(11, 16) ?? '?'} UTC`);
  });

  test.each<[string, RunView[], string]>([
    ['whose run works', [{ runId: 100, isOver: false }], 'bake: in progress until TIME UTC'],
    [
      'whose run has ended',
      [{ runId: 100, isOver: true }],
      'bake: until TIME UTC by its tag, but run 100 has ended, so no run watches green. Run its job again to repeat the bake, or the command rollback',
    ],
    [
      'whose run is not known',
      [],
      'bake: in progress until TIME UTC; GitHub does not say whether run 100 still watches it',
    ],
  ])('says of a bake %s who watches it', (_whose, runs, line) => {
    const { request, world } = seen(baking());
    const time = world.service.tags['bake-until']?.slice(11, 16) ?? '?';
    const lines = statusLines(sceneOf(request, { ...world, runs }, aMemory()));
    expect(lines).toContain(line.replace('TIME', time));
  });

  test('shows no bake that is over, although its tag stays as long as blue is kept', () => {
    const aws = warm();
    expect(aws.state.tags['bake-until']).toBeDefined();
    expect(statusOf(seen(aws)).bakeUntil).toBeNull();
    expect(linesOf(aws)).toContain('bake: none in progress');
  });

  test('shows which commit each task set runs and when it was created', () => {
    const { taskSets } = statusOf(seen(released()));
    expect(taskSets).toMatchObject([
      { isLive: true, commit: 'c0ffee', createdAt: expect.stringMatching(/^2026-/) },
    ]);
    expect(linesOf(released())).toMatch(/healthy, commit c0ffee, created at 12:00 UTC/);
  });

  test('shows neither commit nor switch of what another tool released', () => {
    const status = statusOf(seen(foreignMade()));
    expect(status).toMatchObject({ switchedAt: null, bakeUntil: null });
    expect(status.taskSets.map(({ commit }) => commit)).toEqual([null, null]);
  });
});
