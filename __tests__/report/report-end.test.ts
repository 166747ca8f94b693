import { beforeEach, describe, expect, test } from '@jest/globals';
import { reportRefusal } from '../../src/report/refusal.ts';
import { InputError } from '../../src/errors.ts';
import { aFrame, aStep, at, gatesPassed, goodFrames, shopPlan, turnedBack } from './stories.ts';
import { aGreen, aSet } from '../support/worlds.ts';
import { aDesk, anEnd, finish, wentBack, type Desk } from './report-desk.ts';

let desk: Desk;
let { runner, states, aReporter, show } = aDesk();

beforeEach(() => {
  desk = aDesk();
  ({ runner, states, aReporter, show } = desk);
});

describe('the outputs', () => {
  test('are written for a release', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames);
    await finish(reporter);
    expect(desk.outputs).toMatchObject({
      result: 'released',
      'reason-code': 'released',
      'release-id': '100-shop',
      'green-task-set-arn': aGreen(42).arn,
      'blue-task-set-arn': aSet(41).arn,
      'task-definition-arn': aGreen(42).taskDefinition,
      'blue-kept-until': '',
    });
    expect(JSON.parse(desk.outputs.timings!)).toMatchObject({
      ready: 41,
      bake: 300,
      warm: 600,
      teardown: 41,
    });
    expect(JSON.parse(desk.outputs['result-json']!)).toMatchObject({
      version: 1,
      result: 'released',
      commit: shopPlan.release.commit,
    });
  });

  test('are written for a failure, with the sets that were there', async () => {
    const reporter = aReporter();
    await show(reporter, turnedBack);
    await finish(reporter, wentBack);
    expect(desk.outputs).toMatchObject({ result: 'rolled-back', 'reason-code': 'not-ready-in-time' });
    expect(desk.outputs['green-task-set-arn']).toBe(aGreen(42).arn);
    expect(JSON.parse(desk.outputs['result-json']!)).toMatchObject({ details: ['Raise ready-timeout.'] });
  });

  test('say until when blue is kept where a cancelled run leaves it', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames.slice(0, 7));
    await finish(reporter, anEnd({ result: 'failed', reason: 'cancelled', message: 'Interrupted.' }));
    expect(desk.outputs['blue-kept-until']).toBe('2026-03-01T12:16:00.000Z');
  });
});

describe('the end', () => {
  test('is red unless released, said once with its title, with everything to do', async () => {
    await finish(aReporter(), wentBack);
    expect(runner.failures).toEqual([
      {
        title: 'shop: rolled back',
        message: `${wentBack.act.message}\nRaise ready-timeout.`,
      },
    ]);
  });

  test('is left for post, which has nothing more to do once it is told', async () => {
    await finish(aReporter(), wentBack);
    expect(JSON.parse(states.get('ending')!)).toMatchObject({ result: 'rolled-back', isReported: true });
  });

  test('by an error that nobody expected is called a bug, with where traffic was last seen', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames.slice(0, 6));
    await reporter.crash(new RangeError('too deep'));
    expect(desk.outputs).toMatchObject({ result: 'failed', 'reason-code': 'bug' });
    expect(runner.failures[0]?.message).toContain('RangeError: too deep');
    expect(runner.failures[0]?.message).toContain('Last seen: All production traffic is on green');
  });
});

describe('the log', () => {
  test('lists what was found before the first step, then a group a phase with its time', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames);
    await finish(reporter);
    const { lines } = runner;
    expect(lines[0]).toBe('> found: what this release builds on');
    const prepare = lines.indexOf('> prepare: preparing');
    expect(lines.indexOf("pair: a (blue's) and b (green's); named by target-groups")).toBeLessThan(prepare);
    expect(lines).toEqual(expect.arrayContaining(['ready took 41s', 'bake took 5m00s']));
    expect(lines.at(-1)).toBe('Released: it serves.');
  });

  test('adds waits up instead of saying each', async () => {
    const reporter = aReporter();
    const looks = Array.from({ length: 30 }, (_, k) => ({ ...goodFrames[2]!, seconds: 8 + k }));
    const shown = looks.map((look) => ({ ...look, world: { ...look.world, nowMs: at(look.seconds) } }));
    await show(reporter, [...shown, goodFrames[3]!]);
    expect(runner.lines.filter((line) => line === 'waiting-for-ready it is')).toHaveLength(1);
    expect(runner.lines).toContain('waited 41s: 30× waiting-for-ready it is');
  });

  test('tells a trouble as it comes, and counts it when it comes again', async () => {
    const reporter = aReporter();
    await show(reporter, goodFrames.slice(0, 3));
    const trouble = {
      kind: 'busy',
      action: 'ecs:DescribeServices',
      resource: 'shop',
      code: 'ThrottlingException',
      message: 'Rate exceeded',
    } as const;
    reporter.onTrouble(trouble);
    reporter.onTrouble(trouble);
    await show(reporter, [goodFrames[3]!]);
    const words = 'ecs:DescribeServices on shop: ThrottlingException: Rate exceeded';
    expect(runner.lines.filter((line) => line === words)).toHaveLength(1);
    expect(runner.lines.join('\n')).toContain(`2× ${words}`);
  });

  test('says why it goes back at the moment it does', async () => {
    const reporter = aReporter();
    await show(reporter, turnedBack);
    expect(runner.lines.join('\n')).toContain(
      'rolling back: green task set ecs-svc/42 was not ready after 10m00s',
    );
  });

  test('says when the bake is over', async () => {
    const reporter = aReporter();
    await show(reporter, [
      goodFrames[5]!,
      aFrame(360, aStep('warm', 'warm'), {
        isSwitched: true,
        memory: { ...gatesPassed, isBakePassed: true },
      }),
    ]);
    expect(runner.lines).toContain('bake passed: 5m00s without a failure signal');
  });
});

describe('wrong inputs', () => {
  test('are all told, on the page and in the outputs, and the run is red once', async () => {
    const problems = ['cluster: is missing', 'bake-time: "5" is not a duration: write 5m or 5s'];
    await reportRefusal(new InputError(problems), {
      runner,
      secrets: [],
      saveState: (name, value) => states.set(name, value),
      writeOutputs: (values) => {
        desk.outputs = values;
      },
    });
    expect(runner.failures).toHaveLength(1);
    for (const problem of problems) expect(runner.failures[0]?.message).toContain(problem);
    expect(desk.outputs).toMatchObject({ result: 'refused', 'reason-code': 'inputs-invalid' });
    expect(runner.summaries[0]).toContain('- cluster: is missing');
    expect(states.get('ending')).toContain('"isReported":true');
  });
});
