// Sessions: what a cut leaves of a rule, whose cookies are known, and what a release does with both.
import { describe, expect, test } from '@jest/globals';
import {
  cut,
  cutOut,
  isSticky,
  sticky,
  stickySeconds,
} from '../../src/domain/common/load-balancer/sessions.ts';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { RuleAction, RuleView } from '../../src/domain/common/load-balancer/view.ts';
import { hasSameForward, holds } from '../../src/domain/common/load-balancer/traffic.ts';
import { writeKey, isSameWrite } from '../../src/domain/task-sets/model/write-key.ts';
import type { ServiceTags, TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { cookiesUntilMs, cutRules, reachingRules } from '../../src/domain/task-sets/sessions/known.ts';
import { rejoined } from '../../src/domain/task-sets/sessions/cut.ts';
import { rollbackCommands } from '../../src/domain/common/load-balancer/by-hand.ts';
import { describeChanged } from '../../src/domain/task-sets/sessions/describe.ts';
import { restoreSessions } from '../../src/domain/task-sets/sessions/restore.ts';
import { formatSessions, parseSessions } from '../../src/domain/task-sets/tags/sessions.ts';
import { withSessions } from '../support/fake-state.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { anAws, testRule } from '../support/scenarios.ts';
import { after, cleanRun, commandPlan, said, withTestRule } from '../support/commands.ts';
import {
  a,
  aForward,
  aGreen,
  aGroup,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  c,
  noon,
} from '../support/worlds.ts';

const on = { enabled: true, durationSeconds: 300 };
const off = { enabled: false, durationSeconds: 300 };
const plain = [a, b, c].map((group) => aGroup(group));
const ownSticky = plain.map((group) => ({ ...group, isSticky: true }));
type Weighted = readonly (readonly [TargetGroupArn, number])[];
const pair: Weighted = [[a, 0], [b, 100]]; // prettier-ignore
const three: Weighted = [[a, 0], [b, 70], [c, 30]]; // prettier-ignore
const actionsOf = (weights: Weighted, stickiness: typeof on | null = on): readonly RuleAction[] => [
  aForward(weights, { stickiness }),
];

describe('a cut', () => {
  test.each([
    ['keeps both groups, not sticky', pair, plain, actionsOf(pair, off)],
    ['keeps a third group', three, plain, actionsOf(three, off)],
    ['takes the group out where one is sticky itself', pair, ownSticky, actionsOf([[b, 100]], off)],
    ['takes the group out where that is not known', pair, [], actionsOf([[b, 100]], off)],
    ['stays sticky where ELB would refuse the others without it', three, ownSticky, actionsOf([[b, 70], [c, 30]])], // prettier-ignore
  ])('that moves traffic %s', (_what, weights, groups, expected) => {
    expect(cut(actionsOf(weights), a, groups)).toEqual(expected);
  });

  test.each([
    ['leaves one group', pair, plain, actionsOf([[b, 100]], off)],
    ['leaves the third group', three, plain, actionsOf([[b, 70], [c, 30]], off)], // prettier-ignore
    ['leaves a group that is sticky itself alone', pair, ownSticky, actionsOf([[b, 100]], off)],
  ])('before a deletion %s', (_what, weights, groups, expected) => {
    expect(cutOut(actionsOf(weights), a, groups)).toEqual(expected);
  });

  test('is undone with the duration from before, and no other action changes', () => {
    const login: RuleAction = { type: 'other', kind: 'authenticate-oidc', raw: {} };
    const rule = aRule([], { actions: [login, ...actionsOf(pair)] });
    expect(sticky(cut(rule.actions, a, plain), 300)).toEqual(rule.actions);
    expect([isSticky(rule), stickySeconds(rule)]).toEqual([true, 300]);
    expect(stickySeconds({ ...rule, actions: cut(rule.actions, a, plain) })).toBe(0);
  });

  test('is another write than one that brings a group in, and shows in the rule', () => {
    const rule = aRule([], { actions: actionsOf(pair) });
    const write = (actions: readonly RuleAction[]) => ({ kind: 'write-rule' as const, rule, actions });
    const keys = [cut(rule.actions, a, plain), cutOut(rule.actions, a, plain)].map((actions) =>
      writeKey(write(actions)),
    );
    expect(keys.map((key) => 'direction' in key && key.direction)).toEqual(['cut', 'cut']);
    expect(isSameWrite(keys[0]!, writeKey(write([aForward([...pair, [c, 0]], { stickiness: on })])))).toBe(
      false,
    );
    expect(hasSameForward(rule.actions, cut(rule.actions, a, plain))).toBe(false);
    expect(hasSameForward(actionsOf(pair, off), actionsOf(pair, null))).toBe(true);
  });
});

describe('the tag of sessions', () => {
  const noted = {
    rules: [
      { rule: '8d7a9e', seconds: 300, isCut: true },
      { rule: '80', seconds: 604_800, isCut: false },
    ],
    groups: [
      { group: 'web-a', untilMs: noon + 600_000 },
      { group: 'web-b', untilMs: null },
    ],
    isPlain: true,
  };
  test('is read as it is written', () => {
    expect(parseSessions(formatSessions(noted))).toEqual(noted);
    expect(formatSessions(noted)).toMatch(/^[\p{L}\p{N}\s+\-=._:/@]*$/u);
  });
  test.each(['', 'x', 'cut:=300', 'web-a=soon', 'cut:80=x web-a=2026-99-99T00:00:00Z'])(
    '%s says nothing',
    (text) => {
      expect(parseSessions(text)).toEqual({ rules: [], groups: [], isPlain: false });
    },
  );
});

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

describe('cookies of the idle group', () => {
  const soon = '2026-03-01T12:04:00Z';
  const at = (text: string): number => Date.parse(text);
  test.each([
    ['are none where no rule is sticky', scene(actionsOf(pair, null)), null],
    [
      'are none once they have expired',
      scene(actionsOf(pair, off), { sessions: 'cut:80=300 a=2026-03-01T11:59:00Z b=open' }),
      null,
    ],
    [
      'live as long as the tag says',
      scene(actionsOf([[b, 100]], off), { sessions: `cut:80=300 a=${soon} b=open` }),
      at(soon),
    ],
    [
      'are made as long as their group is open',
      scene(actionsOf(pair), { sets: [live, warm], sessions: 'sticky:80=300 a=open b=open' }),
      noon + 300_000,
    ],
    [
      'are made where the run was killed before its cut',
      scene(actionsOf(pair), { sets: [live, warm], sessions: 'cut:80=300 a=2026-03-01T11:00:00Z b=open' }),
      noon + 300_000,
    ],
    [
      'may be held where nothing says what stands there',
      scene(actionsOf(pair), { sets: [live, warm] }),
      noon + 300_000,
    ],
    [
      'are none where the tag knows no users of what stands there',
      scene(actionsOf(pair), { sets: [live, warm], sessions: 'sticky:80=300 b=open' }),
      null,
    ],
    [
      'count from the times of the sets where the tag was wiped',
      scene(actionsOf(pair), { sets: [{ ...live, createdAtMs: noon - 60_000 }] }),
      noon + 1_140_000,
    ],
    ['are over by the times of the sets, whenever the process began', scene(actionsOf(pair)), null],
  ])('%s', (_what, { ...seen }, expected) => {
    expect(cookiesUntilMs(seen, a)).toBe(expected);
  });

  test('lead to a set only by rules that hold its group', () => {
    const sessions = `cut:80=300 a=${soon} b=open`;
    const sets = [live, warm];
    expect(reachingRules(scene(actionsOf(pair, off), { sets, sessions }), warm)).toHaveLength(1);
    expect(reachingRules(scene(actionsOf([[b, 100]], off), { sets, sessions }), warm)).toEqual([]);
  });

  test('keep the rule cut until they have expired, unless what stands there is proven', () => {
    const cutNow = `cut:80=300 a=${soon} b=open`;
    expect(restoreSessions(scene(actionsOf([[b, 100]], off), { sessions: cutNow }), 'prepare')).toBeNull();
    const expired = scene(actionsOf([[b, 100]], off), { sessions: 'cut:80=300 b=open' });
    expect(restoreSessions(expired, 'prepare')?.act).toMatchObject({ kind: 'write-rule', actions: actionsOf([[b, 100], [a, 0]]) }); // prettier-ignore
    const proven = scene(actionsOf([[a, 100], [b, 0]], off), { sets: [{ ...live, attachment: aGreen(1, { group: a }).attachment }], sessions: `cut:80=300 a=${soon}` }); // prettier-ignore
    expect(restoreSessions(proven, 'prepare')).not.toBeNull();
  });

  test('a rule that its owner has turned off is not turned on again', () => {
    expect(cutRules(scene(actionsOf(pair, off), { sessions: 'sticky:80=300 b=open' }))).toEqual([]);
    expect(cutRules(scene(actionsOf(pair, off), { sessions: 'cut:80=300 b=open' }))).toHaveLength(1);
  });
});

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
    const aws = anAws('unhealthy-live', (state) => {
      withSessions(state, seconds);
    });
    const run = cleanRun(aws, aPlan());
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
    const cutOff = scene(actionsOf([[b, 100]], off), { sets: [live, warm], sessions: 'cut:80=600 b=open' });
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
    const seen = scene(actionsOf([[a, 0], [b, 100]], off), { sessions: 'sticky:80=300 b=open' }); // prettier-ignore
    expect(describeChanged(seen)).toEqual([
      'the stickiness of HTTP:80 default action was 300 s at the last release, and somebody else turned it off. It is left as it is',
    ]);
    const same = scene(actionsOf([[a, 0], [b, 100]]), { sessions: 'sticky:80=300 b=open' }); // prettier-ignore
    expect(describeChanged(same)).toEqual([]);
  });

  test('is cut by the commands that roll it back by hand', () => {
    const rule = aRule([], { actions: actionsOf([[a, 0], [b, 100]]) }); // prettier-ignore
    const pair = { green: b, blue: a };
    expect(rollbackCommands([rule], pair, plain)[0]).toContain('"Enabled":false');
    expect(rollbackCommands([rule], pair, [])[0]).not.toContain(b);
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
