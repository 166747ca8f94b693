import { describe, expect, test } from '@jest/globals';
import { resultOf } from '../../src/report/outputs.ts';
import { commentOf, footerOf } from '../../src/report/messages/comment.ts';
import { interruptedEnding } from '../../src/report/messages/endings.ts';

import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { a, aRule, aService, aWorld, noon, revision } from '../support/worlds.ts';
import { planGallery, planned, toPlan } from './plan-stories.ts';
import { aDesk } from './report-desk.ts';
import { beginReport, endReport } from '../../src/domain/common/report/report.ts';

const story = (name: string): (typeof planGallery)[string] => planGallery[name]!;
const comment = (name: string): string => commentOf(story(name));

describe('the comment of a plan', () => {
  test.each([
    ['planned', '### 📋 `shop` in `main`: planned, nothing was written'],
    ['planned with a risk taken', '### 📋 `shop` in `main`: planned, nothing was written'],
    ['planned and refused', '### ⛔ `shop` in `main`: a release would be refused'],
  ])('has a title that says how it stands: %s', (name, title) => {
    expect(comment(name).split('\n')[0]).toBe(title);
  });

  test('gives the gist in a sentence', () => {
    expect(comment('planned')).toContain(
      'A deploy would register a new revision of web (3 changes), create green with 2 tasks, switch 2 production rules and delete 2 task sets.',
    );
  });

  test('shows what changes in the revision, and no value that may be secret', () => {
    const text = comment('planned');
    expect(text).toContain('- `containerDefinitions.web.image: "repo/web:v1" → "repo/web:v2"`');
    expect(text).toContain('- `cpu: "256" → "512"`');
    expect(text).toContain('- `containerDefinitions.web.environment.API_KEY.value: changed`');
    expect(text).not.toMatch(/hunter2|correct horse/);
    expect(JSON.stringify(resultOf(story('planned')))).not.toMatch(/hunter2|correct horse/);
  });

  test('shows every rule from what to what, and the group that joins it', () => {
    const text = comment('planned');
    expect(text).toContain(
      '| `HTTP:80 default action` | `a 100` | `a 0, b 100` (`b` added at weight 0 first) |',
    );
    expect(text).toContain('| `HTTPS:443 host shop.example.com (rule 10)` | `a 100, b 0` | `a 0, b 100` |');
    expect(text).toContain('| `HTTP:8443 default action` for tests | `a 1, b 0` | `a 0, b 1` |');
  });

  test('shows what is deleted, when, and what it is now', () => {
    const text = comment('planned');
    expect(text).toContain(
      '| `ecs-svc/40 (web:40)` | warm blue of the previous release, kept until 12:10 UTC | before the switch |',
    );
    expect(text).toContain(
      '| `ecs-svc/41 (web:41)` | blue of this release: live now, the green of release 90-shop | after the warm time |',
    );
  });

  test('says how long, where each number comes from, what the way back is and who was there last', () => {
    const text = comment('planned');
    expect(text).toContain('| bake | 5m00s | bake-time |');
    expect(text).toContain('deregistration delay of target group a');
    expect(text).toContain('to blue ecs-svc/41 (web:41) within about 2 s, for 15m00s from the switch');
    expect(text).toMatch(/\[run 90\.1\]\(\S+\/actions\/runs\/90\/attempts\/1\) took the service last/);
  });

  test('lists the IAM actions, iam:PassRole among them', () => {
    expect(comment('planned')).toContain('- `iam:PassRole`');
    expect(comment('planned')).toContain('- `elasticloadbalancing:ModifyRule`');
  });

  test('names every problem and every risk at once, and what would be registered', () => {
    const text = comment('planned and refused');
    expect(text).toContain('- container "api" is not in file deploy/web.json');
    expect(text.match(/production traffic would no longer get there/g)).toHaveLength(1);
    expect(text).toContain('**Revision**: register a new revision of web');
    expect(text).not.toContain('**Deleted**');
  });

  test('warns of a risk that is taken', () => {
    expect(comment('planned with a risk taken')).toContain('> Risks accepted with ignore:');
  });

  test('says that it is edited by the next plan, and for which commit it holds', () => {
    expect(footerOf(story('planned'))).toContain('for commit c0ffee1. The next plan updates this comment.');
  });

  test('says why there is none when nothing could be read', () => {
    const begun = beginReport(toPlan, noon);
    const text = commentOf(endReport(begun, interruptedEnding(begun, 'AWS gave no answer'), noon));
    expect(text).toContain('### ❌ `shop` in `main`: not planned yet');
    expect(text).toContain('could not be read: AWS gave no answer');
  });
});

test('the JSON of a plan carries all of it', () => {
  expect(resultOf(story('planned'))).toMatchObject({
    result: 'planned',
    plan: {
      isReleasable: true,
      revision: { from: 'web:41', to: null },
      rules: [{ isTest: false }, { isTest: false }, { isTest: true }],
      creates: { targetGroup: 'b', tasks: 2, settings: { launchType: 'FARGATE' } },
    },
  });
  expect(resultOf(story('planned and refused'))).toMatchObject({
    result: 'refused',
    plan: { isReleasable: false },
  });
});

test('Terraform to copy is in the log and in the comment once, and no part of the annotation', async () => {
  const served = {
    revision: revision(41),
    attachments: [{ group: a, containerName: 'web', containerPort: 8080 }],
    settings: { launchType: 'FARGATE', capacityProviders: null, network: null },
    unsupported: [],
  };
  const world = aWorld({
    taskSets: [],
    rules: [aRule([[a, 100]])],
    service: aService({ controller: 'ECS', otherwise: served }),
  });
  const step = decideNextStep(toPlan, world, blankMemory(noon));
  if (step.act.kind !== 'end') throw new Error('a plan ends at once');
  const { runner, aReporter } = aDesk();
  const reporter = aReporter({}, toPlan);
  const seen = { world, memory: blankMemory(noon) };
  reporter.onStep(step, seen.world, seen.memory);
  await reporter.finish({ step: { ...step, act: step.act }, ...seen });
  const resource = 'resource "aws_ecs_service" "task_sets" {';
  const [log, comment] = [runner.lines.join('\n'), commentOf(planned(world))];
  expect([log, comment].map((text) => text.split(resource).length - 1)).toEqual([1, 1]);
  expect(log).toContain('Terraform that adds what is missing:');
  expect(runner.failures).toEqual([
    { title: 'shop: not planned, nothing was changed', message: expect.not.stringContaining(resource) },
  ]);
});
