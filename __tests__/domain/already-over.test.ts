import { describe, expect, test } from '@jest/globals';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { a, aGreen, aMemory, aPlan, aRule, aService, aSet, aWorld, b } from '../support/worlds.ts';

const live = aGreen(2, { status: 'PRIMARY' });
const ended = {
  taskSets: [live],
  rules: [
    aRule([
      [a, 0],
      [b, 100],
    ]),
  ],
};

describe('a release that is run again after its end', () => {
  test('says that it is already live, and writes nothing, not even the fence', () => {
    const { act, reason } = decideNextStep(aPlan(), aWorld(ended), aMemory());
    expect(reason).toBe('released');
    expect(act).toMatchObject({ kind: 'end', result: 'released' });
    expect(act).toHaveProperty('message', expect.stringContaining('Already live: ecs-svc/2'));
  });

  test.each([
    [
      'blue still stands',
      { ...ended, taskSets: [live, aSet(1, { status: 'ACTIVE', tags: { release: '99-shop' } })] },
    ],
    ['the label is not on it', { ...ended, taskSets: [aGreen(2)] }],
    ['rules still point elsewhere', { taskSets: [live] }],
    ['its tags say that it has not ended', { ...ended, service: aService({ tags: { green: live.arn } }) }],
  ])('takes the service and goes on where %s', (_why, world) => {
    const { reason } = decideNextStep(aPlan(), aWorld(world), aMemory());
    expect(reason).toBe('claiming-fence');
  });
});
