// Two deciders of sessions, as tables: a release into a group of which users hold cookies, and rules that never were sticky.
import { describe, expect, test } from '@jest/globals';
import { holds, weightOf } from '../../src/domain/common/load-balancer/traffic.ts';
import type { Trouble } from '../../src/domain/common/values/trouble.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import { prepare } from '../../src/domain/task-sets/forward/prepare.ts';
import { writeKey } from '../../src/domain/task-sets/model/write-key.ts';
import type { ServiceTags, World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { restoreSessions } from '../../src/domain/task-sets/sessions/restore.ts';
import { commandPlan } from '../support/commands.ts';
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
  group,
  groupsFor,
  listener,
  noon,
} from '../support/worlds.ts';

type Weights = Parameters<typeof aForward>[0];

const off = { enabled: false, durationSeconds: 300 };
const sessions = (until: string): ServiceTags => ({ sessions: `cut:80=300 b=${until} plain` });
const cutRule = (weights: Weights = [[a, 1]]) => aRule([], { actions: [aForward(weights, { stickiness: off })] }); // prettier-ignore
const testing = { traffic: { testListener: listener(9001) } };
const fixed = { type: 'other', kind: 'fixed-response', raw: {} } as const;

describe('a release that finds cookies of its group after preflight', () => {
  interface Row {
    readonly tags?: ServiceTags;
    readonly request?: Request;
    readonly world?: Partial<World>;
  }
  const later = sessions('2026-03-01T12:04:00Z');
  const decide = ({ tags = later, request = aPlan(), world = {} }: Row) =>
    prepare(
      sceneOf(
        request,
        aWorld({ rules: [cutRule()], service: aService({ tags }), ...world }),
        aMemory({ isPreflightPassed: true }),
      ),
    );
  const withTest = (actions: Parameters<typeof aRule>[1]) => ({ rules: [cutRule(), aRule([[a, 1]], { port: 9001, ...actions })] }); // prettier-ignore

  const refused: readonly (readonly [string, Row, string])[] = [
    ['until a known time', {}, 'until 12:04 UTC or later'],
    [
      'without a known time, after a release that was killed',
      {
        tags: { sessions: 'sticky:80=300 a=open b=open plain', blue: aSet(1).arn },
        world: { taskSets: [aSet(1), aSet(3, { status: 'ACTIVE', group: b })] },
      },
      'as long as they return',
    ],
    [
      'with a test rule that forwards nowhere',
      { request: aPlan(testing), world: withTest({ actions: [fixed] }) },
      'Name a test rule',
    ],
    ['a stage', { request: commandPlan('stage') }, 'until 12:04 UTC or later'],
    ['although another risk is ignored', { request: aPlan({ ignored: ['quarantined'] }) }, 'until 12:04 UTC'],
  ];
  test.each(refused)('ends failed before anything is registered: %s', (_what, row, part) => {
    const next = decide(row);
    if (next?.act.kind !== 'end') throw new Error(`it goes on: ${next?.because ?? 'nothing'}`);
    expect([next.reason, next.act.result]).toEqual(['preflight-failed', 'failed']);
    const { message } = next.act;
    for (const words of [
      part,
      'since this run began',
      'service shop',
      'idle target group b',
      'production traffic',
    ])
      // prettier-ignore
      expect(message).toContain(words);
  });

  const goingOn: readonly (readonly [string, Row])[] = [
    ['nobody holds one', { tags: { sessions: 'sticky:80=300 a=open plain' } }],
    ['they have expired', { tags: sessions('2026-03-01T11:59:59Z') }],
    ['a test rule checks the health of green', { request: aPlan(testing), world: withTest({}) }],
    ['a person takes the risk', { request: aPlan({ ignored: ['idle-group-cookies'] }) }],
    ['a rollback releases the version before again', { request: commandPlan('rollback') }],
  ];
  test.each(goingOn)('goes on: %s', (_what, row) => {
    expect(decide(row)?.act.kind).not.toBe('end');
  });

  test('waits for cookies that expire within 30 s, and refuses those that live a second longer', () => {
    const waiting = decide({ tags: sessions('2026-03-01T12:00:30Z') });
    expect([waiting?.act.kind, waiting?.reason]).toEqual(['wait', 'ending-sessions']);
    expect(decide({ tags: sessions('2026-03-01T12:00:31Z') })?.act.kind).toBe('end');
  });

  test('leaves a green that exists to the deciders after it', () => {
    const world = { taskSets: [aSet(1), aGreen(3)] };
    expect(decide({ world, request: aPlan({ release: { id: '100-shop' } }) })).toBeNull();
  });
});

describe('rules that never were sticky, when what was cut is restored', () => {
  const onlyA = aRule([[a, 1]], { port: 443 });
  const other = group('other');
  const expired = 'cut:80=300 b=2026-03-01T11:59:00Z plain';
  const over = 'cut:80=300 plain';
  const restore = (rules: World['rules'], changes: Partial<World> = {}, tag = over, memory = aMemory()) =>
    restoreSessions(
      sceneOf(aPlan(), aWorld({ rules, service: aService({ tags: { sessions: tag } }), ...changes }), memory),
      'prepare',
    );
  const written = (rules: World['rules'], changes: Partial<World> = {}, tag = over, memory = aMemory()) => {
    const next = restore(rules, changes, tag, memory);
    return next?.act.kind === 'write-rule' ? next.act : null;
  };
  const own = groupsFor([aSet(1)]).map((view) => ({ ...view, isSticky: view.arn === b }));

  test('hold both groups again first, the idle one at weight 0, and nothing else of them changes', () => {
    const act = written([cutRule(), onlyA]);
    expect(act?.rule).toBe(onlyA);
    expect(act?.actions).toEqual([aForward([[a, 1], [b, 0]])]); // prettier-ignore
  });

  test('come one after the other, and then the rule that was cut', () => {
    const third = aRule([[a, 1]], { port: 8443 });
    const whole = (rule: typeof onlyA) => ({ ...rule, actions: [aForward([[a, 1], [b, 0]])] }); // prettier-ignore
    expect(written([cutRule(), whole(onlyA), third])?.rule.listenerPort).toBe(8443);
    const last = written([cutRule(), whole(onlyA), whole(third)]);
    expect(last?.rule.listenerPort).toBe(80);
    expect(last?.actions).toEqual([
      aForward([[a, 1], [b, 0]], { stickiness: { enabled: true, durationSeconds: 300 } }), // prettier-ignore
    ]);
  });

  test.each([
    ['hold both already', [cutRule(), aRule([[a, 1], [b, 0]], { port: 443 })], {}], // prettier-ignore
    ['are not of the pair', [cutRule(), aRule([[other, 1]], { port: 443 })], {}],
    ['would hold a group with cookies of its own', [cutRule(), onlyA], { groups: own }],
    ['would hold a group that could not be read', [cutRule(), onlyA], { groups: [aGroup(a, { isSticky: null }), aGroup(b, { isSticky: null })] }], // prettier-ignore
  ] as const)('are left where they %s: the rule that was cut is next', (_what, rules, changes) => {
    expect(written(rules, changes, 'cut:80=300 own')?.rule.listenerPort).toBe(80);
  });

  test('are left if the write was abandoned, and the rule that was cut is next', () => {
    const rules = [cutRule(), onlyA];
    const refused = written(rules);
    if (refused === null) throw new Error('nothing is written');
    const trouble: Trouble = { kind: 'refused', action: 'ModifyListener', resource: '443', code: 'No', message: 'no' }; // prettier-ignore
    const abandoned = [{ key: writeKey(refused), trouble, needsScaleZero: false, isUnread: false }];
    expect(written(rules, {}, over, aMemory({ abandoned }))?.rule.listenerPort).toBe(80);
  });

  test.each([
    ['users may still hold cookies of the idle group', 'cut:80=300 b=2026-03-01T12:04:00Z plain', null],
    ['the tag still names cookies that have expired', expired, 'tag-service'],
    ['no rule was cut by this action', 'off:80=300 plain', null],
  ] as const)('wait while %s', (_what, tag, act) => {
    expect(restore([cutRule(), onlyA], {}, tag)?.act.kind ?? null).toBe(act);
  });

  test('keep the weight of the group that serves, whichever it is', () => {
    const act = written([cutRule([[b, 1]]), aRule([[b, 7]], { port: 443 })], {
      taskSets: [aSet(1, { group: b })],
      nowMs: noon,
    });
    expect(act && holds({ ...onlyA, actions: act.actions }, a)).toBe(true);
    expect(act && weightOf({ ...onlyA, actions: act.actions }, b)).toBe(7);
  });
});
