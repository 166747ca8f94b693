// Alarms of Amazon CloudWatch.
import type { AlarmsPort } from '../../ports.ts';
import { allPages, inChunks, reading } from '../aws/calls.ts';
import type { AwsClients } from '../aws/clients.ts';
import { compositeAlarm, metricAlarm } from './translate.ts';

/** AWS takes, and returns, no more at once (fact 42). */
const mostNames = 100;

export const alarmsPort = (clients: Pick<AwsClients, 'cloudWatch'>): AlarmsPort => ({
  readAlarms: (names) =>
    reading('cloudwatch:DescribeAlarms', names.join(', '), async () => {
      const { sdk, reader } = await clients.cloudWatch();
      return inChunks(names, mostNames, (AlarmNames) =>
        allPages(async (NextToken) => {
          const AlarmTypes = ['MetricAlarm' as const, 'CompositeAlarm' as const];
          const input = { AlarmNames, AlarmTypes, MaxRecords: mostNames, NextToken };
          const answer = await reader.send(new sdk.DescribeAlarmsCommand(input));
          const items = [
            ...(answer.MetricAlarms ?? []).map(metricAlarm),
            ...(answer.CompositeAlarms ?? []).map(compositeAlarm),
          ];
          return { items, next: answer.NextToken };
        }),
      );
    }),
});
