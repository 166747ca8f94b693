import { describe, expect, test } from '@jest/globals';
import { abandonedComment } from '../../src/report/sweep/abandoned.ts';
import { pictureOf, untrueIn } from '../support/claims.ts';
import { abandoned, abandonedLive, keptAfterSwitch } from './command-gallery.ts';

/** The first words of each part. */
const partsOf = (text: string): readonly string[] =>
  text
    .split('\n\n')
    .flatMap(
      (part) => /^(?:###|\*\*Production|> \[!|\| |\*\*Roll|<details>.*|\*\*Ver|<sub>)/.exec(part)?.[0] ?? [],
    );

describe('the comment of a release whose run vanished in its bake', () => {
  const text = abandonedComment(...abandonedLive());

  test('has the order of every comment', () => {
    expect(partsOf(text)).toEqual([
      '###',
      '**Production',
      '> [!',
      '| ',
      '**Roll',
      '<details><summary>Roll back by hand: traffic first, then the PRIMARY label</summary>',
      '<details><summary>Phases, as its run reported them at 2026-03-01 12:01 UTC</summary>',
      '| ',
      '**Ver',
      '<sub>',
    ]);
  });

  test('says since when traffic is where it is, and that its run no longer watches it', () => {
    expect(text).toContain('no task set. ecs-svc/2 has been live since 11:00 UTC.**\n');
    expect(text).toContain(
      'its run no longer watches it. Run its job again to repeat all checks, or roll it back.',
    );
  });

  test('says how a rollback stands, by the health of blue', () => {
    expect(text).toMatch(/^\*\*Rollback\*\*: ready, about 2 s\. Blue `web:1` is kept until 12:10 UTC\./m);
    expect(text).not.toContain('Cancelling');
  });

  test('keeps its version and the address of the app', () => {
    const [state, run] = abandonedLive();
    const left = run.left.replace(/^\*\*Version.*/m, '$& · <https://shop.example.com/>');
    const shown = abandonedComment(state, { ...run, left });
    expect(shown).toMatch(
      /^\*\*Version\*\*: `repo\/web:v2` in `web:2` .* · <https:\/\/shop\.example\.com\/>$/m,
    );
  });

  test('shows no phase as in progress or still to come', () => {
    expect(text).toMatch(/^\| ⏹️&nbsp;\*\*bake\*\* \| began 12:01/m);
    expect(text).not.toMatch(/⏳|\*ahead\*/);
  });

  test('says nothing of now that is not so', () => {
    expect(
      untrueIn(
        text,
        pictureOf(keptAfterSwitch().truth(''), () => false),
      ),
    ).toEqual([]);
  });
});

describe('the comment of a release that was returned from, whose run could not report that', () => {
  const [state, run] = abandoned();

  test('says that users were on it, by what its run left', () => {
    const text = abandonedComment(state, run);
    expect(text).toContain('### ⚠️ `shop` in `main`: no longer live, and its run ended without a report');
    expect(text).toMatch(/Users were on it from .* UTC\. Production has left it since; when is not known\./);
  });

  test('says that they may have been on it, by the tags', () => {
    const lastSwitch = { set: 'ecs-svc/2', atMs: state.report.nowMs, runId: 95 };
    const left = beforeSwitch(run.left).replace(/ begun: \d+ by: \d+ /, ' begun: 1 by: 95 ');
    const text = abandonedComment({ ...state, report: { ...state.report, lastSwitch } }, { ...run, left });
    expect(text).toContain('### ⚠️ `shop` in `main`: its run ended without a report');
    expect(text).toMatch(/Its switch began at .* UTC, so users may have been on it\./);
  });
});

/** As its run would have left it. */
const beforeSwitch = (left: string): string => left.replace(/<!-- live since: \d+ -->\n/, '');

describe('the comment of a release whose run vanished before its switch', () => {
  const [state, run] = abandoned();
  const text = abandonedComment(state, { ...run, left: beforeSwitch(run.left) });

  test('says when traffic was elsewhere, what the sweep did, and offers no rollback', () => {
    expect(text).toMatch(
      /^\*\*Production traffic is split between ecs-svc\/1 \(web:1\) and target group c, .*\.\*\* \(as of 2026-03-01 /m,
    );
    expect(text).toContain('This release has no production traffic.');
    expect(text).toContain('> - restored suspended auto scaling');
    expect(text).not.toMatch(/\*\*Rollback|aws |Users were|may have been/);
  });
});
