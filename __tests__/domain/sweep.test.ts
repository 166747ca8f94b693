import { describe, expect, test } from '@jest/globals';
import type { Plan } from '../../src/domain/plan.ts';
import type { EndResult } from '../../src/domain/step.ts';
import { moveWeight } from '../../src/domain/traffic.ts';
import type { RunView, ServiceTags } from '../../src/domain/world.ts';
import { commandPlan, kinds, said, scaled, withTestRule } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { aFakeSet, shopRules, type FakeSet, type FakeState } from '../support/fake-state.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import { a, b, noon, setArn } from '../support/worlds.ts';

const hour = 3_600_000;
const at = (ms: number): string => new Date(noon + ms).toISOString();
const sweepPlan = (changes: Partial<Plan> = {}): Plan => ({
  ...commandPlan('sweep', { release: { id: '500-shop', runId: 500 } }),
  ...changes,
});

/** All of production on the group that is not live in the usual world. */
const onB = (state: FakeState): void => {
  state.rules = state.rules.map((rule) =>
    rule.actions.some(
      (action) => action.type === 'forward' && action.groups.some((entry) => entry.group === a),
    )
      ? { ...rule, actions: moveWeight(rule, a, b) }
      : rule,
  );
};
/** Run 95 released set 2 in place of set 1; both are old. */
const green = (changes: Partial<FakeSet> = {}): FakeSet =>
  aFakeSet(2, {
    group: b,
    status: 'PRIMARY',
    liveSinceMs: noon - hour,
    createdAtMs: noon - 2 * hour,
    tags: { release: '95-shop', run: '95.1', blue: 'ecs-svc/1', 'warm-time': '900s' },
    ...changes,
  });
const blue = (changes: Partial<FakeSet> = {}): FakeSet =>
  aFakeSet(1, { liveSinceMs: 0, liveUntilMs: noon - hour, ...changes });
const leased = (untilMs: number): ServiceTags => ({
  fence: '1:95.1',
  green: setArn(2),
  blue: setArn(1),
  'switched-at': at(-hour),
  'lease-until': at(untilMs),
  'lease-scale': '100',
});

interface Row {
  readonly name: string;
  readonly world: (state: FakeState) => void;
  readonly plan?: Plan;
  readonly runs?: readonly RunView[];
  readonly result: EndResult;
  readonly standing: string;
  readonly says: RegExp;
  /** What is written besides the fence and the visit. */
  readonly writes: readonly string[];
}
const over: readonly RunView[] = [{ runId: 95, isOver: true }];

const released = (tags: ServiceTags, sets = [blue(), green()]): ((state: FakeState) => void) => {
  return (state) => {
    state.sets = sets;
    onB(state);
    state.tags = tags;
  };
};
const halfMade = (changes: Partial<FakeSet> = {}): ((state: FakeState) => void) => {
  return (state) => {
    state.sets = [
      aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0 }),
      green({ status: 'ACTIVE', liveSinceMs: null, ...changes }),
    ];
    state.tags = { fence: '1:95.1' };
  };
};

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
    name: 'the green of a dead run that was never live',
    world: halfMade(),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /deleted ecs-svc\/2 .* without traffic, and its run is over/,
    writes: ['delete'],
  },
  {
    name: 'one that took the label: the live set gets it back first',
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
    name: 'one that testers are shown: their rule is freed first',
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
    name: 'a green that was kept for a look, past its time',
    world: (state) => {
      halfMade()(state);
      state.tags = { ...state.tags, 'kept-green': `ecs-svc/2:${at(-1000)}` };
    },
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /kept for a look until/,
    writes: ['delete', 'untag-service'],
  },
  {
    name: 'a staged green past its expiry: its revision is noted first',
    world: halfMade({
      tags: { release: '95-shop', run: '95.1', expires: at(-1000), blue: 'ecs-svc/1' },
    }),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /staged until .*, and never promoted/,
    writes: ['tag-service', 'delete'],
  },
  {
    name: 'one whose run has waited for an approval until long after the expiry',
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
    name: 'blue within its lease',
    world: released(leased(hour)),
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /left alone: blue ecs-svc\/1 .* is the way back until 2026-03-01T13:00/,
    writes: [],
  },
  {
    name: 'blue past its lease whose bake is not over',
    world: released({ ...leased(-1000), 'bake-until': at(hour) }),
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /is the way back until/,
    writes: [],
  },
  {
    name: 'everything, while the run that holds the service is going on',
    world: halfMade(),
    runs: [{ runId: 95, isOver: false }],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /left alone: run 95 is still going on/,
    writes: [],
  },
  {
    name: 'everything, while the run that made a set is going on and another took its fence',
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
    name: 'a young release of which GitHub says nothing',
    world: halfMade(),
    runs: [],
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /whether run 95 is over is not known .* actions: read.* changed 2h00m ago: it counts as dead after 6h00m/,
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
    says: /whether run 500 is over is not known/,
    writes: [],
  },
  {
    name: 'a staged green that is still wanted',
    world: halfMade({
      tags: { release: '95-shop', run: '95.1', expires: at(hour), blue: 'ecs-svc/1' },
    }),
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /is staged as release 95-shop until/,
    writes: [],
  },
  {
    name: 'one whose run waits for an approval, shortly after the expiry',
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
    name: 'a green that is kept for a look',
    world: (state) => {
      halfMade()(state);
      state.tags = { ...state.tags, 'kept-green': `ecs-svc/2:${at(hour)}` };
    },
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /was taken back and is kept for a look until/,
    writes: [],
  },
  {
    name: 'a set of others, by name',
    world: (state) => {
      state.sets.push(aFakeSet(4, { group: b, tags: {}, isForeign: true }));
    },
    result: 'swept',
    standing: '1 PRIMARY, 4 ACTIVE; live: 1',
    says: /ecs-svc\/4 .* neither live nor made by this action/,
    writes: [],
  },
];

const dead = { behaviour: 'unhealthy' } as const;

const traffic: readonly Row[] = [
  {
    name: 'production that a dead switch left split goes to one set',
    world: (state) => {
      state.sets = [blue({ liveUntilMs: null }), green()];
      state.rules = state.rules.map((rule, n) =>
        n === 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
      );
      state.tags = leased(hour);
    },
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /production goes to one task set again/,
    writes: ['write-rule', 'write-rule'],
  },
  {
    name: 'a split that no release is known to have made is for a person',
    world: (state) => {
      state.sets = [aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0 }), green({ status: 'ACTIVE' })];
      state.rules = state.rules.map((rule, n) =>
        n === 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
      );
      state.tags = { fence: '1:95.1' };
    },
    result: 'failed',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1, 2',
    says: /is split between .* name it with test-rule-arn/,
    writes: [],
  },
  {
    name: 'a way back that was begun is finished',
    world: released(leased(hour), [blue({ status: 'PRIMARY' }), green({ status: 'ACTIVE' })]),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /had begun the way back/,
    writes: ['write-rule', 'write-rule', 'write-rule', 'delete', 'untag-service'],
  },
  {
    name: 'a green that died within its lease is taken back while blue can serve',
    world: released(leased(hour), [blue(), green(dead)]),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /has no healthy target, its run is dead, and .* is leased as the way back/,
    writes: ['label', 'write-rule', 'write-rule', 'write-rule', 'delete', 'untag-service'],
  },
  {
    name: 'not if it is forward-only',
    world: released(leased(hour), [
      blue(),
      green({ ...dead, tags: { release: '95-shop', blue: 'ecs-svc/1', 'forward-only': 'migration 12' } }),
    ]),
    result: 'failed',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /run the command rollback, or mend the live version/,
    writes: [],
  },
  {
    name: 'blue past its lease stays while green has no healthy targets',
    world: released(leased(-1000), [blue(), green(dead)]),
    result: 'failed',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /it may be the only way back: run the command rollback/,
    writes: [],
  },
  {
    name: 'weights that were reset to an empty group are reported with the command',
    world: (state) => {
      state.sets = [green({ liveUntilMs: noon - 1000 })];
      state.tags = { fence: '1:95.1' };
    },
    result: 'failed',
    standing: '2 PRIMARY; live: ',
    says: /somebody else changed the weights[^]*aws elbv2 modify-listener/,
    writes: [],
  },
  {
    name: 'weights that were reset are restored where on-drift says so',
    world: (state) => {
      state.sets = [green({ liveUntilMs: noon - 1000 })];
      state.tags = { fence: '1:95.1' };
    },
    plan: sweepPlan({ onDrift: 'restore' }),
    result: 'swept',
    standing: '2 PRIMARY; live: 2',
    says: /somebody else pointed it at a, which has no healthy target/,
    writes: ['write-rule', 'write-rule', 'write-rule'],
  },
  {
    name: 'weights that were reset to a broken set are restored, and its lease begins anew',
    world: (state) => {
      state.sets = [aFakeSet(1, { ...dead, liveSinceMs: 0 }), green({ liveUntilMs: noon - 1000 })];
      state.tags = { fence: '1:95.1' };
    },
    plan: sweepPlan({ onDrift: 'restore' }),
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /the lease of blue ecs-svc\/1 .* was wiped: it begins anew/,
    writes: ['write-rule', 'write-rule', 'write-rule', 'tag-service'],
  },
];

function play({ world, plan = sweepPlan(), runs = over }: Row): {
  readonly aws: FakeAws;
  readonly run: ReturnType<typeof runRelease>;
} {
  const aws = anAws('good', (state) => {
    world(state);
    state.runs = [...runs];
  });
  aws.testRule = plan.traffic.testRule;
  return { aws, run: runRelease(aws, plan) };
}

describe.each([
  { what: 'removes', rows: alone },
  { what: 'leaves alone', rows: leftAlone },
  { what: 'about traffic:', rows: traffic },
])('a sweep $what', ({ rows }) => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', (_name, row) => {
    const { aws, run } = play(row);
    expect(run.violations).toEqual([]);
    expect(said(run)).toMatch(row.says);
    expect([run.ending?.result, standing(aws)]).toEqual([row.result, row.standing]);
    const besides = run.writes.filter(
      (write) => write.kind !== 'tag-service' || !('fence' in write.tags || 'swept-at' in write.tags),
    );
    expect(besides.map(({ kind }) => kind)).toEqual(row.writes);
  });
});

test('the noted revision of an expired green is release, family and revision', () => {
  const row = alone.find(({ name }) => name.startsWith('a staged green past'));
  if (row === undefined) throw new Error('there is no such row');
  expect(play(row).aws.state.tags.expired).toBe('95-shop:web:2');
});

test('a lease that was wiped begins anew, and the sweep after it ends it', () => {
  const { aws, run } = play({
    name: '',
    world: released({ fence: '1:95.1' }),
    result: 'swept',
    standing: '',
    says: /./,
    writes: [],
  });
  expect(said(run)).toMatch(/was wiped/);
  expect(aws.state.tags['lease-until']).toBe(
    new Date(Date.parse(aws.state.tags['switched-at'] ?? '') + 900_000).toISOString(),
  );
  aws.nowMs += 901_000;
  aws.state.runs = [...over, { runId: 500, isOver: true }];
  const again = runRelease(aws, {
    ...sweepPlan(),
    release: { ...sweepPlan().release, id: '501-shop', runId: 501 },
  });
  expect([again.violations, standing(aws)]).toEqual([[], '1 DRAINING, 2 PRIMARY; live: 2']);
});

test('waits where no fence stands, so that a live run could take it again', () => {
  const aws = anAws('good', (state) => {
    halfMade()(state);
    state.tags = {};
    state.runs = [...over];
  });
  const run = runRelease(aws, sweepPlan(), {
    meddle: (step) => {
      if (step === 2) aws.meddle((state) => void (state.tags = { fence: '1:96.1' }));
      if (step === 2) aws.state.runs.push({ runId: 96, isOver: false });
    },
  });
  expect(kinds(run)).toEqual(['tag-service']);
  expect(said(run)).toMatch(/run 96 is still going on/);
});

test('stands down for a run that takes the service meanwhile', () => {
  const aws = anAws('good', (state) => {
    halfMade()(state);
    state.runs = [...over];
  });
  let hasTaken = false;
  const run = runRelease(aws, sweepPlan(), {
    meddle: () => {
      if (hasTaken || aws.state.tags.fence !== '2:500.1') return;
      hasTaken = true;
      aws.meddle((state) => void (state.tags = { fence: '3:600.1' }));
    },
  });
  expect([run.ending?.result, run.violations]).toEqual(['stood-down', []]);
  expect(standing(aws)).toBe('1 PRIMARY, 2 ACTIVE; live: 1');
});

test('leaves a service of another controller to its owner, and marks no service that it does not know', () => {
  const aws = anAws('good', (state) => {
    state.sets = [aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0, tags: {} })];
    state.rules = shopRules();
  });
  expect(runRelease(aws, sweepPlan()).writes).toEqual([]);
  aws.state.controller = 'ECS';
  expect(said(runRelease(aws, sweepPlan()))).toMatch(/only EXTERNAL has task sets to sweep/);
});
