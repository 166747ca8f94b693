// The diagram of traffic in the job summary.
import { describe, expect, test } from '@jest/globals';
import {
  continueHistory,
  formatSplit,
  noHistory,
  usedTimeOf,
  versionShares,
  type TrafficHistory,
} from '../../src/domain/common/report/history.ts';
import { failureOf } from '../../src/domain/common/run/failure.ts';
import type { Report } from '../../src/domain/common/report/report.ts';
import { summaryOf } from '../../src/report/messages/summary.ts';
import { timelineOf } from '../../src/report/messages/timeline.ts';
import type { TaskDefinitionArn } from '../../src/domain/common/values/arn.ts';
import { aFrame, aStep, at, gallery, gatesPassed, goodFrames, told } from './stories.ts';

const revision = (name: string) =>
  `arn:aws:ecs:eu-central-1:111122223333:task-definition/${name}` as TaskDefinitionArn;
const share = (green: number, others = 0) => ({ blue: 100 - green - others, green, others });

/** What was observed at each second: green's shares of the rules. */
function historyOf(
  looks: readonly (readonly [second: number, ...green: number[]])[],
  green = 'web:42',
): TrafficHistory {
  const names = { blue: revision('web:41'), green: revision(green) };
  return looks.reduce(
    (history, [second, ...shares]) =>
      continueHistory(
        history,
        versionShares(
          shares.map((each) => share(each)),
          names,
        ),
        at(second),
      ),
    noHistory,
  );
}

const reportWith = (history: TrafficHistory): Report => ({ ...told(goodFrames.slice(0, 6)), history });
const barsOf = (report: Report): readonly string[] =>
  (timelineOf(report) ?? '').split('\n').filter((line) => line.startsWith('    '));

const failure = failureOf({
  reason: 'bake-probes-failed',
  what: 'it fails',
  advice: 'Fix it.',
  atMs: at(170),
});
const returned = { ...gatesPassed, failure, rollbackWrittenMs: at(170.8), rollbackBegunMs: at(170.8) };
const rolledBack = told([
  ...goodFrames.slice(0, 6),
  aFrame(170, aStep('rollback', 'rolling-back'), { isSwitched: true, memory: { ...gatesPassed, failure } }),
  aFrame(171, aStep('rollback', 'watching-rollback'), { memory: returned }),
  aFrame(201, aStep('rollback', 'watching-rollback'), { memory: returned }),
]);

describe('the summary shows traffic by version', () => {
  test('of a release, as a diagram that GitHub renders', () => {
    expect(timelineOf(gallery['released']!)).toBe(
      [
        '**Production traffic by version** (UTC)',
        '',
        '```mermaid',
        'gantt',
        '  dateFormat YYYY-MM-DD HH:mm:ss',
        '  axisFormat %H:%M',
        '  tickInterval 5minute',
        '  section Blue',
        '    100 % web 41 :done, 2026-03-01 12:00:01, 2026-03-01 12:01:00',
        '  section Green',
        '    100 % web 42 :2026-03-01 12:01:00, 2026-03-01 12:16:41',
        '```',
      ].join('\n'),
    );
    expect(summaryOf(gallery['released']!)).toContain(timelineOf(gallery['released']!));
  });

  test.each([
    ['a minute', 60, '%H:%M:%S', '20second'],
    ['five minutes', 300, '%H:%M', '1minute'],
    ['an hour', 3600, '%H:%M', '10minute'],
    ['five hours', 18_000, '%H:%M', '1hour'],
    ['a day', 86_400, '%H:%M', '6hour'],
  ])('of %s, with room between the ticks', (_, seconds, format, interval) => {
    const history = historyOf([
      [0, 0],
      [1, 100],
      [seconds, 100],
    ]);
    expect(timelineOf(reportWith(history))).toContain(`  axisFormat ${format}\n  tickInterval ${interval}\n`);
  });

  test('of a rollback, which begins with the sentence that production is back', () => {
    expect(barsOf(rolledBack)).toEqual([
      '    100 % web 41 :done, 2026-03-01 12:00:01, 2026-03-01 12:01:00',
      '    100 % web 41 :done, 2026-03-01 12:02:51, 2026-03-01 12:03:21',
      '    100 % web 42 :crit, 2026-03-01 12:01:00, 2026-03-01 12:02:51',
    ]);
    expect(summaryOf(rolledBack).split('\n')[0]).toBe(
      '**Production is back on blue ecs-svc/41 (web:41), 0.8 s after the failure was detected.**',
    );
  });

  test('not where traffic did not move', () => {
    expect(summaryOf(told(goodFrames.slice(0, 4)))).not.toContain('mermaid');
  });

  test('with a split that lasts, and without one of less than a second', () => {
    const looks = [
      [0, 0, 0],
      [10, 0, 100],
      [10.4, 100, 100],
      [20, 30, 30],
      [40, 30, 30],
    ] as const;
    expect(barsOf(reportWith(historyOf(looks)))).toEqual([
      '    100 % web 41 :done, 2026-03-01 12:00:00, 2026-03-01 12:00:10',
      '    70 % web 41 :done, 2026-03-01 12:00:20, 2026-03-01 12:00:40',
      '    100 % web 42 :2026-03-01 12:00:10, 2026-03-01 12:00:20',
      '    30 % web 42 :2026-03-01 12:00:20, 2026-03-01 12:00:40',
    ]);
  });

  test('with at most twelve times, the first and the newest, and the number of the others', () => {
    const looks = Array.from({ length: 31 }, (_, second) => [second, (second % 2) * 100] as const);
    const report = reportWith(historyOf(looks));
    expect(barsOf(report)).toHaveLength(12);
    expect(barsOf(report).join('\n')).toMatch(/12:00:00[^]*12:00:05[^]*12:00:25[^]*12:00:30/);
    expect(timelineOf(report)).toMatch(/\n\n19 more changes in between are not shown\.$/);
  });
});

test.each([
  ['a keyword', 'click', 'click'],
  ['a new line', 'web\n  section Fake', 'web section Fake'],
  ['the end of the text', 'web:1 :crit, 2000-01-01', 'web 1 crit 2000-01-01'],
  ['a directive', '%%{init: {"theme": "dark"}}%%', 'init theme dark'],
  ['the end of the block', '```\n<script>', 'script'],
  ['an entity', '#35;web#quot;', '35 web quot'],
  ['other letters', 'wéb\u202e\u200bx', 'w b x'],
])('a version named like %s is one text of the diagram', (_, name, shown) => {
  const report = reportWith(
    historyOf(
      [
        [0, 0],
        [60, 100],
        [120, 100],
      ],
      name,
    ),
  );
  expect(barsOf(report).at(-1)).toBe(`    100 % ${shown} :2026-03-01 12:01:00, 2026-03-01 12:02:00`);
  expect(timelineOf(report)?.split('\n')).toHaveLength(12);
});

test('a long name keeps its revision', () => {
  const report = reportWith(
    historyOf(
      [
        [0, 0],
        [60, 100],
        [120, 100],
      ],
      `${'x'.repeat(250)}:1234`,
    ),
  );
  expect(barsOf(report).at(-1)).toMatch(/^ {4}100 % x{35} 1234 :2026/);
});

test.each([
  [[share(100)], 'green 100 %'],
  [[share(0), share(100)], 'blue 0 % to 100 %, green 0 % to 100 %'],
  [[share(0.2)], 'blue > 99 %, green < 1 %'],
  [[share(0, 10)], 'blue 90 %, others 10 %'],
  [[{ blue: null, green: null, others: null }], null],
  [[], null],
])('the shares %j are %j', (rules, words) => {
  expect(formatSplit(versionShares(rules, { blue: null, green: null }))).toBe(words);
});

describe('how long users were on a version that lost its traffic', () => {
  test.each([
    [
      'all of it',
      [
        [0, 0, 0],
        [60, 100, 100],
        [171, 0, 0],
        [200, 0, 0],
      ],
      { sinceMs: at(60), untilMs: at(171) },
    ],
    [
      'rule by rule',
      [
        [0, 0, 0],
        [60, 0, 100],
        [61, 100, 100],
        [170, 100, 0],
        [171, 0, 0],
      ],
      { sinceMs: at(60), untilMs: at(171) },
    ],
    [
      'twice',
      [
        [0, 0],
        [60, 100],
        [100, 0],
        [110, 100],
        [171, 0],
      ],
      { sinceMs: at(60), untilMs: at(171) },
    ],
    [
      'never any',
      [
        [0, 0, 0],
        [200, 0, 0],
      ],
      null,
    ],
    [
      'it still has some',
      [
        [0, 0, 0],
        [60, 100, 100],
        [171, 100, 0],
      ],
      null,
    ],
    [
      'it had some when the run began',
      [
        [0, 100],
        [171, 0],
      ],
      null,
    ],
  ] as const)('%s', (_, looks, expected) => {
    const used = usedTimeOf(historyOf(looks));
    expect(used).toEqual(expected === null ? null : { name: 'web:42', ...expected });
  });
});
