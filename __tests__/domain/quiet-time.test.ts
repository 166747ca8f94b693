// How long a task set is kept after its traffic may change. Whatever it is, every task set that is over is deleted.
import { beforeAll, describe, expect, jest, test } from '@jest/globals';

interface Simulation {
  readonly scenarios: typeof import('../support/scenarios.ts');
  readonly stories: typeof import('../support/command-stories.ts');
  readonly commands: typeof import('../support/commands.ts');
  readonly sweeps: typeof import('../support/sweeps.ts');
  readonly runs: typeof import('../support/fake-release.ts');
}

/** The simulation with another quiet time: loads every module again, with this constant in it. */
async function simulationWith(propagationMs: number): Promise<Simulation> {
  jest.resetModules();
  jest.unstable_mockModule('../../src/domain/task-sets/health/propagation.ts', () => ({ propagationMs }));
  return {
    scenarios: await import('../support/scenarios.ts'),
    stories: await import('../support/command-stories.ts'),
    commands: await import('../support/commands.ts'),
    sweeps: await import('../support/sweeps.ts'),
    runs: await import('../support/fake-release.ts'),
  };
}

// The account's own judge asks for two seconds, so it finds a fault with 0.
const areNodesAsked = (propagationMs: number) => (fault: string) =>
  propagationMs > 0 || !fault.endsWith('before every node knows');

describe.each([0, 10_000, 60_000, 120_000])('with a quiet time of %d ms', (propagationMs) => {
  let simulation: Simulation;

  beforeAll(async () => {
    simulation = await simulationWith(propagationMs);
  });

  test('every release ends as it should, and leaves no task set that is over', () => {
    const { scenarios, runs } = simulation;
    const wrong = scenarios.scenarios.flatMap((scenario) => {
      const aws = scenario.aws();
      const run = runs.runRelease(aws, scenarios.planOf(scenario));
      return scenarios.differences(scenario, aws, run).map((what) => `${scenario.name}: ${what}`);
    });
    expect(wrong.filter(areNodesAsked(propagationMs))).toEqual([]);
  });

  test('every command ends as it should, and leaves no task set that is over', () => {
    const { stories, commands, runs } = simulation;
    const wrong = [...stories.stories, ...stories.restageStories].flatMap((story) => {
      const aws = story.aws();
      const run = runs.runRelease(aws, story.plan);
      return commands.wrongWith(story, aws, run).map((what) => `${story.name}: ${what}`);
    });
    expect(wrong.filter(areNodesAsked(propagationMs))).toEqual([]);
  });

  test('a failed smoke test removes green without a wait: no node can have sent it a request', () => {
    const { scenarios, runs } = simulation;
    const aws = scenarios.anAws('fails-smoke');
    const run = runs.runRelease(aws, scenarios.planOf(scenarios.scenarios[0]!));
    expect([run.ending?.result, runs.standing(aws)]).toEqual(['rolled-back', '1 PRIMARY; live: 1']);
    expect(run.steps.map(({ reason }) => reason)).not.toContain('letting-nodes-follow');
  });

  test('a sweep deletes a blue whose lease is over', () => {
    const { sweeps, runs } = simulation;
    const { aws, run } = sweeps.play({
      name: 'blue whose lease is over',
      world: sweeps.released(sweeps.leased(-sweeps.hour / 2)),
      result: 'swept',
      standing: '1 DRAINING, 2 PRIMARY; live: 2',
      says: /./,
      writes: [],
    });
    expect([run.ending?.result, runs.standing(aws)]).toEqual(['swept', '1 DRAINING, 2 PRIMARY; live: 2']);
  });
});
