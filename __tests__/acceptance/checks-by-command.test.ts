// Tests of green that are commands next to the action.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, chapter, type Stage } from '../support/acceptance.ts';
import {
  endOf,
  expectNeverSawV2,
  expectUntouched,
  greenOf,
  isAllOn,
  released,
  rolledBack,
  v2,
} from '../support/bad-luck.ts';
import type { Inputs, Running } from '../support/acceptance-stage.ts';
import { expectServing } from '../support/command-steps.ts';
import { isAlive } from '../support/processes.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'commands-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A release that this script tests, next to the action. */
function testedBy(script: string, more: object = {}): Inputs {
  const quoted = script.replaceAll(/["\\$`]/g, '\\$&').replaceAll('\n', ' ');
  return {
    ...v2,
    'smoke-passes': '1',
    checks: JSON.stringify([{ name: 'e2e', run: `node -e "${quoted}"`, ...more }]),
  };
}

const testListener = (stage: Stage): string =>
  stage.world().listeners.find(({ name }) => name === 'test')?.arn ?? '';
const withTests = { world: webService({ hasTestListener: true }), testRules: ['test:default'] };

/** It starts a child, two with sessions of their own, one of them without its environment, writes all process IDs to a file, and ends only by a signal. */
const family = `
const { spawn } = require('node:child_process');
const options = [{}, { detached: true }, { detached: true, env: {} }];
const children = options.map((one) => spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], one));
require('node:fs').writeFileSync(process.env.PIDS, [process.pid, ...children.map(({ pid }) => pid)].join(' '));
setInterval(() => {}, 1000);
`;

const pidsFile = (stage: Stage): string => path.join(folder, String(stage.runId));

async function familyIn(stage: Stage): Promise<readonly number[]> {
  const file = pidsFile(stage);
  await stage.until('the command runs', () => existsSync(file) && readFileSync(file, 'utf8').includes(' '));
  const pids = readFileSync(file, 'utf8').split(' ').map(Number);
  expect(pids.map(isAlive)).toEqual([true, true, true, true]);
  return pids;
}

interface Family {
  readonly running: Running;
  readonly pids: readonly number[];
}

/** Once the command and its child run. */
async function startedFamily(stage: Stage, inputs: Inputs): Promise<Family> {
  const running = stage.start(inputs, { environment: { PIDS: pidsFile(stage) } });
  return { running, pids: await familyIn(stage) };
}

/** The same in the bake only. */
function bakedByFamily(stage: Stage): Promise<Family> {
  const script = `if (process.env.ECS_BLUE_GREEN_AT === 'production') { ${family} }`;
  return startedFamily(stage, {
    ...testedBy(script, { bake: true }),
    'bake-time': '60s',
    'warm-time': '60s',
  });
}

chapter('a test that is a command', () => {
  // Covers: check-command
  acceptance(
    'gets the address of green and no secret of the step, and its output is in the log without commands to the runner',
    withTests,
    async (stage) => {
      const inputs = testedBy(`
        console.log('::error::not mine');
        console.log('seen: ' + Object.keys(process.env).filter((name) => /^(AWS_|ACTIONS_|INPUT_|GITHUB_TOKEN)/.test(name)).join());
        console.log('shop: ' + process.env.SHOP + ', at ' + process.env.ECS_BLUE_GREEN_AT);
        fetch(process.env.ECS_BLUE_GREEN_URL).then((answer) => answer.json()).then(({ version }) => process.exit(version === 'v2' ? 0 : 1));
      `);
      const run = await stage.release(
        { ...inputs, 'test-rule': testListener(stage) },
        { environment: { GITHUB_TOKEN: 'ghs_secret', SHOP: 'open' } },
      );
      expect(endOf(run)).toEqual(released);
      expect(run.log).toContain('e2e | seen:\n');
      expect(run.log).toContain('e2e | shop: open, at green');
      expect(run.log).not.toMatch(/^::error::not mine/m);
      await expectServing(stage, 'web-b', 'v2');
    },
  );

  // Covers: check-command-failed
  acceptance(
    'that fails removes green before users see it, and its last lines are in the report',
    { world: webService() },
    async (stage) => {
      const run = await stage.release(
        testedBy(`
          console.log('\u001b[2mlogin with password=open-' + 'sesame\u001b[0m');
          console.log('cart: expected 3, found 2');
          process.exitCode = 4;
        `),
      );
      expect(endOf(run)).toEqual(rolledBack('check-failed'));
      expect(run.log).toContain('e2e | login with password=***');
      expect(JSON.stringify([run.log, stage.sandbox.github.state()])).not.toContain('open-sesame');
      expect(run.log).toContain('ended with exit code 4: cart: expected 3, found 2');
      expect(stage.sandbox.github.state().comments[0]?.body).toContain('cart: expected 3, found 2');
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-command-failed, failed-task
  acceptance(
    'that fails as a task of green ends shows why that task has stopped',
    { world: webService({ logGroup: '/ecs/web' }) },
    async (stage) => {
      const told = `${pidsFile(stage)}-told`;
      const running = stage.start(
        testedBy(`console.log('it runs');
          setInterval(() => { if (require('node:fs').existsSync(process.env.TOLD)) process.exit(4); }, 100);`),
        { environment: { TOLD: told } },
      );
      await stage.until('the command runs', () => running.log().includes('e2e | it runs'));
      const green = greenOf(stage)?.id;
      const task = stage.world().tasks.find(({ taskSetId }) => taskSetId === green);
      stage.sandbox.control.killTask({ task: task?.id ?? '', outOfMemory: true });
      await stage.until('the task has stopped', () =>
        stage.world().tasks.some(({ id, lastStatus }) => id === task?.id && lastStatus === 'STOPPED'),
      );
      writeFileSync(told, '');
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('check-failed'));
      const comment = stage.sandbox.github.state().comments[0]?.body ?? '';
      for (const text of [run.log, run.summary, comment]) {
        expect(text).toContain('OutOfMemoryError');
        expect(text).toContain('exit code: 137');
      }
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-command-missing
  acceptance(
    'whose program is missing is refused before anything is read',
    { world: webService(), tagsLeft: [], registrations: 0 },
    async (stage) => {
      const checks = JSON.stringify([{ name: 'e2e', run: 'no-such-program --all' }]);
      const run = await stage.release({ ...v2, checks });
      expect(run.exitCode).toBe(1);
      expect(run.log).toContain(
        'begins with "no-such-program": no folder of PATH has a program of this name',
      );
      expect(stage.calls()).toEqual([]);
      await expectServing(stage, 'web-a', 'v1');
    },
  );

  // Covers: check-command-late
  acceptance(
    'that takes too long is ended with what it started, and green is removed',
    { world: webService() },
    async (stage) => {
      const inputs = testedBy(family, { timeout: '8s' });
      const { running, pids } = await startedFamily(stage, inputs);
      const run = await running.result;
      expect(endOf(run)).toEqual(rolledBack('check-failed'));
      expect(run.log).toContain('did not pass the check e2e within 8s');
      expect(pids.some(isAlive)).toBe(false);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-command-cancelled
  acceptance(
    'is ended with what it started if the run is cancelled',
    { world: webService() },
    async (stage) => {
      const inputs = testedBy(family);
      const { running, pids } = await startedFamily(stage, inputs);
      running.kill('SIGINT');
      expect(endOf(await running.result)).toEqual(rolledBack('cancelled'));
      expect(pids.some(isAlive)).toBe(false);
      await expectUntouched(stage);
      expectNeverSawV2(stage);
    },
  );

  // Covers: check-command-bake
  acceptance(
    'that runs in the bake sees production, and a cancel ends it and returns traffic',
    { world: webService() },
    async (stage) => {
      const { running, pids } = await bakedByFamily(stage);
      expect(isAllOn(stage, 'web-b')).toBe(true);
      running.kill('SIGINT');
      expect(endOf(await running.result)).toEqual(rolledBack('cancelled'));
      expect(pids.some(isAlive)).toBe(false);
      await expectUntouched(stage);
    },
  );

  // Covers: check-command-bake
  acceptance(
    'that runs in the bake ends with main, and post returns traffic',
    { world: webService() },
    async (stage) => {
      const { running, pids } = await bakedByFamily(stage);
      running.kill('SIGKILL');
      await running.result;
      await stage.until('the command has ended', () => !pids.some(isAlive));
      await stage.until('traffic is back', () => isAllOn(stage, 'web-a'));
      await expectUntouched(stage);
    },
  );

  // Covers: check-command-killed
  acceptance('ends with main, and post removes green', { world: webService() }, async (stage) => {
    const inputs = testedBy(family);
    const { running, pids } = await startedFamily(stage, inputs);
    running.kill('SIGKILL');
    await running.result;
    await stage.until('the command has ended', () => !pids.some(isAlive));
    // Post doesn't wait for that.
    await stage.until('green is gone', () => stage.service().taskSets.length === 1);
    await expectUntouched(stage);
    expectNeverSawV2(stage);
  });

  // Covers: check-command-watched
  acceptance(
    'does not keep the run from seeing that another run takes the service',
    { world: webService(), setsLeft: 2 },
    async (stage) => {
      const inputs = testedBy(family);
      const { running, pids } = await startedFamily(stage, inputs);
      stage.sandbox.control.tagService({ service: 'web', tags: { 'ecs-blue-green:fence': '9:999999.1' } });
      const run = await running.result;
      expect(endOf(run)).toMatchObject({ result: 'stood-down' });
      expect(pids.some(isAlive)).toBe(false);
      expectNeverSawV2(stage);
    },
  );

  acceptance(
    'is not run by a plan',
    { world: webService(), tagsLeft: [], hasTraffic: false },
    async (stage) => {
      const inputs = testedBy(family);
      const run = await stage.release(
        { ...inputs, command: 'plan' },
        { environment: { PIDS: pidsFile(stage) } },
      );
      expect(run.outputs['result']).toBe('planned');
      expect(existsSync(pidsFile(stage))).toBe(false);
      expect(stage.writes()).toEqual([]);
    },
  );
});
