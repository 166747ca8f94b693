// Releases, teardowns and rollbacks of a service with sessions, on the fake account.
import { describe, expect, test } from '@jest/globals';
import { isSticky } from '../../src/domain/common/load-balancer/sessions.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { RuleAction, RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { holds } from '../../src/domain/common/load-balancer/traffic.ts';
import { writeKey } from '../../src/domain/task-sets/model/write-key.ts';
import type { ServiceTags, TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { rejoined } from '../../src/domain/task-sets/sessions/cut.ts';
import { byHand } from '../../src/domain/task-sets/sessions/by-hand.ts';
import { describeChanged } from '../../src/domain/task-sets/sessions/describe.ts';
import { withSessions } from '../support/fake-rules.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import { after, cleanRun, commandPlan, said, withTestRule } from '../support/commands.ts';
import { a, aForward, aGroup, aMemory, aPlan, aRule, aService, aSet, aWorld, b } from '../support/worlds.ts';

const on = { enabled: true, durationSeconds: 300 };
const off = { enabled: false, durationSeconds: 300 };
type Weighted = readonly (readonly [TargetGroupArn, number])[];
const actionsOf = (weights: Weighted, stickiness: typeof on | null = on): readonly RuleAction[] => [
  aForward(weights, { stickiness }),
];

/** Release 95 is live in `b`. */
const live = aSet(2, { group: b, tags: { release: '95-shop', blue: 'ecs-svc/1', 'warm-time': '900s' } });
const warm = aSet(1, { status: 'ACTIVE', tags: { release: '91-shop' } });

function scene(
  actions: readonly RuleAction[],
  {
    sets = [live],
    sessions,
    ...more
  }: { sets?: readonly TaskSetView[]; sessions?: string } & ServiceTags = {},
): Scene {
  const tags = { ...more, ...(sessions === undefined ? {} : { sessions }) };
  const world: World = aWorld({
    taskSets: sets,
    rules: [aRule([], { actions })],
    service: aService({ tags }),
  });
  return sceneOf(aPlan(), world, aMemory());
}

describe('a release of a service with sessions', () => {
  const seconds = 600;
  const aSticky = () =>
    anAws('good', (state) => {
      withTestRule(state);
      withSessions(state, seconds);
    });
  const plan = aPlan({ traffic: { testRule } });
  const cuts = ({ writes }: Run): readonly number[] =>
    writes.flatMap((write, index) =>
      write.kind === 'write-rule' &&
      writeKey(write).kind === 'write-rule' &&
      'direction' in writeKey(write) &&
      (writeKey(write) as { direction: unknown }).direction === 'cut'
        ? [index]
        : [],
    );

  test('notes the sessions, cuts them, and only then deletes blue', () => {
    const aws = aSticky();
    aws.testRule = testRule;
    const run = cleanRun(aws, plan);
    expect(run.ending?.result).toBe('released');
    const deleted = run.writes.findIndex(({ kind }) => kind === 'delete');
    expect(cuts(run)).toHaveLength(6);
    expect(Math.max(...cuts(run))).toBeLessThan(deleted);
    expect(run.writes[cuts(run)[0]! - 1]).toMatchObject({
      kind: 'tag-service',
      tags: { sessions: expect.stringMatching(/^cut:/) },
    });
    expect(aws.state.tags.sessions).toMatch(/^cut:80=600 .* a=2026-/);
  });

  test('keeps the next green out of production until its switch, which makes the rules sticky again', () => {
    const aws = aSticky();
    aws.testRule = testRule;
    cleanRun(aws, plan);
    const rules = (): readonly RuleView[] => aws.state.rules.filter((rule) => !aws.isTest(rule));
    expect(rules().some(isSticky)).toBe(false);
    const run = cleanRun(
      aws,
      aPlan({
        ...plan,
        release: { id: '102-shop', runId: 102 },
        traffic: { testRule },
        teardown: 'defer',
        warmSeconds: 3600,
      }),
    );
    expect(run.ending?.result).toBe('released');
    expect(standing(aws)).toBe('2 ACTIVE, 3 PRIMARY; live: 3');
    expect(rules().filter(isSticky)).toHaveLength(3);
  });

  test('without a test rule is refused until the cookies have expired', () => {
    const aws = anAws('good', (state) => {
      withSessions(state, seconds);
    });
    cleanRun(aws, aPlan());
    const next = aPlan({ release: { id: '102-shop', runId: 102 } });
    const refused = cleanRun(aws, next);
    expect(refused.ending?.result).toBe('refused');
    expect(said(refused)).toContain('users may hold cookies for the idle target group a until');
    aws.nowMs += (seconds + 30) * 1000;
    expect(cleanRun(aws, next).ending?.result).toBe('released');
  });

  test('is rolled back in the write that cuts, and the end says how long the sessions were', () => {
    const aws = anAws('fails-live', (state) => {
      withSessions(state, seconds);
    });
    const run = cleanRun(aws, aPlan({ isKeptGreenAwaited: false }));
    expect(run.ending?.result).toBe('rolled-back');
    expect(said(run)).toMatch(
      /sessions of green were cut: its users were returned to blue after up to \d+s on green/,
    );
    const back = run.writes.find(
      (write) => write.kind === 'write-rule' && !isSticky({ ...write.rule, actions: write.actions }),
    );
    expect(back).toMatchObject({ actions: [{ groups: [{ group: a, weight: 100 }, { group: b, weight: 0 }] }] }); // prettier-ignore
  });

  test('whose probes fail in the bake is rolled back without a wait for the cookies of green', () => {
    const aws = anAws('fails-live', (state) => {
      withSessions(state, seconds);
    });
    const startMs = aws.nowMs;
    const run = cleanRun(aws, aPlan({ isKeptGreenAwaited: false }));
    expect(run.ending?.result).toBe('rolled-back');
    expect(run.steps.some(({ reason }) => reason === 'probing-after-rollback')).toBe(true);
    expect(aws.nowMs - startMs).toBeLessThan(seconds * 1000);
  });

  test('whose blue has left the rules, in a teardown that was killed, returns to it: it joins a rule, and gets traffic once it is healthy', () => {
    const aws = after(aPlan({ teardown: 'defer', warmSeconds: 3600 }), undefined, 'good', (state) => {
      withSessions(state, seconds);
    });
    runRelease(aws, commandPlan('teardown'), { dieBefore: ({ act }) => act.kind === 'delete' });
    expect(aws.state.rules.some((rule) => holds(rule, a))).toBe(false);
    expect(said(cleanRun(aws, commandPlan('status')))).toContain('yes, after health checks');
    const run = cleanRun(aws, commandPlan('rollback'));
    expect([run.ending?.result, aws.live().map(({ n }) => n)]).toEqual(['rolled-back', [1]]);
  });

  test('whose blue has left the rules stays out of them where ELB refuses both groups without sessions', () => {
    const cutOff = scene(actionsOf([[b, 100]], off), {
      sets: [live, warm],
      sessions: 'cut:80=600 b=open plain',
    });
    const groups = [a, b].map((group) => aGroup(group));
    expect(rejoined({ ...cutOff, world: { ...cutOff.world, groups } }, a)).not.toBeNull();
    const sticky = groups.map((group) => ({ ...group, isSticky: true }));
    expect(rejoined({ ...cutOff, world: { ...cutOff.world, groups: sticky } }, a)).toBeNull();
  });

  test('ends, and names the rule, when something else makes it sticky again each time that it is cut', () => {
    const aws = after(aPlan({ teardown: 'defer', warmSeconds: 3600 }), undefined, 'good', (state) => {
      withSessions(state, seconds);
    });
    const run = runRelease(aws, commandPlan('teardown'), {
      meddle: (_step, { state }) => {
        withSessions(state, seconds);
      },
    });
    expect([run.ending?.result, standing(aws)]).toEqual(['failed', '1 ACTIVE, 2 PRIMARY; live: 2']);
    expect(said(run)).toMatch(/something else undoes the cut of sessions on HTTP:80 default action/);
    expect(run.writes.filter(({ kind }) => kind === 'write-rule').length).toBeLessThan(60);
  });

  test('that somebody turned off is reported, and left as it is', () => {
    const seen = scene(actionsOf([[a, 0], [b, 100]], off), { sessions: 'sticky:80=300 b=open plain' }); // prettier-ignore
    expect(describeChanged(seen)).toEqual([
      'the stickiness of HTTP:80 default action was 300 s at the last release, and somebody else turned it off. It is left as it is',
    ]);
    const same = scene(actionsOf([[a, 0], [b, 100]]), { sessions: 'sticky:80=300 b=open plain' }); // prettier-ignore
    expect(describeChanged(same)).toEqual([]);
  });

  test('is cut by the commands that roll it back by hand', () => {
    const seen = scene(actionsOf([[a, 0], [b, 100]]), { sessions: 'sticky:80=300 a=open b=open' }); // prettier-ignore
    const [command = ''] = byHand(seen, seen.world.rules, b, a).commands;
    expect(command).toContain('"Enabled":false');
    expect(command).not.toContain(b);
  });

  test('is not named to be moved by hand where no rollback target is known', () => {
    const seen = scene(actionsOf([[b, 100]]));
    expect(byHand(seen, seen.world.rules, b, null).commands).toEqual([]);
  });

  test('keeps blue at its scale while cookies lead to it, and refuses to be asked otherwise', () => {
    const aws = anAws('good', (state) => {
      withSessions(state, seconds);
      state.desired = 4;
    });
    const run = runRelease(aws, aPlan({ warmScalePercent: 25 }));
    expect(run.ending?.result).toBe('refused');
    expect(said(run)).toContain('Set warm-scale to 100');
  });

  test('shows in status what was cut, and until when', () => {
    const aws = after(aPlan(), undefined, 'good', (state) => {
      withSessions(state, seconds);
    });
    const shown = said(cleanRun(aws, commandPlan('status')));
    expect(shown).toMatch(
      /sessions: HTTP:80 default action no longer keeps users on their target group: its stickiness of 600 s/,
    );
    expect(shown).toMatch(/users may hold cookies of .*\ba until \d\d:\d\d UTC/);
  });
});
