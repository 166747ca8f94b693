// Limits that all clients of an account share, with the stock SDK.
import { ListServicesCommand } from '@aws-sdk/client-ecs';
import { DescribeTargetGroupsCommand, ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createBuckets } from '../../sandbox/buckets.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { clientsOf, quickWorld, refusal } from './aws-support.ts';
import type { Clients } from './aws-support.ts';

const ofReads = { service: 'elasticloadbalancing', calls: 'reads', size: 4, perSecond: 0.001 } as const;

describe('a bucket', () => {
  let sandbox: Sandbox;
  let clients: readonly Clients[];
  beforeAll(async () => {
    sandbox = await startSandbox(quickWorld({ buckets: [ofReads] }));
    clients = [clientsOf(sandbox), clientsOf(sandbox)];
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await sandbox.stop();
  });

  test("is shared by all clients, throttles in AWS's words when it is empty, and limits no other calls", async () => {
    const [one, other] = clients as [Clients, Clients];
    const read = ({ elb }: Clients): Promise<unknown> => elb.send(new DescribeTargetGroupsCommand({}));
    for (const client of [one, other, one, other]) await read(client);
    expect(await refusal(read(one))).toBe('Throttling: Rate exceeded');
    expect(await refusal(read(other))).toBe('Throttling: Rate exceeded');
    const rule = sandbox.world().rules.find(({ priority }) => priority !== null);
    const write = new ModifyRuleCommand({ RuleArn: rule?.arn ?? '', Actions: [] });
    expect(await refusal(one.elb.send(write))).not.toContain('Throttling');
    await one.ecs.send(new ListServicesCommand({ cluster: 'demo' }));
    expect(sandbox.calls().filter(({ errorCode }) => errorCode === 'Throttling')).toHaveLength(2);
  });
});

test('a bucket fills at its rate, and never above its size', () => {
  const { take } = createBuckets([{ ...ofReads, size: 2, perSecond: 10 }]);
  const call = { service: 'elasticloadbalancing', isWrite: false };
  const isThrottled = (nowMs: number): boolean => take(call, nowMs) !== null;
  expect([0, 0, 0, 99, 101].map(isThrottled)).toEqual([false, false, true, true, false]);
  expect([9000, 9000, 9000].map(isThrottled)).toEqual([false, false, true]);
});
