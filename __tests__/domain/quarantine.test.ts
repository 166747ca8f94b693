import { failureOf, type FailureKind, type FailureReason } from '../../src/domain/common/run/failure.ts';
import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { quarantineOf, quarantineTags } from '../../src/domain/task-sets/revision/quarantine.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';

import { statusOf } from '../../src/domain/task-sets/status/status.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import {
  another,
  baking,
  cleanRun as run,
  commandPlan,
  released,
  said,
  warm,
  warmPlan,
} from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { aCandidate } from '../support/candidates.ts';
import { aGreen, aMemory, aPlan, aService, aSet, aWorld, b } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

const hash = '0123456789abcdef'.repeat(4);
const first32 = hash.slice(0, 32);
const green = aGreen(2, { tags: { run: '100.2', 'revision-hash': hash } });
const barred = `${first32}:100`;
const worldWith = (quarantined: string | undefined, changes: Partial<World> = {}): World =>
  aWorld({
    service: aService({ tags: quarantined === undefined ? {} : { quarantined } }),
    candidate: aCandidate({ hash }),
    ...changes,
  });
const problems = (request: Request, world: World): readonly string[] =>
  preflightProblems(request, world, rolesOf(request, world, aMemory()), aMemory());
const other = another(aPlan(), 300);

const kindOf = (reason: FailureReason): FailureKind =>
  failureOf({ reason, what: '', advice: '', atMs: 0 }).kind;

describe('a green that is rolled back', () => {
  test.each(['requested', 'bake-targets-unhealthy', 'bake-tasks-stopped'] as const)(
    'for %s is quarantined by its content and its run',
    (reason) => {
      expect(quarantineTags(worldWith(undefined), green, kindOf(reason))).toEqual({ quarantined: barred });
    },
  );

  test.each([
    'bake-probes-failed',
    'cancelled',
    'smoke-test-failed',
    'not-ready-in-time',
    'unfinished-rollback',
  ] as const)('for %s is not', (reason) => {
    expect(quarantineTags(worldWith(undefined), green, kindOf(reason))).toEqual({});
  });

  test('is not where nothing says what its content was', () => {
    expect(quarantineTags(worldWith(undefined), aGreen(2), 'requested')).toEqual({});
  });
});

describe('the tag', () => {
  test.each([undefined, '', first32, ':100', `${first32}:`, `${first32}:shop`])(
    'says nothing as %p',
    (text) => {
      expect(quarantineOf(worldWith(text))).toEqual([]);
    },
  );

  const others = (count: number): string =>
    Array.from(
      { length: count },
      (_none, index) => `${String(index).repeat(32)}:${String(200 + index)}`,
    ).join(' ');
  test('keeps what was quarantined before, the last one first, as far as it has room', () => {
    const add = (before: string): string | undefined =>
      quarantineTags(worldWith(before), green, 'requested').quarantined;
    expect(add(others(2))).toBe(`${barred} ${others(2)}`);
    expect(add(others(5))).toBe(`${barred} ${others(3)}`);
    expect(add(`${others(1)} ${first32}:90`)).toBe(`${barred} ${others(1)}`);
    expect(add(others(5))!.length).toBeLessThanOrEqual(256);
  });

  test('says the same again for what stands in it first', () => {
    const both = `${barred} ${others(1)}`;
    expect(quarantineTags(worldWith(both), green, 'requested')).toEqual({ quarantined: both });
  });
});

describe('a release of quarantined content', () => {
  test('is refused, naming the run and what to do', () => {
    expect(problems(other, worldWith(barred)).join()).toMatch(
      /is quarantined: run https:\S+\/runs\/100 released that content, and it was rolled back\. .*re-run that run\. To release anyway, set ignore: quarantined\.$/,
    );
  });

  test.each<readonly [string, Request, World]>([
    ['with ignore', { ...other, ignored: riskCodes }, worldWith(barred)],
    ['of other content', other, worldWith(barred, { candidate: aCandidate({ hash: 'f'.repeat(64) }) })],
    ['by a re-run of its own run', aPlan({ release: { runAttempt: 2 } }), worldWith(barred)],
    ['after the tag was wiped', other, worldWith(undefined)],
    ['whose green stands already', aPlan(), worldWith(barred, { taskSets: [green], candidate: null })],
  ])('goes on %s', (_what, request, world) => {
    expect(problems(request, world)).toEqual([]);
  });

  test.each<readonly [string, Request]>([
    ['a second job of the same attempt', aPlan()],
    ['a re-run of another run', { ...other, release: { ...other.release, runAttempt: 2 } }],
    ['a stage', { ...other, command: 'stage' }],
    ['a re-release', commandPlan('rollback')],
    ['a run after another version was rolled back too', other],
  ])('is refused to %s', (_what, request) => {
    const later = `${'f'.repeat(32)}:150 ${barred}`;
    expect(problems(request, worldWith(request === other ? later : barred))).toHaveLength(1);
  });

  test('is refused before anything is written', () => {
    const next = decideNextStep(other, worldWith(barred), aMemory());
    expect([next.phase, next.reason]).toEqual(['preflight', 'preflight-failed']);
  });
});

describe('a promotion of what was staged', () => {
  const promote = commandPlan('promote');
  const waiting = aGreen(2, {
    status: 'ACTIVE',
    tags: { release: '100-shop', run: '100.1', 'revision-hash': hash, expires: '2026-03-04T12:00:00.000Z' },
  });
  const worldOf = (set: typeof waiting): World => worldWith(barred, { taskSets: [aSet(1), set] });

  test('is refused where the same content was rolled back', () => {
    expect(problems(promote, worldOf(waiting)).join()).toMatch(/the staged green ecs-svc\/2 .*quarantined/);
    expect(problems({ ...promote, ignored: riskCodes }, worldOf(waiting))).toEqual([]);
  });

  test('goes on where its switch has begun', () => {
    expect(problems(promote, worldOf({ ...waiting, status: 'PRIMARY' }))).toEqual([]);
  });

  test.each<readonly [string, FakeAws['state']['tags']]>([
    ['was recorded as rolled back', { 'rolled-back': '300:ecs-svc/2' }],
    ['has lost its label during the rollback', { green: waiting.arn, blue: aSet(1).arn }],
  ])('does not find one that %s', (_what, tags) => {
    const world = worldWith(undefined, { taskSets: [aSet(1), waiting], service: aService({ tags }) });
    expect(rolesOf(promote, world, aMemory()).green).toBeNull();
    expect(statusOf(sceneOf(commandPlan('status'), world, aMemory())).taskSets[1]?.role).not.toBe('staged');
  });
});

describe('from release to release', () => {
  test('two versions that were rolled back one after the other are both refused, until one passes its bake', () => {
    const aws = warm();
    run(aws, commandPlan('rollback'));
    aws.state.wayBackTo = null;
    aws.state.hash = 'hash-3';
    run(aws, another(warmPlan(), 300));
    aws.state.tags = { ...aws.state.tags, quarantined: `hash-9:90 ${aws.state.tags.quarantined ?? ''}` };
    aws.state.hash = 'hash-2';
    expect(run(aws, another(aPlan(), 400)).ending?.result).toBe('refused');
    expect(run(aws, { ...another(aPlan(), 400), ignored: riskCodes }).ending?.result).toBe('released');
    expect(aws.state.tags.quarantined).toBe('hash-9:90');
  });

  test('what a person rolled back is refused to the next run, continues with ignore, and is free after its bake', () => {
    const aws = warm();
    const asked = run(aws, commandPlan('rollback'));
    expect(aws.state.tags.quarantined).toBe('hash-2:100');
    expect(said(asked)).toMatch(/The content that run \S+\/100 released is quarantined/);
    aws.state.wayBackTo = null;
    const next = run(aws, other);
    expect([next.ending?.result, next.writes]).toEqual(['refused', []]);
    run(aws, { ...other, ignored: riskCodes });
    expect(standing(aws)).toBe('3 PRIMARY; live: 3');
    expect(aws.state.tags.quarantined).toBeUndefined();
  });

  test('it is still refused after another version was released in between', () => {
    const aws = warm();
    run(aws, commandPlan('rollback'));
    aws.state.wayBackTo = null;
    aws.state.hash = 'hash-3';
    expect(run(aws, other).ending?.result).toBe('released');
    aws.state.hash = 'hash-2';
    expect(run(aws, another(aPlan(), 400)).ending?.result).toBe('refused');
  });

  test.each([
    ['unhealthy-live', 'hash-of-unhealthy-live:100'],
    ['dies-live', 'hash-of-dies-live:100'],
    ['fails-live', undefined],
    ['crashes', undefined],
  ] as const)('a version that %s leaves the tag %p', (behaviour, tag) => {
    const aws = anAws(behaviour);
    expect(run(aws, warmPlan()).ending?.result).toBe('rolled-back');
    expect(aws.state.tags.quarantined).toBe(tag);
  });

  test('what a re-release replaces is quarantined as well, and stays quarantined', () => {
    const aws = released();
    expect(run(aws, commandPlan('rollback')).ending?.result).toBe('released');
    expect([standing(aws), aws.state.tags.quarantined]).toEqual(['3 PRIMARY; live: 3', 'hash-2:100']);
    aws.state.wayBackTo = null;
    expect(run(aws, another(aPlan(), 400)).ending?.result).toBe('refused');
  });

  test('a release that is rolled back in its bake is quarantined with the mark of the run, in one write', () => {
    const aws = baking();
    const { writes } = run(aws, commandPlan('rollback'));
    const marks = writes.flatMap((write) =>
      write.kind === 'tag-service' && write.tags.fence === undefined ? [Object.keys(write.tags)] : [],
    );
    expect(marks).toEqual([['rolled-back', 'quarantined', 'kept-green']]);
    expect(aws.sets().every(({ group }) => group !== b)).toBe(true);
  });
});
