// Something undoes a write each time: every wait for a tag has an end, with its reason.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import type { ReasonCode } from '../../src/domain/common/run/reason.ts';
import { linesOf, type EndResult } from '../../src/domain/common/run/step.ts';
import { factsWithout } from '../../src/domain/task-sets/model/aws-tags.ts';
import type { ServiceTagName } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan, expired, scaled, warm, warmPlan } from '../support/commands.ts';
import { stories as commandStories } from '../support/command-stories.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import type { FakeState } from '../support/fake-state.ts';
import { anAws, scenarios } from '../support/scenarios.ts';
import { aPlan } from '../support/worlds.ts';

type Undo = (state: FakeState) => void;

/** The run on an account where something changes it before each look, from the first step with this reason on. */
function undone(aws: FakeAws, request: Request, undo: Undo, from: ReasonCode | null = null): Run {
  let isUndoing = from === null;
  return runRelease(aws, request, {
    dieBefore: ({ reason }) => {
      isUndoing ||= reason === from;
      return false;
    },
    meddle: (_step, { state }) => {
      if (isUndoing) undo(state);
    },
  });
}

const without =
  (name: ServiceTagName): Undo =>
  (state) => {
    state.tags = factsWithout(state.tags, [name]);
  };

const writesOf = (run: Run, name: ServiceTagName): number =>
  run.writes.filter((write) => write.kind === 'tag-service' && write.tags[name] !== undefined).length;

/** One fact of each tag. */
const tags: readonly ServiceTagName[] = [
  ...(['fence', 'blue', 'green', 'rules', 'scaling', 'rolled-back'] as const),
  ...(['quarantined', 'kept-green', 'expired', 'swept-at'] as const),
];
const stories = [...scenarios.map((one) => ({ ...one, plan: one.plan ?? aPlan() })), ...commandStories];

// Covers: tag-undone-anywhere
describe.each(tags)('a tag that does not stay (%s)', (name) => {
  test.each(stories.map((story) => [story.name, story] as const))(
    'does not keep this run from ending: %s',
    (_name, story) => {
      const run = undone(story.aws(), story.plan, without(name));
      expect(run.ending).not.toBeNull();
      expect(run.violations).toEqual([]);
      // The fence is written every two seconds, for half a minute.
      expect(writesOf(run, name)).toBeLessThan(25);
    },
  );
});

interface Row {
  readonly what: string;
  readonly aws: () => FakeAws;
  readonly plan: Request;
  readonly undo: Undo;
  readonly from?: ReasonCode;
  readonly ends: readonly [EndResult, ReasonCode, string];
  readonly says: string;
}

const [blueAlone, both] = ['1 PRIMARY; live: 1', '1 ACTIVE, 2 PRIMARY; live: 2'];
const keeping = commandPlan('rollback', {}, { keepRolledBackSeconds: 3600 });

const rows: readonly Row[] = [
  {
    ...{ what: 'the fence ends a release before anything is built', aws: () => anAws(), plan: aPlan() },
    ...{ undo: without('fence'), ends: ['failed', 'write-reverted', blueAlone] },
    says: 'something else undoes the tag ecs-blue-green:fence of service shop: AWS accepted the write',
  },
  {
    ...{ what: 'the tag of auto scaling ends it too', aws: () => anAws('good', scaled), plan: aPlan() },
    ...{ undo: without('scaling'), ends: ['failed', 'write-reverted', blueAlone] },
    says: 'the tag ecs-blue-green:scaling of service shop',
  },
  {
    what: 'auto scaling itself ends it too',
    ...{ aws: () => anAws('good', scaled), plan: aPlan(), ends: ['failed', 'write-reverted', blueAlone] },
    undo: (state) => {
      if (state.scaling !== null) state.scaling = { ...state.scaling, scaleInSuspended: false };
    },
    says: 'the auto scaling setting of service shop',
  },
  {
    ...{ what: 'the lease rolls a release back before traffic moves', aws: () => anAws(), plan: aPlan() },
    ...{ undo: without('green'), ends: ['rolled-back', 'write-reverted', blueAlone] },
    says: 'something else undoes the tag ecs-blue-green:lease of service shop',
  },
  {
    ...{ what: 'the lease rolls a release back in its bake', aws: () => anAws() },
    plan: aPlan({ bake: { seconds: 200 } }),
    ...{ undo: without('green'), from: 'baking', ends: ['rolled-back', 'write-reverted', blueAlone] },
    says: 'Traffic is back where it was',
  },
  {
    ...{ what: 'the lease leaves a release that has passed its bake', aws: () => anAws(), plan: warmPlan() },
    ...{ undo: without('green'), from: 'warm', ends: ['failed', 'cleanup-incomplete', '2 PRIMARY; live: 2'] },
    says: 'tag lease',
  },
  {
    ...{ what: 'the fence stops a rollback once traffic is back', aws: () => warm(), undo: without('fence') },
    ...{ plan: commandPlan('rollback'), ends: ['failed', 'write-reverted', '1 PRIMARY, 2 ACTIVE; live: 1'] },
    says: 'Stopped: the fence of service shop is undone each time that it is written',
  },
  {
    ...{ what: 'the notes of a rollback are listed at its end', aws: () => warm(), plan: keeping },
    ...{ undo: without('kept-green'), ends: ['rolled-back', 'requested', '1 PRIMARY, 2 ACTIVE; live: 1'] },
    says: 'ecs-blue-green:kept-green',
  },
  {
    ...{ what: 'the mark of a sweep fails it', aws: () => warm(), plan: commandPlan('sweep') },
    ...{ undo: without('swept-at'), ends: ['failed', 'cleanup-incomplete', both] },
    says: 'the tag ecs-blue-green:swept-at of service shop',
  },
  {
    ...{
      what: 'the note of an expired green ends a deploy',
      aws: () => expired(),
      plan: commandPlan('deploy'),
    },
    ...{ undo: without('expired'), ends: ['failed', 'write-reverted', '1 PRIMARY, 2 ACTIVE; live: 1'] },
    says: 'the tag ecs-blue-green:expired of service shop',
  },
  {
    ...{ what: 'tags that come back leave a release that is live', aws: () => anAws(), plan: aPlan() },
    undo: (state) => {
      state.tags = { ...state.tags, scaling: 'in:0 out:0 scheduled:0' };
    },
    ...{ from: 'clearing-tags', ends: ['failed', 'cleanup-incomplete', '2 PRIMARY; live: 2'] },
    says: 'the removal of the tag',
  },
];

describe('a write that something undoes each time', () => {
  test.each(rows.map((row) => [row.what, row] as const))(
    '%s',
    (_what, { aws: begin, plan, undo, from, ends, says }) => {
      const aws = begin();
      const run = undone(aws, plan, undo, from);
      expect(run.violations).toEqual([]);
      expect([run.ending?.result, run.reason, standing(aws)]).toEqual(ends);
      expect(run.ending === null ? '' : [run.ending.message, ...linesOf(run.ending)].join('\n')).toContain(
        says,
      );
    },
  );

  test('is not a tag that somebody removes every two minutes', () => {
    const aws = anAws();
    let dueMs = aws.nowMs;
    const run = runRelease(aws, warmPlan({ warmSeconds: 3600 }), {
      meddle: (_step, { state, nowMs }) => {
        if (nowMs < dueMs) return;
        dueMs = nowMs + 120_000;
        state.tags = {};
      },
    });
    expect([run.ending?.result, standing(aws)]).toEqual(['released', '2 PRIMARY; live: 2']);
    expect(writesOf(run, 'fence')).toBeGreaterThan(20);
  });
});
