// What sessions do to the rules of a service and to its next release: refusals, the plan, groups with cookies of their own.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import {
  expectServing,
  jsonOf,
  nextRun,
  rollbackInputs,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import type { Stage } from '../support/acceptance.ts';
import { tagOf } from '../support/rollback-steps.ts';
import {
  cookiePositions,
  expectNoLoss,
  honoured,
  isStickyNow,
  returning,
  servedBy,
  stickyGroups,
  stickyV2,
  stickyV3,
  stickyWorld,
} from '../support/sticky-users.ts';

async function tornDown(stage: Stage): Promise<void> {
  expect(endOf(await stage.release(stickyV2))).toEqual(released);
  expect(endOf(await stage.release(teardownInputs, nextRun(stage)))).toMatchObject({ result: 'torn-down' });
}

chapter('a service with sessions', () => {
  // Covers: sessions-short
  acceptance(
    'has its rules again as they were once short cookies have expired, in the same run',
    { world: webService({ stickinessSeconds: 3 }) },
    async (stage) => {
      expect(isStickyNow(stage)).toBe(true);
      const users = await returning(stage, 'v1');
      const run = await stage.release({ ...stickyV2, 'warm-time': '0', teardown: 'wait' });
      expect(endOf(run)).toEqual(released);
      expect(stage.rule('http:default').weights).toEqual({ 'web-a': 0, 'web-b': 100 });
      expect(JSON.stringify(stage.rule('http:default').actions)).toContain('"DurationSeconds":3');
      expect(isStickyNow(stage)).toBe(true);
      await expectNoLoss(users);
    },
  );

  // Covers: sessions-swept, sessions-comment
  acceptance(
    'is swept once its lease is over: its users are moved before blue ends',
    { world: stickyWorld(honoured), tagsLeft: ['fence', 'swept-at'] },
    async (stage) => {
      const users = await returning(stage, 'v1');
      expect(endOf(await stage.release({ ...stickyV2, 'warm-time': '15s' }))).toEqual(released);
      expect(commentsOf(stage)).toMatch(
        /is kept until .* Users with a cookie from before the switch stay on it until then\. At the end, up to 4m\d\ds of a session are cut\./,
      );
      await servedBy(users, 'v1');
      await stage.until(
        'the end of the lease',
        () => Date.parse(tagOf(stage, 'lease-until') ?? '') < Date.now(),
      );
      const end = await stage.release(sweepInputs, nextRun(stage));
      expect(endOf(end)).toEqual({ exitCode: 0, result: 'swept', reason: 'swept' });
      expect(end.log).toMatch(/no longer keeps users on web-a by their cookie/);
      await servedBy(users, 'v2');
      await stage.until('blue is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-b', 'v2');
      await expectNoLoss(users);
    },
  );

  // Covers: sessions-refused, sessions-forced, sessions-status, sessions-wiped, sessions-way-on
  acceptance(
    'is not released into a group of which users hold cookies, unless a test rule or ignore is given',
    { world: stickyWorld(), registrations: 2 },
    async (stage) => {
      expect(endOf(await stage.release(stickyV2))).toEqual(released);
      const early = await stage.release(stickyV3, nextRun(stage));
      expect(endOf(early)).toMatchObject({ result: 'refused' });
      expect(early.log).toMatch(/until \d\d:\d\d UTC or later.* or run the command teardown, which cuts/);
      const warm = await stage.release(statusInputs, nextRun(stage));
      expect(warm.log).toMatch(
        /sessions: users with a cookie of web-a stay on it until \d\d:\d\d UTC, when its warm time ends/,
      );
      expect(endOf(await stage.release(teardownInputs, nextRun(stage)))).toMatchObject({
        result: 'torn-down',
      });
      const status = await stage.release(statusInputs, nextRun(stage));
      expect(status.log).toMatch(/sessions: .* web-a until \d\d:\d\d UTC/);
      const refused = await stage.release(stickyV3, nextRun(stage));
      expect(endOf(refused)).toMatchObject({ result: 'refused' });
      expect(refused.log).toMatch(
        /users may hold cookies for the idle target group web-a until \d\d:\d\d UTC.* Name a test rule .* set ignore: idle-group-cookies\./,
      );
      // Without the tags, only the sets show how long cookies may live.
      stage.sandbox.control.wipeServiceTags({ service: 'web' });
      const wiped = await stage.release(stickyV3, nextRun(stage));
      expect(endOf(wiped)).toMatchObject({ result: 'refused' });
      expect(wiped.log).toContain('users may hold cookies for the idle target group web-a');
      const forced = await stage.release({ ...stickyV3, ignore: 'idle-group-cookies' }, nextRun(stage));
      expect(endOf(forced)).toEqual(released);
      expect(forced.log).toContain('holders of old cookies may get errors until green is healthy');
    },
  );

  // Covers: sessions-warm-scale
  acceptance(
    'keeps its blue at full scale: a lower warm-scale is refused',
    { world: stickyWorld(), registrations: 0, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release({ ...stickyV2, 'warm-scale': '50' });
      expect(endOf(run)).toMatchObject({ result: 'refused' });
      expect(run.log).toContain('warm-scale is 50');
    },
  );

  // Covers: sessions-plan
  acceptance(
    'has in its plan how long sessions stay, how many seconds are cut, and until when the next release is refused',
    { world: stickyWorld(), hasTraffic: false },
    async (stage) => {
      const planInputs = { ...stickyV2, command: 'plan', 'warm-time': '100s' };
      const first = await stage.release(planInputs, nextRun(stage));
      expect(endOf(first)).toEqual({ exitCode: 0, result: 'planned', reason: 'planned' });
      const lines = [first.log, JSON.stringify(jsonOf(first)), commentsOf(stage)];
      for (const text of lines) {
        expect(text).toMatch(/keep users on their target group for 300 s/);
        expect(text).toMatch(/up to 3m20s of a session are cut/);
      }
      await tornDown(stage);
      const next = await stage.release(planInputs, nextRun(stage));
      expect(endOf(next)).toMatchObject({ result: 'refused' });
      expect(commentsOf(stage)).toMatch(/users may hold cookies for the idle target group .*web-a.* until/);
    },
  );
});

const commentsOf = ({ sandbox }: Stage): string =>
  sandbox.github
    .state()
    .comments.map(({ body }) => body)
    .join('\n');

for (const [position, unknowns] of cookiePositions)
  chapter(`sessions on groups with cookies of their own, ${position},`, () => {
    // Covers: sessions-own-cookies
    acceptance(
      'are cut by a teardown that leaves one group in each rule',
      { world: stickyGroups(unknowns), webSockets: 2 },
      async (stage) => {
        const users = await returning(stage, 'v1');
        await tornDown(stage);
        await servedBy(users, 'v2');
        await expectServing(stage, 'web-b', 'v2');
        expect(stage.rule('http:default').weights).toEqual({ 'web-b': 100 });
        expect(isStickyNow(stage)).toBe(false);
        await expectNoLoss(users);
      },
    );

    // Covers: sessions-own-cookies
    acceptance(
      'are cut by a rollback that leaves blue alone in each rule, in the write that moves traffic',
      { world: stickyGroups(unknowns), freeTags: ['rolled-back', 'quarantined'] },
      async (stage) => {
        expect(endOf(await stage.release(stickyV2))).toEqual(released);
        const users = await returning(stage, 'v2');
        const run = await stage.release(rollbackInputs, nextRun(stage));
        expect(endOf(run)).toEqual({ exitCode: 0, result: 'rolled-back', reason: 'requested' });
        await servedBy(users, 'v1');
        await expectServing(stage, 'web-a', 'v1');
        expect(stage.rule('http:default').weights).toEqual({ 'web-a': 100 });
        await expectNoLoss(users);
      },
    );
  });

for (const [position, unknowns] of cookiePositions)
  chapter(`a forced release into a group of which users hold cookies, ${position},`, () => {
    const isHonoured = unknowns.honoursOffCookies === true;
    // Covers: sessions-forced
    acceptance(
      isHonoured
        ? 'may give their holders errors until green is healthy, as the report says'
        : 'leaves their holders on blue until the switch, without an error',
      // Some of the other users hold such cookies too.
      {
        world: stickyWorld(unknowns),
        registrations: 2,
        allowedFailures: isHonoured ? { 'status 503': 200 } : {},
      },
      async (stage) => {
        const users = await returning(stage, 'v1');
        await tornDown(stage);
        await servedBy(users, 'v2');
        const forced = await stage.release({ ...stickyV3, ignore: 'idle-group-cookies' }, nextRun(stage));
        expect(endOf(forced)).toEqual(released);
        expect(forced.log).toContain('holders of old cookies may get errors until it is healthy');
        await servedBy(users, 'v3');
        if (isHonoured) {
          const { failed, failuresByReason } = await users.stop();
          expect(failuresByReason).toEqual({ 'status 503': failed });
        } else await expectNoLoss(users);
      },
    );
  });
