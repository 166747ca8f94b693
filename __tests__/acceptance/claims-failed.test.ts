// What the comment says of now while a release begins, and after it failed or was refused, judged by the sandbox's own state.
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import type { Inputs } from '../support/acceptance-stage.ts';
import { brokenV2, endOf, isAllOn, probedAddress, rolledBack } from '../support/bad-luck.ts';
import { leftWarm, nextRun, rollbackInputs, statusInputs } from '../support/command-steps.ts';
import { trueComment } from '../support/true-comment.ts';

const quick: Inputs = {
  ...{ image: 'web:v2', 'bake-time': '2s', 'probe-interval': '1s', 'smoke-passes': '1', 'warm-time': '0' },
};
const comments = (stage: Stage): string => stage.sandbox.github.state().comments[0]?.body ?? '';
const denied = { kind: 'error', code: 'AccessDenied', message: 'not authorized', status: 403 } as const;
const onBlue = /\*\*All production traffic is on (?:blue )?ecs-svc\/\d+ \(web:1\)[^*]*\*\*/;
const onGreen = /\*\*All production traffic is on green ecs-svc\/\d+ \(web:2\)[^*]*\*\*/;

chapter('the comment says only what is so', () => {
  // Covers: claims-true
  acceptance(
    'where a release is refused',
    { world: webService(), hasTraffic: false, registrations: 0, tagsLeft: [] },
    async (stage) => {
      const run = await stage.release({ ...quick, 'container-name': 'api' });
      expect(endOf(run)).toMatchObject({ exitCode: 1, result: 'refused' });
      const text = trueComment(stage);
      expect(text).toContain('not released, nothing was changed');
      expect(text).toMatch(onBlue);
      expect(text).not.toContain('**Rollback**');
    },
  );

  // Covers: claims-true
  acceptance(
    'while green starts, and after it never became ready',
    { world: brokenV2({ READY: 'fail' }, { desiredCount: 1 }), hasTraffic: false },
    async (stage) => {
      const running = stage.start({ ...quick, 'ready-timeout': '20s' });
      await stage.until('green starts', () => comments(stage).includes('waiting until green is ready'));
      expect(trueComment(stage)).toContain('users have not seen green. Cancelling the run removes green.');
      expect(endOf(await running.result)).toEqual(rolledBack('not-ready-in-time'));
      const text = trueComment(stage);
      expect(text).toMatch(onBlue);
      expect(text).toContain('Users never saw green');
      expect(text).not.toContain('**Rollback**');
    },
  );

  // Covers: claims-true
  acceptance(
    'after green failed its smoke test',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const running = stage.start({ ...quick, 'health-paths': '/ready,/nope', 'smoke-timeout': '20s' });
      await stage.until('green is tested', () => comments(stage).includes('testing green before any user'));
      expect(trueComment(stage)).toContain('users have not seen green');
      expect(endOf(await running.result)).toEqual(rolledBack('smoke-test-failed'));
      expect(trueComment(stage)).toMatch(onBlue);
    },
  );

  // Covers: claims-true
  acceptance(
    'while a failed bake returns to blue, and after it has',
    { world: webService(), hasTraffic: false },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({ ...quick, 'production-url': production.url, 'bake-time': '60s' });
      await stage.until('green bakes', () => comments(stage).includes(': green serves and is monitored'));
      trueComment(stage);
      const held = ['ModifyRule', 'ModifyListener'].map((operation) =>
        stage.sandbox.faults.add({ operation, kind: 'hold', when: 'before', always: true }),
      );
      production.answer = 500;
      await stage.until('it rolls back', () => comments(stage).includes('rolling back to blue'));
      trueComment(stage);
      for (const each of held) {
        stage.sandbox.faults.release(each);
        stage.sandbox.faults.remove(each);
      }
      expect(endOf(await running.result)).toEqual(rolledBack('bake-probes-failed'));
      production.close();
      const text = trueComment(stage);
      expect(text).toMatch(onBlue);
      expect(text).toMatch(/^Users were on `web:2` from \d\d:\d\d UTC to \d\d:\d\d UTC\.$/m);
      expect(text).not.toContain('aws elbv2');
    },
  );

  // Covers: claims-true
  acceptance(
    'after a rollback that AWS refused',
    { world: webService(), hasTraffic: false, setsLeft: 2, tagsLeft: ['fence', 'lease', 'rules'] },
    async (stage) => {
      const production = await probedAddress();
      const running = stage.start({ ...quick, 'production-url': production.url, 'bake-time': '60s' });
      await stage.until('the switch', () => isAllOn(stage, 'web-b'));
      for (const operation of ['ModifyRule', 'ModifyListener'])
        stage.sandbox.faults.add({ operation, ...denied, always: true });
      production.answer = 500;
      expect(endOf(await running.result)).toMatchObject({ exitCode: 1, result: 'failed' });
      production.close();
      const text = trueComment(stage);
      expect(text).toContain('rollback failed, act now');
      expect(text).not.toContain('**Rollback**: ready');
      expect(text).toMatch(onGreen);
      expect(text).toContain('aws elbv2 modify-listener');
    },
  );

  // Covers: claims-true
  acceptance(
    'in the status of a warm release, in a rollback of it, and in one that is refused after it',
    { world: webService(), tagsLeft: ['fence', 'rolled-back', 'quarantined'] },
    async (stage) => {
      await leftWarm(stage);
      await stage.release(statusInputs, nextRun(stage));
      trueComment(stage);
      await stage.release(rollbackInputs, nextRun(stage, { runId: stage.runId + 2 }));
      expect(trueComment(stage)).toMatch(onBlue);
      const again = await stage.release(rollbackInputs, nextRun(stage, { runId: stage.runId + 3 }));
      expect(again.exitCode).toBe(1);
      expect(trueComment(stage)).toMatch(onBlue);
    },
  );
});
