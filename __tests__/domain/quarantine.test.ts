import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/decide.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { quarantineOf, quarantineProblems, quarantineTags } from '../../src/domain/quarantine.ts';
import { rolesOf } from '../../src/domain/roles.ts';
import type { World } from '../../src/domain/world.ts';
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
import { standing } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';
import { aCandidate } from '../support/candidates.ts';
import { aGreen, aMemory, aPlan, aService, aWorld, b } from '../support/worlds.ts';

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
const problems = (plan: Plan, world: World): readonly string[] =>
  quarantineProblems(plan, world, rolesOf(plan, world, aMemory()));
const other = another(aPlan(), 300);

describe('a green that is taken back', () => {
  test.each(['asked-for', 'baked-bad-targets', 'baked-bad-tasks'] as const)(
    'for %s is quarantined by its content and its run',
    (reason) => {
      expect(quarantineTags(green, reason)).toEqual({ quarantined: barred });
    },
  );

  test.each([
    'baked-bad-probe',
    'cancelled',
    'smoke-test-failed',
    'not-ready-in-time',
    'unfinished-way-back',
  ] as const)('for %s is not', (reason) => {
    expect(quarantineTags(green, reason)).toEqual({});
  });

  test('is not where nothing says what its content was', () => {
    expect(quarantineTags(aGreen(2), 'asked-for')).toEqual({});
  });
});

describe('the tag', () => {
  test.each([undefined, '', first32, ':100', `${first32}:`, `${first32}:shop`])(
    'says nothing as %p',
    (text) => {
      expect(quarantineOf(worldWith(text))).toBeNull();
    },
  );
});

describe('a release of quarantined content', () => {
  test('is refused, naming the run and what to do', () => {
    expect(problems(other, worldWith(barred)).join()).toMatch(
      /is quarantined: that content was released by run https:\S+\/runs\/100 and rolled back\. .*set force, or re-run/,
    );
  });

  test.each<readonly [string, Plan, World]>([
    ['with force', { ...other, isForced: true }, worldWith(barred)],
    ['of other content', other, worldWith(barred, { candidate: aCandidate({ hash: 'f'.repeat(64) }) })],
    ['by a re-run of its own run', aPlan({ release: { runAttempt: 2 } }), worldWith(barred)],
    ['after the tag was wiped', other, worldWith(undefined)],
    ['whose green stands already', aPlan(), worldWith(barred, { taskSets: [green], candidate: null })],
  ])('goes on %s', (_what, plan, world) => {
    expect(problems(plan, world)).toEqual([]);
  });

  test.each<readonly [string, Plan]>([
    ['a second job of the same attempt', aPlan()],
    ['a re-run of another run', { ...other, release: { ...other.release, runAttempt: 2 } }],
    ['a stage', { ...other, command: 'stage' }],
    ['a way back anew', commandPlan('rollback')],
  ])('is refused to %s', (_what, plan) => {
    expect(problems(plan, worldWith(barred))).toHaveLength(1);
  });

  test('is refused before anything is written', () => {
    const next = decideNextStep(other, worldWith(barred), aMemory());
    expect([next.phase, next.reason]).toEqual(['preflight', 'preflight-failed']);
  });
});

describe('from release to release', () => {
  test('what a person took back is refused to the next run, goes with force, and is free after its bake', () => {
    const aws = warm();
    const asked = run(aws, commandPlan('rollback'));
    expect(aws.state.tags.quarantined).toBe('hash-2:100');
    expect(said(asked)).toContain('the content that run 100 released is quarantined');
    aws.state.wayBackTo = null;
    const next = run(aws, other);
    expect([next.ending?.result, next.writes]).toEqual(['refused', []]);
    run(aws, { ...other, isForced: true });
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

  test('what a way back anew replaces is quarantined as well, and that stays', () => {
    const aws = released();
    expect(run(aws, commandPlan('rollback')).ending?.result).toBe('released');
    expect([standing(aws), aws.state.tags.quarantined]).toEqual(['3 PRIMARY; live: 3', 'hash-2:100']);
    aws.state.wayBackTo = null;
    expect(run(aws, another(aPlan(), 400)).ending?.result).toBe('refused');
  });

  test('a bake that somebody took back from is quarantined with the mark of the run, in one write', () => {
    const aws = baking();
    const { writes } = run(aws, commandPlan('rollback'));
    const marks = writes.flatMap((write) =>
      write.kind === 'tag-service' && write.tags.fence === undefined ? [Object.keys(write.tags)] : [],
    );
    expect(marks).toEqual([['rolled-back', 'quarantined']]);
    expect(aws.sets().every(({ group }) => group !== b)).toBe(true);
  });
});
