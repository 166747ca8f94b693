// What a command shows of a release that production has left without a run.
import { describe, expect, test } from '@jest/globals';
import type { FoundRelease } from '../../src/domain/common/report/releases.ts';
import { liveSinceLine } from '../../src/report/messages/kept.ts';
import { noon } from '../support/worlds.ts';
import { aGitHub, correcting, foundLive, showing } from './correcting.ts';
import { aRelease, restored } from './known-release.ts';

describe('a release that production has left without a run', () => {
  const ledAway: FoundRelease = {
    ...{ release: { ...aRelease, standing: 'begun' }, state: 'led-away', live: restored },
    ...{ by: null, isReset: false },
  };
  const partly: FoundRelease = {
    ...{ ...ledAway, state: 'partly' },
    release: { ...aRelease, standing: 'live', hasBlue: true },
  };
  const byHand = 'a person or infrastructure code has probably changed the production rules.';

  test.each<[FoundRelease, string, string, string]>([
    [ledAway, 'no longer live', 'run its job again.', 'inactive'],
    // A job is refused where the pair has no weight.
    [
      { ...ledAway, release: { ...ledAway.release, isShared: true } },
      'no longer live',
      'correct the production rules first.',
      'inactive',
    ],
    [{ ...ledAway, isReset: true }, 'no longer live', 'returns production to this release', 'inactive'],
    [partly, 'only partly live', 'The command sweep ends the split', 'failure'],
    [{ ...partly, isReset: true }, 'only partly live', 'returns all of it to this release', 'failure'],
    [
      { ...partly, release: { ...partly.release, hasBlue: false } },
      'only partly live',
      'The command status shows where production traffic goes',
      'failure',
    ],
    // What the commands move is the share of the pair.
    [
      { ...partly, release: { ...partly.release, isShared: true } },
      'only partly live',
      'The command status shows where production traffic goes',
      'failure',
    ],
  ])('is shown so, with what to do (%#)', async (found, title, words, status) => {
    const { comments, statuses } = await correcting(await aGitHub(showing()), [found]);
    expect(comments[0]).toContain(`: ${title}\n`);
    expect(comments[0]).toContain('All production traffic is on ecs-svc/1');
    expect(comments[0]).toContain(byHand);
    expect(comments[0]).toContain(words);
    expect(statuses).toEqual([status]);
  });

  test('and of which other target groups have a share is shown so once, and its Deployment stays', async () => {
    const shared: FoundRelease = { ...partly, state: 'warm-shared' };
    const before = showing({ state: 'warm' });
    const { comments, statuses } = await correcting(await aGitHub(before, aRelease, ['success']), [shared]);
    expect(comments[0]).toContain(': only partly live\n');
    expect(comments[0]).toContain('leads a part of production elsewhere');
    expect(comments[0]).toContain('**Rollback**: blue is kept.');
    expect(statuses).toEqual([]);
    const again = await correcting(await aGitHub(showing({ state: 'warm-shared' })), [shared]);
    expect(again.comments).toEqual([]);
    const alone: FoundRelease = { ...shared, state: 'warm' };
    const { comments: later } = await correcting(await aGitHub(showing({ state: 'warm-shared' })), [alone]);
    expect(later[0]).toContain(': live\n');
  });

  test.each(['begun', 'staged', 'replaced', 'rolled-back', 'removed', 'led-away'] as const)(
    'is left as it is where its comment shows it as %s, and its Deployment as failed',
    async (state) => {
      const github = await aGitHub(showing({ state }), aRelease, ['failure']);
      const { comments, statuses } = await correcting(github, [ledAway]);
      expect([comments, statuses]).toEqual([[], []]);
    },
  );

  test('is shown as live again once it is, and as gone once it is gone', async () => {
    const away = showing({ state: 'led-away' }, `${liveSinceLine(noon)}Led away.`);
    const back: FoundRelease = { ...ledAway, release: { ...aRelease, standing: 'live' }, state: 'live' };
    const { comments } = await correcting(await aGitHub(away, aRelease, ['inactive']), [back]);
    expect(comments[0]).toContain(': live\n');
    expect(comments[0]).toContain('Nothing had reported it here.');
    const gone = await correcting(await aGitHub(away), [{ ...ledAway, state: 'gone' }]);
    expect(gone.comments[0]).toContain('Its task set is gone.');
  });

  test('stands in the way of a rollback of what is live', async () => {
    const github = await aGitHub(showing({ releaseId: '91-shop', state: 'replaced' }), restored, ['failure']);
    const now = [ledAway.release, foundLive.release];
    const { comments } = await correcting(github, [foundLive], {}, { now });
    expect(comments[0]).toContain(
      '**Rollback**: the command rollback first ends release 95-shop, which has no traffic: production stays on this one.',
    );
  });
});
