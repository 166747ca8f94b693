// The IPv6 address of a task. It maps the task's IPv4 address, so that a connection to it reaches the task.

/** As ELB shows it. */
export function shortIpv6(address: string): string {
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
  return `::ffff:${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
}

/** As ECS shows it. That both write it in the same way isn't established. */
export const longIpv6 = (address: string): string =>
  shortIpv6(address).replace('::', '0:0:0:0:0:').toUpperCase();
