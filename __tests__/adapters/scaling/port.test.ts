import { expect, test } from '@jest/globals';
import { scalingPort } from '../../../src/adapters/scaling/port.ts';
import type { PortError } from '../../../src/errors.ts';
import { ifAskedAgain, onScaling, testClients } from '../aws/wire.ts';
import { rejection } from '../aws/rejection.ts';

const port = scalingPort(testClients());
const suspended = { scaleInSuspended: true, scaleOutSuspended: false, scheduledSuspended: false };

test('reads what is suspended of the desired count', async () => {
  const SuspendedState = { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: false };
  const sent = onScaling('DescribeScalableTargets', { ScalableTargets: [{ SuspendedState }] });
  await expect(port.readScaling('shop', 'web')).resolves.toEqual(suspended);
  expect(sent[0]?.body).toEqual({
    ServiceNamespace: 'ecs',
    ResourceIds: ['service/shop/web'],
    ScalableDimension: 'ecs:service:DesiredCount',
  });
});

test('a service that nothing scales is null', async () => {
  onScaling('DescribeScalableTargets', { ScalableTargets: [] });
  await expect(port.readScaling('shop', 'web')).resolves.toBeNull();
});

test('missing rights to ask come out as denied', async () => {
  onScaling('DescribeScalableTargets', { status: 400, error: 'AccessDeniedException', message: 'no' });
  const { trouble } = (await rejection(port.readScaling('shop', 'web'))) as PortError;
  expect(trouble).toMatchObject({
    kind: 'denied',
    action: 'application-autoscaling:DescribeScalableTargets',
    resource: 'service/shop/web',
  });
});

test('reads policies and scheduled actions, page by page, with the groups that metrics are bound to', async () => {
  const label = 'app/front/50dc6c495c0c9188/targetgroup/web-a/0123456789abcdef';
  const metric = (name: string, group: string): object => ({
    Id: name,
    MetricStat: {
      Stat: 'Sum',
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName: name,
        Dimensions: [{ Name: 'TargetGroup', Value: group }],
      },
    },
  });
  const bound = {
    PolicyName: 'bound',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 100,
      PredefinedMetricSpecification: {
        PredefinedMetricType: 'ALBRequestCountPerTarget',
        ResourceLabel: label,
      },
    },
  };
  const math = {
    PolicyName: 'math',
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 50,
      CustomizedMetricSpecification: {
        Metrics: [
          metric('RequestCount', 'targetgroup/web-a/1'),
          metric('RequestCount', 'targetgroup/web-b/2'),
        ],
      },
    },
  };
  onScaling('DescribeScalingPolicies', { ScalingPolicies: [bound, math, { PolicyName: 'steps' }] });
  onScaling('DescribeScheduledActions', {
    ScheduledActions: [
      {
        ScheduledActionName: 'evening',
        Schedule: 'cron(0 18 * * ? *)',
        Timezone: 'Europe/Berlin',
        StartTime: 1_772_366_400,
        ScalableTargetAction: { MinCapacity: 4 },
      },
    ],
  });
  await expect(port.readScalingPlan('shop', 'web')).resolves.toEqual({
    policies: [
      {
        name: 'bound',
        metrics: ['ALBRequestCountPerTarget'],
        groups: ['targetgroup/web-a/0123456789abcdef'],
        target: 100,
      },
      {
        name: 'math',
        metrics: ['AWS/ApplicationELB RequestCount', 'AWS/ApplicationELB RequestCount'],
        groups: ['targetgroup/web-a/1', 'targetgroup/web-b/2'],
        target: 50,
      },
      { name: 'steps', metrics: [], groups: [], target: null },
    ],
    scheduled: [
      {
        name: 'evening',
        schedule: 'cron(0 18 * * ? *)',
        timeZone: 'Europe/Berlin',
        startMs: 1_772_366_400_000,
        endMs: null,
        min: 4,
        max: null,
      },
    ],
  });
});

test('suspending sends the suspended state alone, so that minimum and maximum stay', async () => {
  const sent = onScaling('RegisterScalableTarget', {});
  await port.writeScaling('shop', 'web', suspended);
  expect(sent[0]?.body).toEqual({
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: 'service/shop/web',
    SuspendedState: {
      DynamicScalingInSuspended: true,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
  });
});

test('suspending is sent once when no answer comes', async () => {
  const sent = onScaling('RegisterScalableTarget', 'reset', ifAskedAgain);
  const { trouble } = (await rejection(port.writeScaling('shop', 'web', suspended))) as PortError;
  expect(trouble.kind).toBe('lost');
  expect(sent).toHaveLength(1);
});
