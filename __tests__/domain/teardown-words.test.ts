// A teardown deletes blue, so its texts don't call blue what is live.
import { describe, expect, test } from '@jest/globals';
import { findings } from '../../src/domain/task-sets/report/findings.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import type { Command } from '../../src/domain/common/request/request.ts';
import { cleanRun, commandPlan, said, warm } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { anAws } from '../support/scenarios.ts';
import { aMemory } from '../support/worlds.ts';

/** A person has moved all of production back by hand. */
function movedBack(): FakeAws {
  const aws = warm();
  aws.meddle((state) => {
    state.rules = anAws().state.rules;
  });
  return aws;
}
const found = (command: Command, aws: FakeAws): string => {
  const request = commandPlan(command);
  return findings(sceneOf(request, aws.observe(request.release.id), aMemory())).join('\n');
};

describe('what is live after production was moved back by hand', () => {
  test('is not called blue by a teardown, which is refused', () => {
    const aws = movedBack();
    expect(found('teardown', aws)).toContain('is split between ecs-svc/1 (web:1) and');
    const done = cleanRun(aws, commandPlan('teardown'));
    expect([done.ending?.result, done.writes]).toEqual(['refused', []]);
    expect(said(done)).toContain('is split between ecs-svc/1 (web:1) and');
    expect(said(done)).not.toMatch(/\bblue ecs-svc/);
  });

  test('is called blue by a rollback and by the status, which name what it returns to', () => {
    for (const command of ['rollback', 'status'] as const)
      expect(found(command, movedBack())).toContain('is split between blue ecs-svc/1 (web:1) and');
  });
});

describe('a teardown that AWS does not carry out in full', () => {
  test.each([
    ['the deletion of blue', 'delete', 'Not torn down: blue of service shop could not be removed.'],
    [
      'a tag, once blue is gone',
      'untag-service',
      'Not cleaned up: the warm time of service shop was ended, and what is listed is left.',
    ],
  ] as const)('says what is left: %s', (_what, kind, words) => {
    const aws = warm();
    aws.fault = (write) => (write.kind === kind ? { kind: 'denied' } : null);
    const done = cleanRun(aws, commandPlan('teardown'));
    expect([done.ending?.result, done.reason]).toEqual(['failed', 'cleanup-incomplete']);
    expect(said(done)).toContain(words);
    expect(said(done).includes('could not be removed')).toBe(
      aws.state.sets.some(({ n, deletedAtMs }) => n === 1 && deletedAtMs === null),
    );
  });
});
