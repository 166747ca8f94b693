import { describe, expect, test } from '@jest/globals';
import type { Change, ReleaseNews } from '../../src/domain/common/report/releases.ts';
import { newsComment, newsText, type Shown } from '../../src/report/news/text.ts';
import { aNews, aRelease, aShown, aStamp, onBlue, restored } from './known-release.ts';
import { commandPlan } from '../support/commands.ts';
import { stampedComment } from '../../src/report/stamp.ts';
import { liveSinceIn } from '../../src/report/messages/kept.ts';
import { noon } from '../support/worlds.ts';
import { at, gallery } from './stories.ts';

const release = aRelease;
const commit = aRelease.commit ?? '';

describe('the comment says', () => {
  const shown = (change: Change, changes: Partial<Shown> = {}, news: Partial<ReleaseNews> = {}): string =>
    newsText({ ...aShown, news: aNews(change, news), ...changes });
  const run = '[run 200](https://github.com/acme/shop/actions/runs/200/attempts/1)';
  const first = run.replace('run', 'Run');

  test('who rolled it back, why, how long users were on it, and where traffic is by rule', () => {
    expect(shown('rolled-back')).toBe(
      [
        '### ⏪ `shop` in `main`: rolled back',
        '**All production traffic is on ecs-svc/1 (web:1) since 12:00 UTC.**',
        `> [!WARNING]\n> \`alice\`, with ${run} (rollback), rolled this release back at 12:00 UTC: v2 sells nothing. Users were on \`web:2\` from 11:50 UTC to 12:00 UTC.`,
        '| Production rule | `web:1` | `web:2` (gone) |\n| :-- | --: | --: |\n| `listener 443` | **100 %** | 0 % |',
        `**Version**: \`web:2\` · commit [\`c0ffee1\`](https://github.com/acme/shop/commit/${commit}) · [run 95](https://github.com/acme/shop/actions/runs/95)`,
      ].join('\n\n'),
    );
  });

  test('no set without traffic that a later run may delete, but where it is brought up to date', () => {
    const green = { ...onBlue.green!, isThere: true };
    const comment = (change: Change): string =>
      newsComment({ ...aShown, green, news: aNews(change) }, aStamp, null);
    expect(comment('rolled-back')).toContain('| Production rule | `web:1` |\n');
    expect(comment('live-again')).toContain('| Production rule | `web:1` | `web:2` |\n');
  });

  test.each<[string, string, string]>([
    [
      'nobody for a schedule',
      shown('rolled-back', { actor: null }),
      `> ${first} (rollback) rolled this release back`,
    ],
    [
      'no mover where it may have been a person',
      shown('rolled-back', { request: commandPlan('teardown') }),
      `> Production left this release at 12:00 UTC, while ${run} (teardown) held the service. Users were on`,
    ],
    [
      'what replaced it, and how long users were on it',
      shown('replaced'),
      `> ${first} switched production to #9 at 12:00 UTC. Users were on \`web:2\` from 11:50 UTC to 12:00 UTC.`,
    ],
    [
      'until when it may return',
      shown('replaced', {}, { isSettled: false }),
      'Until that release has passed its bake, a failure signal returns production to this one.',
    ],
    [
      'that its beginning is not known',
      shown('rolled-back', {}, { release: { ...release, liveSinceMs: null } }),
      'Users were on `web:2` until 12:00 UTC; since when is no longer known.',
    ],
    [
      'that its version was released again',
      shown('live-again', {}, { release: { ...release, id: commandPlan('rollback').release.id } }),
      'released this version again at 12:00 UTC: v2 sells nothing.',
    ],
    [
      'that a version that was released again has no rollback of its own',
      shown('live-again', {}, { release: { ...release, id: '99-shop-rollback', hasBlue: true } }),
      '**Rollback**: not possible: a rollback released the live version',
    ],
    ['that it is live again', shown('live-again'), 'returned production to this release at 12:00 UTC'],
    [
      'how it is rolled back once it is live again',
      shown('live-again'),
      '**Rollback**: blue is not kept. The command rollback releases `web:1` again',
    ],
    [
      'that blue is kept once it is live again',
      shown('live-again', {}, { release: { ...release, hasBlue: true } }),
      '**Rollback**: blue is kept. The command rollback returns production to it.',
    ],
    [
      'no number of another repository, which would link to a pull request of this one',
      shown('replaced', {}, { live: { ...restored, repository: 'acme/other' } }),
      'switched production to release 91-shop of acme/other at 12:00 UTC.',
    ],
    [
      'the beginning of a reason that fills a comment',
      shown('rolled-back', {
        request: commandPlan('rollback', {}, { writtenReason: 'sell'.repeat(20_000) }),
      }),
      'sellsell … (cut). Users were on `web:2` from',
    ],
    ['how a rollback still works', shown('no-blue'), 'The command rollback releases `web:1` again'],
    [
      'that staged green is gone',
      shown('unstaged'),
      `${first} (rollback) deleted the staged green at 12:00 UTC`,
    ],
    [
      'that green was removed',
      shown('removed', { request: commandPlan('deploy') }, { release: { ...release, liveSinceMs: null } }),
      '> Green had no production traffic when',
    ],
    [
      'who removed a green for a rollback, and why',
      shown('removed', {}, { release: { ...release, liveSinceMs: null } }),
      '(rollback), removed green, which had no production traffic, at 12:00 UTC: ',
    ],
    [
      'that its switch had begun before it was removed',
      shown('removed', { request: commandPlan('deploy') }),
      'Its switch began at 11:50 UTC, so users may have been on it. Green had no production traffic when',
    ],
    [
      'that a rollback ended another release, and this one stays live',
      shown('stays', {}, { release: { ...release, hasBlue: false, isReturnedTo: true } }),
      'and the last rollback left production on this version. To go further back, run the command rollback with `rollback-to`',
    ],
    [
      'that no rollback is possible',
      shown('no-blue', {}, { release: { ...release, forwardOnly: 'migration 12' } }),
      '**Rollback**: not possible: this release is forward-only (migration 12)',
    ],
  ])('%s', (_what, text, words) => {
    expect(text).toContain(words);
  });

  test.each<[Change, boolean]>([
    ['rolled-back', true],
    ['replaced', true],
    ['unstaged', true],
    ['removed', true],
    ['live-again', false],
    ['no-blue', false],
    ['stays', false],
  ])('%s: when traffic was so, unless later runs update it (dated: %s)', (change, isDated) => {
    const text = newsComment({ ...aShown, news: aNews(change) }, aStamp, null);
    const [line] = text.split('\n').filter((each) => each.startsWith('**All production'));
    expect(line?.endsWith(' (as of 2026-03-01 12:01 UTC)')).toBe(isDated);
  });

  test('what stays true of the comment before: phases, findings, version, app and pull requests', () => {
    const others = '**Also in this release**: [#4](https://github.com/acme/shop/pull/4)';
    const before = stampedComment({ ...gallery['released']!, others: { numbers: [4], isWhole: true } });
    const version = /^\*\*Version\*\*: .*$/m.exec(before)?.[0] ?? '';
    const withApp = before.replace(version, `${version} · <https://shop.example.com/>`);
    const text = newsComment(aShown, aStamp, withApp);
    expect(text).toContain(`\n\n${version} · <https://shop.example.com/>\n\n${others}\n\n<sub>`);
    expect(text).toMatch(
      /<summary>Phases, as its run reported them at 2026-03-01 \S+ UTC<\/summary>\n\n\| Phase \|/,
    );
    expect(text).toContain('| ✅&nbsp;switch | 3s · at 12:01 UTC |');
    expect(text).not.toContain('aws ');
    expect(newsComment(aShown, aStamp, text)).toBe(text);
  });

  test('since when users were on it, also once the tags of its switch are gone', () => {
    const before = stampedComment(gallery['released']!);
    const forgotten = aNews('rolled-back', { atMs: at(3600), release: { ...release, liveSinceMs: null } });
    const text = newsComment({ ...aShown, news: forgotten }, aStamp, before);
    expect(text).toContain('Users were on `web:2` from 12:01 UTC to 13:00 UTC.');
    expect(liveSinceIn(text)).toBe(at(60));
    const again = newsComment({ ...aShown, news: aNews('live-again') }, aStamp, text);
    expect(liveSinceIn(again)).toBe(noon);
  });

  test('that users were on a green that was removed, if its comment says so', () => {
    const before = stampedComment(gallery['baking']!);
    const text = newsComment({ ...aShown, news: aNews('removed') }, aStamp, before);
    expect(text).toContain('### ⏹️ `shop` in `main`: no longer live');
    expect(text).toMatch(
      /Users were on `web:2` from .* UTC\. Production has left it since; when is not known\. .* removed green, which had no/,
    );
  });

  test('no color of the run that brings the news: a re-release calls the restored version green', () => {
    const { blue, green, traffic } = onBlue;
    const sentence = 'All production traffic is on green ecs-svc/1 (web:1).';
    const reReleased = { blue: green, green: blue, traffic: { ...traffic!, sentence } };
    expect(shown('rolled-back', reReleased)).not.toMatch(/\b(green|blue) ecs-svc|\| (Green|Blue)/);
  });

  test('offers no command to paste', () => {
    const all = (
      ['rolled-back', 'replaced', 'live-again', 'no-blue', 'stays', 'unstaged', 'removed'] as const
    ).map((one) => shown(one));
    expect(all.join('\n')).not.toContain('aws ');
  });

  test('nothing of a reason or an actor that becomes markup', () => {
    const request = commandPlan('rollback', {}, { writtenReason: '@everyone <img> [a](b) #1' });
    const text = shown('rolled-back', { request, actor: 'a`b' });
    expect(text).toContain('@\u200beveryone &lt;img> \\[a\\](b) `#1`');
    expect(text).toContain('``a`b``');
  });
});
