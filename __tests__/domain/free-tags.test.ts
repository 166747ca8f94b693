// Preflight counts every tag that a release then writes.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { awsTagsOf } from '../../src/domain/task-sets/model/aws-tags.ts';
import { blankMemory } from '../../src/domain/task-sets/model/blank-memory.ts';
import type { ServiceTagName } from '../../src/domain/task-sets/model/world.ts';
import { preflightProblems } from '../../src/domain/task-sets/preflight/preflight.ts';
import { namesAhead } from '../../src/domain/task-sets/preflight/tags.ts';
import { rolesOf } from '../../src/domain/task-sets/roles/roles.ts';
import { commandPlan, stagePlan } from '../support/commands.ts';
import { stories as commandStories } from '../support/command-stories.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, type Run } from '../support/fake-release.ts';
import { anAws, scenarios } from '../support/scenarios.ts';
import { aMemory, aPlan, aService, aWorld } from '../support/worlds.ts';

const stories = [...scenarios.map((one) => ({ ...one, plan: one.plan ?? aPlan() })), ...commandStories];

/** Rollbacks to warm blue and sweeps write their tags without a preflight: traffic and cleanup don't wait for room. */
const counted = stories.filter(({ plan }) => !['rollback', 'sweep', 'status', 'plan'].includes(plan.command));

const written = (run: Run): readonly string[] => [
  ...new Set(
    run.writes.flatMap((write) =>
      write.kind === 'tag-service' ? awsTagsOf(Object.keys(write.tags) as ServiceTagName[]) : [],
    ),
  ),
];

function ahead(aws: FakeAws, request: Request): readonly string[] {
  const world = aws.observe(request.release.id);
  return namesAhead(request, world, rolesOf(request, world, blankMemory(aws.nowMs)));
}

describe('the tags that preflight counts', () => {
  test.each(counted.map((story) => [story.name, story] as const))(
    'hold all that are written: %s',
    (_name, story) => {
      const aws = story.aws();
      const expected = ahead(aws, story.plan);
      const missing = written(runRelease(aws, story.plan)).filter((name) => !expected.includes(name));
      expect(missing).toEqual([]);
    },
  );

  test.each([
    ['a teardown, the fence alone', commandPlan('teardown'), ['fence']],
    ['a stage, nothing of a switch', stagePlan(), ['fence']],
    [
      'a plan, what a deploy writes',
      aPlan({ command: 'plan' }),
      ['fence', 'blue', 'lease', 'rules', 'quarantined', 'repaired', 'kept-green'],
    ],
  ] as const)('are for %s', (_what, request, names) => {
    expect(ahead(anAws(), request).toSorted()).toEqual([...names].toSorted());
  });
});

const problemsOf = (otherTags: number): readonly string[] => {
  const world = aWorld({ service: aService({ otherTags }) });
  const memory = aMemory();
  return preflightProblems(aPlan(), world, rolesOf(aPlan(), world, memory), memory);
};

test.each([
  [43, 0],
  [44, 1],
  [50, 1],
  [51, 1],
])('with %i tags of others, %i problem is found', (others, count) => {
  expect(problemsOf(others)).toHaveLength(count);
});
