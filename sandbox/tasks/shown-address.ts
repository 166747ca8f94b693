// The address of a task as the API shows it. In AWS it is private: only what runs in the VPC reaches it.
import type { Settings } from '../aws/context.ts';
import type { LoadBalancerState } from '../aws/state.ts';

/**
 * Outside of the VPC, a connection to the shown address has to fail on every machine, and no packet may leave it. TCP to a
 * multicast address does: the system reports the network as unreachable. On loopback, the address would answer, if only by
 * a refusal; and where a private network exists, somebody may have a private address.
 */
export const shownAddress = ({ runner }: Pick<Settings, 'runner'>, address: string): string =>
  runner === 'inside' ? address : address.replace(/^\d+/, '239');

/** Clients inside of the VPC reach an internal load balancer, others don't. */
export const shownBalancer = (
  settings: Pick<Settings, 'runner'>,
  { scheme, address }: LoadBalancerState,
): string => (scheme === 'internal' ? shownAddress(settings, address) : address);
