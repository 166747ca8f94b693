// Of two texts about one release, the one that was seen later stays.
import { describe, expect, test } from '@jest/globals';
import {
  isOlder,
  mayReplace,
  stampOfNews,
  type NextStamp,
  type Seen,
  type Stamp,
} from '../../src/domain/common/shown/order.ts';
import { isToCorrect, type ReleaseState } from '../../src/domain/common/shown/state.ts';

const seen: Seen = { fence: 7, atMs: 60_000 };
const own: NextStamp = {
  ...{ releaseId: '101-web', attempt: 1, begunMs: 1000, runId: 101, state: 'begun', seen, isHolder: true },
  isRollback: false,
};
const shows = (changes: Partial<Stamp>): Stamp => ({ ...own, ...changes });

test.each<[string, Seen, boolean]>([
  ['of the same moment', seen, false],
  ['of a later moment', { fence: 7, atMs: 60_001 }, false],
  ['of an earlier moment', { fence: 7, atMs: 59_999 }, true],
  ['of a later run, by a clock that is behind', { fence: 8, atMs: 1 }, false],
  ['of an earlier run, by a clock that is ahead', { fence: 6, atMs: 120_000 }, true],
  ['long after, once the tags were wiped', { fence: 1, atMs: 60_000 + 600_000 }, false],
])('something seen %s is older: %#', (_what, next, expected) => {
  expect(isOlder(next, seen)).toBe(expected);
});

describe('the run of a release writes', () => {
  const byOther = { runId: 102, state: 'rolled-back', seen } as const;
  const unnoted = { state: null, seen: null } as const;

  test.each<[string, Stamp | null, Partial<NextStamp>, boolean]>([
    ['the first comment, or over one without a stamp', null, {}, true],
    ['over its own', shows({}), {}, true],
    ['over that of an earlier release', shows({ releaseId: '99-web', begunMs: 900, runId: 99 }), {}, true],
    [
      'never over the release that it rolls back, as a rollback',
      shows({ releaseId: '99-web', begunMs: 900, runId: 99 }),
      { releaseId: '101-web-rollback', isRollback: true },
      false,
    ],
    [
      'over that of an earlier rollback, as a rollback',
      shows({ releaseId: '99-web-rollback', begunMs: 900, runId: 99 }),
      { releaseId: '101-web-rollback', isRollback: true },
      true,
    ],
    [
      'over that of a newer release if it was run again later',
      shows({ releaseId: '103-web', begunMs: 2000, runId: 103 }),
      { attempt: 2, begunMs: 3000 },
      true,
    ],
    [
      'never over that of a newer release',
      shows({ releaseId: '103-web', begunMs: 2000, runId: 103 }),
      {},
      false,
    ],
    ...(
      ['staged', 'begun', 'warm', 'live', 'warm-shared', 'live-shared', 'partly', 'being-replaced'] as const
    ).map((state): [string, Stamp, Partial<NextStamp>, boolean] => [
      `never over an earlier release that is ${state}, while it has no task set`,
      shows({ releaseId: '99-web', begunMs: 900, runId: 99, state }),
      { state: 'none' },
      false,
    ]),
    ...(['none', 'replaced', 'rolled-back', 'led-away', 'unstaged', 'removed', 'gone', null] as const).map(
      (state): [string, Stamp, Partial<NextStamp>, boolean] => [
        `over an earlier release that is ${state ?? 'in no noted state'}, while it has no task set`,
        shows({ releaseId: '99-web', begunMs: 900, runId: 99, state }),
        { state: 'none' },
        true,
      ],
    ),
    ['never over the news of a later run', shows(byOther), {}, false],
    ['never over that of an earlier run that came back', shows({ ...byOther, runId: 90 }), {}, false],
    [
      'never over it once it has seen the other run',
      shows(byOther),
      { seen: { fence: 8, atMs: 70_000 }, isHolder: false },
      false,
    ],
    ['over it once it has the service back', shows(byOther), { seen: { fence: 9, atMs: 70_000 } }, true],
    ['over it if it was run again since', shows(byOther), { attempt: 2 }, true],
    ['over what its stage shows, as a promotion', shows({ runId: 99, state: 'staged' }), {}, true],
    ['over what names no state, by the number of the run', shows({ runId: 99, ...unnoted }), {}, true],
    ['never over a later one that names no state', shows({ runId: 102, ...unnoted }), {}, false],
  ])('%s', (_what, shown, changes, isAllowed) => {
    expect(mayReplace(shown, { ...own, ...changes })).toBe(isAllowed);
  });
});

describe('news of a release', () => {
  const news = { releaseId: '101-web', runId: 102, state: 'rolled-back', seen } as const;

  test.each<[string, Stamp | null, boolean]>([
    ['replace what its run wrote', shows({}), true],
    ['replace older news', shows({ runId: 103, seen: { fence: 6, atMs: 0 } }), true],
    ['never replace newer news', shows({ runId: 90, seen: { fence: 8, atMs: 0 } }), false],
    ['never replace the text of another release', shows({ releaseId: '103-web' }), false],
    ['make no comment', null, false],
    ['go by the number of the run where nothing else is noted', shows({ runId: 104, seen: null }), false],
  ])('%s', (_what, shown, isAllowed) => {
    expect(stampOfNews(shown, news)).toEqual(isAllowed ? { ...shown, ...news } : null);
  });
});

describe('a comment is corrected', () => {
  const all: readonly (ReleaseState | null)[] = [
    ...([null, 'none', 'staged', 'begun', 'warm', 'live', 'being-replaced', 'replaced'] as const),
    ...(['rolled-back', 'unstaged', 'removed', 'warm-shared', 'live-shared'] as const),
  ];
  const but = (...left: readonly ReleaseState[]) => all.filter((one) => one !== null && !left.includes(one));

  test.each<[ReleaseState, readonly (ReleaseState | null)[]]>([
    ['warm', but('warm', 'live')],
    ['live', but('live')],
    ['warm-shared', but('warm-shared', 'live-shared')],
    ['live-shared', but('live-shared')],
    ['replaced', but('replaced', 'rolled-back')],
    ['rolled-back', but('rolled-back')],
    ['none', []],
    ['staged', []],
    ['begun', []],
    ['being-replaced', []],
    ['unstaged', []],
    ['removed', []],
  ])('of a release that is found %s, if it shows one of %j', (is, shown) => {
    expect(all.filter((one) => isToCorrect(one, is))).toEqual(shown);
  });
});
