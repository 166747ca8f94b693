// When an observation asks for the stopped tasks of a service whose only task set is as it should be.
import { expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { createObserver } from '../../src/engine/observe.ts';
import { fakePorts } from '../support/fake-ports.ts';
import { anAws } from '../support/scenarios.ts';
import { aMemory, aPlan } from '../support/worlds.ts';

/** How often each of two observations in a row asked. */
async function asked(graceSeconds: number, command: Request['command']): Promise<readonly number[]> {
  const ports = fakePorts(anAws(), '100-shop');
  let count = 0;
  const ecs = {
    ...ports.ecs,
    async readService() {
      const seen = await ports.ecs.readService();
      return seen === null ? null : { ...seen, service: { ...seen.service, graceSeconds } };
    },
    readStoppedTasks() {
      count += 1;
      return ports.ecs.readStoppedTasks();
    },
  };
  const observe = createObserver({ ...ports, ecs }, aPlan({ command }));
  const first = await observe(aMemory());
  const afterFirst = count;
  await observe(aMemory(), first);
  return [afterFirst, count - afterFirst];
}

test.each([
  ['once by a deploy of a service without a grace period', 0, 'deploy', [1, 0]],
  ['once by a plan of it', 0, 'plan', [1, 0]],
  ['not for a service with a grace period', 60, 'deploy', [0, 0]],
  ['not by a command that creates no green', 0, 'teardown', [0, 0]],
] as const)('stopped tasks are asked for %s', async (_when, graceSeconds, command, times) => {
  expect(await asked(graceSeconds, command)).toEqual(times);
});
