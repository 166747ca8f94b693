import { describe, expect, test } from '@jest/globals';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { evolveProbes } from '../../src/domain/common/probes/evolve-probes.ts';
import { productionProbing, smokeProbing } from '../../src/domain/task-sets/health/probing.ts';

import type { World } from '../../src/domain/task-sets/model/world.ts';
import {
  a,
  aGreen,
  aGroup,
  aMemory,
  aPlan,
  aRule,
  aSet,
  aTarget,
  aWorld,
  b,
  noon,
  ruleArn,
} from '../support/worlds.ts';
import type { ProbePurpose } from '../../src/domain/common/run/step.ts';
import type { ProbeAnswer } from '../../src/domain/common/probes/probe-memory.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const targets = [aTarget(2, 0), aTarget(2, 1)];
const world = (changes: Partial<World> = {}): World =>
  aWorld({ taskSets: [aSet(1), aGreen(2)], groups: [aGroup(a), aGroup(b, { targets })], ...changes });
const urls = (probing: ReturnType<typeof smokeProbing>): readonly string[] | string =>
  probing.requests?.map(({ url }) => url) ?? ('why' in probing ? probing.why : '');
const smoke = (request: Request, of = world()): readonly string[] | string =>
  urls(smokeProbing(sceneOf(request, of, aMemory())));
const production = (request: Request, of = world()): readonly string[] | string =>
  urls(productionProbing(sceneOf(request, of, aMemory())));

describe('the smoke test', () => {
  test('asks every target of green for every path where no test rule is named', () => {
    expect(smoke(aPlan({ smoke: { paths: ['/a', '/b'] } }))).toEqual([
      'http://10.0.2.0:8080/a',
      'http://10.0.2.0:8080/b',
      'http://10.0.2.1:8080/a',
      'http://10.0.2.1:8080/b',
    ]);
  });

  test("asks for the target group's own health path when none is given", () => {
    expect(smoke(aPlan({ smoke: { paths: [] } }))).toContain('http://10.0.2.0:8080/health');
  });

  test('asks by the test address, with its headers', () => {
    const request = aPlan({ smoke: { url: 'https://test.example.com/', headers: { 'x-key': 'k' } } });
    const probing = smokeProbing(sceneOf(request, world(), aMemory()));
    expect(probing.requests).toEqual([
      { url: 'https://test.example.com/ready', headers: { 'x-key': 'k' }, timeoutMs: 5000 },
    ]);
  });

  test("asks by the test rule, with the rule's host", () => {
    const rule = aRule(
      [
        [a, 1],
        [b, 0],
      ],
      { port: 8443, priority: 5, hosts: ['*.example.com', 'test.example.com'] },
    );
    const request = aPlan({ traffic: { testRule: ruleArn(8443, 5) } });
    const probing = smokeProbing(
      sceneOf(
        request,
        world({
          rules: [
            aRule([
              [a, 1],
              [b, 0],
            ]),
            rule,
          ],
        }),
        aMemory(),
      ),
    );
    expect(probing.requests).toEqual([
      { url: 'http://shop.example.net:8443/ready', headers: { host: 'test.example.com' }, timeoutMs: 5000 },
    ]);
  });

  test.each([
    [
      'a pattern as its only host',
      { hosts: ['*.example.com'] },
      "the rule's host *.example.com is a pattern",
    ],
    ['a condition on a header', { otherConditions: ['http-header'] }, 'the rule also requires http-header'],
  ])('can not be run by a test rule with %s', (_name, changes, why) => {
    const rule = aRule(
      [
        [a, 1],
        [b, 0],
      ],
      { port: 8443, priority: 5, ...changes },
    );
    const request = aPlan({ traffic: { testRule: ruleArn(8443, 5) } });
    expect(
      smoke(
        request,
        world({
          rules: [
            aRule([
              [a, 1],
              [b, 0],
            ]),
            rule,
          ],
        }),
      ),
    ).toBe(why);
  });

  test('can not be run at targets without an address', () => {
    const instances = world({ groups: [aGroup(a), aGroup(b, { targetType: 'instance' })] });
    expect(smoke(aPlan(), instances)).toBe('green has no target with an IP address');
  });

  test('puts an IPv6 address into brackets', () => {
    const green = aGreen(2, {
      tasks: [
        {
          arn: 't',
          lastStatus: 'RUNNING',
          endpoint: null,
          ipv6Endpoint: { id: '2001:db8::1', port: 80 },
          images: [],
        },
      ],
    });
    const six = [{ ...aTarget(2, 0), id: '2001:db8::1', port: 80 }];
    const of = world({ taskSets: [aSet(1), green], groups: [aGroup(a), aGroup(b, { targets: six })] });
    expect(smoke(aPlan(), of)).toEqual(['http://[2001:db8::1]:80/ready']);
  });
});

describe('the probe of production', () => {
  test('asks the named address, the listener, or the host of the rule', () => {
    expect(production(aPlan({ bake: { probeUrl: 'https://shop.example.com' } }))).toEqual([
      'https://shop.example.com/ready',
    ]);
    expect(production(aPlan())).toEqual(['http://shop.example.net:80/ready']);
  });

  test('leaves out paths that the rule does not let through', () => {
    const rules = [
      aRule(
        [
          [a, 1],
          [b, 0],
        ],
        { priority: 3, paths: ['/api/*'] },
      ),
    ];
    expect(production(aPlan({ smoke: { paths: ['/api/ready', '/ready'] } }), world({ rules }))).toEqual([
      'http://shop.example.net:80/api/ready',
    ]);
    expect(production(aPlan(), world({ rules }))).toBe('no health path matches /api/*');
  });
});

const answer = (status: number | null): ProbeAnswer => ({
  status,
  ms: 3,
  error: status === null ? 'refused' : null,
  excerpt: 'oh',
});
function after(
  purpose: ProbePurpose,
  rounds: readonly (readonly (number | null)[])[],
  request = aPlan(),
): Memory {
  return rounds.reduce((memory, statuses, round) => {
    const answers = statuses.map((status) => ({ url: 'http://x/', answer: answer(status) }));
    return { ...memory, ...evolveProbes(request, memory, { purpose, answers, nowMs: noon + round }) };
  }, aMemory());
}

describe('rounds of probes', () => {
  test('pass only when every request of the round got a 2xx', () => {
    expect(after('smoke', [[200, 204], [200]]).smoke).toMatchObject({
      passesInRow: 2,
      failuresInRow: 0,
      lastFailure: null,
    });
    expect(after('smoke', [[200], [200, 302]]).smoke).toMatchObject({
      passesInRow: 0,
      failuresInRow: 1,
      lastFailure: 'http://x/ answered 302: oh',
    });
  });

  test('that nobody asked for are skipped when green can not be reached at the first try', () => {
    const unasked = aPlan({ smoke: { paths: [] } });
    expect(after('smoke', [[null]], unasked).smoke.isSkipped).toBe(true);
    expect(after('smoke', [[null]]).smoke.isSkipped).toBe(false);
    expect(after('smoke', [[500], [null]], unasked).smoke.isSkipped).toBe(false);
  });

  test('on blue may judge green after one pass, and never after three failures', () => {
    expect(after('baseline', [[500], [200]]).baseline.verdict).toBe('passed');
    expect(after('baseline', [[500], [null]]).baseline.verdict).toBe('unknown');
    expect(after('baseline', [[500], [null], [403]]).baseline.verdict).toBe('unusable');
  });

  test('in the bake count failures in a row', () => {
    expect(after('bake', [[500], [200], [500], [500]]).bakeProbe.failuresInRow).toBe(2);
  });
});
