import { noGates } from '../../src/domain/common/report/gates.ts';
import { describe, expect, test } from '@jest/globals';
import { resultOf } from '../../src/report/outputs.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { stateOf } from '../../src/report/messages/state.ts';
import { continueReport, observedReport } from '../../src/domain/task-sets/report/report.ts';
import { summaryOf } from '../../src/report/messages/summary.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';

import {
  cleanRun,
  commandPlan,
  forwardOnly,
  released,
  staged,
  stagePlan,
  warm,
} from '../support/commands.ts';
import { anAws } from '../support/scenarios.ts';
import { toldOf } from './command-gallery.ts';
import { aStep } from './stories.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { endReport, lateReport, type Report } from '../../src/domain/common/report/report.ts';

describe('stage', () => {
  test('is told with its expiry, and never as a finished deployment', () => {
    const story = toldOf(anAws(), stagePlan({ smoke: { url: 'https://test.example.com' } }));
    expect(stateOf(story)).toMatchObject({
      words: 'staged, waiting for promotion',
      deployment: 'inactive',
    });
    expect(commentOf(story)).toContain('[!NOTE]');
    expect(commentOf(story)).toContain('Testers see it at `https://test.example.com`.');
    expect(commentOf(story)).toContain('**Preview**: <https://test.example.com>');
    expect(resultOf(story)).toMatchObject({
      result: 'staged',
      previewUrl: 'https://test.example.com',
      expiresAt: expect.stringMatching(/^2026-03-04T12:00/),
    });
  });
});

describe('rollback', () => {
  test('is told as what was asked for, with what was taken back and where traffic is', () => {
    const story = toldOf(warm(), commandPlan('rollback'));
    expect(stateOf(story)).toMatchObject({ words: 'rolled back, as requested', deployment: 'success' });
    const text = commentOf(story);
    expect(text).toContain('[!NOTE]');
    expect(text).toContain('to roll back ecs-svc/2 (web:2) of release 100-shop');
    expect(text).toContain('Production traffic is split between blue ecs-svc/1 (web:1) and target group c, ');
  });

  test('shows revision and commit of blue, also once green is gone, and outputs name green', () => {
    const request = commandPlan('rollback');
    const aws = warm();
    const seen = (before: Report): Report => {
      const memory = blankMemory(aws.nowMs);
      const step = aStep('rollback', 'deleting-green');
      return continueReport(before, step, aws.observe(request.release.id), memory);
    };
    const first = seen(lateReport(request, aws.nowMs));
    const blue = first.blue?.revision;
    expect(first.version).toBe(blue);
    expect(first.revision).not.toBe(blue);
    cleanRun(aws, request);
    const last = seen(first);
    expect(last.green?.isThere).toBe(false);
    expect([last.version, last.commit]).toEqual([blue, first.commit]);
    expect(commentOf(last)).toContain('**Version**: `web:1`');
    expect(resultOf(last).taskDefinitionArn).toBe(first.green?.revision);
  });

  test('that releases the revision before anew says who asked for it, and the written reason', () => {
    const request = commandPlan('rollback');
    const goal = { ...request.goal, writtenReason: 'v2 sells nothing' };
    const story = toldOf(released(), { ...request, goal });
    expect(stateOf(story)).toMatchObject({
      words: 'rolled back, an earlier version re-released',
      deployment: 'success',
    });
    for (const text of [commentOf(story), summaryOf(story)]) {
      expect(text).toContain('[!NOTE]');
      expect(text.match(/v2 sells nothing/g)).toHaveLength(1);
    }
  });

  test('that is refused for a forward-only release shows nobody a way past it', () => {
    const text = commentOf(toldOf(forwardOnly(warm()), commandPlan('rollback')));
    expect(text).toContain('**Rollback**: not possible: this release is forward-only (migration 12).');
    expect(text).not.toContain('aws elbv2');
  });

  test.each([
    [
      'a warm blue',
      warm,
      'from ecs-svc/2 (web:2) to warm blue ecs-svc/1 (web:1), without a new task set: takes about 2 s',
    ],
    ['no blue', released, 'from ecs-svc/2 (web:2) to revision web:1, with a new task set through all gates'],
  ])('to %s says beforehand what it will do and how long it takes', (_what, aws, words) => {
    const request = commandPlan('rollback');
    const account = aws();
    const scene = sceneOf(request, account.observe(request.release.id), blankMemory(account.nowMs));
    expect(findings(scene).join('\n')).toContain(`rollback: ${words}`);
  });
});

describe('status', () => {
  test('is a table in the summary and an object in the JSON', () => {
    const story = toldOf(warm(), commandPlan('status'));
    const text = summaryOf(story);
    expect(text).toContain('| `ecs-svc/1` | `web:1` | blue | ACTIVE | 2 of 2 | 2 | `91-shop` |');
    expect(text).toContain('| `ecs-svc/2` | `web:2` | green, live | PRIMARY | 2 of 2 | 2 | `100-shop` |');
    expect(text).toContain('**yes, about 2 s**');
    expect(resultOf(story).status?.taskSets.map(({ role, isLive }) => [role, isLive])).toEqual([
      ['blue', false],
      ['green', true],
    ]);
  });

  test.each(['status', 'teardown'] as const)(
    'and a teardown call nothing green once a rollback has returned to blue: %s',
    (command) => {
      const aws = warm();
      cleanRun(aws, commandPlan('rollback'));
      const text = summaryOf(toldOf(aws, commandPlan(command)));
      expect(text).toContain('is split between ecs-svc/1 (web:1) and target group c');
      expect(text).not.toMatch(/green/i);
      expect(text).toContain(command === 'status' ? '| live | PRIMARY |' : 'Nothing to tear down');
    },
  );

  test('tells until when a staged green waits', () => {
    expect(summaryOf(toldOf(staged(), commandPlan('status')))).toMatch(/staged until 2026-03-04 12:00 UTC/);
  });

  test('speaks of a way back only where its table does', () => {
    const text = commentOf(toldOf(released(), commandPlan('status')));
    expect(text).toContain('would be released again');
    expect(text).not.toContain('**Rollback**');
  });
});

describe('a way back', () => {
  test('is not offered to the version that a rollback has just replaced', () => {
    const text = commentOf(toldOf(released(), commandPlan('rollback')));
    expect(text).toContain('**Rollback**: not possible: a rollback released the live version');
    expect(text).not.toContain('aws elbv2');
  });

  test('after a teardown is the command rollback, if the revision before is known', () => {
    const text = commentOf(toldOf(released(), commandPlan('teardown')));
    expect(text).toContain('The command rollback releases `web:1` again');
  });
});

describe('a green that is staged', () => {
  test.each(['status', 'teardown'] as const)(
    'is told as staged by %s, not as something left over',
    (command) => {
      const aws = staged();
      const request = commandPlan(command);
      const world = aws.observe(request.release.id);
      const log = findings(sceneOf(request, world, blankMemory(aws.nowMs))).join('\n');
      expect(log).toMatch(/staged green .* until 2026-03-04 12:00 UTC: ecs-svc\/2/);
      expect(log).not.toContain('will be removed');
      expect(stateOf(toldOf(staged(), request)).words).not.toBe('failed');
    },
  );

  test('is named by a teardown with its expiry', () => {
    expect(toldOf(staged(), commandPlan('teardown')).ending?.details.join()).toMatch(
      /staged green of release 100-shop, which waits for its promotion until 2026-03-04/,
    );
  });
});

describe('a command that brings no version', () => {
  const lookOf = (command: 'status' | 'teardown'): { log: string; story: Report } => {
    const aws = warm();
    const request = commandPlan(command);
    const world = aws.observe(request.release.id);
    const log = findings(sceneOf(request, world, blankMemory(aws.nowMs))).join('\n');
    return { log, story: observedReport(lateReport(request, aws.nowMs), world) };
  };
  test.each(['status', 'teardown'] as const)('%s tells no gates and times of its own', (command) => {
    const { log, story } = lookOf(command);
    expect(log).not.toContain('times:');
    expect(story.gates).toEqual(noGates);
  });

  test.each([
    ['rollback', 'not rolled back, nothing was changed'],
    ['teardown', 'not torn down, nothing was changed'],
    ['stage', 'not staged, nothing was changed'],
    ['promote', 'not released, nothing was changed'],
  ] as const)('%s says what it was refused', (command, words) => {
    const refused = { result: 'refused', reason: 'preflight-failed', message: 'No.', details: [] } as const;
    const story = endReport(lateReport(commandPlan(command), 0), refused, 1000);
    expect(stateOf(story).words).toBe(words);
  });

  test('has no line of a green where no version was found to bring', () => {
    const request = commandPlan('rollback');
    const aws = released();
    const world = aws.observe(request.release.id);
    const candidate = { ...world.candidate!, family: '', source: 'what was staged' };
    const lines = findings(sceneOf(request, { ...world, candidate }, blankMemory(aws.nowMs))).join('\n');
    expect(lines).toContain('green: the revision is not known yet');
  });
});
