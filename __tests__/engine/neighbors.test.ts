// Which other services plan observes for a Terraform plan, and what it notes if it can't.
import { describe, expect, test } from '@jest/globals';
import { readTerraformPlan } from '../../src/domain/common/terraform/plan.ts';
import { arn, type ServiceArn, type TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { ListedService } from '../../src/domain/task-sets/model/world.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { withNeighbors } from '../../src/engine/neighbors.ts';
import { PortError } from '../../src/errors.ts';
import { warm } from '../support/commands.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { forwardTo, terraformPlan } from '../support/terraform.ts';
import { arnOf, created, gone, type Resource } from '../support/terraform-worlds.ts';
import {
  aMemory,
  aPlan,
  aService,
  aSet,
  balancer,
  group,
  listener,
  revision,
  ruleArn,
  serviceArn,
} from '../support/worlds.ts';

const named = (cluster: string, name: string): ServiceArn =>
  arn(serviceArn.replace('/main/shop', `/${cluster}/${name}`));

const listed = (cluster: string, name: string, where: TargetGroupArn): ListedService => ({
  service: aService({ arn: named(cluster, name), cluster, name }),
  sets: [aSet(1, { group: where, taskDefinition: arn(revision(1).replace('/web:', `/${name}:`)) })],
});
const clusters: Readonly<Record<string, readonly ListedService[]>> = {
  main: [
    listed('main', 'shop', group('a')),
    listed('main', 'api', group('api')),
    listed('main', 'other', group('other')),
  ],
  jobs: [listed('jobs', 'shop', group('jobs')), listed('jobs', 'away', group('away'))],
  hidden: [listed('hidden', 'far', group('far'))],
};
/** Each group is behind a load balancer of its name, but shop and api share one. */
const balancerOf = (of: TargetGroupArn): string => (/targetgroup\/(a|api)\//.test(of) ? 'shop' : 'elsewhere');

const denied = (action: string, resource: string): PortError =>
  new PortError({ kind: 'denied', action, resource, code: 'AccessDeniedException', message: 'no' });

interface Account {
  /** The clusters can't be listed. */
  readonly isUnlisted?: boolean;
  /** The services of these can't be listed. */
  readonly unlisted?: readonly string[];
  readonly unreadable?: readonly string[];
}

async function neighborsFor(resources: readonly Resource[] | null, account: Account = {}) {
  const aws = warm();
  const [asked, observed]: [string[], string[]] = [[], []];
  const reading = resources === null ? null : readTerraformPlan(terraformPlan(resources));
  const terraform = reading !== null && 'plan' in reading ? reading.plan : null;
  const plain = aPlan({ command: 'plan' });
  const request = { ...plain, goal: { ...plain.goal, terraformPlan: terraform } };
  const observe = withNeighbors(
    createObserver(fakePorts(aws, '1-shop'), request),
    {
      services: {
        clusters: () =>
          account.isUnlisted === true
            ? Promise.reject(denied('ecs:ListClusters', 'all clusters'))
            : Promise.resolve(Object.keys(clusters)),
        externalServices: (cluster) => {
          asked.push(cluster);
          return account.unlisted?.includes(cluster) === true
            ? Promise.reject(denied('ecs:ListServices', cluster))
            : Promise.resolve({ services: clusters[cluster] ?? [], unread: [] });
        },
      },
      loadBalancer: {
        readListedGroups: (groups) =>
          Promise.resolve(
            groups.map((one) => ({ arn: one, loadBalancers: [balancer(balancerOf(one))] }) as never),
          ),
      },
      portsFor: ({ cluster, service, traffic, release }) => {
        observed.push(`${cluster}/${service}`);
        expect(traffic).toMatchObject({ productionRules: [], targetGroups: [], testRule: null });
        const ports = fakePorts(aws, release.id);
        if (account.unreadable?.includes(service) === true) ports.readFault = () => 'denied';
        return ports;
      },
    },
    request,
  );
  const world = await observe(aMemory());
  expect((await observe(aMemory())).neighbors).toEqual(world.neighbors);
  return { asked: asked.toSorted(), observed, neighbors: world.neighbors };
}

const rule = arnOf('aws_lb_listener_rule.api', ruleArn(443, 77), { action: forwardTo({ [group('x')]: 1 }) });

describe('for a Terraform plan', () => {
  test.each<readonly [string, Resource, readonly string[]]>([
    ['a rule of the same load balancer', rule, ['main/api']],
    ['the listener that they share', arnOf('aws_lb_listener.http', listener(80), { port: 81 }), ['main/api']],
    [
      'a rule that it adds to their listener',
      created('aws_lb_listener_rule.new', { listener_arn: listener(443), priority: 1 }),
      ['main/api'],
    ],
    [
      'a target group',
      arnOf('aws_lb_target_group.other', group('other'), { slow_start: 30 }),
      ['main/other'],
    ],
    [
      'a target group that only a service of another cluster uses',
      arnOf('aws_lb_target_group.far', group('far'), { slow_start: 30 }),
      ['hidden/far'],
    ],
    [
      'a rule that is to forward to it',
      created('aws_lb_listener_rule.new', { action: forwardTo({ [group('other')]: 1 }) }),
      ['main/other'],
    ],
    [
      'an older revision of its task definition',
      gone(arnOf('aws_ecs_task_definition.api', revision(9).replace('/web:', '/api:')), 'delete'),
      ['main/api'],
    ],
    [
      'a service of another cluster',
      arnOf('aws_ecs_service.away', named('jobs', 'away'), { desired_count: 1 }),
      ['jobs/away'],
    ],
    [
      'a service of the same name in another cluster',
      arnOf('aws_ecs_service.jobs', named('jobs', 'shop'), { desired_count: 1 }),
      ['jobs/shop'],
    ],
    [
      'the auto scaling of another service',
      created('aws_appautoscaling_target.away', { resource_id: 'service/jobs/away' }),
      ['jobs/away'],
    ],
    [
      'the auto scaling of a service in a cluster that it creates',
      created('aws_appautoscaling_target.new', { resource_id: 'service/new/api' }),
      [],
    ],
  ])('the services that use %s are observed', async (_what, resource, observed) => {
    expect(await neighborsFor([resource])).toMatchObject({
      asked: ['hidden', 'jobs', 'main'],
      observed,
      neighbors: { unread: [] },
    });
  });

  test.each<readonly [string, readonly Resource[]]>([
    [
      'only changes the service of the inputs',
      [arnOf('aws_ecs_service.web', serviceArn, { desired_count: 3 })],
    ],
    ['changes nothing of ECS', [gone(arnOf('aws_s3_bucket.logs', 'arn:aws:s3:::logs'), 'delete')]],
    [
      'is about another region',
      [arnOf('aws_lb_listener_rule.far', ruleArn(80, 1).replace(/:eu-[\w-]+:/, ':ap-south-1:'))],
    ],
    ['changes nothing', []],
  ])('that %s, no service is listed', async (_what, resources) => {
    expect(await neighborsFor(resources, { isUnlisted: true })).toEqual({
      asked: [],
      observed: [],
      neighbors: { worlds: [], unread: [] },
    });
  });

  test('and without the clusters of the account, those are listed that the inputs and the plan name', async () => {
    const away = arnOf('aws_ecs_service.away', named('jobs', 'away'), { desired_count: 1 });
    expect(await neighborsFor([rule, away], { isUnlisted: true })).toMatchObject({
      asked: ['jobs', 'main'],
      observed: ['main/api', 'jobs/away'],
      neighbors: {
        unread: [{ what: 'services of other clusters', why: 'ecs:ListClusters: AccessDeniedException' }],
      },
    });
  });

  test('of a cluster that can not be listed, only the services are observed that the plan names', async () => {
    const far = arnOf('aws_ecs_service.away', named('jobs', 'away'), { desired_count: 1 });
    const { observed, neighbors } = await neighborsFor([rule, far], { unlisted: ['main', 'jobs'] });
    expect(observed).toEqual(['jobs/away']);
    expect(neighbors?.unread).toEqual(
      ['main', 'jobs'].map((cluster) => ({
        what: `other services of cluster ${cluster}`,
        why: 'ecs:ListServices: AccessDeniedException',
      })),
    );
  });

  test('a service that can not be read is noted with what is missing', async () => {
    const { neighbors } = await neighborsFor([rule], { unreadable: ['api'] });
    expect(neighbors).toEqual({
      worlds: [],
      unread: [{ what: 'service api in cluster main', why: 'ecs:DescribeServices: said to be denied' }],
    });
  });
});

test('without a Terraform plan, no other service is looked for', async () => {
  expect(await neighborsFor(null)).toEqual({ asked: [], observed: [], neighbors: null });
});
