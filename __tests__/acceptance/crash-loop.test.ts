// Tasks of green that fail again and again, or run different images.
import { describe, expect } from '@jest/globals';
import { acceptance, type Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  released,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import { resetToOneGroup } from '../support/resets.ts';

const desiredCount = 8;

const runningOf = (stage: Stage): readonly { readonly id: string }[] =>
  stage.world().tasks.filter((one) => one.taskSetId === greenOf(stage)?.id && one.lastStatus === 'RUNNING');

async function killThree(stage: Stage): Promise<void> {
  await stage.until('all of green runs', () => runningOf(stage).length === desiredCount);
  for (const { id } of runningOf(stage).slice(0, 3)) stage.sandbox.control.killTask({ task: id });
}

describe('three tasks of green that fail, out of eight', () => {
  // Covers: crash-loop-third-stop
  acceptance(
    'end the release at once while none has become healthy',
    { world: brokenV2({ READY: 'fail' }, { desiredCount, graceSeconds: 60 }) },
    async (stage) => {
      const running = stage.start({ ...v2, 'ready-timeout': '5m' });
      await killThree(stage);
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('circuit-breaker'));
      expect(run.log).toMatch(/lost 3 tasks \(\d of 8 running/);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: crash-loop-third-stop
  acceptance(
    'are replaced while the others are healthy, and the release continues',
    { world: brokenV2({}, { desiredCount }) },
    async (stage) => {
      const running = stage.start({ ...v2, 'smoke-passes': '10' });
      const healthy = (): number =>
        stage.group('web-b').targets.filter(({ state }) => state === 'healthy').length;
      await stage.until('all of green is healthy', () => healthy() === desiredCount);
      await killThree(stage);
      expect(endOf(await running.result)).toEqual(released);
      await servedOnlyBy(stage, 'v2');
    },
  );
});

describe('a green that can never be ready', () => {
  // Covers: mixed-images
  acceptance(
    'because its tag was pushed again between two of its tasks is removed before the switch',
    { world: brokenV2({}, {}, { capacity: 4 }) },
    async (stage) => {
      const running = stage.start({ ...v2, 'ready-timeout': '5m' });
      await stage.until('one task of green runs', () => runningOf(stage).length === 1);
      const command = ['node', 'sandbox/apps/v2.ts'];
      stage.sandbox.control.setApp({ image: 'web:v2', app: { command, push: 'second' } });
      stage.sandbox.control.setCapacity({ tasks: null });
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('mixed-images'));
      expect(run.log).toMatch(/run different images \(container web: sha256:\w{12}, sha256:\w{12}\)/);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: targets-unchecked
  acceptance(
    'because something else takes its target group out of all rules is removed at once, by the reason of the load balancer',
    { world: brokenV2({ START_DELAY_MS: '600000' }) },
    async (stage) => {
      const running = stage.start({ ...v2, 'ready-timeout': '5m' });
      await stage.until('green exists', () => greenOf(stage) !== undefined);
      resetToOneGroup(stage);
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('targets-unused'));
      expect(run.log).toMatch(/no rule refers to target group web-b.* \(Target\.NotInUse: /);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );
});
