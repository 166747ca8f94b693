// A step that writes what its own look shows already would be decided again on the next look, for ever. Every simulated run
// and the exhaustive check judge each step by it.
import { expect, test } from '@jest/globals';
import type { Step, Write } from '../../src/domain/task-sets/model/step.ts';
import { commandPlan } from '../support/commands.ts';
import { runRelease } from '../support/fake-release.ts';
import { forms, resetBy } from '../support/fake-resets.ts';
import { nothingNew } from '../support/nothing-new.ts';
import { aMemory, aPlan, aService, aWorld } from '../support/worlds.ts';

const world = aWorld({ service: aService({ tags: { blue: 'x', green: 'y' } }) });
const writes = (act: Write): readonly string[] =>
  nothingNew({ phase: 'bake', reason: 'writing-lease', because: '', act } as Step, aPlan(), world, aMemory());

test.each<readonly [string, Write]>([
  ['a tag with its own value', { kind: 'tag-service', tags: { blue: 'x' } }],
  ['all tags with their own values', { kind: 'tag-service', tags: { blue: 'x', green: 'y' } }],
  ['a tag away that is not there', { kind: 'untag-service', names: ['fence'] }],
])('%s is found', (_what, act) => {
  expect(writes(act)).toEqual([`4: writing-lease writes what is there already (${act.kind})`]);
});

test.each<readonly [string, Write]>([
  ['another value', { kind: 'tag-service', tags: { blue: 'z' } }],
  ['one new value of two', { kind: 'tag-service', tags: { blue: 'x', green: 'z' } }],
  ['a tag away that is there', { kind: 'untag-service', names: ['blue'] }],
])('%s is something new', (_what, act) => {
  expect(writes(act)).toEqual([]);
});

test('no step of a repair writes what its look shows already', () => {
  const plan = commandPlan('rollback', { traffic: { targetGroups: [] } });
  const found = forms.flatMap(([, form]) => runRelease(resetBy(form), plan).violations);
  expect(found).toEqual([]);
});
