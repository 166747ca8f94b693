// The other service, which still runs an old blue: who names it, and what that costs.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf } from '../support/bad-luck.ts';
import { expectServing, jsonOf, nextRun, statusInputs, sweepInputs } from '../support/command-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';

const ofCluster = { ...statusInputs, service: '' };
const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;
const late = (run: Parameters<typeof jsonOf>[0]): readonly string[] =>
  (jsonOf(run)['services'] as { readonly beyondLease: readonly { readonly words: string }[] }[]).flatMap(
    ({ beyondLease }) => beyondLease.map(({ words }) => words),
  );

/** A release that leaves its blue to a sweep, and then nobody sweeps. */
async function leftToNobody(stage: Stage): Promise<void> {
  const times = { 'bake-time': '2s', 'warm-time': '3s', 'probe-interval': '1s', teardown: 'defer' };
  const run = await stage.release({ image: 'web:v2', ...times });
  expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'released' });
  await stage.until('the end of the lease', () => Date.parse(tagOf(stage, 'lease-until') ?? '') < Date.now());
}

const words =
  /^blue ecs-svc\/\d+ \(web:1\) still runs 2 tasks, (?:\d+m)?\d+s after it was created: its lease ended at/;

chapter('a service that still runs an older version', () => {
  // Covers: status-cluster, sweep-names-late
  acceptance(
    'is named by status and by sweep without a service, until a sweep has deleted it',
    { world: webService(), tagsLeft: ['fence', 'swept-at'] },
    async (stage) => {
      await leftToNobody(stage);
      const since = lastSeq(stage);
      const status = await stage.release(ofCluster, nextRun(stage));
      expect(endOf(status)).toEqual({ exitCode: 0, result: 'status', reason: 'status' });
      expect(late(status)).toEqual([expect.stringMatching(words)]);
      for (const shown of [status.log, status.summary]) {
        expect(shown).toContain(
          '1 service still runs a version beyond its lease: service web in cluster demo',
        );
        expect(shown).toMatch(/its lease ended at \d\d:\d\d UTC/);
      }
      const calls = stage.calls().filter(({ seq }) => seq > since);
      expect(calls.filter(({ isWrite }) => isWrite)).toEqual([]);
      // Pages of two of three services; only the service with two task sets is asked for its tags.
      expect(calls.map(({ operation }) => operation).filter((one) => one !== 'GetCallerIdentity')).toEqual([
        'ListServices',
        'ListServices',
        'DescribeServices',
        'DescribeTaskSets',
      ]);

      const denied = stage.sandbox.faults.add({
        operation: 'DeleteTaskSet',
        kind: 'access-denied',
        always: true,
      });
      const refused = await stage.release({ ...sweepInputs, service: '' }, nextRun(stage));
      expect(endOf(refused)).toMatchObject({ exitCode: 1, result: 'failed' });
      expect(late(refused)).toEqual([expect.stringMatching(words)]);
      expect(refused.summary).toContain('Still runs beyond its lease');

      stage.sandbox.faults.remove(denied);
      const swept = await stage.release({ ...sweepInputs, service: '' }, nextRun(stage));
      expect(endOf(swept)).toMatchObject({ exitCode: 0, result: 'swept' });
      expect(late(swept)).toEqual([]);
      const after = await stage.release(ofCluster, nextRun(stage));
      expect(after.log).toContain('none runs a version beyond its lease.');
      expect(late(after)).toEqual([]);
      await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: status-cluster
  acceptance(
    'is named as unread if its task sets or its cluster can not be read, and the status fails',
    { world: webService(), hasTraffic: false, setsLeft: 2, tagsLeft: ['fence', 'lease', 'rules'] },
    async (stage) => {
      await leftToNobody(stage);
      stage.sandbox.faults.add({ operation: 'DescribeTaskSets', kind: 'access-denied', always: true });
      const blind = await stage.release(ofCluster, nextRun(stage));
      expect(endOf(blind)).toEqual({ exitCode: 1, result: 'failed', reason: 'reads-failed' });
      expect(jsonOf(blind)['unread']).toMatchObject([
        { cluster: 'demo', service: 'web', why: expect.stringContaining('ecs:DescribeTaskSets') },
      ]);
      // The other service is still reported.
      expect(jsonOf(blind)['services']).toMatchObject([{ service: 'worker', beyondLease: [] }]);
      const unknown = await stage.release({ ...ofCluster, cluster: 'demo,nowhere' }, nextRun(stage));
      expect(endOf(unknown)).toEqual({ exitCode: 1, result: 'failed', reason: 'reads-failed' });
      expect(unknown.log).toMatch(/not read: the services of cluster nowhere \(.*ClusterNotFoundException/);
    },
  );
});

chapter('a service whose older version is still kept', () => {
  // Covers: status-cluster, sweep-names-late
  acceptance(
    'within its lease is counted, and named by neither status nor sweep',
    { world: webService(), setsLeft: 2, tagsLeft: ['fence', 'lease', 'rules', 'swept-at'] },
    async (stage) => {
      const times = { 'bake-time': '2s', 'warm-time': '30m', 'probe-interval': '1s', teardown: 'defer' };
      expect(endOf(await stage.release({ image: 'web:v2', ...times }))).toMatchObject({ result: 'released' });
      const status = await stage.release(ofCluster, nextRun(stage));
      expect(status.log).toContain('none runs a version beyond its lease.');
      const sweep = await stage.release({ ...sweepInputs, service: '' }, nextRun(stage));
      expect(endOf(sweep)).toMatchObject({ exitCode: 0, result: 'swept' });
      expect([late(status), late(sweep)]).toEqual([[], []]);
      expect(sweep.summary).not.toContain('Still runs beyond its lease');
    },
  );
});

const [live, old] = ['ecs-svc/2000000000000000001', 'ecs-svc/2000000000000000002'];
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const ofRun = (run: number) => ({
  taskDefinition: 'web:1',
  tags: { 'ecs-blue-green:release': String(run), 'ecs-blue-green:run': `${String(run)}.1` },
});
const lateTags = {
  'ecs-blue-green:blue': old,
  'ecs-blue-green:lease': `green=${live} until=${hoursAgo(24)} scale=100`,
};
const lateSets = [
  { ...ofRun(90), id: live, targetGroup: 'web-a', primary: true, ageSeconds: 30 * 3600 },
  { ...ofRun(80), id: old, targetGroup: 'web-b', ageSeconds: 48 * 3600 },
];
type Services = NonNullable<ReturnType<typeof webService>['services']>;

/** The lease of `old` ended a day ago, and the last sweep ran so many hours before the case was written down: it may wait for its slot. `more`: other services of the cluster. */
function neverSwept(sweptHoursAgo: number, more: Services = []): ReturnType<typeof webService> {
  const swept = { 'ecs-blue-green:swept-at': hoursAgo(sweptHoursAgo) };
  const web = webService({ serviceTags: { ...lateTags, ...swept } });
  const services = (web.services ?? []).map((one) =>
    one.name === 'web' ? { ...one, taskSets: lateSets } : one,
  );
  return { ...web, services: [...services, ...more] };
}

/** A release that has ended, and nothing beyond its lease. */
function freshlySwept(sweptHoursAgo: number): ReturnType<typeof webService> {
  const world = neverSwept(sweptHoursAgo);
  const services = (world.services ?? []).map((one) =>
    one.name === 'web'
      ? {
          ...one,
          tags: { 'ecs-blue-green:swept-at': hoursAgo(sweptHoursAgo) },
          taskSets: lateSets.slice(0, 1),
        }
      : one,
  );
  return { ...world, services };
}

/** Nobody routes to it: its older version still works off a queue. */
const mail: Services[number] = {
  ...{ name: 'mail', desiredCount: 1, tags: {} },
  taskSets: [
    { taskDefinition: 'worker', primary: true, tags: {} },
    {
      ...{ taskDefinition: 'worker', ageSeconds: 6 * 3600 },
      tags: { 'ecs-blue-green:release': '70', 'ecs-blue-green:expires': hoursAgo(3) },
    },
  ],
};

const keeps = { hasTraffic: false, setsLeft: 2, tagsLeft: ['blue', 'lease', 'swept-at'] };

chapter('every service of a cluster that runs an older version', () => {
  // Covers: status-cluster
  acceptance('is named with its age', { world: neverSwept(30, [mail]), ...keeps }, async (stage) => {
    const status = await stage.release(ofCluster, nextRun(stage));
    expect(late(status)).toEqual([
      expect.stringMatching(
        /\(worker:1\) still runs 1 task, 6h00m after it was created: it was staged until .* and never promoted/,
      ),
      expect.stringMatching(
        /^blue ecs-svc\/2000000000000000002 \(web:1\) still runs 2 tasks, 2 days after it was created: its lease/,
      ),
    ]);
    expect(status.log).toContain('2 services still run a version beyond its lease');
    // A sweep handles only what is behind a load balancer.
    expect(status.log).toMatch(/and never promoted\. A sweep leaves it: its service has no load balancer$/m);
    expect(status.log).toContain(
      'Run the command sweep for service web in cluster demo. A sweep leaves task sets of service mail in cluster demo,',
    );
    expect(status.summary).toContain('service mail in cluster demo');
  });
});

const planned = (stage: Stage) => stage.release({ command: 'plan', image: 'web:v2' }, nextRun(stage));

chapter('a sweep that is overdue', () => {
  // Covers: sweep-overdue
  acceptance(
    'is a warning of the next release, found in what it reads anyway',
    { world: neverSwept(30), ...keeps },
    async (stage) => {
      const run = await planned(stage);
      expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'planned' });
      expect(run.summary).toContain('sweep-overdue: ');
      expect(run.log).toMatch(
        /sweep-overdue: blue ecs-svc\/\d+2 .*: its lease ended at .*\. The last sweep of service web ran at .*, 3[01]h\d\dm ago\./,
      );
      expect(stage.calls('ListServices')).toEqual([]);
    },
  );

  for (const [sweptHoursAgo, isOverdue] of [
    [30, true],
    [1, false],
  ] as const)
    // Covers: sweep-overdue
    acceptance(
      `is ${isOverdue ? 'a warning' : 'none'} of a deploy that leaves its blue to a sweep, if the last one ran ${String(sweptHoursAgo)} h ago`,
      { world: freshlySwept(sweptHoursAgo), freeTags: ['swept-at', 'lease', 'rules', 'blue'], setsLeft: 2 },
      async (stage) => {
        const times = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
        const inputs = { ...times, image: 'web:v2', 'warm-time': '1h', teardown: 'defer' };
        const run = await stage.release(inputs);
        expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'released' });
        expect(/sweep-overdue: this release leaves its blue to a sweep\. The last sweep/.test(run.log)).toBe(
          isOverdue,
        );
        expect(stage.calls('ListServices')).toEqual([]);
      },
    );

  // Covers: sweep-overdue
  acceptance(
    'is none where a sweep has run since the lease ended',
    { world: neverSwept(1), ...keeps },
    async (stage) => {
      const run = await planned(stage);
      expect(endOf(run)).toMatchObject({ exitCode: 0, result: 'planned' });
      for (const shown of [run.log, run.summary]) expect(shown).not.toContain('sweep-overdue');
    },
  );
});
