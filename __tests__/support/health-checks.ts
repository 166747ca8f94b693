// Health checks of target groups.
import type { HealthCheck } from '../../src/domain/common/load-balancer/view.ts';

/** The target group's own: `/health` at the targets' port. */
export const aCheck = (changes: Partial<HealthCheck> = {}): HealthCheck => ({
  protocol: 'HTTP',
  port: null,
  path: '/health',
  codes: '200',
  timeoutSeconds: 5,
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  ...changes,
});
