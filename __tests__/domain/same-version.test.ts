// A version that is released again, for a new secret or by a second dispatch: it is not its own way back.
import { failureOf } from '../../src/domain/common/run/failure.ts';
import { describe, expect, test } from '@jest/globals';
import type { TaskDefinitionArn } from '../../src/domain/common/values/arn.ts';
import { askedFor } from '../../src/domain/common/revision/asked-revision.ts';
import type { Memory } from '../../src/domain/task-sets/model/memory.ts';
import { creation } from '../../src/domain/task-sets/revision/creation.ts';

import { rollbackAhead, rollbackReadyIn } from '../../src/domain/task-sets/status/rollback-ready.ts';
import { noteRollback } from '../../src/domain/task-sets/evolve/rolled-back.ts';
import { liveRevision, previousTags } from '../../src/domain/task-sets/roles/version-before.ts';
import { commandPlan } from '../support/commands.ts';
import {
  a,
  aGreen,
  aMemory,
  aPlan,
  aRule,
  aService,
  aSet,
  aWorld,
  b,
  noon,
  revision,
  setArn,
} from '../support/worlds.ts';
import { sceneOf, type Scene } from '../../src/domain/task-sets/roles/scene.ts';

const named = (n: number): { readonly tags: { readonly 'previous-revision': string } } => ({
  tags: { 'previous-revision': revision(n) },
});
const asked = failureOf({
  reason: 'requested',
  what: 'it was asked for',
  advice: 'Look.',
  atMs: noon,
});

describe('what came before a green', () => {
  test.each([
    ['another version', aSet(1), revision(2), revision(1)],
    ['the same, whose version before is known', aSet(1, named(9)), revision(1), revision(9)],
    ['the same, of which none is known', aSet(1), revision(1), undefined],
    ['the same, that names itself', aSet(1, named(1)), revision(1), undefined],
  ])('is told by its tag, beside %s', (_which, blue, own, before) => {
    expect(previousTags(commandPlan('deploy'), blue, own)['previous-revision']).toBe(before);
    const world = aWorld({ taskSets: [blue] });
    const { roles } = sceneOf(aPlan(), world, aMemory());
    expect(
      creation({ request: aPlan(), world, roles, memory: aMemory() }, own)?.tags['previous-revision'],
    ).toBe(before);
  });

  test('is not what is live, though a tag says so: a rollback asks for one', () => {
    expect(askedFor(commandPlan('rollback'), liveRevision(aSet(1, named(1))), null)).toMatchObject({
      problems: [expect.stringContaining('--family-prefix web --sort DESC')],
    });
  });
});

describe('a rollback to the same version', () => {
  const twin = aGreen(2, {
    status: 'PRIMARY',
    tags: { release: '90-shop', run: '90.1', blue: 'ecs-svc/1', 'revision-hash': 'f'.repeat(64) },
  });
  const request = commandPlan('rollback');
  const takingBack = {
    failure: asked,
    hasGreenBeenLive: true,
    isPreflightPassed: true,
    green: setArn(2),
    blue: setArn(1),
  };
  const sceneWith = (taskDefinition = revision(1), memory: Partial<Memory> = {}): Scene => {
    const world = aWorld({
      taskSets: [aSet(1, { status: 'ACTIVE' }), { ...twin, taskDefinition }],
      rules: [aRule([[a, 0], [b, 100]])], // prettier-ignore
      service: aService({ tags: { green: setArn(2), blue: setArn(1) } }),
      candidate: null,
    });
    return sceneOf(request, world, aMemory(memory));
  };

  test('is said beforehand, by status and by the rollback', () => {
    expect(rollbackReadyIn(sceneWith()).words).toMatch(
      /^yes, about 2 s, but blue runs the same revision web:1/,
    );
    expect(rollbackAhead(sceneWith())).toContain('another version needs rollback-to');
    expect(rollbackReadyIn(sceneWith(revision(2))).words).toBe('yes, about 2 s');
  });

  test('quarantines nothing: that content goes on being live', () => {
    const tagsOf = (taskDefinition: TaskDefinitionArn): unknown => {
      const act = noteRollback(sceneWith(taskDefinition, takingBack))?.act;
      return act?.kind === 'tag-service' ? act.tags : null;
    };
    expect(tagsOf(revision(1))).not.toHaveProperty('quarantined');
    expect(tagsOf(revision(2))).toHaveProperty('quarantined');
  });
});
