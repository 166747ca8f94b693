import { describe, expect, test } from '@jest/globals';
import { readTerraformPlan } from '../../src/domain/common/terraform/plan.ts';
import type { Json } from '../../src/domain/common/values/json.ts';
import { forwardTo, secret, terraformPlan } from '../support/terraform.ts';
import {
  applyOf,
  arnOf,
  created,
  findingsOf,
  gone,
  listenerPlan,
  now,
  reset,
  scalingTo,
  type Resource,
} from '../support/terraform-worlds.ts';
import { a, b, balancer, c, listener, revision, ruleArn, serviceArn } from '../support/worlds.ts';

describe('an apply that changes the service without moving production', () => {
  test.each<readonly [string, Resource, string]>([
    [
      'takes the idle group out of a rule',
      listenerPlan(now, forwardTo({ [b]: 1 })),
      'takes target group a out of production rule HTTP:80 default action',
    ],
    [
      'makes a rule sticky',
      listenerPlan(now, forwardTo({ [a]: 0, [b]: 100 }, 600)),
      'sets the stickiness of production rule HTTP:80 default action from 0 s to 600 s',
    ],
    [
      'moves a test rule',
      arnOf('aws_lb_listener.test', listener(8443), { default_action: reset }, { default_action: now }),
      'sets the weights of test rule HTTP:8443 default action',
    ],
    [
      'deletes the test listener',
      gone(arnOf('aws_lb_listener.test', listener(8443)), 'delete'),
      'deletes test listener HTTP:8443',
    ],
    [
      'changes the certificate of a listener',
      arnOf('aws_lb_listener.https', listener(443), { certificate_arn: secret }),
      'changes certificate_arn of production listener HTTPS:443. Its weights stay',
    ],
    [
      'deletes the idle group',
      gone(arnOf('aws_lb_target_group.web["a"]', a), 'delete'),
      'deletes target group a, which has no production traffic. AWS refuses that while a rule holds it',
    ],
    [
      'changes the health check of the live group',
      arnOf('aws_lb_target_group.web["b"]', b, { health_check: [{ path: `/${secret}` }] }),
      'Targets that are healthy now may fail the new health check',
    ],
    [
      'adds a rule before one of the service',
      created('aws_lb_listener_rule.api', {
        listener_arn: listener(443),
        priority: 5,
        condition: [{ host_header: [{ values: [secret] }] }],
        action: forwardTo({ [c]: 1 }),
      }),
      'adds a rule to production listener HTTPS:443 before production rule HTTPS:443 (rule 10)',
    ],
    [
      'adds a rule for the service',
      created('aws_lb_listener_rule.more', {
        listener_arn: listener(443),
        priority: 50,
        action: forwardTo({ [a]: 0, [b]: 1 }),
      }),
      'The next release moves it together with the others',
    ],
    [
      'registers a target',
      created('aws_lb_target_group_attachment.extra', { target_group_arn: b, target_id: secret }),
      'registers a target in b that no task set of this service owns',
    ],
    [
      'creates a task set',
      created('aws_ecs_task_set.web', { service: serviceArn, cluster: 'main' }),
      'which refuses releases while a task set of another tool is there',
    ],
    [
      'scales the service up',
      arnOf('aws_ecs_service.web', serviceArn, { desired_count: 3 }, { desired_count: 2 }),
      'at once, a warm blue included, from 2 tasks to 3. Add desired_count to ignore_changes',
    ],
    ['limits auto scaling to the tasks that run now', scalingTo(2), 'changes max_capacity of auto scaling'],
    [
      'writes what belongs to the task sets',
      arnOf(
        'aws_ecs_service.web',
        serviceArn,
        { task_definition: null, load_balancer: [] },
        { task_definition: revision(2), load_balancer: [{ target_group_arn: b }] },
      ),
      'writes task_definition, load_balancer of service shop, which belong to its task sets',
    ],
    [
      'removes the tags of this action',
      arnOf(
        'aws_ecs_service.web',
        serviceArn,
        { tags_all: { team: 'shop' } },
        { tags_all: { team: 'shop', 'ecs-blue-green:fence': '7:1.1', 'ecs-blue-green:blue': 'x' } },
      ),
      'removes 2 tags in which this action keeps the state of the release',
    ],
    [
      'replaces the task definition that is live',
      gone(arnOf('aws_ecs_task_definition.web', revision(2)), 'create', 'delete'),
      'deregisters task definition web:2, which ecs-svc/2 (web:2) runs',
    ],
    [
      'deregisters the revision that a rollback needs',
      gone(arnOf('aws_ecs_task_definition.web', revision(1)), 'delete'),
      'deregisters task definition web:1, which a rollback may need',
    ],
    [
      'deletes the auto scaling target',
      gone(
        { address: 'aws_appautoscaling_target.web', before: { id: 'x', resource_id: 'service/main/shop' } },
        'delete',
      ),
      'the desired count is no longer scaled',
    ],
    [
      'changes the load balancer',
      arnOf('aws_lb.web', balancer('shop'), { security_groups: [secret] }),
      'changes security_groups of the load balancer',
    ],
  ])('%s', (_what, resource, sentence) => {
    const findings = findingsOf(resource);
    expect(findings.map(({ movesProduction }) => movesProduction)).not.toContain(true);
    expect(findings.map((finding) => finding.sentence).join('\n')).toContain(sentence);
  });
});

describe('an apply without effect on the service', () => {
  test.each<readonly [string, Resource]>([
    ['changes nothing', gone(arnOf('aws_lb_listener.https', listener(443), {}), 'no-op')],
    ['only reads', gone(arnOf('data.aws_lb_listener.https', listener(443), {}), 'read')],
    ['forgets a resource without deleting it', gone(arnOf('aws_lb_listener.https', listener(443)), 'forget')],
    ['changes tags of a listener', listenerPlan(now, now, { tags: { team: 'x' } })],
    ['writes the weights that are live', listenerPlan(reset, now)],
    [
      'keeps the task definition that it replaces',
      gone(
        arnOf('aws_ecs_task_definition.web', revision(2), null, { skip_destroy: true }),
        'delete',
        'create',
      ),
    ],
    ['changes a rule of another service', gone(arnOf('aws_lb_listener_rule.c', ruleArn(443, 20)), 'delete')],
    [
      'changes a service of the same name elsewhere',
      gone(arnOf('aws_ecs_service.web', `${serviceArn}-b`), 'delete'),
    ],
    [
      'adds a rule behind those of the service',
      created('aws_lb_listener_rule.api', {
        listener_arn: listener(443),
        priority: 30,
        action: forwardTo({ [c]: 1 }),
      }),
    ],
  ])('%s', (_what, resource) => {
    expect(findingsOf(resource)).toEqual([]);
  });

  test('is counted, and an incomplete plan is reported', () => {
    const other = gone(arnOf('aws_s3_bucket.logs', 'arn:aws:s3:::logs'), 'delete');
    expect(applyOf(terraformPlan([other]))).toEqual({
      findings: [],
      others: 1,
      isPartial: false,
      knowsGroups: true,
      neighbors: [],
      withoutTestRule: [],
      unjudged: [],
    });
    expect(applyOf(terraformPlan([], { complete: false }))).toEqual({
      findings: [],
      others: 0,
      isPartial: true,
      knowsGroups: true,
      neighbors: [],
      withoutTestRule: [],
      unjudged: [],
    });
  });
});

test('a finding shows nothing of the plan but addresses, ARNs and weights', () => {
  const resources = [
    listenerPlan(now, [{ type: 'fixed-response', fixed_response: [{ message_body: secret }] }]),
    arnOf(
      'aws_lb_listener_rule.shop',
      ruleArn(443, 10),
      {
        condition: [{ http_header: [{ values: [secret] }] }],
        action: forwardTo({ [secret]: 1 }),
      },
      { action: now },
    ),
    gone(arnOf('aws_ecs_service.web', serviceArn, { tags_all: { [secret]: secret } }), 'update'),
  ];
  const plan = applyOf(terraformPlan(resources));
  expect(plan.findings.length).toBeGreaterThan(2);
  expect(JSON.stringify(plan)).not.toContain(secret);
});

describe('a file that is not a plan', () => {
  test.each<readonly [string, Json, string]>([
    ['a list', [], 'has no format_version'],
    ['text', 'plan', 'has no format_version'],
    ['an object of something else', { version: 4 }, 'has no format_version'],
    ['a plan of a later version', { format_version: '2.0', resource_changes: [] }, 'format_version 2.0'],
    ['a plan of Terraform 0.12', { format_version: '0.1', resource_changes: [] }, 'format_version 0.1'],
    ['a version that is a secret', { format_version: secret }, 'format_version of another tool'],
    [
      'a plan that Terraform could not finish',
      { format_version: '1.2', errored: true, resource_changes: [] },
      'could not finish',
    ],
    ['a state', { format_version: '1.0', values: {} }, 'is a state, not a plan'],
    // What can't be read must not count as no change.
    ...[
      'x',
      { a: 1 },
      [null],
      [7],
      [{ change: null }],
      [{ change: {} }],
      [{ change: { actions: 'delete' } }],
      [{ change: { actions: [null] } }],
    ].map(
      (changes) =>
        [
          `changes of another form: ${JSON.stringify(changes)}`,
          { format_version: '1.2', resource_changes: changes },
          'would go unchecked',
        ] as const,
    ),
  ])('such as %s is refused', (_what, json, problem) => {
    expect(readTerraformPlan(json)).toEqual({ problem: expect.stringContaining(problem) });
  });

  test('but has members of wrong types is read as far as it goes', () => {
    const odd = [
      { address: 7, type: [], change: { actions: ['delete'], before: [], after: 'x' } },
      {
        change: { actions: ['update'], before: { arn: listener(80), default_action: [null, 3] }, after: {} },
      },
    ];
    const apply = applyOf({ format_version: '1.0', resource_changes: odd });
    expect(apply.findings.length + apply.others).toBe(2);
  });

  test('but has an action that Terraform does not have yet counts as an update', () => {
    const change = { address: 'aws_lb_listener.http', type: 'aws_lb_listener' };
    const state = { arn: listener(80), port: 80 };
    const kindFor = (...actions: readonly string[]): string | undefined => {
      const json = {
        format_version: '1.2',
        resource_changes: [{ ...change, change: { actions, before: state, after: state } }],
      };
      const reading = readTerraformPlan(json);
      return 'plan' in reading ? reading.plan.changes[0]?.kind : reading.problem;
    };
    expect([kindFor('rebuild'), kindFor('no-op', 'rebuild')]).toEqual(['update', 'update']);
    expect([kindFor('no-op'), kindFor('read'), kindFor('forget'), kindFor()]).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});
