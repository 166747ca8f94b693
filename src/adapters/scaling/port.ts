// Application Auto Scaling of the service's desired count, the only dimension it has for ECS (fact 21).
import type { ScalableTarget } from '@aws-sdk/client-application-auto-scaling';
import type { ScalingView } from '../../domain/task-sets/model/world.ts';
import type { ScalingPort } from '../../ports.ts';
import type { AwsClients } from '../aws/clients.ts';
import { allPages, reading, writing } from '../aws/calls.ts';
import { policyView, scheduledView } from './plan.ts';

export function scalingPort(clients: Pick<AwsClients, 'scaling'>): ScalingPort {
  return {
    async readScaling(cluster, service) {
      const { sdk, reader } = await clients.scaling();
      const { ServiceNamespace, ScalableDimension, ResourceId } = target(cluster, service);
      const filter = { ServiceNamespace, ScalableDimension, ResourceIds: [ResourceId] };
      const command = new sdk.DescribeScalableTargetsCommand(filter);
      const action = 'application-autoscaling:DescribeScalableTargets';
      const answer = await reading(action, ResourceId, () => reader.send(command));
      const found = answer.ScalableTargets?.[0];
      return found === undefined ? null : scalingView(found);
    },

    async readScalingPlan(cluster, service) {
      const { sdk, reader } = await clients.scaling();
      const filter = target(cluster, service);
      const { ResourceId } = filter;
      const [policies, scheduled] = await Promise.all([
        reading('application-autoscaling:DescribeScalingPolicies', ResourceId, () =>
          allPages(async (NextToken) => {
            const answer = await reader.send(
              new sdk.DescribeScalingPoliciesCommand({ ...filter, NextToken }),
            );
            return { items: answer.ScalingPolicies, next: answer.NextToken };
          }),
        ),
        reading('application-autoscaling:DescribeScheduledActions', ResourceId, () =>
          allPages(async (NextToken) => {
            const answer = await reader.send(
              new sdk.DescribeScheduledActionsCommand({ ...filter, NextToken }),
            );
            return { items: answer.ScheduledActions, next: answer.NextToken };
          }),
        ),
      ]);
      return { policies: policies.map(policyView), scheduled: scheduled.map(scheduledView) };
    },

    async writeScaling(cluster, service, state) {
      const { sdk, writer } = await clients.scaling();
      // Without MinCapacity and MaxCapacity, the registered target keeps its own.
      const command = new sdk.RegisterScalableTargetCommand({
        ...target(cluster, service),
        SuspendedState: {
          DynamicScalingInSuspended: state.scaleInSuspended,
          DynamicScalingOutSuspended: state.scaleOutSuspended,
          ScheduledScalingSuspended: state.scheduledSuspended,
        },
      });
      const action = 'application-autoscaling:RegisterScalableTarget';
      await writing(action, `service/${cluster}/${service}`, (options) => writer.send(command, options));
    },
  };
}

const target = (cluster: string, service: string) =>
  ({
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    ResourceId: `service/${cluster}/${service}`,
  }) as const;

function scalingView({ SuspendedState: suspended }: ScalableTarget): ScalingView {
  return {
    scaleInSuspended: suspended?.DynamicScalingInSuspended ?? false,
    scaleOutSuspended: suspended?.DynamicScalingOutSuspended ?? false,
    scheduledSuspended: suspended?.ScheduledScalingSuspended ?? false,
  };
}
