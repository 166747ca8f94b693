import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { badWorlds } from '../support/bad-worlds.ts';
import { aCandidate } from '../support/candidates.ts';
import { a, aGreen, aGroup, aMemory, aPlan, aRule, aSet, aWorld, b } from '../support/worlds.ts';

const problemsOf = (world: World, request: Request = aPlan()): readonly string[] =>
  preflightProblems(request, world, rolesOf(request, world, aMemory()), aMemory());

const unnamed = aPlan({ traffic: { targetGroups: [] } });
describe('preflight', () => {
  test('finds nothing wrong with a service that can be released', () => {
    expect(problemsOf(aWorld())).toEqual([]);
    expect(problemsOf(aWorld(), unnamed)).toEqual([]);
  });

  test.each(badWorlds)('refuses %s', (_name, world, plan, words) => {
    const problems = problemsOf(aWorld(world), plan ?? aPlan());
    expect(problems).toHaveLength(1);
    for (const word of words) expect(problems[0]).toContain(word);
  });

  test.each(badWorlds)('comes before any write: %s', (_name, world, plan) => {
    const { act, reason } = decideNextStep(plan ?? aPlan(), aWorld(world), aMemory());
    expect({ kind: act.kind, reason }).toEqual({ kind: 'end', reason: 'preflight-failed' });
  });

  test('reports all problems at once', () => {
    const world = aWorld({
      taskSets: [aSet(1), aSet(3, { status: 'ACTIVE', group: b })],
      groups: [aGroup(a), aGroup(b, { targetType: 'instance' })],
      candidate: aCandidate({ problems: ['image: "" is empty'] }),
    });
    expect(problemsOf(world)).toHaveLength(3);
  });

  test('accepts five sets when one of them can be removed first', () => {
    const left = [2, 3, 4, 5].map((n) =>
      aSet(n, { status: 'ACTIVE', group: b, tags: { release: '90-shop' } }),
    );
    expect(problemsOf(aWorld({ taskSets: [aSet(1), ...left] }))).toEqual([]);
  });

  test('accepts the weights of its own unfinished switch', () => {
    const world = aWorld({
      taskSets: [aSet(1, { status: 'ACTIVE' }), aGreen(2, { status: 'PRIMARY' })],
      rules: [
        aRule([
          [a, 0],
          [b, 100],
        ]),
        aRule(
          [
            [a, 1],
            [b, 0],
          ],
          { port: 443 },
        ),
      ],
      candidate: null,
    });
    expect(problemsOf(world)).toEqual([]);
  });
});
