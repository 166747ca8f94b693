// What a command finds of releases that it hasn't changed, and what GitHub still shows of those that are gone.
import { describe, expect, test } from '@jest/globals';
import { foundAmong, type KnownRelease } from '../../src/domain/common/report/releases.ts';
import type { ReleaseDeployment } from '../../src/domain/common/shown/deployment.ts';
import {
  mayBeUntagged,
  missedRelease,
  payloadOf,
  type KnownReleases,
} from '../../src/domain/common/report/deployments.ts';
import { commandPlan } from '../support/commands.ts';
import { aNews, aRelease, restored, serviceKey } from '../report/known-release.ts';

const live: KnownRelease = { ...aRelease, id: '98-shop', set: 'ecs-svc/3', standing: 'live', hasBlue: true };

describe('of the releases of which a run has no news', () => {
  const sight = {
    ...{ first: [aRelease, live], now: [aRelease, live], own: '200-shop', isAnyLive: true },
    shared: [] as readonly string[],
  };
  const found = (
    changes: Partial<typeof sight>,
    news: Parameters<typeof foundAmong>[0] = [],
    isSettled = true,
  ) =>
    foundAmong(news, { ...sight, ...changes }, isSettled).map(
      ({ release, state }) => `${release.id} ${state}`,
    );

  test('what is live, kept and rolled back is found as it is', () => {
    const kept: KnownRelease = { ...restored, standing: 'rolled-back' };
    expect(found({ now: [aRelease, live, kept] })).toEqual([
      '95-shop replaced',
      '98-shop warm',
      '91-shop rolled-back',
    ]);
    expect(found({ now: [{ ...live, hasBlue: false }] })).toContain('98-shop live');
  });

  test.each(['kept', 'rolled-back'] as const)(
    'what was %s stays so once its task set is gone',
    (standing) => {
      const state = standing === 'kept' ? 'replaced' : standing;
      expect(found({ first: [{ ...aRelease, standing }], now: [live] })).toContain(`95-shop ${state}`);
    },
  );

  test.each(['live', 'staged', 'begun'] as const)(
    'what was %s has no state once its task set is gone',
    (standing) => {
      expect(found({ first: [{ ...aRelease, standing }], now: [live] })).toContain('95-shop none');
    },
  );

  test('its own release is none of them', () => {
    expect(found({ own: '98-shop' })).toEqual(['95-shop replaced']);
  });

  test('what the run has changed is reported as news alone', () => {
    expect(found({}, [aNews('replaced')])).toEqual(['98-shop warm']);
  });

  test('nothing is found in a bake', () => {
    expect(found({}, [], false)).toEqual([]);
  });

  const idle: KnownRelease = { ...live, standing: 'begun' };

  test('what has no traffic was led away, if it had any, also while nothing is live', () => {
    expect(found({ now: [{ ...aRelease, standing: 'live' }, idle] })).toEqual([
      '95-shop live',
      '98-shop led-away',
    ]);
    expect(found({ now: [aRelease, idle], isAnyLive: false })).toEqual(['98-shop led-away']);
  });

  test.each<[boolean, string]>([
    [true, '98-shop warm-shared'],
    [false, '98-shop live-shared'],
  ])('what shares production with target groups of somebody else is live (blue: %s)', (hasBlue, state) => {
    expect(found({ now: [{ ...live, isShared: true, hasBlue }] })).toContain(state);
  });

  test('what has only a part of production is partly live', () => {
    expect(found({ shared: ['ecs-svc/3', 'ecs-svc/2'] })).toEqual(['95-shop replaced', '98-shop partly']);
  });
});

describe('of a release whose task set is gone, a Deployment that shows', () => {
  const request = commandPlan('teardown');
  const of = (id: string, key = serviceKey): string => payloadOf(id, key);
  const shown: ReleaseDeployment = {
    ...{ id: 9, payload: of('95-shop'), sha: 'c0ffee', environment: 'production', state: 'success' },
    description: 'Blue-green release of shop in main',
  };
  const known: KnownReleases = {
    ...{ request, serviceKey, releaseId: '200-shop', releases: [live], now: [live], news: [], found: [] },
    ...{ isSettled: true, liveReleases: ['98-shop'] },
  };
  const stateOf = (one: Partial<ReleaseDeployment>, more: Partial<KnownReleases> = {}): string =>
    missedRelease({ ...shown, ...one }, { ...known, ...more })?.state ?? '-';

  test.each<[string, string]>([
    ['success', 'replaced'],
    ['in_progress', 'gone'],
    ['queued', 'gone'],
    ['inactive', '-'],
    ['failure', '-'],
    ['error', '-'],
  ])('%s is %s', (state, expected) => {
    expect(stateOf({ state })).toBe(expected);
  });

  test('success while an earlier release is live may have been left in any way', () => {
    expect(stateOf({ payload: of('99-shop') })).toBe('gone');
  });

  test.each<[string, Partial<KnownReleases>]>([
    ['a bake is in progress', { isSettled: false }],
    ['a task set without tags is live', { now: [], liveReleases: [] }],
    ['two task sets are live', { liveReleases: ['98-shop', '97-shop'] }],
  ])('in progress is gone, also while %s', (_while, more) => {
    expect(stateOf({ state: 'in_progress' }, more)).toBe('gone');
  });

  test.each([
    [null, false],
    [999, false],
    [1000, true],
    [1001, true],
  ])('a task set without tags of %s may be of a run that began at 1000: %s', (untaggedMs, may) => {
    expect(mayBeUntagged(untaggedMs, 1000)).toBe(may);
  });

  test('leads to its comment by its commit', () => {
    expect(missedRelease(shown, known)).toMatchObject({
      release: { pull: null, commit: 'c0ffee', environment: 'production', repository: 'acme/shop' },
      live: { id: '98-shop' },
    });
  });

  test.each<[string, Partial<ReleaseDeployment>, Partial<KnownReleases>]>([
    ['of what is live', { payload: of('98-shop') }, {}],
    ['of the run itself', { payload: of('200-shop') }, {}],
    ['of a re-release of the run itself', { payload: of('200-shop-rollback') }, {}],
    ['of the release that it promotes', {}, { releaseId: '95-shop' }],
    ['of the release that a re-release makes live', {}, { now: [{ ...live, restores: '95-shop' }] }],
    ['of a task set that is there', {}, { now: [live, { ...aRelease, standing: 'staged' }] }],
    ['of a task set that was there when the run began', {}, { releases: [aRelease, live] }],
    ['of news', {}, { news: [aNews('rolled-back')] }],
    [
      'of what the run has found',
      {},
      { found: [{ release: aRelease, state: 'rolled-back', live, by: 96, isReset: false }] },
    ],
    [
      'of the same name in another region',
      { payload: of('95-shop', serviceKey.replace('central', 'west')) },
      {},
    ],
    [
      'of the same name in another account',
      { payload: of('95-shop', serviceKey.replace('1111', '4444')) },
      {},
    ],
    [
      'of the same name in another cluster',
      { payload: of('95-shop', serviceKey.replace('main', 'other')) },
      {},
    ],
    ['of another service', { payload: of('95-api', serviceKey.replace('shop', 'api')) }, {}],
    [
      'of a run that could not observe its service, without a description',
      { payload: '95-shop', description: null },
      {},
    ],
    ['a success in a bake', {}, { isSettled: false }],
    [
      'a success while a task set without tags is live, which may be its own',
      {},
      { now: [], liveReleases: [] },
    ],
    ['a success while two task sets are live', {}, { liveReleases: ['98-shop', '97-shop'] }],
    ['in progress, of a service that was not observed', { state: 'in_progress' }, { releases: null }],
  ])('%s is left as it is', (_what, one, more) => {
    expect(stateOf(one, more)).toBe('-');
  });
});
