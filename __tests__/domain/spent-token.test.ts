import { expect, test } from '@jest/globals';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';

import type { Write } from '../../src/domain/task-sets/model/step.ts';
import { evolveTrouble } from '../../src/domain/task-sets/evolve/trouble-verdict.ts';
import { aMemory, aPlan, aWorld, noon } from '../support/worlds.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';

const create = { kind: 'create-green', request: {} } as Write;
const refused = {
  kind: 'refused',
  action: 'ecs:CreateTaskSet',
  resource: 'shop',
  code: 'InvalidParameterException',
  message: 'The clientToken belongs to a task set that was deleted.',
} as const;

function refusedAt(seconds: number, before: Memory): Memory {
  const scene = sceneOf(aPlan(), aWorld(), before);
  return evolveTrouble(scene, before, {
    write: create,
    trouble: refused,
    nowMs: noon + seconds * 1000,
    isRollback: false,
  });
}

test('takes another token when the old one stays refused for longer than a set of it could stay unseen', () => {
  const first = refusedAt(0, aMemory());
  expect(first).toMatchObject({ createTry: 0, failure: null });
  const second = refusedAt(5, first);
  expect(second).toMatchObject({ createTry: 0, failure: null });
  expect(refusedAt(11, second)).toMatchObject({ createTry: 1, failure: null, trouble: null, abandoned: [] });
});

test('rolls back when one token after the other is refused', () => {
  const memory = refusedAt(11, refusedAt(0, aMemory({ createTry: 3 })));
  expect(memory.failure).toMatchObject({ reason: 'write-refused' });
});
