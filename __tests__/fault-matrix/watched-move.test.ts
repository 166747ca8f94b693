// What a rollback by hand of the fault matrix counts as lost once traffic has moved.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { webService } from '../../sandbox/seeds.ts';
import { productionRules } from '../support/serving.ts';
import { watchMove } from './move.ts';

let sandbox: Sandbox;
let moved: ReturnType<typeof watchMove>;

const named = <T extends { readonly name: string }>(all: readonly T[], name: string): T =>
  all.find((one) => one.name === name)!;

/** Nothing runs in `web-b`, so it answers 503. */
function lead(group: 'web-a' | 'web-b', rules: readonly string[] = productionRules): void {
  for (const rule of rules)
    sandbox.control.setWeights({ rule, weights: { 'web-a': 0, 'web-b': 0, [group]: 100 } });
}

beforeEach(async () => {
  const world = webService({ hasTestListener: true }, { containers: 'inside' });
  sandbox = await startSandbox({ ...world, delays: { propagation: [0, 0] } });
  lead('web-b');
  const rule = (name: string) => named(sandbox.world().rules, name);
  const group = (name: string) => named(sandbox.world().targetGroups, name);
  moved = watchMove({ sandbox, rule, group }, 'web-a');
});
afterEach(() => sandbox.stop());

const statusOf = async (listener = 'http'): Promise<number> =>
  (await fetch(sandbox.listenerUrl(listener))).status;
const [first, ...others] = productionRules;

test('nothing before all of production has moved', async () => {
  expect(await statusOf()).toBe(503);
  lead('web-a', others);
  expect([await statusOf(), moved().lostAfter]).toEqual([503, 0]);
  expect(moved().atMs).toBe(Number.POSITIVE_INFINITY);
  lead('web-a', [first]);
  expect([await statusOf(), moved().lostAfter]).toEqual([200, 0]);
  expect(moved().atMs).toBeLessThan(Number.POSITIVE_INFINITY);
});

test('nothing that a node answers which has still to pick up the rules, however long that takes', async () => {
  sandbox.control.setDelays({ propagation: [600_000, 600_000] });
  lead('web-a');
  expect([await statusOf(), moved().lostAfter]).toEqual([503, 0]);
});

test('each request after that, whoever gets it', async () => {
  lead('web-a');
  expect(await statusOf()).toBe(200);
  lead('web-b');
  expect([await statusOf(), await statusOf()]).toEqual([503, 503]);
  expect(moved().lostAfter).toBe(2);
});
