// A cut of sessions that a kill or another run interrupts: the next command completes it, and no user loses a request.
import { expect } from '@jest/globals';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, killAfter, released } from '../support/bad-luck.ts';
import { expectServing, nextRun, rollbackInputs, teardownInputs } from '../support/command-steps.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import {
  expectNoLoss,
  returning,
  servedBy,
  stickyV2,
  stickyV3,
  stickyWorld,
  testListenerOf,
} from '../support/sticky-users.ts';
import { vanishAt } from '../support/vanish.ts';

const honoured = { renewsStickiness: true, honoursOffCookies: true } as const;
const rolledBackTags = ['rolled-back', 'quarantined'];

/** A teardown whose runner vanishes: in the middle of its cut, or between the cut and the deletion. */
const moments = {
  'in the middle of its cut': (stage: Stage) =>
    killAfter(stage, { operation: 'ModifyListener', nth: 1 }, () => vanishing(stage)),
  'between its cut and its deletion': (stage: Stage) =>
    vanishAt(stage, { operation: 'DeleteTaskSet', nth: 1 }, 'before', () => vanishing(stage)),
} as const;

const vanishing = (stage: Stage) => stage.start(teardownInputs, nextRun(stage, { isPostSkipped: true }));

for (const [moment, kill] of Object.entries(moments))
  chapter(`a teardown that vanishes ${moment}`, () => {
    // Covers: sessions-killed
    acceptance(
      'is completed by the next one',
      { world: stickyWorld(honoured), webSockets: 2 },
      async (stage) => {
        const users = await returning(stage, 'v1');
        expect(endOf(await stage.release(stickyV2))).toEqual(released);
        await kill(stage);
        const end = await stage.release(teardownInputs, nextRun(stage, { runId: stage.runId + 2 }));
        expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'torn-down' });
        await servedBy(users, 'v2');
        await expectServing(stage, 'web-b', 'v2');
        await expectNoLoss(users);
      },
    );

    // Covers: sessions-killed
    acceptance(
      'is followed by a rollback to its blue',
      { world: stickyWorld(honoured), freeTags: rolledBackTags },
      async (stage) => {
        const users = await returning(stage, 'v1');
        expect(endOf(await stage.release(stickyV2))).toEqual(released);
        await kill(stage);
        const end = await stage.release(rollbackInputs, nextRun(stage, { runId: stage.runId + 2 }));
        expect(endOf(end)).toMatchObject({ exitCode: 0, result: 'rolled-back' });
        await servedBy(users, 'v1');
        await expectServing(stage, 'web-a', 'v1');
        await expectNoLoss(users);
      },
    );
  });

/** Another run, while the first rule of the teardown's cut is written and not answered yet. */
async function metInTheCut(stage: Stage, inputs: Inputs): Promise<void> {
  const { faults } = stage.sandbox;
  const held = faults.add({ operation: 'ModifyListener', nth: 1, kind: 'hold', when: 'after' });
  const teardown = stage.start(teardownInputs, nextRun(stage));
  await stage.until('the first rule is cut', () =>
    faults.list().some(({ id, hits }) => id === held && hits > 0),
  );
  const other = stage.start(inputs, nextRun(stage, { runId: stage.runId + 2 }));
  await stage.until('the other run has the service', () =>
    (stage.service().tags['ecs-blue-green:fence'] ?? '').includes(`:${String(stage.runId + 2)}.`),
  );
  faults.remove(held);
  expect(endOf(await teardown.result)).toMatchObject({ result: 'stood-down' });
  expect(endOf(await other.result)).toMatchObject({ exitCode: 0 });
}

chapter('a teardown in whose cut', () => {
  // Covers: sessions-raced
  acceptance(
    'a rollback begins stands down, and the rollback returns all users to blue',
    { world: stickyWorld(honoured), webSockets: 2, isRace: true, freeTags: rolledBackTags },
    async (stage) => {
      const users = await returning(stage, 'v1');
      expect(endOf(await stage.release(stickyV2))).toEqual(released);
      const others = await returning(stage, 'v2');
      await metInTheCut(stage, rollbackInputs);
      await servedBy(others, 'v1');
      await expectServing(stage, 'web-a', 'v1');
      await expectNoLoss(users);
      await expectNoLoss(others);
    },
  );

  // Covers: sessions-raced
  acceptance(
    'a deploy begins stands down, and the deploy completes the cut before it creates green',
    {
      world: stickyWorld(honoured, { hasTestListener: true }),
      testRules: ['test:default'],
      isRace: true,
      registrations: 2,
    },
    async (stage) => {
      const users = await returning(stage, 'v1');
      const named = testListenerOf(stage);
      expect(endOf(await stage.release({ ...stickyV2, ...named }))).toEqual(released);
      await metInTheCut(stage, { ...stickyV3, ...named });
      await servedBy(users, 'v3');
      await expectServing(stage, 'web-a', 'v3');
      await expectNoLoss(users);
    },
  );
});
