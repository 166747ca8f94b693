import { expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsClients } from '../../../src/adapters/aws/clients.ts';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';

import { arn } from '../../../src/domain/common/values/arn.ts';
import type { PortError } from '../../../src/errors.ts';
import { rejection } from './rejection.ts';
import type { TaskSetArn } from '../../../src/domain/task-sets/model/world.ts';

/** A proxy that lets nobody through and remembers who asked. */
async function refusingProxy(): Promise<{ url: string; asked: (string | undefined)[]; close: () => void }> {
  const asked: (string | undefined)[] = [];
  const server = createServer();
  server.on('connect', (request, socket) => {
    asked.push(request.url);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    close: () => server.close(),
  };
}

// A name that leads nowhere: without the proxy the call would fail, not leave.
const AWS_ENDPOINT_URL = 'https://aws.invalid';
const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
Object.assign(process.env, { ...keys, AWS_ENDPOINT_URL });

async function failing(environment: NodeJS.ProcessEnv): Promise<string> {
  const clients = createAwsClients({ AWS_REGION: 'eu-west-1', ...environment });
  const port = ecsPort(clients, { cluster: 'shop', service: 'web' });
  const { trouble } = (await rejection(port.labelPrimary(arn<TaskSetArn>('arn:set'), null))) as PortError;
  clients.destroy();
  return trouble.message;
}

test.each<[name: string, address: (url: string) => string]>([
  ['HTTPS_PROXY', (url) => url],
  ['https_proxy', (url) => url],
  ['HTTPS_PROXY', (url) => url.replace('http://', '')],
  ['ALL_PROXY', (url) => url.replace('http://', '')],
])('AWS is called through %s (%#), which a failed call names', async (name, address) => {
  const proxy = await refusingProxy();
  const message = await failing({ [name]: address(proxy.url) });
  expect(proxy.asked).toEqual(['aws.invalid:443']);
  expect(message).toContain(`(called through the proxy ${proxy.url.replace('http://', '')} of ${name})`);
  proxy.close();
});

test('AWS is called directly if NO_PROXY names a domain above it, and a failed call says so', async () => {
  const proxy = await refusingProxy();
  const message = await failing({ HTTPS_PROXY: proxy.url, NO_PROXY: 'invalid' });
  expect(proxy.asked).toEqual([]);
  expect(message).toContain('(called without a proxy, since NO_PROXY names aws.invalid)');
  proxy.close();
});
