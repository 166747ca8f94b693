// Plain clients of the SDK for one sandbox, and the same as the adapters want them.
import * as scaling from '@aws-sdk/client-application-auto-scaling';
import * as cloudWatch from '@aws-sdk/client-cloudwatch';
import * as logs from '@aws-sdk/client-cloudwatch-logs';
import { ECSClient } from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import * as ecr from '@aws-sdk/client-ecr';
import * as sts from '@aws-sdk/client-sts';
import { checkingAnswers } from '../../src/adapters/aws/answers.ts';
import type { PlainClients } from './plain-calls.ts';

export function clientsFor(endpoint: string): PlainClients & { readonly destroy: () => void } {
  const config = {
    endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
    maxAttempts: 1,
  };
  const ecs = checkingAnswers(new ECSClient(config));
  const balancing = checkingAnswers(new elb.ElasticLoadBalancingV2Client(config));
  const autoScaling = checkingAnswers(new scaling.ApplicationAutoScalingClient(config));
  const identity = checkingAnswers(new sts.STSClient(config));
  const registry = checkingAnswers(new ecr.ECRClient(config));
  const alarms = checkingAnswers(new cloudWatch.CloudWatchClient(config));
  const logReader = checkingAnswers(new logs.CloudWatchLogsClient(config));
  const destroy = (): void => {
    for (const client of [ecs, balancing, autoScaling, identity, registry, alarms, logReader])
      client.destroy();
  };
  const both = <Client>(client: Client): { reader: Client; writer: Client } => ({
    reader: client,
    writer: client,
  });
  return {
    ecs,
    elb: balancing,
    aws: {
      ecs: { ...both(ecs), repeater: ecs },
      elb: () => Promise.resolve({ sdk: elb, ...both(balancing) }),
      scaling: () => Promise.resolve({ sdk: scaling, ...both(autoScaling) }),
      cloudWatch: () => Promise.resolve({ sdk: cloudWatch, reader: alarms }),
      ecr: () => Promise.resolve({ sdk: ecr, reader: registry }),
      logs: () => Promise.resolve({ sdk: logs, reader: logReader }),
      sts: () => Promise.resolve({ sdk: sts, client: identity }),
      destroy,
    },
    destroy,
  };
}
