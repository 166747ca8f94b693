// Rollback goes to what serves better: a blue that can't carry the load, and a green that is kept.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, expectAllOn, greenOf, released, v2 } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  leaseTags,
  leftWarm,
  nextRun,
  rollbackInputs,
  statusInputs,
  sweepInputs,
  warmRelease,
} from '../support/command-steps.ts';
import { keptIn } from '../support/kept.ts';
import { tagOf } from '../support/rollback-steps.ts';
import { writeGreenAgain } from '../support/resets.ts';
import { servedOnlyBy } from '../support/serving.ts';
import { failHealth, nothingHealthyIn, replaced, runningIn } from '../support/unhealthy.ts';

const asAsked = { exitCode: 0, result: 'rolled-back', reason: 'requested' } as const;
const refused = { exitCode: 1, result: 'refused', reason: 'blue-worse' } as const;
const tagsLeft = ['fence', 'rolled-back', 'quarantined'];
const appV1 = ['node', 'sandbox/apps/v1.ts'];

/** Every task of blue has failed twice, and its replacement is healthy. */
async function failAgainAndAgain(stage: Stage): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    const old = runningIn(stage, 'web-a').map(({ id }) => id);
    for (const task of old) stage.sandbox.control.killTask({ task });
    await replaced(stage, 'web-a', old);
  }
}

chapter('a rollback to a blue whose tasks fail again and again', () => {
  // Covers: rollback-compared, status-compared
  acceptance(
    'is refused with both numbers, users stay on the green that serves, and status says why',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      await leftWarm(stage);
      await failAgainAndAgain(stage);
      const seen = await stage.release(statusInputs, nextRun(stage));
      const numbers =
        /blue .* has 0 healthy targets that stay \(2 healthy, and 4 tasks failed .*, green .* has 2 healthy targets that stay, and production needs 1/;
      expect(jsonOf(seen)['status']).toMatchObject({
        rollbackReady: expect.stringMatching(numbers),
      });
      expect(seen.log).toMatch(/rollback ready: no: blue .* \(as of \d\d:\d\d UTC\)/);

      const since = stage.writes().length;
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(refused);
      expect(run.log).toMatch(numbers);
      expect(run.log).toContain('run the command rollback with force: true');
      expect(stage.writes()).toHaveLength(since);
      expectAllOn(stage, 'web-b');
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: lowered-blue-compared
  acceptance(
    'is refused at once if it is scaled down too, and it is not scaled up',
    { world: webService({ desiredCount: 4 }), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const running = await warmRelease(stage, { 'warm-scale': '50' });
      await stage.until('blue is lowered', () => runningIn(stage, 'web-a').length === 2);
      running.kill('SIGKILL');
      await running.result;
      await failAgainAndAgain(stage);
      const seen = await stage.release(statusInputs, nextRun(stage));
      const numbers = /blue .* has 0 healthy targets that stay .*, and blue at 50 % needs 1/;
      expect(jsonOf(seen)['status']).toMatchObject({ rollbackReady: expect.stringMatching(numbers) });
      const [since, calls] = [stage.writes().length, stage.calls().length];
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(refused);
      const looks = stage.calls('DescribeTaskSets').filter(({ seq }) => seq > calls).length;
      expect(looks).toBeLessThan(5);
      expect(run.log).toMatch(numbers);
      expect(stage.writes()).toHaveLength(since);
    },
  );

  // Covers: rollback-green-down
  acceptance(
    'goes there without force if green has no healthy target',
    {
      world: webService(),
      tagsLeft,
      allowedFailures: { 'status 502': 400, 'status 503': 400, ECONNRESET: 40, 'socket hang up': 40 },
    },
    async (stage) => {
      await leftWarm(stage);
      failHealth(stage, 'web-b', 2);
      await nothingHealthyIn(stage, 'web-b');
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(asAsked);
      expect(run.log).toMatch(
        /When traffic was returned: blue .* has 2 healthy targets that stay, green .* has 0/,
      );
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

chapter('a warm blue', () => {
  // Covers: warm-blue-reported
  acceptance(
    'that has no healthy target for a while is not offered, and is reported once with what to do',
    { world: webService(), setsLeft: 2, tagsLeft: leaseTags },
    async (stage) => {
      const running = await warmRelease(stage);
      const comment = (): string => stage.sandbox.github.state().comments.at(-1)?.body ?? '';
      await stage.until('blue is offered', () => comment().includes('is kept until'));
      expect(comment()).not.toContain('not ready');
      failHealth(stage, 'web-a', 2);
      const warning = 'A rollback to warm blue would not help now';
      await stage.until('the report', () => running.log().includes(warning), 120_000);
      await stage.until('the comment', () => comment().includes(warning));
      expect(comment()).toMatch(/\*\*Rollback\*\*: not ready: blue .* has 0 healthy targets that stay/);
      expect(comment()).toMatch(/As of \d{4}-\d\d-\d\d \d\d:\d\d UTC/);
      expect(running.log().split(warning)).toHaveLength(2);
      expect(running.log()).toMatch(/Check why the tasks of blue fail\..*only with force: true/);
      running.kill('SIGKILL');
      await running.result;
      await servedOnlyBy(stage, 'v2');
    },
  );

  // Covers: warm-image-changed
  acceptance(
    'of which a replaced task pulled another image is no longer what it was, and everything says so',
    { world: webService(), tagsLeft },
    async (stage) => {
      await leftWarm(stage);
      const { control } = stage.sandbox;
      control.setApp({ image: 'web:v1', app: { command: appV1, push: 'second' } });
      const [first] = runningIn(stage, 'web-a');
      control.stopTask({ task: first?.id ?? '' });
      await replaced(stage, 'web-a', [first?.id ?? ''], 2);
      const changed = /run different images \(container web: sha256:[0-9a-f]{12}, sha256:[0-9a-f]{12}\)/;
      const seen = await stage.release(statusInputs, nextRun(stage));
      expect(jsonOf(seen)['status']).toMatchObject({
        rollbackReady: expect.stringMatching(changed),
      });
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(asAsked);
      expect(run.log).toMatch(changed);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});

chapter('a healthy green that was rolled back', () => {
  // Covers: green-kept, green-kept-ended, green-kept-moved
  acceptance(
    'is kept with its health checked, and the next deploy ends it at once',
    { world: webService(), registrations: 2, greens: 2, tagsLeft: ['fence', 'rolled-back', 'swept-at'] },
    async (stage) => {
      await leftWarm(stage);
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual(asAsked);
      const kept = keptIn(stage.service());
      expect([kept?.id, kept?.runningCount]).toEqual([greenOf(stage)?.id, 2]);
      expect(stage.group('web-b').targets.map(({ state }) => state)).toEqual(['healthy', 'healthy']);
      expect(run.log).toMatch(
        /is kept in case the version before fails, until .*UTC, without traffic\. The next deploy or stage deletes it/,
      );
      // The run has not waited for that.
      const [keptUntil = ''] = /\d{4}-[-\d]+T[:.\d]+Z/.exec(tagOf(stage, 'kept-green') ?? '') ?? [];
      expect(Date.parse(keptUntil)).toBeGreaterThan(Date.now());
      const seen = await stage.release(statusInputs, nextRun(stage));
      expect(jsonOf(seen)['status']).toMatchObject({ keptGreen: { id: kept?.id, reason: 'fallback' } });
      await expectServing(stage, 'web-a', 'v1');

      await sweptAfterReset(stage);
      expect(keptIn(stage.service())?.id).toBe(kept?.id);

      const next = await stage.release(
        { ...v2, 'warm-time': '0', ignore: 'quarantined' },
        { runId: stage.runId + 5 },
      );
      expect(endOf(next)).toEqual(released);
      expect(stage.service().taskSets.map(({ id }) => id)).not.toContain(kept?.id);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

/** Production was rolled back, green is kept, and then what is live has no healthy target. Returns the kept green. */
async function failsAfterRollback(stage: Stage): Promise<ReturnType<typeof keptIn>> {
  await leftWarm(stage);
  expect(endOf(await stage.release(rollbackInputs, nextRun(stage)))).toEqual(asAsked);
  failHealth(stage, 'web-a', 2);
  await nothingHealthyIn(stage, 'web-a');
  return keptIn(stage.service());
}

const whileDown = { 'status 502': 900, 'status 503': 900, ECONNRESET: 40, 'socket hang up': 40 };

/** Infrastructure code writes the weights of the release again. A sweep returns all of it or nothing. */
async function sweptAfterReset(stage: Stage): Promise<void> {
  writeGreenAgain(stage);
  const written = stage.calls('ModifyRule', 'ModifyListener').length;
  const left = await stage.release(sweepInputs, { runId: stage.runId + 3 });
  expect(endOf(left)).toEqual({ exitCode: 1, result: 'failed', reason: 'left-alone' });
  expect(left.log).toMatch(/somebody else moved production to .*, which was rolled back and is only kept/);
  expect(stage.calls('ModifyRule', 'ModifyListener')).toHaveLength(written);
  await servedOnlyBy(stage, 'v2');
  const run = await stage.release({ ...sweepInputs, 'on-drift': 'restore' }, { runId: stage.runId + 4 });
  expect(endOf(run)).toMatchObject({ exitCode: 0 });
  await expectServing(stage, 'web-a', 'v1');
}

chapter('a version before that fails after a rollback', () => {
  // Covers: kept-green-return
  acceptance(
    'is left by the next rollback for the green that is kept, without a new task set',
    {
      world: webService(),
      tagsLeft: [...tagsLeft, 'swept-at'],
      allowedFailures: whileDown,
    },
    async (stage) => {
      const kept = await failsAfterRollback(stage);
      const seen = await stage.release(statusInputs, { runId: stage.runId + 2 });
      expect(jsonOf(seen)['status']).toMatchObject({
        rollbackReady: expect.stringMatching(/^yes, about 2 s: production returns to the kept green, since/),
      });
      const swept = await stage.release(sweepInputs, { runId: stage.runId + 3 });
      expect(endOf(swept)).toEqual({ exitCode: 1, result: 'failed', reason: 'left-alone' });
      expect(swept.log).toContain('Run the command rollback, which returns production to the kept green');
      expect(keptIn(stage.service())?.id).toBe(kept?.id);

      const run = await stage.release(rollbackInputs, { runId: stage.runId + 4 });
      expect(endOf(run)).toEqual(asAsked);
      expect(run.log).toMatch(
        /When traffic was returned: blue .* has 2 healthy targets that stay, green .* has 0/,
      );
      expect(stage.calls('CreateTaskSet')).toHaveLength(1);
      await stage.until('what was left is gone', () => stage.service().taskSets.length === 1);
      expect(stage.service().taskSets.map(({ id }) => id)).toEqual([kept?.id]);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: kept-green-deploy
  acceptance(
    'is not released over: the deploy names the rollback, which returns users to the green that is kept',
    { world: webService(), tagsLeft, allowedFailures: whileDown },
    async (stage) => {
      const kept = await failsAfterRollback(stage);
      const since = stage.writes().length;
      const run = await stage.release({ image: 'web:v3' }, { runId: stage.runId + 2 });
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toMatch(
        /what is live can't serve, and a green is kept that can: .* has 0 healthy targets that stay.*, the kept green .* has 2 healthy targets that stay, and production needs 1/,
      );
      expect(run.log).toContain('Run the command rollback, which returns production to it');
      expect(stage.writes()).toHaveLength(since);
      expect(keptIn(stage.service())?.id).toBe(kept?.id);
      expect(endOf(await stage.release(rollbackInputs, { runId: stage.runId + 3 }))).toEqual(asAsked);
      await stage.until('what was left is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
