// Worlds for the acceptance tests: the usual web service with something added.
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
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

/** The web service with task definition `web:1` (`web:v1`), further revisions, and further images by their app's file. */
export function webServiceWithRevisions(
  revisions: readonly Readonly<Record<string, unknown>>[],
  options: WebServiceOptions = {},
  overrides: SandboxSpec = {},
): SandboxSpec {
  const world = webService(options, overrides);
  return { ...world, taskDefinitions: [...(world.taskDefinitions ?? []), ...revisions] };
}

/** Where v2 answers a test with something broken: the web service's revision with this environment. */
export const brokenRevision = (environment: Readonly<Record<string, string>>): Record<string, unknown> =>
  webTaskDefinition('web:v2', { environment });
