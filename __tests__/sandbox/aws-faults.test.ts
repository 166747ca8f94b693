import { CreateTaskSetCommand, DescribeServicesCommand, TagResourceCommand } from '@aws-sdk/client-ecs';
import {
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  ModifyRuleCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal, until } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
const serviceArn = 'arn:aws:ecs:eu-west-1:123456789012:service/demo/web';

beforeAll(async () => {
  sandbox = await startSandbox(quickWorld({ faults: [{ operation: 'ListServices', kind: 'throttle' }] }));
  clients = clientsOf(sandbox);
});
afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.control.setDelays({ consistency: 0 });
  sandbox.control.wipeServiceTags({ service: 'web' });
});

const tag = (value: string): Promise<unknown> =>
  clients.ecs.send(new TagResourceCommand({ resourceArn: serviceArn, tags: [{ key: 'k', value }] }));
const tagsNow = (): Readonly<Record<string, string>> => sandbox.world().services[0]!.tags;
const describeWeb = async (): Promise<Readonly<Record<string, string>>> => {
  const ask = new DescribeServicesCommand({ cluster: 'demo', services: ['web'], include: ['TAGS'] });
  const { services } = await clients.ecs.send(ask);
  return Object.fromEntries((services![0]!.tags ?? []).map((one) => [one.key!, one.value ?? '']));
};
const describeGroups = (): Promise<unknown> => clients.elb.send(new DescribeTargetGroupsCommand({}));

describe('a fault', () => {
  test('of the spec is armed from the start', () => {
    expect(sandbox.calls()).toEqual([]);
    // afterEach has not run yet: the seeded fault is the only one.
    expect(sandbox.faults.list()).toMatchObject([{ seen: 0, hits: 0, fault: { operation: 'ListServices' } }]);
  });

  test('throttles in the words of each protocol', async () => {
    sandbox.faults.add({ operation: '*', kind: 'throttle', count: 2 });
    expect(await refusal(tag('a'))).toBe('ThrottlingException: Rate exceeded');
    expect(await refusal(describeGroups())).toBe('Throttling: Rate exceeded');
    await describeGroups();
  });

  test('denies access, naming the action', async () => {
    sandbox.faults.add({ operation: 'TagResource', kind: 'access-denied' });
    sandbox.faults.add({ operation: 'DescribeTargetGroups', kind: 'access-denied' });
    expect(await refusal(tag('a'))).toMatch(
      /^AccessDeniedException: .*not authorized to perform: ecs:TagResource/,
    );
    expect(await refusal(describeGroups())).toMatch(
      /^AccessDenied: .*elasticloadbalancing:DescribeTargetGroups/,
    );
    expect(tagsNow()).toEqual({});
  });

  test('of the server comes before or after the effect', async () => {
    sandbox.faults.add({ operation: 'TagResource', kind: 'server-error' });
    expect(await refusal(tag('before'))).toMatch(/^ServerException/);
    expect(tagsNow()).toEqual({});
    sandbox.faults.add({ operation: 'TagResource', kind: 'server-error', when: 'after', status: 503 });
    expect(await refusal(tag('after'))).toMatch(/^ServerException/);
    expect(tagsNow()).toEqual({ k: 'after' });
  });

  test('can be any error', async () => {
    sandbox.faults.add({
      operation: 'TagResource',
      kind: 'error',
      code: 'ClusterNotFoundException',
      message: 'Gone.',
    });
    expect(await refusal(tag('a'))).toBe('ClusterNotFoundException: Gone.');
  });

  test('loses the answer after the operation was carried out', async () => {
    sandbox.faults.add({ operation: 'TagResource', kind: 'lost-answer' });
    expect(await refusal(tag('lost'))).toMatch(/socket hang up|ECONNRESET/);
    expect(tagsNow()).toEqual({ k: 'lost' });
    expect(sandbox.calls().at(-1)).toMatchObject({
      operation: 'TagResource',
      outcome: 'lost',
      wasCarriedOut: true,
    });
  });

  test('loses the request before anything happened', async () => {
    sandbox.faults.add({ operation: 'TagResource', kind: 'lost-request' });
    expect(await refusal(tag('lost'))).toMatch(/socket hang up|ECONNRESET/);
    expect(tagsNow()).toEqual({});
    expect(sandbox.calls().at(-1)).toMatchObject({ outcome: 'lost', wasCarriedOut: false });
  });

  test('holds an answer back until it is released', async () => {
    const id = sandbox.faults.add({ operation: 'TagResource', kind: 'hold' });
    let isAnswered = false;
    const answer = tag('held').then(() => {
      isAnswered = true;
    });
    await until(tagsNow, (tags) => tags['k'] === 'held');
    expect(isAnswered).toBe(false);
    sandbox.faults.release(id);
    await answer;
  });

  test('slows a call down before it is carried out', async () => {
    sandbox.faults.add({ operation: 'TagResource', kind: 'slow', ms: 150 });
    const startedAt = performance.now();
    await tag('slow');
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(145);
  });

  test('hits the nth call and the configured number of calls after it', async () => {
    const id = sandbox.faults.add({ operation: 'TagResource', kind: 'throttle', nth: 2, count: 2 });
    const outcomes: string[] = [];
    for (let call = 0; call < 4; call++)
      outcomes.push(
        await tag('x').then(
          () => 'ok',
          () => 'refused',
        ),
      );
    expect(outcomes).toEqual(['ok', 'refused', 'refused', 'ok']);
    expect(sandbox.faults.list()).toMatchObject([{ id, seen: 4, hits: 2 }]);
  });

  test('that is always on remains until it is removed', async () => {
    const id = sandbox.faults.add({ operation: 'TagResource', kind: 'throttle', always: true });
    for (let call = 0; call < 3; call++) expect(await refusal(tag('x'))).toMatch(/^Throttling/);
    sandbox.faults.remove(id);
    await tag('x');
  });

  test('hits only requests with the members that it names', async () => {
    sandbox.faults.add({
      operation: 'TagResource',
      kind: 'throttle',
      always: true,
      where: { 'tags.*.value': 'bad' },
    });
    await tag('good');
    expect(await refusal(tag('bad'))).toMatch(/^Throttling/);
  });

  test('hits only the client it names', async () => {
    sandbox.faults.add({ operation: 'TagResource', kind: 'throttle', always: true, client: 'somebody-else' });
    await tag('x');
    expect(sandbox.faults.list()).toMatchObject([{ seen: 0 }]);
  });

  test('with a spelling mistake is refused', () => {
    expect(() => sandbox.faults.add({ operation: 'X', kind: 'explode' } as never)).toThrow(
      /fault.kind: want one of/,
    );
  });
});

describe('reads that lag behind writes', () => {
  test('show the old state for a while, then the new one', async () => {
    sandbox.control.setDelays({ consistency: 300 });
    await tag('new');
    expect(await describeWeb()).toEqual({});
    await until(describeWeb, (tags) => tags['k'] === 'new');
  });

  test('hold for rules as well, and writes work on the state as it is', async () => {
    sandbox.control.setDelays({ consistency: 300 });
    const rule = sandbox.world().rules.find((one) => one.name === 'shop')!;
    const change = (Weight: number): Promise<unknown> => {
      const TargetGroupArn = sandbox.world().targetGroups[1]!.arn;
      const ForwardConfig = { TargetGroups: [{ TargetGroupArn, Weight }] };
      return clients.elb.send(
        new ModifyRuleCommand({ RuleArn: rule.arn, Actions: [{ Type: 'forward', ForwardConfig }] }),
      );
    };
    expect(await change(7)).toMatchObject({
      Rules: [{ Actions: [{ ForwardConfig: { TargetGroups: [{ Weight: 7 }] } }] }],
    });
    const { Rules } = await clients.elb.send(new DescribeRulesCommand({ RuleArns: [rule.arn] }));
    expect(Rules![0]!.Actions).toEqual(rule.actions);
  });
});

describe('the record of calls', () => {
  test('shows the client, the request and the outcome', async () => {
    const before = sandbox.calls().length;
    await tag('recorded');
    await refusal(
      clients.ecs.send(new CreateTaskSetCommand({ cluster: 'demo', service: 'web', taskDefinition: 'x:1' })),
    );
    const [first, second] = sandbox.calls().slice(before);
    expect(first).toMatchObject({
      seq: before + 1,
      service: 'ecs',
      operation: 'TagResource',
      request: { resourceArn: serviceArn, tags: [{ key: 'k', value: 'recorded' }] },
      isWrite: true,
      wasCarriedOut: true,
      outcome: 'ok',
      status: 200,
    });
    expect(first!.client).toContain('aws-sdk-js');
    expect(second).toMatchObject({
      isWrite: true,
      wasCarriedOut: false,
      outcome: 'error',
      errorCode: 'ClientException',
    });
  });

  test('decodes queries like JSON', async () => {
    await clients.elb.send(new DescribeTargetGroupsCommand({ Names: ['web-a', 'web-b'], PageSize: 1 }));
    expect(sandbox.calls().at(-1)).toMatchObject({
      service: 'elasticloadbalancing',
      operation: 'DescribeTargetGroups',
      request: { Names: ['web-a', 'web-b'], PageSize: 1 },
      isWrite: false,
    });
  });
});

describe('the control API', () => {
  async function ask(
    method: string,
    path: string,
    body?: object,
  ): Promise<{ status: number; body: unknown }> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const reply = await fetch(`${sandbox.controlUrl}${path}`, init);
    return { status: reply.status, body: await reply.json() };
  }

  test('adds, lists and removes faults', async () => {
    const { body } = await ask('POST', '/faults', { operation: 'TagResource', kind: 'throttle' });
    const { id } = body as { id: number };
    expect((await ask('GET', '/faults')).body).toMatchObject([{ id, fault: { kind: 'throttle' } }]);
    await ask('POST', `/faults/${id}/release`);
    await ask('DELETE', `/faults/${id}`);
    expect((await ask('GET', '/faults')).body).toEqual([]);
    expect((await ask('DELETE', '/faults')).status).toBe(200);
  });

  test('shows world, calls, environment and output', async () => {
    await tag('seen');
    const { seq } = sandbox.calls().at(-1)!;
    expect((await ask('GET', `/calls?since=${seq - 1}`)).body).toMatchObject([
      { seq, operation: 'TagResource' },
    ]);
    expect((await ask('GET', '/world')).body).toMatchObject({ services: [{ name: 'web' }, {}, {}, {}, {}] });
    expect((await ask('GET', '/env')).body).toMatchObject({ AWS_ENDPOINT_URL: sandbox.awsUrl });
    const [task] = sandbox.world().tasks;
    expect((await ask('GET', `/tasks/${task!.id}/output`)).body).toContain(`hello from ${task!.id}`);
  });

  test('does the same as the object in the process', async () => {
    await ask('POST', '/control/setWeights', { rule: 'http:default', weights: { 'web-a': 3, 'web-b': 4 } });
    expect(sandbox.world().rules.find((one) => one.name === 'http:default')!.weights).toEqual({
      'web-a': 3,
      'web-b': 4,
    });
    const taskSet = { taskDefinition: 'web:2', targetGroup: 'web-b', scale: 0, tags: { foreign: 'yes' } };
    const { body } = await ask('POST', '/control/addTaskSet', { service: 'web', taskSet });
    const { result } = body as { result: string };
    expect(sandbox.world().services[0]!.taskSets.at(-1)).toMatchObject({
      id: result,
      tags: { foreign: 'yes' },
    });
    await ask('POST', '/control/deleteTaskSet', { taskSet: result });
  });

  test('reports what does not exist', async () => {
    expect(await ask('POST', '/control/explode', {})).toMatchObject({ status: 404 });
    expect(await ask('GET', '/nothing')).toMatchObject({ status: 404 });
    expect(await ask('PUT', '/faults')).toMatchObject({ status: 404 });
    const wrong = await ask('POST', '/control/setWeights', { rule: 'nothing', weights: {} });
    expect(wrong.status).toBe(400);
    expect(JSON.stringify(wrong.body)).toContain('known are http:default');
  });
});
