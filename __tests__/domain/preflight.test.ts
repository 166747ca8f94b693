import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { badWorlds } from '../support/bad-worlds.ts';
import { aCandidate } from '../support/candidates.ts';
import {
  a,
  aGreen,
  aGroup,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  balancer,
} from '../support/worlds.ts';

const problemsOf = (world: World, request: Request = aPlan()): readonly string[] =>
  preflightProblems(request, world, rolesOf(request, world, aMemory()), aMemory());

type Bad = readonly [world: Partial<World>, plan: Request | null];

/** They differ in what they say of the world, and one plan shows both. */
const isIndependent = ([world, plan]: Bad, [other, otherPlan]: Bad): boolean =>
  Object.keys(world).every((member) => !(member in other)) && (plan === null || otherPlan === null);

/** Rows of `badWorlds` that say nothing of each other. */
const separateProblems = [
  'a blue with a service registry',
  '46 of 50 tags in use by others',
  'a task definition with 50 tags',
  'a desired count of 0',
  'production rules of two load balancers',
  'a set on two load balancers',
  'five task sets of which none may go',
  'target groups of different protocols',
  'target groups of different load balancers',
  'another service in the live group',
  'rules of the pair that the inputs leave out',
  'both groups with weight and no test rule named',
  'tasks of blue in a zone that the load balancer does not have',
  'a zonal shift',
  'a test listener that is not there',
  'a revision with problems',
  'a revision without the load balanced container',
  'a revision without the load balanced port',
];

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

  // A plan doesn't know when the job that deploys will end.
  const foreseen = badWorlds.filter(
    ([, , plan]) => plan === null || (plan.command === 'deploy' && plan.timeLimit === null),
  );
  test.each(foreseen)('is found by a plan too: %s', (_name, world, plan) => {
    const request = plan ?? aPlan();
    const planned = problemsOf(aWorld(world), { ...request, command: 'plan' });
    expect(planned).toEqual(problemsOf(aWorld(world), request));
  });

  const separate = badWorlds.filter(([name]) => separateProblems.includes(name));

  test.each(separate)('reports next to any other problem: %s', (name, world, plan, words) => {
    for (const [other, otherWorld, otherPlan, otherWords] of separate) {
      if (!isIndependent([world, plan], [otherWorld, otherPlan])) continue;
      const problems = problemsOf(aWorld({ ...otherWorld, ...world }), plan ?? otherPlan ?? aPlan()).join(
        '\n',
      );
      for (const word of [...words, ...otherWords])
        expect({ name, other, problems }).toMatchObject({
          problems: expect.stringContaining(word) as unknown,
        });
    }
  });

  test('knows each of these problems', () => {
    expect(separate).toHaveLength(separateProblems.length);
  });

  test.each<[string, Partial<World>]>([
    ['a service that is INACTIVE', { service: aService({ status: 'INACTIVE', desiredCount: 0 }) }],
    ['the controller ECS', { service: aService({ controller: 'ECS', desiredCount: 0 }) }],
    [
      'a network load balancer',
      {
        service: aService({ desiredCount: 0 }),
        loadBalancers: [
          { arn: balancer('shop'), type: 'network', dnsName: 'x', isInternal: false, zones: [] },
        ],
      },
    ],
  ])('reports next to %s what is wrong whatever becomes of it', (_name, world) => {
    const source = { kind: 'document', path: 'web.json', content: {}, warnings: [] } as const;
    const candidate = aCandidate({ problems: ['a placeholder'] });
    const problems = problemsOf(aWorld({ ...world, candidate }), aPlan({ revision: { source, images: [] } }));
    expect(problems).toEqual(
      expect.arrayContaining(['a placeholder', expect.stringContaining('desired count of 0')]),
    );
    expect(problems).toHaveLength(3);
  });

  test.each(['image: it is not clear which container of it runs "x"', 'container "api" is not in it: its'])(
    'does not report an unknown container twice: %s',
    (problem) => {
      const containers = [
        { name: 'app', ports: [8080] },
        { name: 'log', ports: [8081] },
      ];
      const candidate = aCandidate({ problems: [problem], containers });
      const request = aPlan({ overrides: { containerName: 'api' } });
      expect(problemsOf(aWorld({ candidate }), request)).toEqual([problem]);
    },
  );

  test('reports the container behind the load balancer next to other problems of a revision', () => {
    const candidate = aCandidate({
      problems: ['a placeholder'],
      containers: [{ name: 'app', ports: [8080] }],
    });
    expect(problemsOf(aWorld({ candidate }))).toEqual([
      'a placeholder',
      expect.stringMatching(
        /^container web, which receives the traffic of the load balancer on blue, is not in/,
      ),
    ]);
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
