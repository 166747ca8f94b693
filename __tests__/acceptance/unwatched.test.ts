// A runner that died in the bake: the next run that looks returns users to blue, if blue serves better.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import { endOf, released, v2 } from '../support/bad-luck.ts';
import { expectServing, nextRun, sweepInputs } from '../support/command-steps.ts';
import { servedOnlyBy } from '../support/serving.ts';
import { failHealth } from '../support/unhealthy.ts';

/** One of four targets of green stays healthy; the runner died in the bake. */
async function weakAndAlone(stage: Stage): Promise<void> {
  const running = stage.start({ ...v2, 'bake-time': '30m', 'warm-time': '30m' }, { isPostSkipped: true });
  await stage.until('the bake', () => running.log().includes('bake: '));
  running.kill('SIGKILL');
  await running.result;
  await oneHealthy(stage);
}

async function oneHealthy(stage: Stage): Promise<void> {
  failHealth(stage, 'web-b', 3);
  await stage.until('one target of green is healthy', () => {
    const healthy = stage.group('web-b').targets.filter(({ state }) => state === 'healthy');
    return healthy.length === 1;
  });
}

chapter('a runner that died in the bake, with a green of which one target of four is healthy', () => {
  const world = webService({ desiredCount: 4 });
  // Covers: unwatched-sweep
  acceptance(
    'leaves it to the sweep, which returns users to blue',
    { world, tagsLeft: ['fence', 'swept-at'], freeTags: ['quarantined'] },
    async (stage) => {
      await weakAndAlone(stage);
      const run = await stage.release(sweepInputs, nextRun(stage));
      expect(endOf(run)).toEqual({ exitCode: 0, result: 'swept', reason: 'swept' });
      expect(run.log).toMatch(
        /can't serve, its run was killed, and its blue can: blue .* has 4 .*, green .* has [01] /,
      );
      await stage.until('green is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: unwatched-deploy
  acceptance(
    'leaves it to the next deploy, which returns users to blue before its own green starts',
    { world, registrations: 2, tagsLeft: ['fence'], freeTags: ['quarantined'] },
    async (stage) => {
      await weakAndAlone(stage);
      const quick = { 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1', 'warm-time': '0' };
      const run = await stage.release({ ...quick, image: 'web:v1' }, nextRun(stage));
      expect(endOf(run)).toEqual(released);
      expect(run.log).toMatch(/can't serve: blue .* has 4 healthy targets that stay, green .* has [01] /);
      const order = stage.calls('ModifyRule', 'CreateTaskSet').map(({ operation }) => operation);
      expect(order.lastIndexOf('CreateTaskSet')).toBeGreaterThan(order.indexOf('ModifyRule'));
      await servedOnlyBy(stage, 'v1');
    },
  );
});

chapter('a runner that stops in the bake, and a green that then loses three of its four targets,', () => {
  // Covers: unwatched-post
  acceptance(
    'leave it to the post step, which returns users to blue in spite of on-cancel: keep',
    { world: webService({ desiredCount: 4 }), freeTags: ['quarantined'] },
    async (stage) => {
      const running = stage.start({ ...v2, 'bake-time': '30m', 'warm-time': '30m', 'on-cancel': 'keep' });
      await stage.until('the bake', () => running.log().includes('bake: '));
      // Nobody watches from now on, and main can't roll back.
      running.kill('SIGSTOP');
      await oneHealthy(stage);
      running.kill('SIGKILL');
      const { postExitCode, postLog } = await running.result;
      expect(postExitCode).toBe(0);
      expect(postLog).toMatch(/green task set \S+ can't serve, and its job has ended/);
      await stage.until('green is gone', () => stage.service().taskSets.length === 1);
      await expectServing(stage, 'web-a', 'v1');
    },
  );
});
