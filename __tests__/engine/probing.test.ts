// Probes next to the loop: what they cost, and what the loop does while they go on.
import { describe, expect, test } from '@jest/globals';
import type { FakeAws } from '../support/fake-aws.ts';
import { fakePorts, type FakePorts } from '../support/fake-ports.ts';
import { hearing, runEngine } from '../support/run-engine.ts';
import { anAws } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

test('blue is asked for its usual paths in a wait for green, so that this costs no look', async () => {
  const plan = aPlan();
  const readsOf = async (paths: readonly string[]): Promise<readonly [string[], number]> => {
    const aws = anAws();
    const ports = fakePorts(aws, '100-shop');
    const asked: string[] = [];
    const look: FakePorts['probe']['look'] = (purpose, requests, signal) => {
      asked.push(purpose);
      return ports.probe.look(purpose, requests, signal);
    };
    const { step } = await runEngine(aws, {
      plan: { ...plan, smoke: { ...plan.smoke, paths } },
      ports: { ...ports, probe: { ...ports.probe, look } },
    });
    expect(step.act.result).toBe('released');
    return [asked, ports.reads.length];
  };
  const [asked, reads] = await readsOf([]);
  const [, named] = await readsOf(['/ready']);
  expect(asked.filter((purpose) => purpose === 'blue-paths')).toHaveLength(1);
  expect(reads).toBe(named);
});

describe('probes without an answer', () => {
  /** Each round shows its answers at the fourth look. */
  function slow(aws: FakeAws): FakePorts & { readonly looks: readonly (readonly [string, number])[] } {
    const ports = fakePorts(aws, '100-shop');
    const looks: (readonly [string, number])[] = [];
    const turns = new Map<string, number>();
    const probe: FakePorts['probe'] = {
      ...ports.probe,
      look: (purpose, requests, signal) => {
        const turn = ((turns.get(purpose) ?? 0) + 1) % 4;
        turns.set(purpose, turn);
        looks.push([purpose, ports.reads.length]);
        aws.nowMs += 1000;
        return turn === 0 ? ports.probe.look(purpose, requests, signal) : Promise.resolve(null);
      },
    };
    return { ...ports, probe, looks };
  }

  test('do not end a release', async () => {
    const aws = anAws();
    const ports = slow(aws);
    const { step } = await runEngine(aws, { ports });
    expect(step.act.result).toBe('released');
    expect(new Set(ports.looks.map(([purpose]) => purpose))).toEqual(new Set(['smoke', 'baseline', 'bake']));
  });

  test('leave the loop to observe, and to end the run when it is cancelled', async () => {
    const aws = anAws();
    const ports = slow(aws);
    const cancelled = new AbortController();
    const listener = hearing(({ act }) => {
      const isThird = ports.looks.filter(([purpose]) => purpose === 'smoke').length === 2;
      if (act.kind === 'probe' && act.purpose === 'smoke' && isThird) cancelled.abort();
    });
    const { step } = await runEngine(aws, { ports, listener, signal: cancelled.signal });
    expect(step.reason).toBe('cancelled');
    const smoke = ports.looks.filter(([purpose]) => purpose === 'smoke').map(([, reads]) => reads);
    expect(smoke).toHaveLength(3);
    expect(smoke[1]).toBeGreaterThan(smoke[0] ?? Infinity);
  });
});
