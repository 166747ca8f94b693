// Warnings of preflight about tasks, times and places, in one plan: shown with their codes, silenced by ignore, and absent
// where all is well.
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { expect } from '@jest/globals';
import { findingCodes } from '../../src/domain/common/request/risk-codes.ts';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectNeverSawV2,
  expectUntouched,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import { expectServing, nextRun } from '../support/command-steps.ts';
import { ecsOf } from '../support/ecs-client.ts';

const planned = { exitCode: 0, result: 'planned', reason: 'planned' };
const hosted = { RUNNER_ENVIRONMENT: 'github-hosted' };
const plan = { command: 'plan', 'bake-time': '5m', 'warm-time': '15m', 'probe-interval': '10s' };

/** What ECS would start next: it has a consumer next to the app, and takes two minutes to start. */
function nextDefinition(): Record<string, unknown> {
  const definition = webTaskDefinition('web:v2');
  const [web] = definition['containerDefinitions'] as readonly object[];
  const healthCheck = { command: ['CMD-SHELL', 'true'], startPeriod: 120 };
  const jobs = { name: 'jobs', image: 'worker:v7', essential: false, command: ['bundle', 'exec', 'sidekiq'] };
  return { ...definition, containerDefinitions: [{ ...web, healthCheck }, jobs] };
}

const internal = (world: SandboxSpec): SandboxSpec => ({
  ...world,
  loadBalancers: (world.loadBalancers ?? []).map((one) => ({ ...one, scheme: 'internal' as const })),
});

/** More tasks are wanted than run: as many as there is room for, three of them in zone a and one in zone b. */
function crowded(): SandboxSpec {
  const world = webService({ desiredCount: 999, graceSeconds: 0 });
  const [web, ...others] = world.taskDefinitions ?? [];
  return {
    ...internal(world),
    ...{ capacity: 4, zoneCapacity: { b: 1 }, settle: false },
    taskDefinitions: [web ?? {}, nextDefinition(), ...others],
    targetGroups: (world.targetGroups ?? []).map((one) =>
      one.name.startsWith('web-') ? { ...one, crossZone: 'false' as const, slowStartSeconds: 60 } : one,
    ),
    services: (world.services ?? []).map((one) =>
      one.name === 'web' ? { ...one, availabilityZoneRebalancing: 'ENABLED' as const } : one,
    ),
  };
}

/** Each with a part of its sentence. */
const found: Readonly<Record<string, string>> = {
  'cross-zone-off': 'cross-zone load balancing is off for target group web-b',
  'slow-start': 'target group web-b has a slow start of 1m00s',
  'no-grace-period':
    'a health check grace period of 0, and its container health check allows 2m00s for the start',
  'zone-rebalancing': "blue's are uneven (eu-west-1a 3, eu-west-1b 1)",
  'target-quota': 'load balancer front would hold at least 1003 targets with green, and AWS allows 1000',
  'works-untested': 'web:2 starts what works without requests: container jobs (sidekiq)',
  'hosted-runner':
    'and load balancer front is internal: the smoke test is skipped; production is not probed in the bake',
};

function expectShown(
  stage: Stage,
  run: Awaited<ReturnType<Stage['release']>>,
  words: Readonly<Record<string, string>>,
): void {
  expect(endOf(run)).toEqual(planned);
  const comments = stage.sandbox.github.state().comments.map(({ body }) => body);
  for (const shown of [run.log, run.summary, comments.join('\n')])
    for (const [code, part] of Object.entries(words)) {
      expect(shown).toContain(`${code}: `);
      expect(shown).toContain(part);
    }
  expect(stage.writes()).toEqual([]);
}

chapter('a plan', () => {
  // Covers: preflight-warnings, warned-places, hosted-runner
  acceptance(
    'warns of zones, slow starts, consumers, quotas and a runner outside of the VPC, and no more if ignore names them',
    { world: crowded(), hasTraffic: false, tagsLeft: [] },
    async (stage) => {
      await stage.until(
        'blue runs as many tasks as there is room for',
        () => stage.group('web-a').targets.filter(({ state }) => state === 'healthy').length === 4,
      );
      const inputs = { ...plan, 'task-definition': 'web:2' };
      const options = { ...nextRun(stage), environment: hosted };
      expectShown(stage, await stage.release(inputs, options), found);
      const inOneZone = { ...inputs, subnets: 'subnet-4e5f6a7b' };
      const narrow = await stage.release(inOneZone, { ...options, runId: stage.runId + 2 });
      expectShown(stage, narrow, {
        'one-zone': 'green runs in one Availability Zone only, eu-west-1b:',
      });
      const ignore = [...Object.keys(found), 'one-zone'].join(', ');
      const accepted = await stage.release({ ...inOneZone, ignore }, { ...options, runId: stage.runId + 3 });
      expect(endOf(accepted)).toEqual(planned);
      expect(accepted.log).not.toMatch(/warning: [a-z-]+: /);
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: preflight-warnings
  acceptance(
    'of a usual release warns of nothing',
    { world: webService(), hasTraffic: false, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release(
        { ...plan, image: 'web:v2' },
        { ...nextRun(stage), environment: hosted },
      );
      expect(endOf(run)).toEqual(planned);
      for (const shown of [run.log, run.summary])
        for (const code of findingCodes) expect(shown).not.toContain(`${code}:`);
    },
  );
});

async function setGracePeriod({ sandbox }: Stage, healthCheckGracePeriodSeconds: number): Promise<void> {
  const ecs = ecsOf(sandbox);
  const change = { cluster: 'demo', service: 'web', healthCheckGracePeriodSeconds };
  await ecs.send(new UpdateServiceCommand(change));
  ecs.destroy();
}

chapter('a service without a grace period', () => {
  // Covers: no-grace-period
  acceptance(
    'loses a version that starts slowly, which the next plan warns of, and releases it once the period is set',
    { world: brokenV2({ READY_AFTER_MS: '5000' }, { graceSeconds: 0 }), freeTags: ['quarantined'] },
    async (stage) => {
      const first = await stage.release(v2);
      expect(endOf(first)).toEqual(rolledBack('circuit-breaker'));
      expect(first.log).toContain('raise the health check grace period of the service');
      await expectUntouched(stage);
      const next = await stage.release({ ...v2, ...plan }, nextRun(stage));
      expect(next.log).toMatch(
        /no-grace-period: service web has .* of 0, and \d tasks were replaced for failing health checks within the last hour/,
      );
      await setGracePeriod(stage, 30);
      const run = await stage.release(v2, { runId: stage.runId + 2 });
      expect(run.log).not.toContain('no-grace-period');
      expect(endOf(run)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('a job on a GitHub-hosted runner', () => {
  // Covers: hosted-runner
  acceptance(
    'is warned before green starts that it does not reach the test rule of an internal load balancer',
    {
      world: { ...internal(webService({ hasTestListener: true })), runner: 'outside' },
      testRules: ['test:default'],
    },
    async (stage) => {
      const rule = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
      const inputs = { ...v2, 'test-rule': rule, 'smoke-timeout': '3s' };
      const run = await stage.release(inputs, { environment: hosted });
      expect(run.log).toMatch(
        /warning: hosted-runner: .*: the smoke test can't be run, and green is removed before the switch; production is not/,
      );
      expect(endOf(run)).toEqual(rolledBack('smoke-test-not-runnable'));
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );
});
