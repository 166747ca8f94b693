// Probes and checks that go on next to the loop, by the step that comes next.
import { expect, test } from '@jest/globals';
import type { ProbePurpose } from '../../src/domain/common/run/step.ts';
import { awaitedProbes } from '../../src/domain/task-sets/checks/awaited.ts';
import { step, wait } from '../../src/domain/task-sets/model/make-step.ts';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { failed, inBake } from '../support/baking.ts';

const probe = (phase: 'smoke' | 'bake' | 'rollback', purpose: ProbePurpose): Step =>
  step(phase, 'baking', 'a test', { kind: 'probe', purpose, requests: [] });
const cancelled = inBake({ isCancelled: true });

test.each<[string, Step, ReturnType<typeof inBake>, readonly ProbePurpose[]]>([
  ['the one that is asked for', probe('smoke', 'smoke'), inBake(), ['smoke']],
  ['none outside of the bake', wait('smoke', 'smoke-testing', 'a test', 1000), inBake(), []],
  ['those of the bake', wait('bake', 'baking', 'a test', 1000), inBake(), ['bake', 'own']],
  ['none once green has failed', wait('bake', 'baking', 'a test', 1000), failed(), []],
  ['none once the run is cancelled', wait('bake', 'baking', 'a test', 1000), cancelled, []],
  ['the one after a rollback', probe('rollback', 'after-rollback'), failed(), ['after-rollback']],
])('%s', (_what, next, memory, expected) => {
  expect(awaitedProbes(memory, next)).toEqual(expected);
});
