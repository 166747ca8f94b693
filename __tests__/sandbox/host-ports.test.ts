import { DescribeServicesCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { caseText } from '../support/case-files.ts';
import { clientsOf, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
const web = { cluster: 'demo', services: ['web'] };

beforeAll(async () => {
  sandbox = await startSandbox({
    settle: false,
    instances: 2,
    taskDefinitions: [JSON.parse(caseText('td-22-fixed-host-port.json')) as Record<string, unknown>],
    apps: { 'web:v2': {} },
    targetGroups: [{ name: 'web-a', targetType: 'instance' }],
    loadBalancers: [
      {
        name: 'front',
        listeners: [{ name: 'http', defaultActions: [{ type: 'forward', groups: { 'web-a': 1 } }] }],
      },
    ],
    services: [
      {
        name: 'web',
        desiredCount: 3,
        taskSets: [{ taskDefinition: 'web', targetGroup: 'web-a', primary: true }],
      },
    ],
  });
  clients = clientsOf(sandbox);
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

describe('tasks that fix a port of their instance', () => {
  test('run on one instance each, and ECS says why no more of them start', async () => {
    const events = async (): Promise<readonly string[]> => {
      const { services } = await clients.ecs.send(new DescribeServicesCommand(web));
      return (services?.[0]?.events ?? []).map(({ message }) => message ?? '');
    };
    await until(events, (all) =>
      all.some((message) => message.includes('is already using a port required by your task')),
    );
    const { taskArns } = await clients.ecs.send(new ListTasksCommand({ cluster: 'demo' }));
    const described = new DescribeTasksCommand({ cluster: 'demo', tasks: taskArns });
    const tasks = (await clients.ecs.send(described)).tasks ?? [];
    expect(tasks).toHaveLength(2);
    expect(new Set(tasks.map(({ containerInstanceArn }) => containerInstanceArn)).size).toBe(2);
  });
});
