// One text for each IP address.

/**
 * ECS and ELB may write the same IPv6 address in different ways: with or without leading zeros, groups of zeros and
 * capitals. Whatever isn't an IPv6 address stays as it is.
 */
export function canonicalAddress(text: string): string {
  const url = text.includes(':') ? URL.parse(`http://[${text}]`) : null;
  return url === null ? text : url.hostname.slice(1, -1);
}
