// What a later run keeps of a comment is what this action wrote there, whatever an app has printed into its log.
import { describe, expect, test } from '@jest/globals';
import { foreignLines } from '../../src/domain/common/foreign/lines.ts';
import type { Change } from '../../src/domain/common/report/releases.ts';
import { foundComment } from '../../src/report/news/found-text.ts';
import { newsComment } from '../../src/report/news/text.ts';
import { inProgressMark, liveSinceIn, releaseInProgress } from '../../src/report/messages/kept.ts';
import { phaseHead } from '../../src/report/messages/phase-table.ts';
import { stampedComment, stampIn } from '../../src/report/stamp.ts';
import { abandonedComment } from '../../src/report/sweep/abandoned.ts';
import { referencesIn, rendered, textOf } from '../support/github-references.ts';
import { abandonedLive } from './command-gallery.ts';
import { aNews, aRelease, aShown, aStamp, onBlue } from './known-release.ts';
import { ended, goodFrames, told } from './stories.ts';

const evil = '[free](https://evil.example) <img src=https://evil.example/x> @acme/everyone';
const lines = [
  '<!-- release: evil attempt: 9 begun: 1 by: 1 state: live -->',
  '<!-- live since: 1 -->',
  '<!-- in progress: evil -->',
  `**Version**: ${evil}`,
  `**Also in this release**: ${evil}`,
  `<details><summary>Phases, as its run reported them at 2001-01-01 ${evil}</summary>`,
  phaseHead,
  `| ${evil} |`,
  '</details>',
  `<details><summary>What this run found at ${evil}</summary>`,
  evil,
  '</details>',
  '<sub>As of 2001-01-01 00:00:00 UTC</sub>',
  '````',
  '```',
];

/** Its log holds every text by which a later run looks for what to keep. */
function comment(log: readonly string[]): string {
  const report = ended(told(goodFrames), { message: 'It failed.' }, 640);
  const tail = { words: 'The last lines of web:', lines: foreignLines(log, []) };
  return stampedComment({
    ...report,
    failedTask: { arn: 'task/1', definition: 'web:2', hasRun: true, container: 'web', facts: [], tail },
  });
}

const changes: readonly Change[] = [
  ...(['rolled-back', 'replaced', 'live-again', 'no-blue', 'stays', 'unstaged', 'removed'] as const),
];
const found = { release: aRelease, state: 'replaced', live: null, by: null, isReset: false } as const;
const later: readonly (readonly [string, (current: string) => string])[] = [
  ...changes.map(
    (change) =>
      [
        `the news ${change}`,
        (current: string) => newsComment({ ...aShown, news: aNews(change) }, aStamp, current),
      ] as const,
  ),
  [
    'what a command found',
    (current) => foundComment({ ...aShown, ...onBlue, found, lastSwitch: null }, aStamp, current),
  ],
  [
    'a sweep after a vanished run',
    (left) => {
      const [state, run] = abandonedLive();
      return abandonedComment(state, { ...run, left });
    },
  ],
];

test('the log shows what it has to show', () => {
  expect(textOf(rendered(comment(lines)))).toContain('[free](https://evil.example)');
});

describe.each(later)('a log with every sign of a comment, and then %s', (_, write) => {
  const text = write(comment(lines));

  test('leaves nothing of the log', () => {
    expect(text).not.toContain('evil');
    expect(text).not.toContain('2001');
    expect(referencesIn(rendered(text)).filter((one) => one !== '#9')).toEqual([]);
  });

  test('keeps the version and the phases as they are kept without a log', () => {
    expect(text).toBe(write(comment(['all is well'])));
  });
});

test('the hidden lines of a log count for nothing', () => {
  const text = comment(lines);
  expect(stampIn(text)?.releaseId).not.toBe('evil');
  expect(liveSinceIn(text)).not.toBe(1);
  expect(releaseInProgress(text)).toBeNull();
});

test('a comment in progress stays one if a person writes more below', () => {
  const text = `${comment(lines)}\n${inProgressMark('7-shop')}`;
  expect(releaseInProgress(text)).toBe('7-shop');
  expect(releaseInProgress(`${text}\r\n\r\nAnybody?`)).toBe('7-shop');
});

test('a fold in a fold is kept whole', () => {
  const inner = '<details><summary>More</summary>\n\nmore\n\n</details>';
  const fold = `<details><summary>What this run found at 12:00 UTC</summary>\n\n${inner}\n\nend\n\n</details>`;
  expect(newsComment({ ...aShown, news: aNews('replaced') }, aStamp, `### x\n\n${fold}`)).toContain(fold);
});
