// What a failed smoke test advises.
import { expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { smokeFailure } from '../../src/domain/task-sets/evolve/failures-before-switch.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aGreen, aMemory, aPlan, aSet, aWorld, noon } from '../support/worlds.ts';

const failed = {
  ...aMemory().smoke,
  startedAtMs: noon - 3_600_000,
  hasConnected: true,
  lastFailure: 'status 404',
};
const memory = aMemory({ smoke: failed, readySinceMs: noon - 3_600_000 });

const ofDefault = { paths: [], url: null };
const ownFile = 'roll back again with its config file or its health-paths';
const name = 'name the right paths with health-paths or a config file';
const correct = 'correct health-paths, test-url or the test rule';

test.each<readonly [string, Request['command'], Partial<Request['smoke']>, string]>([
  ['a release', 'deploy', ofDefault, name],
  ['a rollback to a revision that is released again', 'rollback', ofDefault, ownFile],
  ['a release with health-paths', 'deploy', { paths: ['/ready'], url: null }, correct],
  ['a rollback with health-paths', 'rollback', { paths: ['/ready'], url: null }, correct],
])('of %s fits how it was tested', (_what, command, smoke, advice) => {
  const world = aWorld({ taskSets: [aSet(1), aGreen(2)] });
  const found = smokeFailure(sceneOf(aPlan({ command, smoke }), world, memory));
  expect(found?.reason).toBe('smoke-test-failed');
  expect(found?.advice).toContain(advice);
  expect(found?.advice.includes('This is the default test')).toBe(smoke.paths?.length === 0);
});
