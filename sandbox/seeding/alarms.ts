// The alarms that a sandbox starts with.
import type { Dimension, PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { existingAlarm, putAlarm } from '../aws/cloudwatch/alarms.ts';
import type { AwsState } from '../aws/state.ts';
import { within } from './seeding.ts';
import type { Seeding } from './seeding.ts';

export function seedAlarms({ spec, state, now }: Seeding): void {
  for (const [index, { put, state: value, sinceSeconds }] of spec.alarms.entries())
    within(`spec.alarms[${String(index)}]`, () => {
      const atMs = now - sinceSeconds * 1000;
      putAlarm({ state, now: atMs }, named(state, put));
      Object.assign(existingAlarm(state.alarms, put.AlarmName ?? ''), { value });
    });
}

type Put = PutMetricAlarmInput | PutCompositeAlarmInput;

/** With AWS's values of the dimensions, where the spec has names. */
function named(state: AwsState, put: Put): Put {
  if ('AlarmRule' in put) return put;
  const { Dimensions, Metrics, ...rest } = put;
  const all = (dimensions: Dimension[] | undefined): Dimension[] | undefined =>
    dimensions?.map((one) => ({ ...one, Value: valueOf(state, one) }));
  return {
    ...rest,
    ...(Dimensions === undefined ? {} : { Dimensions: all(Dimensions) }),
    ...(Metrics === undefined
      ? {}
      : {
          Metrics: Metrics.map(({ MetricStat, ...query }) =>
            MetricStat === undefined
              ? query
              : {
                  ...query,
                  MetricStat: {
                    ...MetricStat,
                    Metric: { ...MetricStat.Metric, Dimensions: all(MetricStat.Metric?.Dimensions) },
                  },
                },
          ),
        }),
  };
}

function valueOf(state: AwsState, { Name, Value }: Dimension): string | undefined {
  const all =
    Name === 'TargetGroup' ? state.targetGroups : Name === 'LoadBalancer' ? state.loadBalancers : [];
  const found = all.find(({ name }) => name === Value);
  return found === undefined ? Value : dimensionOf(found.arn);
}

/** The part of an ARN that CloudWatch has as a dimension: `targetgroup/web/0a1b`, `app/front/2c3d`. */
export const dimensionOf = (arn: string): string => arn.replace(/^.*:(?:loadbalancer\/)?/, '');
