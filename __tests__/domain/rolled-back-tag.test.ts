// The tag `rolled-back` leads to the release once its task set is gone.
import { describe, expect, test } from '@jest/globals';
import {
  formatRolledBack,
  lastRolledBack,
  rolledBackBy,
  wasLastRolledBack,
} from '../../src/domain/task-sets/tags/rolled-back.ts';
import type { SetTags } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan } from '../support/commands.ts';
import { aGreen, aService, aSet } from '../support/worlds.ts';

const request = commandPlan('rollback');
const commit = 'c'.repeat(40);
const short: SetTags = { release: '95-shop', repository: 'acme/shop', pull: '12', commit };
const tags: SetTags = { ...short, environment: 'prod eu' };
const written = (changes: SetTags = {}): string =>
  formatRolledBack(request, aGreen(2, { tags: { ...tags, ...changes } }), aSet(1));
const reading = (text: string) => ({ service: aService({ name: 'shop', tags: { 'rolled-back': text } }) });

test('is the run, the task set, and what leads to its release', () => {
  expect(written()).toBe(
    `200:ecs-svc/2 to=ecs-svc/1 release=95 pull=12 commit=${commit} repository=acme/shop environment=prod eu`,
  );
  expect(lastRolledBack(reading(written()))).toEqual({
    runId: 200,
    set: 'ecs-svc/2',
    to: 'ecs-svc/1',
    trace: tags,
  });
});

test.each<[string, SetTags, SetTags]>([
  ['a re-release', { release: '95-shop-rollback' }, { ...tags, release: '95-shop-rollback' }],
  [
    'a re-release that restored a release',
    { release: '95-shop-rollback', restores: '91 pull=7' },
    { ...tags, release: '95-shop-rollback', restores: '91', pull: '7' },
  ],
  ['what does not fit', { environment: 'e'.repeat(200) }, short],
  ['nothing that fits', { repository: `acme/${'s'.repeat(200)}` }, {}],
])('holds of %s what there is room for', (_what, changes, trace) => {
  expect(written(changes).length).toBeLessThanOrEqual(256);
  expect(lastRolledBack(reading(written(changes)))?.trace).toEqual(trace);
});

test('of a task set without such tags it is the run and the task set', () => {
  expect(formatRolledBack(request, aGreen(2, { tags: {} }), null)).toBe('200:ecs-svc/2');
});

describe('names the task set', () => {
  test.each([written(), '200:ecs-svc/2'])('as %s', (text) => {
    const world = reading(text);
    expect(rolledBackBy(request, world)).toBe('ecs-svc/2');
    expect(rolledBackBy(commandPlan('rollback', { release: { runId: 201 } }), world)).toBeNull();
    expect(wasLastRolledBack(world, aGreen(2))).toBe(true);
    expect(wasLastRolledBack(world, aGreen(22))).toBe(false);
  });

  test.each(['', '200', 'x:ecs-svc/2', '200:ecs-svc/2 more'])('and none as %j', (text) => {
    expect(lastRolledBack(reading(text))).toBeNull();
  });
});
