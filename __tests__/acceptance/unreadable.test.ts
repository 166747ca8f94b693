// Reads that fail in the bake: probes go on, and a bad version is rolled back while they still fail.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { FaultSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn, probedAddress, released, rolledBack, v2 } from '../support/bad-luck.ts';
import { rollbackInputs, nextRun } from '../support/command-steps.ts';

const world = webService({ isAutoScaled: true });

type Kind = Extract<FaultSpec['kind'], 'throttle' | 'access-denied' | 'hold'>;

/** From the middle of the bake on, every such call fails. Production answers badly from then on. */
async function failInBake(stage: Stage, operations: readonly string[], kind: Kind): Promise<Failing> {
  const production = await probedAddress();
  const inputs = { ...v2, 'production-url': production.url, 'bake-time': '5m', 'probe-interval': '2s' };
  const running = stage.start(inputs);
  await stage.until('the bake', () => running.log().includes('::group::bake'));
  const faults = operations.map((operation) =>
    stage.sandbox.faults.add({ operation, kind, always: true, when: 'before' }),
  );
  await stage.until('a read fails', () => stage.sandbox.faults.list().every(({ hits }) => hits > 0));
  return {
    running,
    production,
    end: () => {
      for (const fault of faults) stage.sandbox.faults.remove(fault);
    },
  };
}

interface Failing {
  readonly running: ReturnType<Stage['start']>;
  readonly production: Awaited<ReturnType<typeof probedAddress>>;
  readonly end: () => void;
}

const reads = [
  ['DescribeScalableTargets', 'access-denied'],
  ['ListTasks', 'access-denied'],
  ['DescribeTargetHealth', 'hold'],
  ['DescribeRules', 'throttle'],
  ['DescribeRules', 'hold'],
  ['DescribeServices', 'throttle'],
] as const;

chapter('a bad version is rolled back while reads fail', () => {
  // Covers: unreadable-bad-green
  for (const [operation, kind] of reads)
    acceptance(`${operation}: ${kind}`, { world }, async (stage) => {
      const { running, production, end } = await failInBake(stage, [operation], kind);
      production.answer = 502;
      await stage.until('production is on blue', () => isAllOn(stage, 'web-a'));
      production.answer = 200;
      end();
      expect(endOf(await running.result)).toEqual(rolledBack('bake-probes-failed'));
    });
});

chapter('a good version', () => {
  // Covers: unreadable-good-green
  acceptance(
    'is released although tasks and auto scaling are denied from the bake on',
    { world },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({ ...v2, 'production-url': production.url, 'bake-time': '20s' });
      await stage.until('the bake', () => running.log().includes('::group::bake'));
      for (const operation of ['ListTasks', 'DescribeTasks'])
        stage.sandbox.faults.add({ operation, kind: 'access-denied', always: true });
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/ecs:ListTasks .*AccessDenied/);
    },
  );

  // Covers: unwatched-bake
  acceptance(
    'is rolled back by the last known rules when nobody may watch its bake, and the run says what to do',
    { world, freeTags: ['rolled-back', 'quarantined'] },
    async (stage) => {
      const { running, end } = await failInBake(stage, ['DescribeRules'], 'access-denied');
      const run = await running.result;
      expect(isAllOn(stage, 'web-a')).toBe(true);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'reads-failed' });
      expect(run.log).toContain('production was returned to blue by the last known rules');
      expect(run.log).toContain('Allow elasticloadbalancing:DescribeRules');
      end();
      const next = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(next)['exitCode']).toBe(0);
    },
  );
});
