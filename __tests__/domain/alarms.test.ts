// Which alarms judge a release, and what survives the process.
import { describe, expect, test } from '@jest/globals';
import {
  evolveWaiting,
  formatNoted,
  parseNoted,
  redButNotJudging,
  redSinceSwitch,
} from '../../src/domain/common/alarms/judging.ts';
import type { AlarmView } from '../../src/domain/common/alarms/view.ts';
import { alarmTag, needsAlarms } from '../../src/domain/task-sets/alarms/judged.ts';
import { alarmTimes, describeRed, unreadAlarms } from '../../src/domain/task-sets/alarms/describe.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { dueParts } from '../../src/domain/task-sets/decide/due-parts.ts';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import { allReadAt, everything } from '../../src/domain/task-sets/model/look.ts';
import { wait } from '../../src/domain/task-sets/model/make-step.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';
import { aDenial, alarmsAs, alarmsUnread, anAlarm } from '../support/alarms.ts';
import { baking, blue, failed, green, inBake, plan as bakingPlan, tags } from '../support/baking.ts';
import { aGreen, aMemory, aPlan, aService, aSet, aWorld, noon } from '../support/worlds.ts';

const names = ['web-5xx', 'latency'];
const plan = { ...bakingPlan, alarms: names };
const secondsAgo = (seconds: number): number => noon - seconds * 1000;
/** `inBake` saw the switch 20 s ago. */
const red = (seconds: number): AlarmView =>
  anAlarm('web-5xx', { state: 'ALARM', sinceMs: secondsAgo(seconds) });
const noData = anAlarm('web-5xx', { state: 'INSUFFICIENT_DATA' });
const latency = anAlarm('latency');
const switchedMs = secondsAgo(20);
const tagged = (waiting: readonly string[]): World['service'] =>
  aService({
    tags: {
      ...tags,
      'switched-at': new Date(switchedMs).toISOString(),
      'bake-until': new Date(switchedMs + 300_000).toISOString(),
      alarms: formatNoted({ switchedMs, waiting }, names),
    },
  });

describe('an alarm judges', () => {
  test.each<[string, AlarmView, readonly string[], readonly string[]]>([
    ['red since the switch', red(5), [], ['web-5xx']],
    ['red since before the switch', red(30), [], []],
    ['red since the very second of the switch', red(20), [], []],
    ['red since the switch, but not OK before', red(5), ['web-5xx'], []],
    ['red at a time that is not known', { ...red(5), sinceMs: null }, [], []],
    ['OK', anAlarm('web-5xx', { sinceMs: secondsAgo(5) }), [], []],
    ['without data', { ...noData, sinceMs: secondsAgo(5) }, [], []],
  ])('%s', (_what, alarm, waiting, expected) => {
    const judged = { view: alarmsAs(alarm, latency), waiting, switchedMs };
    expect(redSinceSwitch(judged).map(({ name }) => name)).toEqual(expected);
    expect(redSinceSwitch({ ...judged, switchedMs: null })).toEqual([]);
  });

  test.each<[string, readonly string[] | null, readonly AlarmView[], readonly string[]]>([
    ['from the start if it is OK then', null, [anAlarm('web-5xx'), latency], []],
    ['not while it is red', null, [red(500), latency], ['web-5xx']],
    ['not while it has no data', null, [noData, latency], ['web-5xx']],
    ['not if it does not exist', null, [latency], ['web-5xx']],
    ['from its first OK', ['web-5xx'], [anAlarm('web-5xx'), latency], []],
    ['for good once it was OK', [], [red(5), { ...latency, state: 'INSUFFICIENT_DATA' }], []],
    ['not any more if it went red before the switch', [], [red(30), latency], ['web-5xx']],
  ])('%s', (_what, waiting, alarms, expected) => {
    expect(evolveWaiting({ view: alarmsAs(...alarms), waiting, switchedMs }, names)).toEqual(expected);
  });

  test('only from its next OK if it is red when there was no switch yet', () => {
    const seen = (alarm: AlarmView, waiting: readonly string[]) => ({
      view: alarmsAs(alarm, latency),
      waiting,
    });
    const before = evolveWaiting({ ...seen(red(30), []), switchedMs: null }, names);
    expect(before).toEqual(['web-5xx']);
    const without = evolveWaiting({ ...seen(noData, before), switchedMs }, names);
    expect(redSinceSwitch({ ...seen(red(5), without), switchedMs })).toEqual([]);
    const ok = evolveWaiting({ ...seen(anAlarm('web-5xx'), without), switchedMs }, names);
    expect(redSinceSwitch({ ...seen(red(5), ok), switchedMs })).toHaveLength(1);
  });

  test('or says why it does not', () => {
    const why = (waiting: readonly string[], alarm: AlarmView) =>
      redButNotJudging({ view: alarmsAs(alarm), waiting, switchedMs }).map((one) => one.why);
    expect(why([], red(30))).toEqual(['it went red before the switch']);
    expect(why(['web-5xx'], red(5))).toEqual(['it has not been OK since before the switch']);
    expect(why([], red(5))).toEqual([]);
  });
});

describe('the tag of the alarms', () => {
  const many = Array.from({ length: 100 }, (_, index) => `alarm ${String(index)}`);
  test.each<[string, readonly string[], readonly string[]]>([
    ['none waits', names, []],
    ['one waits', names, ['latency']],
    ['a hundred wait', many, many],
  ])('reads as it was written: %s', (_what, all, waiting) => {
    const text = formatNoted({ switchedMs, waiting }, all);
    expect(parseNoted(text, all)).toEqual({ switchedMs, waiting });
    expect(text).toMatch(/^[\w :/.-]{1,60}$/);
  });

  test.each([undefined, '', 'x', '2026-03-01T12:00:00Z/3/0', '2026-03-01T12:00:00Z/2/', 'soon/2/1'])(
    'counts as absent if it is %s',
    (text) => {
      expect(parseNoted(text, names)).toBeNull();
    },
  );
});

const see = (changes: Partial<World>, memory: Memory = inBake()): Memory =>
  evolveWorld(plan, memory, baking(null, { service: tagged([]), ...changes }));
const failureIn = (memory: Memory): string | null => memory.failure?.reason ?? null;

describe('in the bake', () => {
  test('an alarm that goes red rolls back, and says when and why', () => {
    const { failure } = see({ alarms: alarmsAs(red(5), latency) });
    expect(failure?.reason).toBe('bake-alarm-red');
    expect(failure?.what).toMatch(
      /^alarm "web-5xx" went red 15s after the switch to green .*Threshold Crossed/,
    );
  });

  test.each<[string, Partial<World>, Memory]>([
    ['that was red before the switch', { alarms: alarmsAs(red(30), latency) }, inBake()],
    [
      'that was red at the start and has not been OK',
      { service: tagged(['web-5xx']), alarms: alarmsAs(red(5), latency) },
      inBake({ waitingAlarms: ['web-5xx'] }),
    ],
    ['after the bake', { alarms: alarmsAs(red(5), latency) }, inBake({ isBakePassed: true })],
    ['before anything was read', { alarms: null }, inBake()],
  ])('no alarm rolls back %s', (_what, changes, memory) => {
    expect(failureIn(see(changes, memory))).toBeNull();
  });

  test.each<[string, readonly string[], AlarmView, string | null]>([
    ['that was OK at the switch', [], red(5), 'bake-alarm-red'],
    ['that was red at the switch', ['web-5xx'], red(5), null],
    ['that went red before the switch', [], red(30), null],
  ])('a new process judges an alarm %s as the one before', (_what, waiting, alarm, expected) => {
    const changes = { service: tagged(waiting), alarms: alarmsAs(alarm, latency) };
    const forgetful = aMemory({ startedAtMs: noon, blue: blue.arn, fence: inBake().fence });
    expect(failureIn(see(changes, inBake({ waitingAlarms: waiting })))).toBe(expected);
    expect(failureIn(see(changes, forgetful))).toBe(expected);
  });

  test('a new process that finds no tag lets every alarm judge', () => {
    const service = aService({ tags: { ...tags, 'switched-at': new Date(switchedMs).toISOString() } });
    const forgetful = aMemory({ startedAtMs: noon, blue: blue.arn });
    expect(failureIn(see({ service, alarms: alarmsAs(red(5), latency) }, forgetful))).toBe('bake-alarm-red');
  });

  test('a runner whose clock is wrong judges by the clock of AWS', () => {
    // Ten minutes ahead: the switch was at 11:49:40 for AWS, and the alarm went red five seconds later.
    const service = aService({ tags });
    const ahead = { alarms: [red(615)], skewMs: 600_000 };
    expect(failureIn(see({ service, alarms: ahead }))).toBe('bake-alarm-red');
    expect(failureIn(see({ service, alarms: { alarms: [red(621)], skewMs: 600_000 } }))).toBeNull();
  });

  test('an alarm that was OK is noted, so that it judges for the next process too', () => {
    const world = baking(null, {
      service: tagged(['web-5xx']),
      alarms: alarmsAs(anAlarm('web-5xx'), latency),
    });
    const memory = evolveWorld(plan, inBake({ waitingAlarms: ['web-5xx'] }), world);
    const { act } = decideNextStep(plan, world, memory);
    expect(act).toMatchObject({
      kind: 'tag-service',
      tags: { green: green.arn, alarms: formatNoted({ switchedMs, waiting: [] }, names) },
    });
    const noted = { ...world, service: tagged([]) };
    expect(decideNextStep(plan, noted, memory).act.kind).not.toBe('tag-service');
  });

  test('alarms that can no longer be read roll nothing back, and one note says so', () => {
    const look = alarmsUnread(aDenial, secondsAgo(900), secondsAgo(910));
    const world = baking(look, { service: tagged([]), alarms: alarmsAs(red(30), latency) });
    const memory = evolveWorld(plan, inBake({ waitingAlarms: [] }), world);
    expect(failureIn(memory)).toBeNull();
    const scene = sceneOf(plan, world, memory);
    expect(unreadAlarms(scene)).toEqual([
      expect.stringMatching(
        /^The alarms can't be read since 11:45 UTC \(cloudwatch:DescribeAlarms: AccessDenied\)/,
      ),
    ]);
    expect(describeRed(scene)).toMatch(
      /^Alarm "web-5xx" is in ALARM since .*It doesn't roll back: it went red before/,
    );
  });

  test('an alarm rolls back also while the rules can not be read', () => {
    const readings = allReadAt(noon);
    const failing = { sinceMs: secondsAgo(3), atMs: noon, trouble: { ...aDenial, kind: 'busy' as const } };
    const rules = { ...readings.rules, isNew: false, failing };
    const look = { isWhole: true, endedMs: noon, readings: { ...readings, rules } };
    const world = baking(look, { service: tagged([]), alarms: alarmsAs(red(5), latency) });
    expect(failureIn(evolveWorld(plan, inBake({ waitingAlarms: [] }), world))).toBe('bake-alarm-red');
  });

  test('the end says how long it took to detect and to restore, and what failed in between', () => {
    const failure = see({ alarms: alarmsAs(red(5), latency) }).failure!;
    const memory = inBake({
      failure,
      rollbackWrittenMs: noon + 2500,
      bakeProbe: { ...inBake().bakeProbe, asked: 40, failed: 3 },
    });
    expect(alarmTimes(sceneOf(plan, baking(null), memory), failure)).toEqual([
      'Time to detect: 20s after the switch. Time to restore: 2.5 s. Of 40 probes of production in between, 3 failed.',
    ]);
  });
});

describe('before the switch', () => {
  const starting = (changes: Partial<World>, memory: Partial<Memory> = {}): Scene => {
    const world = aWorld({ taskSets: [aSet(1), aGreen(2)], ...changes });
    return sceneOf(plan, world, aMemory(memory));
  };

  test('the lease notes the switch by the clock of AWS and the alarms that do not judge yet', () => {
    const scene = starting(
      { alarms: { alarms: [red(500), latency], skewMs: 60_000 } },
      { waitingAlarms: ['web-5xx'] },
    );
    expect(alarmTag(scene, noon)).toEqual({
      alarms: formatNoted({ switchedMs: noon - 60_000, waiting: ['web-5xx'] }, names),
    });
    expect(alarmTag({ ...scene, request: aPlan() }, noon)).toEqual({});
  });

  test('preflight waits while AWS is busy, and for no rollback', () => {
    const look = alarmsUnread({ ...aDenial, kind: 'busy', code: 'Throttling' }, secondsAgo(2));
    const world = aWorld({ alarms: null, look });
    expect(decideNextStep(plan, world, aMemory())).toMatchObject({
      phase: 'preflight',
      reason: 'backing-off',
      act: { kind: 'wait' },
    });
    const rollback = aPlan({ command: 'rollback', alarms: names });
    expect(decideNextStep(rollback, world, aMemory()).reason).not.toBe('backing-off');
  });

  test('a red alarm that is ignored lets the release begin, and does not judge', () => {
    const accepting = aPlan({ alarms: names, ignored: ['alarm-red'] });
    const world = aWorld({ alarms: alarmsAs(red(500), latency) });
    const memory = evolveWorld(accepting, aMemory(), world);
    expect(memory.waitingAlarms).toEqual(['web-5xx']);
    expect(decideNextStep(accepting, world, memory).act.kind).toBe('tag-service');
  });
});

describe('alarms are read', () => {
  const bakes = wait('bake', 'baking', 'a test', 1000);
  const dueAfter = (request: typeof plan, ms: number) => {
    const look = { isWhole: true, endedMs: noon, readings: allReadAt(noon) };
    const scene = sceneOf(
      request,
      baking(look, { alarms: alarmsAs(latency) }),
      inBake({ goodBakeStreak: 9 }),
    );
    return dueParts(scene, bakes, noon + ms).parts.includes('alarms');
  };

  test('every ten seconds of a bake, if there are any', () => {
    expect(dueAfter(plan, 9999)).toBe(false);
    expect(dueAfter(plan, 10_000)).toBe(true);
    expect(dueAfter({ ...plan, alarms: [] }, 60_000)).toBe(false);
    expect(everything.parts).toContain('alarms');
  });

  test('no more once the bake is over, or the release is rolled back', () => {
    expect(needsAlarms(plan, inBake())).toBe(true);
    expect(needsAlarms(plan, inBake({ isBakePassed: true }))).toBe(false);
    expect(needsAlarms(plan, failed())).toBe(false);
  });
});
