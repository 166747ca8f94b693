// Alarms as they were put, and the state that CloudWatch sees them in.
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';

export type AlarmStateValue = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

interface AnyAlarm {
  readonly name: string;
  readonly createdAt: number;
  value: AlarmStateValue;
  reason: string;
  updatedAt: number;
  transitionedAt: number;
}
/** As it was put. */
export interface MetricAlarmState extends AnyAlarm {
  readonly kind: 'metric';
  readonly document: PutMetricAlarmInput;
}
export interface CompositeAlarmState extends AnyAlarm {
  readonly kind: 'composite';
  readonly document: PutCompositeAlarmInput;
}
export type AlarmState = MetricAlarmState | CompositeAlarmState;
