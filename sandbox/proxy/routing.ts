// Where a request goes, as a pure matter of rules, weights and target health.
import type { ProxyListener, ProxyRule, ProxyTarget, WeightedGroup } from './data-plane.ts';

const compiled = new Map<string, RegExp>();

function wildcard(pattern: string, flags: string): RegExp {
  const key = `${flags}:${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, flags);
  compiled.set(key, expression);
  return expression;
}

function matchesAny(patterns: readonly string[], value: string, flags: string): boolean {
  return patterns.length === 0 || patterns.some((pattern) => wildcard(pattern, flags).test(value));
}

/**
 * The first rule that matches, or null. `host` is the Host header (a port is ignored), `url` the request target
 * (the query is ignored). Hosts match without regard to case, paths with it (ELB: rule condition types).
 */
export function matchRule(rules: readonly ProxyRule[], host: string, url: string): ProxyRule | null {
  const name = host.replace(/:\d+$/, '');
  const path = url.split('?', 1)[0] ?? '/';
  return rules.find((rule) => matchesAny(rule.hosts, name, 'i') && matchesAny(rule.paths, path, '')) ?? null;
}

/** One of the groups with a chance equal to its share of the weights; null if every weight is 0. `random` is in [0, 1). */
export function pickGroup(groups: readonly WeightedGroup[], random: number): string | null {
  const total = groups.reduce((sum, group) => sum + group.weight, 0);
  let rest = random * total;
  for (const group of groups) {
    rest -= group.weight;
    if (rest < 0) return group.groupArn;
  }
  return null;
}

/**
 * The targets that may get a new request: the healthy ones, or, when none is, every registered one
 * (an ALB fails open: fact 31). Draining ones never get one. Unused ones do if there are
 * no others: the group has left its rules, and this node doesn't know that yet.
 */
export function targetsInService(targets: readonly ProxyTarget[]): readonly ProxyTarget[] {
  const healthy = targets.filter((target) => target.state === 'healthy');
  if (healthy.length > 0) return healthy;
  const registered = targets.filter((target) => target.state !== 'draining');
  const inUse = registered.filter((target) => target.state !== 'unused');
  return inUse.length > 0 ? inUse : registered;
}

/** How a target is named in cookies and statistics. */
export function targetName(target: ProxyTarget): string {
  return `${target.id}:${String(target.port)}`;
}

/** In which zone the n-th node of a listener is. A zonal shift takes the node of its zone out of DNS. */
function zoneOfNode(
  { zones, shiftedAway }: Pick<ProxyListener, 'zones' | 'shiftedAway'>,
  nth: number,
): string | null {
  const named = zones.filter((zone) => zone !== shiftedAway);
  return named[nth % named.length] ?? null;
}

/**
 * The targets that a node sends requests to, healthy or not: those of its own zone where cross-zone load balancing is off
 * (fact 44), and none of a zone that a shift keeps traffic away from, if there are others.
 */
export function targetsOfNode(
  targets: readonly ProxyTarget[],
  listener: Pick<ProxyListener, 'zones' | 'shiftedAway'>,
  { nth, isCrossZone }: { readonly nth: number; readonly isCrossZone: boolean },
): readonly ProxyTarget[] {
  const own = zoneOfNode(listener, nth);
  const reached = targets.filter(({ zone }) => isCrossZone || own === null || zone === own);
  const elsewhere = reached.filter(({ zone }) => zone !== listener.shiftedAway);
  return elsewhere.length > 0 ? elsewhere : reached;
}
