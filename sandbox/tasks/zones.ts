// Availability Zones, by their letters: which zone a subnet or an instance is in, and where the next task runs.
import type { Settings } from '../aws/context.ts';

const letters = ['a', 'b'] as const;

/** As the API shows it. */
export const zoneName = ({ region }: Pick<Settings, 'region'>, letter: string): string =>
  `${region}${letter}`;

const lettersInTurn = (n: number): string => letters[n % letters.length] ?? letters[0];

/** Subnets that the spec doesn't name are in either zone, the same each time. */
export const zoneOfSubnet = ({ subnets }: Pick<Settings, 'subnets'>, subnet: string): string =>
  subnets[subnet] ?? lettersInTurn(subnet.charCodeAt(subnet.length - 1));

export const zoneOfInstance = (nth: number): string => lettersInTurn(nth);

interface Counted {
  readonly zone: string;
}

/** The zone with the fewest of these tasks, of those that have room. `null`: none has. */
export function emptiestZone(
  zones: readonly string[],
  own: readonly Counted[],
  hasRoom: (zone: string) => boolean,
): string | null {
  const count = (zone: string): number => own.filter((one) => one.zone === zone).length;
  const free = [...new Set(zones)].filter(hasRoom);
  return free.toSorted((one, other) => count(one) - count(other))[0] ?? null;
}
