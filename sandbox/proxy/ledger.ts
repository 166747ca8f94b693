// Counts what went where, and knows every exchange that is still open with a target.
import type { ProxyTarget, RoutingSource } from './data-plane.ts';
import { targetName } from './routing.ts';

interface GroupStats {
  /** Requests sent to this group's targets since the start, WebSockets not included. */
  readonly requests: number;
  readonly requestsInFlight: number;
  readonly webSocketsOpen: number;
  /** Requests since the start, by `ip:port`. */
  readonly byTarget: Readonly<Record<string, number>>;
}

export interface LoadBalancerStats {
  /** Every request that was received, whatever became of it. */
  readonly requests: number;
  /** Answers that the load balancer gave itself (502, 503, 504, fixed responses), by status. */
  readonly ownAnswers: Readonly<Record<string, number>>;
  readonly groups: Readonly<Record<string, GroupStats>>;
}

export interface Ledger {
  received(): void;
  ownAnswer(status: number): void;
  /** Notes an exchange with a target; `cut` must end it at once. The result notes its end and may be called twice. */
  begin(kind: ExchangeKind, groupArn: string, target: ProxyTarget, cut: () => void): () => void;
  /** Cuts what is still open with targets that are no longer registered: their deregistration delay is over. */
  cutVanished(source: RoutingSource): void;
  stats(): LoadBalancerStats;
}

type ExchangeKind = 'request' | 'webSocket';

interface Exchange {
  readonly kind: ExchangeKind;
  readonly groupArn: string;
  readonly target: string;
  readonly cut: () => void;
}

export function createLedger(): Ledger {
  let requests = 0;
  const ownAnswers: Record<string, number> = {};
  const sent = new Map<string, Map<string, number>>();
  const open = new Set<Exchange>();

  const count = (groupArn: string, target: string): void => {
    const group = sent.get(groupArn) ?? new Map<string, number>();
    group.set(target, (group.get(target) ?? 0) + 1);
    sent.set(groupArn, group);
  };
  const countOpen = (groupArn: string, kind: ExchangeKind): number =>
    [...open].filter((exchange) => exchange.groupArn === groupArn && exchange.kind === kind).length;
  const groupStats = (groupArn: string): GroupStats => {
    const byTarget = sent.get(groupArn) ?? new Map<string, number>();
    return {
      requests: [...byTarget.values()].reduce((sum, n) => sum + n, 0),
      requestsInFlight: countOpen(groupArn, 'request'),
      webSocketsOpen: countOpen(groupArn, 'webSocket'),
      byTarget: Object.fromEntries(byTarget),
    };
  };

  return {
    received() {
      requests += 1;
    },
    ownAnswer(status) {
      ownAnswers[status] = (ownAnswers[status] ?? 0) + 1;
    },
    begin(kind, groupArn, target, cut) {
      const exchange = { kind, groupArn, target: targetName(target), cut };
      if (kind === 'request') count(groupArn, exchange.target);
      open.add(exchange);
      return () => {
        open.delete(exchange);
      };
    },
    cutVanished(source) {
      const registered = new Map<string, ReadonlySet<string>>();
      for (const exchange of open) {
        const names = registered.get(exchange.groupArn) ?? namesOf(source, exchange.groupArn);
        registered.set(exchange.groupArn, names);
        if (!names.has(exchange.target)) exchange.cut();
      }
    },
    stats() {
      const groupArns = new Set([...sent.keys(), ...[...open].map((exchange) => exchange.groupArn)]);
      const groups = Object.fromEntries([...groupArns].map((groupArn) => [groupArn, groupStats(groupArn)]));
      return { requests, ownAnswers: { ...ownAnswers }, groups };
    },
  };
}

function namesOf(source: RoutingSource, groupArn: string): ReadonlySet<string> {
  return new Set(source.targets(groupArn).map(targetName));
}
