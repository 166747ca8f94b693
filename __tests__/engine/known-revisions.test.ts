// What reports know of revisions, without any wait or failure for it.
import { expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import { createKnownRevisions } from '../../src/engine/revision/known-revisions.ts';
import type { TaskDefinitionDocument } from '../../src/ports.ts';
import { a, aGreen, aMemory, aPlan, aRule, aSet, aWorld, b, revision } from '../support/worlds.ts';

const world = aWorld({ taskSets: [aSet(1), aGreen(2)], candidate: null });
const content = { cpu: '256', memory: '512', containerDefinitions: [{ name: 'web', stopTimeout: 9 }] };

function reading(answer: () => Promise<TaskDefinitionDocument | null>, request: Request = aPlan()) {
  const asked: string[] = [];
  const known = createKnownRevisions((reference) => {
    asked.push(reference);
    return answer();
  }, request);
  const look = (memory: Partial<Memory> = {}, seen = world) => {
    const given = aMemory(memory);
    return known(given, rolesOf(request, seen, given));
  };
  return { asked, look };
}
const document = (reference: string): TaskDefinitionDocument => ({
  arn: revision(1),
  status: 'ACTIVE',
  content,
  tags: { reference },
});

test('sizes and stop times of blue and green are known once they have been read, each asked for once', async () => {
  const { asked, look } = reading(() => Promise.resolve(document('web:1')));
  expect(look()).toEqual({ sizes: {}, stopSeconds: {} });
  await Promise.resolve();
  expect(look()).toEqual({
    sizes: { [revision(1)]: { vcpu: 0.25, gb: 0.5 }, [revision(2)]: { vcpu: 0.25, gb: 0.5 } },
    stopSeconds: { [revision(1)]: 9, [revision(2)]: 9 },
  });
  expect(asked).toEqual([revision(1), revision(2)]);
});

test('what can not be read, or does not exist, stays unknown and is not asked for again', async () => {
  for (const answer of [() => Promise.reject(new Error('denied')), () => Promise.resolve(null)]) {
    const { asked, look } = reading(answer);
    look();
    await new Promise(setImmediate);
    expect(look()).toEqual({ sizes: {}, stopSeconds: {} });
    expect(asked).toHaveLength(2);
  }
});

test.each<[what: string, Request, Partial<Memory>, asked: number]>([
  ['a green that the run has registered itself is not asked for', aPlan(), { registered: revision(2) }, 1],
  ['a sweep asks for nothing', aPlan({ command: 'sweep' }), {}, 0],
  ['a teardown asks', aPlan({ command: 'teardown' }), {}, 1],
  [
    'an interrupted run asks for nothing',
    aPlan(),
    { interrupted: { why: 'it was ended', foundFence: null, isCreating: false } },
    0,
  ],
])('%s', (_what, request, memory, count) => {
  const { asked, look } = reading(() => Promise.resolve(null), request);
  look(memory);
  expect(asked).toHaveLength(count);
});

test.each<[what: string, asked: number, weights: readonly [number, number], Partial<Memory>]>([
  ['asks for nothing while traffic has to return', 0, [0, 100], {}],
  ['asks for nothing between two rules', 0, [50, 50], {}],
  ['asks for both once all of production is on blue', 2, [100, 0], {}],
  [
    'that was interrupted never asks',
    0,
    [100, 0],
    { interrupted: { why: '', foundFence: null, isCreating: false } },
  ],
])('a rollback %s', (_what, count, weights, memory) => {
  const { asked, look } = reading(() => Promise.resolve(null), aPlan({ command: 'rollback' }));
  look(
    memory,
    aWorld({
      taskSets: world.taskSets,
      candidate: null,
      rules: [
        aRule([
          [a, weights[0]],
          [b, weights[1]],
        ]),
      ],
    }),
  );
  expect(asked).toHaveLength(count);
});
