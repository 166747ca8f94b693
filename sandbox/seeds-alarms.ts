// Ready-made alarms for the usual world.
import type { PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import type { SandboxSpec } from './spec.ts';

export type Alarm = NonNullable<SandboxSpec['alarms']>[number];

const threshold: Pick<PutMetricAlarmInput, 'EvaluationPeriods' | 'Threshold' | 'ComparisonOperator'> = {
  EvaluationPeriods: 1,
  Threshold: 2,
  ComparisonOperator: 'GreaterThanThreshold',
};

/** It stays in the state that a test sets, since its metric has no data. */
export const byHand = (name: string, more: Omit<Alarm, 'put'> = {}): Alarm => ({
  put: {
    ...{ AlarmName: name, Namespace: 'Shop', MetricName: 'FailedOrders', Statistic: 'Sum', Period: 60 },
    ...{ ...threshold, TreatMissingData: 'ignore' },
  },
  ...more,
});

const on5xx = (group: string) => ({
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'HTTPCode_Target_5XX_Count',
  Dimensions: [
    { Name: 'LoadBalancer', Value: 'front' },
    { Name: 'TargetGroup', Value: group },
  ],
});

/** What targets of both groups answer with 5xx, as the warning of an alarm on one group advises. */
export const onBothGroups = (name: string): Alarm => ({
  put: {
    AlarmName: name,
    Metrics: [
      { Id: 'errors', Expression: 'FILL(m1,0)+FILL(m2,0)' },
      ...['web-a', 'web-b'].map((group, index) => ({
        Id: `m${String(index + 1)}`,
        ReturnData: false,
        MetricStat: { Stat: 'Sum', Period: 60, Metric: on5xx(group) },
      })),
    ],
    ...{ ...threshold, TreatMissingData: 'notBreaching' },
  },
});

export const onOneGroup = (name: string, periods = 1): Alarm => ({
  put: {
    ...{ AlarmName: name, Statistic: 'Sum', Period: 60, ...on5xx('web-b') },
    ...{ ...threshold, EvaluationPeriods: periods, TreatMissingData: 'notBreaching' },
  },
});
