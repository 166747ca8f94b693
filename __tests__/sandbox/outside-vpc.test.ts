// What a client of the sandbox sees outside of the VPC, and health checks that are not at the port of the traffic.
import { DescribeTargetHealthCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { webService } from '../../sandbox/seeds.ts';
import { clientsOf } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  const world = webService({ desiredCount: 1 });
  const env = { HEALTH_PORT: '8443', HEALTH_TLS: '1' };
  const healthCheck = { path: '/health', port: 8443, protocol: 'HTTPS', timeoutSeconds: 5 } as const;
  sandbox = await startSandbox({
    ...world,
    containers: 'inside',
    runner: 'outside',
    apps: { ...world.apps, 'web:v1': { command: ['node', 'sandbox/apps/v1.ts'], env } },
    targetGroups: (world.targetGroups ?? []).map((group) => ({ ...group, healthCheck })),
  });
  clients = clientsOf(sandbox);
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

const shown = async (): Promise<string> => {
  const group = sandbox.world().targetGroups.find(({ name }) => name === 'web-a');
  const answer = await clients.elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: group?.arn }));
  const [target] = answer.TargetHealthDescriptions ?? [];
  expect(target).toMatchObject({ HealthCheckPort: '8443', TargetHealth: { State: 'healthy' } });
  return `http://${target?.Target?.Id ?? ''}:${String(target?.Target?.Port)}/`;
};

test('the load balancer reaches a task, and checks it over TLS at the port of the health check', async () => {
  await shown();
  expect((await fetch(sandbox.listenerUrl('http'))).status).toBe(200);
});

test('the address that the API shows is not reached', async () => {
  await expect(fetch(await shown())).rejects.toMatchObject({
    cause: { code: expect.stringMatching(/^E(NET|HOST)UNREACH$/) },
  });
});
