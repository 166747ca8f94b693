// UpdateService with another deployment controller.
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, definition, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  const services = quickWorld().services!.map((one) => ({ ...one, taskSets: [] }));
  const first = { ...services[0]!, taskSets: [{ taskDefinition: 'idle:1', primary: true }] };
  sandbox = await startSandbox(
    quickWorld({
      services: [first, ...services.slice(1)],
      taskDefinitions: [...quickWorld().taskDefinitions!, definition('idle', 'idle:v1')],
    }),
  );
  clients = clientsOf(sandbox);
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

describe('a change of the controller', () => {
  const change = (service: string, type: 'ECS' | 'EXTERNAL' | 'CODE_DEPLOY'): Promise<unknown> =>
    clients.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service, deploymentController: { type } }));
  const shown = async (service: string): Promise<unknown> => {
    const reply = await clients.ecs.send(
      new DescribeServicesCommand({ cluster: 'demo', services: [service] }),
    );
    const [{ deploymentController, deployments, taskSets } = {}] = reply.services ?? [];
    return [deploymentController?.type, deployments?.length, taskSets?.length];
  };

  test('to ECS needs exactly one set, which is PRIMARY (fact 22)', async () => {
    expect(await refusal(change('empty', 'ECS'))).toContain('requires a primary taskset in the service');
    const extra = sandbox.control.addTaskSet({ service: 'web', taskSet: { taskDefinition: 'idle:1' } });
    expect(await refusal(change('web', 'ECS'))).toContain('multiple tasksets in the service');
    sandbox.control.deleteTaskSet({ taskSet: extra });
    await until(
      () => shown('web'),
      (now) => JSON.stringify(now) === '["EXTERNAL",0,1]',
    );
    await change('web', 'ECS');
    expect(await shown('web')).toEqual(['ECS', 1, 0]);
  });

  test('to EXTERNAL goes on showing deployments (fact 37), and there is no way to CODE_DEPLOY', async () => {
    expect(await refusal(change('web', 'CODE_DEPLOY'))).toContain('from ECS to CODE_DEPLOY is not supported');
    await change('web', 'EXTERNAL');
    expect(await shown('web')).toEqual(['EXTERNAL', 1, 0]);
  });
});
