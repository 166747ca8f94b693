import { describe, expect, test } from '@jest/globals';
import { phaseHead } from '../../src/report/messages/phase-table.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { continueReport, observedReport } from '../../src/domain/task-sets/report/report.ts';
import { interruptedEnding } from '../../src/report/messages/endings.ts';
import { summaryOf } from '../../src/report/messages/summary.ts';
import { a, aGreen, aPlan, aRule, aSet, b, c, noon } from '../support/worlds.ts';
import {
  aFrame,
  aStep,
  at,
  cutOff,
  ended,
  gallery,
  gatesPassed,
  goodFrames,
  told,
  turnedBack,
} from './stories.ts';
import { lateReport } from '../../src/domain/common/report/report.ts';

const comment = (name: string): string => commentOf(gallery[name]!);
const rowOf = (text: string, phase: string): string =>
  text.split('\n').find((line) => line.startsWith('|') && line.includes(phase)) ?? '';

describe('the title says at a glance how it stands', () => {
  test.each([
    ['just begun', '⏳ `shop` in `main`: checking, nothing is changed yet'],
    ['baking', '⏳ `shop` in `main`: green serves and is monitored'],
    ['going back', '⏪ `shop` in `main`: removing green'],
    ['released', '✅ `shop` in `main`: released'],
    ['rolled back', '⏪ `shop` in `main`: rolled back'],
    ['rollback failed', '🚨 `shop` in `main`: rollback failed, act now'],
    ['refused', '⛔ `shop` in `main`: not released, nothing was changed'],
  ])('%s', (name, title) => {
    expect(comment(name).split('\n')[0]).toBe(`### ${title}`);
  });
});

describe('where production traffic is', () => {
  test.each([
    ['Rolled back: it crashed. Users never saw green. SEEN Fix it.', 'Users never saw green. Fix it.'],
    ['Rolled back. Traffic is back where it was: SEEN Fix it.', 'Traffic is back where it was. Fix it.'],
    ['Stopped by a bug: x. Last seen: SEEN Run the job again.', 'Last seen: SEEN Run the job again.'],
  ])('is said once: %s', (message, shown) => {
    const story = gallery['rolled back']!;
    const seen = (text: string): string => text.replace('SEEN', story.traffic?.sentence ?? '');
    const ending = { ...story.ending!, message: seen(message) };
    expect(commentOf({ ...story, ending })).toContain(seen(shown));
  });

  test.each(Object.keys(gallery))('is dated unless a run still updates the comment: %s', (name) => {
    const { ending, greenNow } = gallery[name]!;
    const isLastWord = ending !== null && greenNow !== 'live' && greenNow !== 'baking';
    const isDated = / \(as of 2026-03-01 \d\d:\d\d UTC\)$/m.test(comment(name));
    const isKnown = /^\*\*(All production|Production) traffic/m.test(comment(name));
    expect(isDated).toBe(isLastWord && isKnown);
  });

  test('is said in a sentence and per rule', () => {
    expect(comment('baking')).toContain(
      '**All production traffic is on green ecs-svc/42 (web:42) since 12:01 UTC.**',
    );
    expect(rowOf(comment('baking'), 'HTTP:80')).toBe('| `HTTP:80 default action` | 0 % | **100 %** |');
    expect(rowOf(comment('under test'), '(rule 10)')).toBe(
      '| `HTTPS:443 host shop.example.com path /api/* (rule 10)` | **100 %** | 0 % |',
    );
  });

  test('names sets that are gone as gone', () => {
    expect(comment('released')).toContain('| Blue `web:41` (gone) | Green `web:42` |');
    expect(comment('rolled back')).toContain('| Blue `web:41` | Green `web:42` (gone) |');
  });

  test('names no idle set that a later run may delete, once later runs may not show that here', () => {
    const story = gallery['rolled back']!;
    const kept = { ...story, green: { ...story.green!, isThere: true } };
    expect(commentOf(kept)).toContain('| Production rule | Blue `web:41` |\n');
    expect(commentOf({ ...kept, ending: null })).toContain('| Blue `web:41` | Green `web:42` |');
    const staged = { ...kept, ending: { ...kept.ending!, result: 'staged', reason: 'staged' } } as const;
    expect(commentOf(staged)).toContain('| Blue `web:41` | Green `web:42` |');
  });

  test('shows a third group, and never calls a small share none', () => {
    const frame = aFrame(70, aStep('switch'));
    const rules = [
      aRule([
        [a, 996],
        [b, 3],
        [c, 1],
      ]),
    ];
    const text = commentOf(told([{ ...frame, world: { ...frame.world, rules } }]));
    expect(text).toContain('(**&lt; 1 %** to other target groups) | **&gt; 99 %** | **&lt; 1 %** |');
  });

  test('is not claimed before anything was read', () => {
    expect(comment('just begun')).toContain('Production traffic has not been read yet.');
    expect(comment('just begun')).not.toContain('Production rule');
  });
});

describe('the phases', () => {
  test('show what was done and how long, what goes on since when, and what is ahead', () => {
    const text = comment('baking');
    expect(rowOf(text, 'ready')).toBe('| ✅&nbsp;ready | 41s · 2 of 2 running, 2 healthy |');
    expect(rowOf(text, '**bake**')).toBe('| ⏳&nbsp;**bake** | since 12:01 UTC · until 12:06 UTC |');
    expect(rowOf(text, '*ahead*')).toBe('| ▫️&nbsp;*ahead* | warm, teardown |');
  });

  test('name the passes of the smoke test', () => {
    expect(rowOf(comment('baking'), 'smoke')).toContain("3 of 3 passes in a row at green's own targets");
  });

  test.each([
    ['of a rollback, once it begins', told(cutOff)],
    ['of a run that ended', ended(told(goodFrames.slice(0, 6)), {}, 70)],
  ])('say nothing of the rest of a bake %s', (_, story) => {
    expect(rowOf(commentOf(story), 'bake')).toMatch(/^\| ❌&nbsp;bake \| [\dms]+ \|$/);
  });

  test('say why probes are not used when production failed before the switch too', () => {
    const memory = {
      ...gatesPassed,
      baseline: {
        ...gatesPassed.baseline!,
        verdict: 'unusable' as const,
        lastFailure: 'http://x/ answered 403',
      },
    };
    const text = commentOf(told([aFrame(60, aStep('bake', 'baking'), { isSwitched: true, memory })]));
    expect(text).toContain(
      'probes not used: production failed before the switch too (`http://x/` answered 403)',
    );
  });

  test('mark the one at which the release turned back', () => {
    const text = comment('rolled back');
    expect(rowOf(text, 'ready |')).toBe('| ❌&nbsp;ready | 10m00s · 1 of 2 running, 1 healthy |');
    expect(rowOf(text, 'back |')).toBe('| ✅&nbsp;rollback | 32s |');
    expect(text).not.toContain('*ahead*');
  });

  test('say how soon production was back, apart from what the rollback still watched', () => {
    expect(rowOf(comment('rolled back by the bake'), 'rollback |')).toMatch(
      /^\| ✅&nbsp;rollback \| 1m\d\ds · production is back, 0\.8 s after the failure was detected \|$/,
    );
  });

  test('say from when to when users were on a version that the bake rolled back', () => {
    const said = 'Users were on `web:42` from 12:01 UTC to 12:02 UTC.';
    expect(comment('rolled back by the bake').split('\n')).toContain(said);
    for (const name of ['rolled back', 'baking', 'released', 'refused'])
      expect(comment(name)).not.toContain('Users were on');
  });

  test('are left out if preflight has refused the release', () => {
    expect(comment('refused')).not.toContain(phaseHead);
    expect(comment('rolled back')).toContain(phaseHead);
  });

  test('only move forward, whatever has to be done again', () => {
    const again = told([
      ...goodFrames.slice(0, 6),
      aFrame(70, aStep('prepare', 'claiming-fence'), { isSwitched: true }),
    ]);
    expect(again.phase).toBe('bake');
  });

  test('stay back once they are back', () => {
    const blueGroup = told([...turnedBack, aFrame(620, aStep('prepare', 'backing-off'), {})]);
    expect(blueGroup.phase).toBe('rollback');
  });
});

describe('the text', () => {
  test('stays the same while nothing changes, so that nothing is edited', () => {
    const frame = goodFrames[5]!;
    const story = told(goodFrames.slice(0, 6));
    const later = continueReport(story, frame.step, { ...frame.world, nowMs: at(200) }, frame.memory);
    expect(commentOf(later)).toBe(commentOf(story));
  });

  test('gives the reason and the advice of an ending word for word', () => {
    const message =
      'Rolled back: green task set ecs-svc/42 was not ready after 10m00s (1 of 4 running). Do this_and-that.';
    const text = commentOf(
      ended(told(turnedBack), { result: 'rolled-back', message, details: ['mend it'] }, 640),
    );
    expect(text).toContain(`> [!CAUTION]\n> ${message}\n>\n> - mend it`);
  });

  test('keeps commands as they are to be pasted', () => {
    expect(comment('rollback failed')).toMatch(
      /> ```sh\n> aws elbv2 modify-listener .*'\[{"Type":"forward"}\]'\n> ```/,
    );
  });

  test('lets nothing that a container said become markup or a mention', () => {
    const message = 'Failed: <img src=x> **bold** `x` [a](b) @everyone a|b $x$';
    const text = commentOf(ended(told(goodFrames.slice(0, 3)), { message }, 20));
    expect(text).toContain(
      'Failed: &lt;img src=x> \\*\\*bold\\*\\* \\`x\\` \\[a\\](b) @\u200beveryone a\\|b \\$x\\$',
    );
  });

  test('links the commit and the attempt', () => {
    expect(comment('starting')).toContain(
      'commit [`c0ffee1`](https://github.com/acme/shop/commit/c0ffee1234567890c0ffee1234567890c0ffee12)',
    );
    expect(comment('starting')).toContain(
      '[run 100, attempt 1](https://github.com/acme/shop/actions/runs/100/attempts/1)',
    );
  });
});

describe('the way back', () => {
  test.each([
    ['under test', 'users have not seen green. Cancelling the run removes green.'],
    [
      'baking',
      'ready, about 2 s. Blue `web:41` is kept until 12:16 UTC. It returns code only: changes to data stay. Run [`rollback.yml`](https://github.com/acme/shop/actions/workflows/rollback.yml). Cancelling the run rolls back within seconds.',
    ],
    [
      'warm',
      'ready, about 2 s. Blue `web:41` is kept until 12:16 UTC. It returns code only: changes to data stay. Run [`rollback.yml`](https://github.com/acme/shop/actions/workflows/rollback.yml). Cancelling the run keeps green.',
    ],
    [
      'released',
      'blue is gone. The command rollback releases `web:41` again, through all gates, which takes minutes. It returns code only: changes to data stay. Run [`rollback.yml`](https://github.com/acme/shop/actions/workflows/rollback.yml).',
    ],
  ])('while %s', (name, words) => {
    expect(comment(name)).toContain(words);
  });

  test('comes as commands while blue is there, traffic before the label', () => {
    const text = comment('warm');
    expect(text).toMatch(
      /aws elbv2 modify-listener .*\n.*aws elbv2 modify-rule .*\n.*update-service-primary-task-set/,
    );
    expect(text).toContain(`--primary-task-set ${aSet(41).arn}`);
    expect(comment('released')).not.toContain('aws elbv2');
  });

  test('is none on a first deployment', () => {
    const frame = aFrame(60, aStep('bake'), { sets: [aGreen(42)], isSwitched: true, memory: { blue: null } });
    expect(commentOf(told([frame]))).toContain('**Rollback**: not possible yet');
  });

  test('is no cancelling once a bake of no time has passed', () => {
    const request = aPlan({ bake: { seconds: 0 }, warmSeconds: 900 });
    const warm = (isBakePassed: boolean): string => {
      const memory = { ...gatesPassed, isBakePassed };
      return commentOf(told([aFrame(65, aStep('warm', 'warm'), { isSwitched: true, memory })], request));
    };
    expect(warm(false)).toContain('Cancelling the run rolls back within seconds.');
    expect(warm(true)).toContain('Cancelling the run keeps green.');
    expect(warm(true)).not.toContain('Cancelling the run rolls back');
  });

  test('is no cancelling where on-cancel keeps everything', () => {
    const request = aPlan({ onCancel: 'keep' });
    expect(commentOf(told(goodFrames.slice(0, 4), request))).toContain(
      'Cancelling the run leaves everything as it is',
    );
  });
});

describe('one look after main was killed', () => {
  const world = aFrame(90, aStep('bake'), { isSwitched: true }).world;
  const looked = observedReport(lateReport(aPlan(), noon), world);
  const text = commentOf(ended(looked, interruptedEnding(looked, null), 91));

  test('says that it was interrupted, where traffic is and what to do', () => {
    expect(text).toContain('### ⚠️ `shop` in `main`: interrupted');
    expect(text).toContain('All production traffic is on green ecs-svc/42 (web:42) since');
    expect(text).toContain('Run the job again to continue.');
  });

  test('invents no phases', () => {
    expect(text).not.toContain('| Phase |');
  });
});

test('the summary says how long each phase took, and all of them together', () => {
  const text = summaryOf(gallery['released']!);
  expect(text).toMatch(/ready \| 41s ·/);
  expect(text).toContain('16m41s in total');
});
