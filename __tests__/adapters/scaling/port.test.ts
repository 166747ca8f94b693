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
