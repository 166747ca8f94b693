import { describe, expect, test } from '@jest/globals';
import type { Migration } from '../../src/domain/common/migrations/migration.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { standing } from '../support/fake-release.ts';
import { deaf, hearing, runEngine } from '../support/run-engine.ts';
import { anAws, scenarios } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

class Killed extends Error {}

/** The process dies when AWS has carried out the nth write: nothing after it runs. */
async function killedAfter(aws: FakeAws, n: number, request: Request): Promise<boolean> {
  const ports = fakePorts(aws, request.release.id);
  ports.readFault = () => {
    if (aws.sent.length >= n) throw new Killed();
    return null;
  };
  try {
    await runEngine(aws, { plan: request, ports });
    return false;
  } catch (error) {
    if (error instanceof Killed) return true;
    throw error;
  }
}

describe('the loop', () => {
  test.each(scenarios.filter(({ name }) => !/first|moving/.test(name)))(
    'ends as the scenario asks: $name',
    async (scenario) => {
      const aws = scenario.aws();
      const { step } = await runEngine(aws, scenario.plan === undefined ? {} : { plan: scenario.plan });
      expect(step.act.result).toBe(scenario.result);
      expect(aws.live()).toHaveLength(1);
      const kept = aws.state.tags['kept-green'] === undefined ? 0 : 1;
      expect(aws.sets()).toHaveLength(1 + kept);
    },
  );

  test('reaches the same end when it is killed after any write and begun again', async () => {
    for (const runAttempt of [1, 2]) {
      for (let n = 1; ; n += 1) {
        const aws = anAws();
        if (!(await killedAfter(aws, n, aPlan()))) break;
        aws.nowMs += 5000;
        const { step } = await runEngine(aws, { plan: aPlan({ release: { runAttempt } }) });
        expect(`killed after ${String(n)}: ${step.act.result}; ${standing(aws)}`).toBe(
          `killed after ${String(n)}: released; 2 PRIMARY; live: 2`,
        );
      }
    }
  });

  test('registers one revision and creates one task set, however often it is killed', async () => {
    const aws = anAws();
    for (let n = 1; n < 8; n += 1) {
      await killedAfter(aws, aws.sent.length + 1, aPlan());
      aws.nowMs += 1000;
    }
    await runEngine(aws);
    expect(aws.state.registered).toHaveLength(1);
    expect(aws.state.sets.map(({ n }) => n)).toEqual([1, 2]);
  });

  test('gives the listener every step, with the world and memory that it was decided on', async () => {
    const phases = new Set<string>();
    await runEngine(anAws(), { listener: hearing((step) => phases.add(step.phase)) });
    expect([...phases]).toEqual([
      'prepare',
      'start',
      'ready',
      'smoke',
      'switch',
      'bake',
      'warm',
      'teardown',
      'end',
    ]);
  });
});

describe('reads that fail', () => {
  test('are waited out when AWS is busy, at every moment of the release', async () => {
    const undisturbed = fakePorts(anAws(), '100-shop');
    await runEngine(anAws(), { ports: undisturbed });
    const actions = new Set(undisturbed.reads);
    expect(actions).toContain('ecs:DescribeTaskDefinition');
    for (const action of actions) {
      const aws = anAws();
      const ports = fakePorts(aws, '100-shop');
      let troubles = 0;
      let reads = 0;
      ports.readFault = (read) => (read === action && ++reads % 5 === 1 ? 'busy' : null);
      const { step } = await runEngine(aws, {
        ports,
        listener: {
          ...deaf,
          onTrouble: () => {
            troubles += 1;
          },
        },
      });
      expect(step.act.result).toBe('released');
      expect(troubles).toBeGreaterThan(0);
    }
  });

  test('refuse the release when the first observation is denied, and name the IAM action', async () => {
    const aws = anAws();
    const ports = fakePorts(aws, '100-shop');
    ports.readFault = (action) => (action === 'elasticloadbalancing:DescribeRules' ? 'denied' : null);
    const { step, world } = await runEngine(aws, { ports });
    expect(step.act.result).toBe('refused');
    expect(step.act.message).toContain(
      'Allow elasticloadbalancing:DescribeRules on shop for the role of this job',
    );
    expect(world).toBeNull();
    expect(aws.sent).toEqual([]);
  });

  test('end the release red when they are denied later, saying where traffic was last seen', async () => {
    const aws = anAws();
    const ports = fakePorts(aws, '100-shop');
    ports.readFault = () => (aws.sets().length > 1 ? 'denied' : null);
    const { step } = await runEngine(aws, { ports });
    expect(step.act.result).toBe('failed');
    expect(step.reason).toBe('reads-failed');
    expect(step.act.message).toMatch(/Last seen: .*traffic/);
    expect(step.act.message).toContain('It continues where this run stopped');
  });

  test('end a release red when they are denied during its migration, which goes on: the next run waits for it', async () => {
    const aws = anAws();
    aws.testTask = { lastsMs: 60_000, exitCode: 0 };
    const ports = fakePorts(aws, '100-shop');
    ports.readFault = () => (aws.state.oneOff.length > 0 ? 'denied' : null);
    const migration: Migration = {
      ...{ kind: 'expand', container: null, taskRole: null, timeoutSeconds: 600 },
      command: ['node', 'migrate.js'],
    };
    const { step } = await runEngine(aws, { plan: { ...aPlan(), migration }, ports });
    expect([step.act.result, step.reason]).toEqual(['failed', 'reads-failed']);
    expect(step.act.details).toEqual([
      'the migration 100.1.1 may run: it is never stopped. The next deploy or stage of this service finds it',
    ]);
    const { release } = aPlan();
    const again = { ...aPlan(), migration, release: { ...release, runAttempt: release.runAttempt + 1 } };
    const next = await runEngine(aws, { plan: again });
    expect(next.step.act.result).toBe('released');
    expect(aws.state.oneOff).toHaveLength(1);
  });

  test('return users to blue when they are denied from the first rule on green on', async () => {
    const aws = anAws();
    const ports = fakePorts(aws, '100-shop');
    ports.readFault = () => (aws.live()[0]?.n === 2 ? 'denied' : null);
    const { step } = await runEngine(aws, { ports });
    expect([step.act.result, step.reason]).toEqual(['rolled-back', 'reads-denied']);
    expect(aws.live().map(({ n }) => n)).toEqual([1]);
  });

  test('end the release red when AWS stays busy for ten minutes', async () => {
    const aws = anAws();
    const ports = fakePorts(aws, '100-shop');
    ports.readFault = () => (aws.sets().length > 1 ? 'busy' : null);
    const startedMs = aws.nowMs;
    const { step } = await runEngine(aws, { ports });
    expect(step.reason).toBe('reads-failed');
    expect(aws.nowMs - startedMs).toBeGreaterThanOrEqual(600_000);
  });

  test('of a kind that no port knows are not hidden', async () => {
    const ports = fakePorts(anAws(), '100-shop');
    ports.readFault = () => {
      throw new TypeError('a bug');
    };
    await expect(runEngine(anAws(), { ports })).rejects.toThrow('a bug');
  });
});

describe('an abort signal', () => {
  test.each([
    ['waiting-for-ready', '1 PRIMARY; live: 1'],
    // Green had users and is healthy: it is kept, and a cancelled run doesn't wait for its end.
    ['baking', '1 PRIMARY, 2 ACTIVE; live: 1'],
  ] as const)('while %s leads back to blue', async (reason, stands) => {
    const aws = anAws();
    const abort = new AbortController();
    const listener = hearing((step) => {
      if (step.reason === reason) abort.abort();
    });
    const { step } = await runEngine(aws, { listener, signal: abort.signal });
    expect(step.act.result).toBe('rolled-back');
    expect(step.reason).toBe('cancelled');
    expect(standing(aws)).toBe(stands);
  });

  test('while blue is warm keeps green, and keeps blue as the way back', async () => {
    const aws = anAws();
    const abort = new AbortController();
    const listener = hearing((step) => {
      if (step.reason === 'warm') abort.abort();
    });
    const { step } = await runEngine(aws, { listener, signal: abort.signal });
    expect(step.act.result).toBe('failed');
    expect(step.act.message).toContain('Green stays, and blue is kept warm until');
    expect(standing(aws)).toBe('1 ACTIVE, 2 PRIMARY; live: 2');
  });

  test('that came before the start changes nothing in AWS', async () => {
    const aws = anAws();
    const { step } = await runEngine(aws, { signal: AbortSignal.abort() });
    expect(step.reason).toBe('cancelled');
    expect(aws.sent).toEqual([]);
  });
});
