// The targets of the service that served before stay in the other group, and a rollback finds no task set.
import { describe, expect, test } from '@jest/globals';
import type { Command } from '../../src/domain/common/request/request.ts';
import type { Ending } from '../../src/domain/common/run/step.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import type { World } from '../../src/domain/task-sets/model/world.ts';
import { commandPlan } from '../support/commands.ts';
import { a, aGroup, aMemory, aRule, aSet, aTarget, aWorld, b } from '../support/worlds.ts';

const arnOfRule = /^aws elbv2 modify-\w+ .*TargetGroupArn":"\S*targetgroup\/b\S*","Weight":1\b/;

const after = (targets: World['groups'][number]['targets']): World =>
  aWorld({
    taskSets: [aSet(1)],
    rules: [
      aRule([
        [a, 1],
        [b, 0],
      ]),
    ],
    groups: [aGroup(a), aGroup(b, { targets })],
  });

function endOf(command: Command, world: World): Ending {
  const { act } = decideNextStep(commandPlan(command), world, aMemory());
  if (act.kind !== 'end') throw new Error(`it goes on with ${act.kind}`);
  return act;
}

const old = [aTarget(200, 1), aTarget(200, 2)];

// Covers: old-targets-rollback
describe('a rollback that is refused next to them', () => {
  test('says how traffic returns to them by hand, with the commands', () => {
    const { result, message, details, commands } = endOf('rollback', after(old));
    expect(result).toBe('refused');
    expect(details).toContainEqual(
      expect.stringMatching(/^the idle target group b holds 2 targets outside this service(?!.*end it)/),
    );
    expect(message).toContain(
      'If the 2 healthy targets outside this service in target group b served before it, the commands below return traffic to them within seconds.',
    );
    expect(commands).toEqual([expect.stringMatching(arnOfRule)]);
  });

  test('offers nothing that is not healthy', () => {
    const { commands, message } = endOf('rollback', after([aTarget(200, 1, { state: 'unhealthy' })]));
    expect([commands, message.includes('commands below')]).toEqual([undefined, false]);
  });
});

test.each<Command>(['deploy', 'stage'])('%s is refused next to them without such commands', (command) => {
  const { result, commands, details } = endOf(command, after(old));
  expect([result, commands]).toEqual(['refused', undefined]);
  expect(details.join()).toContain('If this service has replaced it, end it.');
});
