// The contract between the sandbox's control plane, which holds the state, and its load balancer, which carries the traffic.

/** One target group of a forward action, with its weight as the rule stands now (0 to 999). */
export interface WeightedGroup {
  readonly groupArn: string;
  readonly weight: number;
}

export interface Stickiness {
  readonly enabled: boolean;
  readonly durationSeconds: number;
}

export interface ProxyRule {
  readonly ruleArn: string;
  /** Number.POSITIVE_INFINITY for the default rule. */
  readonly priority: number;
  /** Values of host-header, with * and ?; empty matches any host. */
  readonly hosts: readonly string[];
  /** Values of path-pattern, with * and ?; empty matches any path. */
  readonly paths: readonly string[];
  /** Empty: the rule does not forward. */
  readonly groups: readonly WeightedGroup[];
  /** Stickiness of the forward action (cookie AWSALBTG): which group a client stays with. */
  readonly stickiness: Stickiness;
  readonly fixedResponse: { readonly status: number; readonly body: string } | null;
}

export interface ProxyListener {
  readonly listenerArn: string;
  /** An IP literal. */
  readonly address: string;
  readonly port: number;
  /** Of its load balancer: its nodes are in these in turn. Empty: zones don't matter. */
  readonly zones: readonly string[];
  /** From which a zonal shift keeps traffic away; null: none is active. */
  readonly shiftedAway: string | null;
  /** In order of priority, the default rule last. */
  readonly rules: readonly ProxyRule[];
}

export interface ProxyTarget {
  /** The target's IP address. */
  readonly id: string;
  readonly port: number;
  readonly state: 'initial' | 'healthy' | 'unhealthy' | 'unused' | 'draining' | 'unavailable';
  readonly zone: string;
  /** Of the requests that it would get without slow start: from 0 to 1. */
  readonly share: number;
}

/** What the load balancer reads from the control plane. */
export interface RoutingSource {
  /**
   * Every listener as the API shows it now. Read once at each `update()`; the nodes keep what they
   * got until their own lag is over, so what was returned must never be changed in place.
   */
  listeners(): readonly ProxyListener[];
  /** The targets of a group as they are now, draining ones included. Read for every request. */
  targets(groupArn: string): readonly ProxyTarget[];
  /** Stickiness of the target group (cookie AWSALB): which target a client stays with. */
  groupStickiness(groupArn: string): Stickiness;
  /** Whether a node also sends requests to targets in other zones than its own. */
  isCrossZone(groupArn: string): boolean;
}
