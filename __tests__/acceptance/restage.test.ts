// A promotion that comes too late, and runs that are run again: never a second green at once, nor a second registration.
import { expect } from '@jest/globals';
import { webService, webTaskDefinition } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance as play, chapter, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  isAllOn,
  probedAddress,
  released,
  rolledBack,
} from '../support/bad-luck.ts';
import { expectServing, nextRun, promoteInputs, stageInputs } from '../support/command-steps.ts';
import { withTrueComments } from '../support/true-comment.ts';

const acceptance = withTrueComments(play);

const commit = 'b'.repeat(40);
const deployInputs = { ...stageInputs, command: 'deploy' };
const restageInputs = { ...promoteInputs, restage: 'true' };
const tag = (name: string): string => `ecs-blue-green:${name}`;

/** The usual world, in which revision web:2 is registered as well. */
function withSecond(spec: SandboxSpec): SandboxSpec {
  return { ...spec, taskDefinitions: [...(spec.taskDefinitions ?? []), webTaskDefinition('web:v2')] };
}

/** Another run staged web:2, and it was not promoted in time. */
function expiredWorld(): SandboxSpec {
  const spec = withSecond(webService());
  const tags = {
    [tag('release')]: '6000',
    [tag('commit')]: commit,
    [tag('run')]: '6000.1',
    [tag('expires')]: '2026-01-01T00:00:00.000Z',
  };
  const staged = { taskDefinition: 'web:2', targetGroup: 'web-b', tags };
  const services = (spec.services ?? []).map((service) =>
    service.name === 'web' ? { ...service, taskSets: [...(service.taskSets ?? []), staged] } : service,
  );
  return { ...spec, services };
}

chapter('promote of what has expired', () => {
  // Covers: promote-checks-again, promote-expired
  acceptance(
    'is refused without a write, and staged again through all gates on request',
    { world: expiredWorld(), registrations: 0 },
    async (stage) => {
      const refused = await stage.release(promoteInputs);
      expect(endOf(refused)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(refused.log).toContain('Set restage to stage revision web:2 again');
      expect(stage.writes()).toEqual([]);
      expectNeverSawV2(stage);

      const run = await stage.release({ ...restageInputs, 'expected-sha': commit }, nextRun(stage));
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('smoke passed');
      expect(stage.calls('CreateTaskSet')).toHaveLength(1);
      expect(stage.service().taskSets[0]?.tags[tag('commit')]).toBe(commit);
      await expectServing(stage, 'web-b', 'v2');

      const again = await stage.release(restageInputs, nextRun(stage, { attempt: 2 }));
      expect(endOf(again)).toEqual(released);
      expect(again.log).toContain('Already live');
      expect(stage.calls('CreateTaskSet')).toHaveLength(1);
    },
  );

  // Covers: promote-gone
  acceptance(
    'makes it from the tag when its green is gone',
    {
      world: withSecond(webService({ serviceTags: { [tag('expired')]: '6000:web:2' } })),
      registrations: 0,
    },
    async (stage) => {
      const unknown = await stage.release({ ...restageInputs, 'expected-sha': commit });
      expect(unknown.log).toContain('is not known, and expected-sha is');
      expect(stage.writes()).toEqual([]);
      expect(endOf(await stage.release(restageInputs, nextRun(stage)))).toEqual(released);
      expect(stage.service().taskSets[0]?.taskDefinition).toMatch(/web:2$/);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

// Covers: staged-expired-deploy
acceptance(
  'a staged green past its expiry is removed by the next deploy before it creates its own',
  { world: webService() },
  async (stage) => {
    const staged = await stage.release({ ...stageInputs, 'stage-expiry': '1h' });
    expect(endOf(staged)).toMatchObject({ exitCode: 0, result: 'staged' });
    const old = greenOf(stage)?.arn ?? '';
    stage.sandbox.control.tagTaskSet({
      taskSet: old,
      tags: { [tag('expires')]: '2026-01-01T00:00:00.000Z' },
    });

    const run = await stage.release(deployInputs, nextRun(stage));
    expect(endOf(run)).toEqual(released);
    expect(run.log).toMatch(new RegExp(`superseding: .*release ${stage.runId}-web is over`));
    const sets = stage
      .calls('CreateTaskSet', 'DeleteTaskSet')
      .map(({ operation, request }) => [operation, request['taskSet'] === old]);
    expect(sets).toEqual([
      ['CreateTaskSet', false],
      ['DeleteTaskSet', true],
      ['CreateTaskSet', false],
      ['DeleteTaskSet', false],
    ]);
    // Until something newer is live, it can still be staged again.
    const noted = stage.calls('TagResource').flatMap(({ request }) => request['tags'] as unknown[]);
    expect(noted).toContainEqual({ key: tag('expired'), value: `${stage.runId}:web:2:${commit}` });
    await expectServing(stage, 'web-b', 'v2');
  },
);

chapter('run again', () => {
  // Covers: finished-stage-again
  acceptance(
    'a finished stage finds its green, and after the promotion both report that it is live',
    { world: webService() },
    async (stage) => {
      const staged = { exitCode: 0, result: 'staged' };
      expect(endOf(await stage.release(stageInputs))).toMatchObject({ ...staged, reason: 'staged' });
      expect(endOf(await stage.release(stageInputs, { attempt: 2 }))).toMatchObject(staged);
      expect(endOf(await stage.release(promoteInputs))).toEqual(released);
      expect(endOf(await stage.release(promoteInputs, { attempt: 2 }))).toEqual(released);
      const last = await stage.release(stageInputs, { attempt: 3 });
      expect(endOf(last)).toMatchObject({ exitCode: 0, result: 'staged', reason: 'released' });
      expect(last.log).toContain('Already promoted');
      expect(stage.calls('CreateTaskSet')).toHaveLength(1);
      expect(stage.calls('RegisterTaskDefinition')).toHaveLength(1);
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

/** One in each attempt, one after the other. */
const twice = { greens: 2, registrations: 1 };

/** What a second attempt with nothing in its way does, whatever took the first one's green away. */
async function expectReleasedAnew(stage: Stage, asBefore: Readonly<Record<string, string>>): Promise<void> {
  const since = stage.calls().at(-1)?.seq ?? 0;
  const run = await stage.release(asBefore, { attempt: 2 });
  expect(endOf(run)).toEqual(released);
  const made = stage.calls('CreateTaskSet').filter(({ seq }) => seq > since);
  expect(made.map(({ outcome }) => outcome)).toEqual(['ok']);
  expect(stage.calls('RegisterTaskDefinition')).toHaveLength(1);
  expect(stage.service().taskSets.map(({ taskDefinition }) => taskDefinition)).toEqual([
    expect.stringMatching(/web:2$/),
  ]);
  await expectServing(stage, 'web-b', 'v2');
}

chapter('the next attempt of a release that failed', () => {
  // Covers: failed-run-again
  acceptance(
    'creates its own green once the release is fixed, and registers nothing again',
    { world: brokenV2({ READY: 'fail' }), ...twice },
    async (stage) => {
      const first = await stage.release({ ...deployInputs, 'ready-timeout': '5s' });
      expect(endOf(first)).toEqual(rolledBack('not-ready-in-time'));
      await expectUntouched(stage);
      const app = { command: ['node', 'sandbox/apps/v2.ts'] };
      stage.sandbox.control.setApp({ image: 'web:v2', app });
      await expectReleasedAnew(stage, deployInputs);
    },
  );

  // Covers: failed-run-again-smoke
  acceptance(
    'does so after a failed smoke test, with the same inputs',
    { world: webService(), ...twice },
    async (stage) => {
      const tested = await probedAddress();
      tested.answer = 500;
      const same = { ...deployInputs, 'test-url': tested.url, 'smoke-timeout': '3s' };
      const first = await stage.release(same);
      expect(endOf(first)).toEqual(rolledBack('smoke-test-failed'));
      expectNeverSawV2(stage);
      tested.answer = 200;
      await expectReleasedAnew(stage, same);
      tested.close();
    },
  );

  // Covers: failed-run-again-bake
  acceptance('does so after a rollback from the bake', { world: webService(), ...twice }, async (stage) => {
    const production = await probedAddress();
    const same = { ...deployInputs, 'production-url': production.url, 'bake-time': '12s' };
    const running = stage.start(same);
    await stage.until('the switch', () => isAllOn(stage, 'web-b'));
    production.answer = 503;
    await stage.until('the rollback', () => isAllOn(stage, 'web-a'));
    production.answer = 200;
    expect(endOf(await running.result)).toEqual(rolledBack('bake-probes-failed'));
    await expectUntouched(stage);
    await expectReleasedAnew(stage, { ...same, 'bake-time': '2s' });
    production.close();
  });
});
