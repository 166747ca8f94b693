// How a target group checks its targets.

export interface HealthCheckState {
  readonly path: string;
  readonly protocol: 'HTTP' | 'HTTPS';
  /** Null: the target's own port. */
  readonly port: number | null;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly matcher: string;
}
