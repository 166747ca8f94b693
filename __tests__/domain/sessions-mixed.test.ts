// Sessions of a service of which only some rules are sticky, and what a plain release says of sessions, on the fake account.
import { describe, expect, test } from '@jest/globals';
import { isSticky, sticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { returnTraffic, staysChecked } from '../../src/domain/task-sets/sessions/cut.ts';
import { rulesOfCookies } from '../../src/domain/task-sets/sessions/known.ts';
import { isExposed, isKeptOut } from '../../src/domain/task-sets/sessions/unproven.ts';
import { after, cleanRun, commandPlan, said, withTestRule } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, type Run } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { type Behaviour, type FakeState } from '../support/fake-state.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import {
  a,
  aForward,
  aGroup,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  c,
} from '../support/worlds.ts';

const seconds = 600;
/** Of the rules with the pair, only the first keeps users. */
const oneSticky = (state: FakeState): void => {
  state.rules = state.rules.map((rule, index) =>
    index === 0 ? { ...rule, actions: sticky(rule.actions, seconds) } : rule,
  );
};
const next = aPlan({ release: { id: '102-shop', runId: 102 } });
const productionWith = (aws: FakeAws, group: typeof a): readonly RuleView[] =>
  aws.state.rules.filter((rule) => !aws.isTest(rule) && holds(rule, group));

describe('a rule that never was sticky, of a service with another one that is', () => {
  test('loses the group of blue before a teardown deletes it', () => {
    const aws = after(aPlan({ teardown: 'defer', warmSeconds: 3600 }), undefined, 'good', oneSticky);
    expect(productionWith(aws, a).length).toBeGreaterThan(1);
    const run = cleanRun(aws, commandPlan('teardown'));
    expect(run.ending?.result).toBe('torn-down');
    expect(productionWith(aws, a)).toEqual([]);
    const tagged = run.writes.filter((write) => write.kind === 'tag-service' && 'sessions' in write.tags);
    expect(tagged.length).toBeLessThan(3);
  });

  test('does not make the next release safe: it is refused until the cookies have expired, and then holds both groups', () => {
    const aws = anAws('good', oneSticky);
    expect(cleanRun(aws, aPlan()).ending?.result).toBe('released');
    const refused = cleanRun(aws, next);
    expect(refused.ending?.result).toBe('refused');
    expect(said(refused)).toContain('users may hold cookies for the idle target group a until');
    aws.nowMs += (seconds + 30) * 1000;
    expect(cleanRun(aws, aPlan({ ...next, teardown: 'defer', warmSeconds: 3600 })).ending?.result).toBe(
      'released',
    );
    expect(productionWith(aws, a).length).toBe(productionWith(aws, b).length);
  });

  test('gets the group of the next green in its switch, and not before', () => {
    const aws = anAws('good', (state) => {
      withTestRule(state);
      oneSticky(state);
    });
    aws.testRule = testRule;
    const traffic = { testRule };
    cleanRun(aws, aPlan({ traffic }));
    const run = cleanRun(aws, aPlan({ ...next, traffic, teardown: 'defer', warmSeconds: 3600 }));
    expect(run.ending?.result).toBe('released');
    const joining = run.writes.filter(
      (write) =>
        write.kind === 'write-rule' &&
        !aws.isTest(write.rule) &&
        holds({ ...write.rule, actions: write.actions }, a) &&
        weightOf({ ...write.rule, actions: write.actions }, a) === 0,
    );
    expect(joining).toEqual([]);
    expect(aws.state.rules.filter(isSticky)).toHaveLength(1);
  });

  const on = { enabled: true, durationSeconds: 300 };
  const sets = [aSet(2, { group: b }), aSet(1, { status: 'ACTIVE' })];
  const rules = [
    aRule([], { actions: [aForward([[a, 0], [b, 1]], { stickiness: on })] }), // prettier-ignore
    aRule([[a, 0], [b, 1]], { port: 443 }), // prettier-ignore
  ];
  const sceneWith = (sessions: string, shown = rules) =>
    sceneOf(
      aPlan(),
      aWorld({ taskSets: sets, rules: shown, service: aService({ tags: { sessions } }) }),
      aMemory(),
    );

  test.each([
    ['counts while users hold cookies of the group', 'sticky:80=300 a=open b=open plain', 2],
    ['doesn’t count while nobody holds one', 'sticky:80=300 b=open plain', 0],
  ])('%s', (_what, sessions, count) => {
    const seen = sceneWith(sessions);
    expect(rulesOfCookies(seen, a)).toHaveLength(count);
    expect(isExposed(seen, a)).toBe(count > 0);
    expect(rules.map((rule) => isKeptOut(seen, rule, a))).toEqual([count > 0, false]);
    expect(staysChecked(seen, sets[1]!)).toBe(count === 0);
  });
});

describe('a rollback of a service with sessions', () => {
  const on = { enabled: true, durationSeconds: 300 };
  const pair = [[a, 0], [b, 100]] as const; // prettier-ignore
  const three = [[a, 0], [b, 70], [c, 30]] as const; // prettier-ignore
  const groups = (health: 'healthy' | 'unhealthy') => [
    aGroup(a),
    aGroup(b, {
      targets: [
        { id: '10.0.2.1', port: 80, state: health, reason: null, description: null, isShiftedAway: false },
      ],
    }),
    aGroup(c),
  ];
  test.each([
    ['keeps a healthy green in the forward, with its health checks', pair, 'healthy', on, [a, b]],
    ['takes a green without a healthy target out in the write that moves traffic', pair, 'unhealthy', on, [a]], // prettier-ignore
    ['takes it out of a rule that never was sticky too', pair, 'unhealthy', null, [a]],
    ['keeps it where a third group would stay', three, 'unhealthy', on, [a, b, c]],
  ] as const)('%s', (_what, weights, health, stickiness, left) => {
    const rule = aRule([], { actions: [aForward(weights, { stickiness })] });
    const world = aWorld({
      taskSets: [aSet(2, { group: b }), aSet(1, { status: 'ACTIVE' })],
      rules: [rule],
      groups: groups(health),
      service: aService({ tags: { sessions: 'sticky:80=300 a=open b=open plain' } }),
    });
    const { actions } = returnTraffic(sceneOf(aPlan(), world, aMemory()), rule, b, a);
    expect([a, b, c].filter((group) => holds({ ...rule, actions }, group))).toEqual(left);
    expect(isSticky({ ...rule, actions })).toBe(false);
  });
});

describe('a release whose group nobody holds a cookie of', () => {
  const exposed = /holders of old cookies may get errors/;
  const notesOf = ({ steps, memory, ending }: Run): string =>
    [...steps.map(({ because }) => because), ...(ending?.details ?? []), String(memory.wasGreenExposed)].join(
      '\n',
    );
  test.each([
    ['every rule is sticky', withSessions],
    ['one rule is sticky', oneSticky],
  ] as const)('says nothing of holders of old cookies: %s', (_what, change) => {
    const run = cleanRun(
      anAws('good', (state) => {
        change(state, seconds);
      }),
      aPlan(),
    );
    expect(run.ending?.result).toBe('released');
    expect(notesOf(run)).not.toMatch(exposed);
    expect(run.memory.wasGreenExposed).toBe(false);
  });

  test('says it where the risk is ignored', () => {
    const aws = anAws('good', (state) => {
      withSessions(state, seconds);
    });
    cleanRun(aws, aPlan());
    // The judge doesn't know that a person took the risk.
    const run = runRelease(aws, { ...next, ignored: ['idle-group-cookies'] });
    expect(run.ending?.result).toBe('released');
    expect(notesOf(run)).toMatch(exposed);
  });
});

describe('the write by which a failed release returns its users', () => {
  test.each([
    ['leaves a green in the forward that has healthy targets', 'fails-live', true],
    ['takes a green out of the forward that has none', 'unhealthy-live', false],
  ] as const)('%s', (_what, behaviour: Behaviour, isLeft) => {
    const aws = anAws(behaviour, (state) => {
      withSessions(state, seconds);
    });
    const run = cleanRun(aws, aPlan({ isKeptGreenAwaited: false }));
    expect(run.ending?.result).toBe('rolled-back');
    const [back] = run.writes.filter(
      (write) => write.kind === 'write-rule' && !isSticky({ ...write.rule, actions: write.actions }),
    );
    if (back?.kind !== 'write-rule') throw new Error('no rule was written');
    expect(holds({ ...back.rule, actions: back.actions }, b)).toBe(isLeft);
  });
});
