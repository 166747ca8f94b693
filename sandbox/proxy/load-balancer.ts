// The sandbox's Application Load Balancer: a real proxy with several nodes behind one address for each listener.
import { Agent } from 'node:http';
import type { ChoiceDeps } from './choice.ts';
import type { ProxyListener, RoutingSource } from './data-plane.ts';
import type { ForwardDeps, SeenRequest, Traffic } from './forward.ts';
import { createLedger } from './ledger.ts';
import type { Ledger, LoadBalancerStats } from './ledger.ts';
import { closeListener, openListener } from './listener.ts';
import type { OpenListener } from './listener.ts';
import { createNode } from './node.ts';
import type { LoadBalancerNode } from './node.ts';
import { createStickyCookies } from './stickiness.ts';

export interface LoadBalancerOptions {
  /** At least 1. Each client connection belongs to one node, in turn. */
  readonly nodes: number;
  /** Each node applies each change of the rules after a random time between these two. */
  readonly propagationMs: { readonly min: number; readonly max: number };
  readonly source: RoutingSource;
  /** Called for each request to a target and each answer to a client, with the listener's ARN: what metrics count. */
  readonly onTraffic?: (listenerArn: string, traffic: Traffic) => void;
  readonly onRequest?: (seen: SeenRequest) => void;
  /** In [0, 1), for weights and propagation. */
  readonly random?: () => number;
  /** How long a target may be silent before the client gets 504. Default 60 s, an ALB's idle timeout. */
  readonly targetTimeoutMs?: number;
  /**
   * Whether each answer starts the duration of a stickiness cookie again. Not established for cookies of the load
   * balancer (AWS documents it for application cookies only), hence a switch. Default false.
   */
  readonly renewsStickiness?: boolean;
  /** Whether a cookie chooses while the stickiness of the forward is off. Not established. Default false. */
  readonly honoursOffCookies?: boolean;
  /** Whether a cookie leads to a group that has left its sticky forward. Not established. Default false. */
  readonly honoursOutsideCookies?: boolean;
}

export interface LoadBalancer {
  /**
   * To be called after every change of listeners or rules. New listeners accept connections at once, deleted ones
   * stop; changed rules reach each node after its own lag. Targets and their health need no call.
   */
  update(): void;
  /** Resolves when the listeners of the last `update()` accept connections; rejects if one of them can't. */
  listening(): Promise<void>;
  /** All cookies of its clients are older by this long. */
  ageCookies(byMs: number): void;
  cookiesAgedMs(): number;
  stats(): LoadBalancerStats;
  /** Cuts every connection and frees the ports. */
  stop(): Promise<void>;
}

/** An ALB's idle timeout. Targets must keep idle connections longer than this, or clients get 502. */
const targetIdleMs = 60_000;
/** How often open exchanges with deregistered targets are cut. */
const vanishedTargetsEveryMs = 250;

const choosingBy = (options: LoadBalancerOptions, random: () => number): ChoiceDeps => ({
  source: options.source,
  cookies: createStickyCookies(),
  random,
  // Read for every request: a switch may be thrown at any time.
  get renewsStickiness() {
    return options.renewsStickiness ?? false;
  },
  get honoursOffCookies() {
    return options.honoursOffCookies ?? false;
  },
  get honoursOutsideCookies() {
    return options.honoursOutsideCookies ?? false;
  },
});

const forwardingBy =
  ({ targetTimeoutMs = 60_000, onTraffic, onRequest }: LoadBalancerOptions, agent: Agent, ledger: Ledger) =>
  (listenerArn: string): ForwardDeps => ({
    agent,
    ledger,
    targetTimeoutMs,
    onTraffic: (traffic) => onTraffic?.(listenerArn, traffic),
    onRequest: (seen) => onRequest?.(seen),
  });

/**
 * Starts the nodes and opens every listener of the source. Resolves when all of them accept connections; rejects,
 * with nothing left open, if an address or port can't be had.
 */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<LoadBalancer> {
  const { source, random = Math.random } = options;
  const ledger = createLedger();
  const agent = new Agent({ keepAlive: true, timeout: targetIdleMs });
  const forwardingOf = forwardingBy(options, agent, ledger);
  const choosing = choosingBy(options, random);
  const first = source.listeners();
  const nodes = Array.from({ length: options.nodes }, (_, index) => createNode(first, index));
  const assignNode = roundRobin(nodes);
  const open = new Map<string, OpenListener>();

  const openMissing = (listeners: readonly ProxyListener[]): void => {
    for (const listener of listeners) {
      if (open.has(listener.listenerArn)) continue;
      const forwarding = forwardingOf(listener.listenerArn);
      open.set(listener.listenerArn, openListener(listener, assignNode, choosing, forwarding));
    }
  };
  const closeDeleted = (listeners: readonly ProxyListener[]): void => {
    const known = new Set(listeners.map((listener) => listener.listenerArn));
    for (const [listenerArn, listener] of open) {
      if (known.has(listenerArn)) continue;
      open.delete(listenerArn);
      void closeListener(listener);
    }
  };
  openMissing(first);
  const sweep = setInterval(() => {
    ledger.cutVanished(source);
  }, vanishedTargetsEveryMs);

  const balancer: LoadBalancer = {
    update() {
      const listeners = source.listeners();
      closeDeleted(listeners);
      openMissing(listeners);
      const { min, max } = options.propagationMs;
      for (const node of nodes) node.takeUp(listeners, min + random() * (max - min));
    },
    async listening() {
      await Promise.all([...open.values()].map((listener) => listener.ready));
    },
    ageCookies(byMs) {
      choosing.cookies.age(byMs);
    },
    cookiesAgedMs: () => choosing.cookies.agedMs(),
    stats: () => ledger.stats(),
    async stop() {
      clearInterval(sweep);
      for (const node of nodes) node.stop();
      await Promise.all([...open.values()].map(closeListener));
      agent.destroy();
    },
  };
  await balancer.listening().catch(async (error: unknown) => {
    await balancer.stop();
    throw error;
  });
  return balancer;
}

function roundRobin(nodes: readonly LoadBalancerNode[]): () => LoadBalancerNode {
  let connections = 0;
  return () => {
    const node = nodes[connections++ % nodes.length];
    if (node === undefined) throw new Error('a load balancer needs at least one node');
    return node;
  };
}
