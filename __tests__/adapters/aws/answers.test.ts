import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { allPages } from '../../../src/adapters/aws/calls.ts';
import { createAwsClients } from '../../../src/adapters/aws/clients.ts';
import { isKnownOperation } from '../../../src/adapters/aws/results.ts';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import { loadBalancerPort } from '../../../src/adapters/elb/port.ts';
import { scalingPort } from '../../../src/adapters/scaling/port.ts';
import { arn } from '../../../src/domain/common/values/arn.ts';
import type { RuleArn, TargetGroupArn } from '../../../src/domain/common/values/arn.ts';
import type { TaskSetArn } from '../../../src/domain/task-sets/model/world.ts';
import type { PortError } from '../../../src/errors.ts';
import { closeServer, listenOn } from '../../../sandbox/wire/http.ts';
import { rejection } from './rejection.ts';
import { elbAnswer } from '../elb/xml.ts';

type Reply = (response: http.ServerResponse) => void;
let reply: Reply = () => undefined;
let asked = 0;
const server = http.createServer((request, response) => {
  asked += 1;
  request.resume().on('end', () => {
    reply(response);
  });
});
const before = { ...process.env };
let address = '';

beforeAll(async () => {
  address = await listenOn(server, '127.0.0.1');
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: address,
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
  });
});
afterAll(async () => {
  for (const known of Object.keys(process.env)) Reflect.deleteProperty(process.env, known);
  Object.assign(process.env, before);
  await closeServer(server);
});
beforeEach(() => {
  asked = 0;
});

const group = arn<TargetGroupArn>('arn:tg/blue');
/** Two attempts, so that a retry shows and takes no time. */
const clients = () => createAwsClients({ AWS_REGION: 'eu-west-1' }, { attempts: 2 });
const ecs = () => ecsPort(clients(), { cluster: 'shop', service: 'web' });
const balancing = () => loadBalancerPort(clients());

const answerWith =
  (body: string, headers: http.OutgoingHttpHeaders, status = 200): Reply =>
  (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
const xml = { 'content-type': 'text/xml' };
const json = { 'content-type': 'application/x-amz-json-1.1' };
const signed = { ...json, 'x-amzn-requestid': 'r-1' };
const notHttp: Reply = (response) => {
  response.socket?.end('SSH-2.0-OpenSSH_9.6\r\n');
};
const cutOff = elbAnswer('DescribeTargetHealth', '<TargetHealthDescriptions><member/>').slice(0, -60);

/** What a network between here and AWS may answer. */
const strange: readonly (readonly [string, Reply])[] = [
  ['a page of a proxy', answerWith('<html><body>Sign in</body></html>', { 'content-type': 'text/html' })],
  ['an empty page', answerWith('', {})],
  ['a page with status 403', answerWith('<html>Blocked</html>', { 'content-type': 'text/html' }, 403)],
  ['a redirect', answerWith('', { location: 'https://login.example.com' }, 302)],
  ['bytes that are not HTTP', notHttp],
];
const strangeXml: typeof strange = [
  ...strange,
  ['the answer to another operation', answerWith(elbAnswer('DescribeTags', '<TagDescriptions/>'), xml)],
  ['an answer that was cut off', answerWith(cutOff, xml)],
];
const strangeJson: typeof strange = [
  ...strange,
  ['JSON without a request id', answerWith('{"taskArns":[]}', json)],
  ['JSON of somebody else', answerWith('{"status":"ok"}', signed)],
  ['a list', answerWith('[]', signed)],
  ['a text in place of a list', answerWith('{"taskArns":"arn:task/1"}', signed)],
  ['a list of nothing', answerWith('{"taskArns":[null]}', signed)],
  ['an entity without its ARN', answerWith('{"taskSet":{}}', signed)],
  ['an error whose type is not a text', answerWith('{"__type":{"a":1}}', signed, 400)],
  [
    'a page with the header of an error',
    answerWith('<html>Blocked</html>', { 'x-amzn-errortype': 'ClientException' }, 400),
  ],
];

describe.each(strangeXml)('%s', (_what, strangeReply) => {
  test('is repeated for a read of ELB, and never counts as an empty list', async () => {
    reply = strangeReply;
    const { trouble } = (await rejection(balancing().readTargets(group))) as PortError;
    expect(trouble).toMatchObject({ kind: 'busy', action: 'elasticloadbalancing:DescribeTargetHealth' });
    expect(asked).toBe(2);
  });

  test('leaves open whether a write of ELB was carried out, and is sent once', async () => {
    reply = strangeReply;
    const write = balancing().writeActions({ kind: 'rule', rule: arn<RuleArn>('arn:rule/1') }, []);
    const { trouble } = (await rejection(write)) as PortError;
    expect(trouble).toMatchObject({ kind: 'lost', action: 'elasticloadbalancing:ModifyRule' });
    expect(asked).toBe(1);
  });
});

describe.each(strangeJson)('%s', (_what, strangeReply) => {
  test('is repeated for a read of ECS, and never counts as an empty list', async () => {
    reply = strangeReply;
    const { trouble } = (await rejection(ecs().readStoppedTasks())) as PortError;
    expect(trouble).toMatchObject({ kind: 'busy', action: 'ecs:ListTasks' });
    expect(asked).toBe(2);
  });

  test('leaves open whether a write of ECS was carried out, and is sent once', async () => {
    reply = strangeReply;
    const { trouble } = (await rejection(ecs().deleteTaskSet(arn<TaskSetArn>('arn:set/1')))) as PortError;
    expect(trouble).toMatchObject({ kind: 'lost', action: 'ecs:DeleteTaskSet' });
    expect(asked).toBe(1);
  });
});

describe('an answer of AWS', () => {
  test.each([
    ['has an empty list', '<TargetHealthDescriptions/>'],
    ['leaves out an empty list', ''],
  ])('counts as no targets if it %s', async (_how, inside) => {
    reply = answerWith(elbAnswer('DescribeTargetHealth', inside), xml);
    await expect(balancing().readTargets(group)).resolves.toEqual([]);
  });

  test.each([
    ['has an empty list', '{"ScalableTargets":[]}'],
    ['leaves out an empty list', '{}'],
  ])('counts as no auto scaling if it %s', async (_how, body) => {
    reply = answerWith(body, signed);
    await expect(scalingPort(clients()).readScaling('shop', 'web')).resolves.toBeNull();
  });

  test('has to hold the task set that a write changed', async () => {
    reply = answerWith('{}', signed);
    const { trouble } = (await rejection(
      ecs().labelPrimary(arn<TaskSetArn>('arn:set/1'), null),
    )) as PortError;
    expect(trouble.kind).toBe('lost');
  });
});

/** Sends the headers at once, and then a byte at a time, forever. */
const dripping: Reply = (response) => {
  response.writeHead(200, xml);
  const drip = setInterval(() => response.write(' '), 50);
  response.on('close', () => {
    clearInterval(drip);
  });
};

describe('a body that drips', () => {
  test('ends a read with its attempts', async () => {
    reply = dripping;
    const { trouble } = (await rejection(balancing().readTargets(group))) as PortError;
    expect(trouble).toMatchObject({ kind: 'busy', code: 'TimeoutError' });
    expect(asked).toBe(2);
  });

  test('ends a write within its own limit', async () => {
    reply = dripping;
    const { trouble } = (await rejection(
      ecs().labelPrimary(arn<TaskSetArn>('arn:set/1'), 3000),
    )) as PortError;
    expect(trouble).toMatchObject({ kind: 'lost', code: 'TimeoutError' });
    expect(asked).toBe(1);
  });
});

describe('pages without an end', () => {
  test('end with an error that names the call, if a page names itself', async () => {
    const more = '{"taskArns":[],"nextToken":"again"}';
    reply = answerWith(more, signed);
    const { trouble } = (await rejection(ecs().readStoppedTasks())) as PortError;
    expect(trouble).toMatchObject({ kind: 'busy', action: 'ecs:ListTasks', resource: 'web' });
    expect(trouble.message).toBe('page 2 names itself as the next page');
  });

  test('end after a thousand', async () => {
    let page = 0;
    const forever = allPages(() => Promise.resolve({ items: [], next: String((page += 1)) }));
    await expect(forever).rejects.toThrow('the list has no end after 1000 pages');
    expect(page).toBe(1000);
  });
});

test('the result of every operation that an adapter sends is listed', () => {
  const folder = path.join(import.meta.dirname, '../../../src/adapters');
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter((one) =>
    one.endsWith('.ts'),
  );
  const sources = files.map((file) => readFileSync(path.join(folder, file), 'utf8'));
  const sent = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/\bnew (?:sdk\.)?(\w+)Command\(/g)].map(([, name]) => name ?? ''),
    ),
  );
  expect(sent.size).toBeGreaterThan(20);
  expect([...sent].filter((operation) => !isKnownOperation(operation))).toEqual([]);
});
