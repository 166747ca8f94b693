import { expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAwsClients } from '../../../src/adapters/aws/clients.ts';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';

import { arn } from '../../../src/domain/common/values/arn.ts';
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

test('AWS is called through HTTPS_PROXY', async () => {
  // A name that leads nowhere: without the proxy the call would fail, not leave.
  const AWS_ENDPOINT_URL = 'https://aws.invalid';
  const keys = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' };
  Object.assign(process.env, { ...keys, AWS_ENDPOINT_URL });
  const proxy = await refusingProxy();
  const clients = createAwsClients({ AWS_REGION: 'eu-west-1', HTTPS_PROXY: proxy.url });
  const port = ecsPort(clients, { cluster: 'shop', service: 'web' });
  await rejection(port.labelPrimary(arn<TaskSetArn>('arn:set'), null));
  expect(proxy.asked).toEqual(['aws.invalid:443']);
  clients.destroy();
  proxy.close();
});
