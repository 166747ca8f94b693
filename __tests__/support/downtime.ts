// Cases in which somebody's change takes production down: users may get 503 until it is repaired, and nothing after that.
import type { Sandbox } from '../../sandbox/sandbox.ts';
import type { WorldPicture } from '../../sandbox/world.ts';
import { productionRules } from './serving.ts';

/** Every production rule sends all requests to groups that have a healthy target. */
function isServed({ rules, targetGroups }: WorldPicture): boolean {
  const healthy = targetGroups
    .filter(({ targets }) => targets.some(({ state }) => state === 'healthy'))
    .map(({ name }) => name);
  return productionRules.every((name) => {
    const weights = Object.entries(rules.find((rule) => rule.name === name)?.weights ?? {});
    return (
      weights.some(([, weight]) => weight > 0) &&
      weights.every(([group, weight]) => weight === 0 || healthy.includes(group))
    );
  });
}

/**
 * Counts the 503 that any user gets although production is served: at the moment of the answer, by the rules and targets of
 * that moment, and by a node that has picked up all rules. So it doesn't matter how fast the machine is.
 */
export function watchLosses({ onRequest, world }: Pick<Sandbox, 'onRequest' | 'world'>): () => number {
  let lost = 0;
  onRequest(({ isNobody, isBehind }) => {
    if (isNobody && !isBehind && isServed(world())) lost += 1;
  });
  return () => lost;
}
