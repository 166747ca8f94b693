// Blue after the bake: its teardown deferred, kept at a lower scale, raised for a rollback; and deploys that wait for a bake.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn, productionRules, released, servedOnlyBy } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  leaseTags,
  nextRun,
  rollbackInputs,
  statusInputs,
  teardownInputs,
  warmRelease,
} from '../support/command-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';
import { resetToOneGroup } from '../support/resets.ts';

const quick = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
const v2 = { ...quick, image: 'web:v2', 'warm-time': '10m' };
/** The next version: the content of v1, registered again. */
const v3 = { ...quick, image: 'web:v1', 'warm-time': '0' };
const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const blueOf = (stage: Stage): ReturnType<Stage['service']>['taskSets'][number] | undefined =>
  stage.service().taskSets.find(({ targetGroup }) => targetGroup === 'web-a');

chapter('a teardown that is left to a later run', () => {
  // Covers: sweep-seen, defer-credentials
  acceptance(
    'automatically, since the credentials end before the warm time: teardown ends it',
    { world: webService() },
    async (stage) => {
      const ends = new Date(Date.now() + 9 * 60_000).toISOString();
      const environment = { AWS_SESSION_TOKEN: 'session', AWS_CREDENTIAL_EXPIRATION: ends };
      const run = await stage.release(v2, { environment });
      expect(endOf(run)).toEqual(released);
      expect(run.outputs['blue-kept-until']).toMatch(iso);
      expect(run.outputs['blue-kept-until']).toBe(tagOf(stage, 'lease-until'));
      expect(run.log).toMatch(
        new RegExp(`go on beyond .*${ends.slice(11, 16)} UTC: the credentials of this job end then`),
      );
      expect(run.log).toContain('No sweep has ever run for this service');
      expect(isAllOn(stage, 'web-b')).toBe(true);
      expect(blueOf(stage)?.status).toBe('ACTIVE');

      const end = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(end)).toEqual({ exitCode: 0, result: 'torn-down', reason: 'torn-down' });
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: defer-job
  acceptance(
    'automatically, since the job ends before the warm time: blue keeps its lease',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const environment = { RUNNER_ENVIRONMENT: 'github-hosted' };
      const startMs = Date.now();
      const run = await stage.release({ ...v2, 'warm-time': '6h' }, { environment });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /waiting for it would go on beyond .*\d\d:\d\d UTC: a job on a GitHub-hosted runner lasts 6 hours at most/,
      );
      expect(run.log).toContain('The next deploy, stage, teardown or sweep deletes it');
      expect(run.log).toContain('No sweep has ever run for this service');
      const keptMs = Date.parse(run.outputs['blue-kept-until'] ?? '') - startMs;
      expect(keptMs).toBeGreaterThan(6 * 3_600_000);
      expect(keptMs).toBeLessThan(6 * 3_600_000 + (Date.now() - startMs));
      expect(run.outputs['blue-kept-until']).toBe(tagOf(stage, 'lease-until'));
      expect(isAllOn(stage, 'web-b')).toBe(true);
      expect(blueOf(stage)).toMatchObject({ status: 'ACTIVE', runningCount: 2 });
    },
  );

  // Covers: defer-time-limit
  acceptance(
    'automatically, since the step has a time limit',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const run = await stage.release({ ...v2, 'warm-time': '10m', 'time-limit': '8m' });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(
        /waiting for it would go on beyond .*\d\d:\d\d UTC: that is the time-limit of this step/,
      );
    },
  );

  // Covers: defer
  acceptance(
    'as asked, with blue lowered: the next deploy ends its lease, and users notice neither',
    { world: webService(), registrations: 2 },
    async (stage) => {
      const run = await stage.release({ ...v2, teardown: 'defer', 'warm-scale': '50' });
      expect(endOf(run)).toEqual(released);
      expect(blueOf(stage)).toMatchObject({ status: 'ACTIVE', scale: 50, computedDesiredCount: 1 });
      const old = blueOf(stage)?.id;
      const next = await stage.release(v3, nextRun(stage));
      expect(endOf(next)).toEqual(released);
      await expectServing(stage, 'web-a', 'v1');
      expect(blueOf(stage)?.id).not.toBe(old);
      const order = stage.calls('CreateTaskSet', 'DeleteTaskSet').map(({ operation }) => operation);
      expect(order.filter((operation) => operation === 'DeleteTaskSet')).toHaveLength(2);
    },
  );
});

chapter('warm-scale', () => {
  // Covers: rollback-raises-blue, status-lowered, warm-scale
  acceptance(
    'lowers blue after its lease says so, and a rollback raises it before the rules',
    { world: webService({ desiredCount: 3 }), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      const run = await stage.release({ ...v2, teardown: 'defer', 'warm-scale': '25' });
      expect(endOf(run)).toEqual(released);
      expect(tagOf(stage, 'lease-scale')).toBe('25/100');
      const leaseFirst = stage.writes().flatMap(({ call }) => {
        const tags = JSON.stringify(call.request['tags'] ?? '');
        return call.operation === 'UpdateTaskSet' || tags.includes('25/100') ? [call.operation] : [];
      });
      expect(leaseFirst).toEqual(['TagResource', 'UpdateTaskSet']);
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toContain(
        'rollback ready: yes, after the start of tasks: blue is scaled to 25 % and is scaled up first',
      );
      expect(jsonOf(status)['status']).toMatchObject({ lease: { scalePercent: 25 } });

      const since = stage.calls().at(-1)?.seq ?? 0;
      const blueGroup = await stage.release(rollbackInputs, nextRun(stage, { runId: stage.runId + 2 }));
      expect(endOf(blueGroup)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      const writes = stage.writes().filter(({ call }) => call.seq > since);
      // The fence first: a run that kept blue warm would lower it again.
      expect(writes.slice(0, 2).map(({ call }) => call.operation)).toEqual(['TagResource', 'UpdateTaskSet']);
      const first = writes.find(({ call }) => /^Modify(Rule|Listener)$/.test(call.operation));
      const blue = first?.before.services[0]?.taskSets.find(({ targetGroup }) => targetGroup === 'web-a');
      expect(blue).toMatchObject({ scale: 100, computedDesiredCount: 3 });
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

chapter('on-drift: restore', () => {
  // Covers: drift-restore
  acceptance(
    'returns production to green, reports it everywhere, and the release ends well',
    { world: webService() },
    async (stage) => {
      const inputs = { ...v2, 'bake-time': '25s', 'warm-time': '0', 'on-drift': 'restore' };
      const running = stage.start(inputs);
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      stage.sandbox.control.setWeights({ rule: 'shop', weights: { 'web-a': 100, 'web-b': 0 } });
      await stage.until('the rules are put back', () => isAllOn(stage, 'web-b'));
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/restoring-drift: somebody else changed .*host shop\.example\.com/);
      const report = /Somebody else changed the weights of .*\. Production was returned to green/;
      expect(run.log).toMatch(report);
      expect(
        stage.sandbox.github
          .state()
          .comments.map(({ body }) => body)
          .join('\n'),
      ).toMatch(report);
      expect(productionRules.every((name) => stage.rule(name).weights['web-b'] !== 0)).toBe(true);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('a deploy that finds another release in its bake', () => {
  // Covers: waits-for-bake
  acceptance(
    'waits for it to end, and both succeed',
    { world: webService(), registrations: 2 },
    async (stage) => {
      const first = stage.start({ ...v2, 'bake-time': '12s' });
      await stage.until('the bake', () => isAllOn(stage, 'web-b') && first.log().includes('bake:'));
      const writes = stage.writes().length;
      const second = stage.start(v3, nextRun(stage));
      await stage.until('the wait', () => second.log().includes('is in its bake until'));
      expect(stage.writes()).toHaveLength(writes);
      const [one, other] = [await first.result, await second.result];
      expect(endOf(one)).toEqual(released);
      expect(one.log).toMatch(/bake passed: /);
      expect(one.log).toContain(`Since then, run ${stage.runId + 1}.1 has taken the service over`);
      expect(endOf(other)).toEqual(released);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

const reset = { rule: 'shop', weights: { 'web-a': 100, 'web-b': 0 } };

chapter('weights that another tool resets while blue is warm', () => {
  // Covers: drift-stop-warm
  acceptance(
    'stop the run, which reports both states and keeps both sets',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const running = await warmRelease(stage);
      const written = stage.calls('ModifyRule', 'ModifyListener').length;
      stage.sandbox.control.setWeights(reset);
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'drift' });
      expect(run.log).toMatch(
        /host shop\.example\.com.*: green 0, blue 100; this release had set green to all/,
      );
      expect(run.log).toContain('Both task sets are kept and nothing more is changed');
      expect(stage.calls('ModifyRule', 'ModifyListener')).toHaveLength(written);
      expect(stage.calls('DeleteTaskSet')).toEqual([]);
      expect(stage.service().taskSets.map(({ status, runningCount }) => [status, runningCount])).toEqual([
        ['ACTIVE', 2],
        ['PRIMARY', 2],
      ]);
    },
  );

  // Covers: drift-restore-warm
  acceptance(
    'are restored with on-drift: restore, the run reports it and ends as released',
    { world: webService() },
    async (stage) => {
      const running = await warmRelease(stage, { 'on-drift': 'restore' });
      stage.sandbox.control.setWeights(reset);
      await stage.until('the rules are put back', () => isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      // One group left in every rule: nothing checks the health of green any more.
      resetToOneGroup(stage);
      await stage.until('the rules are put back again', () => isAllOn(stage, 'web-b'));
      await servedOnlyBy(stage, 'v2');
      const end = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'torn-down' });
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      const report = /Somebody else changed the weights of .*\. Production was returned to green/;
      expect(run.log).toMatch(report);
      expect(run.summary).toMatch(report);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
