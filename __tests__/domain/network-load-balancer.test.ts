import { describe, expect, test } from '@jest/globals';
import { arn, type LoadBalancerArn } from '../../src/domain/common/values/arn.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';

import { aMemory, aPlan, aSet, aWorld, balancer } from '../support/worlds.ts';
import type { LoadBalancerView } from '../../src/domain/common/load-balancer/view.ts';

const network: LoadBalancerView = {
  arn: arn<LoadBalancerArn>(balancer('tcp').replace('/app/', '/net/')),
  type: 'network',
  dnsName: 'tcp.example.com',
  isInternal: false,
  zones: [],
};

const problemsWith = (loadBalancers: readonly LoadBalancerView[]): readonly string[] => {
  const world = aWorld({ taskSets: [aSet(1)], rules: [], loadBalancers });
  return preflightProblems(aPlan(), world, rolesOf(aPlan(), world, aMemory()), aMemory());
};

describe('a service behind a network load balancer', () => {
  test('is refused for that alone: its rules are not read, so its own set must not be called foreign', () => {
    expect(problemsWith([network])).toEqual([
      'load balancer tcp is a network load balancer, but this action switches only application load balancers.',
    ]);
  });

  test('is refused for everything else too when it also has an application load balancer', () => {
    const both = problemsWith([network, ...aWorld().loadBalancers]);
    expect(both[0]).toContain('network load balancer');
    expect(both.length).toBeGreaterThan(1);
  });
});
