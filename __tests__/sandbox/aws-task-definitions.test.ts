import {
  DeregisterTaskDefinitionCommand,
  DescribeTaskDefinitionCommand,
  ListTaskDefinitionsCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import type {
  ListTaskDefinitionsCommandInput,
  RegisterTaskDefinitionCommandInput,
  RegisterTaskDefinitionCommandOutput,
} from '@aws-sdk/client-ecs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, definition, refusal } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;

beforeAll(async () => {
  sandbox = await startSandbox({ pageSize: 2 });
  clients = clientsOf(sandbox);
});

afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});

describe('task definitions', () => {
  const register = (input: object): Promise<RegisterTaskDefinitionCommandOutput> =>
    clients.ecs.send(new RegisterTaskDefinitionCommand(input as RegisterTaskDefinitionCommandInput));

  /** Past the SDK's serializer, as raw JSON. */
  async function raw(operation: string, body: object): Promise<Record<string, Record<string, unknown>>> {
    const headers = {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
    };
    const reply = await fetch(sandbox.awsUrl, { method: 'POST', headers, body: JSON.stringify(body) });
    return (await reply.json()) as Record<string, Record<string, unknown>>;
  }

  test('get a new revision each time, also when they are equal', async () => {
    const first = await register(definition('twice', 'web:v1'));
    const second = await register(definition('twice', 'web:v1'));
    expect([first.taskDefinition!.revision, second.taskDefinition!.revision]).toEqual([1, 2]);
  });

  test('keep members that no SDK knows, and empty values', async () => {
    const [container] = definition('x', 'web:v1')['containerDefinitions'] as object[];
    const extra = {
      futureMember: { deep: [1, ''] },
      containerDefinitions: [{ ...container, novelty: [], command: [] }],
    };
    await raw('RegisterTaskDefinition', definition('future', 'web:v1', extra));
    const { taskDefinition } = await raw('DescribeTaskDefinition', { taskDefinition: 'future' });
    expect(taskDefinition).toMatchObject({
      futureMember: { deep: [1, ''] },
      containerDefinitions: [{ novelty: [], command: [], essential: true, environment: [] }],
    });
  });

  test('lose or refuse members that no SDK knows, as the switch says', async () => {
    const [container] = definition('x', 'web:v1')['containerDefinitions'] as object[];
    const input = definition('switched', 'web:v1', {
      quantum: { mode: 'fast' },
      containerDefinitions: [{ ...container, novelty: 1, dockerLabels: { any: 'label' } }],
    });
    sandbox.control.setUnknowns({ unknownMembers: 'refused' });
    expect(await raw('RegisterTaskDefinition', input)).toMatchObject({
      __type: 'SerializationException',
      message: 'Unrecognized field containerDefinitions[0].novelty',
    });
    sandbox.control.setUnknowns({ unknownMembers: 'dropped' });
    const { taskDefinition } = await raw('RegisterTaskDefinition', input);
    sandbox.control.setUnknowns({ unknownMembers: 'kept' });
    expect(taskDefinition).not.toHaveProperty('quantum');
    expect(taskDefinition?.['containerDefinitions']).toEqual([
      expect.not.objectContaining({ novelty: expect.anything() as unknown }),
    ]);
    expect(taskDefinition?.['containerDefinitions']).toMatchObject([{ dockerLabels: { any: 'label' } }]);
  });

  test('return tags when asked to', async () => {
    await register({ ...definition('tagged', 'web:v1'), tags: [{ key: 'hash', value: 'abc' }] });
    const ask = (include: 'TAGS'[]): Promise<{ tags?: unknown }> =>
      clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'tagged', include }));
    expect((await ask(['TAGS'])).tags).toEqual([{ key: 'hash', value: 'abc' }]);
    expect((await ask([])).tags).toBeUndefined();
  });

  test('are refused as ECS refuses them', async () => {
    const bad = (change: object): Promise<string> =>
      refusal(register({ ...definition('bad', 'web:v1'), ...change }));
    expect(await bad({ family: 'no spaces' })).toMatch(/^ClientException: Family/);
    expect(await bad({ containerDefinitions: [] })).toMatch(/Container list cannot be empty/);
    expect(await bad({ containerDefinitions: [{ image: 'a' }] })).toMatch(/Container.name/);
    expect(await bad({ containerDefinitions: [{ name: 'a' }] })).toMatch(/Container.image/);
    const twins = [
      { name: 'a', image: 'b' },
      { name: 'a', image: 'b' },
    ];
    expect(await bad({ containerDefinitions: twins })).toMatch(/duplicate names/);
    expect(await bad({ containerDefinitions: [{ name: 'a', image: 'b', essential: false }] })).toMatch(
      /essential/,
    );
    expect(await bad({ networkMode: 'bridge' })).toMatch(/Fargate only supports network mode/);
    expect(await bad({ cpu: undefined })).toMatch(/requires that 'cpu'/);
    expect(await bad({ requiresCompatibilities: ['EC2'], memory: undefined })).toMatch(
      /'memory' or 'memoryReservation'/,
    );
    const { __type: type } = await raw('RegisterTaskDefinition', { family: 7 });
    expect(type).toBe('SerializationException');
  });

  test('are listed by family, in both orders, two to a page, by status', async () => {
    for (let count = 0; count < 5; count++) await register(definition('listed', 'web:v1'));
    await clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'listed:2' }));
    const all = async (input: ListTaskDefinitionsCommandInput): Promise<string[]> => {
      const arns: string[] = [];
      let nextToken: string | undefined;
      do {
        const page = await clients.ecs.send(
          new ListTaskDefinitionsCommand({ familyPrefix: 'listed', ...input, nextToken }),
        );
        expect(page.taskDefinitionArns!.length).toBeLessThanOrEqual(2);
        arns.push(...page.taskDefinitionArns!.map((one) => one.split('/')[1]!));
        nextToken = page.nextToken;
      } while (nextToken !== undefined);
      return arns;
    };
    expect(await all({})).toEqual(['listed:1', 'listed:3', 'listed:4', 'listed:5']);
    expect(await all({ sort: 'DESC' })).toEqual(['listed:5', 'listed:4', 'listed:3', 'listed:1']);
    expect(await all({ status: 'INACTIVE' })).toEqual(['listed:2']);
    expect(await all({ familyPrefix: 'list' })).toEqual([]);
  });

  test('that are deregistered can still be read by number, and are no longer the latest', async () => {
    for (let count = 0; count < 2; count++) await register(definition('retired', 'web:v1'));
    await clients.ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'retired:2' }));
    const status = async (taskDefinition: string): Promise<string> => {
      const { taskDefinition: found } = await clients.ecs.send(
        new DescribeTaskDefinitionCommand({ taskDefinition }),
      );
      return `${found!.revision!} ${found!.status!}`;
    };
    expect(await status('retired:2')).toBe('2 INACTIVE');
    expect(await status('retired')).toBe('1 ACTIVE');
    expect(await refusal(status('retired:3'))).toBe('ClientException: Unable to describe task definition.');
    const unnumbered = new DeregisterTaskDefinitionCommand({ taskDefinition: 'retired' });
    expect(await refusal(clients.ecs.send(unnumbered))).toMatch(/^ClientException/);
  });
});
