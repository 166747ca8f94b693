// Whether users were on a release that has no production traffic any more, by its comment and the tags.
import { describe, expect, test } from '@jest/globals';
import { usedSince, type Used } from '../../src/domain/common/shown/used.ts';
import { lastSwitchIn } from '../../src/domain/task-sets/tags/rollback-tags.ts';
import { formatRolledBack } from '../../src/domain/task-sets/tags/rolled-back.ts';
import { seeReleases } from '../../src/domain/task-sets/report/releases.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { iso } from '../../src/domain/common/values/moment.ts';
import { commandPlan } from '../support/commands.ts';
import { aGreen, aMemory, aService, aSet, aWorld, noon } from '../support/worlds.ts';

describe('users were on it', () => {
  const inProgress = { runId: 95, begunMs: noon };
  const lastSwitch = { set: 'ecs-svc/2', atMs: noon + 60_000, runId: 95 };
  const nothing = { shownMs: null, taggedMs: null, inProgress: null, lastSwitch: null };
  const seen = { sinceMs: noon + 1, isSeen: true };
  const maybe: Used = { sinceMs: lastSwitch.atMs, isSeen: false };

  test.each<[string, Partial<Parameters<typeof usedSince>[0]>, Used | null]>([
    ['if its comment says so', { shownMs: noon + 1, taggedMs: noon, inProgress, lastSwitch }, seen],
    ['perhaps, if the tags name its task set', { taggedMs: lastSwitch.atMs }, maybe],
    ['perhaps, if its run made the last switch', { inProgress, lastSwitch }, maybe],
    ['not by the switch of another run', { inProgress, lastSwitch: { ...lastSwitch, runId: 96 } }, null],
    ['not by a switch of nobody', { inProgress, lastSwitch: { ...lastSwitch, runId: null } }, null],
    [
      'not by a switch before its run began',
      { inProgress, lastSwitch: { ...lastSwitch, atMs: noon - 1 } },
      null,
    ],
    ['not once its run has reported its end', { lastSwitch }, null],
    ['not if no switch is noted', { inProgress }, null],
    ['not if nothing is known', {}, null],
  ])('%s', (_what, known, used) => {
    expect(usedSince({ ...nothing, ...known })).toEqual(used);
  });
});

describe('the last switch', () => {
  const at = '2026-03-01T11:00:00.000Z';
  const tags = { 'live-since': `ecs-svc/2@${at}`, fence: '3:95.1' };

  test.each<[string, typeof tags | object, ReturnType<typeof lastSwitchIn>]>([
    ['names the run that holds the service', tags, { set: 'ecs-svc/2', atMs: Date.parse(at), runId: 95 }],
    ['of no run', { ...tags, fence: '' }, { set: 'ecs-svc/2', atMs: Date.parse(at), runId: null }],
    ['is not known without a time', { ...tags, 'live-since': 'ecs-svc/2@' }, null],
    ['is not known without its tag', { fence: '3:95.1' }, null],
  ])('%s', (_what, known, expected) => {
    expect(lastSwitchIn(known)).toEqual(expected);
  });

  test('stays as the command found it, also once it has taken the service over', () => {
    const request = commandPlan('teardown');
    const world = (fence: string) =>
      sceneOf(request, aWorld({ service: aService({ tags: { ...tags, fence } }) }), aMemory());
    const nothing = { releases: null, news: [], lastSwitch: null };
    const first = seeReleases(nothing, request.release.id, world('3:95.1'));
    const last = seeReleases(first, request.release.id, world('4:200.1'));
    expect([first.lastSwitch?.runId, last.lastSwitch?.runId]).toEqual([95, 95]);
  });
});

test('a release that was rolled back has the time of its switch, although its task set is gone', () => {
  const request = commandPlan('teardown');
  const gone = aGreen(2, { tags: { release: '95-shop', repository: 'acme/shop' } });
  const service = aService({
    tags: {
      'rolled-back': formatRolledBack(commandPlan('rollback', { release: { runId: 96 } }), gone, null),
      'live-since': `${gone.id}@${iso(noon)}`,
    },
  });
  const world = aWorld({ taskSets: [aSet(1, { tags: { release: '91-shop' } })], service });
  const nothing = { releases: null, news: [], lastSwitch: null };
  const { found } = seeReleases(nothing, request.release.id, sceneOf(request, world, aMemory()));
  expect(found).toContainEqual(
    expect.objectContaining({
      state: 'rolled-back',
      by: 96,
      release: expect.objectContaining({ id: '95-shop', liveSinceMs: noon }) as unknown,
    }),
  );
});
