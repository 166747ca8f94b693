// What an observation reads, keeps, and says about it.
import { expect, test } from '@jest/globals';
import { everything, type Part, type Wanted } from '../../src/domain/task-sets/model/look.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { PortError } from '../../src/errors.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { anAws } from '../support/scenarios.ts';
import { aMemory, aPlan } from '../support/worlds.ts';

const rulesRead = 'elasticloadbalancing:DescribeRules';
const only = (...parts: readonly Part[]): Wanted => ({ parts, keepsFailing: false });

async function observedTwice(
  wanted: Wanted,
  between: (setting: ReturnType<typeof setUp>, first: World) => void = () => undefined,
): Promise<{ readonly first: World; readonly second: World; readonly reads: readonly string[] }> {
  const setting = setUp();
  const first = await setting.observe(aMemory(), null, everything);
  setting.ports.reads = [];
  setting.aws.nowMs += 5000;
  between(setting, first);
  const second = await setting.observe(aMemory(), first, wanted);
  // Until green exists, each look also asks whether its revision is registered.
  const reads = setting.ports.reads.filter((action) => action !== 'ecs:ListTaskDefinitions');
  return { first, second, reads };
}

function setUp() {
  const aws = anAws();
  const ports = fakePorts(aws, '100-shop');
  return { aws, ports, observe: createObserver(ports, aPlan()) };
}

test('reads only what is wanted, and keeps the rest with its age', async () => {
  const { first, second, reads } = await observedTwice(only('rules'));
  expect(reads).toEqual([rulesRead]);
  const ages = (world: World, part: Part) => world.look?.readings[part];
  expect(ages(second, 'service')).toEqual({ ...ages(first, 'service'), isNew: false });
  expect(ages(second, 'rules')).toMatchObject({ isNew: true, calls: 1 });
  expect(ages(second, 'rules')?.readAtMs).toBeGreaterThan(ages(first, 'rules')?.readAtMs ?? 0);
});

test('reads a part that is not wanted if what it belongs to has changed', async () => {
  const { reads } = await observedTwice(only('service'), ({ aws }) => {
    aws.state.desired += 1;
  });
  expect(reads).toContain('ecs:ListTasks');
  expect(reads).not.toContain(rulesRead);
});

test('fails if what is wanted can not be read, unless its last known value may stay', async () => {
  const failing = ({ ports }: ReturnType<typeof setUp>): void => {
    ports.readFault = (action) => (action === rulesRead ? 'busy' : null);
  };
  await expect(observedTwice(only('rules'), failing)).rejects.toBeInstanceOf(PortError);
  const { second } = await observedTwice({ parts: ['rules'], keepsFailing: true }, failing);
  expect(second.look?.readings.rules.failing?.trouble.action).toBe(rulesRead);
});
