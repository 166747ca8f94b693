// Past an irreversible step nothing rolls back on its own.
import { describe, expect, test } from '@jest/globals';
import type { Step } from '../../src/domain/task-sets/model/step.ts';
import { inheritedMemory } from '../../src/domain/task-sets/roles/handover.ts';
import { forwardOnly, said, warmPlan } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing, type Run } from '../support/fake-release.ts';
import { anAws } from '../support/scenarios.ts';

/** The tag shows as soon as green is live. `onBaking`: what happens then. */
function bakedWith(aws: FakeAws, onBaking: (aws: FakeAws) => void): Run {
  let isBaking = false;
  let isDone = false;
  return runRelease(aws, warmPlan(), {
    onStep: ({ reason }: Step) => {
      isBaking ||= reason === 'baking';
    },
    meddle: () => {
      if (!isBaking || isDone) return;
      isDone = true;
      forwardOnly(aws);
      onBaking(aws);
    },
  });
}

const failing = (aws: FakeAws): void => {
  aws.state.sets = aws.state.sets.map((set) =>
    set.n === 2 ? { ...set, behaviour: 'fails-live' as const } : set,
  );
};

describe('a forward-only release', () => {
  test('that fails in its bake stays live, and the end says so loudly', () => {
    const aws = anAws();
    const run = bakedWith(aws, failing);
    expect([run.ending?.result, run.reason]).toEqual(['failed', 'forward-only']);
    expect(standing(aws)).toMatch(/2 PRIMARY.*live: 2$/);
    expect(said(run)).toMatch(/NOT rolled back: .* is forward-only \(migration 12\)/);
    expect(said(run)).toContain('force: true and a reason');
    expect(run.writes.filter(({ kind }) => kind === 'label')).toHaveLength(1);
  });

  test('whose run was killed in the bake is left live by the post step', () => {
    const aws = anAws();
    const main = bakedWith(aws, () => undefined);
    expect(main.ending?.result).toBe('released');
    const other = anAws();
    let isKilled = false;
    const killed = runRelease(other, warmPlan(), {
      dieBefore: ({ reason }) => (isKilled ||= reason === 'baking'),
    });
    forwardOnly(other);
    const first = inheritedMemory(killed.handover!, 'the run was ended before it could finish', other.nowMs);
    const post = runRelease(other, warmPlan(), { first });
    expect([post.ending?.result, post.reason]).toEqual(['failed', 'forward-only']);
    expect(standing(other)).toMatch(/live: 2$/);
  });
});
