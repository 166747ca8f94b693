// The scheduled sweep, and what killed runs and other tools leave for it.
import { expect } from '@jest/globals';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, expectNeverSawV2, greenOf, isAllOn, killAfter } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  nextRun,
  overRelease,
  stageInputs,
  sweepInputs,
  teardownInputs,
  warmRelease,
} from '../support/command-steps.ts';
import { resetWeights } from '../support/resets.ts';
import { tagOf as tag } from '../support/rollback-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const swept = { exitCode: 0, result: 'swept', reason: 'swept' };
const expires = 'ecs-blue-green:expires';
const visited = ['fence', 'swept-at'];
const lastSeq = (stage: Stage): number => stage.calls().at(-1)?.seq ?? 0;

/** The writes of AWS since then, by operation. */
const writesSince = (stage: Stage, seq: number): readonly string[] =>
  stage.writes().flatMap(({ call }) => (call.seq > seq ? [call.operation] : []));

const done = (run: ActionResult): unknown =>
  (jsonOf(run)['services'] as { readonly done: readonly string[] }[]).flatMap((one) => one.done);

/** Until what is being deleted is gone. */
const alone = (stage: Stage): Promise<void> =>
  stage.until('only one set', () => stage.service().taskSets.length === 1);

chapter('what a killed run left half done', () => {
  // Covers: sweep-lease, vanished-swept
  acceptance(
    'past the lease of a deploy that was killed after the switch: blue is deleted, green stays',
    { world: webService(), tagsLeft: visited },
    async (stage) => {
      const deploy = { image: 'web:v2', 'bake-time': '2s', 'warm-time': '5s', 'probe-interval': '1s' };
      const last = { operation: 'ModifyListener', nth: 2 };
      await killAfter(stage, last, () => stage.start(deploy, { isPostSkipped: true }));
      expect(isAllOn(stage, 'web-b')).toBe(true);
      await stage.until(
        'the end of the lease',
        () => Date.parse(tag(stage, 'lease-until') ?? '') < Date.now(),
      );
      const run = await stage.release(sweepInputs, nextRun(stage));
      expect(endOf(run)).toEqual(swept);
      await alone(stage);
      await expectServing(stage, 'web-b', 'v2');
      expect(done(run)).toContainEqual(expect.stringMatching(/^deleted blue .*: its lease ended at/));
    },
  );

  // Covers: sweep-killed-run
  acceptance(
    'killed before the switch: green is deleted once the run is over on GitHub, its Deployment and comment are closed',
    { world: webService({ isAutoScaled: true }), tagsLeft: visited },
    async (stage) => {
      const deploy = { image: 'web:v2', environment: 'production' };
      const last = { operation: 'CreateTaskSet', nth: 1 };
      await killAfter(stage, last, () => stage.start(deploy, { isPostSkipped: true }));
      expect(stage.service().taskSets).toHaveLength(2);
      const open = stage.sandbox.github.state().deployments;
      expect(open.map(({ statuses }) => statuses[0]?.state)).toEqual(['in_progress']);

      const run = await stage.release({ ...sweepInputs, environment: 'production' }, nextRun(stage));
      expect(endOf(run)).toEqual(swept);
      await alone(stage);
      await expectServing(stage, 'web-a', 'v1');
      expectNeverSawV2(stage);
      expect(done(run)).toContain('restored suspended auto scaling');
      expect(stage.sandbox.github.state().deployments.map(({ statuses }) => statuses[0]?.state)).toEqual([
        'inactive',
      ]);
      expect(run.summary).toContain('| `web` |');
      const [comment, ...others] = stage.sandbox.github.state().comments;
      expect(others).toEqual([]);
      expect(comment?.body).toContain('its run ended without a report');
      expect(comment?.body).toMatch(/All production traffic is on ecs-svc\/\d+ \(web:1\)/);
    },
  );

  // Covers: sweep-leaves
  acceptance(
    'while the run is in progress nothing is touched, and the summary reports it',
    { world: webService(), tagsLeft: visited },
    async (stage) => {
      const first = await warmRelease(stage);
      const since = lastSeq(stage);
      const run = await stage.release(sweepInputs, nextRun(stage));
      expect(endOf(run)).toEqual(swept);
      expect(writesSince(stage, since)).toEqual(['TagResource']);
      expect(run.log).toMatch(/left alone: blue .* is leased as the rollback target until/);
      expect(tag(stage, 'fence')).toContain(`:${stage.runId}.1`);
      await stage.release(teardownInputs, nextRun(stage));
      // Its bake was over: what the teardown took from it was the end of blue alone.
      expect(endOf(await first.result)).toMatchObject({ result: 'released' });
    },
  );

  // Covers: sweep-leaves
  acceptance(
    'a green that is being created is left alone while its run is in progress',
    { world: webService(), tagsLeft: visited },
    async (stage) => {
      const slow = {
        'smoke-interval': '3s',
        'smoke-passes': '10',
        'bake-time': '2s',
        'probe-interval': '1s',
      };
      const first = stage.start({ image: 'web:v2', 'warm-time': '0', ...slow });
      await stage.until('green', () => stage.service().taskSets.length === 2);
      const since = lastSeq(stage);
      const run = await stage.release(sweepInputs, nextRun(stage));
      expect(endOf(run)).toEqual(swept);
      expect(run.log).toContain(`run ${stage.runId} is still going on`);
      const ours = stage.calls('DeleteTaskSet').filter(({ seq }) => seq > since);
      expect(ours).toEqual([]);
      expect(endOf(await first.result)).toMatchObject({ result: 'released' });
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

// Covers: staged-swept, sweep-expiry, sweep-test-listener
acceptance(
  'a staged green past its expiry is deleted, and its revision is noted',
  { world: webService({ hasTestListener: true }), tagsLeft: ['expired', ...visited] },
  async (stage) => {
    const startMs = Date.now();
    // A sweep has no input for the listener: without the tags of green it would look like production.
    const test = stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
    const inputs = { ...stageInputs, 'stage-expiry': '10m', 'test-rule': test };
    const first = await stage.release(inputs);
    const lastsMs = Date.parse(first.outputs['expires-at'] ?? '') - startMs;
    expect([lastsMs >= 600_000, lastsMs <= 600_000 + Date.now() - startMs]).toEqual([true, true]);
    expect(greenOf(stage)?.tags[expires]).toBe(first.outputs['expires-at']);
    const early = await stage.release(sweepInputs, nextRun(stage));
    expect(early.log).toMatch(/left alone: .* is staged as release .* until/);
    expect(stage.service().taskSets).toHaveLength(2);
    const past = { [expires]: new Date(startMs).toISOString() };
    stage.sandbox.control.tagTaskSet({ taskSet: greenOf(stage)?.id ?? '', tags: past });
    const run = await stage.release(sweepInputs, nextRun(stage));
    expect(endOf(run)).toEqual(swept);
    await alone(stage);
    expect(tag(stage, 'expired')).toBe(`${stage.runId}:web:2:${'b'.repeat(40)}`);
    await expectServing(stage, 'web-a', 'v1');
  },
);

chapter('weights that infrastructure code reset after the release', () => {
  // Covers: sweep-drift-reported
  play(
    'are reported with the command to paste, and nothing is changed',
    { world: webService(), tagsLeft: visited, hasDowntime: true },
    async (stage) => {
      await overRelease(stage);
      resetWeights(stage);
      const since = lastSeq(stage);
      const run = await stage.release(sweepInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'failed', reason: 'left-alone' });
      expect(writesSince(stage, since)).toEqual(['TagResource']);
      expect(run.log).toContain('aws elbv2 modify-listener --listener-arn');
      expect(run.summary).toContain('aws elbv2 modify-rule --rule-arn');
    },
  );

  // Covers: sweep-drift-restored
  acceptance(
    'are restored with on-drift: restore',
    { world: webService(), tagsLeft: visited, hasDowntime: true },
    async (stage) => {
      await overRelease(stage);
      resetWeights(stage);
      const run = await stage.release({ ...sweepInputs, 'on-drift': 'restore' }, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'repaired', reason: 'repaired' });
      expect(run.log).toContain('restoring-drift');
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('several services', () => {
  // Covers: sweep-cluster
  acceptance(
    'of a cluster: each is swept, and foreign services are named',
    { world: webService(), tagsLeft: visited },
    async (stage) => {
      const last = { operation: 'CreateTaskSet', nth: 1 };
      await killAfter(stage, last, () => stage.start({ image: 'web:v2' }, { isPostSkipped: true }));
      const run = await stage.release({ ...sweepInputs, service: '' }, nextRun(stage));
      expect(endOf(run)).toEqual(swept);
      const services = jsonOf(run)['services'] as {
        readonly service: string;
        readonly done: readonly string[];
      }[];
      expect(services.map(({ service }) => service)).toEqual(['web', 'worker']);
      expect(services.map((one) => one.done.length > 0)).toEqual([true, false]);
      expect(stage.service('worker').tags).toEqual({});
      expect(run.log).toMatch(/worker: left alone: service worker has no load balancer/);
      await alone(stage);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: sweep-list
  acceptance(
    'named: a service that fails does not stop the others, and the run fails',
    { world: webService(), tagsLeft: visited },
    async (stage) => {
      const last = { operation: 'CreateTaskSet', nth: 1 };
      await killAfter(stage, last, () => stage.start({ image: 'web:v2' }, { isPostSkipped: true }));
      const run = await stage.release({ ...sweepInputs, service: 'missing\nweb' }, nextRun(stage));
      expect(run.exitCode).toBe(1);
      const services = jsonOf(run)['services'] as { readonly service: string; readonly result: string }[];
      expect(services.map(({ service, result }) => [service, result])).toEqual([
        ['missing', 'refused'],
        ['web', 'swept'],
      ]);
      await alone(stage);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

// Covers: vanished-sweep
acceptance(
  'what a vanished sweep left is completed by the next sweep',
  { world: webService(), tagsLeft: visited },
  async (stage) => {
    const last = { operation: 'CreateTaskSet', nth: 1 };
    await killAfter(stage, last, () => stage.start({ image: 'web:v2' }, { isPostSkipped: true }));
    await killAfter(stage, { operation: 'DeleteTaskSet', nth: 1 }, () =>
      stage.start(sweepInputs, nextRun(stage, { isPostSkipped: true })),
    );
    const run = await stage.release(sweepInputs, { runId: stage.runId + 2 });
    expect(endOf(run)).toEqual(swept);
    await alone(stage);
    await expectServing(stage, 'web-a', 'v1');
  },
);
