// Rules that something else reset, on the fake account: who recognises it, and what rollback and sweep do.
import { describe, expect, test } from '@jest/globals';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { after, another, commandPlan, kinds, released, said, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { expectRepaired, forms, oneGroup, resetBy, weights } from '../support/fake-resets.ts';
import { oneGroupLeft, withSessions } from '../support/fake-rules.ts';
import { aFakeSet, type FakeState } from '../support/fake-state.ts';
import { anAws } from '../support/scenarios.ts';
import { sweepPlan } from '../support/sweeps.ts';
import { a, aPlan, aRule, b, c } from '../support/worlds.ts';

const plain = { traffic: { targetGroups: [] } };
const rollback = commandPlan('rollback', plain);
const sweep = sweepPlan({ onDrift: 'restore', traffic: { ...aPlan().traffic, targetGroups: [] } });

/** What each write of a rule gives to the group of set 2. */
const weightsGiven = ({ writes }: Run): readonly number[] =>
  writes.flatMap((write) =>
    write.kind === 'write-rule' ? [weightOf({ ...write.rule, actions: write.actions }, b)] : [],
  );

describe.each(forms)('rules that were reset (%s)', (_name, form) => {
  test.each([
    ['rollback', rollback],
    ['sweep with on-drift: restore', sweep],
  ])('are repaired by %s', (_command, request) => {
    const aws = resetBy(form);
    expectRepaired(aws, runRelease(aws, request));
  });

  test.each([
    ['rollback', rollback],
    ['sweep with on-drift: restore', sweep],
  ])(
    'are repaired by %s with sticky rules, so that no cookie keeps users on nothing',
    (_command, request) => {
      const sessions = (state: FakeState): void => {
        withSessions(state, 600);
      };
      const aws = resetBy(form, after(aPlan(), undefined, 'good', sessions));
      aws.meddle(sessions);
      const run = runRelease(aws, request);
      expectRepaired(aws, run);
      const ofPair = aws.state.rules.filter((rule) => holds(rule, b));
      expect(ofPair.some(isSticky)).toBe(false);
      expect(aws.state.tags.sessions).toMatch(/^cut:80=600 .*a=2026-/);
    },
  );

  test('are repaired with the time until which the cookies of now live, not those of an earlier cut', () => {
    const sessions = (state: FakeState): void => {
      withSessions(state, 600);
    };
    const aws = resetBy(form, after(aPlan(), undefined, 'good', sessions));
    aws.meddle((state) => {
      sessions(state);
      state.tags = {
        ...state.tags,
        sessions: `cut:80=600 cut:10=600 a=${new Date(aws.nowMs + 15_000).toISOString().replace(/\.\d+/, '')} b=open plain`,
      };
    });
    const repairMs = aws.nowMs;
    expectRepaired(aws, runRelease(aws, rollback));
    const [, until = ''] = / a=(\S+)/.exec(aws.state.tags.sessions ?? '') ?? [];
    expect(Date.parse(until)).toBeGreaterThan(repairMs + 600_000);
  });

  test('are repaired by what the task set remembers if the tags of the service were wiped', () => {
    const aws = resetBy(form);
    aws.meddle((state) => void (state.tags = {}));
    expectRepaired(aws, runRelease(aws, rollback));
  });

  test('are rolled back by the rollback after the one that repaired them', () => {
    const aws = resetBy(form);
    runRelease(aws, rollback);
    const second = runRelease(aws, { ...another(rollback, 300), command: 'rollback' });
    expect([second.ending?.result, second.violations]).toEqual(['released', []]);
  });

  test('are not rolled back by the next attempt of the run that repaired them', () => {
    const aws = resetBy(form);
    runRelease(aws, rollback);
    const again = runRelease(aws, { ...rollback, release: { ...rollback.release, runAttempt: 2 } });
    expect(again.writes).toEqual([]);
    expectRepaired(aws, again);
  });

  test('are repaired by the next attempt wherever a rollback is killed', () => {
    const { steps } = runRelease(resetBy(form), rollback);
    for (const index of steps.keys()) {
      const aws = resetBy(form);
      let step = -1;
      runRelease(aws, rollback, { dieBefore: () => ++step === index });
      const next = runRelease(aws, { ...rollback, release: { ...rollback.release, runAttempt: 2 } });
      expectRepaired(aws, next);
    }
  });

  test.each<Command>(['deploy', 'stage', 'promote', 'teardown', 'plan', 'status'])(
    'are named by %s, with the command that repairs them, and nothing is written',
    (command) => {
      const aws = resetBy(form);
      const run = runRelease(aws, commandPlan(command, plain));
      expect(run.writes).toEqual([]);
      expect(run.ending?.result).toBe(command === 'status' ? 'status' : 'refused');
      expect(said(run)).toMatch(
        /somebody else changed the production rules: HTTP:80 default action, .* target group a, .*PRIMARY ecs-svc\/2 \(web:\d+\) in b/i,
      );
      expect(said(run)).toContain('Run the command rollback, or sweep with on-drift: restore');
      expect(run.ending?.commands?.join('\n')).toContain('aws elbv2 modify-listener');
      expect(said(run)).not.toMatch(/\bdelete\b/i);
    },
  );

  test('are only reported by a sweep without on-drift: restore', () => {
    const run = runRelease(resetBy(form), { ...sweep, onDrift: 'stop' });
    expect([kinds(run), run.reason]).toEqual([['tag-service'], 'left-alone']);
    expect(said(run)).toContain('Run the command rollback, or sweep with on-drift: restore');
  });
});

test.each(forms)(
  'one rule of several that was reset is repaired, and the others are not written (%s)',
  (_name, form) => {
    const aws = resetBy(form, released(), (index) => index === 1);
    const run = runRelease(aws, rollback);
    expectRepaired(aws, run);
    expect(run.writes.filter(({ kind }) => kind === 'write-rule')).toHaveLength(1);
  },
);

test('a rule that the last release did not know is not taken for a reset one', () => {
  const aws = released();
  aws.meddle((state) => {
    state.rules.push(aRule([[a, 100]], { port: 9000, priority: 7 }));
  });
  const run = runRelease(aws, rollback);
  expect(run.ending?.result).not.toBe('repaired');
  expect(run.steps.some(({ reason }) => reason === 'restoring-drift')).toBe(false);
});

test('a rule that was created again with one group is named and not written', () => {
  const aws = resetBy(oneGroup);
  aws.meddle((state) => {
    state.rules = [...state.rules.slice(1), aRule([[a, 100]], { port: 8081, priority: 9 })];
  });
  const run = runRelease(aws, rollback);
  expect(run).toMatchObject({ reason: 'drift', ending: { result: 'failed' }, violations: [] });
  const written = run.writes.flatMap((write) => (write.kind === 'write-rule' ? write.rule.listenerPort : []));
  expect(written).not.toContain(8081);
  expect(run.ending?.commands?.join('\n')).toContain('/8081/9');
});

test('warm blue that has the traffic again was not reset: it is rolled back to', () => {
  const aws = resetBy(weights, warm());
  expect(runRelease(aws, rollback).ending?.result).not.toBe('repaired');
});

test('a PRIMARY without a healthy target gets no traffic', () => {
  const aws = resetBy(weights);
  aws.meddle((state) => {
    state.sets = state.sets.map((set) => ({ ...set, behaviour: 'unhealthy' as const }));
  });
  const run = runRelease(aws, rollback);
  expect(run.violations).toEqual([]);
  expect(weightsGiven(run)).toEqual([]);
  expect(run.ending?.result).toBe('failed');
});

test('a PRIMARY in no rule joins at weight 0, and gets traffic once its targets are healthy', () => {
  const aws = resetBy(oneGroup);
  const run = runRelease(aws, rollback);
  expectRepaired(aws, run);
  expect(weightsGiven(run)).toEqual([0, 100, 1, 70]);
});

describe('one group left in each rule, and groups with sessions of their own', () => {
  /** ELB refuses both groups in a rule without sessions. */
  function ownCookies(): FakeAws {
    const aws = resetBy(
      oneGroupLeft,
      after(aPlan(), undefined, 'good', (state) => {
        withSessions(state, 600);
      }),
    );
    aws.hasOwnCookies = true;
    // ELB accepts no rule with a third group and without sessions.
    aws.meddle((state) => void (state.rules = state.rules.filter((rule) => !holds(rule, c))));
    return aws;
  }

  test.each([
    ['rollback', rollback],
    ['sweep with on-drift: restore', sweep],
  ])('are repaired by %s: PRIMARY has one rule until its health is known', (_command, request) => {
    const aws = ownCookies();
    const run = runRelease(aws, request);
    expectRepaired(aws, run);
    expect(run.memory.abandoned).toEqual([]);
    const at = run.steps.findIndex(({ act }) => act.kind === 'write-rule');
    expect(run.steps[at + 1]?.act.kind).toBe('wait');
  });

  test('are repaired by the next attempt wherever a rollback is killed', () => {
    const { steps } = runRelease(ownCookies(), rollback);
    for (const index of steps.keys()) {
      const aws = ownCookies();
      let step = -1;
      runRelease(aws, rollback, { dieBefore: () => ++step === index });
      const next = runRelease(aws, { ...rollback, release: { ...rollback.release, runAttempt: 2 } });
      expectRepaired(aws, next);
    }
  });
});

describe('an untagged PRIMARY in the group without weight', () => {
  const untagged = (): FakeAws =>
    anAws('good', (state) => {
      state.sets = [aFakeSet(2, { tags: {}, group: b, status: 'PRIMARY' })];
    });

  test('is recognised by its healthy targets, and rollback repairs the rules', () => {
    const aws = untagged();
    const deploy = runRelease(aws, commandPlan('deploy', plain));
    expect(said(deploy)).toMatch(/somebody else changed the production rules/);
    expect(said(deploy)).not.toMatch(/\bdelete\b/i);
    expectRepaired(aws, runRelease(aws, rollback));
  });
});

describe('while another run writes', () => {
  test('rules that are reset again each time are given up after three times', () => {
    const aws = resetBy(weights);
    const run = runRelease(aws, rollback, { meddle: () => void resetBy(weights, aws) });
    expect(run.violations).toEqual([]);
    expect(run).toMatchObject({ reason: 'drift', ending: { result: 'failed' } });
    expect(run.ending?.commands?.length).toBeGreaterThan(0);
  });

  test('users who came to its green before anything was repaired are rolled back to PRIMARY', () => {
    const aws = resetBy(weights);
    const green = aFakeSet(3, { group: a, tags: { release: '95-shop', blue: 'ecs-svc/2' } });
    const run = runRelease(aws, rollback, {
      meddle: (step) => {
        if (step === 1) aws.meddle(({ sets }) => void sets.push(green));
      },
    });
    expect(run.violations).toEqual([]);
    expect(run.ending?.result).toBe('rolled-back');
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
  });
});
