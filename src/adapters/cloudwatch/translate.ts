// Alarms in the words of the domain.
import type { CompositeAlarm, MetricAlarm, Metric } from '@aws-sdk/client-cloudwatch';
import type { AlarmMetric, AlarmView } from '../../domain/common/alarms/view.ts';

export const metricAlarm = (alarm: MetricAlarm): AlarmView => ({
  ...shared(alarm),
  firesAfterSeconds: firesAfterSeconds(alarm),
  metrics: metricsOf(alarm),
});

/** What it is made of would take more calls. */
export const compositeAlarm = (alarm: CompositeAlarm): AlarmView => ({
  ...shared(alarm),
  firesAfterSeconds: null,
  metrics: [],
});

type Shared = Pick<
  MetricAlarm & CompositeAlarm,
  'AlarmName' | 'StateValue' | 'StateReason' | 'StateUpdatedTimestamp' | 'StateTransitionedTimestamp'
>;

const shared = (alarm: Shared): Pick<AlarmView, 'name' | 'state' | 'sinceMs' | 'reason'> => ({
  name: alarm.AlarmName ?? '',
  state: stateOf(alarm.StateValue),
  sinceMs: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.getTime() ?? null,
  reason: alarm.StateReason ?? '',
});

/** A state that AWS adds one day says neither good nor bad. */
const stateOf = (value: string | undefined): AlarmView['state'] =>
  value === 'OK' || value === 'ALARM' ? value : 'INSUFFICIENT_DATA';

/** The data points that it needs, each of a period. With several metrics, the longest period counts. */
function firesAfterSeconds(alarm: MetricAlarm): number | null {
  const queries = alarm.Metrics ?? [];
  const periods = [alarm.Period, ...queries.flatMap((one) => [one.Period, one.MetricStat?.Period])];
  const known = periods.filter((one) => one !== undefined);
  const count = alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods;
  return known.length === 0 || count === undefined ? null : Math.max(...known) * count;
}

function metricsOf(alarm: MetricAlarm): readonly AlarmMetric[] {
  const own = alarm.MetricName === undefined ? [] : [{ metric: alarm, statistic: statisticOf(alarm) }];
  const queries = (alarm.Metrics ?? []).flatMap(({ MetricStat: one }) =>
    one?.Metric === undefined ? [] : [{ metric: one.Metric, statistic: one.Stat ?? '' }],
  );
  return [...own, ...queries].map(({ metric, statistic }) => ({
    name: metric.MetricName ?? '',
    statistic,
    group: groupOf(metric),
  }));
}

const statisticOf = ({ Statistic, ExtendedStatistic }: MetricAlarm): string =>
  Statistic ?? ExtendedStatistic ?? '';

const groupOf = ({ Dimensions = [] }: Metric): string | null =>
  Dimensions.find(({ Name }) => Name === 'TargetGroup')?.Value ?? null;
