// CloudWatch alarms as a look at them shows them.
import type { AlarmsView, AlarmView } from '../../src/domain/common/alarms/view.ts';
import { allReadAt, type Look } from '../../src/domain/task-sets/model/look.ts';
import type { Trouble } from '../../src/domain/common/values/trouble.ts';
import { noon } from './worlds.ts';

export const anAlarm = (name: string, changes: Partial<AlarmView> = {}): AlarmView => ({
  name,
  state: 'OK',
  sinceMs: noon - 3_600_000,
  reason: 'Threshold Crossed: 1 datapoint [9.0] was greater than the threshold (5.0).',
  firesAfterSeconds: 60,
  metrics: [],
  ...changes,
});

export const alarmsAs = (...alarms: readonly AlarmView[]): AlarmsView => ({ alarms, skewMs: 0 });

export const aDenial: Trouble = {
  kind: 'denied',
  action: 'cloudwatch:DescribeAlarms',
  resource: 'web-5xx',
  code: 'AccessDenied',
  message: 'not authorized',
};

/** Everything was read but the alarms, since then. */
export function alarmsUnread(trouble: Trouble, sinceMs: number, readAtMs = 0): Look {
  const readings = allReadAt(noon);
  const failing = { sinceMs, atMs: noon, trouble };
  return {
    isWhole: true,
    endedMs: noon,
    readings: { ...readings, alarms: { ...readings.alarms, readAtMs, isNew: false, failing } },
  };
}
