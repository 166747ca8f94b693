// The container behind the load balancer, which an image without a container name is for.
import type { CandidateContainer } from './candidate.ts';

interface Known {
  /** By the settings. */
  readonly name: string | null;
  readonly port: number | null;
  /** `null`: there is no live task set. */
  readonly blue: string | null;
}

/** As named, or else blue's, or else the only one that maps a TCP port. `null`: it isn't known. */
export function loadBalanced(
  containers: readonly CandidateContainer[],
  { name, port, blue }: Known,
): string | null {
  if (name !== null) return name;
  const mapping = containers.filter(({ ports }) => (port === null ? ports.length > 0 : ports.includes(port)));
  const isBlues = blue !== null && (port === null || mapping.some((one) => one.name === blue));
  if (isBlues) return blue;
  const [only, ...more] = mapping;
  return more.length > 0 ? null : (only?.name ?? null);
}
