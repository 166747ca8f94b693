// A rollback whose rules are held back on their way, and a run that wants to delete the blue that it returns to (ADR 40).
import { expect } from '@jest/globals';
import { webService } from '../../sandbox/seeds.ts';
import { acceptance, type Stage } from '../support/acceptance.ts';
import {
  expectServing,
  leaseTags,
  leftWarm,
  nextRun,
  rollbackInputs,
  teardownInputs,
} from '../support/command-steps.ts';

/** The client gives up after 5 s. */
const failsLateMs = 4800;
const landsLateMs = 9000;

/** The first write of a rule fails late. The next one lands once its client has given up, later than a teardown waits for traffic to follow the label. */
function holdRulesBack({ sandbox: { faults } }: Stage): void {
  for (const operation of ['ModifyRule', 'ModifyListener']) {
    faults.add({ operation, kind: 'slow', ms: failsLateMs });
    faults.add({ operation, kind: 'server-error' });
    faults.add({ operation, kind: 'slow', nth: 2, ms: landsLateMs });
  }
}

// Covers: rollback-held
acceptance(
  'a rollback whose rules are held back keeps its blue from a teardown',
  {
    world: webService(),
    isRace: true,
    tagsLeft: [],
    freeTags: [...leaseTags, 'rolled-back', 'quarantined', 'kept-green'],
  },
  async (stage) => {
    await leftWarm(stage);
    holdRulesBack(stage);
    const teardown = stage.start(teardownInputs, nextRun(stage));
    await stage.until('the teardown has begun to write', () => teardown.log().includes('claiming-fence'));
    const rollback = stage.start(rollbackInputs, { runId: stage.runId + 2 });
    const [rolledBack, tornDown] = await Promise.all([rollback.result, teardown.result]);
    expect(rolledBack.outputs['result']).toBe('rolled-back');
    expect(['refused', 'stood-down', 'failed']).toContain(tornDown.outputs['result']);
    await expectServing(stage, 'web-a', 'v1');
  },
);
