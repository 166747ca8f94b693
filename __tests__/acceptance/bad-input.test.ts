// Problems before the first write: all are reported together, with what to do, and nothing is changed.
import { describe, expect } from '@jest/globals';
import {
  expectRefused,
  groupArn,
  listenerArn,
  refuses,
  ruleArn,
  sharedStage,
  workspace,
} from '../support/acceptance-refused.ts';
import { findingCodes } from '../../src/domain/common/request/risk-codes.ts';
import { oneCase } from '../support/picked.ts';

// Covers: bad-service
describe('a service that cannot be released', () => {
  refuses([
    [
      'is refused when it does not exist',
      () => ({ service: 'nosuch', image: 'web:v2' }),
      [/no service "nosuch" in cluster "demo"/, /check both names and the region/],
    ],
    [
      'is refused when its cluster does not exist',
      () => ({ cluster: 'nowhere', image: 'web:v2' }),
      [/cluster/i, /nowhere/],
    ],
    [
      'is refused when its deployment controller is ECS',
      () => ({ service: 'rolling', image: 'web:v2' }),
      [/service rolling in cluster demo has the deployment controller ECS/, /EXTERNAL/],
    ],
    [
      'is refused when its deployment controller is CODE_DEPLOY',
      () => ({ service: 'deployed', image: 'web:v2' }),
      [/service deployed in cluster demo has the deployment controller CODE_DEPLOY/],
    ],
    // Covers: managed-by-ecs
    [
      'is refused when ECS manages it: an Express service, or one behind a gateway of ECS',
      () => ({ service: 'express', image: 'web:v2', ignore: findingCodes.join(', ') }),
      [/service express in cluster demo is managed by ECS \(an Express service/, /Deploy it with ECS/],
    ],
    [
      'is refused when it is INACTIVE',
      () => ({ service: 'gone', image: 'web:v2' }),
      [/service gone in cluster demo is INACTIVE/, /ACTIVE service/],
    ],
    [
      'is refused when it is INACTIVE and is to be rolled back',
      () => ({ service: 'gone', command: 'rollback' }),
      [/service gone in cluster demo: INACTIVE/, /no task set of service gone is live/],
    ],
    [
      'is refused when its desired count is 0',
      () => ({ service: 'asleep', image: 'web:v2' }),
      [/service asleep in cluster demo has a desired count of 0/, /Set the desired count/],
    ],
    [
      'is refused behind a network load balancer',
      (stage) => ({
        service: 'layer4',
        image: 'web:v2',
        'target-groups': `${groupArn(stage, 'layer4-a')}, ${groupArn(stage, 'layer4-b')}`,
      }),
      [/third is a network load balancer/],
    ],
    [
      'is refused when five foreign task sets leave no room, and each of them is named',
      () => ({ service: 'full', image: 'web:v2' }),
      [/service full has 5 task sets, and ECS allows 5/, /neither live nor made by this action/],
    ],
  ]);
});

describe('rules and target groups that do not fit', () => {
  refuses([
    // Covers: two-load-balancers
    [
      'are refused when the groups are of different load balancers',
      (stage) => ({
        image: 'web:v2',
        'target-groups': `${groupArn(stage, 'web-a')}\n${groupArn(stage, 'elsewhere')}`,
      }),
      [/web-a and elsewhere|elsewhere and web-a/, /different load balancers/],
    ],
    // Covers: two-target-types
    [
      'are refused when the groups are of different target types',
      (stage) => ({
        service: 'lonely',
        image: 'web:v2',
        'target-groups': `${groupArn(stage, 'lonely-a')}, ${groupArn(stage, 'machines')}`,
      }),
      [/different target types \(ip, instance\)/],
    ],
    // Covers: idle-group-asked
    [
      'are refused when the idle group is on no rule, with the candidates to name',
      () => ({ service: 'lonely', image: 'web:v2' }),
      [
        /pair of target groups is not known/,
        /target-groups/,
        /targetgroup\/lonely-a\//,
        /targetgroup\/web-b\//,
      ],
    ],
    // Covers: rule-without-pair
    [
      'are refused when the named rule does not hold the pair',
      (stage) => ({ image: 'web:v2', 'production-rules': ruleArn(stage, 'admin') }),
      [/production-rules/, /does not forward to either target group of the pair/, /admin/],
    ],
    // Covers: both-weighted
    [
      'are refused when both groups have weight and no test rule is named',
      () => ({ service: 'split', image: 'web:v2' }),
      [/gives weight to both target groups/, /test-rule/],
    ],
    // Covers: listener-left-out
    [
      'are refused when one of two production listeners is named, since production would be split',
      (stage) => ({ image: 'web:v2', 'production-rules': listenerArn(stage, 'http') }),
      [/HTTPS:\d+ default action forwards to a target group of the pair/, /would be split at the switch/],
    ],
    // Covers: sessions-warm-scale
    [
      'are refused when users stick to a blue that is to be kept at a lower scale, with the way to fix it',
      () => ({ service: 'sticky', image: 'web:v2', 'warm-time': '15m', 'warm-scale': '50' }),
      [/keeps users on their target group for 3600 s/, /Set warm-scale to 100/],
    ],
  ]);
});

describe('a job without credentials, region or permissions', () => {
  refuses(
    [
      // Covers: no-credentials
      [
        'is refused without credentials, with the step that gives them',
        () => ({ image: 'web:v2' }),
        [/No AWS credentials were found/, /configure-aws-credentials/],
      ],
    ],
    { environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', HOME: workspace } },
  );
  refuses(
    // Covers: no-region
    [['is refused without a region', () => ({ image: 'web:v2' }), [/No AWS region is set/, /AWS_REGION/]]],
    { environment: { AWS_REGION: '', HOME: workspace } },
  );

  // Covers: read-denied
  oneCase('is refused without the permission to read, which is named with its resource', async () => {
    const stage = await sharedStage();
    stage.sandbox.faults.add({
      operation: 'DescribeServices',
      kind: 'access-denied',
      always: true,
      where: { 'services.*': 'secret' },
    });
    await expectRefused(
      () => ({ service: 'secret', image: 'web:v2' }),
      [/ecs:DescribeServices/, /Allow ecs:DescribeServices/, /secret/],
    );
  });

  // Covers: write-denied
  oneCase('stops at the first write without permission, with nothing changed', async () => {
    const stage = await sharedStage();
    const { arn } = stage.service('guarded');
    stage.sandbox.faults.add({
      operation: 'TagResource',
      kind: 'access-denied',
      always: true,
      where: { resourceArn: arn },
    });
    const run = await stage.release({ service: 'guarded', image: 'web:v2' });
    expect(run.exitCode).toBe(1);
    expect(run.log).toMatch(/Allow ecs:TagResource/);
    expect(stage.calls().filter(({ wasCarriedOut, isWrite }) => wasCarriedOut && isWrite)).toEqual([]);
  });
});

describe('several problems', () => {
  refuses([
    // Covers: all-input-problems
    [
      'of the inputs are reported together, each with its value in quotes and what would be right',
      () => ({
        'bake-time': '300',
        'smoke-passes': 'three',
        'health-paths': 'ready',
        'task-definition': 'nosuch.json',
        'on-cancel': 'panic',
      }),
      [
        /bake-time.*"300"/,
        /smoke-passes.*"three"/,
        /health-paths.*"ready"/,
        /"nosuch\.json"/,
        /on-cancel.*"panic"/,
      ],
    ],
    // Covers: all-world-problems
    [
      'of the service and its rules are reported together',
      (stage) => ({
        service: 'split',
        image: 'web:v2',
        'container-name': 'api',
        'test-rule': ruleArn(stage, 'admin'),
      }),
      [/3 problems/, /both target groups/, /container "api"/, /test-rule/],
    ],
  ]);
});
