// Addresses that no probe or check is sent to: those of metadata services, which hand out credentials, and link-local ones.
import { BlockList, isIP } from 'node:net';

/** Address and length of the prefix. The second: what the hosts of Azure, where GitHub runs its runners, ask. */
const refused4: readonly (readonly [address: string, bits: number])[] = [
  ['169.254.0.0', 16],
  ['168.63.129.16', 32],
];
/** What stands before an IPv4 address in an IPv6 one that leads to it: NAT64 (RFC 6052, RFC 8215), SIIT, and the oldest form. */
const before4 = ['64:ff9b::', '64:ff9b:1::', '::ffff:0:', '::'];

const refused = new BlockList();
for (const [address, bits] of refused4) {
  // Also as `::ffff:169.254.0.0`.
  refused.addSubnet(address, bits, 'ipv4');
  for (const before of before4) refused.addSubnet(before + address, 96 + bits, 'ipv6');
}
// The same, as 6to4 writes them (RFC 3056).
refused.addSubnet('2002:a9fe::', 32, 'ipv6');
refused.addSubnet('2002:a83f:8110::', 48, 'ipv6');
refused.addSubnet('fe80::', 10, 'ipv6');
// EC2 and EKS.
refused.addAddress('fd00:ec2::254', 'ipv6');
refused.addAddress('fd00:ec2::23', 'ipv6');
refused.addAddress('fd20:ce::254', 'ipv6');

/** A host name is none: what it leads to is known with its lookup. */
export const isRefusedAddress = (address: string): boolean => {
  const version = isIP(address);
  return version !== 0 && refused.check(address.replace(/%.*$/, ''), version === 4 ? 'ipv4' : 'ipv6');
};

/** The host of a URL, as a connection gets it. */
export const hostIn = ({ hostname }: Pick<URL, 'hostname'>): string => hostname.replace(/^\[|\]$/g, '');

const what = 'an address of a metadata service or a link-local one';

/** Why nothing is sent to the host, which is the address or leads to it. */
export const refusalOf = (host: string, address: string): string =>
  host === address ? `is not asked: ${address} is ${what}` : `is not asked: ${host} is ${address}, ${what}`;

/** What to do about a request that wasn't sent because of its address. `null`: its failure says something else. */
export const adviceOfRefusal = (failure: string | null): string | null =>
  failure?.includes(what) === true
    ? 'Nothing is sent to such an address. Name another, or correct what the host name leads to.'
    : null;
