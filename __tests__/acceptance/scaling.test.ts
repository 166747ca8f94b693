// The desired count changes during a release: between two rules, in the bake, in the warm time, by hand and on schedule.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Running, type Stage } from '../support/acceptance.ts';
import { endOf, greenOf, isAllOn, productionRules, released, servedOnlyBy, v2 } from '../support/bad-luck.ts';
import { jsonOf, nextRun, statusInputs } from '../support/command-steps.ts';

const serving = (stage: Stage, group: string): number =>
  productionRules.filter((name) => (stage.rule(name).weights[group] ?? 0) > 0).length;

/** Starts a release that stays between two rules: AWS refuses to change a default action for now. */
async function betweenRules(stage: Stage, inputs: Record<string, string> = {}): Promise<Running> {
  stage.sandbox.faults.add({ operation: 'ModifyListener', kind: 'throttle', always: true });
  const running = stage.start({ ...v2, ...inputs });
  await stage.until('one rule is on green, and another is not', () => {
    const count = serving(stage, 'web-b');
    return count > 0 && count < productionRules.length;
  });
  return running;
}

/** From now on, a new task of green fails its health checks for two minutes. */
const slowStart = (stage: Stage): void => {
  const env = { READY_AFTER_MS: '120000' };
  stage.sandbox.control.setApp({
    image: 'web:v2',
    app: { command: ['node', 'sandbox/apps/v2.ts'], env },
  });
};

const resize = (stage: Stage, desiredCount: number): void => {
  stage.sandbox.control.setDesiredCount({ service: 'web', desiredCount });
};

const states = (stage: Stage): readonly string[] =>
  stage
    .group('web-b')
    .targets.map(({ state }) => state)
    .toSorted();

chapter('the desired count', () => {
  // Covers: scaling-in-switch
  acceptance(
    'raised between two rules, with a task that needs two minutes: the switch goes on, and the release ends well',
    { world: webService({ graceSeconds: 300 }) },
    async (stage) => {
      const running = await betweenRules(stage);
      slowStart(stage);
      resize(stage, 3);
      await stage.until('a third target fails its health checks', () =>
        states(stage).join().includes('healthy,healthy,unhealthy'),
      );
      stage.sandbox.faults.clear();
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      expect(endOf(await running.result)).toEqual(released);
      expect(states(stage)).toContain('unhealthy');
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: scaling-in-switch
  acceptance(
    'lowered between two rules: the switch goes on with what is left',
    { world: webService({ desiredCount: 3 }) },
    async (stage) => {
      const running = await betweenRules(stage);
      resize(stage, 1);
      await stage.until('green has one task', () => greenOf(stage)?.runningCount === 1);
      stage.sandbox.faults.clear();
      expect(endOf(await running.result)).toEqual(released);
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: scaling-in-bake
  acceptance(
    'lowered in the bake: no rollback',
    { world: webService({ desiredCount: 3 }) },
    async (stage) => {
      const running = stage.start({ ...v2, 'bake-time': '12s', 'warm-time': '12s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      resize(stage, 1);
      expect(endOf(await running.result)).toEqual(released);
      expect(greenOf(stage)?.runningCount).toBe(1);
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: scaling-in-bake
  acceptance(
    'raised in the bake, with a task that needs two minutes: no rollback',
    { world: webService({ graceSeconds: 300 }) },
    async (stage) => {
      const running = stage.start({ ...v2, 'bake-time': '15s', 'warm-time': '15s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      slowStart(stage);
      resize(stage, 3);
      expect(endOf(await running.result)).toEqual(released);
      expect(states(stage)).toContain('unhealthy');
      await servedOnlyBy(stage, 'v2');
    },
  );
});

const inUtc = (ms: number): string => new Date(ms).toISOString().slice(0, 19);

const tracking = (target: number, metric: Record<string, unknown>): Record<string, unknown> => ({
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: { TargetValue: target, PredefinedMetricSpecification: metric },
});
const onCpu = {
  PolicyName: 'cpu-70',
  ...tracking(70, { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' }),
};
const scaledBy = (more: Partial<NonNullable<SandboxSpec['autoScaling']>[number]>): SandboxSpec =>
  webService({}, { autoScaling: [{ service: 'web', min: 2, max: 6, ...more }] });

chapter('auto scaling', () => {
  // Covers: scaling-diluted, scaling-scheduled, scale-in-until
  acceptance(
    'a scheduled action in the warm time: named before, carried out, and the release ends well',
    {
      world: scaledBy({
        policies: [onCpu],
        scheduled: [{ name: 'evening', schedule: 'at(2099-01-01T00:00:00)', min: 3, max: 8 }],
      }),
    },
    async (stage) => {
      const actAt = (ms: number): void => {
        stage.sandbox.control.reschedule({ service: 'web', action: 'evening', schedule: `at(${inUtc(ms)})` });
      };
      actAt(Date.now() + 55_000);
      const running = stage.start({ ...v2, 'warm-time': '20s' });
      await stage.until('blue is warm', () => running.log().includes('is kept warm until'));
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toMatch(
        /scale-in: suspended until blue ecs-svc\/\d+ is deleted .* after \d\d:\d\d UTC/,
      );
      expect(jsonOf(status)['status']).toMatchObject({ scaleInUntil: expect.stringContaining('is deleted') });
      actAt(Date.now() - 1000);
      await stage.until('green has three tasks', () => greenOf(stage)?.runningCount === 3);
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /scheduled action "evening" acts at \d\d:\d\d UTC, within this release: .* at least 3 and at most 8/,
      );
      expect(run.log).toMatch(
        /scaling-diluted: scaling policy "cpu-70" .* at 100 % read as 50 %.*have to reach 140 %/,
      );
      expect(run.log).toMatch(/RequestCount .* HealthyHostCount .* of web-b and web-a/);
      expect(run.log).toContain('scale-in is suspended until blue is deleted and its tasks have stopped');
      const first = stage.calls().find(({ operation }) => operation === 'TagResource')?.seq ?? 0;
      const reads = stage.calls('DescribeScalingPolicies', 'DescribeScheduledActions');
      expect(reads.map(({ operation }) => operation).toSorted()).toEqual([
        'DescribeScalingPolicies',
        'DescribeScheduledActions',
      ]);
      expect(reads.every(({ seq }) => seq < first)).toBe(true);
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: scaling-bound
  acceptance(
    'a policy that is bound to one group of the pair: refused before the first write',
    { world: webService({ isAutoScaled: true }), tagsLeft: [], registrations: 0 },
    async (stage) => {
      const group = stage.group('web-a').arn;
      const label = `app/front/50dc6c495c0c9188/${group.slice(group.lastIndexOf(':') + 1)}`;
      stage.sandbox.control.setPolicies({
        service: 'web',
        policies: [
          {
            PolicyName: 'requests',
            ...tracking(100, { PredefinedMetricType: 'ALBRequestCountPerTarget', ResourceLabel: label }),
          },
        ],
      });
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toContain('scaling policy "requests" is bound to target group web-a');
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: scaling-unread
  acceptance(
    'policies that the role may not read: a note, and the release goes on',
    { world: scaledBy({ policies: [onCpu] }) },
    async (stage) => {
      stage.sandbox.faults.add({ operation: 'DescribeScalingPolicies', kind: 'access-denied', always: true });
      const run = await stage.release(v2);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('scaling policies and scheduled actions were not read');
      // Scale-in returns once no task without traffic counts in the average.
      const restored = stage.writes().findLast(({ call }) => call.operation === 'RegisterScalableTarget');
      const sets = restored?.before.services.find(({ name }) => name === 'web')?.taskSets ?? [];
      expect(
        sets.filter(({ runningCount }) => runningCount > 0).map(({ targetGroup }) => targetGroup),
      ).toEqual(['web-b']);
    },
  );
});
