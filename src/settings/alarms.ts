// What judges green next to probes and targets.
import { list, switching, type Setting } from './setting.ts';

export const ofAlarms = {
  alarms: {
    description:
      'Names of CloudWatch alarms (metric or composite) that judge green in the bake, one per line, separated by commas, or as ' +
      'a JSON list; at most 100. An alarm that goes red after the switch rolls back. One that is red before the release ' +
      'refuses it (`ignore: alarm-red`), and judges once it has been OK. After the bake, no alarm rolls back. Needs ' +
      '`cloudwatch:DescribeAlarms`.',
    value: list,
    commands: [...switching, 'status'],
    inFile: 'bake',
    isCommon: true,
  },
} as const satisfies Record<string, Setting>;
