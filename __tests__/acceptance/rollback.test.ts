// The rollback command: how few requests it needs, what it watches, and what it leaves.
import { expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance as play, chapter } from '../support/acceptance.ts';
import { endOf, greenOf, isAllOn, productionRules, released, servedOnlyBy, v2 } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  leftWarm,
  nextRun,
  rollbackInputs,
  statusInputs,
  timeToRules,
} from '../support/command-steps.ts';
import { lastSeq, rowBeforeRules, slowMs, tagOf } from '../support/rollback-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const asAsked = { exitCode: 0, result: 'rolled-back', reason: 'requested' } as const;
const refused = { exitCode: 1, result: 'refused', reason: 'preflight-failed' } as const;
const tagsLeft = ['fence', 'rolled-back', 'quarantined'];
/** The page sizes of AWS: with two tasks a page, listing them would take many requests. */
const usualPages = { pageSize: 100 };

chapter('a rollback to a warm blue', () => {
  // Covers: rollback-requests, log-safe-first
  acceptance(
    'sends three requests in sequence up to the first rule, the label included',
    { world: webService({}, usualPages), tagsLeft },
    async (stage) => {
      await leftWarm(stage);
      expect(tagOf(stage, 'rules')).toMatch(/^app\/\S+( \S+){4}$/);
      const since = lastSeq(stage);
      const slow = stage.sandbox.faults.add({ operation: '*', kind: 'slow', ms: slowMs, always: true });
      const running = stage.start(rollbackInputs, nextRun(stage));
      await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
      const row = rowBeforeRules(stage, since);
      const { first, last } = timeToRules(stage, since);
      stage.sandbox.faults.remove(slow);
      process.stderr.write(
        `rollback: ${row.join(', ')}; first rule after ${first} ms, last after ${last} ms\n`,
      );
      expect(row).toEqual([
        expect.stringMatching(/^(DescribeServices|ListTasks)$/),
        expect.any(String),
        'UpdateServicePrimaryTaskSet',
      ]);
      const run = await running.result;
      expect(endOf(run)).toEqual(asAsked);
      expect(run.log).toMatch(/^Production is back on blue .*, \d+\.\d s after this run began\.$/m);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: rollback-untagged-rule
  acceptance(
    'also moves a rule that was added after the switch and is in no tag',
    { world: webService(), tagsLeft },
    async (stage) => {
      await leftWarm(stage);
      const admin = stage.rule('admin');
      stage.sandbox.control.setActions({
        rule: admin.name,
        actions: [{ type: 'forward', groups: { 'web-a': 0, 'web-b': 100 } }],
      });
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(asAsked);
      expect(stage.rule('admin').weights).toEqual({ 'web-a': 100, 'web-b': 0 });
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: rollback-watched
  acceptance(
    'is repeated when a stale run undoes it within ten seconds',
    { world: webService(), tagsLeft },
    async (stage) => {
      await leftWarm(stage);
      const running = stage.start(rollbackInputs, nextRun(stage));
      await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
      const backMs = Date.now();
      await stage.until('it watches the rules', () => running.log().includes('watching for 10 s'));
      stage.sandbox.control.setWeights({ rule: 'shop', weights: { 'web-a': 0, 'web-b': 100 } });
      await stage.until('the repeated rollback', () => isAllOn(stage, 'web-a'));
      const run = await running.result;
      expect(endOf(run)).toEqual(asAsked);
      expect(Date.now() - backMs).toBeGreaterThan(10_000);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

chapter('a version that was rolled back', () => {
  // Covers: rollback-run-again
  acceptance(
    'and is live again stays live when the run of the rollback is run again, which says so and fails',
    { world: webService(), tagsLeft, freeTags: ['kept-green', 'lease'], greens: 2, setsLeft: 2 },
    async (stage) => {
      await stage.release({ ...v2, 'warm-time': '10m', teardown: 'defer' });
      const rollback = { ...rollbackInputs, 'keep-rolled-back': '0' };
      expect(endOf(await stage.release(rollback, nextRun(stage)))).toEqual(asAsked);
      const rerun = await stage.release(
        { ...v2, 'warm-time': '10m', teardown: 'defer' },
        { runId: stage.runId, attempt: 2 },
      );
      expect(endOf(rerun)).toEqual(released);
      const again = await stage.release(rollback, nextRun(stage, { attempt: 2 }));
      expect(endOf(again)).toEqual(refused);
      expect(again.log).toMatch(/Since then, ecs-svc\/\d+ \(web:2\) went live, and a run that is run again/);
      expect(isAllOn(stage, 'web-b')).toBe(true);
    },
  );

  // Covers: keep-rolled-back, quarantine-force
  acceptance(
    'is kept for inspection with keep-rolled-back, is shown by status, and is deleted by the next release',
    { world: webService(), tagsLeft: ['fence', 'rolled-back'] },
    async (stage) => {
      await leftWarm(stage);
      const keeping = { ...rollbackInputs, 'keep-rolled-back': '24h' };
      const run = await stage.release(keeping, nextRun(stage));
      expect(endOf(run)).toEqual(asAsked);
      const kept = greenOf(stage);
      expect([kept?.status, kept?.runningCount]).toEqual(['ACTIVE', 2]);
      expect(tagOf(stage, 'kept-green')?.startsWith(`${kept?.id ?? ''}:`)).toBe(true);
      expect(run.log).toMatch(
        /kept for inspection until .*\d\d:\d\d UTC, without traffic\. The next deploy or stage deletes it/,
      );
      await servedOnlyBy(stage, 'v1');

      const again = await stage.release(keeping, nextRun(stage, { attempt: 2 }));
      expect(endOf(again)).toEqual(asAsked);
      expect(again.log).toContain('has already rolled back service web');
      expect(greenOf(stage)?.status).toBe('ACTIVE');

      const seen = await stage.release(statusInputs, { runId: stage.runId + 2 });
      expect(jsonOf(seen)['status']).toMatchObject({
        keptGreen: { id: kept?.id },
        quarantined: [{ runId: stage.runId }],
        taskSets: [
          { role: 'green', isLive: true },
          { role: 'kept', isLive: false },
        ],
      });

      // Production is back on blue, so this must not read as if it were on the green that users left.
      expect(`${seen.log}${seen.summary}`).not.toMatch(/on green|green, live/);
      expect(seen.summary).toMatch(/\*\*All production traffic is on ecs-svc\/\d+ \(web:1\)/);

      const second = await stage.release(rollbackInputs, { runId: stage.runId + 4 });
      expect(endOf(second)).toMatchObject({ result: 'refused' });
      expect(second.summary).toMatch(
        /Green ecs-svc\/\d+ \(web:2\) was already rolled back, and production is on ecs-svc\/\d+ \(web:1\)\./,
      );

      const next = await stage.release(
        { ...v2, 'warm-time': '0', ignore: 'quarantined' },
        { runId: stage.runId + 5 },
      );
      expect(endOf(next)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: quarantine
  acceptance(
    'is refused to another run, and released by a re-run of its own run',
    { world: webService(), tagsLeft: ['fence', 'rolled-back'], greens: 2 },
    async (stage) => {
      await leftWarm(stage);
      expect(endOf(await stage.release(rollbackInputs, nextRun(stage)))).toEqual(asAsked);
      const before = stage.writes().length;
      const other = await stage.release(v2, { runId: stage.runId + 2 });
      expect(endOf(other)).toEqual(refused);
      expect(other.log).toContain(
        `/actions/runs/${stage.runId} released that content, and it was rolled back`,
      );
      expect(stage.writes()).toHaveLength(before);

      const own = await stage.release({ ...v2, 'warm-time': '0' }, { attempt: 2 });
      expect(endOf(own)).toEqual(released);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

/** The usual world, in which a revision web:2 of this image is registered as well. */
const withSecond = (image: string, spec: SandboxSpec): SandboxSpec => ({
  ...spec,
  taskDefinitions: [...(spec.taskDefinitions ?? []), webTaskDefinition(image)],
});

/** An older version released web:2, kept blue, and left no tags on the service. */
function ofOlderVersion(): SandboxSpec {
  const tag = (name: string): string => `ecs-blue-green:${name}`;
  const kept = { id: 'ecs-svc/41', taskDefinition: 'web:1', targetGroup: 'web-a' };
  const live = { id: 'ecs-svc/42', taskDefinition: 'web:2', targetGroup: 'web-b', primary: true };
  const taskSets = [
    { ...kept, tags: { [tag('release')]: '5000' } },
    { ...live, tags: { [tag('release')]: '6000', [tag('blue')]: kept.id } },
  ];
  const spec = withSecond('web:v2', webService());
  const services = (spec.services ?? []).map((service) =>
    service.name === 'web' ? { ...service, taskSets } : service,
  );
  return { ...spec, services };
}

chapter('an unusual rollback', () => {
  const blueTags = {
    'ecs-blue-green:release': '6000',
    'ecs-blue-green:previous-revision': 'web:2',
    'ecs-blue-green:forward-only': 'drops the column price',
  };

  // Covers: forward-only, status-forward-only, migration-rolled-back
  acceptance(
    'from a forward-only release is refused, and done with force and a reason, which the report shows',
    { world: withSecond('web:v2', webService({ blueTags })), registrations: 0 },
    async (stage) => {
      const no = await stage.release(rollbackInputs);
      expect(endOf(no)).toEqual(refused);
      expect(no.log).toContain('release 6000-web is forward-only (drops the column price)');
      expect(stage.writes()).toEqual([]);
      const seen = await stage.release(statusInputs, nextRun(stage));
      expect(jsonOf(seen)['status']).toMatchObject({ forwardOnly: 'drops the column price' });

      const reason = 'the column is still there';
      const forced = { ...rollbackInputs, force: 'true', reason };
      const run = await stage.release(forced, { runId: stage.runId + 2 });
      expect(endOf(run)).toEqual(released);
      const { comments } = stage.sandbox.github.state();
      for (const text of [run.log, run.summary, comments.at(-1)?.body]) expect(text).toContain(reason);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: rollback-to
  acceptance(
    'to the revision in rollback-to creates a new task set, though another blue is warm',
    { world: withSecond('web:v1', webService()), tagsLeft: ['fence', 'quarantined'] },
    async (stage) => {
      await leftWarm(stage);
      const run = await stage.release({ ...rollbackInputs, 'rollback-to': 'web:2' }, nextRun(stage));
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/rollback: from .* to revision web:2, with a new task set through all gates/);
      expect(stage.service().taskSets[0]?.taskDefinition).toMatch(/web:2$/);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: rollback-older-version
  acceptance(
    'from a release of an older version of this action, without a tag on the service, returns to its blue',
    { world: ofOlderVersion(), tagsLeft: ['fence', 'rolled-back'], registrations: 0 },
    async (stage) => {
      await stage.until('all targets are healthy', () =>
        ['web-a', 'web-b'].every((name) =>
          stage.group(name).targets.every(({ state }) => state === 'healthy' || state === 'unused'),
        ),
      );
      for (const rule of productionRules)
        stage.sandbox.control.setWeights({ rule, weights: { 'web-a': 0, 'web-b': 100 } });
      await servedOnlyBy(stage, 'v2');
      const run = await stage.release(rollbackInputs);
      expect(endOf(run)).toEqual(asAsked);
      expect(run.log).toMatch(/rollback: from ecs-svc\/42 \(web:2\) to warm blue ecs-svc\/41 \(web:1\)/);
      expect(stage.calls('CreateTaskSet')).toEqual([]);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});
