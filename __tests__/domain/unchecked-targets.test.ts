import { describe, expect, test } from '@jest/globals';
import { findFailure } from '../../src/domain/task-sets/evolve/failures.ts';
import type { TargetView } from '../../src/domain/common/load-balancer/view.ts';
import type { ContainerImage } from '../../src/domain/common/tasks/view.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { aGreen, aMemory, aPlan, aSet, aWorld, b, groupsFor } from '../support/worlds.ts';

const green = aGreen(2);
const withGreen = (set: typeof green, first: Partial<TargetView> = {}) => {
  const taskSets = [aSet(1), set];
  const groups = groupsFor(taskSets).map((group) =>
    group.arn === b
      ? { ...group, targets: group.targets.map((one, n) => (n === 0 ? { ...one, ...first } : one)) }
      : group,
  );
  const memory = aMemory({ isPreflightPassed: true, green: set.arn });
  return findFailure(sceneOf(aPlan(), aWorld({ taskSets, groups, candidate: null }), memory));
};

// Covers: targets-unchecked
describe('a target of green that is never checked', () => {
  test.each<[Partial<TargetView>, RegExp]>([
    [
      { state: 'unused', reason: 'Target.NotInUse', description: 'Target is in an AZ that is not enabled' },
      /are unused: no rule .* zone is not enabled \(Target\.NotInUse: Target is in an AZ that is not enabled\)/,
    ],
    [
      {
        state: 'unavailable',
        reason: 'Target.HealthCheckDisabled',
        description: 'Health checks are disabled',
      },
      /the health check of target group .* is disabled \(Target\.HealthCheckDisabled: Health checks are disabled\)/,
    ],
  ])('ends the release at once, although others are healthy: %j', (first, what) => {
    expect(withGreen(green, first)).toMatchObject({
      reason: 'targets-unused',
      what: expect.stringMatching(what),
    });
  });

  test('is not one that is not checked yet', () => {
    expect(withGreen(green, { state: 'initial', reason: 'Elb.RegistrationInProgress' })).toBeNull();
  });
});

describe('tasks of green that run different images', () => {
  const running = (...images: readonly ContainerImage[]) =>
    withGreen({ ...green, tasks: green.tasks.map((task, n) => ({ ...task, images: [images[n]!] })) });
  const image = (digest: string, isPinned: boolean): ContainerImage => ({ name: 'web', digest, isPinned });

  test('end the release', () => {
    expect(running(image('sha256:1', false), image('sha256:2', false))).toMatchObject({
      reason: 'mixed-images',
      what: expect.stringContaining('container web: sha256:1, sha256:2'),
    });
  });

  test.each([
    ['are equal', 'sha256:1', false],
    ['are named by a digest: ECS may show that of each platform', 'sha256:2', true],
  ])('are no fault if they %s', (_why, second, isPinned) => {
    expect(running(image('sha256:1', isPinned), image(second, isPinned))).toBeNull();
  });
});
