import { DescribeServicesCommand, TagResourceCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

let sandbox: Sandbox;
let clients: Clients;
const serviceArn = 'arn:aws:ecs:eu-west-1:123456789012:service/demo/web';

beforeAll(async () => {
  sandbox = await startSandbox(quickWorld());
  clients = clientsOf(sandbox);
});
afterAll(async () => {
  clients.destroy();
  await sandbox.stop();
});
afterEach(() => {
  sandbox.faults.clear();
  sandbox.control.wipeServiceTags({ service: 'web' });
});

const tag = (value: string): Promise<unknown> =>
  clients.ecs.send(new TagResourceCommand({ resourceArn: serviceArn, tags: [{ key: 'k', value }] }));
const tagsNow = (): Readonly<Record<string, string>> => sandbox.world().services[0]!.tags;
const describeGroups = (): Promise<unknown> => clients.elb.send(new DescribeTargetGroupsCommand({}));

describe('a network between client and AWS', () => {
  test.each([
    ['garbled', /Parse Error/],
    ['html', /Unexpected token '<'/],
  ] as const)('carries the operation out and answers with something else: %s', async (kind, said) => {
    sandbox.faults.add({ operation: 'TagResource', kind });
    expect(await refusal(tag(kind))).toMatch(said);
    expect(tagsNow()).toEqual({ k: kind });
    expect(sandbox.calls().at(-1)).toMatchObject({ outcome: 'lost', wasCarriedOut: true });
  });

  test('answers with an empty page in place of a list, without carrying the call out', async () => {
    sandbox.faults.add({ operation: 'DescribeTargetGroups', kind: 'empty', when: 'before' });
    await describeGroups().catch(() => undefined);
    expect(sandbox.calls().at(-1)).toMatchObject({ outcome: 'lost', wasCarriedOut: false });
  });

  test('answers every page with the first one and the name of a next one', async () => {
    sandbox.faults.add({ operation: 'DescribeTargetGroups', kind: 'endless', always: true });
    const pages = [undefined, 'some', 'other'].map((Marker) =>
      clients.elb.send(new DescribeTargetGroupsCommand(Marker === undefined ? {} : { Marker })),
    );
    const [first, ...others] = await Promise.all(pages);
    expect(first?.TargetGroups?.length).toBeGreaterThan(0);
    for (const page of others) expect(page.TargetGroups).toEqual(first?.TargetGroups);
    expect(new Set([first, ...others].map((page) => page?.NextMarker)).size).toBe(3);
  });

  test('answers with a body that never ends', async () => {
    sandbox.faults.add({ operation: 'DescribeTargetGroups', kind: 'drip' });
    const answer = await fetch(sandbox.awsUrl, {
      method: 'POST',
      body: 'Action=DescribeTargetGroups&Version=2015-12-01',
      signal: AbortSignal.timeout(5_000),
    });
    const reader = answer.body!.getReader();
    for (let chunks = 0; chunks < 3; chunks += 1) expect((await reader.read()).done).toBe(false);
    await reader.cancel();
  });
});

describe('an AWS that leaves out empty lists', () => {
  test('answers without them, and with all others', async () => {
    const ask = new DescribeServicesCommand({ cluster: 'demo', services: ['web'] });
    expect((await clients.ecs.send(ask)).failures).toEqual([]);
    sandbox.control.setUnknowns({ emptyLists: 'left-out' });
    const { services, failures } = await clients.ecs.send(ask);
    sandbox.control.setUnknowns({ emptyLists: 'sent' });
    expect([services?.length, failures]).toEqual([1, undefined]);
  });
});
