// Tests that can't be run in the bake: tasks that find no place, and requests that get no connection.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, released } from '../support/bad-luck.ts';
import { checkedBy } from '../support/checked.ts';
import { expectServing } from '../support/command-steps.ts';
import { onceSwitched } from '../support/moments.ts';

chapter('a test in a task', () => {
  const inBake = { bake: true, timeout: '15s' };
  const ofWorker = { revision: 'worker:1', container: 'worker' };
  const failsInBake = "process.exit(process.env.ECS_BLUE_GREEN_AT === 'production' ? 4 : 0)";
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
    [
      'can no longer be read',
      { ...inBake, task: ['node', '-e', failsInBake] },
      ({ sandbox }: Stage) => {
        for (const operation of ['DescribeTasks', 'ListTasks'])
          sandbox.faults.add({ operation, kind: 'access-denied', always: true });
      },
      'since the task of it could not be read within 15s (ecs:',
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
        await onceSwitched(stage, () => {
          lose(stage);
        });
        const run = await running.result;
        expect(endOf(run)).toEqual(released);
        const comment = stage.sandbox.github.state().comments[0]?.body ?? '';
        for (const text of [run.log, run.summary, comment])
          expect(text).toContain(`inside is not checked, ${why}`);
        expect(
          run.log.match(/::warning::The check inside has no result, .*it rolls nothing back/g),
        ).toHaveLength(1);
        await expectServing(stage, 'web-b', 'v2');
      },
    );

  // Covers: check-task-bake
  acceptance(
    'that still waits to run when its time is over in the bake is stopped, and each is named in the log',
    { world: webService() },
    async (stage) => {
      const each = { task: ['node', '-e', '0'], bake: true, timeout: '5s' };
      const running = stage.start({
        ...checkedBy({ name: 'first', ...each }, { name: 'second', ...each }),
        'bake-time': '12s',
      });
      await onceSwitched(stage, () => {
        stage.sandbox.control.setDelays({ taskStart: 60_000 });
      });
      const run = await running.result;
      expect(endOf(run)).toEqual(released);
      const said =
        /::warning::The check (\w+) has no result, since task \w+ of it is PROVISIONING: it did not run/g;
      expect([...run.log.matchAll(said)].map(([, name]) => name)).toEqual(['first', 'second']);
      expect(run.log.match(/stopping-test: task \w+ of a test that is over/g)).toHaveLength(2);
      expect(stage.world().oneOffTasks.map(({ desiredStatus }) => desiredStatus)).toEqual(
        stage.world().oneOffTasks.map(() => 'STOPPED'),
      );
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});

chapter('a test that is a request', () => {
  // Covers: check-bake-unreached
  acceptance(
    'that gets no connection to production, before or after the switch, rolls nothing back, and the report names it',
    { world: webService() },
    async (stage) => {
      const each = { path: '/', bake: true, timeout: '6s' };
      const run = await stage.release({
        ...checkedBy({ name: 'writes', method: 'POST', ...each }, { name: 'reads', ...each }),
        'production-url': 'http://127.0.0.1:9',
        'bake-time': '12s',
        'probe-interval': '1s',
      });
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/probes not used: production failed before the switch too/);
      const comment = stage.sandbox.github.state().comments[0]?.body ?? '';
      for (const name of ['writes', 'reads']) {
        for (const text of [run.log, run.summary, comment])
          expect(text).toContain(`${name} is not checked, since this runner got no connection within 6s`);
        expect(run.log).toContain(`::warning::The check ${name} has no result, `);
      }
      expect(run.log).toContain('Name a production-url that the runner reaches');
      await expectServing(stage, 'web-b', 'v2');
    },
  );
});
