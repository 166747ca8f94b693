// One node of the load balancer: its own view of the rules, some time behind the API (fact 28).
import type { ProxyListener } from './data-plane.ts';

export interface LoadBalancerNode {
  /** Counted from 0. */
  readonly index: number;
  /** Replaces the node's rules by these, `delayMs` from now; a later call is never undone by an earlier, slower one. */
  takeUp(listeners: readonly ProxyListener[], delayMs: number): void;
  /** The listener as this node sees it, or null if it was deleted. */
  listener(listenerArn: string): ProxyListener | null;
  /** Whether it has still to pick up a change. */
  isBehind(): boolean;
  /** 0, 1, 2 … for each group: whose turn it is. */
  nextTurn(groupArn: string): number;
  stop(): void;
}

export function createNode(initial: readonly ProxyListener[], index = 0): LoadBalancerNode {
  let seen = new Map(initial.map((listener) => [listener.listenerArn, listener]));
  let seenVersion = 0;
  let newestVersion = 0;
  const timers = new Set<NodeJS.Timeout>();
  const turns = new Map<string, number>();

  const replace = (listeners: readonly ProxyListener[], version: number): void => {
    if (version < seenVersion) return;
    seenVersion = version;
    seen = new Map(listeners.map((listener) => [listener.listenerArn, listener]));
  };
  // A new listener is not a changed rule: without this its first clients would meet a node that doesn't know it.
  const addNew = (listeners: readonly ProxyListener[]): void => {
    for (const listener of listeners) {
      if (!seen.has(listener.listenerArn)) seen.set(listener.listenerArn, listener);
    }
  };

  return {
    index,
    takeUp(listeners, delayMs) {
      const version = ++newestVersion;
      if (delayMs <= 0) {
        replace(listeners, version);
        return;
      }
      addNew(listeners);
      const timer = setTimeout(() => {
        timers.delete(timer);
        replace(listeners, version);
      }, delayMs);
      timers.add(timer);
    },
    listener: (listenerArn) => seen.get(listenerArn) ?? null,
    isBehind: () => seenVersion < newestVersion,
    nextTurn(groupArn) {
      const turn = turns.get(groupArn) ?? 0;
      turns.set(groupArn, turn + 1);
      return turn;
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
