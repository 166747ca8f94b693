// A rollback while another run migrates, for a release whose green is not made yet.
import { describe, expect, test } from '@jest/globals';
import type { Request } from '../../src/domain/common/request/request.ts';
import { statusLines } from '../../src/domain/task-sets/status/status.ts';
import { sceneOf } from '../../src/domain/task-sets/roles/scene.ts';
import { another, cleanRun, commandPlan, released, said } from '../support/commands.ts';
import type { FakeAws } from '../support/fake-aws.ts';
import { runRelease, standing } from '../support/fake-release.ts';
import { migratingPlan } from '../support/scenarios.ts';
import { aMemory } from '../support/worlds.ts';

const deploy = another(migratingPlan('expand'), 201);
const rollback = (isForced = false): Request => another(commandPlan('rollback', { isForced }), 202);

/** The version that is live replaced web:1, which is gone. The run of the next one was left at its migration. */
function atItsMigration(lastsMs = 600_000): FakeAws {
  const aws = released();
  aws.testTask = { lastsMs, exitCode: 0 };
  runRelease(aws, deploy, {
    dieBefore: ({ act, because }) => act.kind === 'wait' && because.includes('is RUNNING'),
  });
  return aws;
}

const refusal = /run 201 migrates the database for a release whose green is not made yet/;

describe('a rollback while another run migrates', () => {
  test('is refused: it would roll back the live version, which nobody complained about', () => {
    const aws = atItsMigration();
    const run = cleanRun(aws, rollback());
    expect([run.ending?.result, run.writes, standing(aws)]).toEqual(['refused', [], standing(released())]);
    expect(JSON.stringify(run.ending)).toMatch(refusal);
    expect(JSON.stringify(run.ending)).toContain('cancel its run');
  });

  test('is foreseen by status', () => {
    const world = atItsMigration().observe('200-shop');
    const lines = statusLines(sceneOf(commandPlan('status'), world, aMemory())).join('\n');
    expect(lines).toMatch(/rollback ready: no: run 201 migrates .* needs force or rollback-to/);
  });

  test.each<[when: string, start: () => FakeAws, isForced: boolean]>([
    ['if it is forced', () => atItsMigration(), true],
    [
      'once that migration has ended',
      () => {
        const aws = atItsMigration(5000);
        aws.nowMs += 60_000;
        return aws;
      },
      false,
    ],
    [
      'if that run no longer holds the service',
      () => {
        const aws = atItsMigration();
        aws.meddle((state) => void (state.tags = { ...state.tags, fence: '99:150.1' }));
        return aws;
      },
      false,
    ],
  ])('goes on %s', (_when, start, isForced) => {
    const run = runRelease(start(), rollback(isForced));
    expect(said(run) + JSON.stringify(run.ending)).not.toMatch(refusal);
    expect(run.writes.length).toBeGreaterThan(0);
  });
});
