// An apply of a Terraform plan that limits the capacity of production.
import { describe, expect, test } from '@jest/globals';
import { created, findingsOf, scalingTo, type Resource } from '../support/terraform-worlds.ts';
import { a, aRule, aSet, aWorld, b } from '../support/worlds.ts';

const world = aWorld({
  taskSets: [aSet(1)],
  rules: [
    aRule([
      [a, 100],
      [b, 0],
    ]),
  ],
});
const red = (sentence: string): readonly [boolean, unknown] => [true, expect.stringContaining(sentence)];
const line = (sentence: string): readonly [boolean, unknown] => [false, expect.stringContaining(sentence)];

describe('an apply that limits auto scaling', () => {
  test.each<readonly [string, Resource, readonly [boolean, unknown]]>([
    [
      'below the tasks that production has',
      scalingTo(1),
      red('limits service shop to 1 task, fewer than the 2'),
    ],
    [
      'below them, with a new target',
      created('aws_appautoscaling_target.web', { resource_id: 'service/main/shop', max_capacity: 1 }),
      red('limits service shop to 1 task'),
    ],
    ['to the tasks that production has', scalingTo(2), line('changes max_capacity')],
  ])('%s', (_what, resource, expected) => {
    const [finding, ...more] = findingsOf(resource, world);
    expect([[finding?.movesProduction, finding?.sentence], ...more]).toEqual([expected]);
  });
});
