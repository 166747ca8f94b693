// Until when users hold cookies of an idle group, what ends that, and what people read about it.
import { describe, expect, test } from '@jest/globals';
import type { TargetGroupArn } from '../../src/domain/common/values/arn.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { ServiceTags, TaskSetView, World } from '../../src/domain/task-sets/model/world.ts';
import { sessionFindings, sessionRisks } from '../../src/domain/task-sets/preflight/sessions.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { byHand } from '../../src/domain/task-sets/sessions/by-hand.ts';
import { describeSessions } from '../../src/domain/task-sets/sessions/describe.ts';
import { cookiesUntilMs } from '../../src/domain/task-sets/sessions/known.ts';
import { awaitCookies } from '../../src/domain/task-sets/sessions/restore.ts';
import { after, cleanRun, commandPlan, said } from '../support/commands.ts';
import { runRelease } from '../support/fake-release.ts';
import { withSessions } from '../support/fake-rules.ts';
import { type FakeState } from '../support/fake-state.ts';
import { anAws } from '../support/scenarios.ts';
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
  noon,
} from '../support/worlds.ts';

const on = { enabled: true, durationSeconds: 300 };
const live = aSet(2, { group: b, tags: { release: '95-shop' } });
const warm = aSet(1, { status: 'ACTIVE' });
const unswitched = aSet(3, { group: a, tags: { release: '96-shop' } });
const open = 'sticky:80=300 a=open b=open plain';
const lease = {
  green: live.arn,
  blue: warm.arn,
  'switched-at': '2026-03-01T11:58:00Z',
  'lease-until': '2026-03-01T12:02:00Z',
  sessions: open,
};

function seen(
  tags: ServiceTags,
  sets: readonly TaskSetView[] = [live, warm],
  nowMs = noon,
  request: Request = aPlan(),
): Scene {
  const world: World = aWorld({
    nowMs,
    taskSets: sets,
    rules: [aRule([], { actions: [aForward([[a, 0], [b, 100]], { stickiness: on })] })], // prettier-ignore
    service: aService({ tags }),
  });
  return sceneOf(request, world, aMemory());
}

describe('a release into a group of which users hold cookies', () => {
  const killed = { green: unswitched.arn, blue: live.arn, sessions: open };
  test.each([
    ['whose sessions were cut', { sessions: 'cut:80=300 a=2026-03-01T12:04:00Z b=open plain' }, [live], ['until 12:04 UTC or later', 'release after that time']], // prettier-ignore
    ['of a warm blue', lease, [live, warm], ['until 12:07 UTC or later', 'run the command teardown', 'the sessions on blue', '5m00s after it']], // prettier-ignore
    ['of a warm blue whose lease is over', { ...lease, 'lease-until': '2026-03-01T11:59:00Z' }, [live, warm], ['as long as they return', 'run the command teardown']], // prettier-ignore
    ['of a release that was killed before its first rule', killed, [live, unswitched], ['as long as they return', 'run the command rollback']], // prettier-ignore
  ] as const)('%s is refused with what ends that, at a time that stays', (_what, tags, sets, words) => {
    const shown = [noon, noon + 60_000].map((nowMs) => sessionRisks(seen(tags, sets, nowMs)).join());
    for (const text of shown) for (const part of words) expect(text).toContain(part);
    expect(shown[0]).toBe(shown[1]);
  });

  test('after a kill between its lease and its first rule goes on once a rollback has cut, and the cookies have expired', () => {
    const aws = anAws('good', (state) => {
      withSessions(state, 600);
    });
    runRelease(aws, aPlan(), { dieBefore: ({ reason }) => reason === 'switching' });
    const next = aPlan({ release: { id: '102-shop', runId: 102 }, ignored: ['quarantined'] });
    expect(said(cleanRun(aws, next))).toContain('run the command rollback');
    expect(cleanRun(aws, commandPlan('rollback')).ending?.result).toBe('rolled-back');
    aws.nowMs += 630_000;
    expect(cleanRun(aws, next).ending?.result).toBe('released');
  });
});

describe('users of a green that somebody moved production away from', () => {
  const cut = 'cut:80=3 plain';
  const [seenMs, longAgoMs] = [noon - 1000, noon - 60_000];
  interface Row {
    readonly sessions?: string;
    readonly isHeld?: boolean;
    readonly memory?: Parameters<typeof aMemory>[0];
  }
  const away = ({ sessions = cut, isHeld = false, memory = {} }: Row): Scene => {
    const forward = isHeld
      ? aForward([[a, 100], [b, 0]], { stickiness: { enabled: true, durationSeconds: 3 } }) // prettier-ignore
      : aForward([[a, 100]]);
    const world = aWorld({
      taskSets: [aSet(2, { group: b, scalePercent: 0, tags: { release: '95-shop' } })],
      rules: [aRule([], { actions: [forward] })],
      service: aService({ tags: { green: live.arn, sessions } }),
    });
    const known = { green: live.arn, blue: warm.arn, hasGreenBeenLive: true, ...memory };
    return sceneOf(commandPlan('rollback'), world, aMemory(known));
  };
  const byPost = { why: 'killed', foundFence: null, isCreating: false };

  test.each([
    ['as long as a sticky rule holds its group', { isHeld: true }, noon + 3000],
    ['as long as nothing is known of it', { sessions: 'cut:80=3' }, noon + 3000],
    [
      'for one duration after such a rule was last seen',
      { memory: { lastStickyMs: { [b]: seenMs } } },
      seenMs + 3000,
    ],
    [
      'for one duration after the run was killed that saw it',
      { memory: { interrupted: byPost, startedAtMs: seenMs } },
      seenMs + 3000,
    ],
    ['no longer once that is over', { memory: { lastStickyMs: { [b]: longAgoMs } } }, null],
    ['not, if this process never saw such a rule', {}, null],
    [
      'for one duration after this run returned them',
      { memory: { rollbackWrittenMs: seenMs } },
      seenMs + 3000,
    ],
    [
      'no longer after that, although a rule that was cut is sticky again',
      { isHeld: true, memory: { rollbackWrittenMs: longAgoMs, lastStickyMs: { [b]: noon } } },
      null,
    ],
  ] as const)('hold its cookies: %s', (_what, row, untilMs) => {
    // prettier-ignore
    expect(cookiesUntilMs(away(row), b)).toBe(untilMs);
  });

  test.each([
    ['expire at a known time', { memory: { lastStickyMs: { [b]: seenMs } } }, 2200],
    ['are still being made', { isHeld: true }, null],
    ['may still be made, for all that is known', { sessions: 'cut:80=3' }, null],
    ['have expired', {}, null],
  ] as const)('are waited for only if these cookies expire at a known time: they %s', (_what, row, ms) => {
    const next = awaitCookies(away(row), 'rollback');
    expect(next?.act.kind === 'wait' ? next.act.ms : null).toBe(ms);
  });
});

describe('what people read about sessions', () => {
  test('status shows until when the warm time keeps them, and how many seconds are cut then', () => {
    expect(describeSessions(seen(lease)).join('\n')).toContain(
      'users with a cookie of a stay on it until 12:02 UTC, when its warm time ends. At the end, up to 1m00s of a session are cut.',
    );
  });

  test('status names the command where nothing ends them', () => {
    const text = describeSessions(seen({ ...lease, 'lease-until': '2026-03-01T11:59:00Z' })).join('\n');
    expect(text).toContain('as long as they return. The command teardown cuts their sessions');
  });

  test('plan shows each duration with its rules', () => {
    const rules = [60, 300].map((durationSeconds, index) =>
      aRule([], {
        port: index === 0 ? 80 : 443,
        actions: [aForward([[a, 0], [b, 1]], { stickiness: { enabled: true, durationSeconds } })], // prettier-ignore
      }),
    );
    const scene = sceneOf(aPlan(), aWorld({ taskSets: [live], rules }), aMemory());
    const [text = ''] = sessionFindings(scene);
    expect(text).toMatch(/HTTP:80 default action keeps users on their target group for 60 s, and .*443 default action keeps users on their target group for 300 s/); // prettier-ignore
  });

  test('commands to paste say that they turn off stickiness, and only then', () => {
    const said = (
      weights: readonly (readonly [TargetGroupArn, number])[],
      isOn: boolean,
      isOwn = false,
    ): string => {
      const stickiness = isOn ? on : { ...on, enabled: false };
      const rule = aRule([], { actions: [aForward(weights, { stickiness })] });
      const groups = [a, b, c].map((group) => aGroup(group, { isSticky: isOwn }));
      const scene = sceneOf(aPlan(), aWorld({ taskSets: [live, warm], rules: [rule], groups }), aMemory());
      return byHand(scene, [rule], a, b).note;
    };
    const both = [[a, 1], [b, 0]] as const; // prettier-ignore
    const three = [...both, [c, 1]] as const;
    expect(said(both, false)).toBe('');
    expect(said(both, true)).toMatch(
      /turn off the stickiness of HTTP:80 default action \(300 s\), .* once the next release is over, turn it on again by hand/,
    );
    // ELB accepts what is left of three groups with sessions of their own only as long as the forward is sticky.
    expect(said(three, true, true)).toBe('');
    expect(said([[a, 1], [c, 1]], false, true)).toMatch(/turn on the stickiness of HTTP:80 default action \(300 s\)/); // prettier-ignore
  });

  const change = (state: FakeState): void => {
    withSessions(state, 600);
  };
  test.each(['deploy', 'sweep'] as const)(
    'the end of a %s that cut says what is off, and until when',
    (command) => {
      const aws = command === 'deploy' ? anAws('good', change) : after(aPlan({ teardown: 'defer' }), undefined, 'good', change); // prettier-ignore
      if (command === 'sweep') {
        aws.nowMs += 120_000;
        aws.state.runs = [{ runId: 100, isOver: true }];
      }
      const run = cleanRun(aws, command === 'deploy' ? aPlan() : commandPlan('sweep'));
      expect(said(run)).toMatch(/no longer keeps users on their target group: its stickiness of 600 s was turned off to cut sessions/); // prettier-ignore
      expect(run.steps.some(({ because }) => /up to [\dhms]+ of a session are cut/.test(because))).toBe(true);
      const reason = /its lease ended at/g;
      expect((run.ending?.message.match(reason) ?? []).length).toBeLessThan(3);
    },
  );
});
