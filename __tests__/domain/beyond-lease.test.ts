import { describe, expect, test } from '@jest/globals';
import { iso } from '../../src/domain/common/values/moment.ts';
import type { ServiceTags, TaskSetView } from '../../src/domain/task-sets/model/world.ts';
import { beyondLease, describeOverstay, whyNotSwept } from '../../src/domain/task-sets/warm/beyond-lease.ts';
import { aService, aSet, b, noon, setArn } from '../support/worlds.ts';

const hoursAgo = (hours: number): number => noon - hours * 3_600_000;
const live = aSet(2, { createdAtMs: hoursAgo(100) });
const idle = (changes: Parameters<typeof aSet>[1] = {}): TaskSetView =>
  aSet(1, { status: 'ACTIVE', group: b, createdAtMs: hoursAgo(200), ...changes });
const leased = (hours: number, more: ServiceTags = {}): ServiceTags => ({
  blue: setArn(1),
  'lease-until': iso(hoursAgo(hours)),
  ...more,
});

const found = (set: TaskSetView, tags: ServiceTags = {}, serving: readonly TaskSetView[] = [live]) =>
  beyondLease({ nowMs: noon, service: aService({ tags }), taskSets: [live, set] }, serving);

describe('a task set is beyond its lease', () => {
  test.each([
    ['a blue whose lease is over', idle(), leased(1), 'blue', hoursAgo(1)],
    [
      'a blue whose bake outlasted its lease',
      idle(),
      leased(3, { 'bake-until': iso(hoursAgo(2)) }),
      'blue',
      hoursAgo(2),
    ],
    ['an expired staged green', idle({ tags: { expires: iso(hoursAgo(2)) } }), {}, 'staged', hoursAgo(2)],
    ['a kept green', idle(), { 'kept-green': `ecs-svc/1:${iso(hoursAgo(4))} fallback` }, 'kept', hoursAgo(4)],
    ['an older set that no tag names', idle(), {}, 'unleased', null],
    [
      'an older set, where the tag blue names another',
      idle(),
      leased(-1, { blue: setArn(7) }),
      'unleased',
      null,
    ],
  ] as const)('%s', (_what, set, tags, kind, endedMs) => {
    expect(found(set, tags)).toMatchObject([{ set, kind, endedMs }]);
  });

  test.each([
    ['a blue within its lease', idle(), leased(-1)],
    ['a blue within the bake', idle(), leased(1, { 'bake-until': iso(hoursAgo(-1)) })],
    ['a staged green before it expires', idle({ tags: { expires: iso(hoursAgo(-1)) } }), {}],
    ['a kept green within its time', idle(), { 'kept-green': `ecs-svc/1:${iso(hoursAgo(-1))}` }],
    ['a set that is being deleted', idle({ status: 'DRAINING' }), leased(1)],
    ['a newer set that no tag names: a release may be in progress', idle({ createdAtMs: hoursAgo(1) }), {}],
  ] as const)('not %s', (_what, set, tags) => {
    expect(found(set, tags)).toEqual([]);
  });

  test('not a set with traffic, and not an older one while the live one is younger than any job', () => {
    expect(found(idle(), leased(1), [live, idle()])).toEqual([]);
    const young = aSet(2, { createdAtMs: hoursAgo(5) });
    expect(beyondLease({ nowMs: noon, service: aService(), taskSets: [young, idle()] }, [young])).toEqual([]);
  });

  test.each([
    [
      'blue',
      hoursAgo(1),
      'blue ecs-svc/1 (web:1) still runs 2 tasks, 8 days after it was created: its lease ended at 11:00 UTC',
    ],
    [
      'unleased',
      null,
      'ecs-svc/1 (web:1) still runs 2 tasks, 8 days after it was created: it is older than the live version, and no lease keeps it',
    ],
  ] as const)('which its sentence says (%s)', (kind, endedMs, sentence) => {
    expect(describeOverstay(noon, { set: idle(), kind, endedMs })).toBe(sentence);
  });
});

describe('a sweep', () => {
  const why = (set: TaskSetView, tags: ServiceTags = {}, primary = live) =>
    whyNotSwept({ nowMs: noon, service: aService({ tags }), taskSets: [primary, set] }, set);
  const released = { release: '70-shop' };

  test.each([
    ['a task set of a release', idle({ tags: released }), {}, live, null],
    ['one without tags that a release found live', idle({ tags: {} }), { blue: setArn(1) }, live, null],
    ['not one that something else made', idle({ tags: {} }), {}, live, 'this action did not create it'],
    [
      'not one of a service without a load balancer',
      idle({ tags: released, attachment: null }),
      {},
      aSet(2, { attachment: null }),
      'its service has no load balancer',
    ],
  ] as const)('ends %s', (_what, set, tags, primary, reason) => {
    expect(why(set, tags, primary)).toBe(reason);
  });
});
