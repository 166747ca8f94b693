// What the load balancer's traffic adds to CloudWatch's metrics.
import { answerCount } from './aws/cloudwatch/metrics.ts';
import type { Metrics } from './aws/cloudwatch/metrics.ts';
import type { AwsState } from './aws/state.ts';
import type { Traffic } from './proxy/forward.ts';
import { dimensionOf } from './seeding/alarms.ts';

/** For `onTraffic` of the load balancer. */
export const metering =
  (state: AwsState, metrics: Metrics) =>
  (listenerArn: string, traffic: Traffic): void => {
    const listener = state.listeners.find(({ arn }) => arn === listenerArn);
    if (listener === undefined) return;
    const name =
      traffic.kind === 'request' ? 'RequestCount' : answerCount(traffic.status, traffic.groupArn === null);
    const targetGroup = traffic.groupArn === null ? null : dimensionOf(traffic.groupArn);
    metrics.add({ name, loadBalancer: dimensionOf(listener.loadBalancerArn), targetGroup }, Date.now());
  };
