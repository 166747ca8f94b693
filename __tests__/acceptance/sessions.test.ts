// Users who stay on a task set by a cookie of the load balancer: nobody loses a request when it ends, whichever way ELB
// treats their cookies. What is not established about that is played both ways.
import { expect } from '@jest/globals';
import type { Traffic } from '../../sandbox/meter/spawn.ts';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn, killAfter, released } from '../support/bad-luck.ts';
import {
  expectServing,
  nextRun,
  rollbackInputs,
  statusInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';

const quick = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1' };
/** Blue is kept, so that another command ends it. */
const v2 = { ...quick, image: 'web:v2', 'warm-time': '10m', teardown: 'defer' };

const positions: readonly (readonly [string, SandboxSpec['unknowns']])[] = [
  ['as AWS documents cookies', {}],
  [
    'with cookies that each answer renews, honoured while stickiness is off',
    { renewsStickiness: true, honoursOffCookies: true },
  ],
  ['with cookies that are honoured for a group outside the rule', { honoursOutsideCookies: true }],
];

/** Cookies of 300 s: longer than any of these cases. */
const sessions = (
  unknowns: SandboxSpec['unknowns'],
  options: Parameters<typeof webService>[0] = {},
): SandboxSpec => webService({ stickinessSeconds: 300, ...options }, { unknowns });

/** Eight users who come again and again, each with the cookies that it was given; resolves when each has some. */
async function returning(stage: Stage, version: string): Promise<Traffic> {
  const traffic = await stage.moreTraffic({
    urls: [stage.sandbox.listenerUrl('http')],
    rate: 8,
    isReturning: true,
  });
  await servedBy(traffic, version);
  return traffic;
}

/** A whole second in which this version alone answered. */
const servedBy = async (traffic: Traffic, version: string): Promise<unknown> => {
  const from = traffic.snapshot().seconds.length;
  return traffic.waitUntil(
    ({ seconds }) => seconds.slice(from + 2).some(({ versions }) => Object.keys(versions).join() === version),
    60_000,
  );
};

async function expectNoLoss(traffic: Traffic): Promise<void> {
  const { failed, failuresByReason } = await traffic.stop();
  expect({ failed, failuresByReason }).toEqual({ failed: 0, failuresByReason: {} });
}

for (const [position, unknowns] of positions)
  chapter(`sessions of blue, ${position},`, () => {
    // Covers: sessions-teardown, sessions-bake
    acceptance(
      'last until the teardown, which cuts them before it ends blue',
      { world: sessions(unknowns), webSockets: 2 },
      async (stage) => {
        const users = await returning(stage, 'v1');
        const run = await stage.release(v2);
        expect(endOf(run)).toEqual(released);
        expect(run.log).toContain('only new sessions reach green');
        await servedBy(users, 'v1');
        const end = await stage.release(teardownInputs, nextRun(stage));
        expect(endOf(end)).toEqual({ exitCode: 0, result: 'torn-down', reason: 'torn-down' });
        await servedBy(users, 'v2');
        await expectServing(stage, 'web-b', 'v2');
        expect(stage.rule('http:default').weights).toEqual({ 'web-b': 100 });
        expect(tagOf(stage, 'sessions')).toMatch(/^cut:\S+=300 .*web-a=\d{4}-/);
        await expectNoLoss(users);
      },
    );

    // Covers: sessions-rollback
    acceptance(
      'are all that a rollback leaves: those of green are cut in the write that moves traffic',
      { world: sessions(unknowns), freeTags: ['rolled-back', 'quarantined'] },
      async (stage) => {
        expect(endOf(await stage.release(v2))).toEqual(released);
        const users = await returning(stage, 'v2');
        const run = await stage.release(rollbackInputs, nextRun(stage));
        expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
        expect(run.log).toMatch(/sessions of green were cut/);
        await servedBy(users, 'v1');
        await expectServing(stage, 'web-a', 'v1');
        await expectNoLoss(users);
      },
    );

    // Covers: sessions-next-deploy
    acceptance(
      'are cut by the next deploy, and no holder of an old cookie reaches its green before the switch',
      { world: sessions(unknowns, { hasTestListener: true }), testRules: ['test:default'] },
      async (stage) => {
        const { arn = '' } = stage.world().listeners.find(({ name }) => name === 'test') ?? {};
        const users = await returning(stage, 'v1');
        expect(endOf(await stage.release({ ...v2, 'test-listener-arn': arn }))).toEqual(released);
        const inputs = { ...quick, image: 'web:v2', 'warm-time': '0', 'test-listener-arn': arn };
        const run = stage.start(inputs, nextRun(stage));
        await stage.until('green is created in the group of blue before', () =>
          stage
            .service()
            .taskSets.some(
              ({ targetGroup, tags }) =>
                targetGroup === 'web-a' && tags['ecs-blue-green:release'] !== undefined,
            ),
        );
        expect(stage.rule('http:default').weights).toEqual({ 'web-b': 100 });
        expect(endOf(await run.result)).toEqual(released);
        expect(isAllOn(stage, 'web-a')).toBe(true);
        await expectNoLoss(users);
      },
    );
  });

chapter('a service with sessions', () => {
  // Covers: sessions-short
  acceptance(
    'has its rules again as they were once short cookies have expired, in the same run',
    { world: webService({ stickinessSeconds: 3 }) },
    async (stage) => {
      const before = stage.rule('http:default').actions;
      const users = await returning(stage, 'v1');
      const run = await stage.release({ ...v2, 'warm-time': '0', teardown: 'wait' });
      expect(endOf(run)).toEqual(released);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 0, 'web-b': 100 });
      expect(JSON.stringify(stage.rule('http:default').actions)).toContain('"DurationSeconds":3');
      expect(JSON.stringify(before)).toContain('"Enabled":true');
      expect(JSON.stringify(stage.rule('http:default').actions)).toContain('"Enabled":true');
      await expectNoLoss(users);
    },
  );

  // Covers: sessions-refused, sessions-forced, sessions-status
  acceptance(
    'is not released into a group of which users hold cookies, unless a test rule or force is given',
    { world: sessions({}), registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(v2))).toEqual(released);
      expect(endOf(await stage.release(teardownInputs, nextRun(stage)))).toMatchObject({
        result: 'torn-down',
      });
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toMatch(/sessions: .* web-a until \d\d:\d\d UTC/);
      const next = { ...quick, image: 'web:v1', 'warm-time': '0' };
      const refused = await stage.release(next, nextRun(stage));
      expect(endOf(refused)).toMatchObject({ result: 'refused' });
      expect(refused.log).toMatch(
        /users may hold cookies for the idle target group web-a until \d\d:\d\d UTC/,
      );
      const forced = await stage.release({ ...next, force: 'true' }, nextRun(stage));
      expect(endOf(forced)).toEqual(released);
      expect(forced.log).toContain('holders of old cookies may reach green before its smoke test');
    },
  );

  // Covers: sessions-warm-scale
  acceptance(
    'keeps its blue at full scale: a lower warm-scale is refused',
    { world: sessions({}), registrations: 0, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release({ ...v2, 'warm-scale': '50' });
      expect(endOf(run)).toMatchObject({ result: 'refused' });
      expect(run.log).toContain('warm-scale is 50');
    },
  );

  // Covers: sessions-killed
  acceptance(
    'is left by a run that vanishes in the middle of a cut, and the next command completes it',
    { world: sessions({}), setsLeft: 1 },
    async (stage) => {
      const users = await returning(stage, 'v1');
      expect(endOf(await stage.release(v2))).toEqual(released);
      await killAfter(stage, { operation: 'ModifyListener', nth: 1 }, () =>
        stage.start(teardownInputs, nextRun(stage, { isPostSkipped: true })),
      );
      const end = await stage.release(teardownInputs, nextRun(stage));
      expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'torn-down' });
      await servedBy(users, 'v2');
      await expectServing(stage, 'web-b', 'v2');
      await expectNoLoss(users);
    },
  );
});
