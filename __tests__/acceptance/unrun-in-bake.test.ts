// Tests in tasks that find no place in the bake.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, isAllOn, released } from '../support/bad-luck.ts';
import { checkedBy } from '../support/checked.ts';
import { expectServing } from '../support/command-steps.ts';

chapter('a test in a task', () => {
  const inBake = { bake: true, timeout: '15s' };
  const ofWorker = { revision: 'worker:1', container: 'worker' };
  const lateImage =
    'CannotPullContainerError: Get "https://registry.example/v2/": dial tcp 10.0.0.9:443: i/o timeout';
  // Covers: check-task-bake
  for (const [what, more, lose, why] of [
    [
      'finds no capacity',
      inBake,
      // Two of blue, two of green, and one of another service.
      ({ sandbox }: Stage) => {
        sandbox.control.setCapacity({ tasks: 5 });
      },
      'since no task could be started for it within 15s',
    ],
    [
      'can not pull its image in time',
      { ...inBake, ...ofWorker },
      ({ sandbox }: Stage) => {
        sandbox.control.setApp({ image: 'worker:v7', app: { cannotStart: lateImage } });
      },
      'since it could not be run: task ',
    ],
  ] as const)
    acceptance(
      `that ${what} in the bake rolls nothing back, and the report names it`,
      { world: webService() },
      async (stage) => {
        const running = stage.start({
          ...checkedBy({ name: 'inside', task: ['node', '-e', '0'], ...more }),
          'bake-time': '12s',
          'probe-interval': '1s',
        });
        await stage.until('the switch', () => isAllOn(stage, 'web-b'));
        lose(stage);
        const run = await running.result;
        expect(endOf(run)).toEqual(released);
        const comment = stage.sandbox.github.state().comments[0]?.body ?? '';
        for (const text of [run.log, run.summary, comment])
          expect(text).toContain(`inside is not checked, ${why}`);
        expect(
          run.log.match(/::warning::The check inside has no result, .*nothing is rolled back/g),
        ).toHaveLength(1);
        await expectServing(stage, 'web-b', 'v2');
      },
    );
});
