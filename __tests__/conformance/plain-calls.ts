// Calls that only a plain client can send.
import {
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  DescribeServicesCommand,
  DescribeTaskSetsCommand,
  ListTasksCommand,
  UpdateServicePrimaryTaskSetCommand,
  type ECSClient,
} from '@aws-sdk/client-ecs';
import {
  DescribeRulesCommand,
  ModifyRuleCommand,
  type ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsClients } from '../../src/adapters/aws/clients.ts';
import type { TaskSetArn } from '../../src/domain/task-sets/model/world.ts';

import type { Model, PlainAnswer } from './model.ts';
import type { PlainCall } from './story.ts';

export interface PlainClients {
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly aws: AwsClients;
}
interface Names {
  readonly cluster: string;
  readonly service: string;
}
interface Arns {
  readonly group: string;
  readonly listener: string;
}

const done: PlainAnswer = { made: null, refusal: null };

export const plainCalls =
  (clients: PlainClients, names: Names, arns: Arns): Model['plain'] =>
  async (call, set) => {
    try {
      return await sent(clients, names, arns, { call, set });
    } catch (error) {
      const { name, message } = error as Error;
      return { made: null, refusal: `${name}: ${message}` };
    }
  };

async function sent(
  { ecs, elb }: PlainClients,
  names: Names,
  { group, listener }: Arns,
  { call, set }: { call: PlainCall; set: TaskSetArn | null },
): Promise<PlainAnswer> {
  switch (call) {
    case 'CreateTaskSet without a scale':
      return create(ecs, names, group);
    case 'CreateTaskSet in an unknown cluster':
      return create(ecs, { ...names, cluster: 'nowhere' }, group);
    case 'CreateTaskSet for an unknown service':
      return create(ecs, { ...names, service: 'nothing' }, group);
    case 'DeleteTaskSet with force':
      await ecs.send(new DeleteTaskSetCommand({ ...names, taskSet: set ?? '', force: true }));
      return done;
    case 'UpdateServicePrimaryTaskSet without a task set':
      await ecs.send(new UpdateServicePrimaryTaskSetCommand({ ...names, primaryTaskSet: '' }));
      return done;
    case 'DescribeServices of an unknown service':
      return describe(ecs, { ...names, service: 'nothing' });
    case 'DescribeServices in an unknown cluster':
      return describe(ecs, { ...names, cluster: 'nowhere' });
    case 'DescribeTaskSets without task sets':
      await ecs.send(new DescribeTaskSetsCommand({ ...names, taskSets: [] }));
      return done;
    case 'ListTasks by startedBy and service':
      await ecs.send(
        new ListTasksCommand({ cluster: names.cluster, serviceName: names.service, startedBy: 'ecs-svc/1' }),
      );
      return done;
    case 'ModifyRule on a default action':
      return changeDefault(elb, listener);
  }
}

async function create(ecs: ECSClient, names: Names, group: string): Promise<PlainAnswer> {
  const { taskSet } = await ecs.send(
    new CreateTaskSetCommand({
      ...names,
      taskDefinition: 'good',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      loadBalancers: [{ targetGroupArn: group, containerName: 'web', containerPort: 8080 }],
    }),
  );
  return { made: (taskSet?.taskSetArn ?? null) as TaskSetArn | null, refusal: null };
}

async function describe(ecs: ECSClient, { cluster, service }: Names): Promise<PlainAnswer> {
  const { failures } = await ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  return { made: null, refusal: failures?.[0]?.reason ?? null };
}

async function changeDefault(elb: ElasticLoadBalancingV2Client, listener: string): Promise<PlainAnswer> {
  const { Rules } = await elb.send(new DescribeRulesCommand({ ListenerArn: listener }));
  const rule = Rules?.find(({ IsDefault }) => IsDefault === true);
  await elb.send(new ModifyRuleCommand({ RuleArn: rule?.RuleArn, Actions: rule?.Actions }));
  return done;
}
