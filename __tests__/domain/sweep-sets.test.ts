import { describe, expect, test } from '@jest/globals';
import { moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import { scaled, withTestRule } from '../support/commands.ts';
import { aFakeSet } from '../support/fake-state.ts';
import { testRule } from '../support/scenarios.ts';
import {
  at,
  blue,
  green,
  halfMade,
  hour,
  leased,
  play,
  playAll,
  released,
  sweepPlan,
  type Row,
} from '../support/sweeps.ts';
import { a, b } from '../support/worlds.ts';

const alone: readonly Row[] = [
  {
    name: 'nothing is to be swept where only the live set stands',
    world: () => undefined,
    result: 'swept',
    standing: '1 PRIMARY; live: 1',
    says: /nothing to sweep/,
    writes: [],
  },
  {
    name: 'the green of a killed run that was never live',
    world: halfMade(),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /deleted ecs-svc\/2 .* it has no traffic, and its run is over/,
    writes: ['delete'],
  },
  {
    name: 'a set with the PRIMARY label: the live set gets the label first',
    world: (state) => {
      halfMade({ status: 'PRIMARY' })(state);
      if (state.sets[0] !== undefined) state.sets[0].status = 'ACTIVE';
    },
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /moved the PRIMARY label/,
    writes: ['label', 'delete'],
  },
  {
    name: 'a set on the test rule: the test rule is moved first',
    world: (state) => {
      withTestRule(state);
      halfMade()(state);
      state.rules = state.rules.map((rule) =>
        rule.ref.kind === 'rule' && rule.ref.rule === testRule
          ? { ...rule, actions: moveWeight(rule, a, b) }
          : rule,
      );
    },
    plan: { ...sweepPlan(), traffic: { ...sweepPlan().traffic, testRule } },
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /still points to ecs-svc\/2/,
    writes: ['write-rule', 'delete'],
  },
  {
    name: 'blue past its lease, and the tags of its release',
    world: released(leased(-1000)),
    result: 'swept',
    standing: '1 DRAINING, 2 PRIMARY; live: 2',
    says: /deleted blue ecs-svc\/1 .*: its lease ended at/,
    writes: ['delete', 'untag-service'],
  },
  {
    name: 'blue that this action did not make, adopted by its release',
    world: released(leased(-1000), [blue({ tags: {} }), green()]),
    result: 'swept',
    standing: '1 DRAINING, 2 PRIMARY; live: 2',
    says: /deleted blue ecs-svc\/1/,
    writes: ['delete', 'untag-service'],
  },
  {
    name: 'a green that was kept for inspection until now',
    world: (state) => {
      halfMade()(state);
      state.tags = { ...state.tags, 'kept-green': `ecs-svc/2:${at(-1000)}` };
    },
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /kept for inspection until/,
    writes: ['delete', 'untag-service'],
  },
  {
    name: 'an expired staged green: its revision is kept in a tag first',
    world: halfMade({
      tags: { release: '95-shop', run: '95.1', expires: at(-1000), blue: 'ecs-svc/1' },
    }),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /staged until .* and never promoted/,
    writes: ['tag-service', 'delete'],
  },
  {
    name: 'an expired staged green whose run still waits for an approval long after',
    world: halfMade({
      tags: { release: '95-shop', run: '95.1', expires: at(-7 * hour), blue: 'ecs-svc/1' },
    }),
    runs: [{ runId: 95, isOver: false }],
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /staged until/,
    writes: ['tag-service', 'delete'],
  },
  {
    name: 'blue whose lease ended long ago, though its workflow run still waits for an approval',
    world: released(leased(-7 * hour)),
    runs: [{ runId: 95, isOver: false }],
    result: 'swept',
    standing: '1 DRAINING, 2 PRIMARY; live: 2',
    says: /its lease ended at/,
    writes: ['delete', 'untag-service'],
  },
  {
    name: 'scaling that was suspended for a release that is gone',
    world: (state) => {
      scaled(state);
      if (state.scaling !== null) state.scaling = { ...state.scaling, scaleInSuspended: true };
      state.tags = { fence: '1:95.1', scaling: 'in:0 out:0 scheduled:1' };
    },
    result: 'swept',
    standing: '1 PRIMARY; live: 1',
    says: /restored suspended auto scaling/,
    writes: ['write-scaling', 'untag-service'],
  },
];

const leftAlone: readonly Row[] = [
  {
    name: 'blue within its lease that was staged once, before it was promoted',
    world: released(leased(hour), [
      blue({ tags: { release: '90-shop', run: '90.1', expires: at(-hour) } }),
      green(),
    ]),
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /ecs-svc\/1/,
    writes: [],
  },
  {
    name: 'blue within its lease',
    world: released(leased(hour)),
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /left alone: blue ecs-svc\/1 .* is leased as the rollback target until 13:00 UTC/,
    writes: [],
  },
  {
    name: 'blue past its lease whose bake is not over',
    world: released({ ...leased(-1000), 'bake-until': at(hour) }),
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /is leased as the rollback target until/,
    writes: [],
  },
  {
    name: 'everything, while the run that holds the service is in progress',
    world: halfMade(),
    runs: [{ runId: 95, isOver: false }],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /left alone: run 95 is still going on/,
    writes: [],
  },
  {
    name: 'everything, while the run that made a set is in progress and another took its fence',
    world: (state) => {
      halfMade()(state);
      state.tags = { fence: '2:96.1' };
    },
    runs: [
      { runId: 95, isOver: false },
      { runId: 96, isOver: true },
    ],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /run 95 is still going on/,
    writes: [],
  },
  {
    name: 'a recent release whose run GitHub does not know',
    world: halfMade(),
    runs: [],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /it is not known whether run 95 is over .* actions: read.* changed 2h00m ago: it counts as abandoned after 6h00m/,
    writes: [],
  },
  {
    name: 'a release that another job of its own run may be making',
    world: (state) => {
      halfMade({ tags: { release: '500-shop', run: '500.1', blue: 'ecs-svc/1' } })(state);
      state.tags = { fence: '1:500.1' };
    },
    runs: [],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /it is not known whether run 500 is over/,
    writes: [],
  },
  {
    name: 'a staged green that has not expired',
    world: halfMade({
      tags: { release: '95-shop', run: '95.1', expires: at(hour), blue: 'ecs-svc/1' },
    }),
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /is staged as release 95-shop until/,
    writes: [],
  },
  {
    name: 'a staged green whose run waits for an approval, shortly after the expiry',
    world: halfMade({
      tags: { release: '95-shop', run: '95.1', expires: at(-hour), blue: 'ecs-svc/1' },
    }),
    runs: [{ runId: 95, isOver: false }],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /run 95 is still going on/,
    writes: [],
  },
  {
    name: 'a green that is kept for inspection',
    world: (state) => {
      halfMade()(state);
      state.tags = { ...state.tags, 'kept-green': `ecs-svc/2:${at(hour)}` };
    },
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /was rolled back and is kept for inspection until/,
    writes: [],
  },
  {
    name: 'scaling that a green kept for inspection has suspended',
    world: (state) => {
      scaled(state);
      halfMade()(state);
      state.scaling = { scaleInSuspended: true, scaleOutSuspended: false, scheduledSuspended: true };
      state.tags = {
        ...state.tags,
        scaling: 'in:0 out:0 scheduled:1',
        'kept-green': `ecs-svc/2:${at(hour)}`,
      };
    },
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /was rolled back and is kept for inspection until/,
    writes: [],
  },
  {
    name: 'blue shortly past its lease while its run is in progress',
    world: released(leased(-hour)),
    runs: [{ runId: 95, isOver: false }],
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /run 95 is still going on/,
    writes: [],
  },
  {
    name: 'a set that this action did not make',
    world: (state) => {
      state.sets.push(aFakeSet(4, { group: b, tags: {}, isForeign: true }));
    },
    result: 'swept',
    standing: '1 PRIMARY, 4 ACTIVE; live: 1',
    says: /ecs-svc\/4 .* neither live nor made by this action/,
    writes: [],
  },
];

describe('a sweep removes', () => {
  playAll(alone);
});
describe('a sweep leaves alone', () => {
  playAll(leftAlone);
});

test('the tag of an expired green holds release, family and revision', () => {
  const row = alone.find(({ name }) => name.startsWith('an expired staged green: '));
  if (row === undefined) throw new Error('there is no such row');
  expect(play(row).aws.state.tags.expired).toBe('95:web:2');
});
