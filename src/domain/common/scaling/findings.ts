// What auto scaling does to a release, and a release to auto scaling.
import { shortName, type TargetGroupArn } from '../values/arn.ts';
import { formatDuration } from '../values/duration.ts';
import { formatMoment } from '../values/moment.ts';
import { nextRunMs } from './schedule.ts';
import type { ScalingPlan, ScalingPolicy, ScheduledAction } from './view.ts';

/** The groups between which production switches; `blue` is `null` if there is none. */
export interface Groups {
  readonly green: TargetGroupArn;
  readonly blue: TargetGroupArn | null;
}

const labelOf = (group: TargetGroupArn): string => group.slice(group.lastIndexOf(':') + 1);

/** After a switch, such a policy follows the group without traffic, or has no data (facts 21a, 21c). */
export function boundPolicies({ policies }: ScalingPlan, { green, blue }: Groups): readonly string[] {
  const pair = [green, ...(blue === null ? [] : [blue])];
  return policies.flatMap(({ name, metrics, groups }) => {
    const bound = pair.filter((group) => groups.includes(labelOf(group)));
    const [one] = bound;
    if (one === undefined || bound.length === pair.length) return [];
    const other = pair.find((group) => group !== one);
    return [
      `scaling policy "${name}" is bound to target group ${shortName(one)} (${metrics.join(', ')}), which loses its traffic when production ` +
        `switches: it would scale the live version by a group that it doesn't use. Use a policy with a metric over both groups` +
        `${other === undefined ? '' : `, ${shortName(one)} and ${shortName(other)}`}: ${metricOver(pair)}.`,
    ];
  });
}

/** Requests per target over both groups: the idle group adds no request, and does not lower the average. */
export function metricOver(groups: readonly TargetGroupArn[]): string {
  const [first, second = first] = groups.map(shortName);
  return (
    `(FILL(r1,0)+FILL(r2,0))/MAX([FILL(h1,0),FILL(h2,0)]), where r1 and r2 are RequestCount (Sum), and h1 and h2 are HealthyHostCount ` +
    `(Average), of ${String(first)} and ${String(second)}`
  );
}

/** Averages over all tasks of the service, whichever task set they belong to. */
const fleetAverages = new Set([
  'ECSServiceAverageCPUUtilization',
  'ECSServiceAverageMemoryUtilization',
  'AWS/ECS CPUUtilization',
  'AWS/ECS MemoryUtilization',
]);

interface Warmth {
  readonly scalePercent: number;
  readonly seconds: number;
}

/** Two fleets run, and one of them idles: the average that scaling reads is below that of the live one (fact 21c). */
export const dilutedPolicies = ({ policies }: ScalingPlan, groups: Groups, warm: Warmth): readonly string[] =>
  policies
    .filter(({ metrics }) => metrics.some((metric) => fleetAverages.has(metric)))
    .map((policy) => describeDiluted(policy, groups, warm));

function describeDiluted(
  { name, metrics, target }: ScalingPolicy,
  { green, blue }: Groups,
  { scalePercent, seconds }: Warmth,
): string {
  const fleets = 1 + scalePercent / 100;
  const reads = `live tasks at 100 % read as ${String(Math.round(100 / fleets))} %`;
  const needed = target === null ? null : Math.round(target * fleets);
  const effect =
    needed === null
      ? ''
      : needed > 100
        ? `, so it doesn't scale out (target ${String(target)} %: the live tasks would have to reach ${String(needed)} %)`
        : `, so it scales out only when the live tasks reach ${String(needed)} % (target ${String(target)} %)`;
  const pair = [green, ...(blue === null ? [] : [blue])];
  return (
    `scaling-diluted: scaling policy "${name}" follows ${metrics.join(', ')}, an average over both task sets. While blue is kept ` +
    `(${formatDuration(seconds)}), ${reads}${effect}. A policy with a metric over both groups scales out in time: ${metricOver(pair)}`
  );
}

interface When {
  readonly nowMs: number;
  readonly untilMs: number;
}

/** Scheduled actions resize both task sets. The release goes on. */
export const scheduledWithin = ({ scheduled }: ScalingPlan, { nowMs, untilMs }: When): readonly string[] =>
  scheduled.flatMap((action) => {
    const atMs = nextRunMs(action, { fromMs: nowMs, untilMs });
    if (atMs === null) return [];
    const when =
      atMs === 'unknown'
        ? `may act within this release (${action.schedule})`
        : `acts at ${formatMoment(atMs, nowMs)}, within this release`;
    return [`scheduled action "${action.name}" ${when}: ${describeBounds(action)}, for blue and green alike`];
  });

function describeBounds({ min, max }: ScheduledAction): string {
  const bounds = [
    ...(min === null ? [] : [`at least ${String(min)}`]),
    ...(max === null ? [] : [`at most ${String(max)}`]),
  ];
  return `the desired count becomes ${bounds.join(' and ') || 'what it sets'}`;
}
