// Where a probe can send its requests: a given address, a listener rule, or targets.
import { forwardOf } from '../load-balancer/traffic.ts';
import type { Endpoint, LoadBalancerView, RuleView } from '../load-balancer/view.ts';
import type { Request } from '../request/request.ts';
import type { ProbeRequest } from '../run/step.ts';

/** How long one probe may take. */
const probeTimeoutMs = 5000;

/** What to request, or why nothing can be requested. `isAskedFor`: an input names it, so it has to be possible. */
export type Probing =
  | { readonly requests: readonly ProbeRequest[]; readonly isAskedFor: boolean; readonly where: string }
  | { readonly requests: null; readonly isAskedFor: boolean; readonly why: string };

type Address =
  | { readonly url: string; readonly headers: Readonly<Record<string, string>> }
  | { readonly url: null; readonly why: string };

/** The load balancer's DNS name, with the rule's host as the Host header and as the TLS server name. */
export function addressOf(balancers: readonly LoadBalancerView[], rule: RuleView): Address {
  const balancer = balancers.find(({ arn }) => arn === rule.loadBalancer);
  if (balancer === undefined || forwardOf(rule) === null)
    return { url: null, why: 'the address of the load balancer is unknown' };
  const host = rule.hosts.find((name) => !/[*?]/.test(name));
  if (rule.hosts.length > 0 && host === undefined)
    return { url: null, why: `the rule's host ${rule.hosts.join(' or ')} is a pattern` };
  if (rule.otherConditions.length > 0)
    return { url: null, why: `the rule also requires ${rule.otherConditions.join(', ')}` };
  const scheme = rule.listenerProtocol === 'HTTPS' ? 'https' : 'http';
  const url = `${scheme}://${balancer.dnsName}:${String(rule.listenerPort)}`;
  return { url, headers: host === undefined ? {} : { host } };
}

/** The paths that the rule's path patterns match. */
export const pathsUnder = (rule: RuleView, paths: readonly string[]): readonly string[] =>
  paths.filter((path) => rule.paths.length === 0 || rule.paths.some((pattern) => fits(pattern, path)));

/** A rule's path pattern: `*` stands for any characters, `?` for one. */
function fits(pattern: string, path: string): boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`).test(path);
}

/** One request for each path below the base address, or for the base address if there is no path. */
export function requestsAt(
  request: Request,
  base: string,
  paths: readonly string[],
  headers: Readonly<Record<string, string>> = {},
): readonly ProbeRequest[] {
  const trimmed = base.replace(/\/$/, '');
  const urls = paths.length === 0 ? [base] : paths.map((path) => trimmed + path);
  return urls.map((url) => probeOf(request, url, headers));
}

/** One request for each path at each target. */
export const requestsToTargets = (
  request: Request,
  scheme: 'http' | 'https',
  targets: readonly Endpoint[],
  paths: readonly string[],
): readonly ProbeRequest[] =>
  targets.flatMap(({ id, port }) =>
    paths.map((path) => probeOf(request, `${scheme}://${hostText(id)}:${String(port)}${path}`, {})),
  );

const hostText = (id: string): string => (id.includes(':') ? `[${id}]` : id);

const probeOf = (request: Request, url: string, headers: Readonly<Record<string, string>>): ProbeRequest => ({
  url,
  headers: { ...headers, ...request.smoke.headers },
  timeoutMs: probeTimeoutMs,
});
