// What is live, and since when, at every end.
import { describe, expect, test } from '@jest/globals';
import { outputsOf, outputsWithoutPlan, resultOf } from '../../src/report/outputs.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { commandPlan, released, warm } from '../support/commands.ts';
import { a, aGreen, aRule, aSet, b, c } from '../support/worlds.ts';
import { toldOf } from './command-gallery.ts';
import { aDesk, anEnd, finish } from './report-desk.ts';
import { aFrame, aStep, at, gatesPassed, gallery, goodFrames, told, type Frame } from './stories.ts';

const liveOf = (frames: readonly Frame[]) => told(frames).live;

describe('what is live', () => {
  test('is blue before the switch and green after it, with the time of the switch', () => {
    expect(liveOf(goodFrames.slice(0, 4))).toMatchObject({ arn: aSet(41).arn, sinceMs: null });
    expect(liveOf(goodFrames)).toMatchObject({ arn: aGreen(42).arn, sinceMs: at(60) });
  });

  test('is blue since the switch of its own release, also while the tags of the next are written', () => {
    const first = aFrame(1, aStep('prepare'), { sets: [aSet(41)] });
    const tags = { green: aSet(41).arn, 'switched-at': new Date(at(-3600)).toISOString() };
    const before = { ...first, world: { ...first.world, service: { ...first.world.service, tags } } };
    expect(liveOf([before])?.sinceMs).toBe(at(-3600));
    expect(liveOf([before, aFrame(50, aStep('switch'), { memory: gatesPassed })])?.sinceMs).toBe(at(-3600));
    expect(commentOf(told([before]))).toContain('(web:41) since 11:00 UTC.**');
  });

  test('is blue since its return after a rollback', () => {
    const returned = aFrame(90, aStep('rollback'), {});
    expect(liveOf([...goodFrames.slice(0, 6), returned])).toMatchObject({
      arn: aSet(41).arn,
      sinceMs: at(90),
    });
  });

  test('is nothing while traffic is split', () => {
    const frame = aFrame(59, aStep('switch'));
    const weights = [
      [a, 50],
      [b, 50],
    ] as const;
    const split = { ...frame, world: { ...frame.world, rules: [aRule(weights)] } };
    expect(liveOf([split])).toBeNull();
  });
});

describe('next to a third group with a share', () => {
  const shared = (weights: Parameters<typeof aRule>[0], frame: Frame): Frame => ({
    ...frame,
    world: { ...frame.world, rules: [...frame.world.rules, aRule(weights, { port: 81 })] },
  });
  // prettier-ignore
  const rows: readonly [string, Parameters<typeof aRule>[0], string | null, boolean, boolean][] = [
    ['of its rule', [[a, 0], [b, 9], [c, 1]], 'ecs-svc/42', false, false],
    ['of all of a rule', [[a, 0], [b, 0], [c, 1]], 'ecs-svc/42', false, false],
    ['of nothing', [[a, 0], [b, 9], [c, 0]], 'ecs-svc/42', true, true],
    ['and blue', [[a, 1], [b, 8], [c, 1]], null, false, false],
  ];

  test.each(rows)(
    '%s, green is live, and has all of it only if nothing else has any',
    (_, weights, live, hasAll, isOnGreen) => {
      const report = told(goodFrames.slice(0, 6).map((frame) => shared(weights, frame)));
      expect([report.live?.id ?? null, report.live?.hasAll ?? false]).toEqual([live, hasAll]);
      expect(report.traffic?.isOnGreen).toBe(isOnGreen);
      expect(resultOf(report).traffic?.sentence.startsWith('All ')).toBe(isOnGreen);
    },
  );

  test('its time is not that of the third group', () => {
    const text = commentOf(told(goodFrames.slice(0, 6).map((frame) => shared(rows[0]![1], frame))));
    expect(text).toContain(
      '**Production traffic is split between green ecs-svc/42 (web:42) and target group c, where this service has no task set. ' +
        'ecs-svc/42 has been live since 12:01 UTC.**',
    );
    expect(text).toContain('to other target groups');
    expect(text).toContain('**Rollback**: ready');
  });
});

describe('the output for it', () => {
  test('is what the rules say after every command', () => {
    const stories = [
      [warm(), 'rollback'],
      [warm(), 'teardown'],
      [warm(), 'status'],
      [released(), 'rollback'],
      [released(), 'promote'],
    ] as const;
    for (const [aws, command] of stories) {
      const outputs = outputsOf(toldOf(aws, commandPlan(command)));
      const { rules, taskSets } = aws.truth('');
      const groups = new Set(
        rules
          .flatMap(({ actions }) =>
            actions.flatMap((action) =>
              action.type === 'forward' ? action.groups.filter(({ weight }) => weight > 0) : [],
            ),
          )
          .map(({ group }) => group),
      );
      const [live, ...more] = taskSets.filter(
        ({ attachment, status }) =>
          status !== 'DRAINING' && attachment !== null && groups.has(attachment.group),
      );
      expect(more).toEqual([]);
      expect(outputs['live-task-set-arn']).toBe(live?.arn);
      expect(outputs['live-task-definition-arn']).toBe(live?.taskDefinition);
    }
  });

  test('is blue where the release was refused or has failed before the switch', () => {
    for (const name of ['refused', 'rolled back'])
      expect(outputsOf(gallery[name]!)['live-task-set-arn']).toBe(aSet(41).arn);
  });

  test('is empty where nothing was read', () => {
    expect(outputsOf(gallery['just begun']!)['live-task-set-arn']).toBeNull();
    expect(outputsWithoutPlan('inputs-invalid', 'No.', [])['live-task-definition-arn']).toBeNull();
    expect(resultOf(gallery['just begun']!).live).toBeNull();
  });

  test('is empty where the run ended before it saw what its last write did', async () => {
    const desk = aDesk();
    const reporter = desk.aReporter();
    const write = aStep('switch', 'switching', { kind: 'label', set: aGreen(42).arn, withinMs: null });
    await desk.show(reporter, [...goodFrames.slice(0, 4), { ...goodFrames[4]!, step: write }]);
    await reporter.crash(new Error('boom'));
    expect(desk.outputs['live-task-set-arn']).toBe('');
    const seen = aDesk();
    const other = seen.aReporter();
    await seen.show(other, goodFrames.slice(0, 5));
    await finish(other, anEnd({ result: 'failed', reason: 'cancelled' }));
    expect(seen.outputs['live-task-set-arn']).toBe(aSet(41).arn);
  });
});
