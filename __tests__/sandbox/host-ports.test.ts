import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { caseText } from '../support/case-files.ts';
import { until } from './aws-support.ts';

let sandbox: Sandbox;

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
});

afterAll(() => sandbox.stop());

describe('tasks that fix a port of their instance', () => {
  test('run on one instance each, and ECS says why no more of them start', async () => {
    const service = () => sandbox.world().services.find(({ name }) => name === 'web')!;
    await until(() =>
      service().events.some(({ message }) => message.includes('is already using a port required by your task')),
    );
    const running = sandbox.world().tasks.filter(({ status }) => status !== 'STOPPED');
    expect(running).toHaveLength(2);
    expect(running.flatMap(({ containers }) => containers.flatMap(({ bindings }) => bindings))).toEqual([
      { containerPort: 8080, hostPort: 8080 },
      { containerPort: 8080, hostPort: 8080 },
    ]);
    expect(new Set(running.map(({ containerInstanceArn }) => containerInstanceArn)).size).toBe(2);
  });
});
