import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import { permissionsFor } from '../../src/domain/task-sets/dry-run/permissions.ts';

import { dryRunLines } from '../../src/domain/common/report/describe-plan.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { anyWorld } from '../support/any-world.ts';
import { cleanRun, staged, warm } from '../support/commands.ts';
import { accounts, dryRun, firstRelease, foreseen, next, planOf } from '../support/foreseen.ts';
import { anAws } from '../support/scenarios.ts';
import { aCandidate } from '../support/candidates.ts';
import { a, aForward, aPlan, aRule, aService, aSet, aWorld, b } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { riskCodes } from '../../src/domain/common/request/risk-codes.ts';

test('a plan says how green would be tested', () => {
  expect(dryRunLines(dryRun(aWorld(), aPlan({ smoke: { paths: [] } })))).toContain(
    "smoke test: at green's own targets, which only a runner in the VPC reaches, as the health check of target group b " +
      'asks (HTTP /health, code 200)',
  );
});

test('a plan shows a wrong clock as a note, not as what auto scaling does', () => {
  const notes = ['the clock of this runner is 5m00s ahead'];
  const planned = dryRun(aWorld({ notes }), aPlan());
  expect([planned.notes, planned.scaling]).toEqual([notes, []]);
  expect(dryRunLines(planned)).toContain(notes[0]);
});

describe.each(accounts)('the dry run of %s', (_what, account, request) => {
  const [planned, aws] = [foreseen(account(), request), account()];
  const before = aws.truth(request.release.id);
  const done = cleanRun(aws, request);
  const writes = (kind: Write['kind']): number => done.writes.filter((write) => write.kind === kind).length;

  test('shows an end like that of the deploy', () => {
    expect(done.ending?.result).toBe('released');
    expect(planned.isReleasable).toBe(true);
    expect(planned.end).toContain('Released:');
  });

  test('words its end as the deploy does', () => {
    expect(withoutNames(planned.end)).toBe(withoutNames(done.ending?.message));
  });

  test('shows for every rule the weights that the deploy leaves', () => {
    const after = aws.truth(request.release.id);
    expect(planned.rules.map(({ to }) => to)).toEqual(dryRunRules(before, after).map(({ to }) => to));
    expect(planned.rules.length).toBeGreaterThan(0);
  });

  test('shows which task sets are deleted, and whether one is created and a revision registered', () => {
    const deleted = done.writes.flatMap((write) => (write.kind === 'delete' ? [write.set] : []));
    expect(planned.deletes.map(({ arn }) => arn).toSorted()).toEqual([...new Set(deleted)].toSorted());
    expect(planned.creates === null ? 0 : 1).toBe(writes('create-green'));
    expect(planned.revision?.to === null ? 1 : 0).toBe(writes('register'));
    expect(planned.isScalingSuspended).toBe(writes('write-scaling') > 0);
  });

  test('shows the permissions that the writes of the deploy need', () => {
    const scene = sceneOf(request, before, blankMemory(before.nowMs));
    expect(planned.permissions).toEqual(permissionsFor(done.writes, before, scene.roles));
  });
});

/** Only AWS knows the names of what does not exist yet. */
const withoutNames = (text: string | null | undefined): string | undefined =>
  text?.replaceAll(/ecs-svc\/\w+ \([^)]*\)/g, 'a task set').replaceAll(/\d\d:\d\d UTC/g, 'a time');

function dryRunRules(before: World, after: World): readonly { readonly to: unknown }[] {
  const weights = (world: World): readonly Record<string, number>[] =>
    world.rules.map(
      ({ actions }) =>
        Object.fromEntries(
          actions.flatMap((action) =>
            action.type === 'forward'
              ? action.groups.map(({ group, weight }) => [/targetgroup\/(\w+)/.exec(group)?.[1], weight])
              : [],
          ),
        ) as Record<string, number>,
    );
  const [from, to] = [weights(before), weights(after)];
  return to.flatMap((one, index) =>
    JSON.stringify(one) === JSON.stringify(from[index]) ? [] : [{ to: one }],
  );
}

describe('a dry run', () => {
  test('says which group joins which rule, and what its weights are now', () => {
    const world = aWorld({ rules: [aRule([[a, 100]])] });
    expect(dryRun(world).rules).toEqual([
      {
        rule: 'HTTP:80 default action',
        isTest: false,
        from: { a: 100 },
        to: { a: 0, b: 100 },
        attached: ['b'],
      },
    ]);
  });

  test.each([
    [
      'warm blue',
      () => warm(),
      /^warm blue of the previous release, kept until \d\d:\d\d UTC$/,
      'before the switch',
    ],
    [
      'a staged green',
      () => staged(),
      /^staged green of release 100-shop, which waits for its promotion until 2026-/,
      'before the switch',
    ],
    ['what is live', () => anAws(), /^blue of this release: live now/, 'after the warm time'],
  ] as const)('says of %s what it is and when it is deleted', (_what, aws, what, when) => {
    const [first] = foreseen(aws(), next).deletes;
    expect(first?.what).toMatch(what);
    expect(first?.when).toBe(when);
  });

  test('reports problems and risks at once, and no writes while there is a problem', () => {
    const stickiness = { enabled: false, durationSeconds: 86_400 };
    const world = aWorld({
      rules: [aRule([], { actions: [aForward([[a, 100]], { stickiness })] })],
      service: aService({ tags: { sessions: 'cut:80=86400 a=open b=2026-03-01T12:40:00Z' } }),
      candidate: aCandidate({ problems: ['container "x" is not in file deploy/web.json'] }),
    });
    const planned = dryRun(world);
    expect(planned.problems).toEqual(['container "x" is not in file deploy/web.json']);
    expect(planned.risks).toEqual([expect.stringContaining('may hold cookies for the idle target group b')]);
    expect(planned).toMatchObject({ isReleasable: false, rules: [], deletes: [], creates: null, end: null });
    const alone = { ...world, candidate: aCandidate() };
    expect(dryRun(alone).isReleasable).toBe(false);
    expect(dryRun(alone, aPlan({ ignored: riskCodes })).isReleasable).toBe(true);
    expect(dryRun(alone).rules).toHaveLength(1);
  });

  test('adds up the times, and shows where each comes from', () => {
    const { times } = dryRun(aWorld(), aPlan({ warmSeconds: 900, bake: { seconds: 300 } }));
    expect(
      times.phases.map(({ phase, leastSeconds, mostSeconds, from }) => [
        phase,
        leastSeconds,
        mostSeconds,
        from,
      ]),
    ).toEqual([
      ['prepare', 2, 2, 'fixed'],
      ['ready', 0, 60, 'ready-timeout'],
      ['smoke', 1, 20, 'smoke-passes, smoke-interval and smoke-timeout'],
      ['smoke', 0, 2, 'fixed'],
      ['switch', 0, 90, 'fixed'],
      ['bake', 300, 300, 'bake-time'],
      ['warm', 600, 600, 'warm-time'],
      ['teardown', 5, 125, 'deregistration delay of target group a'],
    ]);
    expect([times.leastSeconds, times.mostSeconds]).toEqual([908, 1199]);
  });

  test('takes a warm time and a bake of a day', () => {
    const day = 86_400;
    const planned = dryRun(aWorld(), aPlan({ warmSeconds: day, bake: { seconds: day } }));
    expect(planned.end).toContain('Released:');
    expect(planned.deletes).toHaveLength(1);
  });

  test('shows which run took the service last, and what a rollback would do', () => {
    const planned = foreseen(warm(), next);
    expect(planned.otherRuns.join('\n')).toContain('run 100.1 took the service last');
    expect(planned.rollback).toContain('to blue ecs-svc/2 (web:2) within about 2 s');
    expect(foreseen(firstRelease(), next).rollback).toContain('none until the next release');
  });

  test('names iam:PassRole where the task definition has roles, and instances where tasks run on them', () => {
    const roles = dryRun(aWorld({ candidate: aCandidate({ roleArns: ['arn:aws:iam::1:role/web'] }) }));
    expect(roles.permissions.used).toContain('iam:PassRole');
    expect(dryRun(aWorld()).permissions.used).not.toContain('iam:PassRole');
    const world = aWorld();
    const groups = world.groups.map((group) => ({ ...group, targetType: 'instance' }));
    expect(dryRun({ ...world, groups }).permissions.used).toContain('ecs:DescribeContainerInstances');
  });

  test('has an answer to every world', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        const request = planOf(aPlan());
        const { act, reason } = decideNextStep(request, world, blankMemory(world.nowMs));
        const isPlanned = act.kind === 'end' && act.result === 'planned' && reason === 'planned';
        return isPlanned || (act.kind === 'end' && act.result === 'refused' && act.details.length > 0);
      }),
      { numRuns: 300 },
    );
  });

  test('finds the end of a release in every world in which one may begin', () => {
    fc.assert(
      fc.property(anyWorld, (world) => {
        // As long as there is no green, every observation carries the revision that it would run.
        fc.pre(world.candidate !== null);
        const planned = dryRun(world, aPlan({ ignored: riskCodes }));
        return !planned.isReleasable || planned.end !== null;
      }),
      { numRuns: 300 },
    );
  });

  test('knows a set of its own run as the green that a deploy takes over', () => {
    const green = aSet(2, { status: 'ACTIVE', group: b, tags: { release: '100-shop' } });
    const planned = dryRun(aWorld({ taskSets: [aSet(1), green], candidate: null }));
    expect(planned.creates).toBeNull();
    expect(planned.rules).toHaveLength(1);
  });
});
