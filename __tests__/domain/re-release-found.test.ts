// What later commands find once a rollback has released an earlier version again.
import { describe, expect, test } from '@jest/globals';
import type { Command } from '../../src/domain/common/request/request.ts';
import type { TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { releasesIn, seeReleases } from '../../src/domain/task-sets/report/releases.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { commandPlan } from '../support/commands.ts';
import { a, aGreen, aMemory, aRule, aService, aSet, aWorld, b, noon } from '../support/worlds.ts';

const { attachment } = aSet(1);
const tags = { repository: 'acme/shop', run: '91.1' };
const bad = aGreen(2, { status: 'ACTIVE', tags: { ...tags, release: '95-shop', pull: '2', commit: 'b4d' } });
const draining: TaskSetView = { ...bad, status: 'DRAINING' };

function aSight(sets: readonly TaskSetView[], live: 'a' | 'b'): World {
  const weights = [
    [a, live === 'a' ? 100 : 0],
    [b, live === 'b' ? 100 : 0],
  ] as const;
  const service = aService({ tags: { fence: '4:200.1' } });
  return aWorld({ nowMs: noon + 60_000, taskSets: sets, service, rules: [aRule(weights)] });
}

describe('a later command finds that a re-release has rolled back what it replaced', () => {
  const note = '150:ecs-svc/2 release=95 pull=2 commit=b4d repository=acme/shop environment=production';
  const again = aGreen(3, {
    status: 'PRIMARY',
    attachment,
    tags: {
      ...tags,
      release: '150-shop-rollback',
      restores: '91 pull=1',
      blue: bad.id,
      'rolled-back': note,
    },
  });
  const found = (command: Command, now: World, first: World = now): readonly unknown[] => {
    const request = commandPlan(command);
    const releases = releasesIn(sceneOf(request, first, aMemory()));
    const before = { releases, news: [], lastSwitch: null };
    return seeReleases(before, '200-shop', sceneOf(request, now, aMemory())).found.map(
      ({ release, state, by }) => [release.id, state, by],
    );
  };
  const commands = ['sweep', 'teardown', 'rollback'] as const;

  test.each(commands)('%s: while its task set is kept', (command) => {
    expect(found(command, aSight([bad, again], 'a'))).toContainEqual(['95-shop', 'rolled-back', 150]);
  });

  test.each(commands)('%s: once the command has deleted it', (command) => {
    const [first, now] = [aSight([bad, again], 'a'), aSight([draining, again], 'a')];
    expect(found(command, now, first)).toContainEqual(['95-shop', 'rolled-back', 150]);
  });

  test.each(commands)('%s: once it is gone', (command) => {
    expect(found(command, aSight([again], 'a'))).toContainEqual(['95-shop', 'rolled-back', 150]);
  });

  test('not once another release is live', () => {
    const next = aGreen(4, { status: 'PRIMARY', tags: { ...tags, release: '190-shop', blue: again.id } });
    const all = found('sweep', aSight([{ ...again, status: 'ACTIVE' }, next], 'b'));
    expect(all).toEqual([
      ['150-shop-rollback', 'replaced', null],
      ['190-shop', 'warm', null],
    ]);
  });
});
