// The shares that a comment states of a split, and how a command corrects them at its end.
import { describe, expect, test } from '@jest/globals';
import type { FoundRelease } from '../../src/domain/common/report/releases.ts';
import type { ReleaseState } from '../../src/domain/common/shown/state.ts';
import { trafficMarkIn, trafficMarkLine } from '../../src/report/messages/kept.ts';
import { noon } from '../support/worlds.ts';
import { aGitHub, correcting, foundLive, showing } from './correcting.ts';
import { onBlue, restored } from './known-release.ts';

const found = (state: ReleaseState): FoundRelease => ({ ...foundLive, state });
const comment = (state: ReleaseState, others: number | null): string =>
  showing(
    { releaseId: '91-shop', state },
    `${others === null ? '' : trafficMarkLine(splitOf(others).traffic)}Released.`,
  );
const splitOf = (others: number) => ({
  traffic: {
    ...onBlue.traffic!,
    shares: [{ rule: 'listener 443', blue: 100 - others, green: 0, others }],
    byGroup: `listener 443: a ${String(100 - others)} %, c ${String(others)} %`,
  },
});

describe.each<ReleaseState>(['live-shared', 'warm-shared', 'partly'])(
  'the shares of a release that is %s',
  (state) => {
    test('are corrected when they have changed, once', async () => {
      const github = await aGitHub(comment(state, 10), restored);
      const { comments } = await correcting(github, [found(state)], {}, splitOf(40));
      expect(comments).toHaveLength(1);
      expect(comments[0]).toContain('(**40 %** to other target groups)');
      expect(trafficMarkIn(comments[0]!)).toBe(trafficMarkIn(comment(state, 40)));
      const later = { ...splitOf(40), seen: { fence: 4, atMs: noon + 1000 } };
      expect((await correcting(github, [found(state)], {}, later)).comments).toEqual([]);
    });

    test.each<[string, number | null]>([
      ['are the same', 40],
      ['are not known of the comment', null],
    ])('stay where they %s', async (_what, others) => {
      const github = await aGitHub(comment(state, others), restored);
      expect((await correcting(github, [found(state)], {}, splitOf(40))).comments).toEqual([]);
    });
  },
);

test.each<ReleaseState>(['live', 'warm', 'led-away', 'replaced', 'rolled-back', 'gone'])(
  'the comment of a release that is %s does not follow the shares of others',
  async (state) => {
    const github = await aGitHub(comment(state, 10), restored);
    expect((await correcting(github, [found(state)], {}, splitOf(40))).comments).toEqual([]);
  },
);
