// Sessions where cookies are honoured while stickiness is off, or in a rule that never was sticky: that isn't established.
import { expect } from '@jest/globals';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, greenOf, released } from '../support/bad-luck.ts';
import { expectServing, nextRun, rollbackInputs, teardownInputs } from '../support/command-steps.ts';
import {
  expectNoLoss,
  heldAtLabel,
  honoured,
  isStickyNow,
  mixedWorld,
  returning,
  servedBy,
  stickyV2,
  stickyV3,
  stickyWorld,
  testListenerOf,
} from '../support/sticky-users.ts';

chapter('sessions, with cookies that are honoured where a rule is not sticky,', () => {
  // Covers: sessions-mixed
  acceptance(
    'are cut in the rules that never were sticky too, by a teardown, and the next green stays out of these rules',
    { world: mixedWorld(honoured), testRules: ['test:default'], registrations: 2 },
    async (stage) => {
      const named = testListenerOf(stage);
      const users = await returning(stage, 'v1', '/session');
      const first = await stage.release({ ...stickyV2, ...named });
      expect(endOf(first)).toEqual(released);
      expect(first.log).not.toContain('holders of old cookies');
      await servedBy(users, 'v1');
      expect(endOf(await stage.release(teardownInputs, nextRun(stage)))).toMatchObject({ result: 'torn-down' }); // prettier-ignore
      await servedBy(users, 'v2');
      expect(stage.rule('never').weights).toEqual({ 'web-b': 100 });
      const release = await heldAtLabel(stage, { ...stickyV3, ...named }, nextRun(stage));
      await servedBy(users, 'v2');
      expect(Object.keys(users.snapshot().versions).toSorted()).toEqual(['v1', 'v2']);
      expect(stage.rule('never').weights).toEqual({ 'web-b': 100 });
      expect(endOf(await release.goOn())).toEqual(released);
      expect(isStickyNow(stage, 'never')).toBe(false);
      await servedBy(users, 'v3');
      await expectNoLoss(users);
    },
  );

  // Covers: sessions-rollback-down
  acceptance(
    'of a green without a healthy target lead nobody there once a rollback has moved the rules',
    {
      world: stickyWorld(honoured),
      freeTags: ['rolled-back', 'quarantined'],
      allowedFailures: { 'status 502': 400, 'status 503': 400, ECONNRESET: 40, 'socket hang up': 40 },
    },
    async (stage) => {
      expect(endOf(await stage.release(stickyV2))).toEqual(released);
      const users = await returning(stage, 'v2');
      const app = { command: ['node', 'sandbox/apps/v2.ts'], env: { CRASH_AFTER_MS: '100' } };
      stage.sandbox.control.setApp({ image: 'web:v2', app });
      const green = greenOf(stage)?.id;
      for (const { id, taskSetId } of stage.world().tasks)
        if (taskSetId === green) stage.sandbox.control.killTask({ task: id });
      await stage.until('green is down', () =>
        stage.group('web-b').targets.every(({ state }) => state !== 'healthy'),
      );
      const run = await stage.release(rollbackInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
      // A rule that stops being sticky without losing the dead group would answer holders of cookies with errors.
      for (const { call } of stage.writes().filter(({ call: one }) => /^Modify/.test(one.operation))) {
        const text = JSON.stringify(call.request);
        if (text.includes('"Enabled":false')) expect(text).not.toContain(stage.group('web-b').arn);
      }
      await servedBy(users, 'v1');
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});
