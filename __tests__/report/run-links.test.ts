// A run that a message names is a link in Markdown, an address in the log, and its number in a Deployment.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatRun, withoutRunPages } from '../../src/domain/common/request/release-id.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { plain, plainWithRuns } from '../../src/report/messages/markdown.ts';
import { summaryOf } from '../../src/report/messages/summary.ts';
import { commandPlan, released, warm } from '../support/commands.ts';
import { runRelease } from '../support/fake-release.ts';
import { rendered } from '../support/github-references.ts';
import { settled } from '../support/reporting.ts';
import { toldOf } from './command-gallery.ts';
import { aDesk, anEnd, finish } from './report-desk.ts';
import { goodFrames } from './stories.ts';

const runs = 'https://github.com/acme/shop/actions/runs/';
const own = `${runs}200`;
const hrefs = (html: string): readonly string[] => [...html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to!);

describe('a run of this repository', () => {
  test.each([
    ['at the start', 'run X7 did it', '[run 7](X7) did it'],
    ['before a comma', 'Stopped: run X7, and so on', 'Stopped: [run 7](X7), and so on'],
    ['before the end of a sentence', 'ask run X7.', 'ask [run 7](X7).'],
    ['in brackets', 'it (run X7) is over', 'it ([run 7](X7)) is over'],
    ['twice', 'run X7 and run X8', '[run 7](X7) and [run 8](X8)'],
  ])('%s is a link', (_, text, shown) => {
    const [given, wanted] = [text, shown].map((one) => one.replaceAll('X', runs));
    expect(plainWithRuns(given!, own)).toBe(wanted);
  });

  test.each([
    ['by its number', 'run 300 took it', '[run 300](X300) took it'],
    ['at the start of a sentence', 'Run 96 did.', '[Run 96](X96) did.'],
    ['by number and attempt', 'ask run 300.2.', 'ask [run 300.2](X300/attempts/2).'],
    ['before a comma', 'run 300.1, which', '[run 300.1](X300/attempts/1), which'],
  ])('named %s is a link', (_, text, shown) => {
    expect(plainWithRuns(text, own)).toBe(shown.replaceAll('X', runs));
  });

  test.each([
    'run 3 times',
    'rerun 300',
    'run 300x',
    'run 300.1x',
    'run 3.14159',
    '[run 300',
    'run',
    'overrun 300',
  ])('is not what %j names by a number', (text) => {
    expect(plainWithRuns(text, own)).toBe(plain(text));
  });

  test.each([
    'run https://github.com/evil/shop/actions/runs/7',
    'run https://github.com.evil.example/acme/shop/actions/runs/7',
    `run ${runs}7@evil.example`,
    `run ${runs}7/../../../../../evil/shop`,
    `run ${runs}7?a=b`,
    `run ${runs}7](https://evil.example`,
    `run \`${runs}7\``,
    `rerun ${runs}7`,
    `a-run ${runs}7`,
    `see ${runs}7`,
  ])('is not what %j names', (text) => {
    expect(plainWithRuns(text, own)).toBe(plain(text));
    expect(hrefs(rendered(plainWithRuns(text, own)))).toEqual([]);
  });

  test('is all that text from outside can link to, however it is put together', () => {
    const pieces = [
      'run ',
      'run',
      ' ',
      '`',
      runs,
      `${runs}7`,
      own,
      '7',
      '77',
      '.1',
      '(',
      ')',
      '[',
      ']',
      '\\',
      '|',
      '/',
      '@x',
      '\n',
    ];
    const hostile = fc
      .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, fc.string()))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(hostile, (text) => {
        for (const to of hrefs(rendered(`All is well: ${plainWithRuns(text, own)}`)))
          expect(to).toMatch(/^https:\/\/github\.com\/acme\/shop\/actions\/runs\/\d+(\/attempts\/\d+)?$/);
      }),
      { numRuns: 1500 },
    );
  });
});

describe('where a run was asked to roll back', () => {
  const asked = (): ReturnType<typeof toldOf> => toldOf(warm(), commandPlan('rollback'));
  test.each([
    ['the comment', commentOf, asked],
    ['the summary', summaryOf, asked],
    ['the comment of a re-release', commentOf, () => toldOf(released(), commandPlan('rollback'))],
    ['the summary of a re-release', summaryOf, () => toldOf(released(), commandPlan('rollback'))],
  ])('%s links to it, and to the run whose content is quarantined', (_, build, story) => {
    const text = build(story());
    expect(text).toContain(`[run 200](${own})`);
    expect(text).toContain(`The content that [run 100](${runs}100) released is quarantined`);
    expect(text).not.toContain(`\`${runs}`);
  });

  test('the Deployment names it in few characters', async () => {
    const { aReporter, github, show } = aDesk();
    const reporter = aReporter();
    await show(reporter, goodFrames);
    const message = `Rolled back: ${formatRun(own.replace('200', '100'), 200)} was asked to.`;
    await finish(reporter, anEnd({ result: 'rolled-back', reason: 'requested', message }));
    await settled();
    expect(github.statuses.at(-1)?.description).toBe('Rolled back: run 200 was asked to.');
  });

  test('an address of another repository stays whole', () => {
    const text = 'run https://github.com/acme/other/actions/runs/7 is over';
    expect(withoutRunPages(text, own)).toBe(text);
  });
});

describe('the tables of the command status', () => {
  const text = commentOf(toldOf(warm(), commandPlan('status')));

  test('link to the run that the fence names', () => {
    expect(text).toContain(`| Fence (last run) | \`1:100.1\`, [run 100.1](${runs}100/attempts/1) |`);
  });

  test('link to the run whose content is quarantined', () => {
    const aws = warm();
    runRelease(aws, commandPlan('rollback'));
    const after = commentOf(toldOf(aws, commandPlan('status')));
    expect(after).toContain(`the content of [run 100](${runs}100) (revision hash`);
  });
});
