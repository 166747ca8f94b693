// The judge of what users lose in a case with downtime.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { webService } from '../../sandbox/seeds.ts';
import { watchLosses } from '../support/downtime.ts';
import { productionRules } from '../support/serving.ts';

let sandbox: Sandbox;
let lost: () => number;

beforeEach(async () => {
  const world = webService({ hasTestListener: true }, { containers: 'inside' });
  sandbox = await startSandbox({ ...world, delays: { propagation: [0, 0] } });
  lost = watchLosses(sandbox);
});
afterEach(() => sandbox.stop());

const statusOf = async (listener: string): Promise<number> =>
  (await fetch(sandbox.listenerUrl(listener))).status;

/** Nothing runs in `web-b`. */
function lead(group: 'web-a' | 'web-b'): void {
  for (const rule of productionRules)
    sandbox.control.setWeights({ rule, weights: { 'web-a': 0, 'web-b': 0, [group]: 100 } });
}

test('counts nothing while a production rule leads to nothing, however short that is', async () => {
  expect(await statusOf('http')).toBe(200);
  lead('web-b');
  expect(await statusOf('http')).toBe(503);
  lead('web-a');
  expect([await statusOf('http'), lost()]).toEqual([200, 0]);
});

test('counts nothing that a node answers which has still to pick up the repair', async () => {
  lead('web-b');
  sandbox.control.setDelays({ propagation: [600_000, 600_000] });
  lead('web-a');
  expect([await statusOf('http'), lost()]).toEqual([503, 0]);
});

test('counts each 503 while every production rule leads to healthy targets', async () => {
  expect([await statusOf('test'), await statusOf('test'), lost()]).toEqual([503, 503, 2]);
});
