// In which Availability Zone a task runs: ECS spreads the tasks of a service over zones.
import type { Settings } from '../aws/context.ts';

/** The zones in which every load balancer has a node. */
export const zoneLetters = ['a', 'b'] as const;

/** By the last number of the address, so neighbors are in different zones. */
export function zoneOf({ region }: Pick<Settings, 'region'>, address: string): string {
  const last = Number(/(\d+)$/.exec(address)?.[1] ?? 0);
  return `${region}${zoneLetters[last % zoneLetters.length] ?? 'a'}`;
}
