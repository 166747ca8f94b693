// Where a probe can send its requests: a given address, listener rules, or targets.
import { successCodes } from '../load-balancer/health-check.ts';
import { forwardOf, formatRule } from '../load-balancer/traffic.ts';
import type { Endpoint, LoadBalancerView, RuleView } from '../load-balancer/view.ts';
import type { Request } from '../request/request.ts';
import type { ProbeRequest } from '../run/step.ts';
import { probeTimeoutMs, type Question, type TargetQuestion } from './question.ts';

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

/** Where a request gets through that has logged in nowhere: a login answers it itself, with a redirect. */
export const askableAt = (balancers: readonly LoadBalancerView[], rule: RuleView): Address =>
  rule.actions.some((action) => action.type === 'other' && action.kind.startsWith('authenticate-'))
    ? { url: null, why: 'the rule asks for a login' }
    : addressOf(balancers, rule);

/** Whether the rule's path patterns match the path. */
export const isUnder = (rule: RuleView, path: string): boolean =>
  rule.paths.length === 0 || rule.paths.some((pattern) => fits(pattern, path));

/** Paths like this one that the rule lets through: `/app/health` for `/health` and `/app/*`. */
export const pathsThatFit = (rule: RuleView, path: string): readonly string[] =>
  rule.paths
    .map((pattern) => pattern.replace('*', path.slice(1)).replaceAll('*', '').replaceAll('?', 'x'))
    .filter((one) => isUnder(rule, one));

/** A rule's path pattern: `*` stands for any characters, `?` for one. */
function fits(pattern: string, path: string): boolean {
  const text = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${text}$`).test(path.split('?', 1)[0] ?? path);
}

interface Through {
  readonly requests: readonly ProbeRequest[];
  /** Why some paths, or all, can't be requested. `null`: all can. */
  readonly why: string | null;
}

/** Each path through the first of the rules that has an address and lets it through. */
export function requestsThrough(
  request: Request,
  balancers: readonly LoadBalancerView[],
  rules: readonly RuleView[],
  { paths, codes }: Question,
): Through {
  const addresses = rules.map((rule) => ({ rule, address: askableAt(balancers, rule) }));
  const usable = addresses.filter(({ address }) => address.url !== null);
  const requests = paths.flatMap((path) => {
    const address = usable.find(({ rule }) => isUnder(rule, path))?.address;
    return address?.url == null ? [] : [through(request, address, path, codes)];
  });
  if (requests.length === paths.length) return { requests, why: null };
  const unknown = addresses.flatMap(({ address }) => (address.url === null ? [address.why] : []));
  const left = paths.filter((path) => !usable.some(({ rule }) => isUnder(rule, path)));
  return { requests, why: usable.length === 0 ? unknown.join('; ') : describeUnfit(usable[0]?.rule, left) };
}

const describeUnfit = (rule: RuleView | undefined, paths: readonly string[]): string =>
  rule === undefined ? '' : `${formatRule(rule)} does not let ${paths.join(' and ')} through`;

/** Without a host, no name is known for which the certificate has to be: none can be for a load balancer's DNS name. */
const through = (
  request: Request,
  { url, headers }: Extract<Address, { url: string }>,
  path: string,
  codes: string,
): ProbeRequest =>
  probeOf(request, url + path, {
    headers,
    codes,
    certificate: headers['host'] === undefined ? 'any-name' : 'verified',
  });

/** One request for each path below the base address, or for the base address if there is no question. */
export function requestsAt(
  request: Request,
  base: string,
  question: Pick<Question, 'paths' | 'codes'> | { readonly paths: null },
): readonly ProbeRequest[] {
  if (question.paths === null) return [probeOf(request, base, { codes: successCodes })];
  const { paths, codes } = question;
  return paths.map((path) => probeOf(request, base.replace(/\/$/, '') + path, { codes }));
}

/** One request for each path at each target. A load balancer doesn't verify the certificates of targets either. */
export const requestsToTargets = (
  request: Request,
  targets: readonly Endpoint[],
  { paths, codes, scheme, port, headers, timeoutMs }: TargetQuestion,
): readonly ProbeRequest[] =>
  targets.flatMap((target) =>
    paths.map((path) => {
      const url = `${scheme}://${hostText(target.id)}:${String(port ?? target.port)}${path}`;
      return probeOf(request, url, { headers, codes, timeoutMs, certificate: 'any' });
    }),
  );

const hostText = (id: string): string => (id.includes(':') ? `[${id}]` : id);

const probeOf = (
  request: Request,
  url: string,
  more: Pick<ProbeRequest, 'codes'> & Partial<ProbeRequest>,
): ProbeRequest => ({
  url,
  timeoutMs: probeTimeoutMs,
  certificate: 'verified',
  ...more,
  headers: { ...more.headers, ...request.smoke.headers },
});
