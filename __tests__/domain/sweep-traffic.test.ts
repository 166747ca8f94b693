import { describe, expect, test } from '@jest/globals';
import { moveWeight } from '../../src/domain/common/load-balancer/traffic.ts';
import { warm } from '../support/commands.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { withSessions } from '../support/fake-rules.ts';
import { aFakeSet, type Behaviour, type FakeSet, type FakeState } from '../support/fake-state.ts';
import {
  at,
  blue,
  green,
  hour,
  leased,
  play,
  playAll,
  released,
  sweepPlan,
  type Row,
} from '../support/sweeps.ts';
import { a, b, noon } from '../support/worlds.ts';

const dead = { behaviour: 'unhealthy' } as const;

const traffic: readonly Row[] = [
  {
    name: 'production that a killed switch left split goes to one set',
    world: (state) => {
      state.sets = [blue({ liveUntilMs: null }), green()];
      state.rules = state.rules.map((rule, n) =>
        n === 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
      );
      state.tags = leased(hour);
    },
    result: 'swept',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /production moves to one task set again/,
    writes: ['write-rule', 'write-rule'],
  },
  {
    name: 'a split that no release made is reported for a person',
    world: (state) => {
      state.sets = [aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0 }), green({ status: 'ACTIVE' })];
      state.rules = state.rules.map((rule, n) =>
        n === 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
      );
      state.tags = { fence: '1:95.1' };
    },
    result: 'failed',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1, 2',
    says: /is split between .* name it with test-rule/,
    writes: [],
  },
  {
    name: 'a rule to a group without healthy targets is reported when the live set is unhealthy too',
    world: (state) => {
      state.sets = [aFakeSet(1, { ...dead, status: 'PRIMARY', liveSinceMs: 0 })];
      state.rules = state.rules.map((rule, n) =>
        n === 0 ? { ...rule, actions: moveWeight(rule, a, b) } : rule,
      );
      state.tags = { fence: '1:95.1' };
    },
    result: 'swept',
    standing: '1 PRIMARY; live: 1',
    says: /left alone: .* sends requests to target group b, which has no healthy target/,
    writes: [],
  },
  {
    name: 'an unfinished rollback is finished',
    world: released(leased(hour), [blue({ status: 'PRIMARY' }), green({ status: 'ACTIVE' })]),
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /had begun to roll back[\s\S]*is kept until the live version has served well/,
    writes: ['write-rule', 'write-rule', 'write-rule', 'tag-service', 'untag-service'],
  },
  {
    name: 'a green without healthy targets is rolled back within its lease if blue can serve',
    world: released(leased(hour), [blue(), green(dead)]),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /can't serve, its run was killed, and its blue can: blue .* has 2 healthy targets that stay, green .* has 0/,
    writes: ['label', 'write-rule', 'write-rule', 'write-rule', 'delete', 'untag-service'],
  },
  {
    name: 'its content is quarantined then',
    world: released(leased(hour), [
      blue(),
      green({
        ...dead,
        tags: { release: '95-shop', run: '95.1', blue: 'ecs-svc/1', 'revision-hash': 'f'.repeat(64) },
      }),
    ]),
    result: 'swept',
    standing: '1 PRIMARY, 2 DRAINING; live: 1',
    says: /is quarantined: it was rolled back without a healthy target/,
    writes: ['label', 'write-rule', 'write-rule', 'write-rule', 'tag-service', 'delete', 'untag-service'],
  },
  {
    name: 'an unfinished rollback without a lease is noted before its first rule moves',
    world: released({ fence: '1:95.1' }, [blue({ status: 'PRIMARY' }), green({ status: 'ACTIVE' })]),
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /had begun to roll back/,
    writes: ['tag-service', 'write-rule', 'write-rule', 'write-rule', 'tag-service', 'untag-service'],
  },
  {
    name: 'a staged green that somebody gave production is left to a person',
    world: released({ fence: '1:95.1' }, [
      blue({ status: 'PRIMARY' }),
      green({ status: 'ACTIVE', tags: { release: '95-shop', blue: 'ecs-svc/1', expires: at(hour) } }),
    ]),
    result: 'failed',
    standing: '1 PRIMARY, 2 ACTIVE; live: 2',
    says: /which waits for its promotion\. Run the command rollback/,
    writes: [],
  },
  {
    name: 'not if it is forward-only',
    world: released(leased(hour), [
      blue(),
      green({ ...dead, tags: { release: '95-shop', blue: 'ecs-svc/1', 'forward-only': 'migration 12' } }),
    ]),
    result: 'failed',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /Run the command rollback, or fix the live version/,
    writes: [],
  },
  {
    name: 'blue past its lease stays while green has no healthy targets',
    world: released(leased(-1000), [blue(), green(dead)]),
    result: 'failed',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /blue may be the only rollback target\. Run the command rollback/,
    writes: [],
  },
  {
    name: 'blue that was lowered and is live again is raised to what it served with',
    world: (state) => {
      state.desired = 4;
      state.sets = [aFakeSet(1, { status: 'PRIMARY', liveSinceMs: 0, scale: 25 })];
      state.tags = { ...leased(-1000), 'lease-scale': '25/100' };
    },
    result: 'swept',
    standing: '1 PRIMARY; live: 1',
    says: /has the traffic and stands at 25 %/,
    writes: ['scale', 'untag-service'],
  },
  {
    name: 'an unfinished rollback to a lowered blue scales it up first',
    world: (state) => {
      state.desired = 4;
      const tags = { ...leased(hour), 'lease-scale': '25/100' };
      released(tags, [blue({ status: 'PRIMARY', scale: 25 }), green({ status: 'ACTIVE' })])(state);
    },
    result: 'swept',
    standing: '1 PRIMARY, 2 ACTIVE; live: 1',
    says: /scaled to 100 %/,
    writes: ['scale', 'write-rule', 'write-rule', 'write-rule', 'tag-service', 'untag-service'],
  },
  {
    name: 'weights that were reset to an empty group are reported with the command',
    world: (state) => {
      state.sets = [green({ liveUntilMs: noon - 1000 })];
      state.tags = { fence: '1:95.1' };
    },
    result: 'failed',
    standing: '2 PRIMARY; live: ',
    says: /somebody else changed the production rules[^]*aws elbv2 modify-listener/,
    writes: [],
  },
  {
    name: 'weights that were reset are restored with on-drift: restore',
    world: (state) => {
      state.sets = [green({ liveUntilMs: noon - 1000 })];
      state.tags = { fence: '1:95.1' };
    },
    plan: sweepPlan({ onDrift: 'restore' }),
    result: 'repaired',
    standing: '2 PRIMARY; live: 2',
    says: /somebody else pointed .* at a, which has no healthy target: it returns to PRIMARY ecs-svc\/2/,
    writes: ['write-rule', 'write-rule', 'write-rule'],
  },
  {
    name: 'weights that were reset to a broken set are restored, and its lease starts again',
    world: (state) => {
      state.sets = [aFakeSet(1, { ...dead, liveSinceMs: 0 }), green({ liveUntilMs: noon - 1000 })];
      state.tags = { fence: '1:95.1' };
    },
    plan: sweepPlan({ onDrift: 'restore' }),
    result: 'repaired',
    standing: '1 ACTIVE, 2 PRIMARY; live: 2',
    says: /the lease of blue ecs-svc\/1 .* was wiped\. It starts again/,
    writes: ['write-rule', 'write-rule', 'write-rule', 'tag-service'],
  },
];

/** Its rollback is over: the lease is cleared, and the tag keeps it. Something has written these rules again. */
const movedToKept =
  (count: number, ofBlue: Partial<FakeSet> = {}): ((state: FakeState) => void) =>
  (state) => {
    const { rules } = state;
    released({ fence: '1:95.1', 'kept-green': `ecs-svc/2:${at(hour)} fallback` }, [
      blue({ status: 'PRIMARY', ...ofBlue }),
      green({ status: 'ACTIVE' }),
    ])(state);
    state.rules = state.rules.map((rule, n) => (n < count ? rule : rules[n]!));
  };

const toKept: readonly Row[] = [
  ...([1, 4] as const).flatMap((count): Row[] => [
    {
      name: `is left where it is (${String(count)} rules)`,
      world: movedToKept(count),
      result: 'failed',
      standing: `1 PRIMARY, 2 ACTIVE; live: ${count === 1 ? '1, 2' : '2'}`,
      says: /somebody else moved production to ecs-svc\/2 .*, which was rolled back and is only kept[^]*Run the command rollback[^]*aws elbv2 modify-/,
      writes: [],
    },
    {
      name: `is returned with on-drift: restore, every rule (${String(count)} rules)`,
      world: movedToKept(count),
      plan: sweepPlan({ onDrift: 'restore' }),
      result: 'swept',
      standing: '1 PRIMARY, 2 ACTIVE; live: 1',
      says: /moved traffic: .*: somebody else moved production to ecs-svc\/2/,
      writes: count === 1 ? ['write-rule'] : ['write-rule', 'write-rule', 'write-rule'],
    },
  ]),
  {
    name: 'is not returned to a version that serves worse, whatever on-drift says',
    world: movedToKept(4, dead),
    plan: sweepPlan({ onDrift: 'restore' }),
    result: 'failed',
    standing: '1 PRIMARY, 2 ACTIVE; live: 2',
    says: /It stays there, since blue ecs-svc\/1 .* has 0 healthy targets that stay, green .* has 2 .*Release a version that works/,
    writes: [],
  },
];

describe('a sweep that finds production on a kept green, moved by something else:', () => {
  playAll(toKept);

  test.each([1, 2])('what it was killed in after %i rules, the next one finishes', (count) => {
    const row: Row = { ...toKept[3]!, name: '' };
    const { aws } = play({ ...row, kill: count + 1 });
    expect(aws.live().map(({ n }) => n)).toEqual([1, 2]);
    aws.nowMs += hour;
    aws.state.runs = [95, 500].map((runId) => ({ runId, isOver: true }));
    const plan = sweepPlan({ onDrift: 'restore' });
    const run = runRelease(aws, { ...plan, release: { ...plan.release, id: '600-shop', runId: 600 } });
    expect([run.violations, aws.live().map(({ n }) => n)]).toEqual([[], [1]]);
  });
});

/** A rollback was killed after its label. The sweep finishes it, and its cut takes green's group out of the rules. */
function cutBySweep(behaviour: Behaviour, hasOwnCookies: boolean): FakeAws {
  const aws = warm((state) => {
    withSessions(state, 600);
  });
  aws.hasOwnCookies = hasOwnCookies;
  aws.meddle(({ sets }) => {
    for (const set of sets) {
      set.status = set.status === 'PRIMARY' ? 'ACTIVE' : 'PRIMARY';
      if (set.n === 2) set.behaviour = behaviour;
    }
  });
  aws.state.runs = [{ runId: 100, isOver: true }];
  const run = runRelease(aws, sweepPlan());
  expect([run.violations, run.ending?.result]).toEqual([[], 'swept']);
  expect(standing(aws)).toBe('1 PRIMARY, 2 DRAINING; live: 1');
  return aws;
}

describe.each([
  ['first by turning stickiness off', false],
  ['in the write that moves traffic', true],
])('a sweep whose own cut takes the group of a green out of the rules, %s,', (_how, hasOwnCookies) => {
  test('does not quarantine a green that was healthy before', () => {
    expect(cutBySweep('good', hasOwnCookies).state.tags.quarantined).toBeUndefined();
  });

  test('quarantines a green that had no healthy target before', () => {
    expect(cutBySweep('unhealthy', hasOwnCookies).state.tags.quarantined).toMatch(/:100$/);
  });
});

describe('a sweep about traffic:', () => {
  playAll(traffic);
});
