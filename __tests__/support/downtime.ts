// Cases in which somebody's change takes production down: users may get 503 until it is repaired, and nothing after that.
import type { Traffic } from '../../sandbox/meter/spawn.ts';
import type { WorldPicture } from '../../sandbox/world.ts';
import { productionRules } from './serving.ts';

/** Nodes pick up a rule within 2 s. A line of the meter is about the second before it, and may come a second late. */
export const settledMs = 4000;

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

/** Counts what these users lose although production has been served for some seconds. */
export function watchLosses(world: () => WorldPicture, traffic: Traffic): () => number {
  let servedSinceMs: number | null = null;
  let lost = 0;
  traffic.onSecond(({ failed }) => {
    const nowMs = performance.now();
    servedSinceMs = isServed(world()) ? (servedSinceMs ?? nowMs) : null;
    if (servedSinceMs !== null && nowMs - servedSinceMs > settledMs) lost += failed;
  });
  return () => lost;
}
