import { describe, expect, test } from '@jest/globals';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import type { RunTask, TaskArn } from '../../../src/domain/common/one-off-tasks/task.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';
import { rejection } from '../aws/rejection.ts';
import { ifAskedAgain, onEcs, testClients } from '../aws/wire.ts';

const port = ecsPort(testClients(), { cluster: 'shop', service: 'web' });
const task = arn<TaskArn>('arn:aws:ecs:eu-west-1:1:task/shop/abc');
const request: RunTask = {
  purpose: 'test',
  taskRole: null,
  tokenText: 'web 17.1 smoke 0',
  tryId: '17.1 gate 0 0',
  taskDefinition: arn('arn:td/web:42'),
  container: 'web',
  command: ['node', 'smoke.js'],
  environment: { ECS_BLUE_GREEN_URL: 'http://x' },
  placement: {
    launchType: null,
    capacityProviders: [{ name: 'FARGATE', weight: 1, base: null }],
    platformVersion: null,
    network: { subnets: ['s-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
  },
};

describe('a one-off task', () => {
  test('is started with a token, by a name that is not a task set’s, and with its try as a tag', async () => {
    const sent = onEcs('RunTask', { tasks: [{ taskArn: task }], failures: [] });
    expect(await port.runTask(request)).toBe(task);
    expect(sent[0]?.body).toEqual({
      cluster: 'shop',
      taskDefinition: 'arn:td/web:42',
      clientToken: expect.stringMatching(/^[0-9a-f]{32}$/),
      startedBy: expect.stringMatching(/^ecs-blue-green\/[0-9a-f]{32}$/),
      count: 1,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE', weight: 1 }],
      networkConfiguration: {
        awsvpcConfiguration: { subnets: ['s-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
      },
      overrides: {
        containerOverrides: [
          {
            name: 'web',
            command: ['node', 'smoke.js'],
            environment: [{ name: 'ECS_BLUE_GREEN_URL', value: 'http://x' }],
          },
        ],
      },
      tags: [{ key: 'ecs-blue-green:try', value: '17.1 gate 0 0' }],
    });
  });

  test('has the same token for the same text, and another for another text', async () => {
    const answer = { tasks: [{ taskArn: task }] };
    const sent = onEcs('RunTask', answer, answer, answer);
    await port.runTask(request);
    await port.runTask(request);
    await port.runTask({ ...request, tokenText: 'web 17.2 smoke 0' });
    const tokens = sent.map(({ body }) => body['clientToken']);
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[2]).not.toBe(tokens[0]);
  });

  test('whose answer is lost is not asked for again here', async () => {
    onEcs('RunTask', 'reset', ifAskedAgain);
    expect(await rejection(port.runTask(request))).toMatchObject({
      trouble: { kind: 'lost', action: 'ecs:RunTask' },
    });
  });

  test('that could not be placed may be tried again, with the reason of ECS and what to do', async () => {
    onEcs('RunTask', { tasks: [], failures: [{ reason: 'RESOURCE:ENI' }] });
    expect(await rejection(port.runTask(request))).toMatchObject({
      trouble: {
        kind: 'busy',
        action: 'ecs:RunTask',
        message: expect.stringMatching(
          /^no task was placed \(RESOURCE:ENI\)\. ECS could not attach a network interface/,
        ),
      },
    });
  });

  test('that is gone counts as stopped', async () => {
    const gone = {
      status: 400,
      error: 'InvalidParameterException',
      message: 'The referenced task was not found.',
    };
    const sent = onEcs('StopTask', { task: { taskArn: task } }, gone);
    await port.stopTask(task, 'cancelled');
    expect(sent[0]?.body).toEqual({ cluster: 'shop', task, reason: 'cancelled' });
    await expect(port.stopTask(task, 'cancelled')).resolves.toBeUndefined();
  });

  test('is found by who started it, and by its ARN once it has stopped', async () => {
    const other = 'arn:aws:ecs:eu-west-1:1:task/shop/def';
    const listed = onEcs('ListTasks', { taskArns: [other] });
    const described = onEcs('DescribeTasks', {
      tasks: [
        {
          taskArn: task,
          taskDefinitionArn: 'arn:td/web:42',
          lastStatus: 'STOPPED',
          desiredStatus: 'STOPPED',
          stopCode: 'EssentialContainerExited',
          stoppedReason: 'Essential container in task exited',
          tags: [{ key: 'ecs-blue-green:try', value: '17.1 gate 0 0' }],
          containers: [{ name: 'web', exitCode: 2 }],
        },
        {
          taskArn: other,
          taskDefinitionArn: 'arn:td/web:42',
          lastStatus: 'RUNNING',
          desiredStatus: 'RUNNING',
        },
      ],
      failures: [],
    });
    expect(await port.readOneOffTasks('test', [task])).toMatchObject([
      {
        arn: task,
        tryId: '17.1 gate 0 0',
        isToRun: false,
        stop: { containers: [{ name: 'web', exitCode: 2 }] },
      },
      { arn: other, tryId: '', isToRun: true, stop: null },
    ]);
    expect(listed[0]?.body).toEqual({
      cluster: 'shop',
      startedBy: expect.stringMatching(/^ecs-blue-green\//),
    });
    expect(described[0]?.body).toMatchObject({ tasks: [task, other], include: ['TAGS'] });
  });
});
