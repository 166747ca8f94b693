// /health and /ready, which green is asked in addition where blue answers them.
import { describe, expect, test } from '@jest/globals';
import { evolveProbes } from '../../src/domain/common/probes/evolve-probes.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { bluePathsDue, smokeProbing } from '../../src/domain/task-sets/health/probing.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aCheck } from '../support/health-checks.ts';
import { a, aGreen, aGroup, aMemory, aPlan, aSet, aTarget, aWorld, b } from '../support/worlds.ts';

const usual = aPlan();
const plan: Request = { ...usual, smoke: { ...usual.smoke, paths: [] } };
const taskSets = [aSet(1), aGreen(2)];
const targets = (set: number) => [aTarget(set, 0), aTarget(set, 1)];
const groups = (check = aCheck({ path: '/ping' })) => [
  aGroup(a, { healthCheck: check, targets: targets(1) }),
  aGroup(b, { healthCheck: check, targets: targets(2) }),
];
const world = (changes: Partial<World> = {}): World =>
  aWorld({ taskSets, groups: groups(), candidate: null, ...changes });
const pathsIn = (urls: readonly { readonly url: string }[] | null): readonly string[] =>
  (urls ?? []).map(({ url }) => url.slice(url.lastIndexOf('/')));

const asked = (of = world(), request: Request = plan, bluePaths: readonly string[] | null = null) =>
  pathsIn(bluePathsDue(sceneOf(request, of, aMemory({ bluePaths })))).map((path) =>
    path.replace(/^(\/no-such-path)-.*/, '$1'),
  );
const withPaths: Request = { ...plan, smoke: { ...plan.smoke, paths: ['/mine'] } };
const rollback: Request = { ...plan, command: 'rollback' };
const ofGroups = (changes: Parameters<typeof aGroup>[1]): World =>
  world({ groups: groups().map((group) => ({ ...group, ...changes })) });

describe('blue is asked', () => {
  test('once, at one task, for the usual paths and for one that no app has', () => {
    const requests = bluePathsDue(sceneOf(plan, world(), aMemory()));
    expect(pathsIn(requests)).toEqual(['/health', '/ready', expect.stringMatching(/^\/no-such-path-/)]);
    expect(new Set(requests?.map(({ url }) => new URL(url).host)).size).toBe(1);
    expect(asked(world(), plan, [])).toEqual([]);
  });

  test.each<[string, World, Request, readonly string[]]>([
    [
      'not the path of the health check',
      world({ groups: groups(aCheck({ path: '/ready' })) }),
      plan,
      ['/health', '/no-such-path'],
    ],
    [
      'its path too, if the health check has a port of its own',
      world({ groups: groups(aCheck({ path: '/ready', port: 9000 })) }),
      plan,
      ['/health', '/ready', '/no-such-path'],
    ],
    ['nothing where inputs name paths', world(), withPaths, []],
    ['nothing by a rollback, whose version may be older than the path', world(), rollback, []],
    ['nothing without a blue', world({ taskSets: [aGreen(2)] }), plan, []],
    ['nothing at targets without an address', ofGroups({ targetType: 'instance' }), plan, []],
    ['nothing in HTTP/2', ofGroups({ protocolVersion: 'HTTP2' }), plan, []],
    ['nothing of targets that are not healthy', ofGroups({ targets: [] }), plan, []],
  ])('for %s', (_what, of, request, paths) => {
    expect(asked(of, request)).toEqual(paths);
  });
});

describe('what blue answers', () => {
  const found = (...statuses: readonly (number | null)[]) => {
    const answers = ['/health', '/ready', '/no-such-path-1'].map((path, n) => ({
      ...{ url: `http://10.0.0.1:8080${path}`, codes: '200-299' },
      answer: { status: statuses[n] ?? null, hasConnected: true, ms: 1, error: null, excerpt: '' },
    }));
    const round = { purpose: 'blue-paths', answers, isAskedFor: false, canAskOwn: false, nowMs: 1 } as const;
    return evolveProbes(aMemory(), round).bluePaths;
  };

  test.each<[string, readonly (number | null)[], readonly string[]]>([
    ['both', [200, 204, 404], ['/health', '/ready']],
    ['one, next to a redirect', [302, 200, 404], ['/ready']],
    ['one, where other paths lead to a login', [200, 401, 302], ['/health']],
    ['none, if every path is answered', [200, 200, 200], []],
    ['none, if the made-up path gets no answer', [200, 200, null], []],
    ['none, if the runner reaches no task', [null, null, null], []],
  ])('is %s', (_what, statuses, paths) => {
    expect(found(...statuses)).toEqual(paths);
  });
});

describe('green is asked', () => {
  const probing = (request: Request, bluePaths: readonly string[] | null) =>
    smokeProbing(sceneOf(request, world(), aMemory({ bluePaths })));

  test('at each task, in addition to its health check', () => {
    const { requests } = probing(plan, ['/ready']);
    expect(pathsIn(requests)).toEqual(['/ping', '/ping', '/ready', '/ready']);
    expect(requests?.at(-1)).toMatchObject({ codes: '200-299' });
  });

  test('at each task, too, where the rest goes to a test address', () => {
    const front: Request = { ...plan, smoke: { ...plan.smoke, url: 'https://test.example.com' } };
    expect(pathsIn(probing(front, ['/ready']).requests)).toEqual(['/ping', '/ready', '/ready']);
  });

  test.each([null, []])('nothing else if blue answers none: %j', (bluePaths) => {
    expect(pathsIn(probing(plan, bluePaths).requests)).toEqual(['/ping', '/ping']);
  });
});
