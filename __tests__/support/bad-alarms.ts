import type { Request } from '../../src/domain/common/request/request.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aDenial, alarmsAs, alarmsUnread, anAlarm } from './alarms.ts';
import { aPlan, noon } from './worlds.ts';

const watched = aPlan({ alarms: ['web-5xx', 'web latency'] });

/** What is wrong with the alarms as a release begins, and what the one problem has to say. */
export const badAlarms: readonly (readonly [string, Partial<World>, Request | null, readonly string[]])[] = [
  [
    'a red alarm',
    {
      alarms: alarmsAs(
        anAlarm('web-5xx', { state: 'ALARM', sinceMs: noon - 600_000 }),
        anAlarm('web latency'),
      ),
    },
    watched,
    [
      'alarm "web-5xx" is in ALARM since 11:50 UTC (Threshold Crossed: 1 datapoint [9.0]',
      "It doesn't judge green until it has been OK.",
      'To release anyway, set ignore: alarm-red.',
    ],
  ],
  [
    'an alarm that does not exist',
    { alarms: alarmsAs(anAlarm('web-5xx')) },
    watched,
    ['there is no alarm "web latency" in this account and region', 'Correct its name in alarms'],
  ],
  [
    'alarms that must not be read',
    { alarms: null, look: alarmsUnread(aDenial, noon) },
    watched,
    [
      "the alarms can't be read",
      'cloudwatch:DescribeAlarms on web-5xx failed: AccessDenied',
      'Allow cloudwatch:DescribeAlarms',
    ],
  ],
  [
    'alarms that AWS has not returned for half a minute',
    { alarms: null, look: alarmsUnread({ ...aDenial, kind: 'busy', code: 'Throttling' }, noon - 31_000) },
    watched,
    ["the alarms can't be read", 'Throttling'],
  ],
];
