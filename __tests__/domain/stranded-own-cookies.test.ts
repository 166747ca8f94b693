// Users on a blue without a healthy target, in the bake of a service whose target groups have cookies of their own.
import { describe, expect, test } from '@jest/globals';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import { holds } from '../../src/domain/common/load-balancer/traffic.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { describeWeakBlue } from '../../src/domain/task-sets/warm/weak-blue.ts';
import { cleanRun, commandPlan, said, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { type Behaviour } from '../support/fake-state.ts';
import { anAws } from '../support/scenarios.ts';
import { a, b } from '../support/worlds.ts';

const behave = (aws: FakeAws, n: number, behaviour: Behaviour): void => {
  aws.meddle(({ sets }) => {
    for (const set of sets) if (set.n === n) Object.assign(set, { behaviour });
  });
};
const baking = warmPlan({ bake: { seconds: 300 }, teardown: 'defer' });
const again = warmPlan({ bake: { seconds: 300 }, teardown: 'defer', release: { runAttempt: 2 } });

/** Blue loses its tasks in the bake, and the run goes on until it is about to take such a step. */
function freed(diesBaking = false, ofBlue: Behaviour = 'unhealthy'): { aws: FakeAws; run: Run } {
  const aws = anAws('good', (state) => {
    withSessions(state, 3600);
  });
  aws.hasOwnCookies = true;
  runRelease(aws, baking, { dieBefore: ({ reason }) => reason === 'baking' });
  behave(aws, 1, ofBlue);
  const run = runRelease(aws, again, {
    dieBefore: ({ reason }) =>
      diesBaking && reason === 'baking' && aws.state.rules.every((rule) => !holds(rule, a)),
  });
  return { aws, run };
}
const lost =
  /No rule holds its target group since its sessions were cut\. Run the command teardown, then rollback/;

describe('in the bake, where ELB accepts both groups only with sessions', () => {
  test.each<[string, Behaviour]>([
    ['without a healthy target', 'unhealthy'],
    ['whose tasks are healthy for a moment before they fail', 'flaps'],
  ])('users leave a blue %s, which leaves the rules', (_what, ofBlue) => {
    const { aws, run } = freed(false, ofBlue);
    expect([run.violations, run.ending?.result, standing(aws)]).toEqual([
      [],
      'released',
      '1 ACTIVE, 2 PRIMARY; live: 2',
    ]);
    const cuts = run.steps.filter(({ reason }) => reason === 'ending-sessions');
    expect(cuts.every(({ phase }) => phase === 'bake')).toBe(true);
    expect(cuts[0]?.because).toContain('so it leaves them, and is no rollback target any more');
    expect(cuts.map(({ act }) => act.kind).slice(0, 2)).toEqual(['tag-service', 'write-rule']);
    const rules = aws.state.rules.filter((rule) => holds(rule, b));
    expect(rules.filter((rule) => holds(rule, a))).toEqual([]);
    // The last rule holds a third group, with which ELB accepts green's only with sessions.
    expect(rules.map(isSticky)).toEqual([false, false, true]);
  });

  test('the end, the comment and status say that blue is no rollback target any more', () => {
    const { aws, run } = freed();
    expect(run.ending?.message).toContain('It is no rollback target any more.');
    expect(run.ending?.message).toMatch(lost);
    const now = aws.observe('100-shop');
    const note = describeWeakBlue(sceneOf(again, now, run.memory));
    expect(note).toContain('Blue is no rollback target any more.');
    expect(note).toMatch(lost);
    expect(note).not.toContain('force');
    const ready = rollbackReadyIn(sceneOf(commandPlan('status'), now, run.memory));
    expect(ready.isReady).toBe(false);
    expect(ready.words).toMatch(lost);
    // None of its tasks lives long enough to be registered.
    const groups = now.groups.map((view) => (view.arn === a ? { ...view, targets: [] } : view));
    const bare = rollbackReadyIn(sceneOf(commandPlan('status'), { ...now, groups }, run.memory));
    expect(bare.words).toMatch(lost);
  });

  test('a green that fails after that stays, at once, and the end names the commands', () => {
    const { aws, run } = freed(true);
    expect(run.ending).toBeNull();
    behave(aws, 2, 'fails-live');
    const beganMs = aws.nowMs;
    const end = runRelease(aws, { ...again, release: { ...again.release, runAttempt: 3 } });
    expect([end.reason, aws.live().map(({ n }) => n)]).toEqual(['no-rollback-target', [2]]);
    expect(aws.nowMs - beganMs).toBeLessThan(100_000);
    expect(end.ending?.message).toMatch(lost);
    expect(end.ending?.message).not.toContain('force');
  });

  test.each([
    ['while green serves', 'good', false],
    ['while green is unhealthy', 'unhealthy-live', true],
  ] as const)('the commands that are named work: %s', (_what, ofGreen, isForced) => {
    const { aws } = freed();
    behave(aws, 2, ofGreen);
    const says = said(cleanRun(aws, commandPlan('status')));
    expect(says.includes('teardown with force: true, then')).toBe(isForced);
    expect(cleanRun(aws, commandPlan('teardown')).ending?.result).toBe(isForced ? 'refused' : 'torn-down');
    if (isForced) cleanRun(aws, commandPlan('teardown', { isForced }));
    expect(standing(aws)).toBe('2 PRIMARY; live: 2');
    // The judge doesn't know that a re-release waits for no cookie.
    const back = runRelease(aws, commandPlan('rollback', { release: { runId: 201 } }));
    expect(back.ending?.result).toBe('released');
  });
});
