// Amazon CloudWatch, as far as alarms go.
import type {
  CompositeAlarm,
  DeleteAlarmsInput,
  DescribeAlarmsInput,
  DescribeAlarmsOutput,
  MetricAlarm,
  PutCompositeAlarmInput,
  PutMetricAlarmInput,
  SetAlarmStateInput,
} from '@aws-sdk/client-cloudwatch';
import { read, write } from '../context.ts';
import type { AwsContext, Operations, Settings } from '../context.ts';
import { AwsError } from '../error.ts';
import { pageOf, pageSize } from '../paging.ts';
import type { AlarmState, CompositeAlarmState, MetricAlarmState } from '../alarm-state.ts';
import { checkExpression, isKnownComparison } from './evaluate.ts';
import { readRule } from './rule.ts';
import { lookAtComposites, takeState } from './watch.ts';

/** AWS takes no more names in one call. */
const mostNames = 100;

function describe({ state, settings }: AwsContext, input: DescribeAlarmsInput): DescribeAlarmsOutput {
  const { AlarmNames: names, AlarmTypes: types = ['MetricAlarm'], AlarmNamePrefix: prefix = '' } = input;
  if ((names ?? []).length > mostNames)
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value at 'alarmNames' failed to satisfy constraint: Member must have length less than or equal to ${String(mostNames)}`,
    );
  const all = state.alarms.filter(
    ({ name, kind, value }) =>
      (names?.includes(name) ?? true) &&
      name.startsWith(prefix) &&
      types.includes(kind === 'metric' ? 'MetricAlarm' : 'CompositeAlarm') &&
      (input.StateValue ?? value) === value,
  );
  const page = pageOf(all, input.NextToken, pageSize(input.MaxRecords ?? 50, settings.pageSize, 100));
  if (page === null) throw new AwsError('InvalidNextToken', 'The next token supplied was invalid.');
  return {
    MetricAlarms: page.items.filter((one) => one.kind === 'metric').map((one) => metricView(settings, one)),
    CompositeAlarms: page.items
      .filter((one) => one.kind === 'composite')
      .map((one) => compositeView(settings, one)),
    NextToken: page.next,
  };
}

const shared = ({ region, accountId }: Settings, alarm: AlarmState) => ({
  AlarmName: alarm.name,
  AlarmArn: `arn:aws:cloudwatch:${region}:${accountId}:alarm:${alarm.name}`,
  ActionsEnabled: true,
  AlarmConfigurationUpdatedTimestamp: new Date(alarm.createdAt),
  StateValue: alarm.value,
  StateReason: alarm.reason,
  StateUpdatedTimestamp: new Date(alarm.updatedAt),
  StateTransitionedTimestamp: new Date(alarm.transitionedAt),
});

/** Tags are put with an alarm and not returned with it. */
function untagged<T extends { readonly Tags?: unknown }>(document: T): Omit<T, 'Tags'> {
  const copy = { ...document };
  Reflect.deleteProperty(copy, 'Tags');
  return copy;
}

const metricView = (settings: Settings, alarm: MetricAlarmState): MetricAlarm => ({
  ...untagged(alarm.document),
  ...shared(settings, alarm),
});

const compositeView = (settings: Settings, alarm: CompositeAlarmState): CompositeAlarm => ({
  ...untagged(alarm.document),
  ...shared(settings, alarm),
});

const invalid = (message: string): AwsError => new AwsError('ValidationError', message);

function putMetric(context: Putting, input: PutMetricAlarmInput): object {
  const hasMetric =
    input.MetricName !== undefined && input.Namespace !== undefined && input.Period !== undefined;
  if (hasMetric === (input.Metrics !== undefined))
    throw invalid('You must specify either MetricName, Namespace and Period, or Metrics.');
  if (!isKnownComparison(input.ComparisonOperator) || input.Threshold === undefined)
    throw invalid('ComparisonOperator and Threshold are required for an alarm on a metric.');
  checkExpression(input);
  put(context, { kind: 'metric', document: input });
  return {};
}

function putComposite(context: Putting, input: PutCompositeAlarmInput): object {
  const { names } = readRule(input.AlarmRule ?? '');
  const unknown = names.filter((name) => !context.state.alarms.some((one) => one.name === name));
  if (unknown.length > 0)
    throw invalid(`The AlarmRule refers to alarms that don't exist: ${unknown.join(', ')}`);
  put(context, { kind: 'composite', document: input });
  lookAtComposites(context.state.alarms, context.now);
  return {};
}

export type Putting = Pick<AwsContext, 'state' | 'now'>;
type Put = Pick<MetricAlarmState, 'kind' | 'document'> | Pick<CompositeAlarmState, 'kind' | 'document'>;

/** A changed alarm keeps its state until it is evaluated. A new one has no data yet. */
function put({ state, now }: Putting, alarm: Put): void {
  const name = alarm.document.AlarmName ?? '';
  const before = state.alarms.find((one) => one.name === name);
  const fresh = {
    name,
    createdAt: now,
    value: 'INSUFFICIENT_DATA',
    reason: 'Unchecked: Initial alarm creation',
    updatedAt: now,
    transitionedAt: now,
  } as const;
  const kept = before ?? fresh;
  const { value, reason, updatedAt, transitionedAt } = kept;
  const made = { ...fresh, value, reason, updatedAt, transitionedAt, ...alarm };
  state.alarms = [...state.alarms.filter((one) => one !== before), made];
}

/** Lasts until the alarm is evaluated the next time. */
function setState({ state, now }: AwsContext, input: SetAlarmStateInput): object {
  const alarm = existingAlarm(state.alarms, input.AlarmName ?? '');
  const value = (['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const).find((one) => one === input.StateValue);
  if (value === undefined) throw invalid('StateValue must be one of OK, ALARM, INSUFFICIENT_DATA');
  takeState(alarm, value, input.StateReason ?? '', now);
  lookAtComposites(state.alarms, now);
  return {};
}

export function existingAlarm(alarms: readonly AlarmState[], name: string): AlarmState {
  const found = alarms.find((one) => one.name === name);
  if (found === undefined) throw new AwsError('ResourceNotFound', `Unknown alarm: ${name}`, 404);
  return found;
}

function remove({ state }: AwsContext, { AlarmNames: names = [] }: DeleteAlarmsInput): object {
  state.alarms = state.alarms.filter(({ name }) => !names.includes(name));
  return {};
}

/** By what makes it composite. Throws AwsError. */
export const putAlarm = (context: Putting, input: PutMetricAlarmInput | PutCompositeAlarmInput): object =>
  'AlarmRule' in input ? putComposite(context, input) : putMetric(context, input);

export const cloudWatchOperations: Operations = {
  DescribeAlarms: read(describe),
  PutMetricAlarm: write(putMetric),
  PutCompositeAlarm: write(putComposite),
  SetAlarmState: write(setState),
  DeleteAlarms: write(remove),
};
