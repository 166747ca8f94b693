// Users who stay on a task set by a cookie of the load balancer: nobody loses a request when it ends, whichever way ELB
// treats their cookies. What is not established about that is played both ways.
import { expect } from '@jest/globals';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, isAllOn, released, rolledBack } from '../support/bad-luck.ts';
import { expectServing, nextRun, rollbackInputs, teardownInputs } from '../support/command-steps.ts';
import { tagOf } from '../support/rollback-steps.ts';
import {
  cookiePositions,
  expectNoLoss,
  heldAtLabel,
  returning,
  servedBy,
  stickyV2,
  stickyV3,
  stickyWorld,
  testListenerOf,
} from '../support/sticky-users.ts';
import { fallIll } from '../support/unhealthy.ts';

for (const [position, unknowns] of cookiePositions)
  chapter(`sessions of blue, ${position},`, () => {
    // Covers: sessions-teardown, sessions-bake
    acceptance(
      'last until the teardown, which cuts them before it ends blue',
      { world: stickyWorld(unknowns), webSockets: 2 },
      async (stage) => {
        const users = await returning(stage, 'v1');
        const run = await stage.release(stickyV2);
        expect(endOf(run)).toEqual(released);
        expect(run.log).toContain('only new sessions reach green');
        expect(run.log + run.summary).not.toContain('holders of old cookies');
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
      { world: stickyWorld(unknowns), webSockets: 2, freeTags: ['rolled-back', 'quarantined'] },
      async (stage) => {
        expect(endOf(await stage.release(stickyV2))).toEqual(released);
        const users = await returning(stage, 'v2');
        const run = await stage.release(rollbackInputs, nextRun(stage));
        expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
        expect(run.log).toMatch(/sessions of green were cut/);
        await servedBy(users, 'v1');
        await expectServing(stage, 'web-a', 'v1');
        await expectNoLoss(users);
      },
    );

    // Covers: sessions-rollback
    acceptance(
      'are all that a failed bake leaves, with the seconds of those of green that it cut',
      { world: stickyWorld(unknowns, { graceSeconds: 600 }), freeTags: ['rolled-back', 'quarantined'] },
      async (stage) => {
        const running = stage.start({ ...stickyV2, 'bake-time': '3m' });
        await stage.until('green is live', () => isAllOn(stage, 'web-b'));
        const users = await returning(stage, 'v2');
        await fallIll(stage);
        const run = await running.result;
        expect(endOf(run)).toMatchObject({ ...rolledBack(''), reason: expect.any(String) });
        expect(run.log).toMatch(/sessions of green were cut: .* after up to \d+s on green/);
        await servedBy(users, 'v1');
        await expectServing(stage, 'web-a', 'v1');
        await expectNoLoss(users);
      },
    );

    // Covers: sessions-next-deploy
    acceptance(
      'are cut by the next deploy, and no holder of an old cookie reaches its green before the switch',
      {
        world: stickyWorld(unknowns, { hasTestListener: true }),
        testRules: ['test:default'],
        registrations: 2,
      },
      async (stage) => {
        const users = await returning(stage, 'v1');
        const named = testListenerOf(stage);
        expect(endOf(await stage.release({ ...stickyV2, ...named }))).toEqual(released);
        await servedBy(users, 'v1');
        const release = await heldAtLabel(stage, { ...stickyV3, ...named }, nextRun(stage));
        await servedBy(users, 'v2');
        expect(Object.keys(users.snapshot().versions).toSorted()).toEqual(['v1', 'v2']);
        expect(stage.rule('http:default').weights).toEqual({ 'web-b': 100 });
        expect(endOf(await release.goOn())).toEqual(released);
        expect(isAllOn(stage, 'web-a')).toBe(true);
        await servedBy(users, 'v3');
        await expectNoLoss(users);
      },
    );
  });
