import {
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

const on5xx = (name: string, more: object = {}) => ({
  AlarmName: name,
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'HTTPCode_Target_5XX_Count',
  Dimensions: [
    { Name: 'LoadBalancer', Value: 'front' },
    { Name: 'TargetGroup', Value: 'web-a' },
  ],
  Statistic: 'Sum' as const,
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 2,
  ComparisonOperator: 'GreaterThanThreshold' as const,
  ...more,
});
const byHand = (name: string) =>
  on5xx(name, { Namespace: 'Shop', Dimensions: [], TreatMissingData: 'ignore' });

let sandbox: Sandbox;
let clients: Clients;
beforeAll(async () => {
  const { delays = {}, ...world } = quickWorld();
  sandbox = await startSandbox({
    ...world,
    pageSize: 2,
    // A minute of metrics lasts half a second, and each point comes 300 ms late.
    delays: { ...delays, minute: 500, metrics: 300 },
    alarms: [
      { put: on5xx('errors', { TreatMissingData: 'notBreaching' }) },
      { put: on5xx('silent') },
      { put: byHand('by-hand'), state: 'ALARM', sinceSeconds: 600 },
      { put: { AlarmName: 'any', AlarmRule: 'ALARM("errors") OR ALARM(by-hand)' } },
      {
        put: on5xx('both', {
          ...{ Namespace: undefined, MetricName: undefined, Dimensions: undefined },
          ...{ Statistic: undefined, Period: undefined, TreatMissingData: 'notBreaching' },
          Metrics: [
            { Id: 'both', Expression: 'FILL(m1,0)+FILL(m2,0)' },
            ...['web-a', 'web-b'].map((group, index) => ({
              Id: `m${String(index + 1)}`,
              ReturnData: false,
              MetricStat: {
                Stat: 'Sum',
                Period: 60,
                Metric: {
                  Namespace: 'AWS/ApplicationELB',
                  MetricName: 'HTTPCode_Target_5XX_Count',
                  Dimensions: [
                    { Name: 'LoadBalancer', Value: 'front' },
                    { Name: 'TargetGroup', Value: group },
                  ],
                },
              },
            })),
          ],
        }),
      },
    ],
  });
  clients = clientsOf(sandbox);
});
afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

const describeAlarms = async (...names: string[]): Promise<readonly MetricAlarm[]> => {
  const ask = { AlarmNames: names, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] as const };
  const found: MetricAlarm[] = [];
  let token: string | undefined;
  do {
    const page = await clients.cloudWatch.send(
      new DescribeAlarmsCommand({ ...ask, AlarmTypes: [...ask.AlarmTypes], NextToken: token }),
    );
    found.push(...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? []));
    token = page.NextToken;
  } while (token !== undefined);
  return found;
};
const stateOf = async (name: string): Promise<string | undefined> =>
  (await describeAlarms(name))[0]?.StateValue;

const reaches = (name: string, state: string): Promise<unknown> =>
  until(
    () => stateOf(name),
    (found) => found === state,
  );

describe('alarms', () => {
  test('are returned by name, page by page, with their state and since when they have it', async () => {
    const found = await describeAlarms('by-hand', 'any', 'errors', 'nobody');
    expect(found.map(({ AlarmName }) => AlarmName).sort()).toEqual(['any', 'by-hand', 'errors']);
    const byHandAlarm = found.find(({ AlarmName }) => AlarmName === 'by-hand');
    expect(byHandAlarm?.StateValue).toBe('ALARM');
    const since = byHandAlarm?.StateTransitionedTimestamp?.getTime() ?? 0;
    expect(Date.now() - since).toBeGreaterThanOrEqual(600_000);
  });

  test('without AlarmTypes are metric alarms only', async () => {
    const { MetricAlarms, CompositeAlarms } = await clients.cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: ['any', 'by-hand'] }),
    );
    expect([MetricAlarms?.length, CompositeAlarms]).toEqual([1, []]);
  });

  test('go red by what targets answered, late, and OK again once a minute has no error', async () => {
    const url = sandbox.listenerUrl('http');
    const beganMs = Date.now();
    for (let index = 0; index < 9; index++) await fetch(`${url}/fail`);
    await reaches('errors', 'ALARM');
    const [red] = await describeAlarms('errors');
    expect(red?.StateReason).toMatch(/^Threshold Crossed: 1 out of the last 1 datapoints/);
    // The point is there only once its minute is over and the delay has passed.
    expect((red?.StateTransitionedTimestamp?.getTime() ?? 0) - beganMs).toBeGreaterThanOrEqual(300);
    await reaches('errors', 'OK');
  });

  test('over both groups see the errors of either', async () => {
    for (let index = 0; index < 9; index++) await fetch(`${sandbox.listenerUrl('http')}/fail`);
    await reaches('both', 'ALARM');
  });

  test('have no data without requests, unless missing data count as good', async () => {
    await reaches('silent', 'INSUFFICIENT_DATA');
    await reaches('errors', 'OK');
  });

  test('that are composite follow their rule at once', async () => {
    const set = (StateValue: 'OK' | 'ALARM') =>
      clients.cloudWatch.send(
        new SetAlarmStateCommand({ AlarmName: 'by-hand', StateValue, StateReason: 'a test' }),
      );
    await set('OK');
    await reaches('any', 'OK');
    await set('ALARM');
    expect(await stateOf('any')).toBe('ALARM');
    const rule = 'ALARM("any") AND NOT (OK(by-hand) OR FALSE)';
    await clients.cloudWatch.send(new PutCompositeAlarmCommand({ AlarmName: 'nested', AlarmRule: rule }));
    expect(await stateOf('nested')).toBe('ALARM');
    await set('OK');
    expect(await stateOf('nested')).toBe('OK');
  });

  test('are made, changed and deleted by plain SDK calls', async () => {
    await clients.cloudWatch.send(new PutMetricAlarmCommand(byHand('made')));
    expect(await stateOf('made')).toBe('INSUFFICIENT_DATA');
    await clients.cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: ['made'] }));
    expect(await describeAlarms('made')).toEqual([]);
  });

  test.each([
    [
      'a rule that AWS would not read',
      new PutCompositeAlarmCommand({ AlarmName: 'x', AlarmRule: 'ALARM(any' }),
    ],
    ['a rule about no alarm', new PutCompositeAlarmCommand({ AlarmName: 'x', AlarmRule: 'ALARM(nobody)' })],
    ['no metric', new PutMetricAlarmCommand(on5xx('x', { MetricName: undefined }))],
  ])('are refused with %s', async (_what, command) => {
    expect(await refusal(clients.cloudWatch.send(command as PutMetricAlarmCommand))).toMatch(/^Validation/);
  });

  test('of more than a hundred names are refused', async () => {
    const names = Array.from({ length: 101 }, (_, index) => `a${String(index)}`);
    expect(await refusal(describeAlarms(...names))).toMatch(/^Validation/);
  });

  test('are denied, throttled and cut off by faults, in the words of the protocol', async () => {
    sandbox.faults.add({ operation: 'DescribeAlarms', kind: 'access-denied' });
    expect(await refusal(describeAlarms('any'))).toMatch(
      /^AccessDeniedException: .*not authorized to perform: cloudwatch:DescribeAlarms/,
    );
    sandbox.faults.add({ operation: 'DescribeAlarms', kind: 'throttle' });
    expect(await refusal(describeAlarms('any'))).toMatch(/^Throttling/);
    sandbox.faults.add({ operation: 'DescribeAlarms', kind: 'lost-answer' });
    await expect(describeAlarms('any')).rejects.toThrow();
    expect(await stateOf('any')).toBe('OK');
  });
});
