// What AWS does is not established everywhere: the release is right whichever way it is.
import { describe, expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import type { SandboxSpec } from '../../sandbox/spec.ts';
import type { ActionResult } from '../../sandbox/runner/run-action.ts';
import { acceptance } from '../support/acceptance.ts';
import type { Stage } from '../support/acceptance.ts';
import {
  brokenV2,
  endOf,
  expectAllOn,
  expectUntouched,
  greenOf,
  killAfter,
  released,
  rolledBack,
  servedOnlyBy,
  v2,
} from '../support/bad-luck.ts';
import { rollbackInputs, statusInputs, sweepInputs } from '../support/command-steps.ts';

const short = { ...v2, 'bake-time': '3s', 'warm-time': '0', 'probe-interval': '1s', 'smoke-passes': '1' };

const oneWay = {
  spentClientToken: 'old-set',
  deleteAboveZero: 'accept',
  drainingCounts: true,
  missingTaskSet: 'failure',
  emptyLists: 'sent',
  afterControllerChange: 'deployments',
} as const;
const otherWay = {
  spentClientToken: 'error',
  deleteAboveZero: 'refuse',
  drainingCounts: false,
  missingTaskSet: 'absent',
  emptyLists: 'left-out',
  afterControllerChange: 'task-sets',
} as const;

async function expectReleased(stage: Stage): Promise<void> {
  expectAllOn(stage, 'web-b');
  expect(stage.service().taskSets.map(({ id }) => id)).toEqual([greenOf(stage)?.id]);
  await servedOnlyBy(stage, 'v2');
}

describe('whichever way AWS behaves', () => {
  // Covers: blue-deleted-at-once
  acceptance(
    'a release ends well if ECS accepts a deletion at once and spent tokens answer with the old set',
    { world: webService({}, { unknowns: oneWay }) },
    async (stage) => {
      expect(endOf(await stage.release(short))).toEqual(released);
      expect(stage.calls('UpdateTaskSet')).toEqual([]);
      await expectReleased(stage);
    },
  );

  // Covers: blue-deleted-scale-0
  acceptance(
    'a release ends well if ECS requires scale 0 before a deletion and refuses spent tokens',
    { world: webService({}, { unknowns: otherWay }) },
    async (stage) => {
      expect(endOf(await stage.release(short))).toEqual(released);
      expect(stage.calls('UpdateTaskSet').map(({ request }) => request['scale'])).toEqual([
        { value: 0, unit: 'PERCENT' },
      ]);
      await expectReleased(stage);
    },
  );

  // Covers: failed-green-scale-0
  acceptance(
    'a failed green is removed if ECS requires scale 0 first',
    { world: brokenV2({ READY: 'fail' }, { desiredCount: 1 }, { unknowns: otherWay }) },
    async (stage) => {
      const run = await stage.release({ ...short, 'ready-timeout': '4s' });
      expect(endOf(run)).toEqual(rolledBack('not-ready-in-time'));
      expect(stage.calls('UpdateTaskSet')).toHaveLength(1);
      await expectUntouched(stage);
    },
  );

  for (const spentClientToken of ['old-set', 'error', 'new-set'] as const) {
    // Covers: spent-token
    acceptance(
      `a token whose task set was deleted does not prevent the run from creating its green again: ${spentClientToken}`,
      { world: webService({}, { unknowns: { spentClientToken } }), greens: 2 },
      async (stage) => {
        const last = { operation: 'CreateTaskSet', nth: 1 };
        await killAfter(stage, last, () => stage.start(short, { isPostSkipped: true }));
        const lost = greenOf(stage)?.id ?? '';
        stage.sandbox.control.deleteTaskSet({ taskSet: lost });
        await stage.until('it has vanished', () => greenOf(stage) === undefined);
        expect(endOf(await stage.release(short))).toEqual(released);
        await expectReleased(stage);
      },
    );
  }

  const moved = (afterControllerChange: 'deployments' | 'task-sets'): SandboxSpec => {
    const spec = webService({}, { unknowns: { afterControllerChange } });
    const services = (spec.services ?? []).map((one) =>
      one.name === 'web' ? { ...one, controllerBefore: 'ECS' as const } : one,
    );
    return { ...spec, services };
  };

  // Covers: controller-changed
  acceptance(
    'a service that came from the controller ECS is not released to while ECS shows its tasks in deployments',
    { world: moved('deployments'), tagsLeft: [] },
    async (stage) => {
      for (const command of ['deploy', 'rollback', 'plan']) {
        const image = command === 'rollback' ? '' : 'web:v2';
        const run = await stage.release({ ...short, command, image });
        expect(endOf(run)).toEqual({ exitCode: 1, result: 'refused', reason: 'preflight-failed' });
        expect(run.log).toMatch(/no task set, but 2 tasks run in its deployments \(ecs-svc\/\d+\)/);
      }
      expect(stage.writes()).toEqual([]);
      await servedOnlyBy(stage, 'v1');
    },
  );

  // Covers: controller-changed
  acceptance(
    'status and sweep of a service that came from the controller ECS name the tasks that ECS shows in deployments',
    { world: moved('deployments'), tagsLeft: [] },
    async (stage) => {
      const [status, sweep] = [
        await stage.release(statusInputs, { runId: stage.runId + 1 }),
        await stage.release(sweepInputs, { runId: stage.runId + 2 }),
      ];
      expect(endOf(status)).toMatchObject({ exitCode: 0, result: 'status' });
      expect(endOf(sweep)).toEqual({ exitCode: 1, result: 'failed', reason: 'left-alone' });
      for (const { log } of [status, sweep])
        expect(log).toMatch(/no task set, but 2 tasks run in its deployments \(ecs-svc\/\d+\)/);
      expect(stage.writes()).toEqual([]);
      await servedOnlyBy(stage, 'v1');
    },
  );

  // Covers: controller-changed
  acceptance(
    'plan, status, rollback and sweep take it for the live task set of another tool if ECS shows it as a task set',
    { world: moved('task-sets'), tagsLeft: [] },
    async (stage) => {
      const asked = [{ ...short, command: 'plan' }, statusInputs, rollbackInputs, sweepInputs];
      const runs: ActionResult[] = [];
      for (const [index, inputs] of asked.entries())
        runs.push(await stage.release(inputs, { runId: stage.runId + 1 + index }));
      expect(runs.map(({ exitCode, outputs }) => [exitCode, outputs['result']])).toEqual([
        [0, 'planned'],
        [0, 'status'],
        [1, 'refused'],
        [0, 'swept'],
      ]);
      for (const { log } of runs) expect(log).not.toContain('in its deployments');
      expect(stage.writes()).toEqual([]);
      await servedOnlyBy(stage, 'v1');
    },
  );

  // Covers: controller-changed
  acceptance(
    'a service that came from the controller ECS is released to if ECS shows its tasks as a task set',
    { world: moved('task-sets') },
    async (stage) => {
      expect(endOf(await stage.release(short))).toEqual(released);
      await expectReleased(stage);
    },
  );

  const world = (drainingCounts: boolean): SandboxSpec => {
    const spec = webService({}, { unknowns: { drainingCounts } });
    const over = ['11', '12', '13', '14'].map((release) => ({
      taskDefinition: 'web:1',
      targetGroup: 'web-b',
      tags: { 'ecs-blue-green:release': release },
    }));
    const services = (spec.services ?? []).map((service) =>
      service.name === 'web'
        ? { ...service, desiredCount: 1, taskSets: [...(service.taskSets ?? []), ...over] }
        : service,
    );
    return { ...spec, services };
  };

  for (const drainingCounts of [true, false]) {
    const words = drainingCounts ? 'count' : 'do not count';
    // Covers: five-sets
    acceptance(
      `of five task sets, our leftovers are removed first, if draining sets ${words} towards the limit`,
      { world: world(drainingCounts) },
      async (stage) => {
        expect(endOf(await stage.release(short))).toEqual(released);
        await expectReleased(stage);
      },
    );
  }
});
