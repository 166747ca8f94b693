// What the log shows while traffic moves, and while a run waits.
import { describe, expect, test } from '@jest/globals';
import { failureOf } from '../../src/domain/common/run/failure.ts';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { FailureReason } from '../../src/domain/common/run/failure.ts';
import { aDesk, anEnd, finish, wentBack } from './report-desk.ts';
import { a, aRule, b, c } from '../support/worlds.ts';
import { aFrame, aStep, at, gatesPassed, goodFrames, shopPlan, type Frame } from './stories.ts';

async function logOf(frames: readonly Frame[], request: Request = shopPlan, end = anEnd()) {
  const desk = aDesk();
  const reporter = desk.aReporter({}, request);
  await desk.show(reporter, frames);
  await finish(reporter, end);
  return desk.runner.lines;
}

const since = (lines: readonly string[], title: string): readonly string[] =>
  lines.slice(lines.indexOf(title));

/** Fails at second 70, and the last rule is written 0.8 s later. */
function rolledBack(reason: FailureReason): readonly Frame[] {
  const failure = failureOf({ reason, what: 'it fails', advice: 'Fix it.', atMs: at(70) });
  const before = { ...gatesPassed, failure };
  const after = { ...before, rollbackWrittenMs: at(70.8), rollbackBegunMs: at(70.8) };
  return [
    ...goodFrames.slice(0, 6),
    aFrame(70, aStep('rollback', 'rolling-back'), { isSwitched: true, memory: before }),
    aFrame(71, aStep('rollback', 'watching-rollback'), { memory: after }),
    aFrame(72, aStep('rollback', 'watching-rollback'), { memory: after }),
  ];
}

const ahead =
  'For 10 s this run watches the rules and repeats the rollback if something undoes it. Then it cleans up.';

describe('a rollback', () => {
  test.each([
    ['bake-probes-failed', '0.8 s after the failure was detected'],
    ['cancelled', '0.8 s after the run was cancelled'],
    ['requested', '1m11s after this run began'],
    ['unfinished-rollback', '1m11s after this run began'],
  ] as const)(
    'for %s first says outside of any group that production is back, then what is watched',
    async (reason, after) => {
      const lines = await logOf(rolledBack(reason), shopPlan, wentBack);
      const from = lines.indexOf('> rollback: rolling back to blue');
      expect(lines.slice(from + 1, lines.indexOf('rollback took 2s'))).toEqual([
        'rolling back: it fails. Fix it.',
        'rolling-back it is',
        '<',
        `Production is back on blue ecs-svc/41 (web:41), ${after}.`,
        ahead,
        '> rollback: watching it, then cleaning up',
        'watching-rollback it is',
        'waited 1s: 2× watching-rollback it is',
        '<',
      ]);
    },
  );

  test('that something undoes says again that production is back', async () => {
    const frames = rolledBack('bake-probes-failed');
    const [undone, again] = [frames[6]!, frames[7]!];
    const lines = await logOf([
      ...frames,
      { ...undone, seconds: 73, world: { ...undone.world, nowMs: at(73) } },
      { ...again, seconds: 74, world: { ...again.world, nowMs: at(74) } },
    ]);
    expect(lines.filter((line) => line.startsWith('Production is back on blue'))).toHaveLength(2);
    expect(lines).toContain('traffic: All production traffic is on green ecs-svc/42 (web:42).');
  });

  test('next to a third group with a share says that green has none, and what has it', async () => {
    const share = aRule([[a, 90], [b, 0], [c, 10]], { port: 81 }); // prettier-ignore
    const frames = rolledBack('bake-probes-failed').map((frame) => ({
      ...frame,
      world: { ...frame.world, rules: [...frame.world.rules, share] },
    }));
    const lines = await logOf(frames, shopPlan, wentBack);
    expect(lines).toContain(
      'Green has no production traffic any more, 0.8 s after the failure was detected. Production traffic is split between ' +
        'blue ecs-svc/41 (web:41) and target group c, where this service has no task set.',
    );
    expect(lines.filter((line) => line.includes('is back on'))).toEqual([]);
  });

  test('of a green that never had traffic moves nothing and says so only at its end', async () => {
    const [first, ...rest] = rolledBack('cancelled').slice(-2);
    const memory = { ...first!.memory, rollbackWrittenMs: null };
    const frames = [first!, ...rest].map((frame) => ({ ...frame, memory }));
    const lines = await logOf([...goodFrames.slice(0, 4), ...frames]);
    expect(lines.filter((line) => line.includes('is back on'))).toEqual([]);
  });
});

test('a move of all traffic is one line between the groups of two phases', async () => {
  const lines = since(await logOf(goodFrames.slice(0, 6)), '> switch: switching production to green');
  expect(lines.slice(2, 6)).toEqual([
    '<',
    'switch took 3s',
    'traffic: All production traffic is on green ecs-svc/42 (web:42).',
    '> bake: green serves and is monitored',
  ]);
});

test.each([
  ['bake', 'baking', { isSwitched: true }, 'green 100 %'],
  ['warm', 'warm', { isSwitched: true }, 'green 100 %'],
  ['ready', 'waiting-for-ready', {}, 'blue 100 %'],
  ['rollback', 'waiting-for-blue-to-serve', { isSwitched: true }, 'green 100 %'],
] as const)(
  'a long wait in %s is repeated once a minute with the split',
  async (phase, reason, shown, split) => {
    const seconds = Array.from({ length: 19 }, (_, index) => 100 + index * 10);
    const lines = await logOf(
      seconds.map((second) => aFrame(second, aStep(phase, reason), { ...shown, memory: gatesPassed })),
    );
    const beats = lines.filter((line) => line.startsWith('still: '));
    expect(beats.map((line) => /\((.*)\); production: (.*)$/.exec(line)?.slice(1))).toEqual([
      ['1m00s', split],
      ['2m00s', split],
      ['3m00s', split],
    ]);
  },
);
