import { describe, expect, test } from '@jest/globals';
import { matchRule, pickGroup, targetsInService, targetsOfNode } from '../../sandbox/proxy/routing.ts';
import type { ProxyTarget } from '../../sandbox/proxy/data-plane.ts';
import { forwardRule, usual } from '../support/proxy-world.ts';

const target = (port: number, state: ProxyTarget['state']): ProxyTarget => ({
  ...{ id: '127.0.0.1', port, state },
  ...usual,
});

describe('matching a rule', () => {
  const shop = forwardRule([1, 0], {
    ruleArn: 'shop',
    priority: 1,
    hosts: ['*.shop.example', 'shop?.example'],
  });
  const api = forwardRule([1, 0], { ruleArn: 'api', priority: 2, paths: ['/api/*'] });
  const rest = forwardRule([1, 0], { ruleArn: 'rest' });
  const match = (host: string, url: string): string | undefined =>
    matchRule([shop, api, rest], host, url)?.ruleArn;

  test('takes the first that matches, the default rule last', () => {
    expect(match('www.shop.example', '/api/x')).toBe('shop');
    expect(match('other.example', '/api/x')).toBe('api');
    expect(match('other.example', '/')).toBe('rest');
  });

  test('ignores case and port of the host', () => {
    expect(match('WWW.Shop.Example:8080', '/')).toBe('shop');
    expect(match('shop1.example', '/')).toBe('shop');
    expect(match('shop12.example', '/')).toBe('rest');
  });

  test('respects the case of the path and ignores the query', () => {
    expect(match('x', '/API/x')).toBe('rest');
    expect(match('x', '/?next=/api/x')).toBe('rest');
    expect(match('x', '/api/x?y=z')).toBe('api');
  });

  test('takes every other character of a pattern literally', () => {
    const dotted = forwardRule([1, 0], { hosts: ['a.b+c.example'] });
    expect(matchRule([dotted], 'aXb+c.example', '/')).toBeNull();
    expect(matchRule([dotted], 'a.b+c.example', '/')).toBe(dotted);
  });
});

describe('picking a group', () => {
  const groups = forwardRule([90, 10]).groups;

  test('gives each group its share of the weights', () => {
    const picked = Array.from({ length: 100 }, (_, i) => pickGroup(groups, i / 100));
    expect(picked.filter((arn) => arn === 'green')).toHaveLength(10);
  });

  test('never picks a group of weight 0, and none when all are 0', () => {
    expect(pickGroup(forwardRule([0, 5]).groups, 0)).toBe('green');
    expect(pickGroup(forwardRule([5, 0]).groups, 0.999)).toBe('blue');
    expect(pickGroup(forwardRule([0, 0]).groups, 0.5)).toBeNull();
  });
});

describe('targets in service', () => {
  test('are the healthy ones while there is one', () => {
    const healthy = target(1, 'healthy');
    expect(targetsInService([healthy, target(2, 'unhealthy'), target(3, 'initial')])).toEqual([healthy]);
  });

  test('are all registered ones when none is healthy, but never those draining or unused', () => {
    const left = [target(1, 'unhealthy'), target(2, 'initial'), target(3, 'unavailable')];
    expect(targetsInService([...left, target(4, 'draining'), target(5, 'unused')])).toEqual(left);
  });
});

describe('the targets of a node', () => {
  const inA = target(1, 'healthy');
  const inB = { ...target(2, 'healthy'), zone: 'b' };
  const reached = (
    nth: number,
    { isCrossZone = true, shiftedAway = null as string | null, targets = [inA, inB] } = {},
  ): readonly number[] =>
    targetsOfNode(targets, { zones: ['a', 'b'], shiftedAway }, { nth, isCrossZone }).map(({ port }) => port);

  test('are in every zone', () => {
    expect([reached(0), reached(1)]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  test('are in its own zone where cross-zone load balancing is off', () => {
    expect([0, 1, 2].map((nth) => reached(nth, { isCrossZone: false }))).toEqual([[1], [2], [1]]);
    expect(reached(1, { isCrossZone: false, targets: [inA] })).toEqual([]);
  });

  test('are not in a zone that a shift keeps traffic away from, unless there are no others', () => {
    expect([0, 1].map((nth) => reached(nth, { shiftedAway: 'b' }))).toEqual([[1], [1]]);
    expect([0, 1].map((nth) => reached(nth, { shiftedAway: 'b', isCrossZone: false }))).toEqual([[1], [1]]);
    expect(reached(0, { shiftedAway: 'b', targets: [inB] })).toEqual([2]);
  });
});
