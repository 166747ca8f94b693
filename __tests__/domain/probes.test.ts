import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { describeSmoke, productionProbing, smokeProbing } from '../../src/domain/task-sets/health/probing.ts';

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
  listener,
  ruleArn,
} from '../support/worlds.ts';
import type { HealthCheck, RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { aCheck } from '../support/health-checks.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const targets = [aTarget(2, 0), aTarget(2, 1)];
const world = (changes: Partial<World> = {}): World =>
  aWorld({ taskSets: [aSet(1), aGreen(2)], groups: [aGroup(a), aGroup(b, { targets })], ...changes });
const unasked = aPlan({ smoke: { paths: [] } });
const overTls = { protocol: 'HTTPS' };
const production1 = aRule([[a, 1], [b, 0]]); // prettier-ignore
const testRule = (changes: Partial<RuleView>): RuleView =>
  aRule([[a, 1], [b, 0]], { port: 8443, priority: 5, ...changes }); // prettier-ignore
const byTestRule = (paths: readonly string[]): Request =>
  aPlan({ traffic: { testRule: ruleArn(8443, 5) }, smoke: { paths } });
/** Green's group has this health check. */
const checkedBy = (check: Partial<HealthCheck>, tests: readonly RuleView[] = []): World =>
  world({
    groups: [aGroup(a), aGroup(b, { targets, healthCheck: aCheck(check) })],
    rules: [production1, ...tests],
  });
const probingOf = (request: Request, of: World): ReturnType<typeof smokeProbing> =>
  smokeProbing(sceneOf(request, of, aMemory()));
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
    expect(smoke(unasked)).toContain('http://10.0.2.0:8080/health');
  });

  test.each([
    ['another port', { port: 9090 }, { url: 'http://10.0.2.0:9090/health', codes: '200' }],
    ['TLS', { protocol: 'HTTPS' }, { url: 'https://10.0.2.0:8080/health', certificate: 'any' }],
    ['other codes', { path: '/', codes: '200,302' }, { url: 'http://10.0.2.0:8080/', codes: '200,302' }],
    ['more time', { timeoutSeconds: 20 }, { url: 'http://10.0.2.0:8080/health', timeoutMs: 20_000 }],
  ] as const)('asks targets as a health check with %s does', (_what, check, request) => {
    const probing = probingOf(unasked, checkedBy(check));
    expect(probing.requests?.[0]).toMatchObject({
      headers: { 'user-agent': 'ELB-HealthChecker/2.0 (ecs-blue-green)' },
      ...request,
    });
    expect(probing.isAskedFor).toBe(false);
  });

  test('asks for paths of the inputs at the port and by the protocol of the targets, with any certificate', () => {
    const tls = world({ groups: [aGroup(a), aGroup(b, { ...overTls, targets })] });
    expect(probingOf(aPlan(), tls).requests?.[0]).toMatchObject({
      url: 'https://10.0.2.0:8080/ready',
      codes: '200-299',
      certificate: 'any',
    });
  });

  test.each([
    ['GRPC', 'target group b takes only gRPC, and this action sends HTTP/1.1'],
    ['HTTP2', 'target group b takes only HTTP/2, and this action sends HTTP/1.1'],
  ])('leaves a group of version %s to target health, also behind a test rule', (protocolVersion, why) => {
    const groups = [aGroup(a), aGroup(b, { protocolVersion, targets })];
    expect(smoke(unasked, world({ groups }))).toBe(why);
    const byRule = { ...unasked, traffic: { ...unasked.traffic, testRule: ruleArn(8443, 5) } };
    const probing = probingOf(byRule, world({ groups, rules: [production1, testRule({})] }));
    expect(probing).toEqual({ requests: null, isAskedFor: false, why });
  });

  test('asks by the test address, with its headers', () => {
    const request = aPlan({ smoke: { url: 'https://test.example.com/', headers: { 'x-key': 'k' } } });
    const probing = smokeProbing(sceneOf(request, world(), aMemory()));
    expect(probing.requests).toEqual([
      {
        url: 'https://test.example.com/ready',
        headers: { 'x-key': 'k' },
        timeoutMs: 5000,
        codes: '200-299',
        certificate: 'verified',
      },
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
      {
        url: 'http://shop.example.net:8443/ready',
        headers: { host: 'test.example.com' },
        timeoutMs: 5000,
        codes: '200-299',
        certificate: 'verified',
      },
    ]);
  });

  test('through a test rule passes with the codes of the health check, and by a certificate for any name', () => {
    const of = checkedBy({ path: '/', codes: '200,302' }, [testRule({})]);
    expect(probingOf(byTestRule([]), of)).toMatchObject({
      isAskedFor: true,
      requests: [{ url: 'http://shop.example.net:8443/', codes: '200,302', certificate: 'any-name' }],
    });
  });

  test('asks each path through the test rule that lets it through', () => {
    const rules = [testRule({ paths: ['/app/*'] }), testRule({ priority: 6 })];
    const request = aPlan({
      traffic: { testListener: listener(8443) },
      smoke: { paths: ['/app/ready?deep=1', '/ready'] },
    });
    expect(smoke(request, world({ rules: [production1, ...rules] }))).toEqual([
      'http://shop.example.net:8443/app/ready?deep=1',
      'http://shop.example.net:8443/ready',
    ]);
  });

  test.each([
    [
      'a path condition that the health check is not under',
      testRule({ paths: ['/app/*'] }),
      {},
      'HTTP:8443 path /app/* (rule 5) does not let /health through',
    ],
    [
      'a pattern as its only host',
      testRule({ hosts: ['*.example.com'] }),
      {},
      "the rule's host *.example.com is a pattern",
    ],
    [
      'a condition on a header',
      testRule({ otherConditions: ['http-header'] }),
      {},
      'the rule also requires http-header',
    ],
    [
      'a health check on another port',
      testRule({}),
      { port: 9090 },
      'the health check of target group b uses port 9090, which no listener leads to',
    ],
  ])("asks green's own targets where a test rule has %s", (_what, rule, check, why) => {
    const of = checkedBy(check, [rule]);
    const probing = probingOf(byTestRule([]), of);
    expect(probing.requests?.[0]?.url).toBe(`http://10.0.2.0:${'port' in check ? '9090' : '8080'}/health`);
    // A runner outside of the VPC skips it: the rule is named, but not for what it can't do.
    expect(probing.isAskedFor).toBe(false);
    expect(describeSmoke(sceneOf(byTestRule([]), of, aMemory()))).toContain(`, since ${why}`);
  });

  test('knows a health check that names the port of the targets as one at their own port', () => {
    const of = checkedBy({ port: 8080 }, [testRule({})]);
    expect(smoke(byTestRule([]), of)).toEqual(['http://shop.example.net:8443/health']);
  });

  test.each([
    [
      'a pattern as its only host',
      { hosts: ['*.example.com'] },
      "the rule's host *.example.com is a pattern",
    ],
    ['a condition on a header', { otherConditions: ['http-header'] }, 'the rule also requires http-header'],
  ])('can not be run by a test rule with %s where targets have no address', (_name, changes, why) => {
    const groups = [aGroup(a), aGroup(b, { targetType: 'instance' })];
    const of = world({ groups, rules: [production1, testRule(changes)] });
    expect(smoke(byTestRule(['/ready']), of)).toBe(`${why}; green has no target with an IP address`);
  });

  test('can not be run while the group is not known', () => {
    const unpaired = world({ taskSets: [], groups: [], rules: [] });
    expect(smoke(aPlan({ traffic: { targetGroups: [] } }), unpaired)).toBe(
      "green's target group is not known",
    );
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
          createdAtMs: null,
          endpoint: null,
          ipv6Endpoint: { id: '2001:db8::1', port: 80 },
          zone: null,
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
    expect(production(aPlan(), world({ rules }))).toBe(
      'HTTP:80 path /api/* (rule 3) does not let /ready through',
    );
  });

  test('passes with the codes of the health check, and is left out where that has a port of its own', () => {
    const redirected = checkedBy({ path: '/', codes: '200,302' });
    expect(productionProbing(sceneOf(unasked, redirected, aMemory())).requests).toMatchObject([
      { url: 'http://shop.example.net:80/', codes: '200,302' },
    ]);
    expect(production(unasked, checkedBy({ port: 9090 }))).toContain('uses port 9090');
  });
});
