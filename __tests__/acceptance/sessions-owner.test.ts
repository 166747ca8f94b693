// Rules that are not sticky any more, while users still hold cookies: turned off by their owner, or by a killed rollback.
import { expect } from '@jest/globals';
import { acceptance, type Stage } from '../support/acceptance.ts';
import { endOf, killAfter, productionRules, released } from '../support/bad-luck.ts';
import {
  expectServing,
  nextRun,
  rollbackInputs,
  statusInputs,
  sweepInputs,
  teardownInputs,
} from '../support/command-steps.ts';
import {
  expectNoLoss,
  isStickyNow,
  returning,
  servedBy,
  stickyV2,
  stickyV3,
  stickyWorld,
} from '../support/sticky-users.ts';

const honoured = { renewsStickiness: true, honoursOffCookies: true } as const;

/** The owner of the rules turns their stickiness off. */
function turnOff(stage: Stage): void {
  for (const rule of productionRules) {
    const groups = stage.rule(rule).weights;
    const forward = { type: 'forward', groups, stickinessSeconds: 0 } as const;
    const actions = rule === 'login' ? [{ type: 'authenticate-oidc' } as const, forward] : [forward];
    stage.sandbox.control.setActions({ rule, actions });
  }
}

// Covers: sessions-turned-off
acceptance(
  'a teardown takes blue out of rules that their owner turned off before it deletes blue, and leaves them off',
  { world: stickyWorld(honoured) },
  async (stage) => {
    const users = await returning(stage, 'v1');
    expect(endOf(await stage.release(stickyV2))).toEqual(released);
    turnOff(stage);
    const end = await stage.release(teardownInputs, nextRun(stage));
    expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'torn-down' });
    await servedBy(users, 'v2');
    await expectServing(stage, 'web-b', 'v2');
    expect(productionRules.some((rule) => isStickyNow(stage, rule))).toBe(false);
    await expectNoLoss(users);
  },
);

// Covers: sessions-turned-off
acceptance(
  'a rollback leaves off what the owner of the rules turned off, returns users with old cookies, and claims no cut of its own',
  { world: stickyWorld(honoured), freeTags: ['rolled-back', 'quarantined'] },
  async (stage) => {
    expect(endOf(await stage.release(stickyV2))).toEqual(released);
    const users = await returning(stage, 'v2');
    turnOff(stage);
    const end = await stage.release(rollbackInputs, nextRun(stage));
    expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'rolled-back' });
    expect(end.log).not.toContain('sessions of green were cut');
    await servedBy(users, 'v1');
    const seen = await stage.release(statusInputs, nextRun(stage, { runId: stage.runId + 2 }));
    expect(seen.log).toContain('somebody else turned it off. It is left as it is');
    expect(seen.log).not.toContain('off to cut sessions');
    await expectServing(stage, 'web-a', 'v1');
    expect(productionRules.some((rule) => isStickyNow(stage, rule))).toBe(false);
    await expectNoLoss(users);
  },
);

// Covers: sessions-rollback-killed
acceptance(
  'after a rollback that vanished behind its first rule, a sweep leaves no user on green, in the writes that move traffic',
  { world: stickyWorld(honoured), freeTags: ['rolled-back', 'quarantined', 'swept-at'] },
  async (stage) => {
    expect(endOf(await stage.release(stickyV2))).toEqual(released);
    const users = await returning(stage, 'v2');
    await killAfter(stage, { operation: 'ModifyRule', nth: 1 }, () =>
      stage.start(rollbackInputs, nextRun(stage, { isPostSkipped: true })),
    );
    const written = stage.calls('ModifyRule', 'ModifyListener').length;
    const end = await stage.release(sweepInputs, nextRun(stage, { runId: stage.runId + 2 }));
    expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'swept' });
    const writes = stage.calls('ModifyRule', 'ModifyListener').slice(written);
    expect(writes.length).toBeGreaterThanOrEqual(3);
    expect(JSON.stringify(writes.map(({ request }) => request))).not.toContain('"Enabled":true');
    await servedBy(users, 'v1');
    await expectServing(stage, 'web-a', 'v1');
    await expectNoLoss(users);
  },
);

// Covers: sessions-rollback-killed
acceptance(
  'after a rollback that vanished behind its first rule, a deploy is refused while users hold cookies of green, and a rollback completes',
  { world: stickyWorld(honoured), freeTags: ['rolled-back', 'quarantined'] },
  async (stage) => {
    expect(endOf(await stage.release(stickyV2))).toEqual(released);
    const users = await returning(stage, 'v2');
    await killAfter(stage, { operation: 'ModifyRule', nth: 1 }, () =>
      stage.start(rollbackInputs, nextRun(stage, { isPostSkipped: true })),
    );
    const refused = await stage.release(stickyV3, nextRun(stage, { runId: stage.runId + 2 }));
    expect(endOf(refused)).toMatchObject({ exitCode: 1, result: 'refused' });
    expect(refused.log).toContain('users may hold cookies for the idle target group web-b');
    expect(refused.log).not.toContain('somebody else turned it off');
    const end = await stage.release(rollbackInputs, nextRun(stage, { runId: stage.runId + 3 }));
    expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'rolled-back' });
    await servedBy(users, 'v1');
    await expectServing(stage, 'web-a', 'v1');
    await expectNoLoss(users);
  },
);
