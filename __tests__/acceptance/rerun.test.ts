// "Re-run failed jobs" after a release that failed by itself: the next attempt makes its own green, once.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectNeverSawV2,
  expectUntouched,
  isAllOn,
  probedAddress,
  released,
  rolledBack,
} from '../support/bad-luck.ts';
import { expectServing, stageInputs } from '../support/command-steps.ts';

/** A deploy in seconds. */
const inputs = { ...stageInputs, command: 'deploy' };
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

describe('the next attempt of a release that failed by itself', () => {
  acceptance(
    'makes a green of its own once the version is mended, and registers nothing again',
    { world: brokenV2({ READY: 'fail' }), ...twice },
    async (stage) => {
      const first = await stage.release({ ...inputs, 'ready-timeout': '5s' });
      expect(endOf(first)).toEqual(rolledBack('not-ready-in-time'));
      await expectUntouched(stage);
      const app = { command: ['node', 'sandbox/apps/v2.ts'] };
      stage.sandbox.control.setApp({ image: 'web:v2', app });
      await expectReleasedAnew(stage, inputs);
    },
  );

  acceptance(
    'does so too after a smoke test that failed, with the very same inputs',
    { world: webService(), ...twice },
    async (stage) => {
      const tested = await probedAddress();
      tested.answer = 500;
      const same = { ...inputs, 'test-url': tested.url, 'smoke-timeout': '3s' };
      const first = await stage.release(same);
      expect(endOf(first)).toEqual(rolledBack('smoke-test-failed'));
      expectNeverSawV2(stage);
      tested.answer = 200;
      await expectReleasedAnew(stage, same);
      tested.close();
    },
  );

  acceptance(
    'does so too after a way back from the bake',
    { world: webService(), ...twice },
    async (stage) => {
      const production = await probedAddress();
      const same = { ...inputs, 'production-url': production.url, 'bake-time': '12s' };
      const running = stage.start(same);
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      production.answer = 503;
      await stage.until('the way back', () => isAllOn(stage, 'web-a'));
      production.answer = 200;
      expect(endOf(await running.result)).toEqual(rolledBack('baked-bad-probe'));
      await expectUntouched(stage);
      await expectReleasedAnew(stage, { ...same, 'bake-time': '2s' });
      production.close();
    },
  );
});
