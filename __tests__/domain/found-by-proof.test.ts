// What the exhaustive check found: each the smallest form of a path on which a release went wrong.
import { expect, test } from '@jest/globals';
import { commandPlan, foreignMade, released, stagePlan, warm } from '../support/commands.ts';
import { runRelease, runTogether, standing } from '../support/fake-release.ts';
import { anAws, scenarios, testRule } from '../support/scenarios.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  listener,
  setArn,
} from '../support/worlds.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import { moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import { aFakeSet, type FakeState } from '../support/fake-state.ts';

const toGreen = (state: FakeState): void => {
  state.rules = state.rules.map((rule) => ({ ...rule, actions: moveWeight(rule, a, b) }));
};

const toBlue = (state: FakeState): void => {
  state.rules = state.rules.map((rule) => ({ ...rule, actions: moveWeight(rule, b, a) }));
};

test('a rollback for failed probes ends although testers come through a test rule', () => {
  const aws = anAws('fails-live', (state) => {
    const weights = [
      [a, 100],
      [b, 0],
    ] as const;
    state.rules.push(aRule(weights, { port: 8443, priority: 1, paths: ['/*'] }));
  });
  aws.testRule = testRule;
  const run = runRelease(aws, aPlan({ traffic: { testRule } }));
  expect(run.ending?.result).toBe('rolled-back');
  expect(run.reason).toBe('bake-probes-failed');
});

test('a run that is cancelled before it took the service leaves the lease of the release before alone', () => {
  const tags = {
    fence: '1:95.1',
    green: setArn(2),
    blue: setArn(1),
    'lease-until': '2026-03-01T13:00:00.000Z',
  };
  const aws = anAws('good', (state) => {
    state.tags = tags;
  });
  const run = runRelease(aws, aPlan(), { cancelAtStep: 0 });
  expect(run.writes).toEqual([]);
  expect(aws.state.tags).toEqual(tags);
});

test('a first deployment whose group somebody gives all traffic too early is baked and labelled before it counts as released', () => {
  const first = scenarios.find(({ name }) => name === 'a good first deployment')!;
  const aws = first.aws();
  let isMoved = false;
  const run = runRelease(aws, first.plan!, {
    meddle: (_step, { state }) => {
      if (isMoved || state.sets.length === 0) return;
      isMoved = true;
      aws.meddle(toGreen);
    },
  });
  expect(isMoved).toBe(true);
  if (run.ending?.result !== 'released') throw new Error(run.ending?.message ?? 'did not end');
  expect(aws.sets().map(({ status }) => status)).toEqual(['PRIMARY']);
});

test('the lease is written once though an earlier release left the name of its blue', () => {
  const aws = anAws('good', (state) => {
    state.sets = [];
    state.tags = { blue: setArn(1) };
  });
  const run = runRelease(
    aws,
    aPlan({
      overrides: { subnets: ['subnet-1'] },
      traffic: { productionListeners: [listener(80), listener(443)] },
    }),
  );
  expect(run.ending?.result).toBe('released');
  expect(run.steps.filter(({ reason }) => reason === 'writing-lease')).toHaveLength(1);
});

test('weights that somebody changes after green is gone are reported, and not as a rollback', () => {
  const aws = anAws('fails-smoke');
  let isMoved = false;
  const run = runRelease(aws, aPlan(), {
    meddle: (_step, { state }) => {
      if (isMoved || state.sets.length === aws.sets().length) return;
      isMoved = true;
      aws.meddle(toGreen);
    },
  });
  expect(isMoved).toBe(true);
  expect(run).toMatchObject({ reason: 'drift', ending: { result: 'failed' } });
  expect(run.ending?.commands?.join('\n')).toContain('aws elbv2 modify-');
});

test('weights that somebody changed after a release ended make its re-run end with what it saw', () => {
  const aws = anAws();
  const released = runRelease(aws, aPlan());
  expect(released.ending?.result).toBe('released');
  aws.state.tags = { ...aws.state.tags, 'switched-at': '2026-03-01T11:00:00.000Z' };
  const again = runRelease(aws, aPlan({ release: { runAttempt: 2 } }), {
    meddle: (step) => {
      if (step === 2) aws.meddle(toBlue);
    },
  });
  expect(again).toMatchObject({ reason: 'drift', ending: { result: 'failed' } });
});

test("a task set in green's own target group is no blue to return to", () => {
  const blue = aSet(1, { group: b, tags: { release: '91-shop' } });
  const rules = [
    aRule([
      [a, 100],
      [b, 0],
    ]),
    aRule(
      [
        [a, 0],
        [b, 100],
      ],
      { port: 443 },
    ),
  ];
  const service = aService({ tags: { blue: setArn(1) } });
  const world = aWorld({ taskSets: [blue, aGreen(2)], rules, service });
  expect(rolesOf(aPlan(), world, aMemory()).blue).toBeNull();
});

test('a test rule is not moved to and fro between green and a set that is over in the same group', () => {
  const shown = scenarios.find(({ name }) => name === 'a good release with a test rule')!;
  const aws = shown.aws();
  const run = runRelease(aws, shown.plan!, {
    meddle: (step, { state }) => {
      if (step !== 1) return;
      const [test] = state.rules.slice(-1);
      aws.meddle(toGreen);
      state.rules = [...state.rules.slice(0, -1), test!];
    },
  });
  expect(run.ending).not.toBeNull();
  expect(run.steps.filter(({ reason }) => reason === 'pointing-test-rule').length).toBeLessThan(4);
});

test('a stage whose green somebody gives users ends with that, and not as a bug', () => {
  const aws = anAws();
  let isMoved = false;
  const run = runRelease(aws, stagePlan(), {
    meddle: (_step, { state }) => {
      if (isMoved || state.sets.length === 1) return;
      isMoved = true;
      aws.meddle(toGreen);
    },
  });
  expect(run).toMatchObject({ reason: 'drift', ending: { result: 'failed' } });
  expect(run.ending?.message).toContain('which is only staged');
});

test('of two rollbacks between the same two sets without tags one stands down', () => {
  const [first, second] = runTogether(
    foreignMade(),
    commandPlan('rollback'),
    commandPlan('rollback', { release: { id: '201-shop-rollback', runId: 201 } }),
    (steps) => steps.length === 2,
  );
  expect([first.ending?.result, second.ending?.result].toSorted()).toEqual(['rolled-back', 'stood-down']);
});

test('a teardown does not report all traffic on one task set while a rule sends it to an empty group', () => {
  const aws = released();
  aws.meddle((state) => {
    state.rules = state.rules.map((rule, index) =>
      index === 0 ? { ...rule, actions: moveWeight(rule, b, a) } : rule,
    );
  });
  const run = runRelease(aws, commandPlan('teardown'));
  expect(run.ending?.result).toBe('refused');
  expect(run.ending?.message).toContain('is split between');
});

test('what killed runs left together in the half-switched group is fixed by the next deploy', () => {
  const aws = anAws('good', (state) => {
    const dead = { group: b, createdAtMs: 0 };
    state.sets = [
      ...state.sets,
      aFakeSet(3, { ...dead, tags: { release: '93-shop', blue: 'ecs-svc/1' } }),
      aFakeSet(4, { ...dead, tags: { release: '94-shop', blue: 'ecs-svc/1' } }),
    ];
    state.rules = state.rules.map((rule, index) =>
      index === 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
    );
  });
  const run = runRelease(aws, aPlan());
  expect(run.violations).toEqual([]);
  expect(run.ending?.result).toBe('released');
  expect(standing(aws)).toMatch(/^(\d+) PRIMARY; live: \1$/);
});

test('a claim of the same number that lands late does not send away the run that holds the service', () => {
  const aws = anAws();
  let isLate = false;
  const run = runRelease(aws, aPlan(), {
    meddle: (_step, { state }) => {
      if (isLate || state.sets.length === 1) return;
      isLate = true;
      aws.meddle((late) => {
        late.tags = { ...late.tags, fence: '1:300.1' };
      });
    },
  });
  expect(isLate).toBe(true);
  expect(run.violations).toEqual([]);
  expect(run.ending?.result).toBe('released');
  expect(aws.state.tags.fence).toBe('2:100.1');
});

test('a rollback that is run again after it has ended repairs a rule that somebody has changed since', () => {
  const aws = warm();
  const rollback = commandPlan('rollback');
  expect(runRelease(aws, rollback).ending?.result).toBe('rolled-back');
  aws.meddle((state) => {
    state.rules = state.rules.map((rule, index) =>
      index === 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
    );
  });
  const again = runRelease(aws, { ...rollback, release: { ...rollback.release, runAttempt: 2 } });
  expect(again).toMatchObject({ reason: 'repaired', ending: { result: 'repaired' }, violations: [] });
  expect(standing(aws)).toBe('1 PRIMARY; live: 1');
});

test('a rollback that is run again repairs rules that lead to nothing, and does not report a rollback', () => {
  const aws = warm();
  const rollback = commandPlan('rollback');
  let isMoved = false;
  // The tags of the release are cleared first. Those of the kept green are, once it is gone.
  const first = runRelease(aws, rollback, {
    dieBefore: ({ reason }) => reason === 'clearing-tags' && standing(aws) === '1 PRIMARY; live: 1',
  });
  expect(first.ending).toBeNull();
  const again = runRelease(
    aws,
    { ...rollback, release: { ...rollback.release, runAttempt: 2 } },
    {
      meddle: () => {
        if (!isMoved) aws.meddle(toGreen);
        isMoved = true;
      },
    },
  );
  expect(again).toMatchObject({ reason: 'repaired', ending: { result: 'repaired' }, violations: [] });
  expect(standing(aws)).toBe('1 PRIMARY; live: 1');
});

test('a rollback between sets without tags takes the service and notes what is to go in one write', () => {
  const { writes } = runRelease(foreignMade(), commandPlan('rollback'));
  expect(writes[0]).toMatchObject({
    kind: 'tag-service',
    tags: { fence: '1:200.1', 'rolled-back': '200:ecs-svc/2 to=ecs-svc/1' },
  });
});

test('a lease that another run of the same release has written longer is kept', () => {
  const aws = anAws();
  const until = '2026-03-01T12:30:00.000Z';
  let isLonger = false;
  const run = runRelease(aws, aPlan(), {
    meddle: (_step, { state }) => {
      if (isLonger || state.tags['lease-until'] === undefined) return;
      isLonger = true;
      aws.meddle((longer) => {
        longer.tags = { ...longer.tags, 'lease-until': until };
      });
    },
  });
  expect(run.ending?.result).toBe('released');
  expect(aws.nowMs).toBeGreaterThanOrEqual(Date.parse(until));
});
