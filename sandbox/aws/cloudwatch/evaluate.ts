// What CloudWatch makes of a metric alarm, from the data points that it has by now.
import type { Metric, MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import { AwsError } from '../error.ts';
import type { AlarmStateValue, MetricAlarmState } from '../alarm-state.ts';
import type { Metrics } from './metrics.ts';

interface Evaluation {
  readonly value: AlarmStateValue;
  readonly reason: string;
}

interface Sight {
  readonly metrics: Metrics;
  readonly nowMs: number;
  /** How late data points arrive. */
  readonly lateMs: number;
  readonly minuteMs: number;
}

type PointAt = (fromMs: number, toMs: number) => number | null;

const breaches: Readonly<Record<string, (value: number, threshold: number) => boolean>> = {
  GreaterThanThreshold: (value, threshold) => value > threshold,
  GreaterThanOrEqualToThreshold: (value, threshold) => value >= threshold,
  LessThanThreshold: (value, threshold) => value < threshold,
  LessThanOrEqualToThreshold: (value, threshold) => value <= threshold,
};

export const isKnownComparison = (name: string | undefined): boolean =>
  name !== undefined && Object.hasOwn(breaches, name);

/** Null: the state stays (`TreatMissingData: ignore`, without data). */
export function evaluate({ document, createdAt }: MetricAlarmState, sight: Sight): Evaluation | null {
  const periodMs = (periodSeconds(document) / 60) * sight.minuteMs;
  const count = document.EvaluationPeriods ?? 1;
  const needed = document.DatapointsToAlarm ?? count;
  const endMs = Math.floor((sight.nowMs - sight.lateMs) / periodMs) * periodMs;
  const pointAt = pointsOf(document, sight.metrics);
  const points = Array.from({ length: count }, (_, index) => endMs - (index + 1) * periodMs)
    // An alarm that has just been made looks at no data from before.
    .map((fromMs) => (fromMs + periodMs <= createdAt ? null : pointAt(fromMs, fromMs + periodMs)));
  const missing = document.TreatMissingData ?? 'missing';
  const isKnown = points.some((point) => point !== null);
  if (!isKnown && missing === 'ignore') return null;
  if (!isKnown && missing === 'missing')
    return {
      value: 'INSUFFICIENT_DATA',
      reason: `Insufficient Data: ${String(count)} datapoint${count === 1 ? ' was' : 's were'} unknown.`,
    };
  const isBreaching = (point: number | null): boolean =>
    point === null
      ? missing === 'breaching'
      : (breaches[document.ComparisonOperator ?? '']?.(point, document.Threshold ?? 0) ?? false);
  const crossed = points.filter(isBreaching).length;
  const isRed = crossed >= needed;
  const shown = points.map((point) => (point === null ? 'missing' : point.toFixed(1))).join(', ');
  return {
    value: isRed ? 'ALARM' : 'OK',
    reason:
      `Threshold Crossed: ${String(isRed ? crossed : count - crossed)} out of the last ${String(count)} datapoints [${shown}] ` +
      `${isRed ? 'was' : 'was not'} ${comparison(document.ComparisonOperator)} the threshold (${String(document.Threshold ?? 0)}) ` +
      `(minimum ${String(needed)} datapoint${needed === 1 ? '' : 's'} for OK -> ALARM transition).`,
  };
}

const comparison = (operator = ''): string =>
  operator
    .replace(/Threshold$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

/** Of the whole alarm: its own, or the longest of its metrics. */
export function periodSeconds({ Period, Metrics: queries = [] }: MetricAlarmState['document']): number {
  const periods = [Period, ...queries.flatMap((one) => [one.Period, one.MetricStat?.Period])];
  return Math.max(...periods.map((one) => one ?? 0)) || 60;
}

function pointsOf(document: MetricAlarmState['document'], metrics: Metrics): PointAt {
  const { Metrics: queries = [] } = document;
  if (queries.length === 0) return pointOf(metrics, document);
  const returned = queries.find(({ ReturnData }) => ReturnData !== false) ?? queries[0];
  const byId = new Map(
    queries.map((one) => [
      one.Id ?? '',
      one.MetricStat === undefined ? null : pointOf(metrics, one.MetricStat.Metric ?? {}),
    ]),
  );
  return termOf(returned, byId);
}

const pointOf =
  (metrics: Metrics, { Namespace, MetricName, Dimensions = [] }: Metric): PointAt =>
  (fromMs, toMs) => {
    if (Namespace !== 'AWS/ApplicationELB') return null;
    const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name ?? '', Value ?? '']));
    return metrics.sum(MetricName ?? '', dimensions, fromMs, toMs);
  };

/** A metric, or an expression of metrics: `FILL(m1,0)+FILL(m2,0)`, `MAX([m1,m2])`. */
function termOf(query: MetricDataQuery | undefined, byId: ReadonlyMap<string, PointAt | null>): PointAt {
  const text = (query?.Expression ?? query?.Id ?? '').replaceAll(' ', '');
  const most = /^MAX\(\[(.+)\]\)$/.exec(text)?.[1];
  const terms = (most === undefined ? text.split('+') : most.split(',')).map((one) => operandOf(one, byId));
  return (fromMs, toMs) => {
    const values = terms.map((term) => term(fromMs, toMs));
    const known = values.filter((value) => value !== null);
    if (most !== undefined) return known.length === 0 ? null : Math.max(...known);
    return known.length < values.length ? null : known.reduce((sum, value) => sum + value, 0);
  };
}

function operandOf(text: string, byId: ReadonlyMap<string, PointAt | null>): PointAt {
  const [, id = text, filler] = /^FILL\((\w+),(\d+)\)$/.exec(text) ?? [];
  const point = byId.get(id);
  if (point === undefined || point === null)
    throw new AwsError('ValidationError', `The expression ${text} is not known in the sandbox.`);
  return (fromMs, toMs) => point(fromMs, toMs) ?? (filler === undefined ? null : Number(filler));
}

/** Throws for an expression that can't be evaluated. */
export const checkExpression = (document: MetricAlarmState['document']): void => {
  pointsOf(document, { add: () => undefined, sum: () => null })(0, 1);
};
