// Whether the health checks of the pair ask the same.
import { formatDuration } from '../../common/values/duration.ts';
import type { TargetGroupView } from '../../common/load-balancer/view.ts';
import type { Scene } from '../roles/scene.ts';
import { warning, type Warning } from '../preflight/finding.ts';
import { bothGroups } from '../preflight/groups.ts';

/** A difference may be meant, so it doesn't refuse a release. */
export function healthCheckWarnings(scene: Scene): readonly Warning[] {
  const pair = bothGroups(scene);
  if (pair === null) return [];
  const [a, b] = pair;
  const [asked, other] = [asksOf(a), asksOf(b)];
  const different = Object.entries(asked)
    .filter(([name, value]) => other[name] !== value)
    .map(([name, value]) => `${name} ${value} and ${other[name] ?? ''}`);
  if (different.length === 0) return [];
  return [
    warning(
      'health-checks-differ',
      `the health checks of target groups ${a.name} and ${b.name} differ: ${different.join(', ')}. A version may be healthy in ` +
        'one and not in the other. Give both the same health check, unless the difference is meant.',
    ),
  ];
}

function asksOf({ healthCheck, healthIntervalSeconds }: TargetGroupView): Readonly<Record<string, string>> {
  const { protocol, port, path, codes, timeoutSeconds } = healthCheck;
  return {
    protocol,
    port: port === null ? 'traffic-port' : String(port),
    path: path ?? 'none',
    codes,
    interval: formatDuration(healthIntervalSeconds),
    timeout: formatDuration(timeoutSeconds),
    'healthy threshold': String(healthCheck.healthyThreshold),
    'unhealthy threshold': String(healthCheck.unhealthyThreshold),
  };
}
