import {
  DescribeTaskSetsCommand,
  UpdateServicePrimaryTaskSetCommand,
  UpdateTaskSetCommand,
} from '@aws-sdk/client-ecs';
import { describe, expect, test } from '@jest/globals';
import { refusal, until } from './aws-support.ts';
import { sandbox, clients, web, create, refused, setsNow, remove } from './aws-task-set-desk.ts';

describe('a client token', () => {
  const once = { clientToken: 'token-1', scale: { value: 0, unit: 'PERCENT' } } as const;

  test('makes repeated requests create one set', async () => {
    const first = await create({ ...once, clientToken: 'same' });
    expect((await create({ ...once, clientToken: 'same' })).id).toBe(first.id);
    expect(await setsNow()).toHaveLength(2);
  });

  test('refuses another request with the same token', async () => {
    await create({ ...once, clientToken: 'other' });
    expect(await refused({ ...once, clientToken: 'other', externalId: 'x' })).toMatch(
      /clientToken was used before/,
    );
  });

  async function spend(clientToken: string): Promise<string | undefined> {
    const { id } = await create({ ...once, clientToken });
    await remove(id);
    await until(setsNow, (sets) => sets.length === 1);
    return id;
  }

  test('that is spent returns the old set, is refused, or creates a new set', async () => {
    const old = await spend('spent-1');
    expect((await create({ ...once, clientToken: 'spent-1' })).id).toBe(old);
    expect(await setsNow()).toHaveLength(1);
    sandbox.control.setUnknowns({ spentClientToken: 'error' });
    expect(await refused({ ...once, clientToken: 'spent-1' })).toMatch(/task set that was deleted/);
    sandbox.control.setUnknowns({ spentClientToken: 'new-set' });
    expect((await create({ ...once, clientToken: 'spent-1' })).id).not.toBe(old);
    expect(await setsNow()).toHaveLength(2);
  });
});

describe('DescribeTaskSets', () => {
  test('needs ids', async () => {
    expect(await refusal(clients.ecs.send(new DescribeTaskSetsCommand(web)))).toBe(
      'InvalidParameterException: TaskSets cannot be empty',
    );
  });

  test('gives tags only when asked to', async () => {
    const { id, taskSetArn } = await create({ scale: { value: 0 }, tags: [{ key: 'a', value: 'b' }] });
    const without = await clients.ecs.send(new DescribeTaskSetsCommand({ ...web, taskSets: [id!] }));
    expect(without.taskSets![0]!.tags).toEqual([]);
    const withTags = await clients.ecs.send(
      new DescribeTaskSetsCommand({ ...web, taskSets: [taskSetArn!], include: ['TAGS'] }),
    );
    expect(withTags.taskSets![0]!.tags).toEqual([{ key: 'a', value: 'b' }]);
  });

  test('reports a missing set in its failures, or not at all', async () => {
    const ask = new DescribeTaskSetsCommand({ ...web, taskSets: ['ecs-svc/1'] });
    expect(await clients.ecs.send(ask)).toMatchObject({
      taskSets: [],
      failures: [{ arn: 'ecs-svc/1', reason: 'MISSING' }],
    });
    sandbox.control.setUnknowns({ missingTaskSet: 'absent' });
    expect(await clients.ecs.send(ask)).toMatchObject({ taskSets: [], failures: [] });
  });
});

describe('UpdateTaskSet', () => {
  test('changes the scale and with it the running tasks', async () => {
    const { id } = await create();
    await until(setsNow, (all) => all.find((one) => one.id === id)?.runningCount === 1);
    await clients.ecs.send(
      new UpdateTaskSetCommand({ ...web, taskSet: id, scale: { value: 0, unit: 'PERCENT' } }),
    );
    const sets = await until(setsNow, (all) => all.find((one) => one.id === id)?.runningCount === 0);
    expect(sets.find((one) => one.id === id)).toMatchObject({ status: 'ACTIVE', computedDesiredCount: 0 });
  });

  test('refuses a set that does not exist', async () => {
    const scale = { value: 0, unit: 'PERCENT' } as const;
    expect(
      await refusal(clients.ecs.send(new UpdateTaskSetCommand({ ...web, taskSet: 'ecs-svc/1', scale }))),
    ).toMatch(/^TaskSetNotFoundException/);
  });
});

describe('UpdateServicePrimaryTaskSet', () => {
  test('moves the label, and neither traffic nor tasks', async () => {
    const [blue] = await setsNow();
    const green = await create({ scale: { value: 0 } });
    const promote = (id: string | undefined): Promise<unknown> =>
      clients.ecs.send(new UpdateServicePrimaryTaskSetCommand({ ...web, primaryTaskSet: id }));
    const weights = sandbox.world().rules.map((one) => one.weights);
    await promote(green.id);
    const statuses = Object.fromEntries((await setsNow()).map((one) => [one.id!, one.status!]));
    expect(statuses).toEqual({ [blue!.id!]: 'ACTIVE', [green.id!]: 'PRIMARY' });
    expect(sandbox.world().rules.map((one) => one.weights)).toEqual(weights);
    await promote(blue!.id);
    expect(await refusal(promote('ecs-svc/1'))).toMatch(/^TaskSetNotFoundException/);
  });
});

describe('DeleteTaskSet', () => {
  test('refuses the PRIMARY without force', async () => {
    const [blue] = await setsNow();
    expect(await refusal(remove(blue!.id))).toMatch(
      /^InvalidParameterException: Unable to delete the PRIMARY/,
    );
  });

  test('deletes a set above scale 0 without force, or refuses it', async () => {
    const first = await create();
    sandbox.control.setUnknowns({ deleteAboveZero: 'refuse' });
    expect(await refusal(remove(first.id))).toMatch(/not been scaled down to zero/);
    sandbox.control.setUnknowns({ deleteAboveZero: 'accept' });
    expect((await remove(first.id)).status).toBe('DRAINING');
  });

  test('drains for the whole delay, then stops the task, then lets the set vanish', async () => {
    const { id } = await create();
    await until(setsNow, (all) => all.find((one) => one.id === id)?.stabilityStatus === 'STEADY_STATE');
    const deletedAt = Date.now();
    await remove(id);
    const draining = await until(
      () => sandbox.world(),
      (world) => world.targetGroups.some((one) => one.targets.some((target) => target.state === 'draining')),
    );
    const task = draining.tasks.find((one) => one.taskSetId === id)!;
    expect(task).toMatchObject({
      desiredStatus: 'STOPPED',
      lastStatus: 'DEACTIVATING',
    });
    expect(task.pids).toHaveLength(1);
    await until(setsNow, (sets) => sets.length === 1);
    expect(Date.now() - deletedAt).toBeGreaterThanOrEqual(400);
    expect(sandbox.world().tasks.find((one) => one.taskSetId === id)).toMatchObject({
      lastStatus: 'STOPPED',
      pids: [],
    });
    expect(await refusal(remove(id))).toMatch(/^TaskSetNotFoundException/);
  });
});
