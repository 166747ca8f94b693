// Scaling policies and scheduled actions in the words of the domain.
import type {
  CustomizedMetricSpecification,
  ScalingPolicy as AwsPolicy,
  ScheduledAction as AwsScheduled,
} from '@aws-sdk/client-application-auto-scaling';
import type { ScalingPolicy, ScheduledAction } from '../../domain/common/scaling/view.ts';

export function policyView(policy: AwsPolicy): ScalingPolicy {
  const tracking = policy.TargetTrackingScalingPolicyConfiguration;
  const predefined = tracking?.PredefinedMetricSpecification;
  const custom = metricsIn(tracking?.CustomizedMetricSpecification);
  const named = predefined?.PredefinedMetricType;
  return {
    name: policy.PolicyName ?? '',
    metrics: [
      ...(named === undefined ? [] : [named]),
      ...custom.map(({ namespace, name }) => `${namespace} ${name}`.trim()),
    ],
    groups: [
      // `app/<load balancer>/<id>/targetgroup/<name>/<id>`
      ...(/targetgroup\/.+$/.exec(predefined?.ResourceLabel ?? '') ?? []),
      ...custom.flatMap(({ group }) => (group === undefined ? [] : [group])),
    ],
    target: tracking?.TargetValue ?? null,
  };
}

interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly group: string | undefined;
}

/** One metric, or those of a metric math expression. */
function metricsIn(custom: CustomizedMetricSpecification | undefined): readonly Metric[] {
  if (custom === undefined) return [];
  const all = [custom, ...(custom.Metrics ?? []).map(({ MetricStat }) => MetricStat?.Metric)];
  return all.flatMap((metric) =>
    metric?.MetricName === undefined
      ? []
      : [
          {
            namespace: metric.Namespace ?? '',
            name: metric.MetricName,
            group: metric.Dimensions?.find(({ Name }) => Name === 'TargetGroup')?.Value,
          },
        ],
  );
}

export const scheduledView = (action: AwsScheduled): ScheduledAction => ({
  name: action.ScheduledActionName ?? '',
  schedule: action.Schedule ?? '',
  timeZone: action.Timezone ?? null,
  // A rate counts from its creation if it has no start.
  startMs: (action.StartTime ?? (isRate(action) ? action.CreationTime : undefined))?.getTime() ?? null,
  endMs: action.EndTime?.getTime() ?? null,
  min: action.ScalableTargetAction?.MinCapacity ?? null,
  max: action.ScalableTargetAction?.MaxCapacity ?? null,
});

const isRate = ({ Schedule }: AwsScheduled): boolean => Schedule?.startsWith('rate(') === true;
