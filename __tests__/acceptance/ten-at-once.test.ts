// Ten releases at the same time in one account, whose load balancer reads are limited as those of AWS are.
import { setTimeout as delay } from 'node:timers/promises';
import { expect } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { crowdOf, releaseOf, startNaiveReader } from '../support/crowd.ts';
import { concurrentCase } from '../support/picked.ts';
import { withSlot } from '../support/slots.ts';

const services = Array.from({ length: 10 }, (_, index) => `shop-${String(index)}`);
const inputs = { 'bake-time': '60s', 'warm-time': '75s' };
/** Runners take up the jobs of one push one after the other. All ten have begun before the first bake is over. */
const apartMs = 4000;

const isAlone = (sandbox: Sandbox, name: string): boolean => {
  const { services: all, rules } = sandbox.world();
  const sets = all.find((one) => one.name === name)?.taskSets ?? [];
  const weights = rules.find((rule) => rule.name === name)?.weights ?? {};
  return sets.length === 1 && weights[`${name}-a`] === 0 && (weights[`${name}-b`] ?? 0) > 0;
};

// Covers: call-budget
concurrentCase(
  'ten releases at once end well, and leave another reader of the account its calls',
  () =>
    withSlot(async () => {
      const sandbox = await startSandbox(crowdOf(services));
      try {
        const reader = startNaiveReader(sandbox);
        const runs = services.map(async (service, index) => {
          await delay(index * apartMs);
          return releaseOf(sandbox, service, { runId: 8000 + index, inputs });
        });
        const ends = await Promise.all(runs);
        const { sent, failures } = await reader.stop();
        expect(ends.map(endOf)).toEqual(services.map(() => released));
        expect(services.filter((name) => !isAlone(sandbox, name))).toEqual([]);
        expect(sent).toBeGreaterThan(100);
        expect({ sent, failures, few: failures.length < sent / 100 }).toMatchObject({ few: true });
      } finally {
        await sandbox.stop();
      }
    }),
  600_000,
);
