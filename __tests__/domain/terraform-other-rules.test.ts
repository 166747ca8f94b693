// Rules of a Terraform plan that aren't rules of the service yet, and a service that another controller runs.
import { describe, expect, test } from '@jest/globals';
import { applyLines } from '../../src/domain/common/report/apply.ts';
import type { JsonObject } from '../../src/domain/common/values/json.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { forwardTo, terraformPlan } from '../support/terraform.ts';
import {
  applyOf,
  arnOf,
  created,
  findingsOf,
  gone,
  listenerPlan,
  reset,
  type Resource,
} from '../support/terraform-worlds.ts';
import {
  a,
  aGroup,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  c,
  listener,
  revision,
  ruleArn,
  serviceArn,
} from '../support/worlds.ts';

const hosts = (...values: readonly string[]): JsonObject => ({ host_header: [{ values }] });
const paths = (...values: readonly string[]): JsonObject => ({ path_pattern: [{ values }] });
const header: JsonObject = { http_header: [{ http_header_name: 'x-test', values: ['1'] }] };
const elsewhere = forwardTo({ [c]: 1 });
const fixed = [{ type: 'fixed-response', fixed_response: [{ status_code: '503' }] }];

/** Set 1 serves shop.example.com/api/* from `a` by rule 10, and everything else by the default action. */
const world = aWorld({
  taskSets: [aSet(1)],
  rules: [
    aRule([
      [a, 100],
      [b, 0],
    ]),
    aRule(
      [
        [a, 100],
        [b, 0],
      ],
      { priority: 10, hosts: ['shop.example.com'], paths: ['/api/*'] },
    ),
    aRule([[c, 100]], { priority: 20 }),
  ],
});
type Rule = {
  readonly action: JsonObject['action'];
  readonly priority: number;
  readonly condition?: readonly JsonObject[];
};

const added = (rule: Rule): Resource =>
  created('aws_lb_listener_rule.more', { listener_arn: listener(80), condition: [], ...rule });
const changed = (before: Rule, after: Partial<Rule>): Resource =>
  arnOf('aws_lb_listener_rule.other', ruleArn(80, 20), after, {
    listener_arn: listener(80),
    condition: [],
    ...before,
  });
const other: Rule = { priority: 20, action: elsewhere, condition: [paths('/admin')] };

/** The rules that a change takes requests from, each with whether production moves. */
const takenBy = (resource: Resource, at = world, of?: Request): readonly (readonly [boolean, string])[] =>
  findingsOf(resource, at, of).map(({ movesProduction, sentence }) => [movesProduction, sentence]);
const red = (sentence: string): readonly [boolean, unknown] => [true, expect.stringContaining(sentence)];
const line = (sentence: string): readonly [boolean, unknown] => [false, expect.stringContaining(sentence)];
const ofRule10 = 'before production rule HTTP:80 host shop.example.com path /api/* (rule 10), now 100 % to a';
const ofDefault = 'before production rule HTTP:80 default action, now 100 % to a';

describe('a rule that comes before those of the service', () => {
  test.each<readonly [string, Resource, readonly (readonly [boolean, unknown])[]]>([
    ['takes everything', added({ priority: 1, action: fixed }), [red(ofDefault), red(ofRule10)]],
    [
      'takes every path',
      added({ priority: 1, action: elsewhere, condition: [paths('/*')] }),
      [red(ofDefault), red(ofRule10)],
    ],
    [
      'takes a part of a path',
      added({ priority: 1, action: fixed, condition: [paths('/api/v?/cart')] }),
      [red(ofDefault), red(ofRule10)],
    ],
    [
      'takes the host of a rule',
      added({ priority: 1, action: fixed, condition: [hosts('*.EXAMPLE.com')] }),
      [line(ofDefault), red(ofRule10)],
    ],
    [
      'has another path than a rule',
      added({ priority: 1, action: fixed, condition: [hosts('shop.example.com'), paths('/admin/*')] }),
      [line(ofDefault)],
    ],
    [
      'asks for another host than a rule',
      added({ priority: 1, action: fixed, condition: [hosts('admin.example.com')] }),
      [line('only the requests that its own host, header or query string matches')],
    ],
    [
      'asks for a header too',
      added({ priority: 1, action: fixed, condition: [header, paths('/api/*')] }),
      [line(ofDefault), line(ofRule10)],
    ],
    [
      'has a regular expression',
      added({ priority: 1, action: fixed, condition: [{ path_pattern: [{ regex_values: ['^/x'] }] }] }),
      [red(ofDefault), red(ofRule10)],
    ],
    [
      'comes after a rule, before the default action',
      added({ priority: 50, action: fixed, condition: [paths('/api/*')] }),
      [red(ofDefault)],
    ],
    [
      'knows its conditions only after the apply',
      {
        ...added({ priority: 5, action: fixed, condition: [hosts('admin.example.com')] }),
        unknown: { condition: [{ host_header: [{ values: true }] }] },
      },
      [red(ofDefault), red(ofRule10)],
    ],
    [
      'of another service moves to the front',
      changed(other, { priority: 1, condition: [paths('/*')] }),
      [red(ofDefault), red(ofRule10)],
    ],
    [
      'of another service gets more paths',
      changed({ ...other, priority: 1 }, { condition: [paths('/api/*')] }),
      [red('changes a rule of another service on production listener HTTP:80'), red(ofRule10)],
    ],
    [
      'of another service is replaced by one in front',
      gone(changed(other, { priority: 1, condition: [paths('/api/*')] }), 'delete', 'create'),
      [red(ofDefault), red(ofRule10)],
    ],
    ['of another service gets other weights', changed(other, { action: fixed }), []],
    ['of another service moves to the back', changed({ ...other, priority: 5 }, { priority: 40 }), []],
    ['of another service is deleted', gone(changed({ ...other, priority: 5 }, {}), 'delete'), []],
  ])('%s', (_what, resource, expected) => {
    expect(takenBy(resource)).toEqual(expected);
  });

  test('is counted as of another service if it takes nothing', () => {
    expect(applyOf(terraformPlan([changed(other, { action: fixed })]), world)).toMatchObject({ others: 1 });
  });
});

describe('a rule that leads to the service', () => {
  const toIdle = forwardTo({ [a]: 0, [b]: 100 });
  const toLive = forwardTo({ [a]: 100, [b]: 0 });
  test.each<readonly [string, Resource, readonly [boolean, unknown]]>([
    [
      'moves the requests of a rule to the idle group',
      added({ priority: 1, action: toIdle, condition: [paths('/*')] }),
      red(
        'after an apply 100 % to b (no task set of this service, no healthy targets). Its users would get errors',
      ),
    ],
    [
      'leads new requests to the idle group',
      added({ priority: 15, action: toIdle, condition: [hosts('new.example.com')] }),
      red('Its users would get errors'),
    ],
    [
      'leads tests to the idle group',
      added({ priority: 1, action: toIdle, condition: [header] }),
      line('The next release moves it together with the others'),
    ],
    [
      'sends requests where they go now',
      added({ priority: 1, action: toLive, condition: [paths('/*')] }),
      line('adds a rule for this service to production listener HTTP:80: after an apply 100 % to a'),
    ],
    [
      'was one of another service',
      changed(other, { action: toIdle }),
      red('points a rule to this service on production listener HTTP:80'),
    ],
  ])('%s', (_what, resource, expected) => {
    expect(takenBy(resource)).toEqual([expected]);
  });

  test('moves nobody as long as nothing serves', () => {
    const empty = { ...world, taskSets: [], groups: [aGroup(a), aGroup(b)] };
    expect(takenBy(added({ priority: 15, action: toLive }), empty)).toEqual([line('would get errors')]);
  });
});

describe('a service that another controller still runs', () => {
  const served = aWorld({
    taskSets: [],
    rules: [aRule([[a, 100]])],
    groups: [
      aGroup(a, {
        targets: [
          {
            id: '10.0.0.1',
            port: 80,
            state: 'healthy',
            reason: null,
            description: null,
            isShiftedAway: false,
          },
        ],
      }),
    ],
    service: aService({
      controller: 'ECS',
      otherwise: {
        revision: revision(41),
        attachments: [{ group: a, containerName: 'web', containerPort: 8080 }],
        settings: { launchType: 'FARGATE', capacityProviders: null, network: null },
        unsupported: [],
      },
    }),
  });
  const alone = forwardTo({ [a]: 1 });
  /** Nothing but the service itself names its target group. */
  const unnamed = aPlan({ command: 'plan', traffic: { targetGroups: [] } });
  const seen = (resource: Resource) => takenBy(resource, served, unnamed);

  test.each<readonly [string, Resource, readonly [boolean, unknown]]>([
    [
      'loses its requests to an empty group',
      listenerPlan(alone, forwardTo({ [b]: 1 })),
      red('now 100 % to a (tasks of service shop, 1 healthy target), after an apply 100 % to b'),
    ],
    [
      'loses its target group',
      gone(arnOf('aws_lb_target_group.a', a), 'delete', 'create'),
      red('replaces target group a, which has production traffic'),
    ],
    [
      'loses its listener',
      gone(arnOf('aws_lb_listener.http', listener(80)), 'delete'),
      red('deletes production listener'),
    ],
    [
      'is replaced',
      gone(arnOf('aws_ecs_service.old', serviceArn), 'delete', 'create'),
      red('all its tasks stop'),
    ],
    [
      'is scaled down',
      arnOf('aws_ecs_service.old', serviceArn, { desired_count: 1 }, { desired_count: 2 }),
      red('scales service shop from 2 tasks to 1'),
    ],
    [
      'loses its task definition',
      gone(arnOf('aws_ecs_task_definition.web', revision(41)), 'delete'),
      line('deregisters task definition web:41'),
    ],
    [
      'gets a rule before its own',
      added({ priority: 1, action: fixed, condition: [paths('/*')] }),
      red('It takes over the requests'),
    ],
  ])('%s', (_what, resource, expected) => {
    expect(seen(resource)).toEqual([expected]);
  });

  test('gets a second group in its rule without a move', () => {
    expect(seen(listenerPlan(alone, forwardTo({ [a]: 100, [b]: 0 })))).toEqual([]);
  });
});

test('a service whose target groups are not known is never said to be left alone', () => {
  const unknown = aWorld({ taskSets: [], rules: [aRule([[a, 100]])] });
  const plan = terraformPlan([listenerPlan(reset, elsewhere)]);
  const linesFor = (targetGroups: readonly (typeof a)[]): readonly string[] =>
    applyLines(applyOf(plan, unknown, aPlan({ command: 'plan', traffic: { targetGroups } })));
  expect(linesFor([])).toEqual([
    'the target groups of this service are not known, so no listener and no rule of the plan was checked for it',
    '1 other change of the plan is not about this service, as far as ARNs show',
  ]);
  expect(linesFor([a, b]).join('\n')).not.toContain('not known');
});
