// What a release finds of earlier ones, and of other people: taken over, removed, left alone, or named.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import {
  besidesWeights,
  brokenV2,
  endOf,
  expectAllOn,
  greenOf,
  isAllOn,
  killAfter,
  productionRules,
  released,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import type { LastWrite } from '../support/bad-luck.ts';

const short = { ...v2, 'bake-time': '2s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };

/** An earlier release of another run, whose runner vanished after this write. Returns the set that it left. */
async function abandoned(stage: Stage, last: LastWrite): Promise<string> {
  const runId = stage.runId + 500_000;
  await killAfter(stage, last, () => stage.start(short, { runId, isPostSkipped: true }));
  const left = stage.service().taskSets.find(({ externalId }) => externalId?.startsWith(String(runId)));
  expect(left).toBeDefined();
  return left?.id ?? '';
}

async function expectReleased(stage: Stage, group: string): Promise<void> {
  expectAllOn(stage, group);
  expect(stage.service().taskSets.map(({ id }) => id)).toEqual([greenOf(stage)?.id]);
  await servedOnlyBy(stage, 'v2');
}

describe('a release that finds leftovers of other runs', () => {
  // Covers: green-superseded
  acceptance('a green that was never switched to is superseded', { world: webService() }, async (stage) => {
    const old = await abandoned(stage, { operation: 'CreateTaskSet', nth: 1 });
    const run = await stage.release(short);
    expect(endOf(run)).toEqual(released);
    expect(stage.calls('DeleteTaskSet').map(({ request }) => request['taskSet'])).toContainEqual(
      expect.stringContaining(old),
    );
    expect(stage.calls('RegisterTaskDefinition')).toHaveLength(1);
    await expectReleased(stage, 'web-b');
  });

  // Covers: live-set-deleted
  acceptance(
    'blue is the set that carries traffic, though another one is PRIMARY',
    { world: webService() },
    async (stage) => {
      const old = await abandoned(stage, { operation: 'UpdateServicePrimaryTaskSet', nth: 1 });
      expect(stage.service().taskSets.find(({ id }) => id === old)?.status).toBe('PRIMARY');
      const run = await stage.release(short);
      expect(endOf(run)).toEqual(released);
      const deleted = stage.calls('DeleteTaskSet').map(({ request }) => String(request['taskSet']));
      expect(deleted[0]).toContain(old);
      await expectReleased(stage, 'web-b');
    },
  );

  // Covers: half-switch-healed
  acceptance(
    'rules that are half on one set and half on another are first moved to one',
    { world: webService(), registrations: 1 },
    async (stage) => {
      const old = await abandoned(stage, { operation: 'ModifyListener', nth: 1 });
      const weights = productionRules.map((name) => stage.rule(name).weights['web-b']);
      expect(new Set(weights)).toEqual(new Set([0, 100]));
      const run = await stage.release(short);
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('production moves to one task set again');
      expect(stage.service().taskSets.some(({ id }) => id === old)).toBe(false);
      await expectReleased(stage, 'web-a');
    },
  );

  // Covers: switched-is-next-blue, hotfix-refused
  acceptance(
    'a release that was switched and never torn down is the blue of the next release, and its own blue is deleted',
    { world: webService() },
    async (stage) => {
      const first = stage.service().taskSets[0]?.id ?? '';
      const old = await abandoned(stage, { operation: 'ModifyListener', nth: 2 });
      expectAllOn(stage, 'web-b');
      const run = await stage.release(short);
      expect(endOf(run)).toEqual(released);
      const deleted = stage.calls('DeleteTaskSet').map(({ request }) => String(request['taskSet']));
      expect(deleted).toEqual([expect.stringContaining(first), expect.stringContaining(old)]);
      await expectReleased(stage, 'web-a');
    },
  );

  // Covers: untagged-blue
  acceptance(
    'live blue that this action did not make is adopted, and removed when its time is over',
    { world: webService() },
    async (stage) => {
      const blue = stage.service().taskSets[0];
      expect(blue?.tags).toEqual({});
      const run = await stage.release(short);
      expect(endOf(run)).toEqual(released);
      const adopted = stage.calls('TagResource').flatMap(({ request }) => request['tags'] as unknown[]);
      expect(adopted).toContainEqual({ key: 'ecs-blue-green:blue', value: blue?.id });
      await expectReleased(stage, 'web-b');
    },
  );

  // Covers: release-over, finished-run-again
  acceptance(
    'a release that is over is run again without a write',
    { world: webService() },
    async (stage) => {
      expect(endOf(await stage.release(short))).toEqual(released);
      const before = stage.calls().filter(({ isWrite }) => isWrite).length;
      const again = await stage.release(short, { attempt: 2 });
      expect(endOf(again)).toEqual(released);
      expect(again.log).toMatch(/already live/i);
      expect(stage.calls().filter(({ isWrite }) => isWrite)).toHaveLength(before);
    },
  );

  // Covers: only-weights
  acceptance(
    'a killed and resumed release keeps the stickiness, the login and the order of every rule',
    { world: webService({ stickinessSeconds: 2 }) },
    async (stage) => {
      const shapes = (): unknown => productionRules.map((name) => besidesWeights(stage.rule(name)));
      const before = shapes();
      const last = { operation: 'ModifyRule', nth: 2 };
      await killAfter(stage, last, () => stage.start(short, { isPostSkipped: true }));
      expect(endOf(await stage.release(short, { attempt: 2 }))).toEqual(released);
      expect(shapes()).toEqual(before);
      expect(JSON.stringify(before)).toContain('"DurationSeconds":2');
      expect(JSON.stringify(before)).toContain('authenticate-oidc');
      await expectReleased(stage, 'web-b');
    },
  );

  /** The usual service with more task sets next to its blue. */
  function withSets(
    sets: NonNullable<NonNullable<SandboxSpec['services']>[number]['taskSets']>,
  ): SandboxSpec {
    const spec = webService();
    const services = (spec.services ?? []).map((service) =>
      service.name === 'web' ? { ...service, taskSets: [...(service.taskSets ?? []), ...sets] } : service,
    );
    return { ...spec, services };
  }

  // Covers: foreign-set
  acceptance(
    'a foreign task set is named, refused and left alone',
    {
      world: withSets([{ taskDefinition: 'web:1', targetGroup: 'web-b' }]),
      setsLeft: 2,
      tagsLeft: [],
      registrations: 0,
    },
    async (stage) => {
      const foreign = stage.service().taskSets.find(({ status }) => status === 'ACTIVE')?.id ?? '';
      const run = await stage.release(short);
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
      expect(run.log).toContain(
        `task set ${foreign} (web:1, ACTIVE) is neither live nor made by this action`,
      );
      expect(stage.writes()).toEqual([]);
    },
  );

  // Covers: stale-run
  acceptance(
    'a run stands down and writes nothing more after another run took over its service',
    { world: brokenV2({ READY: 'fail' }), setsLeft: 2 },
    async (stage) => {
      const running = stage.start(short);
      await stage.until('green runs', () => (greenOf(stage)?.runningCount ?? 0) > 0);
      const tags = { 'ecs-blue-green:fence': '7:999999.1' };
      stage.sandbox.control.tagService({ service: 'web', tags });
      const run = await running.result;
      expect(endOf(run)).toEqual({ exitCode: 1, result: 'stood-down', reason: 'fence-lost' });
      expect(run.log).toContain('run 999999.1 took service web over from this run');
      expect(stage.calls('DeleteTaskSet', 'UpdateServicePrimaryTaskSet', 'ModifyRule')).toEqual([]);
      expect(isAllOn(stage, 'web-a')).toBe(true);
    },
  );
});
