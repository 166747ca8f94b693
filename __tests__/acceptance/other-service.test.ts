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
  /^blue ecs-svc\/\d+ \(web:1\) still runs 2 tasks, \d+s after it was created: its lease ended at/;

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

const [live, old] = ['ecs-svc/2000000000000000001', 'ecs-svc/2000000000000000002'];
const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const ofRun = (run: number) => ({
  taskDefinition: 'web:1',
  tags: { 'ecs-blue-green:release': String(run), 'ecs-blue-green:run': `${String(run)}.1` },
});
/** The lease of `old` ended a day ago, and the last sweep ran so many hours ago. */
function neverSwept(sweptHoursAgo: number): ReturnType<typeof webService> {
  const web = webService({
    serviceTags: {
      'ecs-blue-green:blue': old,
      'ecs-blue-green:lease': `green=${live} until=${hoursAgo(24)} scale=100`,
      'ecs-blue-green:swept-at': hoursAgo(sweptHoursAgo),
    },
  });
  const sets = [
    { ...ofRun(90), id: live, targetGroup: 'web-a', primary: true },
    { ...ofRun(80), id: old, targetGroup: 'web-b' },
  ];
  const services = (web.services ?? []).map((one) => (one.name === 'web' ? { ...one, taskSets: sets } : one));
  return { ...web, services };
}

const keeps = { hasTraffic: false, setsLeft: 2, tagsLeft: ['blue', 'lease', 'swept-at'] };
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
        /sweep-overdue: blue ecs-svc\/\d+2 .*: its lease ended at .*\. The last sweep of service web ran at .*, 30h00m ago\./,
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
