import { factsLeft } from '../support/tag-facts.ts';
import { describe, expect, test } from '@jest/globals';
import { describeReturned } from '../../src/domain/task-sets/warm/kept-return.ts';
import { keptGreen, formatKeptGreen } from '../../src/domain/task-sets/roles/kept-green.ts';
import type { Goal, Request } from '../../src/domain/common/request/request.ts';
import { statusLines, statusOf } from '../../src/domain/task-sets/status/status.ts';

import { weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import {
  another,
  cleanRun as run,
  commandPlan,
  foreignMade,
  kinds,
  said,
  warm,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { standing } from '../support/fake-release.ts';
import { a, aGreen, aMemory, aPlan, aRule, aService, aSet, aWorld, b, noon } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const day = 86_400;
const keeping = (goal: Partial<Goal> = {}): Request =>
  commandPlan('rollback', {}, { keepRolledBackSeconds: day, ...goal });
const nextAttempt = (request: Request): Request => ({
  ...request,
  release: { ...request.release, runAttempt: 2 },
});
const bothStand = '1 PRIMARY, 2 ACTIVE; live: 1';
/** After the way back with a kept green; the next release runs other content. */
function kept(): FakeAws {
  const aws = warm();
  run(aws, keeping());
  aws.state.wayBackTo = null;
  aws.state.hash = 'hash-3';
  return aws;
}
const statusNow = (aws: FakeAws): ReturnType<typeof sceneOf> =>
  sceneOf(commandPlan('status'), aws.observe('200-shop'), aMemory());

describe('the tag kept-green', () => {
  const set = aGreen(2);
  test('is read back as it was written', () => {
    for (const reason of ['inspection', 'fallback'] as const) {
      const tags = { 'kept-green': formatKeptGreen(set, noon, reason) };
      const world = aWorld({ taskSets: [aSet(1), set], service: aService({ tags }) });
      expect(keptGreen(world)).toEqual({ set, until: '2026-03-01T12:00:00.000Z', reason });
    }
  });

  test.each([
    ['of a set that is gone', formatKeptGreen(aGreen(3), noon, 'fallback')],
    ['without a time', set.id],
    ['with a time that is none', `${set.id}:soon`],
    ['that is empty', ''],
  ])('%s keeps nothing', (_what, text) => {
    const service = aService({ tags: { 'kept-green': text } });
    expect(keptGreen(aWorld({ taskSets: [aSet(1), set], service }))).toBeNull();
  });

  test('of a set that drains keeps nothing', () => {
    const service = aService({ tags: { 'kept-green': formatKeptGreen(set, noon, 'inspection') } });
    expect(keptGreen(aWorld({ taskSets: [{ ...set, status: 'DRAINING' }], service }))).toBeNull();
  });
});

describe('another attempt of a release whose green is kept', () => {
  test.each([
    ['has no green yet: nobody asked to keep it', 'fallback', null],
    ['goes on with it, if a person asked to keep it', 'inspection', 2],
  ] as const)('%s', (_what, reason, own) => {
    const green = aGreen(2);
    const rules = [
      aRule([
        [a, 100],
        [b, 0],
      ]),
    ];
    const tags = { 'kept-green': formatKeptGreen(green, noon, reason) };
    const world = aWorld({ taskSets: [aSet(1), green], rules, service: aService({ tags }) });
    const { roles } = sceneOf(nextAttempt(aPlan()), world, aMemory());
    expect(roles.green).toBe(own === null ? null : green);
    expect(roles.leftovers).toEqual(own === null ? [green] : []);
  });

  test.each(['deploy', 'promote'] as const)('of a %s finishes its rollback first', (command) => {
    const green = { ...aGreen(2), tags: { ...aGreen(2).tags, expires: '2026-03-02T12:00:00.000Z' } };
    const rules = [
      aRule([
        [a, 100],
        [b, 0],
      ]),
    ];
    const tags = {
      'kept-green': formatKeptGreen(green, noon, 'fallback'),
      green: green.arn,
      fence: '3:100.1',
    };
    const world = aWorld({ taskSets: [aSet(1), green], rules, service: aService({ tags }) });
    expect(sceneOf(nextAttempt(aPlan({ command })), world, aMemory()).roles.green).toBe(green);
  });

  test('has it as green if somebody has made it live again', () => {
    const green = aGreen(2);
    const rules = [
      aRule([
        [a, 0],
        [b, 100],
      ]),
    ];
    const tags = { 'kept-green': formatKeptGreen(green, noon, 'fallback') };
    const world = aWorld({ taskSets: [aSet(1), green], rules, service: aService({ tags }) });
    expect(sceneOf(nextAttempt(aPlan()), world, aMemory()).roles.green).toEqual(green);
  });
});

describe('rollback with keep-rolled-back', () => {
  test('keeps green at its scale and without weight, cleans up, and reports until when', () => {
    const aws = warm();
    const done = run(aws, keeping());
    expect(done.ending?.result).toBe('rolled-back');
    expect(standing(aws)).toBe(bothStand);
    expect(aws.sets()[1]?.scale).toBe(100);
    expect(aws.state.rules.map((rule) => weightOf(rule, b))).toEqual([0, 0, 0, 0]);
    expect(factsLeft(aws.state.tags)).toEqual(['fence', 'kept-green', 'quarantined', 'rolled-back']);
    expect(said(done)).toMatch(
      /kept for inspection until 2026-03-02 \d\d:\d\d UTC, without traffic\. The next deploy or stage deletes it/,
    );
  });

  test.each([
    ['as it was', keeping()],
    ['with keep-rolled-back taken out', keeping({ keepRolledBackSeconds: 0 })],
  ])('run again %s says that it is over, and deletes nothing', (_what, request) => {
    const aws = kept();
    const before = aws.state.tags['kept-green'];
    aws.nowMs += 600_000;
    const again = run(aws, nextAttempt(request));
    expect([again.ending?.result, again.writes]).toEqual(['rolled-back', []]);
    expect(said(again)).toMatch(/has already rolled back service shop[\s\S]*is kept for inspection until/);
    expect([standing(aws), aws.state.tags['kept-green']]).toEqual([bothStand, before]);
  });

  test.each([
    ['its green is kept', [], 'ecs-svc/2 (web:2)'],
    ['its green is gone', ['ecs-svc/2'], 'ecs-svc/2'],
  ] as const)('is named to whoever rolls back after it: %s', (_what, gone, left) => {
    const aws = kept();
    const seen = sceneOf(commandPlan('rollback'), aws.observe('300-shop'), aMemory());
    const taskSets = seen.world.taskSets.filter(({ id }) => !gone.some((one) => one === id));
    const world = { ...seen.world, taskSets };
    expect(describeReturned({ ...seen, world })).toBe(
      `green ${left} was already rolled back, and production is on ecs-svc/1 (web:1)`,
    );
  });

  test('is not named before it, nor once a later release is live', () => {
    const before = sceneOf(commandPlan('rollback'), warm().observe('200-shop'), aMemory());
    expect(describeReturned(before)).toBe('');
    const aws = kept();
    run(aws, another(aPlan(), 400));
    expect(describeReturned(statusNow(aws))).toBe('');
  });

  test('run again while somebody has given the kept green traffic rolls it back again', () => {
    const aws = kept();
    aws.meddle((state) => void (state.rules = warm().state.rules));
    run(aws, nextAttempt(keeping()));
    expect(standing(aws)).toBe(bothStand);
  });

  test('by another run rolls back further, and does not take the kept green for the live set', () => {
    const aws = kept();
    aws.state.wayBackTo = 7;
    const request = commandPlan('rollback', { release: { id: '300-shop-rollback', runId: 300 } });
    const done = run(aws, request);
    expect(kinds(done)).toContain('create-green');
    expect([done.ending?.result, standing(aws)]).toEqual(['released', '3 PRIMARY; live: 3']);
  });

  test('of what another tool made keeps it without a time, since nothing here may delete it', () => {
    const aws = foreignMade();
    run(aws, keeping());
    expect([standing(aws), aws.state.tags['kept-green']]).toEqual([bothStand, undefined]);
  });
});

describe('a kept green that still has the label, since AWS refused to move it', () => {
  const labelled = (): FakeAws => {
    const aws = kept();
    aws.meddle(({ sets }) => {
      for (const set of sets) set.status = set.status === 'PRIMARY' ? 'ACTIVE' : 'PRIMARY';
    });
    // Long enough to be sure that the run is over.
    aws.nowMs += 7 * 3_600_000;
    return aws;
  };
  const other = { release: { id: '300-shop-rollback', runId: 300 } };

  test.each([
    ['a rollback', commandPlan('rollback', other, { keepRolledBackSeconds: day }), bothStand],
    ['a sweep', commandPlan('sweep', other), bothStand],
    ['the next release', another(aPlan(), 300), '3 PRIMARY; live: 3'],
  ])('loses it to what is live by %s', (_what, request, expected) => {
    const aws = labelled();
    expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 1');
    run(aws, request);
    expect(standing(aws)).toBe(expected);
  });
});

describe('a kept green', () => {
  test('is removed by the next release, and its tag with it', () => {
    const aws = kept();
    expect(run(aws, another(aPlan(), 300)).ending?.result).toBe('released');
    expect([standing(aws), aws.state.tags['kept-green']]).toEqual(['3 PRIMARY; live: 3', undefined]);
  });

  test('is released again by a re-run of its own run, and then kept no more', () => {
    const aws = kept();
    aws.state.hash = 'hash-2';
    expect(run(aws, nextAttempt(aPlan())).ending?.result).toBe('released');
    expect([standing(aws), aws.state.tags['kept-green']]).toEqual(['2 PRIMARY; live: 2', undefined]);
  });

  test('is shown by status, and so is what is quarantined', () => {
    const scene = statusNow(kept());
    const { taskSets, quarantined, keptGreen: told } = statusOf(scene);
    expect(taskSets.map(({ role, isLive }) => [role, isLive])).toEqual([
      ['green', true],
      ['kept', false],
    ]);
    expect(quarantined).toEqual([{ hash: 'hash-2', runId: 100 }]);
    expect(told?.id).toBe('ecs-svc/2');
    expect(statusLines(scene).join('\n')).toMatch(
      /kept green ecs-svc\/2[\s\S]*quarantined: the content of run 100 /,
    );
  });

  test('is nothing that a teardown would end', () => {
    const done = run(kept(), commandPlan('teardown'));
    expect([done.ending?.result, done.writes]).toEqual(['torn-down', []]);
  });
});
