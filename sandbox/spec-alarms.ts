// The alarms of a sandbox.
import type { PutCompositeAlarmInput, PutMetricAlarmInput } from '@aws-sdk/client-cloudwatch';
import { number, object, oneOf, raw, withDefault } from './spec-fields.ts';

export const alarm = object({
  /**
   * In AWS's own words, as PutMetricAlarm or PutCompositeAlarm takes them. Instead of the value of a dimension `TargetGroup` or
   * `LoadBalancer`, the name in this spec also does.
   */
  put: raw<PutMetricAlarmInput | PutCompositeAlarmInput>('an alarm'),
  /** Its state at the start. It is evaluated from then on: `TreatMissingData: ignore` keeps it until there is data. */
  state: withDefault(oneOf('OK', 'ALARM', 'INSUFFICIENT_DATA'), 'OK'),
  /** How long it has been in that state. */
  sinceSeconds: withDefault(number(), 3600),
});
