// Availability Zones: refused where green could not serve in all of them, and waited for where it has to.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  isAllOn,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import { expectServing, nextRun } from '../support/command-steps.ts';

type Balancer = NonNullable<SandboxSpec['loadBalancers']>[number];
type Group = NonNullable<SandboxSpec['targetGroups']>[number];

interface Changes {
  readonly front?: Partial<Balancer>;
  readonly groups?: Partial<Group>;
  readonly more?: SandboxSpec;
}

/** The usual world in zones a and b, with a load balancer and a pair of groups like these. */
function zoned({ front = {}, groups = {}, more = {} }: Changes): SandboxSpec {
  const world = webService();
  return {
    ...world,
    loadBalancers: (world.loadBalancers ?? []).map((one) =>
      one.name === 'front' ? { ...one, ...front } : one,
    ),
    targetGroups: (world.targetGroups ?? []).map((one) =>
      one.name.startsWith('web-') ? { ...one, ...groups } : one,
    ),
    ...more,
  };
}

/** Three tasks of blue run in zone a and one in zone b, and ECS would even that out. */
function rebalanced(): SandboxSpec {
  const world = webService({ desiredCount: 4 });
  return {
    ...world,
    zoneCapacity: { b: 1 },
    services: (world.services ?? []).map((one) =>
      one.name === 'web' ? { ...one, availabilityZoneRebalancing: 'ENABLED' as const } : one,
    ),
  };
}

const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' };
const planned = { exitCode: 0, result: 'planned', reason: 'planned' };
/** The zones of the targets that green has and that are healthy. */
const healthyZones = (stage: Stage): readonly string[] =>
  stage
    .group('web-b')
    .targets.filter(({ state }) => state === 'healthy')
    .map(({ zone }) => zone);

chapter('a zone', () => {
  // Covers: zone-not-enabled
  acceptance(
    'that the load balancer is not enabled in refuses a release; with ignore, the target there ends it at once',
    { world: { ...zoned({ front: { subnets: ['subnet-0a1b2c3d'] } }), settle: false }, hasTraffic: false },
    async (stage) => {
      await stage.until(
        'both tasks of blue are registered',
        () =>
          stage
            .group('web-a')
            .targets.map(({ state }) => state)
            .toSorted()
            .join() === 'healthy,unused',
      );
      const first = await stage.release({ ...v2, command: 'plan' });
      expect(endOf(first)).toEqual(refused);
      const words = '1 task of blue runs in eu-west-1b, which is not enabled on load balancer front:';
      for (const shown of [first.log, first.summary]) {
        expect(shown).toContain(words);
        expect(shown).toContain(
          'name subnets of eu-west-1a. To release anyway, set ignore: zone-not-enabled.',
        );
      }
      expect(stage.writes()).toEqual([]);
      const run = await stage.release({ ...v2, ignore: 'zone-not-enabled' }, nextRun(stage));
      expect(endOf(run)).toEqual(rolledBack('targets-unused'));
      expect(run.log).toContain('Target.NotInUse');
    },
  );

  // Covers: zonal-shift
  acceptance(
    'that a shift keeps traffic away from refuses a release until the shift has ended',
    { world: zoned({ front: { hasZonalShift: true } }) },
    async (stage) => {
      stage.sandbox.control.setZonalShift({ loadBalancer: 'front', away: 'b' });
      const first = await stage.release(v2);
      expect(endOf(first)).toEqual(refused);
      for (const shown of [first.log, first.summary]) {
        expect(shown).toContain(
          'a zonal shift keeps traffic away from 1 target of target group web-a in eu-west-1b:',
        );
        expect(shown).toContain('To release anyway, set ignore: zonal-shift.');
      }
      const plan = await stage.release({ ...v2, command: 'plan', ignore: 'zonal-shift' }, nextRun(stage));
      expect(endOf(plan)).toEqual(planned);
      expect(stage.writes()).toEqual([]);
      stage.sandbox.control.setZonalShift({ loadBalancer: 'front', away: null });
      const run = await stage.release(v2, { runId: stage.runId + 2 });
      expect(run.log).not.toContain('zonal shift');
      expect(endOf(run)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('a zone', () => {
  // Covers: zonal-shift-ignored
  acceptance(
    'that a shift keeps traffic away from during a release that ignores it: users notice nothing',
    { world: zoned({ front: { hasZonalShift: true } }) },
    async (stage) => {
      stage.sandbox.control.setZonalShift({ loadBalancer: 'front', away: 'b' });
      const run = await stage.release({ ...v2, ignore: 'zonal-shift' });
      expect(endOf(run)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
      stage.sandbox.control.setZonalShift({ loadBalancer: 'front', away: null });
      await stage.until('all of green serves', () => healthyZones(stage).toSorted().join() === 'a,b');
    },
  );

  // Covers: zone-rebalancing
  acceptance(
    'with fewer tasks of blue, which ECS may move, is named by plan, and a release goes on',
    { world: rebalanced() },
    async (stage) => {
      const words = "blue's are uneven (eu-west-1a 3, eu-west-1b 1)";
      const plan = await stage.release({ ...v2, command: 'plan' });
      expect(endOf(plan)).toEqual(planned);
      for (const shown of [plan.log, plan.summary]) expect(shown).toContain(words);
      stage.sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
      const run = await stage.release(v2, nextRun(stage));
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/warning: zone-rebalancing: .*availabilityZoneRebalancing to DISABLED/);
      await expectServing(stage, 'web-b', 'v2');
      const even = await stage.release({ image: 'web:v1', command: 'plan' }, { runId: stage.runId + 2 });
      expect(even.log).toMatch(/warning: zone-rebalancing: .*if they become uneven during the release/);
    },
  );
});

const evened = { ...rebalanced(), unknowns: { rebalancesSets: true } };
const zonesOfGreen = (stage: Stage): string => healthyZones(stage).toSorted().join();
/** ECS stops a task of green for each that it moves. */
const moved = (run: ActionResult): void => {
  expect(run.log).not.toMatch(/lost \d+ task/);
  expect(run.log).not.toContain('last stop');
};

chapter('zones that ECS evens out', () => {
  // Covers: zones-moved
  acceptance(
    'while green is tested do not end the release: green gets ready again',
    { world: evened },
    async (stage) => {
      const running = stage.start({ ...v2, 'smoke-passes': '4', 'smoke-interval': '1s' });
      await stage.until('the smoke test of green', () => running.log().includes('1 of 4 passes'));
      stage.sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
      await stage.until('a moved task of green', () => zonesOfGreen(stage) === 'a,a,b,b');
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      moved(run);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: zones-moved
  acceptance('in the bake do not roll back', { world: evened }, async (stage) => {
    const running = stage.start({ ...v2, 'bake-time': '30s' });
    await stage.until('the switch', () => isAllOn(stage, 'web-b'));
    stage.sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
    await stage.until('a moved task of green', () => zonesOfGreen(stage) === 'a,a,b,b');
    const run = await running.result;
    expect(endOf(run)).toEqual(released);
    moved(run);
    await expectServing(stage, 'web-b', 'v2');
  });
});

/** One task of blue in each zone, and room for no second one in zone b. Each node sends requests only to its own zone. */
const apart = zoned({
  groups: { crossZone: 'false', slowStartSeconds: 30 },
  more: { zoneCapacity: { b: 1 } },
});

chapter('where cross-zone load balancing is off', () => {
  // Covers: ready-per-zone
  acceptance(
    'green gets no traffic until it has a healthy target in each zone in which blue serves',
    { world: apart },
    async (stage) => {
      const running = stage.start(v2);
      await stage.until('all of green is healthy, in zone a', () => healthyZones(stage).join() === 'a,a');
      await stage.until('the log says what green waits for', () =>
        running
          .log()
          .includes(
            'all healthy, but none in eu-west-1b, whose users reach no other zone because cross-zone load balancing is off',
          ),
      );
      expect(isAllOn(stage, 'web-a')).toBe(true);
      stage.sandbox.control.setZoneCapacity({ zone: 'b', tasks: null });
      const { id = '' } =
        stage
          .world()
          .tasks.find(
            ({ taskSetId, lastStatus }) => taskSetId === greenOf(stage)?.id && lastStatus === 'RUNNING',
          ) ?? {};
      stage.sandbox.control.stopTask({ task: id });
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain(
        'warning: cross-zone-off: cross-zone load balancing is off for target group web-b',
      );
      expect(run.log).toContain('warning: slow-start: target group web-b has a slow start of 30s:');
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: ready-per-zone
  acceptance(
    'a green that has no target in one of these zones is removed at the deadline',
    { world: apart },
    async (stage) => {
      const run = await stage.release({ ...v2, 'ready-timeout': '12s' });
      expect(endOf(run)).toEqual(rolledBack('not-ready-in-time'));
      expect(run.log).toMatch(/was not ready after 12s \(.*none in eu-west-1b/);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );
});
