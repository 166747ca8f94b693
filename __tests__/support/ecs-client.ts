// What a person does with the AWS CLI next to the action.
import { ECSClient } from '@aws-sdk/client-ecs';
import type { Sandbox } from '../../sandbox/sandbox.ts';

export const ecsOf = ({ awsUrl }: Sandbox): ECSClient =>
  new ECSClient({
    endpoint: awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIATEST', secretAccessKey: 'test' },
  });
