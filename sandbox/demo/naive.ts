// The same release as a plain script would do it, to show that the meter counts lost requests.
import {
  CreateTaskSetCommand,
  DeleteTaskSetCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import {
  ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { webTaskDefinition } from '../seeds.ts';
import { setsOf } from './situation.ts';
import { openStage, type Stage } from './stage.ts';
import { heading, judge, printTraffic } from './totals.ts';
import { watch } from './watch.ts';

/**
 * Deletes blue, creates green, and points the listener at it. True if the meter counted failed requests: if it missed
 * this loss, the zeros of the other demos would mean nothing.
 */
export async function naive(): Promise<boolean> {
  heading('A naive release: delete blue, create green, point the listener at it. Same meter, same traffic.');
  const stage = await openStage(300);
  const watching = watch(stage);
  try {
    await releaseNaively(stage);
    await stage.traffic.waitUntil(({ lastSecond }) => (lastSecond?.versions['v2'] ?? 0) > 0, 60_000);
    watching.stop();
    const summary = await stage.traffic.stop();
    heading('Totals');
    printTraffic(summary);
    return judge([
      [
        summary.failed > 0,
        `the meter counted the loss: ${String(summary.failed)} of ${String(summary.sent)} requests failed`,
      ],
      [
        summary.sent === summary.answered + summary.failed,
        'every request sent was answered or counted as failed',
      ],
    ]);
  } finally {
    watching.stop();
    await stage.close();
  }
}

/** A plain script on the AWS SDK, without any code of the action. */
async function releaseNaively({ sandbox }: Stage): Promise<void> {
  const config = {
    endpoint: sandbox.awsUrl,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIASANDBOX', secretAccessKey: 'sandbox' },
  };
  const [ecs, elb] = [new ECSClient(config), new ElasticLoadBalancingV2Client(config)];
  const world = sandbox.world();
  const [blue] = setsOf(world);
  const group = world.targetGroups.find(({ name }) => name === 'web-b')?.arn ?? '';
  const service = { cluster: 'demo', service: 'web' };
  await ecs.send(new DeleteTaskSetCommand({ ...service, taskSet: blue?.arn, force: true }));
  await ecs.send(
    new CreateTaskSetCommand({
      ...service,
      taskDefinition: await registerV2(ecs),
      scale: { value: 100, unit: 'PERCENT' },
      launchType: 'FARGATE',
      loadBalancers: [{ targetGroupArn: group, containerName: 'web', containerPort: 8080 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-0a1b2c3d'] } },
    }),
  );
  for (const listener of world.listeners.filter(({ name }) => name === 'http' || name === 'https'))
    await elb.send(
      new ModifyListenerCommand({
        ListenerArn: listener.arn,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: group }],
      }),
    );
}

async function registerV2(ecs: ECSClient): Promise<string> {
  const registered = await ecs.send(
    new RegisterTaskDefinitionCommand(
      webTaskDefinition('web:v2') as unknown as RegisterTaskDefinitionCommandInput,
    ),
  );
  return registered.taskDefinition?.taskDefinitionArn ?? '';
}
