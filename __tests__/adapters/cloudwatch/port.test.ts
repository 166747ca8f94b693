import { expect, test } from '@jest/globals';
import { alarmsPort } from '../../../src/adapters/cloudwatch/port.ts';
import { PortError } from '../../../src/errors.ts';
import { onAlarms, testClients } from '../aws/wire.ts';

const port = () => alarmsPort(testClients());
const sinceSeconds = Date.UTC(2026, 2, 1, 12) / 1000;
const shared = {
  StateValue: 'ALARM',
  StateReason: 'Threshold Crossed',
  StateUpdatedTimestamp: sinceSeconds + 60,
  StateTransitionedTimestamp: sinceSeconds,
};
const dimension = (group: string) => [
  { Name: 'LoadBalancer', Value: 'app/shop/1' },
  { Name: 'TargetGroup', Value: group },
];

test('metric and composite alarms are asked for by name, and returned in the words of the domain', async () => {
  const sent = onAlarms('DescribeAlarms', {
    MetricAlarms: [
      {
        ...shared,
        ...{ AlarmName: 'web-5xx', MetricName: 'HTTPCode_Target_5XX_Count', Statistic: 'Sum' },
        ...{
          Period: 60,
          EvaluationPeriods: 5,
          DatapointsToAlarm: 3,
          Dimensions: dimension('targetgroup/a/1'),
        },
      },
    ],
    CompositeAlarms: [{ ...shared, AlarmName: 'any', StateValue: 'OK', AlarmRule: 'ALARM("web-5xx")' }],
  });
  expect(await port().readAlarms(['web-5xx', 'any'])).toEqual([
    {
      ...{ name: 'web-5xx', state: 'ALARM', reason: 'Threshold Crossed', sinceMs: sinceSeconds * 1000 },
      firesAfterSeconds: 180,
      metrics: [{ name: 'HTTPCode_Target_5XX_Count', statistic: 'Sum', group: 'targetgroup/a/1' }],
    },
    {
      ...{ name: 'any', state: 'OK', reason: 'Threshold Crossed', sinceMs: sinceSeconds * 1000 },
      ...{ firesAfterSeconds: null, metrics: [] },
    },
  ]);
  expect(sent.map(({ body }) => body)).toEqual([
    {
      ...{ AlarmNames: ['web-5xx', 'any'], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'], MaxRecords: 100 },
    },
  ]);
});

test('metric math shows its metrics, and fires after the longest period', async () => {
  const stat = (id: string, group: string, period: number) => ({
    Id: id,
    MetricStat: {
      ...{ Stat: 'p99', Period: period },
      Metric: { MetricName: 'TargetResponseTime', Dimensions: dimension(group) },
    },
  });
  const queries = [
    { Id: 'm', Expression: 'MAX([m1,m2])' },
    stat('m1', 'targetgroup/a/1', 60),
    stat('m2', 'targetgroup/b/2', 120),
  ];
  onAlarms('DescribeAlarms', {
    MetricAlarms: [{ ...shared, AlarmName: 'latency', EvaluationPeriods: 2, Metrics: queries }],
  });
  expect(await port().readAlarms(['latency'])).toMatchObject([
    { firesAfterSeconds: 240, metrics: [{ group: 'targetgroup/a/1' }, { group: 'targetgroup/b/2' }] },
  ]);
});

test.each([
  [{ StateValue: 'INSUFFICIENT_DATA' }, { state: 'INSUFFICIENT_DATA' }],
  [{ StateValue: 'A_NEW_ONE' }, { state: 'INSUFFICIENT_DATA' }],
  [{ StateTransitionedTimestamp: undefined }, { sinceMs: (sinceSeconds + 60) * 1000 }],
  [{ StateTransitionedTimestamp: undefined, StateUpdatedTimestamp: undefined }, { sinceMs: null }],
  [{ StateReason: undefined }, { reason: '' }],
])('%j is read as %j', async (given, expected) => {
  onAlarms('DescribeAlarms', { MetricAlarms: [{ ...shared, AlarmName: 'x', ...given }] });
  expect(await port().readAlarms(['x'])).toMatchObject([{ ...expected, firesAfterSeconds: null }]);
});

test('all pages are read', async () => {
  const page = (name: string, token?: string) => ({
    MetricAlarms: [{ ...shared, AlarmName: name }],
    ...(token === undefined ? {} : { NextToken: token }),
  });
  const sent = onAlarms('DescribeAlarms', page('a', 'next'), page('b'));
  expect((await port().readAlarms(['a', 'b'])).map(({ name }) => name)).toEqual(['a', 'b']);
  expect(sent[1]?.body).toMatchObject({ NextToken: 'next' });
});

test('a missing permission is named', async () => {
  const message = 'User: x is not authorized to perform: cloudwatch:DescribeAlarms on resource: *';
  const denial = { status: 400, error: 'AccessDeniedException', message };
  onAlarms('DescribeAlarms', denial);
  const failure = await port()
    .readAlarms(['a'])
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(PortError);
  expect(failure).toMatchObject({ trouble: { kind: 'denied', action: 'cloudwatch:DescribeAlarms' } });
});
