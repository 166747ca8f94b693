import { describe, expect, test } from '@jest/globals';
import { evolveWorld } from '../../src/domain/task-sets/evolve/evolve.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { commentOf } from '../../src/report/messages/comment.ts';
import { createStepLog } from '../../src/report/log.ts';
import { resultOf } from '../../src/report/outputs.ts';
import { recordingRunner } from '../support/reporting.ts';
import { aStop } from '../support/stops.ts';
import { plainTask } from '../support/tasks.ts';
import { aSet, groupsFor } from '../support/worlds.ts';
import { aFrame, aStep, at, ended, shopPlan, told, type Frame } from './stories.ts';

const warmStep = aStep('warm', 'warm');

/** Frames of a warm time, each a look with new readings; memory as the engine keeps it. */
function warmFrames(worlds: readonly ((world: World) => World)[]): readonly Frame[] {
  let memory: Memory | null = null;
  return worlds.map((change, n) => {
    const frame = aFrame(400 + 15 * n, warmStep, {
      isSwitched: true,
      sets: [aSet(41, { status: 'ACTIVE' }), aFrame(0, warmStep).world.taskSets[1]!],
      memory: { isBakePassed: true },
    });
    const world = change(frame.world);
    memory = evolveWorld(shopPlan, memory ?? frame.memory, world);
    return { ...frame, world, memory };
  });
}

const same = (world: World): World => world;
const withoutBlue = (world: World): World => ({ ...world, groups: groupsFor(world.taskSets.slice(1)) });
const withDigests =
  (...digests: readonly string[]) =>
  (world: World): World => ({
    ...world,
    taskSets: world.taskSets.map((set) =>
      set.id === 'ecs-svc/41'
        ? {
            ...set,
            tasks: digests.map((digest, k) => ({
              ...plainTask(41, k),
              images: [{ name: 'web', digest, isPinned: false }],
            })),
          }
        : set,
    ),
  });

const withCookies =
  (durationSeconds: number) =>
  (world: World): World => ({
    ...world,
    rules: world.rules.map((rule) => ({
      ...rule,
      actions: rule.actions.map((action) =>
        action.type === 'forward' ? { ...action, stickiness: { enabled: true, durationSeconds } } : action,
      ),
    })),
  });

function logOf(frames: readonly Frame[]): readonly string[] {
  const runner = recordingRunner();
  const log = createStepLog(runner);
  frames.forEach((_frame, n) => {
    const [before, after] = [told(frames.slice(0, n), shopPlan), told(frames.slice(0, n + 1), shopPlan)];
    log.step(before, after, { ...warmStep, kind: 'wait' });
  });
  return runner.lines.filter((line) => line.startsWith('warning: '));
}

describe('a warm blue that becomes unhealthy', () => {
  const frames = warmFrames([same, withoutBlue, withoutBlue, withoutBlue, withoutBlue, withoutBlue]);
  const after = (count: number): string => commentOf(told(frames.slice(0, count), shopPlan));

  test('is not ready for a rollback from the first look that shows it', () => {
    expect(after(1)).toContain('ready, about 2 s. Blue `web:41` is kept until');
    expect(after(1)).not.toContain('not ready');
    expect(after(2)).toMatch(
      /\*\*Rollback\*\*: not ready: blue ecs-svc\/41 .* has 0 healthy targets that stay, green/,
    );
  });

  test('is reported once it is certain, once in the log, with what to do', () => {
    expect(after(3)).not.toContain('would not help now');
    expect(after(4)).toMatch(
      /A rollback to warm blue would not help now: .*Check why the tasks of blue fail/s,
    );
    const [line, ...more] = logOf(frames);
    expect(line).toMatch(/^warning: A rollback to warm blue would not help now: .*only with force: true\.$/);
    expect(more).toEqual([]);
  });

  test('is in the JSON output, as of the time at which its targets were read', () => {
    const json = resultOf(ended(told(frames, shopPlan), { result: 'released', reason: 'released' }, 500));
    expect(json.rollback).toEqual({
      isReady: false,
      words: expect.stringMatching(/^no: blue ecs-svc\/41/),
      asOf: new Date(at(475)).toISOString(),
    });
  });

  test('is ready again when it has recovered', () => {
    const healed = warmFrames([withoutBlue, withoutBlue, withoutBlue, same]);
    expect(commentOf(told(healed, shopPlan))).not.toMatch(/not ready|would not help/);
    expect(resultOf(told(healed, shopPlan)).rollback).toMatchObject({
      isReady: true,
      words: 'yes, about 2 s',
    });
  });
});

describe('a warm task that pulled another image', () => {
  const [one, other] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];
  const words =
    /tasks of ecs-svc\/41 run different images \(container web: sha256:a{12}, sha256:b{12}\): .* no longer the version that served/;

  test('is named by the comment and by the log', () => {
    const frames = warmFrames([1, 2, 3].map(() => withDigests(one, other)));
    // The comment shows a digest as code, so that GitHub makes no link of it.
    expect(commentOf(told(frames, shopPlan)).replaceAll('`', '')).toMatch(words);
    expect(logOf(frames).join()).toMatch(words);
    expect(resultOf(told(frames, shopPlan)).rollback?.words).toMatch(words);
  });

  test('is named when all tasks were replaced: those that stopped show what it was', () => {
    const containers = [{ name: 'web', exitCode: 0, reason: null, isUnhealthy: false, digest: one }];
    const stopped = aStop(41, { stopCode: 'UserInitiated', containers });
    const frames = warmFrames([
      (world) => ({ ...withDigests(other, other)(world), stoppedTasks: [stopped] }),
    ]);
    expect(resultOf(told(frames, shopPlan)).rollback?.words).toMatch(/different images/);
  });

  test('is not named while all tasks run the same image', () => {
    const frames = warmFrames([1, 2, 3].map(() => withDigests(one, one)));
    expect(commentOf(told(frames, shopPlan))).not.toMatch(/different images/);
  });
});

describe('a warm blue with users who stay on it by a cookie', () => {
  test.each([
    [3600, 'At the end, up to 45m00s of a session are cut.'],
    [900, 'Sessions that are not renewed have ended by then.'],
  ])('says in the comment until when, and what is cut of %i s', (seconds, words) => {
    const [frame] = warmFrames([withCookies(seconds)]);
    expect(commentOf(told([frame!], shopPlan))).toContain(
      `Users with a cookie from before the switch stay on it until then. ${words}`,
    );
  });

  test('says above the commands to paste that these turn off stickiness', () => {
    const [frame] = warmFrames([withCookies(900)]);
    expect(commentOf(told([frame!], shopPlan))).toMatch(
      /<summary>Roll back by hand: traffic first, then the PRIMARY label<\/summary>\n\nThe commands turn off the stickiness of .*\(900 s\).* turn it on again by hand, with the same seconds\.\n\n```sh\naws elbv2 /,
    );
  });

  test('is not mentioned without cookies', () => {
    expect(commentOf(told(warmFrames([same]), shopPlan))).not.toMatch(/cookie|stickiness/);
  });
});
