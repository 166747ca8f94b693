import { describe, expect, test } from '@jest/globals';
import { forwardTo, secret } from '../support/terraform.ts';
import {
  arnOf,
  findingsOf,
  gone,
  listenerPlan,
  now,
  reset,
  type Resource,
} from '../support/terraform-worlds.ts';
import { a, b, balancer, group, listener, ruleArn, serviceArn } from '../support/worlds.ts';

describe('an apply that would move production', () => {
  test.each<readonly [string, Resource, string]>([
    [
      'resets the weights of a default action',
      listenerPlan(now, reset),
      'sets the weights of production rule HTTP:80 default action: now 100 % to b (ecs-svc/2 (web:2), 2 healthy targets), ' +
        'after an apply 100 % to a (no task set of this service, no healthy targets). Its users would get errors',
    ],
    [
      'resets the weights of a rule that forwards to one group',
      arnOf(
        'aws_alb_listener_rule.shop',
        ruleArn(443, 10),
        {
          action: [{ type: 'forward', target_group_arn: a, forward: [] }],
        },
        { action: now },
      ),
      'production rule HTTPS:443 (rule 10): now 100 % to b',
    ],
    [
      'splits a rule',
      listenerPlan(now, forwardTo({ [a]: 10, [b]: 90 })),
      'after an apply 10 % to a (no task set of this service, no healthy targets) and 90 % to b (ecs-svc/2 (web:2), 2 healthy ' +
        'targets). That part of its users would get errors',
    ],
    [
      'forwards to a group that it creates',
      {
        ...listenerPlan(now, [{ type: 'forward', forward: [{ target_group: [{ weight: 1 }] }] }]),
        unknown: { default_action: [{ forward: [{ target_group: [{ arn: true }] }] }] },
      },
      'after an apply 100 % to a target group that is known only after the apply. Its users would get errors',
    ],
    [
      'knows its actions only after the apply',
      {
        address: 'aws_lb_listener.https',
        before: { arn: listener(80), default_action: now },
        after: { arn: listener(80) },
        unknown: { default_action: true },
      },
      'a target group that is known only after the apply',
    ],
    [
      'forwards to a group of another service',
      listenerPlan(now, forwardTo({ [group('other')]: 1 })),
      'after an apply 100 % to other, which is not of this service',
    ],
    [
      'redirects instead of forwarding',
      listenerPlan(now, [{ type: 'redirect', redirect: [{ host: secret }] }]),
      'after an apply no request to a target group. Its users would no longer reach the service',
    ],
    [
      'resets weights that have moved since Terraform read them',
      listenerPlan(forwardTo({ [a]: 50, [b]: 50 }), reset),
      'The weights have changed since Terraform read them, so plan again',
    ],
    [
      'deletes a rule',
      gone(arnOf('aws_lb_listener_rule.shop', ruleArn(443, 10)), 'delete'),
      'deletes production rule HTTPS:443 (rule 10): now 100 % to b (ecs-svc/2 (web:2), 2 healthy targets). Its requests go to',
    ],
    [
      'replaces a rule of a module',
      gone(
        arnOf(
          'module.web["eu"].aws_lb_listener_rule.shop[0]',
          ruleArn(443, 10),
          { action: now },
          { action: now },
        ),
        'delete',
        'create',
      ),
      'replaces production rule HTTPS:443 (rule 10)',
    ],
    [
      'changes the condition of a rule',
      arnOf('aws_lb_listener_rule.shop', ruleArn(443, 10), { condition: [{ host_header: [secret] }] }),
      'changes condition of production rule HTTPS:443 (rule 10), so it gets other requests than now',
    ],
    [
      'deletes a listener',
      gone(arnOf('aws_lb_listener.https', listener(443)), 'delete'),
      'deletes production listener HTTPS:443 with all its rules. Its requests fail from then on',
    ],
    [
      'replaces a listener',
      gone(arnOf('aws_lb_listener.https', listener(443)), 'create', 'delete'),
      'replaces production listener HTTPS:443 with all its rules. Its requests fail until it is created again',
    ],
    [
      'changes the port of a listener',
      arnOf('aws_lb_listener.https', listener(443), { port: 444 }, { port: 443 }),
      'changes port of production listener HTTPS:443',
    ],
    [
      'replaces the group that has the traffic',
      gone(arnOf('aws_lb_target_group.web["b"]', b), 'delete', 'create'),
      'replaces target group b, which has production traffic and holds task set ecs-svc/2 (web:2)',
    ],
    [
      'deletes the load balancer',
      gone(arnOf('aws_lb.web', balancer('shop')), 'delete'),
      'deletes the load balancer with all its listeners',
    ],
    [
      'deletes the service',
      gone(arnOf('aws_ecs_service.web', serviceArn), 'delete'),
      'deletes service shop: all its 2 running tasks stop, and its users get errors from then on',
    ],
    [
      'replaces the service',
      gone(arnOf('aws_ecs_service.web', serviceArn), 'delete', 'create'),
      'until a release has created a task set again',
    ],
    [
      'changes the controller of the service',
      arnOf('aws_ecs_service.web', serviceArn, { deployment_controller: [{ type: 'ECS' }] }),
      'changes the deployment controller of service shop',
    ],
    [
      'scales the service to 0',
      arnOf('aws_ecs_service.web', serviceArn, { desired_count: 0 }, { desired_count: 2 }),
      'from 2 tasks to 0: its users get errors',
    ],
    [
      'scales the service down',
      arnOf('aws_ecs_service.web', serviceArn, { desired_count: 1 }, { desired_count: 2 }),
      'from 2 tasks to 1, fewer than production runs now',
    ],
    [
      'changes a listener through a provider that is not known',
      arnOf('awscc_elasticloadbalancingv2_listener.https', listener(443), { port: 444 }),
      "changes production listener HTTPS:443 through a type of resource that this check can't read",
    ],
  ])('%s', (_what, resource, sentence) => {
    const findings = findingsOf(resource);
    expect(findings[0]).toMatchObject({ address: resource.address, movesProduction: true });
    expect(findings[0]?.sentence).toContain(sentence);
    expect(findings[0]?.arn).toBe(resource.before?.['arn']);
  });

  test('changes the service through a provider whose id holds more than its ARN', () => {
    const id = { id: `${serviceArn}|main`, desired_count: 2 };
    const resource = { address: 'awscc_ecs_service.web', before: id, after: { ...id, desired_count: 0 } };
    expect(findingsOf(resource)).toMatchObject([{ arn: serviceArn, movesProduction: true }]);
  });
});
