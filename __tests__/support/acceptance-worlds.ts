// Worlds for the acceptance tests: the usual web service with something added.
import { webService } from '../../sandbox/seeds.ts';
import type { WebServiceOptions } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';

type Listener = NonNullable<NonNullable<SandboxSpec['loadBalancers']>[number]['listeners']>[number];
export type RuleSpec = NonNullable<Listener['rules']>[number];

/** The web service, with more rules on listener `http`. */
export function webServiceWithRules(
  rules: readonly RuleSpec[],
  options: WebServiceOptions = {},
  overrides: SandboxSpec = {},
): SandboxSpec {
  const world = webService(options, overrides);
  const loadBalancers = (world.loadBalancers ?? []).map((balancer) => ({
    ...balancer,
    listeners: (balancer.listeners ?? []).map((listener) =>
      listener.name === 'http' ? { ...listener, rules: [...(listener.rules ?? []), ...rules] } : listener,
    ),
  }));
  return { ...world, loadBalancers };
}
