// Chooses what one request gets: the rule, then the group (its cookie before the weights), then the target.
import type { IncomingMessage } from 'node:http';
import type { ProxyListener, ProxyRule, ProxyTarget, RoutingSource } from './data-plane.ts';
import type { LoadBalancerNode } from './node.ts';
import { matchRule, pickGroup, targetName, targetsInService, targetsOfNode } from './routing.ts';
import type { StickyCookies } from './stickiness.ts';

export type Choice =
  | {
      readonly kind: 'target';
      readonly groupArn: string;
      readonly target: ProxyTarget;
      /** Set-Cookie values for the answer. */
      readonly cookies: readonly string[];
    }
  | { readonly kind: 'fixed'; readonly status: number; readonly body: string }
  | { readonly kind: 'nobody'; readonly groupArn: string | null };

export interface ChoiceDeps {
  readonly source: RoutingSource;
  readonly cookies: StickyCookies;
  readonly random: () => number;
  /** Whether each answer starts the duration of a cookie again (not established; see load-balancer.ts). */
  readonly renewsStickiness: boolean;
  /** Whether a cookie chooses while the forward is not sticky, and among groups that have left it (not established either). */
  readonly honoursOffCookies: boolean;
  readonly honoursOutsideCookies: boolean;
}

/** Decides for one request from the node's own rules and the targets as they are now. Sends nothing. */
export function choose(
  request: IncomingMessage,
  listenerArn: string,
  node: LoadBalancerNode,
  deps: ChoiceDeps,
): Choice {
  const listener = node.listener(listenerArn);
  if (listener === null) return { kind: 'nobody', groupArn: null };
  const rule = matchRule(listener.rules, request.headers.host ?? '', request.url ?? '/');
  if (rule === null) return { kind: 'nobody', groupArn: null };
  if (rule.fixedResponse !== null) return { kind: 'fixed', ...rule.fixedResponse };
  const group = chooseGroup(rule, request.headers.cookie, deps);
  if (group.value === null) return { kind: 'nobody', groupArn: null };
  const target = chooseTarget(group.value, request.headers.cookie, { node, listener }, deps);
  if (target.value === null) return { kind: 'nobody', groupArn: group.value };
  return {
    kind: 'target',
    groupArn: group.value,
    target: target.value,
    cookies: [...group.cookies, ...target.cookies],
  };
}

interface Chosen<T> {
  readonly value: T | null;
  readonly cookies: readonly string[];
}

function chooseGroup(rule: ProxyRule, header: string | undefined, deps: ChoiceDeps): Chosen<string> {
  const { enabled, durationSeconds } = rule.stickiness;
  const picked = (): string | null => pickGroup(rule.groups, deps.random());
  // The cookie beats the weights, even 0, as long as the rule holds the group at all (fact 30).
  const bound = enabled || deps.honoursOffCookies ? deps.cookies.read('AWSALBTG', header) : null;
  const isInside = rule.groups.some((group) => group.groupArn === bound);
  const stays = bound !== null && (isInside || (enabled && deps.honoursOutsideCookies));
  if (!enabled) return { value: stays ? bound : picked(), cookies: [] };
  if (stays && !deps.renewsStickiness) return { value: bound, cookies: [] };
  const value = stays ? bound : picked();
  return {
    value,
    cookies: value === null ? [] : [deps.cookies.bind('AWSALBTG', value, durationSeconds)],
  };
}

function chooseTarget(
  groupArn: string,
  header: string | undefined,
  { node, listener }: { readonly node: LoadBalancerNode; readonly listener: ProxyListener },
  deps: ChoiceDeps,
): Chosen<ProxyTarget> {
  const { source, random } = deps;
  const where = { nth: node.index, isCrossZone: source.isCrossZone(groupArn) };
  const targets = targetsInService(targetsOfNode(source.targets(groupArn), listener, where));
  if (targets.length === 0) return { value: null, cookies: [] };
  const { enabled, durationSeconds } = source.groupStickiness(groupArn);
  const turn = (): ProxyTarget | null => targets[node.nextTurn(groupArn) % targets.length] ?? null;
  /** A target in slow start passes a part of its turns on. */
  const next = (tries = targets.length): ProxyTarget | null => {
    const target = turn();
    const takes = target === null || target.share >= 1 || tries <= 1 || random() < target.share;
    return takes ? target : next(tries - 1);
  };
  if (!enabled) return { value: next(), cookies: [] };
  const bound = deps.cookies.read('AWSALB', header);
  const kept = targets.find((target) => targetName(target) === bound) ?? null;
  if (kept !== null && !deps.renewsStickiness) return { value: kept, cookies: [] };
  const value = kept ?? next();
  return {
    value,
    cookies: value === null ? [] : [deps.cookies.bind('AWSALB', targetName(value), durationSeconds)],
  };
}
