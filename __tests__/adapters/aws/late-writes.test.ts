// How old a read is, and that a write which comes too late never reaches the wire.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import http from 'node:http';
import { timingPort } from '../../../src/adapters/aws/attempts.ts';
import { createAwsClients } from '../../../src/adapters/aws/clients.ts';
import { ecsPort } from '../../../src/adapters/ecs/port.ts';
import { loadBalancerPort } from '../../../src/adapters/elb/port.ts';
import { scalingPort } from '../../../src/adapters/scaling/port.ts';
import { arn, type RuleArn, type TargetGroupArn } from '../../../src/domain/common/values/arn.ts';
import type { TaskSetArn } from '../../../src/domain/task-sets/model/world.ts';
import { TooLate } from '../../../src/errors.ts';
import { closeServer, listenOn } from '../../../sandbox/wire/http.ts';
import { aSet, serviceArn } from '../../support/worlds.ts';
import { elbAnswer } from '../elb/xml.ts';

/** Answers the calls in turn; the last one answers all that follow. Each takes a second of the run's clock. */
type Reply = (response: http.ServerResponse) => void;
let replies: Reply[] = [];
let asked = 0;
let nowMs = 0;
const server = http.createServer((request, response) => {
  asked += 1;
  nowMs += 1000;
  const reply = replies.length > 1 ? replies.shift() : replies[0];
  request.resume().on('end', () => reply?.(response));
});
const before = { ...process.env };

beforeAll(async () => {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: await listenOn(server, '127.0.0.1'),
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
  [asked, nowMs] = [0, 0];
});

const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': 'r-1' };
const answer =
  (body: object, status = 200): Reply =>
  (response) => {
    response.writeHead(status, headers).end(JSON.stringify(body));
  };
const health: Reply = (response) => {
  const empty = elbAnswer('DescribeTargetHealth', '<TargetHealthDescriptions/>');
  response.writeHead(200, { 'content-type': 'text/xml' }).end(empty);
};
const throttled = answer({ __type: 'ThrottlingException', message: 'Rate exceeded' }, 400);
const clients = createAwsClients({ AWS_REGION: 'eu-west-1' });
const name = { cluster: 'shop', service: 'web' };
const [ecs, balancing, scaling] = [ecsPort(clients, name), loadBalancerPort(clients), scalingPort(clients)];
const timing = timingPort({ now: () => nowMs, sleep: () => Promise.resolve() });
const group = arn<TargetGroupArn>('arn:tg/blue');
const set = arn<TaskSetArn>('arn:set/1');

test('a read is as old as its last attempt', async () => {
  replies = [throttled, throttled, answer({ taskArns: [] })];
  const { readAtMs } = await timing.read(() => ecs.readStoppedTasks());
  expect([asked, readAtMs]).toEqual([3, 2000]);
});

test('a read of several pages is as old as the first of them', async () => {
  replies = [answer({ taskArns: [], nextToken: 'n' }), answer({ taskArns: [] })];
  const { readAtMs } = await timing.read(() => ecs.readStoppedTasks());
  expect([asked, readAtMs]).toEqual([2, 0]);
});

test('a read of several calls is as old as the oldest, and knows nothing of other reads', async () => {
  replies = [health];
  const first = timing.read(async () => {
    await balancing.readTargets(group);
    await balancing.readTargets(group);
  });
  await first;
  const second = await timing.read(() => balancing.readTargets(group));
  expect([(await first).readAtMs, second.readAtMs]).toEqual([0, 2000]);
});

test('what sends no call is as old as its start', async () => {
  nowMs = 500;
  expect(await timing.read(() => Promise.resolve('known'))).toMatchObject({ value: 'known', readAtMs: 500 });
});

const green = {
  tokenText: 't',
  externalId: 'e',
  taskDefinition: aSet(1).taskDefinition,
  attachment: { group, containerName: 'web', containerPort: 8080 },
  settings: aSet(1).settings,
  tags: {},
};
const state = { scaleInSuspended: false, scaleOutSuspended: false, scheduledSuspended: false };
const writes: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['a rule', () => balancing.writeActions({ kind: 'rule', rule: arn<RuleArn>('arn:rule/1') }, [])],
  ['a deletion', () => ecs.deleteTaskSet(set)],
  ['a scale', () => ecs.updateScale(set, 50)],
  ['a label', () => ecs.labelPrimary(set, 1000)],
  ['a tag', () => ecs.tagService(serviceArn, { blue: 'x' })],
  ['a tag less', () => ecs.untagService(serviceArn, ['blue'])],
  ['a task set', () => ecs.createTaskSet(green)],
  ['a registration', () => ecs.registerTaskDefinition({ family: 'web' }, 'h')],
  ['auto scaling', () => scaling.writeScaling('shop', 'web', state)],
];

test.each(writes)('%s that comes too late is not sent', async (_what, write) => {
  nowMs = 5000;
  await expect(timing.sendBy(4999, write)).rejects.toBeInstanceOf(TooLate);
  expect(asked).toBe(0);
});

test('a write goes out while its time is not over', async () => {
  replies = [answer({ taskSet: { taskSetArn: 'arn:set/1' } })];
  await timing.sendBy(0, () => ecs.updateScale(set, 50));
  expect(asked).toBe(1);
});

test('a process that was stopped after the call had begun sends nothing when it goes on', async () => {
  // What a stopped process does not notice: the clock is past the moment when the request is due.
  const stopped = timingPort({ now: () => (nowMs += 10_000), sleep: () => Promise.resolve() });
  await expect(stopped.sendBy(9000, () => ecs.deleteTaskSet(set))).rejects.toBeInstanceOf(TooLate);
  expect(asked).toBe(0);
});

test('a task set is not asked for again after its time, though its token would make that safe', async () => {
  replies = [throttled];
  await expect(timing.sendBy(500, () => ecs.createTaskSet(green))).rejects.toBeInstanceOf(TooLate);
  expect(asked).toBe(1);
});

test('a task set whose first answer was lost may exist, though it is too late to ask again', async () => {
  replies = [(response) => response.destroy()];
  const created = timing.sendBy(500, () => ecs.createTaskSet(green));
  await expect(created).rejects.toMatchObject({ trouble: { kind: 'lost' } });
  expect(asked).toBe(1);
});

test('work that is late is not waited for, and goes on', async () => {
  let done: (what: string) => void = () => undefined;
  const work = new Promise<string>((resolve) => (done = resolve));
  expect(await timing.within(5, work)).toBeNull();
  done('done');
  expect(await timing.within(600_000, work)).toBe('done');
});
