// A service whose controller was changed: ECS shows its tasks in deployments, not in task sets (fact 37).
import { describe, expect, test } from '@jest/globals';
import type { Command } from '../../src/domain/common/request/request.ts';
import { linesOf } from '../../src/domain/common/run/step.ts';
import { decideNextStep } from '../../src/domain/task-sets/decide/decide.ts';
import { describeOutside } from '../../src/domain/task-sets/health/outside.ts';
import { commandPlan } from '../support/commands.ts';
import { aMemory, aService, aWorld } from '../support/worlds.ts';

const outside = { deployments: ['ecs-svc/7'], running: 2 };
const world = aWorld({ service: aService({ outside }), taskSets: [] });

test.each<Command>(['deploy', 'stage', 'promote', 'rollback', 'teardown', 'sweep', 'status', 'plan'])(
  '%s names its tasks and writes nothing',
  (command) => {
    const { act } = decideNextStep(commandPlan(command), world, aMemory());
    if (act.kind !== 'end') throw new Error(`it goes on with ${act.kind}`);
    const text = [act.message, ...linesOf(act)].join('\n');
    expect(text).toMatch(/no task set, but 2 tasks run in its deployments \(ecs-svc\/7\)/);
    expect(text).toContain('AWS documents that');
    expect(text).not.toMatch(/\bdelete\b/i);
    expect(act.result).toBe(command === 'status' ? 'status' : command === 'sweep' ? 'failed' : 'refused');
  },
);

test('a service with task sets, or with another controller, has none', () => {
  expect(describeOutside(aService())).toBeNull();
  expect(describeOutside(aService({ controller: 'ECS', outside }))).toBeNull();
});

describe('a service that another controller runs', () => {
  test.each<Command>(['deploy', 'stage', 'promote', 'rollback', 'teardown', 'sweep', 'status', 'plan'])(
    'is named by %s, which writes nothing, not even a tag',
    (command) => {
      const moved = aWorld({ service: aService({ controller: 'ECS' }), taskSets: [] });
      const { act } = decideNextStep(commandPlan(command), moved, aMemory());
      if (act.kind !== 'end') throw new Error(`it goes on with ${act.kind}`);
      expect([act.message, ...linesOf(act)].join('\n')).toContain('has the deployment controller ECS');
      expect(act.result).toBe(command === 'status' ? 'status' : command === 'sweep' ? 'failed' : 'refused');
    },
  );
});
