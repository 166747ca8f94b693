import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { expect, test } from '@jest/globals';
import { weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Write } from '../../src/domain/task-sets/model/step.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { reconcile } from '../../src/engine/reconcile.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { anAws } from '../support/scenarios.ts';
import { a, aPlan, aRule, b } from '../support/worlds.ts';

const ruleCount = 100;
const rules = Array.from({ length: ruleCount }, (_, index) =>
  aRule(
    [
      [a, 100],
      [b, 0],
    ],
    { priority: index + 1, hosts: [`${String(index)}.example.com`] },
  ),
);

interface Switched {
  readonly result: string;
  /** How many rules went out on each look. */
  readonly perLook: readonly number[];
  readonly tookMs: number;
}

/** A release that switches a hundred rules. `fails`: the number of the rule write that AWS refuses once. */
async function switchAll(fails: number | null): Promise<Switched> {
  const aws = anAws('good', (state) => {
    state.rules = rules;
  });
  const ports = fakePorts(aws, '100-shop');
  const looks: string[] = [];
  let written = 0;
  const times: number[] = [];
  const isSwitch = (write: Write): boolean =>
    write.kind === 'write-rule' && weightOf({ ...write.rule, actions: write.actions }, b) > 0;
  aws.fault = (write) => {
    if (!isSwitch(write)) return null;
    written += 1;
    looks.push(String(ports.reads.length));
    times.push(aws.nowMs);
    return written === fails ? { kind: 'busy' } : null;
  };
  const { step } = await reconcile({
    decide: decideNextStep,
    ports,
    request: aPlan(),
    observe: createObserver(ports, aPlan()),
    listener: { onStep: () => undefined, onTrouble: () => undefined },
    signal: new AbortController().signal,
  });
  const perLook = [...new Set(looks)].map((look) => looks.filter((one) => one === look).length);
  return { result: step.act.result, perLook, tookMs: (times.at(-1) ?? 0) - (times[0] ?? 0) };
}

// Covers: rules-per-look
test('of a hundred rules, as many go out on one look as fit into its 2 s', async () => {
  const { result, perLook, tookMs } = await switchAll(null);
  expect(result).toBe('released');
  // A write takes 50 ms, and what is left of the 2 s has to do for sending.
  expect(perLook.slice(0, -1).every((count) => count >= 34 && count <= 36)).toBe(true);
  expect(perLook).toHaveLength(3);
  expect(tookMs).toBeLessThan(6000);
});

test('the first rule that fails ends the series: AWS is read again before the next', async () => {
  const { result, perLook } = await switchAll(4);
  expect(result).toBe('released');
  expect(perLook[0]).toBe(4);
});
