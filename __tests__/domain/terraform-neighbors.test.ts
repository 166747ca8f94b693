// Changes of a Terraform plan that are about other services of this action than the one of the inputs.
import { describe, expect, test } from '@jest/globals';
import {
  applyLines,
  applyProblems,
  applyWarnings,
  type PlannedApply,
} from '../../src/domain/common/report/apply.ts';
import { arn, type ServiceArn } from '../../src/domain/common/values/arn.ts';
import type { Neighbors, SetTags, World } from '../../src/domain/task-sets/model/world.ts';
import { forwardTo, secret, terraformPlan } from '../support/terraform.ts';
import { applyOf, arnOf, gone, type Resource } from '../support/terraform-worlds.ts';
import {
  a,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  balancer,
  group,
  groupsFor,
  listener,
  ruleArn,
  serviceArn,
} from '../support/worlds.ts';

const [blue, green] = [group('api-a'), group('api-b')];
const apiArn: ServiceArn = arn(serviceArn.replace('/main/shop', '/jobs/api'));
const own = aRule([
  [a, 100],
  [b, 0],
]);
const ofApi = aRule(
  [
    [blue, 100],
    [green, 0],
  ],
  { priority: 10, paths: ['/api/*'] },
);
const apiSet = aSet(7, { group: blue, tags: { release: '90-api' } });
/** Shares the listener of service shop, in another cluster. */
const api = aWorld({
  service: aService({ arn: apiArn, name: 'api', cluster: 'jobs' }),
  taskSets: [apiSet],
  rules: [own, ofApi],
  groups: groupsFor([apiSet], [blue, green]),
});
const seenWith = (neighbors: Partial<Neighbors>): World =>
  aWorld({ rules: [own, ofApi], neighbors: { worlds: [], unread: [], ...neighbors } });

const denied = { what: 'other services of cluster main', why: 'ecs:ListServices: AccessDeniedException' };
const reset: Resource = arnOf(
  'module.api["eu"].aws_lb_listener_rule.api',
  ruleArn(80, 10),
  { action: forwardTo({ [blue]: 0, [green]: 100 }), condition: [{ path_pattern: [{ values: ['/api/*'] }] }] },
  { action: forwardTo({ [blue]: 100, [green]: 0 }), condition: [{ path_pattern: [{ values: ['/api/*'] }] }] },
);

describe('an apply that is about another service of this action', () => {
  test.each<readonly [string, Resource, string]>([
    [
      'resets a rule of it',
      reset,
      'sets the weights of production rule HTTP:80 path /api/* (rule 10): now 100 % to api-a (ecs-svc/7 (web:7), 2 healthy ' +
        'targets), after an apply 100 % to api-b (no task set of this service, no healthy targets). Its users would get errors',
    ],
    [
      'replaces its target group',
      gone(arnOf('aws_lb_target_group.api', blue), 'delete', 'create'),
      'replaces target group api-a, which has production traffic',
    ],
    [
      'deletes it',
      gone(arnOf('aws_ecs_service.api', apiArn), 'delete'),
      'deletes service api: all its 2 running tasks stop',
    ],
    [
      'scales it down',
      arnOf('aws_ecs_service.api', apiArn, { desired_count: 1 }, { desired_count: 2 }),
      'scales every task set of service api at once, a warm blue included, from 2 tasks to 1, fewer than production runs now',
    ],
    [
      'limits its auto scaling',
      {
        address: 'aws_appautoscaling_target.api',
        before: { resource_id: 'service/jobs/api', max_capacity: 5 },
        after: { resource_id: 'service/jobs/api', max_capacity: 1 },
      },
      'limits service api to 1 task',
    ],
  ])('%s is red, and names that service', (_what, resource, sentence) => {
    const apply = applyOf(terraformPlan([resource]), seenWith({ worlds: [api] }));
    expect(apply.findings).toMatchObject([
      { address: resource.address, service: { cluster: 'jobs', service: 'api' }, movesProduction: true },
    ]);
    const [line = ''] = applyProblems(apply);
    expect(line).toContain(`: for service api in cluster jobs: ${sentence}`);
    expect(apply.others).toBe(0);
    expect(JSON.stringify(apply)).not.toContain(secret);
  });

  test('is reported for each service that the same resource serves', () => {
    const plan = terraformPlan([gone(arnOf('aws_lb_listener.http', listener(80)), 'delete')]);
    const { findings } = applyOf(plan, seenWith({ worlds: [api] }));
    expect(
      findings.map(({ service, movesProduction }) => [service?.service ?? null, movesProduction]),
    ).toEqual([
      [null, true],
      ['api', true],
    ]);
  });

  test('is not about the service of the inputs, whose traffic stays', () => {
    const apply = applyOf(terraformPlan([reset]), seenWith({}));
    expect(apply.findings).toEqual([]);
    expect(apply.others).toBe(1);
  });

  test('counts what is about none of the services, and names these', () => {
    const plan = terraformPlan([reset, gone(arnOf('aws_s3_bucket.logs', 'arn:aws:s3:::logs'), 'delete')]);
    expect(applyLines(applyOf(plan, seenWith({ worlds: [api] }))).at(-1)).toBe(
      '1 other change of the plan is not about this service or service api in cluster jobs, as far as ARNs show',
    );
  });
});

describe('a test rule of another service', () => {
  const toTests = arnOf(
    'aws_lb_listener_rule.tests',
    ruleArn(9443, 5),
    { action: forwardTo({ [blue]: 100, [green]: 0 }) },
    { action: forwardTo({ [blue]: 0, [green]: 100 }) },
  );
  const ofTests = aRule(
    [
      [blue, 0],
      [green, 100],
    ],
    { priority: 5, port: 9443 },
  );
  const apiWith = (tags: SetTags): PlannedApply => {
    const set = { ...apiSet, tags: { ...apiSet.tags, ...tags } };
    const world = { ...api, taskSets: [set], rules: [...api.rules, ofTests] };
    return applyOf(terraformPlan([toTests]), seenWith({ worlds: [world] }));
  };
  const assumed =
    'no test rule of service api in cluster jobs is known, so all its rules count as production';

  test('that its last release named moves no users', () => {
    const apply = apiWith({ 'test-rule': ruleArn(9443, 5) });
    expect(apply.findings).toMatchObject([{ movesProduction: false }]);
    expect(applyLines(apply).join()).not.toContain(assumed);
  });

  test('that no release named counts as production, and the report says so', () => {
    const apply = apiWith({});
    expect(apply.findings).toMatchObject([{ movesProduction: true }]);
    expect(applyLines(apply)).toContain(assumed);
  });

  test('does not matter to an apply that changes none of its rules', () => {
    const stop = arnOf('aws_ecs_service.api', apiArn, { desired_count: 0 }, { desired_count: 2 });
    const apply = applyOf(terraformPlan([stop]), seenWith({ worlds: [api] }));
    expect(apply.findings).toMatchObject([{ movesProduction: true }]);
    expect(applyLines(apply).join()).not.toContain(assumed);
  });
});

describe('what could not be judged', () => {
  const warningsOf = (resources: readonly Resource[], neighbors: Partial<Neighbors>): readonly string[] =>
    applyWarnings(applyOf(terraformPlan(resources), seenWith(neighbors)));
  const bucket = gone(arnOf('aws_s3_bucket.logs', 'arn:aws:s3:::logs'), 'delete');

  test('is one warning with the changes that may be about it', () => {
    const unread = [
      denied,
      { what: 'service api in cluster jobs', why: 'ecs:DescribeTaskSets: AccessDeniedException' },
    ];
    expect(warningsOf([reset, bucket], { unread })).toEqual([
      'not judged for other services of cluster main (ecs:ListServices: AccessDeniedException) and service api in cluster ' +
        'jobs (ecs:DescribeTaskSets: AccessDeniedException). These changes may be about them: ' +
        `module.api["eu"].aws_lb_listener_rule.api (${ruleArn(80, 10)})`,
    ]);
  });

  test('lists twenty changes and counts the rest', () => {
    const many = Array.from({ length: 22 }, (_, n) =>
      gone(arnOf(`aws_lb_listener_rule.r${String(n)}`, ruleArn(80, 100 + n)), 'delete'),
    );
    const [warning = ''] = warningsOf(many, { unread: [denied] });
    expect(warning).toContain('aws_lb_listener_rule.r19');
    expect(warning).not.toContain('aws_lb_listener_rule.r20');
    expect(warning).toMatch(/ and 2 more$/);
  });

  test('names each reason once, and five of the clusters', () => {
    const unread = Array.from({ length: 7 }, (_, n) => ({
      ...denied,
      what: `other services of cluster c${String(n)}`,
    }));
    const [warning = ''] = warningsOf([reset], { unread });
    expect(warning).toContain(
      'other services of cluster c4 and 2 more (ecs:ListServices: AccessDeniedException)',
    );
    expect(warning.match(/AccessDenied/g)).toHaveLength(1);
  });

  test('is what is in another account or region', () => {
    const elsewhere = ruleArn(80, 10).replace(/^(arn:aws:\w+):[\w-]+:/, '$1:ap-south-1:');
    expect(warningsOf([arnOf('aws_lb_listener_rule.far', elsewhere), bucket], {})).toEqual([
      `not judged for services of another account or region. These changes may be about them: aws_lb_listener_rule.far (${elsewhere})`,
    ]);
  });

  test.each<readonly [string, Resource]>([
    ['the service of the inputs', arnOf('aws_ecs_service.web', serviceArn, { desired_count: 3 })],
    ['one of its target groups', arnOf('aws_lb_target_group.web', a, { slow_start: 30 })],
    ['nothing of load balancers and ECS', bucket],
  ])('is no change of %s', (_what, resource) => {
    const [warning = ''] = warningsOf([resource, reset], { unread: [denied] });
    expect(warning).not.toContain(resource.address);
    expect(warning).toContain(reset.address);
  });

  test.each<readonly [string, Resource]>([
    ['a listener that they share', arnOf('aws_lb_listener.http', listener(80), { port: 81 })],
    ['the load balancer', arnOf('aws_lb.shop', balancer('shop'), { internal: true })],
  ])('may be a change of %s', (_what, resource) => {
    expect(warningsOf([resource], { unread: [denied] })).toEqual([expect.stringContaining(resource.address)]);
  });
});
