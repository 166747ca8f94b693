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
import type { RuleAction } from '../../src/domain/common/load-balancer/view.ts';
import { hasSameForward } from '../../src/domain/common/load-balancer/traffic.ts';
import { writeKey, isSameWrite } from '../../src/domain/task-sets/model/write-key.ts';
import type { ServiceTags, TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { cookiesUntilMs, cutRules, reachingRules } from '../../src/domain/task-sets/sessions/known.ts';
import { isExposed } from '../../src/domain/task-sets/sessions/unproven.ts';
import { restoreSessions } from '../../src/domain/task-sets/sessions/restore.ts';
import { formatSessions, parseSessions } from '../../src/domain/task-sets/tags/sessions.ts';
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
  ruleArn,
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
      { rule: '8d7a9e', seconds: 300, state: 'cut' as const },
      { rule: '80', seconds: 604_800, state: 'sticky' as const },
      { rule: '81', seconds: 60, state: 'off' as const },
    ],
    groups: [
      { group: 'web-a', untilMs: noon + 600_000 },
      { group: 'web-b', untilMs: null },
    ],
    isPlain: true,
    isWhole: true,
  };
  test('is read as it is written', () => {
    expect(parseSessions(formatSessions(noted))).toEqual(noted);
    expect(formatSessions(noted)).toMatch(/^[\p{L}\p{N}\s+\-=._:/@]*$/u);
  });
  test.each(['', 'x', 'cut:=300', 'web-a=soon', 'cut:80=x web-a=2026-99-99T00:00:00Z'])(
    '%s says nothing',
    (text) => {
      expect(parseSessions(text)).toEqual({ rules: [], groups: [], isPlain: false, isWhole: false });
    },
  );
});

/** Release 95 is live in `b`. */
const live = aSet(2, { group: b, tags: { release: '95-shop', blue: 'ecs-svc/1', 'warm-time': '900s' } });
const warm = aSet(1, { status: 'ACTIVE', tags: { release: '91-shop' } });

const remembering = {
  ...live,
  createdAtMs: noon - 60_000,
  tags: { ...live.tags, sessions: 'sticky:80=300 plain' },
};

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
      scene(actionsOf(pair, off), { sessions: 'cut:80=300 a=2026-03-01T11:59:00Z b=open plain' }),
      null,
    ],
    [
      'live as long as the tag says',
      scene(actionsOf([[b, 100]], off), { sessions: `cut:80=300 a=${soon} b=open plain` }),
      at(soon),
    ],
    [
      'are made as long as their group is open',
      scene(actionsOf(pair), { sets: [live, warm], sessions: 'sticky:80=300 a=open b=open plain' }),
      noon + 300_000,
    ],
    [
      'are made where the run was killed before its cut',
      scene(actionsOf(pair), {
        sets: [live, warm],
        sessions: 'cut:80=300 a=2026-03-01T11:00:00Z b=open plain',
      }),
      noon + 300_000,
    ],
    [
      'may be held where nothing says what stands there',
      scene(actionsOf(pair), { sets: [live, warm] }),
      noon + 300_000,
    ],
    [
      'are none where the tag knows no users of what stands there',
      scene(actionsOf(pair), { sets: [live, warm], sessions: 'sticky:80=300 b=open plain' }),
      null,
    ],
    [
      'count from the times of the sets where the tag was wiped',
      scene(actionsOf(pair), { sets: [{ ...live, createdAtMs: noon - 60_000 }] }),
      noon + 1_140_000,
    ],
    ['are over by the times of the sets, whenever the process began', scene(actionsOf(pair)), null],
    [
      'live on after the owner has turned their rule off',
      scene(actionsOf(pair, off), { sets: [live, warm], sessions: 'sticky:80=300 a=open b=open plain' }),
      noon + 300_000,
    ],
    [
      'live on as long as the tag says, once it has noted that the owner turned their rule off',
      scene(actionsOf(pair, off), { sets: [live, warm], sessions: `off:80=300 a=${soon} b=${soon} plain` }),
      at(soon),
    ],
    [
      'count from the times of the sets where the tag was wiped after a cut, as a set remembers the rule',
      scene(actionsOf([[b, 100]], off), { sets: [remembering] }),
      noon + 1_140_000,
    ],
    ...['sticky:80=300 a=2026-03-01T12 b=open plain', 'sticky:80=300 b=open pl', 'sticky:80=300 b=open'].map(
      (sessions) =>
        [
          `count from the times of the sets where the tag was changed to "${sessions}"`,
          scene(actionsOf(pair), { sets: [{ ...live, createdAtMs: noon - 60_000 }], sessions }),
          noon + 1_140_000,
        ] as const,
    ),
  ])('%s', (_what, { ...seen }, expected) => {
    expect(cookiesUntilMs(seen, a)).toBe(expected);
  });

  test('lead to a set only by rules that hold its group', () => {
    const sessions = `cut:80=300 a=${soon} b=open plain`;
    const sets = [live, warm];
    expect(reachingRules(scene(actionsOf(pair, off), { sets, sessions }), warm)).toHaveLength(1);
    expect(reachingRules(scene(actionsOf([[b, 100]], off), { sets, sessions }), warm)).toEqual([]);
  });

  test('keep the rule cut until they have expired, unless what stands there is proven', () => {
    const cutNow = `cut:80=300 a=${soon} b=open plain`;
    expect(restoreSessions(scene(actionsOf([[b, 100]], off), { sessions: cutNow }), 'prepare')).toBeNull();
    const expired = scene(actionsOf([[b, 100]], off), { sessions: 'cut:80=300 b=open plain' });
    expect(restoreSessions(expired, 'prepare')?.act).toMatchObject({ kind: 'write-rule', actions: actionsOf([[b, 100], [a, 0]]) }); // prettier-ignore
    const proven = scene(actionsOf([[a, 100], [b, 0]], off), { sets: [{ ...live, attachment: aGreen(1, { group: a }).attachment }], sessions: `cut:80=300 a=${soon} plain` }); // prettier-ignore
    expect(restoreSessions(proven, 'prepare')).not.toBeNull();
  });

  test('keep the rule cut while somebody gives weight to the group, and nothing runs there', () => {
    const sets = [{ ...live, attachment: aGreen(1, { group: a }).attachment }];
    const split: Weighted = [[a, 70], [b, 30]]; // prettier-ignore
    const sessions = 'cut:80=300 a=open b=2026-03-01T12:04:00Z plain';
    expect(restoreSessions(scene(actionsOf(split, off), { sets, sessions }), 'prepare')).toBeNull();
  });
});

describe('a rule that is not sticky any more', () => {
  const noted = 'sticky:80=300 a=open b=open plain';
  const leased = { green: live.arn, sessions: noted };
  const returned = { ...live, status: 'ACTIVE' } as const;
  const back: Weighted = [[a, 100], [b, 0]]; // prettier-ignore
  const primary = { ...warm, status: 'PRIMARY' } as const;
  test.each([
    ['was cut where the tag says so', pair, { sessions: noted.replace('sticky', 'cut') }, true],
    ['was turned off by its owner where no release is in progress', pair, { sessions: noted }, false],
    [
      'was turned off by its owner where the tag says so',
      back,
      { ...leased, sessions: noted.replace('sticky', 'off') },
      false,
    ],
    ['was turned off by its owner where green has its weight', pair, leased, false],
    ['was turned off by its owner where green has the label', back, { ...leased, sets: [live, warm] }, false],
    ['was cut by a rollback where label and weight have left green', back, leased, true],
    [
      'was turned off by its owner where only a set remembers that it was sticky',
      pair,
      { sets: [remembering, warm] },
      false,
    ],
  ] as const)('%s', (_what, weights, changes, isCut) => {
    const seen = scene(actionsOf(weights, off), { sets: [returned, primary], ...changes });
    expect(cutRules(seen)).toHaveLength(isCut ? 1 : 0);
  });

  test('was cut by a killed rollback, although another rule still leads to green', () => {
    const rules = [
      aRule([], { actions: actionsOf(back, off) }),
      aRule([], { actions: actionsOf(pair), ref: { kind: 'rule', rule: ruleArn(443, 10) } }),
    ];
    const sessions = 'sticky:80=300 sticky:10=300 a=open b=open plain';
    const service = aService({ tags: { green: live.arn, sessions } });
    const world = aWorld({ taskSets: [returned, primary], rules, service });
    const seen = sceneOf(aPlan(), world, aMemory());
    expect(cutRules(seen)).toHaveLength(1);
    // Nothing but production could check the health of a green in `b`.
    expect(isExposed(seen, b)).toBe(true);
  });
});
