import { describe, expect, test } from '@jest/globals';
import { findFailure } from '../../src/domain/task-sets/evolve/failures.ts';
import { gate } from '../../src/domain/task-sets/forward/gate.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { failedTaskIn } from '../../src/domain/task-sets/report/failed-task.ts';
import { quarantineTags } from '../../src/domain/task-sets/revision/quarantine.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { aStop } from '../support/stops.ts';
import { aGreen, aMemory, aPlan, aService, aSet, aWorld, noon } from '../support/worlds.ts';

const secret =
  'ResourceInitializationError: unable to retrieve secret from asm: ResourceNotFoundException: not found';
const addresses = 'Unexpected EC2 error: InsufficientFreeAddressesInSubnet';
const failedStart = (stoppedReason: string, atMs = noon) =>
  aStop(2, { stopCode: 'TaskFailedToStart', stoppedReason, stoppedAtMs: atMs, containers: [] });
const unplaced = {
  atMs: noon + 1000,
  message:
    '(service shop) was unable to place a task because no container instance met all of its requirements.',
};

const held = { value: '1:100.1', writtenAtMs: null, isHeld: true };
const starting = aGreen(2, {
  running: 0,
  pending: 0,
  isSteady: false,
  tags: { run: '100.1', 'revision-hash': 'abc' },
});
function sceneWith(changes: Partial<World>, green = starting): Scene {
  return sceneOf(
    aPlan(),
    aWorld({
      taskSets: [aSet(1), green],
      candidate: null,
      ...changes,
      service: { ...(changes.service ?? aService()), tags: { fence: held.value } },
    }),
    aMemory({ isPreflightPassed: true, green: green.arn, fence: held }),
  );
}
const late = { nowMs: noon + 61_000 };

describe('before the switch', () => {
  test('the first stop that names something missing ends the release, with its fix', () => {
    expect(findFailure(sceneWith({ stoppedTasks: [failedStart(secret)] }))).toMatchObject({
      reason: 'cannot-start',
      what: expect.stringContaining(`green task set ecs-svc/2 can't start (0 of 2 running): ${secret}`),
      advice: expect.stringContaining('Create the secret'),
    });
  });

  test('such a stop of an earlier try ends nothing once green has all its tasks', () => {
    const scene = sceneWith({ stoppedTasks: [failedStart(secret)] }, aGreen(2, { tags: starting.tags }));
    expect(findFailure(scene)).toBeNull();
  });

  const limit = failedStart('CannotPullContainerError: toomanyrequests: Rate exceeded', noon + 5000);
  const lost = failedStart('CannotPullContainerError: i/o timeout', noon + 9000);
  test.each([
    ['circuit-breaker', [aStop(2), aStop(2), aStop(2), limit], 'exit code', 1],
    ['cannot-start', [failedStart(secret), limit, lost], 'stop reason', secret],
  ] as const)('%s shows a stop that explains it, and not the last one', (reason, stops, name, value) => {
    const scene = sceneWith({ stoppedTasks: stops });
    const found = findFailure(scene);
    expect(found).toMatchObject({ reason, what: expect.not.stringContaining('toomanyrequests') });
    const shown = failedTaskIn({ ...scene, memory: { ...scene.memory, failure: found } }, null);
    expect(shown?.facts).toContainEqual({ name, value: String(value) });
  });

  test('no number of stops by the infrastructure trips the circuit breaker', () => {
    const stoppedTasks = Array.from({ length: 20 }, () => failedStart(addresses));
    expect(findFailure(sceneWith({ stoppedTasks }))).toBeNull();
  });

  test.each([
    [
      'stops by the infrastructure',
      { stoppedTasks: [failedStart(addresses)] },
      'The subnets have no free address',
    ],
    ['tasks that were not placed', { service: aService({ events: [unplaced] }) }, 'Add container instances'],
  ])('%s end the release at ready-timeout as no-capacity, with the ways out', (_what, changes, advice) => {
    expect(findFailure(sceneWith({ ...changes, ...late }))).toMatchObject({
      reason: 'no-capacity',
      advice: expect.stringContaining(advice),
    });
  });

  test.each([
    ['nothing that explains it', {}],
    ['an event from before green', { service: aService({ events: [{ ...unplaced, atMs: noon - 1 }] }) }],
    ['a fault of the version, too', { stoppedTasks: [failedStart(addresses), aStop(2)] }],
  ])('a green without its tasks and with %s is not ready in time', (_what, changes) => {
    expect(findFailure(sceneWith({ ...changes, ...late }))?.reason).toBe('not-ready-in-time');
  });

  test.each([
    [{ stoppedTasks: [failedStart(addresses)] }, `last stop: ${addresses}`],
    [{ service: aService({ events: [unplaced] }) }, `the service's last event: ${unplaced.message}`],
  ])('the wait for green shows why it does not start %#', (changes, words) => {
    expect(gate(sceneWith(changes))).toMatchObject({
      reason: 'waiting-for-ready',
      because: expect.stringContaining(words),
    });
  });

  test.each(['cannot-start', 'no-capacity'])('%s quarantines nothing', (code) => {
    const changes =
      code === 'cannot-start'
        ? { stoppedTasks: [failedStart(secret)] }
        : { stoppedTasks: [failedStart(addresses)], ...late };
    const scene = sceneWith(changes);
    const found = findFailure(scene);
    expect(found?.reason).toBe(code);
    expect(quarantineTags(scene.world, starting, found?.kind ?? 'requested')).toEqual({});
  });
});
